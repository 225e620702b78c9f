"""Who a token belongs to, and what time it is for them."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from game.server import tables as t
from game.server.clock import Round, in_time, left
from game.server.codes import token_hash
from game.server.lifecycle import State, seats_may_act
from game.server.refusals import NoTicket, NotNow, Unknown
from game.server.rows import Settings, Viewer, settings_of
from game.words import _

_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Place:
    """A seat with its contest and its run, as the store has them now. Rows are of the tables of the same names."""

    seat: Row[Any]
    contest: Row[Any]
    run: Row[Any] | None
    settings: Settings

    @property
    def viewer(self) -> Viewer:
        """Whoever sits here, as the one who looks."""
        run = self.run
        return Viewer("seat", run.id if run else None, done=run is not None and run.state == "done")


def place_of(c: Connection, token: str) -> Place:
    """Return the place of a token: in the newest round of its series. Raises NoTicket."""
    digest = token_hash(token)
    seat = c.execute(select(t.seats).where(t.seats.c.token_hash == digest)).one_or_none()
    if seat is None or seat.state == "kicked":
        raise NoTicket
    newest = c.execute(
        select(t.seats)
        .join(t.contests, t.contests.c.id == t.seats.c.contest)
        .where(t.seats.c.person == seat.person, t.seats.c.state != "kicked")
        .order_by(t.contests.c.round.desc())
        .limit(1)
    ).one()
    return _place(c, newest)


def place_of_run(c: Connection, token: str, run: str, *, lock: bool = False) -> Place:
    """Return the place of a token at one run, of this or of an earlier round.

    Raises NoTicket, and Unknown where the run is not theirs.
    """
    digest = token_hash(token)
    own = select(t.seats.c.person, t.seats.c.state).where(t.seats.c.token_hash == digest)
    bearer = c.execute(own).one_or_none()
    if bearer is None or bearer.state == "kicked":
        raise NoTicket
    seat = c.execute(
        select(t.seats).where(t.seats.c.person == bearer.person, t.seats.c.run == run, t.seats.c.state != "kicked")
    ).one_or_none()
    if seat is None:
        raise Unknown
    return _place(c, seat, lock=lock)


def _place(c: Connection, seat: Row[Any], *, lock: bool = False) -> Place:
    rows = select(t.runs).where(t.runs.c.id == seat.run)
    run = c.execute(rows.with_for_update() if lock else rows).one_or_none()
    contest = c.execute(select(t.contests).where(t.contests.c.id == seat.contest)).one()
    return Place(seat, contest, run, settings_of(contest.settings))


def round_of(contest: Row[Any], run: Row[Any] | None, settings: Settings, now: int) -> Round | None:
    """Return the round as it is for one run, its talks as a team counted as pauses; None before the start."""
    if contest.began is None or run is None:
        return None
    began = Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since)
    return replace(began, paused_for=began.paused_for + consulted(run, settings, now))


def consulted(run: Row[Any], settings: Settings, now: int) -> int:
    """Return how long a team has stopped its clock so far, in milliseconds; a talk ends by itself."""
    earlier: int = run.consulted_for
    if run.consult_since is None:
        return earlier
    return earlier + min(now - int(run.consult_since), settings.consult_minutes * _MINUTE)


def is_consulting(run: Row[Any], settings: Settings, now: int) -> bool:
    """Tell whether a team's clock stands still just now."""
    return run.consult_since is not None and now - int(run.consult_since) < settings.consult_minutes * _MINUTE


def extra_of(place: Place) -> int | None:
    """Return the time of a place in per cent of the usual, None without a limit; a run's own goes before a seat's."""
    assert place.run is not None
    extra = place.seat.extra if place.run.extra is None else place.run.extra
    return int(extra) or None


def left_ms(place: Place, now: int) -> int | None:
    """Return the milliseconds that are left to a place; None without a limit, and while nothing has begun."""
    if place.run is None:
        return None
    if place.run.reopened_until is not None:
        return max(0, int(place.run.reopened_until) - now)
    round_ = round_of(place.contest, place.run, place.settings, now)
    return None if round_ is None else left(round_, now, extra_of(place))


def see_it_may_act(place: Place, at: int) -> None:
    """Raise NotNow unless an action received at `at` counts: the state, the clock, the team's talk and the run."""
    contest, run = place.contest, place.run
    if run is None or place.seat.state != "seated":
        raise NotNow(_("Your teacher has not let you in yet."))
    if run.reopened_until is not None and at <= run.reopened_until:
        if run.state == "done":
            raise NotNow(_("This treatment is over. Nothing more can be done in it."))
        return
    if not seats_may_act(contest.state):
        raise NotNow(_waits(contest.state))
    if run.state in ("done", "void"):
        raise NotNow(_("This treatment is over. Nothing more can be done in it."))
    if is_consulting(run, place.settings, at):
        raise NotNow(_("Your team is talking, and the clock stands still. End the talk first."))
    round_ = round_of(contest, run, place.settings, at)
    if round_ is None or not in_time(round_, at, extra_of(place)):
        raise NotNow(_("Time is up. What you did until then counts."))


def _waits(state: State) -> str:
    match state:
        case "draft" | "lobby":
            return _("The contest has not begun yet.")
        case "paused":
            return _("The contest is paused. It goes on when your teacher says so.")
        case "closed":
            return _("The contest is closed. What you did until then counts.")
    return _("The contest is over.")
