"""How long a contest is kept, and what is gone when it is deleted."""

from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from game.server import tables as t
from game.server.codes import typed
from game.server.conducting import note
from game.server.host import Host
from game.server.refusals import Wrong
from game.words import _

_DAY: Final = 86_400_000


def keep_for(host: Host, c: Connection, contest: Row[Any], days: int, by: str) -> None:
    """Keep a contest for so many days from now."""
    until = host.clock() + days * _DAY
    c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(keep_until=until))
    note(host, c, contest.id, by, "keeping", details={"days": days})


def see_code_is_meant(contest: Row[Any], code: str) -> None:
    """Raise Wrong unless `code`, as somebody typed it, is the contest's own."""
    if typed(code) != contest.code:
        raise Wrong(_("This is not the code of this contest, so nothing was deleted."))


def remove(c: Connection, contest: Row[Any]) -> None:
    """Delete a contest with its seats, runs, turns and notices, and identities nobody needs any more."""
    keys = select(t.seats.c.identity).where(t.seats.c.contest == contest.id)
    mine = [key for key in c.execute(keys).scalars() if key]
    for table in (t.outbox, t.links, t.notices, t.seats):
        c.execute(delete(table).where(table.c.contest == contest.id))
    runs = select(t.runs.c.id).where(t.runs.c.contest == contest.id)
    c.execute(delete(t.turns).where(t.turns.c.run.in_(runs)))
    c.execute(delete(t.runs).where(t.runs.c.contest == contest.id))
    c.execute(delete(t.contests).where(t.contests.c.id == contest.id))
    needed = select(t.seats.c.identity).where(t.seats.c.identity.is_not(None))
    c.execute(delete(t.identities).where(t.identities.c.key.in_(mine), t.identities.c.key.not_in(needed)))
