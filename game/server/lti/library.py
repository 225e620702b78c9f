"""The library's idea of a web framework, tied to what we have: parameters, one cookie, one platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests
from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration, TKeySet
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from game.server.codes import new_token, token_hash
from game.server.lti.packing import packed
from game.server.lti.platforms import Platform

ALGORITHMS: Final = ("RS256", "RS384", "RS512")
"""Signatures that are looked at: keys of two halves only, whatever a platform publishes."""
_CARRIED: Final = ("iss", "login_hint", "client_id", "lti_message_hint", "target_link_uri", "lti_deployment_id")
_MOST_CARRIED: Final = 1_500


def state_cookie(state: str) -> tuple[str, str]:
    """Return name and value of the cookie that ties a login to the browser it was begun in."""
    digest = token_hash(state)
    return f"lti-{digest[:16]}", digest


class Asked(Request):
    """A request, as far as the library reads it."""

    def __init__(self, params: Mapping[str, str], *, secure: bool) -> None:
        self._params, self._secure = params, secure

    def is_secure(self) -> bool:
        """Tell whether it came by TLS."""
        return self._secure

    def get_param(self, key: str) -> str:
        """Return a parameter, empty where there is none."""
        return self._params.get(key, "")


class Cookies(CookieService):
    """The cookies of a browser, and those it is to be given."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._sent = sent
        self.given: dict[str, str] = {}

    def get_cookie(self, name: str) -> str | None:
        """Return the state a browser was given, if this is it."""
        cookie, value = state_cookie(name)
        return name if self._sent.get(cookie) == value else None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:  # noqa: ARG002
        """Give the browser a state."""
        cookie, digest = state_cookie(name)
        self.given[cookie] = digest


class Nonces(SessionService):
    """Nonces, which lie in our database; the library's own session, which takes a launch twice, is not used."""

    def __init__(self, request: Request, fresh: Callable[[str], bool] = lambda _nonce: False) -> None:
        super().__init__(request)
        self._fresh = fresh
        self.issued = ""

    def save_nonce(self, nonce: str) -> None:
        """Keep a nonce that goes out."""
        self.issued = nonce

    def check_nonce(self, nonce: str) -> bool:
        """Tell whether a nonce has gone out and has not come back yet."""
        return self._fresh(nonce)

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:  # noqa: ARG002
        """Tell the library to ask the cookie, every time."""
        return False

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        """Keep nothing: what was valid once is not valid again."""

    def save_launch_data(self, key: str, jwt_body: Mapping[str, Any]) -> None:
        """Keep nothing of what a platform says."""


class OnePlatform(ToolConfAbstract[Asked]):
    """The registration of the platform that a request names."""

    def __init__(self, platform: Platform, keys: TKeySet | None = None) -> None:
        self._platform = platform
        self._registration = platform.registration().set_key_set(keys)

    def check_iss_has_one_client(self, iss: str) -> bool:  # noqa: ARG002
        """Have the library look for issuer and client together, always."""
        return False

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:  # noqa: ARG002
        """Raise: an issuer alone names no registration."""
        raise LtiException("a registration is found by issuer and client")

    def find_registration_by_params(self, iss: str, client_id: str, *args: Any, **kwargs: Any) -> Registration:  # noqa: ARG002
        """Return the registration. Raises LtiException where it is another's."""
        if iss != self._platform.issuer or (client_id and client_id != self._platform.client):
            raise LtiException("not registered")
        return self._registration

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:  # noqa: ARG002
        """Return none: a deployment is found by its client, too."""
        return None

    def find_deployment_by_params(
        self,
        iss: str,
        deployment_id: str,
        client_id: str,
        *args: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Deployment | None:
        """Return a deployment the teacher has named."""
        mine = iss == self._platform.issuer and client_id == self._platform.client
        known = mine and deployment_id in self._platform.details.deployments
        return Deployment().set_deployment_id(deployment_id) if known else None


@dataclass
class Away(Redirect[str]):
    """Where a browser is sent."""

    to: str = ""

    def do_redirect(self) -> str:
        """Return the address."""
        return self.to

    def do_js_redirect(self) -> str:
        """Return the address; no script of the library's is ever sent."""
        return self.to

    def set_redirect_url(self, location: str) -> None:
        """Send the browser elsewhere."""
        self.to = location

    def get_redirect_url(self) -> str:
        """Return the address."""
        return self.to


class Login(OIDCLogin[Asked, OnePlatform, Nonces, Cookies, str]):
    """The first half of a launch. Its state carries what is needed to begin again in a window of its own."""

    def get_redirect(self, url: str) -> Redirect[str]:
        """Return where the browser goes."""
        return Away(url)

    def _get_uuid(self) -> str:
        carried = {name: value for name in _CARRIED if (value := self._get_request_param(name))}
        wrapped = packed(carried)
        return f"{new_token()}.{wrapped}" if len(wrapped) <= _MOST_CARRIED else new_token()

    def _generate_nonce(self) -> str:
        return new_token()


class Launch(MessageLaunch[Asked, OnePlatform, Nonces, Cookies]):
    """The second half of a launch. Times are not the library's to judge: there is one clock, and it is the host's."""

    def __init__(
        self, request: Asked, platform: OnePlatform, nonces: Nonces, cookies: Cookies, session: requests.Session
    ) -> None:
        super().__init__(request, platform, session_service=nonces, cookie_service=cookies, requests_session=session)
        self.set_jwt_verify_options(
            {
                "verify_aud": False,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "require": ["iss", "aud", "sub", "exp", "iat", "nonce"],
            }
        )

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def get_public_key(self) -> tuple[str, str]:
        """Return the key a launch is signed with. Raises LtiException for a signature that is not looked at."""
        if self._jwt.get("header", {}).get("alg") not in ALGORITHMS:
            raise LtiException("the algorithm is not one of ours")
        return super().get_public_key()
