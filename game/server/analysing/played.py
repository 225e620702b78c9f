"""The runs of a contest with what was done in them and when, read from their logs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from game.record import branch, parse_log
from game.record.schema import ACTION
from game.server import tables as t
from game.server.host import Host
from game.server.sittings import Sitting, log_of
from game.treatment import Action


@dataclass(frozen=True, slots=True)
class Played:
    """One run: its seat's name, its score in thousandths of a point (None before the first session is closed)."""

    run: str
    name: str
    state: str
    variant: str | None
    composite: int | None
    sitting: Sitting
    times: tuple[int, ...]
    """Server time of every turn, in milliseconds."""
    actions: tuple[Action, ...]

    @property
    def path(self) -> tuple[bytes, ...]:
        """What was done, in order, in a form that can be compared."""
        return tuple(ACTION.dump_json(action) for action in self.actions)


def played(host: Host, c: Connection, contest: Row[Any]) -> tuple[Played, ...]:
    """Return the runs of a contest that were begun and count, by the names of their seats or teams.

    It takes some 20 ms a run: call it in a reader's thread, and keep what is made from it rather than this.
    """
    names = _names(c, contest)
    rows = select(t.runs).where(t.runs.c.contest == contest.id, t.runs.c.state != "void", t.runs.c.version > 0)
    found = [_one(host, c, contest, row, names[row.id]) for row in c.execute(rows).all() if row.id in names]
    return tuple(sorted(found, key=lambda run: run.name))


def one_played(host: Host, c: Connection, contest: Row[Any], run: str) -> Played | None:
    """Return one run as it is now; None where it is none of the contest's, or has not begun."""
    names = _names(c, contest)
    row = c.execute(select(t.runs).where(t.runs.c.contest == contest.id, t.runs.c.id == run)).one_or_none()
    if row is None or row.version == 0:
        return None
    return _one(host, c, contest, row, names.get(run, ""))


def _one(host: Host, c: Connection, contest: Row[Any], row: Row[Any], name: str) -> Played:
    sitting = host.sitting(c, row, contest.case_source)
    times = select(t.turns.c.at).where(t.turns.c.run == row.id).order_by(t.turns.c.number)
    log = parse_log(log_of(c, row.id, row.header, row.version)).log
    actions = tuple(line.action for line in branch(log))
    return Played(
        row.id, name, row.state, row.variant, row.composite, sitting, tuple(c.execute(times).scalars()), actions
    )


def _names(c: Connection, contest: Row[Any]) -> dict[str, str]:
    seats = select(t.seats.c.run, t.seats.c.name, t.seats.c.team).where(
        t.seats.c.contest == contest.id, t.seats.c.state != "kicked", t.seats.c.run.is_not(None)
    )
    return {row.run: row.team or row.name for row in c.execute(seats)}
