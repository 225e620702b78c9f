"""The whole debrief of a contest, made once for every version of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from game.manual import Area
from game.record import Header, LogDamaged, parse_log, turns
from game.record.replay import opening
from game.server import tables as t
from game.server.boards import FEWEST, Place, board
from game.server.debriefing.areas import ChosenRow, chosen_table
from game.server.debriefing.forks import Fork, forks
from game.server.debriefing.inventory import Inventory, inventory
from game.server.debriefing.sealed import Truth, truth
from game.server.debriefing.spread import Spread, spread
from game.server.debriefing.times import PhaseTime, phase_times
from game.server.debriefing.traces import Trace, card_of, trace_of
from game.server.debriefing.walkthrough import Walkthrough, shown_run, walkthrough
from game.server.host import Host
from game.server.rating import scorecard
from game.server.refusals import NotNow
from game.server.rows import Settings, Viewer, settings_of
from game.server.sittings import log_of
from game.server.visibility import may_see
from game.words import _

Choices = tuple[tuple[Area, Area | None], ...]


@dataclass(frozen=True, slots=True)
class ClassTables:
    """What is shown of a group that is large enough for nobody to be picked out."""

    inventory: Inventory
    times: tuple[PhaseTime, ...]
    spread: Spread
    forks: tuple[Fork, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """The debrief, in the order in which it is told (classroom.md 6)."""

    runs: int
    """Treatments that count."""
    truth: Truth
    chosen: tuple[ChosenRow, ...]
    """Of this round and of the revealed rounds before it; empty where all of them were too small."""
    tables: ClassTables | None
    """None where fewer than five treatments count."""
    walkthrough: Walkthrough | None
    podium: tuple[tuple[int | None, tuple[Place, ...]], ...]
    """League and its first places; empty where there is to be none, and without groups under five."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What belongs to one round alone, with the choices that later rounds count as well."""

    debrief: Debrief
    choices: Choices


def debrief(host: Host, c: Connection, contest: Row[Any], viewer: Viewer) -> Debrief:
    """Return the debrief of a contest. Raises NotNow where `viewer` may not see it (yet).

    It takes some 15 ms a run, once for every version of the contest: call it in a reader's thread.
    """
    settings = settings_of(contest.settings)
    if not may_see(viewer, "truth", contest.state, settings):
        raise NotNow(_("The debrief comes when the results are revealed."))
    rounds = [*_revealed_before(c, contest), contest]
    key = ("debrief", *((each.id, each.version) for each in rounds))
    return host.kept.get(key, lambda: _whole(host, c, rounds))


def _revealed_before(c: Connection, contest: Row[Any]) -> Sequence[Row[Any]]:
    rows = select(t.contests).where(t.contests.c.series == contest.series, t.contests.c.round < contest.round)
    return c.execute(rows.where(t.contests.c.state == "revealed").order_by(t.contests.c.round)).all()


def _whole(host: Host, c: Connection, rounds: Sequence[Row[Any]]) -> Debrief:
    each = [host.kept.get(("round", row.id, row.version), lambda row=row: _own(host, c, row)) for row in rounds]  # type: ignore[misc]
    own = each[-1].debrief
    chosen = chosen_table(choice for one in each for choice in one.choices)
    return Debrief(own.runs, own.truth, chosen, own.tables, own.walkthrough, own.podium)


def _own(host: Host, c: Connection, contest: Row[Any]) -> _Own:
    settings, places = settings_of(contest.settings), board(c, contest).places
    case = host.case_in(c, contest.case_source, None)
    book = host.adapted_to(case)
    traces, header = _traces(host, c, contest, settings, places)
    tables = None
    if header is not None and len(traces) >= FEWEST:
        windows = opening(book, case, header).windows
        span = min(settings.span or windows.sessions, windows.sessions)
        tables = ClassTables(
            inventory(book, case, traces),
            phase_times(book, windows, span, traces),
            spread(book, traces),
            forks(book, traces),
        )
    found = Debrief(
        runs=len(traces),
        truth=truth(book, case),
        chosen=(),
        tables=tables,
        walkthrough=_walkthrough(host, c, contest, settings, places),
        podium=_podium(settings, places),
    )
    choices = tuple((case.rows.key.area, trace.chosen) for trace in traces) if tables else ()
    return _Own(found, choices)


def _traces(
    host: Host, c: Connection, contest: Row[Any], settings: Settings, places: Sequence[Place]
) -> tuple[list[Trace], Header | None]:
    """Return what every run that counts shows, the most faithful first, and the header of one.

    A log that cannot be read any more does not count; the audit of the contest says so.
    """
    stored = {row.id: row for row in c.execute(select(t.runs).where(t.runs.c.contest == contest.id))}
    found: list[Trace] = []
    header = None
    for place in places:
        row = stored[place.run]
        try:
            log = parse_log(log_of(c, row.id, row.header)).log
            card = card_of(row.card) or scorecard(settings, host.sitting(c, row, contest.case_source))
        except LogDamaged:
            continue
        header = log.header
        # What a run is worth was said when it was done; working it out anew is for the audit.
        found.append(trace_of(row.id, replace(card, composite=place.composite), turns(log)))
    return found, header


def _walkthrough(
    host: Host, c: Connection, contest: Row[Any], settings: Settings, places: Sequence[Place]
) -> Walkthrough | None:
    asked = select(t.seats.c.run, t.seats.c.walkthrough, t.seats.c.show_name).where(
        t.seats.c.contest == contest.id, t.seats.c.state == "seated", t.seats.c.run.is_not(None)
    )
    players: dict[str, list[Any]] = {}
    for seat in c.execute(asked):
        players.setdefault(seat.run, []).append(seat)
    agreed = frozenset(run for run, seats in players.items() if all(seat.walkthrough for seat in seats))
    place = shown_run(places, agreed)
    if place is None:
        return None
    named = len(places) >= FEWEST and all(seat.show_name for seat in players[place.run])
    run = c.execute(select(t.runs).where(t.runs.c.id == place.run)).one()
    try:
        sitting = host.sitting(c, run, contest.case_source)
    except LogDamaged:
        return None
    return walkthrough(settings, sitting, best=place.rank == 1, name=place.name if named else None)


def _podium(settings: Settings, places: Sequence[Place]) -> tuple[tuple[int | None, tuple[Place, ...]], ...]:
    if not settings.podium:
        return ()
    return tops(places, settings.top)


def tops(places: Sequence[Place], most: int) -> tuple[tuple[int | None, tuple[Place, ...]], ...]:
    """Return the first places of every league, by league; of all together where there are none.

    Groups under five show nobody: whoever is not named in them is known as well (classroom.md 4.6).
    """
    by_league = sorted(places, key=lambda place: (place.league or 0, place.rank))
    found: list[tuple[int | None, tuple[Place, ...]]] = []
    for league, group in groupby(by_league, key=lambda place: place.league):
        members = list(group)
        if len(members) < FEWEST:
            continue
        found.append((league, tuple(members[:most])))
    return tuple(found)
