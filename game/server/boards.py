"""What boards show: how far everybody is and who stands where, and the same held still once the board is frozen."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from game.server import tables as t
from game.server.ranking import Ranked, Standing, ranking
from game.server.rows import settings_of

FEWEST = 5
"""Groups under this size are not shown by name (classroom.md 4.6)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a class is: no scores, no truth."""

    seats: int
    begun: int
    done: int
    phases: tuple[tuple[str, int], ...]
    """Runs per phase, of those begun."""
    sessions: tuple[tuple[int, int], ...]
    """Runs per number of the session they are in or have closed last."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a ranking as a board may show it."""

    rank: int
    name: str
    composite: int
    """Thousandths of a point."""
    run: str
    league: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A board at one moment."""

    progress: Progress
    places: tuple[Place, ...]


def board(c: Connection, contest: Row[Any]) -> Board:
    """Return the board of a contest as things stand now."""
    names = _names(c, contest)
    runs = [row for row in _runs(c, contest.id) if row.id in names]
    return Board(_progress(c, contest, runs), _places(runs, names, _leagues(c, contest.id)))


def frozen_board(contest: Row[Any]) -> Board | None:
    """Return the board as it stood when it froze; None where it has not."""
    if contest.board is None:
        return None
    kept = json.loads(contest.board)
    progress = kept["progress"]
    return Board(
        Progress(
            progress["seats"],
            progress["begun"],
            progress["done"],
            tuple((str(phase), int(runs)) for phase, runs in progress["phases"]),
            tuple((int(session), int(runs)) for session, runs in progress["sessions"]),
        ),
        tuple(Place(**place) for place in kept["places"]),
    )


def hold_still(c: Connection, contest: Row[Any]) -> None:
    """Keep the board as it stands now, for those who may not see further until the reveal."""
    now = board(c, contest)
    progress, places = now.progress, now.places
    kept = {
        "progress": {name: getattr(progress, name) for name in progress.__slots__},
        "places": [{name: getattr(place, name) for name in place.__slots__} for place in places],
    }
    c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(board=json.dumps(kept)))


def tell_all_are_through(c: Connection, contest: Row[Any]) -> None:
    """Bring the kept board's progress to the end of a closed round; its places stay as they were."""
    kept = json.loads(contest.board or "{}")
    if kept:
        progress = board(c, contest).progress
        kept["progress"] = {name: getattr(progress, name) for name in progress.__slots__}
        c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(board=json.dumps(kept)))


def ranked(c: Connection, contest: Row[Any]) -> tuple[Ranked, ...]:
    """Return all runs that count in their order, by id."""
    names = _names(c, contest)
    return _ranked(row for row in _runs(c, contest.id) if row.id in names)


def _runs(c: Connection, contest: str) -> list[Row[Any]]:
    columns = (t.runs.c.id, t.runs.c.state, t.runs.c.phase, t.runs.c.session, t.runs.c.composite, t.runs.c.coverage)
    rows = select(*columns).where(t.runs.c.contest == contest, t.runs.c.state != "void")
    return list(c.execute(rows))


def _names(c: Connection, contest: Row[Any]) -> dict[str, str]:
    """Return what each run is called: the team's name, else the seat's."""
    teams = settings_of(contest.settings).teams > 0
    seats = select(t.seats.c.run, t.seats.c.name, t.seats.c.team).where(
        t.seats.c.contest == contest.id, t.seats.c.state == "seated", t.seats.c.run.is_not(None)
    )
    return {row.run: row.team if teams and row.team else row.name for row in c.execute(seats)}


def _leagues(c: Connection, contest: str) -> dict[str, int]:
    seats = select(t.seats.c.run, t.seats.c.league).where(t.seats.c.contest == contest, t.seats.c.league.is_not(None))
    return {row.run: row.league for row in c.execute(seats)}


def _progress(c: Connection, contest: Row[Any], runs: list[Row[Any]]) -> Progress:
    seats = select(t.seats.c.id).where(t.seats.c.contest == contest.id, t.seats.c.state == "seated")
    begun = [row for row in runs if row.state != "waiting"]
    return Progress(
        seats=len(c.execute(seats).all()),
        begun=len(begun),
        done=sum(row.state == "done" for row in begun),
        phases=tuple(sorted(Counter(row.phase for row in begun).items())),
        sessions=tuple(sorted(Counter(row.session for row in begun).items())),
    )


def _ranked(runs: Iterable[Row[Any]]) -> tuple[Ranked, ...]:
    return ranking(Standing(row.id, row.composite or 0, row.coverage or 0) for row in runs if row.composite is not None)


def _places(runs: list[Row[Any]], names: dict[str, str], leagues: dict[str, int]) -> tuple[Place, ...]:
    return tuple(
        Place(
            row.rank,
            names[row.standing.seat],
            row.standing.composite,
            row.standing.seat,
            leagues.get(row.standing.seat),
        )
        for row in _ranked(runs)
    )
