"""Learners whom a course sends: each has one seat in a contest, under a pseudonym, whenever they come."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from game.server import tables as t
from game.server.codes import new_token, token_hash
from game.server.entering import ticket, use_ticket
from game.server.host import Host
from game.server.joining import Joined, admit
from game.server.lti.courses import opened
from game.server.lti.grades import lay_out
from game.server.lti.reading import Launched
from game.server.refusals import NoTicket, NotNow
from game.words import _

_SEAT: Final = "lti-seat"
_TICKET_LASTS: Final = 600_000


@dataclass(frozen=True, slots=True)
class Seated:
    """A learner's seat. `ticket` opens it once, within ten minutes; `joined` is there when the seat is new."""

    contest: Row[Any]
    seat: str
    name: str
    ticket: str
    joined: Joined | None


def seat_learner(host: Host, c: Connection, launched: Launched) -> Seated:
    """Give a learner a seat, or the one they have. Raises NotNow where the link opens nothing or nobody is let in."""
    # Of two launches at once, also through two processes, the second finds what the first has made.
    c.execute(select(t.platforms.c.id).where(t.platforms.c.id == launched.platform.id).with_for_update())
    link = opened(host, c, launched)
    if link is None:
        raise NotNow(_("Your teacher has not said yet which contest this link opens. Try again later."))
    contest = c.execute(select(t.contests).where(t.contests.c.id == link.contest)).one()
    identity = _identity(c, launched)
    person = _person(contest.series, identity)
    mine = (t.seats.c.contest == contest.id, t.seats.c.person == person)
    seat, joined = c.execute(select(t.seats.c.id, t.seats.c.name, t.seats.c.state).where(*mine)).one_or_none(), None
    if seat is None:
        joined = admit(host, c, contest, identity=identity, person=person)
        seat_id, name = joined.seat, joined.name
    elif seat.state == "kicked":
        raise NotNow(_("Your teacher has sent you out of this contest. Ask them."))
    else:
        seat_id, name = seat.id, seat.name
    lay_out(c, link, seat_id)
    return Seated(contest, seat_id, name, ticket(host, c, _SEAT, seat_id, _TICKET_LASTS), joined)


def sit_down(host: Host, c: Connection, word: str) -> str:
    """Use the ticket of a launch, and return the token of its seat; earlier tokens are worth nothing from now on.

    Raises NoTicket.
    """
    used = use_ticket(host, c, word, _SEAT)
    seat = c.execute(select(t.seats).where(t.seats.c.id == used.subject)).one_or_none()
    if seat is None or seat.state == "kicked":
        raise NoTicket
    for other in c.execute(select(t.seats.c.id).where(t.seats.c.person == seat.person)).scalars():
        c.execute(update(t.seats).where(t.seats.c.id == other).values(token_hash=f"earlier-{token_hex(16)}"))
    token = new_token()
    values = {"token_hash": token_hash(token), "seen": host.clock()}
    c.execute(update(t.seats).where(t.seats.c.id == seat.id).values(**values))
    return token


def _identity(c: Connection, launched: Launched) -> str:
    """Return who this is. Known by platform and account together: no other platform can speak for them."""
    mine = (t.identities.c.issuer == launched.platform.id, t.identities.c.subject == launched.subject)
    found = c.execute(select(t.identities).where(*mine)).one_or_none()
    if found is None:
        key = token_hex(16)
        values = {"key": key, "name": launched.name, "issuer": launched.platform.id, "subject": launched.subject}
        c.execute(insert(t.identities).values(**values))
        return key
    if launched.name is not None and launched.name != found.name:
        c.execute(update(t.identities).where(t.identities.c.key == found.key).values(name=launched.name))
    return str(found.key)


def _person(series: str, identity: str) -> str:
    """Return by what somebody is known in all rounds of a series, and in no other."""
    return sha256(f"{series} {identity}".encode()).hexdigest()[:32]
