"""Who sends a request, by cookie: a teacher, a seat; and whether what they send comes from a form of ours.

Every form carries a token. A teacher's is the one of the login; before that it is the one of a cookie that only our
own pages can repeat. Cookies are HttpOnly and SameSite=Lax, and kept to this very host where the host is on https.
"""

from dataclasses import dataclass
from secrets import compare_digest
from typing import Final, Literal
from urllib.parse import urlsplit

from fastapi import Request, Response
from sqlalchemy import Connection, select

from game.server import tables as t
from game.server.api.asking import host_of
from game.server.codes import new_token
from game.server.entering import login_of
from game.server.host import Host
from game.server.refusals import NoTicket, Refused
from game.words import _

Cookie = Literal["login", "seat", "form", "words"]
FIELD: Final = "token"
"""The field of a form that holds its token."""
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_LONGEST: Final = 200


class Elsewhere(Refused):
    """Whoever asks has to come in at another address first."""

    kind = "bad_token"
    status = 401
    to = "/"


class NotEntered(Elsewhere):
    """Only a teacher who has come in may do this."""

    to = "/login"

    def __init__(self) -> None:
        super().__init__(_("Log in first; then this page is yours again."))


class NoSeat(Elsewhere):
    """Only somebody with a seat may do this."""

    to = "/"

    def __init__(self) -> None:
        super().__init__(
            _("This browser has no seat. Join with the code, or take your seat again with your four words.")
        )


class Forged(Refused):
    """A form without the token of its page."""

    kind = "forged"
    status = 403

    def __init__(self) -> None:
        super().__init__(_("This form is no longer fresh. Load the page again, then send it once more."))


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher whose browser is known. `csrf` goes into forms; `token` is what the cookie holds."""

    id: str
    name: str
    login: str | None
    csrf: str
    token: str


# -- cookies -------------------------------------------------------------------------------------------


def _is_https(host: Host) -> bool:
    return host.public_url.startswith("https://")


def cookie_name(host: Host, name: Cookie) -> str:
    """Return what a cookie is called; on https a name that browsers tie to this host."""
    return f"__Host-{name}" if _is_https(host) else name


def cookie_of(request: Request, name: Cookie) -> str | None:
    """Return the value of a cookie, None where there is none that we could have set."""
    value = request.cookies.get(cookie_name(host_of(request), name))
    return value if value and len(value) <= _LONGEST and value.isascii() else None


def set_cookie(response: Response, host: Host, name: Cookie, value: str, seconds: int | None = None) -> None:
    """Set a cookie; without `seconds` it lasts until the browser is closed."""
    response.set_cookie(
        cookie_name(host, name), value, max_age=seconds, path="/", secure=_is_https(host), httponly=True, samesite="lax"
    )


def forget_cookie(response: Response, host: Host, name: Cookie) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(cookie_name(host, name), path="/", secure=_is_https(host), httponly=True, samesite="lax")


# -- who it is -----------------------------------------------------------------------------------------


async def maybe_teacher(request: Request) -> Teacher | None:
    """Return the teacher whose browser this is, None for anybody else."""
    known: Teacher | None = getattr(request.state, "teacher", None)
    token = cookie_of(request, "login")
    if known is None and token is not None:
        host = host_of(request)
        known = await host.store.asked(lambda c: _teacher(host, c, token))
        request.state.teacher = known
    return known


def _teacher(host: Host, c: Connection, token: str) -> Teacher | None:
    try:
        login = login_of(host, c, token)
    except NoTicket:
        return None
    row = c.execute(select(t.teachers).where(t.teachers.c.id == login.teacher)).one()
    return Teacher(row.id, row.name, row.login, login.csrf, token)


async def teacher_of(request: Request) -> Teacher:
    """Dependency: the teacher who asks. Raises NotEntered, and Forged for a form without the token of the login."""
    teacher = await maybe_teacher(request)
    if teacher is None:
        raise NotEntered
    if request.method not in _SAFE and not _same(await _sent_token(request), teacher.csrf):
        raise Forged
    return teacher


async def seat_token(request: Request) -> str:
    """Dependency: the token of the seat that asks, which may be worth nothing any more. Raises NoSeat without one."""
    token = cookie_of(request, "seat")
    if token is None:
        raise NoSeat
    return token


# -- forms ---------------------------------------------------------------------------------------------


async def checked(request: Request) -> None:
    """Dependency of every page: what is sent has to come from one of our own forms. Raises Forged."""
    if request.method in _SAFE:
        return
    _see_where_it_comes_from(request)
    sent, cookie = await _sent_token(request), cookie_of(request, "form")
    if _same(sent, cookie):
        return
    teacher = await maybe_teacher(request)
    if teacher is None or not _same(sent, teacher.csrf):
        raise Forged


def form_token(request: Request) -> tuple[str, bool]:
    """Return the token for the forms of a page, and whether it is new, so that its cookie has to be set."""
    teacher: Teacher | None = getattr(request.state, "teacher", None)
    if teacher is not None:
        return teacher.csrf, False
    known = cookie_of(request, "form")
    return (known, False) if known is not None else (new_token(), True)


async def _sent_token(request: Request) -> str | None:
    value = (await request.form()).get(FIELD)
    return value if isinstance(value, str) else None


def _same(sent: str | None, known: str | None) -> bool:
    return bool(sent and known) and compare_digest(str(sent).encode(), str(known).encode())


def _see_where_it_comes_from(request: Request) -> None:
    """Raise Forged where the browser says that another site sent this; many say nothing on plain http."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged
    origin = request.headers.get("origin", "null")
    # Our own pages send no referrer, for which browsers make the origin of a form `null`.
    ours = (urlsplit(host_of(request).public_url).netloc, request.headers.get("host"))
    if origin != "null" and urlsplit(origin).netloc not in ours:
        raise Forged
