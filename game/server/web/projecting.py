"""What the wall of a classroom shows of a contest before its debrief: who is there, how far they are, the time left."""

import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from game.server import tables as t
from game.server.boards import Board, board, frozen_board
from game.server.clock import Round, deadline
from game.server.debriefing import tops
from game.server.host import Host
from game.server.refusals import Unknown
from game.server.rows import Settings, Viewer, settings_of
from game.server.visibility import may_see
from game.words import _

PROJECTOR: Final = Viewer("projector")
_MOST_NAMES: Final = 120
_OVER: Final = ("ended", "maintenance", "dropped_out", "referred")
"""How a treatment ended would say something of the patient; that it did says nothing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many runs are where."""

    name: str
    runs: int


@dataclass(frozen=True, slots=True)
class Team:
    """A team: how many sit in it, and, where standings are shown, what it has earned (thousandths of a point)."""

    name: str
    members: int
    points: int | None


@dataclass(frozen=True, slots=True)
class Top:
    """A place at the top of a board."""

    rank: int
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything the projector may show before the reveal, as plain values: its digest tells whether to look again."""

    state: str
    title: str
    code: str
    round: int
    minutes: int
    open: bool
    """Whether somebody new may come in."""
    joined: int
    names: tuple[str, ...] = ()
    begun: int | None = None
    """None where progress is not shown."""
    done: int = 0
    sessions: tuple[Count, ...] = ()
    phases: tuple[Count, ...] = ()
    teams: tuple[Team, ...] = ()
    tops: tuple[tuple[int | None, tuple[Top, ...]], ...] = ()
    """League (None for all together) and its first places."""
    ends: int | None = None
    """When time is up for seats with the usual time."""
    stands: int | None = None
    """Since when the clock stands still."""
    frozen_at: int | None = None
    next_key: str | None = None
    """The projector of the next round, when there is one."""
    version: int = field(default=0)
    """Of the contest, once everything may be shown; 0 before."""

    def seen(self) -> dict[str, Any]:
        """Return everything that is shown, as it goes into the digest."""
        return asdict(self)


def time_of_day(ms: int | None) -> str:
    """Return a moment as on the clock of the host's own place, `10:05`; empty for none."""
    return "" if ms is None else time.strftime("%H:%M", time.localtime(ms / 1_000))


def contest_on_wall(c: Connection, board_key: str) -> Row[Any]:
    """Return the contest that a projector's address belongs to. Raises Unknown."""
    found = c.execute(select(t.contests).where(t.contests.c.board_key == board_key)).one_or_none()
    if found is None:
        raise Unknown
    return found


def wall(host: Host, c: Connection, contest: Row[Any]) -> Wall:
    """Return what the projector may show of a contest now."""
    settings = settings_of(contest.settings)
    shown = shown_board(c, contest, PROJECTOR, settings)
    lobby = contest.state in ("draft", "lobby")
    going = contest.state in ("running", "paused", "frozen")
    round_ = Round(contest.began or 0, contest.minutes, contest.paused_for, contest.paused_since)
    with_points = shown is not None and settings.live_board
    return Wall(
        state=contest.state,
        title=contest.title,
        code=contest.code,
        round=contest.round,
        minutes=contest.minutes,
        open=not contest.locked and (lobby or (settings.late and contest.state in ("running", "paused"))),
        joined=_joined(c, contest) if shown is None else shown.progress.seats,
        names=_names(c, contest) if lobby else (),
        begun=shown.progress.begun if shown else None,
        done=shown.progress.done if shown else 0,
        sessions=by_session(shown, settings) if shown else (),
        phases=_phases(host, shown) if shown else (),
        teams=_teams(c, contest, shown if with_points else None) if settings.teams and not lobby else (),
        tops=first_places(shown, settings) if shown and with_points and not settings.teams else (),
        ends=deadline(round_) if going else None,
        stands=contest.paused_since if contest.state == "paused" else None,
        frozen_at=contest.frozen_at if contest.state in ("frozen", "closed") else None,
        next_key=_next(c, contest),
        version=contest.version if contest.state == "revealed" else 0,
    )


def shown_board(c: Connection, contest: Row[Any], viewer: Viewer, settings: Settings) -> Board | None:
    """Return the board as far as somebody may see it: as it is, as it froze, or not at all."""
    if may_see(viewer, "progress", contest.state, settings):
        return board(c, contest)
    if may_see(viewer, "frozen_board", contest.state, settings):
        return frozen_board(contest)
    return None


def _joined(c: Connection, contest: Row[Any]) -> int:
    seated = (t.seats.c.contest == contest.id, t.seats.c.state == "seated")
    return int(c.execute(select(func.count()).where(*seated)).scalar_one())


def _names(c: Connection, contest: Row[Any]) -> tuple[str, ...]:
    """Return the names of those who are there, the newest first: no order that says who somebody is."""
    seated = (t.seats.c.contest == contest.id, t.seats.c.state == "seated")
    newest = select(t.seats.c.name).where(*seated).order_by(t.seats.c.joined.desc(), t.seats.c.id).limit(_MOST_NAMES)
    return tuple(c.execute(newest).scalars())


def by_session(shown: Board, settings: Settings) -> tuple[Count, ...]:
    """Return the runs by the session they are in; who has not opened one yet counts to the first."""
    runs = dict(shown.progress.sessions)
    last = max([*runs, settings.span or 0, 1])
    runs[1] = runs.get(1, 0) + runs.get(0, 0)
    return tuple(Count(str(number), runs.get(number, 0)) for number in range(1, last + 1))


def _phases(host: Host, shown: Board) -> tuple[Count, ...]:
    """Return the runs by phase. Those that danger interrupts just now are left out: it would say that there is some."""
    runs = Counter(dict(shown.progress.phases))
    initial = runs["intake"] + runs["initial"]
    found = [Count(host.book.phases["initial"].name, initial)]
    found += [Count(host.book.phases[name].name, runs[name]) for name in ("middle", "termination")]
    found.append(Count(_("Treatment over"), sum(runs[name] for name in _OVER)))
    return tuple(found)


def _teams(c: Connection, contest: Row[Any], shown: Board | None) -> tuple[Team, ...]:
    """Return the teams in the order of their names: all of them, and so without ranks."""
    members = (
        select(t.seats.c.team, func.count().label("members"))
        .where(t.seats.c.contest == contest.id, t.seats.c.state == "seated", t.seats.c.team.is_not(None))
        .group_by(t.seats.c.team)
    )
    points = {place.name: place.composite for place in shown.places} if shown else {}
    teams = [Team(row.team, row.members, points.get(row.team)) for row in c.execute(members)]
    return tuple(sorted(teams, key=lambda team: (len(team.name), team.name)))


def first_places(shown: Board, settings: Settings) -> tuple[tuple[int | None, tuple[Top, ...]], ...]:
    """Return the first places of every league that is large enough."""
    return tuple(
        (league, tuple(Top(place.rank, place.name, place.composite) for place in places))
        for league, places in tops(shown.places, settings.top)
    )


def _next(c: Connection, contest: Row[Any]) -> str | None:
    later = (t.contests.c.series == contest.series, t.contests.c.round > contest.round, t.contests.c.state != "draft")
    return c.execute(select(t.contests.c.board_key).where(*later).order_by(t.contests.c.round.desc()).limit(1)).scalar()
