"""What became of every run of a contest: the one source of all its tables."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from game.record import LogDamaged, parse_log, turns
from game.server import tables as t
from game.server.host import Host
from game.server.refusals import NotNow, Unknown
from game.server.rows import Settings, Viewer, settings_of
from game.server.sittings import log_of
from game.server.visibility import Thing, may_see
from game.treatment.events import FormulationOffered, SessionClosed, TreatmentEnded
from game.words import _

TEACHER: Final = Viewer("teacher")


@dataclass(frozen=True, slots=True)
class Result:
    """One run as it stands: rows of `runs` and `seats`, and what the log says of it.

    `card` is the scorecard as it was stored; None for a run of which no session was closed.
    """

    run: Row[Any]
    seats: tuple[Row[Any], ...]
    name: str
    """The team's name, else the seat's."""
    card: dict[str, Any] | None
    chosen: tuple[str, str | None] | None
    """Problem area of the last formulation that was offered, and its second area."""
    sessions: int
    """Sessions that were held to their end."""
    finished: bool
    """Whether somebody brought it to its end: the treatment is over, or the contest's last session closed in time."""
    damage: str
    """Why the log cannot be read; empty where it can."""


def need(thing: Thing, contest: Row[Any]) -> None:
    """Raise NotNow unless the teacher may see `thing` of a contest now."""
    if not may_see(TEACHER, thing, contest.state, settings_of(contest.settings)):
        raise NotNow(_("This comes when the results are revealed: it says what the patient kept hidden."))


def runs_of(c: Connection, contest: Row[Any]) -> list[str]:
    """Return the ids of the runs that somebody has or had a seat for, in the order of their ids, which says nothing."""
    taken = select(t.seats.c.run).where(t.seats.c.contest == contest.id, t.seats.c.run.is_not(None))
    rows = select(t.runs.c.id).where(t.runs.c.contest == contest.id, t.runs.c.id.in_(taken)).order_by(t.runs.c.id)
    return list(c.execute(rows).scalars())


def result(c: Connection, contest: Row[Any], run_id: str) -> Result:
    """Return what became of one run. Raises Unknown where it has gone in the meantime."""
    run = c.execute(select(t.runs).where(t.runs.c.id == run_id, t.runs.c.contest == contest.id)).one_or_none()
    if run is None:
        raise Unknown
    seats = tuple(c.execute(select(t.seats).where(t.seats.c.run == run_id).order_by(t.seats.c.name)))
    settings = settings_of(contest.settings)
    card = json.loads(run.card) if run.card else None
    chosen, sessions, finished, damage = _from_log(log_of(c, run.id, run.header), settings)
    last = select(t.turns.c.seat).where(t.turns.c.run == run_id, t.turns.c.number == run.version)
    by_somebody = c.execute(last).scalar() is not None
    return Result(run, seats, called(settings, seats), card, chosen, sessions, finished and by_somebody, damage)


def overview(c: Connection, contest: Row[Any]) -> list[tuple[str, Row[Any]]]:
    """Return all runs by what they are called, each with its row; without reading a log, so that a page is quick."""
    taken: dict[str, list[Row[Any]]] = {}
    for seat in c.execute(select(t.seats).where(t.seats.c.contest == contest.id).order_by(t.seats.c.name)):
        taken.setdefault(seat.run, []).append(seat)
    columns = (t.runs.c.id, t.runs.c.state, t.runs.c.session, t.runs.c.composite)
    runs: list[Row[Any]] = list(c.execute(select(*columns).where(t.runs.c.contest == contest.id)))
    settings = settings_of(contest.settings)
    named = [(called(settings, taken[run.id]), run) for run in runs if run.id in taken]
    return sorted(named, key=lambda row: row[0])


def called(settings: Settings, seats: Iterable[Row[Any]]) -> str:
    """Return what a run is called by its seats: the team's name where there are teams, else the seat's own."""
    first = next(iter(seats), None)
    if first is None:
        return ""
    return str(first.team if settings.teams and first.team else first.name)


def true_area(host: Host, c: Connection, contest: Row[Any], run: Row[Any]) -> str:
    """Return the problem area of the key; empty where this program cannot read the case any more."""
    try:
        return str(host.case_in(c, contest.case_source, run.variant).rows.key.area)
    except (NotNow, Unknown):
        return ""


def _from_log(source: bytes, settings: Settings) -> tuple[tuple[str, str | None] | None, int, bool, str]:
    try:
        log = parse_log(source).log
    except LogDamaged as damage:
        return None, 0, False, str(damage)
    chosen, sessions, over = None, 0, False
    for _turn, events in turns(log):
        for event in events:
            match event:
                case FormulationOffered():
                    chosen = event.area, event.second
                case SessionClosed():
                    sessions = event.number
                case TreatmentEnded():
                    over = True
    return chosen, sessions, over or sessions >= min(settings.span or log.header.sessions, log.header.sessions), ""
