"""What a seat's own page shows: where the contest is for this seat, and what it has to know to come back."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from game.server import tables as t
from game.server.host import Host
from game.server.places import Place, is_consulting, left_ms, place_of, see_it_may_act
from game.server.refusals import NotNow
from game.server.rows import settings_of
from game.server.seeds import commitment
from game.server.visibility import may_see
from game.server.web.projecting import time_of_day


@dataclass(frozen=True, slots=True)
class Earlier:
    """A round of the series whose results are revealed: where its report is."""

    run: str
    title: str
    round: int


@dataclass(frozen=True, slots=True)
class SeatView:
    """Everything a seat's page shows, but for the time that is left."""

    name: str
    approved: bool
    team: str | None
    mates: tuple[str, ...]
    league: int | None
    walkthrough: bool
    show_name: bool
    title: str
    code: str
    round: int
    state: str
    minutes: int
    span: int | None
    begun: bool
    done: bool
    may_act: bool
    waits: str
    """Why nothing can be done just now; empty where something can."""
    score: int | None
    """Thousandths of a point, where it may be seen already."""
    commitment: str
    secret: str | None
    run: str | None
    version: int
    chain: str | None
    reports: tuple[Earlier, ...]
    frozen_since: str
    """The time of day at which the boards froze; empty where they have not."""
    clock: tuple[int | None, ...]
    """What the seat's clock follows from: its digest changes when the clock is set otherwise, and not with time."""

    def seen(self) -> dict[str, Any]:
        """Return everything that is shown, as it goes into the digest."""
        return asdict(self)


def seat_view(host: Host, c: Connection, token: str) -> tuple[SeatView, Place]:
    """Return what the page of a token's seat shows now. Raises NoTicket."""
    place = place_of(c, token)
    seat, contest, run, settings = place.seat, place.contest, place.run, place.settings
    own_run = run is not None and may_see(place.viewer, "own_run", contest.state, settings)
    own_score = run is not None and may_see(place.viewer, "own_score", contest.state, settings)
    waits = ""
    try:
        see_it_may_act(place, host.clock())
    except NotNow as why:
        waits = str(why)
    view = SeatView(
        name=seat.name,
        approved=seat.state == "seated",
        team=seat.team,
        mates=_mates(c, place),
        league=seat.league,
        walkthrough=seat.walkthrough,
        show_name=seat.show_name,
        title=contest.title,
        code=contest.code,
        round=contest.round,
        state=contest.state,
        minutes=contest.minutes,
        span=settings.span,
        begun=own_run and run is not None and run.state != "waiting",
        done=own_run and run is not None and run.state in ("done", "void"),
        may_act=not waits,
        waits=waits,
        score=run.composite if own_score and run is not None else None,
        commitment=commitment(contest.secret),
        secret=contest.secret.hex() if may_see(place.viewer, "secret", contest.state, settings) else None,
        run=run.id if own_run and run is not None else None,
        version=run.version if own_run and run is not None else 0,
        chain=run.chain if own_run and run is not None else None,
        reports=_reports(c, place),
        frozen_since=time_of_day(contest.frozen_at) if contest.state in ("frozen", "closed") else "",
        clock=_clock(host, place),
    )
    return view, place


def time_left(host: Host, place: Place) -> int | None:
    """Return the milliseconds a seat has left while its clock is of interest; None at all other times."""
    if place.contest.state not in ("running", "paused", "frozen") or place.run is None or place.run.state == "done":
        return None
    return left_ms(place, host.clock())


def clock_runs(host: Host, place: Place) -> bool:
    """Tell whether a seat's clock runs down just now."""
    talking = place.run is not None and is_consulting(place.run, place.settings, host.clock())
    return place.contest.state in ("running", "frozen") and not talking


def _clock(host: Host, place: Place) -> tuple[int | None, ...]:
    contest, run = place.contest, place.run
    of_contest = (contest.began, contest.paused_for, contest.paused_since)
    if run is None:
        return of_contest
    talking = int(is_consulting(run, place.settings, host.clock()))
    return (*of_contest, place.seat.extra, run.consulted_for, run.consult_since, talking, run.reopened_until)


def _mates(c: Connection, place: Place) -> tuple[str, ...]:
    """Return who else is in one's team."""
    if place.seat.team is None:
        return ()
    same = (t.seats.c.contest == place.contest.id, t.seats.c.team == place.seat.team, t.seats.c.state == "seated")
    rows = select(t.seats.c.name).where(*same, t.seats.c.id != place.seat.id).order_by(t.seats.c.joined, t.seats.c.id)
    return tuple(c.execute(rows).scalars())


def _reports(c: Connection, place: Place) -> tuple[Earlier, ...]:
    """Return the rounds whose report this person may read, the newest first."""
    rows = (
        select(t.seats.c.run, t.contests.c.title, t.contests.c.round, t.contests.c.state, t.contests.c.settings)
        .join(t.contests, t.contests.c.id == t.seats.c.contest)
        .where(t.seats.c.person == place.seat.person, t.seats.c.state != "kicked", t.seats.c.run.is_not(None))
        .order_by(t.contests.c.round.desc())
    )
    return tuple(
        Earlier(row.run, row.title, row.round)
        for row in c.execute(rows)
        if may_see(place.viewer, "own_report", row.state, settings_of(row.settings))
    )
