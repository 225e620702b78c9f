"""How a teacher comes in: by a link that works once, and from then on by a browser that is known."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from game.server import tables as t
from game.server.codes import new_token, token_hash
from game.server.host import Host
from game.server.refusals import NoTicket
from game.words import _

FIRST_LINK: Final = "teacher"
_LINK_LASTS: Final = 12 * 3_600_000
LOGIN_SECONDS: Final = 14 * 86_400
"""How long a browser is known."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A browser that is known from now on; `token` goes into its cookie, `csrf` into its forms."""

    teacher: str
    token: str
    csrf: str


def ticket(host: Host, c: Connection, kind: str, subject: str | None = None, lasts: int = _LINK_LASTS) -> str:
    """Return the secret of a link that works once; links of its kind that are too old are forgotten."""
    token, now = new_token(), host.clock()
    c.execute(delete(t.tickets).where(t.tickets.c.kind == kind, t.tickets.c.expires < now))
    values = {"token_hash": token_hash(token), "kind": kind, "subject": subject, "expires": now + lasts}
    c.execute(insert(t.tickets).values(**values))
    return token


def use_ticket(host: Host, c: Connection, token: str, kind: str) -> Row[Any]:
    """Use a link, once. Raises NoTicket for one that is unknown, used or too old."""
    now, digest = host.clock(), token_hash(token)
    mine = (t.tickets.c.token_hash == digest, t.tickets.c.kind == kind)
    unused = (t.tickets.c.used.is_(None), t.tickets.c.expires > now)
    # One statement decides, so that of two who come at once only one gets in.
    if c.execute(update(t.tickets).where(*mine, *unused).values(used=now)).rowcount != 1:
        raise NoTicket
    return c.execute(select(t.tickets).where(*mine)).one()


def first_teacher(host: Host, c: Connection) -> str:
    """Return the teacher to whom the host's one-time link belongs, made where there is none."""
    found = c.execute(select(t.teachers.c.id).order_by(t.teachers.c.made, t.teachers.c.id).limit(1)).scalar()
    return str(found) if found is not None else make_teacher(host, c, _("Teacher"))


def make_teacher(host: Host, c: Connection, name: str) -> str:
    """Make a teacher without a password, and return the id."""
    key = token_hex(16)
    c.execute(insert(t.teachers).values(id=key, name=name, made=host.clock(), failures=0, locked_until=0))
    return key


def enter(host: Host, c: Connection, teacher: str) -> Entered:
    """Let a teacher's browser in under a token of its own."""
    token, csrf, now = new_token(), new_token(), host.clock()
    c.execute(delete(t.logins).where(t.logins.c.expires < now))
    values = {"token_hash": token_hash(token), "teacher": teacher, "csrf": csrf, "expires": now + LOGIN_SECONDS * 1_000}
    c.execute(insert(t.logins).values(**values))
    return Entered(teacher, token, csrf)


def login_of(host: Host, c: Connection, token: str) -> Row[Any]:
    """Return the login of a browser's token: teacher and csrf. Raises NoTicket."""
    known = (t.logins.c.token_hash == token_hash(token), t.logins.c.expires > host.clock())
    found = c.execute(select(t.logins).where(*known)).one_or_none()
    if found is None:
        raise NoTicket
    return found


def leave(c: Connection, token: str) -> None:
    """Forget a browser."""
    c.execute(delete(t.logins).where(t.logins.c.token_hash == token_hash(token)))
