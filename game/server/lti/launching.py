"""A launch: a platform sends somebody's browser, we send it back to be shown who it is, and it comes with a token.

What the token says counts once, within ten minutes, in the browser in which it was asked for, and only where platform,
client, deployment and address are those we know.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import requests
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.registration import TKeySet
from sqlalchemy import Connection, delete, insert, select, update

from game.server import tables as t
from game.server.codes import token_hash
from game.server.host import Host
from game.server.lti.library import Asked, Cookies, Launch, Login, Nonces, OnePlatform, state_cookie
from game.server.lti.packing import unpacked
from game.server.lti.platforms import Platform, platform_of
from game.server.lti.reading import Launched, read_launch
from game.server.outside import OutsideFailed, outside
from game.server.refusals import Refused, Wrong
from game.words import _

LOGIN, LAUNCH, KEYS, CONFIG = "/lti/login", "/lti/launch", "/lti/keys", "/lti/config.json"
STATE_LASTS: Final = 300
"""Seconds within which a platform answers."""
_SKEW: Final = 60
"""Seconds by which clocks may differ (classroom.md 5)."""
_OLDEST: Final = 600
_KEYS_LAST: Final = 3_600_000
_KEYS_AGAIN: Final = 30_000
"""Milliseconds before keys are fetched again because one of them is not known."""
_NONCE: Final = "lti"


class NotLaunched(Refused):
    """A launch that does not count. Why is for the log: whoever tries this learns nothing from it."""

    kind = "not_launched"
    status = 403

    def __init__(self, why: str) -> None:
        super().__init__(_("This link could not be opened. Go back to your course, and open it there once more."))
        self.why = why


class NoCookie(Refused):
    """The browser kept no cookie: the launch was begun elsewhere, or in a frame that may not have any."""

    kind = "no_cookie"
    status = 403

    def __init__(self, carried: Mapping[str, str]) -> None:
        super().__init__(_("Your browser keeps nothing for a page inside your course's page."))
        self.carried = carried
        """With what the login can begin again, in a window of its own; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Going:
    """Where a browser goes to show who it is, and the cookie it takes along."""

    to: str
    cookie: tuple[str, str]


async def begin(host: Host, params: Mapping[str, str]) -> Going:
    """Begin a launch. Raises NotLaunched for a platform nobody registered, and for an address that is not ours."""
    issuer, client = params.get("iss", ""), params.get("client_id") or None
    platform = await host.store.asked(lambda c: platform_of(c, issuer, client))
    if platform is None:
        raise NotLaunched("an unknown platform")
    if params.get("target_link_uri", "") != host.public_url + LAUNCH:
        raise NotLaunched("another address")
    asked, cookies = Asked(params, secure=host.public_url.startswith("https://")), Cookies({})
    nonces = Nonces(asked)
    login = Login(asked, OnePlatform(platform), session_service=nonces, cookie_service=cookies)
    try:
        to = login.redirect(host.public_url + LAUNCH)
    except (LtiException, OIDCException) as error:
        raise NotLaunched(str(error)) from None
    [(cookie, digest)] = cookies.given.items()
    await host.store.written(lambda c: _issue(host, c, nonces.issued, platform, digest))
    return Going(to, (cookie, digest))


async def finish(host: Host, params: Mapping[str, str], cookies: Mapping[str, str]) -> Launched:
    """Return what a launch says, once. Raises NoCookie and NotLaunched."""
    state, token = params.get("state", ""), params.get("id_token", "")
    cookie, digest = state_cookie(state)
    if cookies.get(cookie) != digest:
        raise NoCookie(carried_in(state))
    head, body = _peeked(token)
    issuer, client, nonce = body.get("iss"), _client(body), body.get("nonce")
    if not isinstance(issuer, str) or client is None or not isinstance(nonce, str):
        raise NotLaunched("not a token of a launch")

    def known(c: Connection) -> tuple[Platform | None, bool]:
        platform = platform_of(c, issuer, client)
        return platform, platform is not None and _is_fresh(host, c, nonce, platform, digest)

    platform, fresh = await host.store.asked(known)
    if platform is None:
        raise NotLaunched("an unknown platform")

    def validated(session: requests.Session) -> Launched:
        keys = _keys(host, session, platform, str(head.get("kid", "")))
        asked = Asked(params, secure=True)
        launch = Launch(asked, OnePlatform(platform, keys), Nonces(asked, lambda _n: fresh), Cookies(cookies), session)
        launch.validate()
        told = launch.get_launch_data()
        _see_times(host, told)
        if told["https://purl.imsglobal.org/spec/lti/claim/target_link_uri"] != host.public_url + LAUNCH:
            raise NotLaunched("another address")
        role: Literal["teacher", "learner", "other"] = "other"
        if launch.check_teacher_access():
            role = "teacher"
        elif launch.check_student_access():
            role = "learner"
        return read_launch(told, platform, role, host.reach)

    try:
        with outside(host.reach) as session:
            launched = await asyncio.to_thread(validated, session)
    except Refused:
        raise
    except OutsideFailed as error:
        raise Wrong(_("Your learning platform does not show its keys: {why}", why=str(error))) from None
    except Exception as error:
        # What a token written by an enemy makes a library raise has no end; none of it is a launch.
        raise NotLaunched(f"{type(error).__name__}: {error}") from error
    if not await host.store.written(lambda c: _used(host, c, nonce, platform, digest)):
        raise NotLaunched("a launch that has been used")
    return launched


