"""Who a token belongs to, and what time it is for them."""

from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Column, Connection, bindparam, select

from game.server import tables as t
from game.server.clock import Round, in_time, left
from game.server.codes import token_hash
from game.server.lifecycle import State, seats_may_act
from game.server.refusals import NoTicket, NotNow, Unknown
from game.server.rows import Settings, Viewer, settings_of
from game.server.store import Ready
from game.words import _

_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Place:
    """A seat with its contest and its run, as the store has them now: rows of the tables of these names.

    The run's card and the contest's board, which are long, are not among the columns.
    """

    seat: Any
    contest: Any
    run: Any
    settings: Settings

    @property
    def viewer(self) -> Viewer:
        """Whoever sits here, as the one who looks."""
        run = self.run
        return Viewer("seat", run.id if run else None, done=run is not None and run.state == "done")


def place_of(c: Connection, token: str) -> Place:
    """Return the place of a token: in the newest round of its series. Raises NoTicket."""
    found = _first(c, _NEWEST, token=token_hash(token))
    if found is None:
        raise NoTicket
    return found


def place_of_run(c: Connection, token: str, run: str, *, lock: bool = False) -> Place:
    """Return the place of a token at one run, of this or of an earlier round.

    Raises NoTicket, and Unknown where the run is not theirs.
    """
    digest = token_hash(token)
    found = _first(c, _AT_RUN_LOCKED if lock else _AT_RUN, token=digest, run=run)
    if found is None:
        if _BEARER.first(c, token=digest) is None:
            raise NoTicket
        raise Unknown
    return found


def _first(c: Connection, statement: Ready, **values: str) -> Place | None:
    row = statement.first(c, **values)
    return None if row is None else _place(row)


def _place(row: tuple[Any, ...]) -> Place:
    seat = _Seat(*row[: len(_SEAT)])
    run = _Run(*row[len(_SEAT) : len(_SEAT) + len(_RUN)])
    contest = _Contest(*row[len(_SEAT) + len(_RUN) :])
    return Place(seat, contest, run if run.id is not None else None, settings_of(contest.settings))


def _row(columns: Sequence[Column[Any]]) -> Any:
    return namedtuple("Row", [column.name for column in columns])


# An action asks for all three in one go, and the statements are made once: building them takes longer than answering.
_SEAT: Final = tuple(t.seats.c)
_RUN: Final = tuple(column for column in t.runs.c if column.name != "card")
_CONTEST: Final = tuple(column for column in t.contests.c if column.name != "board")
_Seat, _Run, _Contest = (_row(columns) for columns in (_SEAT, _RUN, _CONTEST))
_bearers: Final = t.seats.alias("bearers")
_BEARER: Final = Ready(
    select(_bearers.c.person).where(_bearers.c.token_hash == bindparam("token"), _bearers.c.state != "kicked")
)
_PLACES: Final = (
    select(*_SEAT, *_RUN, *_CONTEST)
    .join(_bearers, _bearers.c.person == t.seats.c.person)
    .join(t.contests, t.contests.c.id == t.seats.c.contest)
    .where(_bearers.c.token_hash == bindparam("token"), _bearers.c.state != "kicked", t.seats.c.state != "kicked")
)
_NEWEST: Final = Ready(
    _PLACES.join(t.runs, t.runs.c.id == t.seats.c.run, isouter=True).order_by(t.contests.c.round.desc()).limit(1)
)
_OF_RUN: Final = _PLACES.join(t.runs, t.runs.c.id == t.seats.c.run).where(t.seats.c.run == bindparam("run"))
_AT_RUN: Final = Ready(_OF_RUN)
_AT_RUN_LOCKED: Final = Ready(_OF_RUN.with_for_update(of=t.runs))


def round_of(contest: Any, run: Any, settings: Settings, now: int) -> Round | None:
    """Return the round as it is for one run, its talks as a team counted as pauses; None before the start."""
    if contest.began is None or run is None:
        return None
    began = Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since)
    return replace(began, paused_for=began.paused_for + consulted(run, settings, now))


def consulted(run: Any, settings: Settings, now: int) -> int:
    """Return how long a team has stopped its clock so far, in milliseconds; a talk ends by itself."""
    earlier: int = run.consulted_for
    if run.consult_since is None:
        return earlier
    return earlier + min(now - int(run.consult_since), settings.consult_minutes * _MINUTE)


def is_consulting(run: Any, settings: Settings, now: int) -> bool:
    """Tell whether a team's clock stands still just now."""
    return run.consult_since is not None and now - int(run.consult_since) < settings.consult_minutes * _MINUTE


def extra_of(place: Place) -> int | None:
    """Return the time of a place in per cent of the usual, None without a limit."""
    return int(place.seat.extra) or None


def left_ms(place: Place, now: int) -> int | None:
    """Return the milliseconds that are left to a place; None without a limit, and while nothing has begun."""
    if place.run is None:
        return None
    reopened = max(0, (place.run.reopened_until or 0) - now)
    if place.contest.state in ("closed", "revealed"):
        return reopened
    round_ = round_of(place.contest, place.run, place.settings, now)
    usual = None if round_ is None else left(round_, now, extra_of(place))
    return None if usual is None else max(usual, reopened)


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


def may_act(place: Place, at: int) -> bool:
    """Tell whether an action received at `at` would count."""
    try:
        see_it_may_act(place, at)
    except NotNow:
        return False
    return True


def _waits(state: State) -> str:
    match state:
        case "draft" | "lobby":
            return _("The contest has not begun yet.")
        case "paused":
            return _("The contest is paused. It goes on when your teacher says so.")
        case "closed":
            return _("The contest is closed. What you did until then counts.")
    return _("The contest is over.")
