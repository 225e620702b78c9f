"""What a teacher's desk shows: their contests, and one contest with everybody in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from game.manual import Book
from game.server import tables as t
from game.server.boards import Progress, board
from game.server.clock import Round, left
from game.server.lifecycle import State, Trigger, triggers
from game.server.rows import Settings, settings_of

_HERE_MS = 45_000
"""A seat that was heard of so lately counts as connected."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A contest in the list."""

    id: str
    title: str
    code: str
    state: State
    round: int
    seats: int
    made: int


@dataclass(frozen=True, slots=True)
class Rostered:
    """A seat in the roster. `phase` is in the manual's words, `person` who a learning platform says it is."""

    id: str
    name: str
    person: str | None
    state: str
    team: str | None
    league: int | None
    extra: int
    run: str | None
    run_state: str | None
    phase: str
    session: int
    seen: int | None
    reopened_until: int | None
    talking: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """One contest as its teacher sees it just now."""

    contest: Any
    settings: Settings
    progress: Progress
    roster: tuple[Rostered, ...]
    left_ms: int
    going: bool
    """Whether the clock runs."""
    can: tuple[Trigger, ...]
    open_runs: int
    """Runs that are still being played or worked out."""

    @property
    def waiting(self) -> tuple[Rostered, ...]:
        """Seats that wait for the teacher's yes."""
        return tuple(seat for seat in self.roster if seat.state == "waiting")

    def here(self, now: int) -> int:
        """Return how many seats are connected."""
        return sum(is_here(seat, now) for seat in self.roster)

    def shown(self) -> Mapping[str, object]:
        """Return what the page shows, apart from what passes with time."""
        roster = [{**asdict(seat), "seen": None} for seat in self.roster]
        row = self.contest
        kept = (row.title, row.state, row.minutes, row.locked, row.paused_for, row.began, row.keep_until)
        return {"contest": kept, "progress": asdict(self.progress), "roster": roster, "open": self.open_runs}


def is_here(seat: Rostered, now: int) -> bool:
    """Tell whether a seat is connected."""
    return seat.state != "kicked" and seat.seen is not None and now - seat.seen < _HERE_MS


def contests_of(c: Connection, teacher: str) -> tuple[Listed, ...]:
    """Return a teacher's contests, the newest first."""
    seats = (
        select(t.seats.c.contest, func.count().label("seats"))
        .where(t.seats.c.state != "kicked")
        .group_by(t.seats.c.contest)
        .subquery()
    )
    columns = ("id", "title", "code", "state", "round", "made")
    rows = (
        select(*(t.contests.c[name] for name in columns), func.coalesce(seats.c.seats, 0).label("seats"))
        .outerjoin(seats, seats.c.contest == t.contests.c.id)
        .where(t.contests.c.teacher == teacher)
        .order_by(t.contests.c.made.desc(), t.contests.c.id)
    )
    return tuple(Listed(**row._mapping) for row in c.execute(rows))


def overview(c: Connection, book: Book, contest: Row[Any], now: int) -> Overview:
    """Return a contest with everybody in it."""
    people = roster(c, book, contest.id)
    return Overview(
        contest=contest,
        settings=settings_of(contest.settings),
        progress=board(c, contest).progress,
        roster=people,
        left_ms=_left(contest, now),
        going=contest.state in ("running", "frozen"),
        can=triggers(contest.state),
        open_runs=len({seat.run for seat in people if seat.run_state == "playing"}),
    )


def roster(c: Connection, book: Book, contest: str) -> tuple[Rostered, ...]:
    """Return the seats of a contest by team and name; those who were sent away come last."""
    names = {phase: row.name for phase, row in book.phases.items()}
    rows = (
        select(
            *(t.seats.c[name] for name in ("id", "name", "state", "team", "league", "extra", "seen", "run")),
            *(t.runs.c[name] for name in ("phase", "session", "reopened_until", "consult_since")),
            t.runs.c.state.label("run_state"),
            t.identities.c.name.label("person"),
        )
        .outerjoin(t.runs, t.runs.c.id == t.seats.c.run)
        .outerjoin(t.identities, t.identities.c.key == t.seats.c.identity)
        .where(t.seats.c.contest == contest)
    )
    seats = [
        Rostered(
            id=row.id,
            name=row.name,
            person=row.person if row.person != row.name else None,
            state=row.state,
            team=row.team,
            league=row.league,
            extra=row.extra,
            run=row.run,
            run_state=row.run_state,
            phase=names.get(row.phase, ""),
            session=row.session or 0,
            seen=row.seen,
            reopened_until=row.reopened_until,
            talking=row.consult_since is not None,
        )
        for row in c.execute(rows)
    ]
    order = {"waiting": 0, "seated": 1, "kicked": 2}
    return tuple(sorted(seats, key=lambda seat: (order[seat.state], seat.team or "", seat.name.casefold())))


def _left(contest: Row[Any], now: int) -> int:
    if contest.began is None:
        return int(contest.minutes) * 60_000
    if contest.state in ("closed", "revealed"):
        return 0
    return left(Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since), now) or 0