def carried_in(state: str) -> dict[str, str]:
    """Return with what a login was begun, as far as its state tells."""
    found = unpacked(state.partition(".")[2]) or {}
    return {name: value for name, value in found.items() if isinstance(value, str)}


# -- nonces: in the database, each once ------------------------------------------------------------------


def _issue(host: Host, c: Connection, nonce: str, platform: Platform, digest: str) -> None:
    now = host.clock()
    c.execute(delete(t.tickets).where(t.tickets.c.kind.startswith(_NONCE), t.tickets.c.expires < now))
    values = {"token_hash": token_hash(nonce), "kind": _NONCE, "subject": _tied(platform, digest)}
    c.execute(insert(t.tickets).values(**values, expires=now + STATE_LASTS * 1_000))


def _tied(platform: Platform, digest: str) -> str:
    """Return what ties a nonce to the platform and to the state it went out with."""
    return token_hash(f"{platform.id} {digest}")


def _mine(host: Host, nonce: str, platform: Platform, digest: str) -> tuple[Any, ...]:
    columns = t.tickets.c
    known = (columns.token_hash == token_hash(nonce), columns.kind == _NONCE)
    return (*known, columns.subject == _tied(platform, digest), columns.used.is_(None), columns.expires > host.clock())


def _is_fresh(host: Host, c: Connection, nonce: str, platform: Platform, digest: str) -> bool:
    return c.execute(select(t.tickets.c.kind).where(*_mine(host, nonce, platform, digest))).first() is not None


def _used(host: Host, c: Connection, nonce: str, platform: Platform, digest: str) -> bool:
    # One statement decides, so that of two that come at once only one counts.
    mine = _mine(host, nonce, platform, digest)
    return c.execute(update(t.tickets).where(*mine).values(used=host.clock())).rowcount == 1


# -- what a token says before it is believed -------------------------------------------------------------


def _peeked(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    parts = token.split(".")
    head, body = (unpacked(parts[0]), unpacked(parts[1])) if len(parts) == 3 else (None, None)
    if head is None or body is None:
        raise NotLaunched("not a token")
    return head, body


def _client(body: Mapping[str, Any]) -> str | None:
    """Return the one audience of a token. One for several could have been meant for somebody else."""
    audience = body.get("aud")
    if isinstance(audience, list) and len(audience) == 1:
        [audience] = audience
    party = body.get("azp", audience)
    return audience if isinstance(audience, str) and audience and party == audience else None


def _see_times(host: Host, told: Mapping[str, Any]) -> None:
    now = host.clock() // 1_000
    made, over, begins = told["iat"], told["exp"], told.get("nbf", told["iat"])
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (made, over, begins)):
        raise NotLaunched("times that are none")
    if over <= now - _SKEW or made > now + _SKEW or begins > now + _SKEW or made < now - _OLDEST - _SKEW:
        raise NotLaunched("too early or too late")


def _keys(host: Host, session: requests.Session, platform: Platform, key_id: str) -> TKeySet:
    """Return the platform's keys; they are fetched again, now and then, where the one asked for is not there."""
    name, now = ("keys", platform.id, platform.details.keys_url), host.clock()
    held, fetched = host.memory.get(name, now) or (None, 0)
    if held is not None and (_has(held, key_id) or now - fetched < _KEYS_AGAIN):
        return held  # type: ignore[no-any-return]
    answer = session.get(platform.details.keys_url, headers={"Accept": "application/json"})
    try:
        found = answer.json() if answer.ok else None
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("keys"), list):
        raise OutsideFailed(_("There are no keys at this address."))
    keys: Any = {"keys": [each for each in found["keys"] if isinstance(each, dict)]}
    host.memory.keep(name, (keys, now), now + _KEYS_LAST)
    return keys  # type: ignore[no-any-return]


def _has(keys: TKeySet, key_id: str) -> bool:
    return any(each.get("kid") == key_id for each in keys["keys"])
