"""Asking a platform for something: a token first, then the service, all of it within a minute."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Self

from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.service_connector import ServiceConnector, TServiceConnectorResponse
from requests.exceptions import RequestException

from game.server.host import Host
from game.server.lti.platforms import Platform
from game.server.lti.reading import GradesGo
from game.server.outbox import Undelivered
from game.server.outside import OutsideFailed, outside
from game.words import _

_SECONDS: Final = 60
_MOST_CALLS: Final = 40
_EARLY: Final = 60
"""Seconds before its end at which a token is no longer used."""
_UNKNOWN_TOKEN: Final = 401
_MOMENTARY: Final = frozenset({401, 404, 408, 409, 423, 425, 429})
"""Refusals that may pass: a token that has expired, a column that was removed, too many calls."""


class Connector(ServiceConnector):
    """Calls services of a platform, with tokens that are kept as long as they last."""

    def __init__(self, host: Host, platform: Platform) -> None:
        super().__init__(platform.registration(), outside(host.reach))
        self._host, self._platform = host, platform
        self._until = time.monotonic() + _SECONDS
        self._calls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._requests_session.close()

    def forget_tokens(self, scopes: Sequence[str]) -> None:
        """Ask for a new token next time."""
        self._host.memory.drop(self._named(self._scope_key(scopes)))

    def make_service_request(self, scopes: Sequence[str], url: str, **more: Any) -> TServiceConnectorResponse:
        """Call a service. Raises what requests and the library raise, also for a platform that has no end of pages."""
        self._calls += 1
        if self._calls > _MOST_CALLS or time.monotonic() > self._until:
            raise OutsideFailed(_("The other side took too long to answer."))
        return super().make_service_request(scopes, url, **more)

    def _named(self, scope_key: str) -> tuple[str, str, str]:
        return "token", self._platform.id, scope_key

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token: str | None = self._host.memory.get(self._named(scope_key), self._host.clock())
        return token

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        until = self._host.clock() + int(float(expires_in) - _EARLY) * 1_000
        self._host.memory.keep(self._named(scope_key), str(access_token), until)


@contextmanager
def calling(
    host: Host, platform: Platform, grades: GradesGo, *, anew: bool = False
) -> Iterator[AssignmentsGradesService]:
    """Lend the grades service of a course; with `anew` it asks for a token first. Raises Undelivered."""
    said: Any = {"scope": list(grades.scopes)}
    said |= {name: url for name, url in (("lineitems", grades.items), ("lineitem", grades.item)) if url}
    with Connector(host, platform) as connector:
        try:
            if anew:
                connector.forget_tokens(grades.scopes)
                connector.get_access_token(grades.scopes)
            yield AssignmentsGradesService(connector, said)
        except Exception as error:
            if status_of(error) == _UNKNOWN_TOKEN:
                connector.forget_tokens(grades.scopes)
            raise _undelivered(error) from error


def _undelivered(error: Exception) -> Undelivered:
    """Return what became of a call, as a sentence, and whether trying again may help."""
    if isinstance(error, OutsideFailed):
        return Undelivered(str(error))
    status = status_of(error)
    if status is not None:
        again = status >= 500 or status in _MOMENTARY
        return Undelivered(_("The learning platform refused it (status {status}).", status=status), again=again)
    if isinstance(error, RequestException | LtiException | ValueError | KeyError | TypeError):
        return Undelivered(_("The learning platform's answer could not be read."))
    raise error


def status_of(error: BaseException | None) -> int | None:
    """Return the status with which a platform refused a call."""
    return error.response.status_code if isinstance(error, LtiServiceException) else None
