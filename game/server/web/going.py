"""How the class is going, on a seat's own device: what the wall shows, and where standings are shown, who is near."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from game.server import tables as t
from game.server.boards import FEWEST, Board
from game.server.places import Place
from game.server.web.projecting import Count, Top, by_session, first_places, shown_board

_EACH_SIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Near:
    """A place next to one's own, or one's own."""

    place: Top
    mine: bool


@dataclass(frozen=True, slots=True)
class Going:
    """How the class is going, as far as a seat may see it; from a frozen board once that stands still."""

    joined: int
    begun: int
    done: int
    sessions: tuple[Count, ...]
    tops: tuple[tuple[int | None, tuple[Top, ...]], ...]
    near: tuple[Near, ...]


def going(c: Connection, place: Place) -> Going | None:
    """Return how the class of a seat is going; None before the start and after the reveal."""
    settings, state = place.settings, place.contest.state
    if state not in ("running", "paused", "frozen", "closed"):
        return None
    # Whoever holds a place has the contest without the board that is kept in it.
    contest = c.execute(select(t.contests).where(t.contests.c.id == place.contest.id)).one()
    shown = shown_board(c, contest, place.viewer, settings)
    if shown is None:
        return None
    with_points = settings.live_board and not settings.teams
    return Going(
        joined=shown.progress.seats,
        begun=shown.progress.begun,
        done=shown.progress.done,
        sessions=by_session(shown, settings),
        tops=first_places(shown, settings) if with_points else (),
        near=_near(shown, place) if with_points else (),
    )


def _near(shown: Board, place: Place) -> tuple[Near, ...]:
    """Return the places around one's own, in one's own league; none in groups under five."""
    own = place.run.id if place.run is not None else None
    mine = next((row for row in shown.places if row.run == own), None)
    group = [row for row in shown.places if mine is not None and row.league == mine.league]
    if mine is None or len(group) < FEWEST:
        return ()
    at = group.index(mine)
    around = group[max(0, at - _EACH_SIDE) : at + _EACH_SIDE + 1]
    return tuple(Near(Top(row.rank, row.name, row.composite), row is mine) for row in around)
