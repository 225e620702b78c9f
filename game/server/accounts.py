"""Teachers' accounts: logins and passwords, tries that get slower and slower, and links for further teachers."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from game.server import tables as t
from game.server.codes import token_hash
from game.server.conducting import note
from game.server.entering import FIRST_LINK, Entered, enter, leave, make_teacher, ticket, use_ticket
from game.server.host import Host
from game.server.refusals import NoTicket, Refused, Wrong
from game.words import _

INVITATION: Final = "invitation"
INVITATION_DAYS: Final = 7
_DAY: Final = 86_400_000
SHORTEST: Final = 10
LONGEST: Final = 200
"""Characters of a password."""
_LOGIN: Final = re.compile(r"[\w.@+-]{3,80}")
_LONGEST_NAME: Final = 80
_FREE_TRIES: Final = 3
_LONGEST_WAIT: Final = 300_000


class UsedLink(Refused):
    """A link that works once, and has worked, or never did."""

    kind = "bad_token"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            _(
                "This link has been used, or is too old. Log in with your password, or ask whoever runs the host for a "
                "new link: it prints one at every start."
            )
        )


class NotKnown(Refused):
    """A login and a password that do not let anybody in: whether the login exists is never told."""

    kind = "not_known"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            _(
                "Login and password do not belong together. After several tries this is said of the right ones too, "
                "for up to five minutes."
            )
        )


@dataclass(frozen=True, slots=True)
class Account:
    """A teacher as the account page shows them."""

    id: str
    name: str
    login: str | None
    has_password: bool
    browsers: int
    """Browsers that are logged in."""


# -- links ---------------------------------------------------------------------------------------------


def invite(host: Host, c: Connection, teacher: str) -> str:
    """Return the secret of a link by which one further teacher gets an account."""
    note(host, c, None, teacher, "invited")
    return ticket(host, c, INVITATION, teacher, INVITATION_DAYS * _DAY)


def enter_by_link(host: Host, c: Connection, link: str, before: str | None) -> Entered:
    """Let a browser in by a link that works once; `before` is the token it was known by, and is known by no more.

    Raises UsedLink.
    """
    token = link.strip().rpartition("#")[2]
    try:
        teacher = str(use_ticket(host, c, token, FIRST_LINK).subject)
    except NoTicket:
        teacher = _invited(host, c, token)
    note(host, c, None, teacher, "entered")
    return _entered_anew(host, c, teacher, before)


def _invited(host: Host, c: Connection, token: str) -> str:
    try:
        use_ticket(host, c, token, INVITATION)
    except NoTicket:
        raise UsedLink from None
    return make_teacher(host, c, _("Teacher"))


def _entered_anew(host: Host, c: Connection, teacher: str, before: str | None) -> Entered:
    if before is not None:
        leave(c, before)
    return enter(host, c, teacher)


# -- login and password --------------------------------------------------------------------------------


def login_typed(typed: str) -> str:
    """Return a login as it is stored, whatever its case."""
    return unicodedata.normalize("NFKC", typed[: 2 * _LONGEST_NAME]).strip().casefold()


def password_of(c: Connection, login: str) -> Row[Any, Any] | None:
    """Return id and password hash of a login; None where there is none."""
    columns = select(t.teachers.c.id, t.teachers.c.password)
    return c.execute(columns.where(t.teachers.c.login == login_typed(login))).one_or_none()


def judge(
    host: Host,
    c: Connection,
    teacher: str,
    checked: str,
    *,
    right: bool,
    before: str | None,
    renewed: str | None = None,
) -> Entered | None:
    """Let a browser in whose password was `right` against the hash `checked`; None where it stays outside.

    Every wrong try after the third doubles the time in which no try counts, up to five minutes. `renewed` is a newer
    hash of the same password.
    """
    row = c.execute(select(t.teachers).where(t.teachers.c.id == teacher).with_for_update()).one_or_none()
    now = host.clock()
    if row is None or row.password != checked or row.locked_until > now:
        return None
    mine = update(t.teachers).where(t.teachers.c.id == teacher)
    if not right:
        wait = 1_000 * 2 ** min(row.failures + 1 - _FREE_TRIES, 20) if row.failures + 1 >= _FREE_TRIES else 0
        c.execute(mine.values(failures=row.failures + 1, locked_until=now + min(wait, _LONGEST_WAIT)))
        return None
    c.execute(mine.values(failures=0, locked_until=0, password=renewed or checked))
    note(host, c, None, teacher, "logged_in")
    return _entered_anew(host, c, teacher, before)


def see_it_is_good(login: str, password: str) -> None:
    """Raise Wrong with a sentence for a login or a password that cannot be."""
    if not _LOGIN.fullmatch(login_typed(login)):
        raise Wrong(_("A login has 3 to 80 letters, digits or signs of . @ + - _, and no space."))
    if not SHORTEST <= len(password) <= LONGEST:
        raise Wrong(_("A password has {least} to {most} characters.", least=SHORTEST, most=LONGEST))
    if login_typed(password) == login_typed(login) or len(set(password)) < 4:
        raise Wrong(_("This password is guessed at once. Take three words that have nothing to do with each other."))


def set_password(host: Host, c: Connection, teacher: str, login: str, hashed: str, before: str | None) -> Entered:
    """Give a teacher a login and a password; all browsers are logged out, this one comes in anew. Raises Wrong."""
    wanted = login_typed(login)
    same = select(t.teachers.c.id).where(t.teachers.c.login == wanted, t.teachers.c.id != teacher)
    if c.execute(same).first() is not None:
        raise Wrong(_("Another teacher has this login. Choose a different one."))
    values = {"login": wanted, "password": hashed, "failures": 0, "locked_until": 0}
    c.execute(update(t.teachers).where(t.teachers.c.id == teacher).values(**values))
    c.execute(delete(t.logins).where(t.logins.c.teacher == teacher))
    note(host, c, None, teacher, "password_set")
    return _entered_anew(host, c, teacher, before)


# -- the account ---------------------------------------------------------------------------------------


def account(host: Host, c: Connection, teacher: str) -> Account:
    """Return a teacher's account."""
    row = c.execute(select(t.teachers).where(t.teachers.c.id == teacher)).one()
    logins = select(t.logins.c.token_hash).where(t.logins.c.teacher == teacher, t.logins.c.expires > host.clock())
    return Account(row.id, row.name, row.login, row.password is not None, len(c.execute(logins).all()))


def rename_teacher(host: Host, c: Connection, teacher: str, name: str) -> None:
    """Give a teacher another name. Raises Wrong."""
    shown = " ".join(name.split())
    if not 1 <= len(shown) <= _LONGEST_NAME or not shown.isprintable():
        raise Wrong(_("A name has 1 to {most} characters.", most=_LONGEST_NAME))
    c.execute(update(t.teachers).where(t.teachers.c.id == teacher).values(name=shown))
    note(host, c, None, teacher, "renamed_teacher")


def leave_elsewhere(host: Host, c: Connection, teacher: str, token: str) -> None:
    """Log a teacher out of every browser but the one with this token."""
    others = (t.logins.c.teacher == teacher, t.logins.c.token_hash != token_hash(token))
    c.execute(delete(t.logins).where(*others))
    note(host, c, None, teacher, "logged_out_elsewhere")
