"""A contest that is ready to be played: made in the database before the hosts that are measured start."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from game.case import CASE_FILE, load_case
from game.manual import load_manual
from game.record import branch, load_exemplar, play_exemplar
from game.record.schema import ACTION
from game.resources import scenarios_folder
from game.server import tables as t
from game.server.conducting import create, move, owned
from game.server.entering import first_teacher
from game.server.host import Host
from game.server.joining import join
from game.server.rows import Settings
from game.server.store import Store, open_store

_CASE: Final = scenarios_folder() / "ines"
_AT_ONCE: Final = 50
_LONG_ENOUGH: Final = 600
"""Minutes of the round."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that has joined."""

    token: str
    run: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A running contest with its seats."""

    contest: str
    board_key: str
    seats: tuple[Seat, ...]


def staged(url: str, seats: int) -> Stage:
    """Make a contest with so many seats in the database at `url`, and start it."""
    with open_store(url) as store:
        host = Host(store, load_manual())
        contest = store.write(lambda c: _in_the_lobby(host, c)).result()
        joined = _joined(host, store, contest, seats)
        store.write(lambda c: move(host, c, owned(c, first_teacher(host, c), contest), "start", None)).result()
        key = store.read(
            lambda c: c.execute(select(t.contests.c.board_key).where(t.contests.c.id == contest)).scalar_one()
        )
    return Stage(contest, key, joined)


def script() -> tuple[bytes, ...]:
    """Return what a good therapist does in this case, action by action, as JSON."""
    book = load_manual()
    case = load_case(_CASE / CASE_FILE, book)
    log = play_exemplar(book, case, load_exemplar(_CASE / "exemplar.yaml", book, case))
    return tuple(ACTION.dump_json(line.action) for line in branch(log))


def _in_the_lobby(host: Host, c: Connection) -> str:
    settings = Settings(cap=5_000, span=None, live_board=True, freeze=False, variants=False)
    teacher = first_teacher(host, c)
    contest = create(host, c, teacher, title="Speed", case=_CASE.name, minutes=_LONG_ENOUGH, settings=settings)
    move(host, c, owned(c, teacher, contest), "open_lobby", teacher)
    return contest


def _joined(host: Host, store: Store, contest: str, seats: int) -> tuple[Seat, ...]:
    def some(c: Connection, number: int) -> list[Seat]:
        code = c.execute(select(t.contests.c.code).where(t.contests.c.id == contest)).scalar_one()
        taken = {(joined := join(host, c, code)).seat: joined.token for _seat in range(number)}
        runs = c.execute(select(t.seats.c.id, t.seats.c.run).where(t.seats.c.id.in_(taken)))
        return [Seat(taken[row.id], row.run) for row in runs]

    found: list[Seat] = []
    for first in range(0, seats, _AT_ONCE):
        number = min(_AT_ONCE, seats - first)
        found += store.write(lambda c, number=number: some(c, number)).result()  # type: ignore[misc]
    return tuple(found)
