"""`speed server`: classes of simulated seats against real host processes on loopback, beside what is aimed at.

The load never leaves this machine and is bounded: at most 3,000 seats for a minute. On two cores the seats, the hosts
and the database share them, so a host on its own is faster than these figures.
"""

import asyncio
import resource
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.commands.manners import CANNOT, FINE, Refused, print_json
from game.commands.serve import opened_store
from game.commands.speed_table import Row, as_data, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.server.speed.classroom import Taken
    from game.server.speed.stage import Seat

_CLASS: Final = 300
_COURSE: Final = 3_000
_BOARDS: Final = 20
_EVERY: Final = 5.0
_SPARE: Final = 30
"""Seats that begin one after another, so that boards have something to tell."""
_BUSY: Final = 400
"""Seats that act as fast as they may: 4 actions a second each."""
_FILES: Final = 16_384


def run(options: Namespace) -> int:
    """Measure and print the table. Exit code 2 where the host's libraries are missing."""
    with tempfile.TemporaryDirectory(prefix="sixteen-weeks-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        opened_store(f"sqlite:///{folder / 'first.db'}").close()
        _allow_many_connections()
        rows = _rows(folder, options.db, 0.2 if options.short else 1.0)
    if options.json:
        print_json(as_data(rows))
    else:
        print("\n".join(table(rows)))
    return FINE


def _rows(folder: Path, postgres: str | None, share: float) -> list[Row]:
    sqlite = (f"sqlite:///{folder / f'{number}.db'}" for number in range(100))
    rows = [
        *_class(next(sqlite), "sqlite", "SQLite", _CLASS, share, boards=_BOARDS, aim=50),
        *_burst(next(sqlite), "sqlite", "SQLite", share),
        *_class(next(sqlite), "phones", "SQLite", _CLASS, share, boards=_CLASS, aim=100),
        *_peak(next(sqlite), "sqlite", "SQLite", share, aim=1_000),
    ]
    if postgres is None:
        return rows
    rows += [
        *_class(postgres, "postgresql", "PostgreSQL", _CLASS, share, boards=_BOARDS, aim=50),
        *_burst(postgres, "postgresql", "PostgreSQL", share),
        *_peak(postgres, "postgresql", "PostgreSQL", share, aim=800),
        *_course(postgres, folder, share),
    ]
    return rows


def _class(url: str, key: str, where: str, seats: int, share: float, *, boards: int, aim: float) -> list[Row]:
    """Measure a class that acts every five seconds, with so many live boards."""
    from game.server.speed.boards import watching
    from game.server.speed.classroom import Pace, at_work
    from game.server.speed.servers import hosts
    from game.server.speed.stage import script, staged

    stage, actions = staged(url, seats + _SPARE), script()
    acting, spare = stage.seats[:seats], stage.seats[seats:]
    streams = _phones(acting) if boards >= seats else [(f"/projector/{stage.board_key}/live", "")] * boards
    with hosts(url) as (address,):

        async def together() -> "tuple[Taken, list[float]]":
            async with watching(address, streams, spare) as fresh:
                taken = await at_work(address, acting, actions, Pace(60 * share, _EVERY, _EVERY))
            return taken, fresh

        taken, fresh = asyncio.run(together())
    if boards >= seats:  # a telephone tells of its own seat, so the wall's changes do not reach it
        return _taken(key, f"{seats} seats, each every {_EVERY:g} s and with a live page, {where}", taken, aim)
    name = f"{seats} seats, each every {_EVERY:g} s, {boards} live boards, {where}"
    return [*_taken(key, name, taken, aim), _freshness(f"fresh_{key}", boards, where, fresh)]


def _phones(seats: "Sequence[Seat]") -> list[tuple[str, str]]:
    """Return a stream for the telephone of every seat."""
    return [("/seat/live", f"Cookie: seat={seat.token}\r\n") for seat in seats]


def _burst(url: str, key: str, where: str, share: float) -> list[Row]:
    """Measure a class that starts within one second."""
    from game.server.speed.classroom import Pace, at_work
    from game.server.speed.servers import hosts
    from game.server.speed.stage import script, staged

    stage, actions = staged(url, _CLASS), script()
    with hosts(url) as (address,):
        taken = asyncio.run(at_work(address, stage.seats, actions, Pace(20 * share, _EVERY, 1.0)))
    return _taken(f"burst_{key}", f"{_CLASS} seats begin within 1 s, {where}", taken, 250)


def _peak(url: str, key: str, where: str, share: float, *, aim: float) -> list[Row]:
    """Measure how many actions one host answers in a second when seats wait for nothing else."""
    from game.server.speed.classroom import as_fast_as_it_goes
    from game.server.speed.servers import hosts
    from game.server.speed.stage import script, staged

    stage, actions, seconds = staged(url, _BUSY), script(), 15 * share
    with hosts(url) as (address,):
        answered, _waits = asyncio.run(as_fast_as_it_goes(address, stage.seats, actions, seconds))
    name = f"One host at its limit, {where}"
    return [Row(f"peak_{key}", name, "actions/s", round(answered / seconds), target=aim, at_least=True)]


def _course(url: str, folder: Path, share: float) -> list[Row]:
    """Measure 3,000 seats over two hosts behind nginx; without nginx there is no row, and the name says so."""
    from game.server.speed.classroom import Pace, at_work
    from game.server.speed.servers import behind_nginx, hosts
    from game.server.speed.stage import script, staged

    name = f"{_COURSE} seats, each every {_EVERY:g} s, nginx and two hosts, PostgreSQL"
    stage, actions = staged(url, _COURSE), script()
    with hosts(url, 2) as addresses:
        try:
            with behind_nginx(addresses, folder) as address:
                taken = asyncio.run(at_work(address, stage.seats, actions, Pace(60 * share, _EVERY, _EVERY)))
        except FileNotFoundError:
            return [Row("course", f"{name} (nginx is not installed)", "ms", None, target=250)]
    return _taken("course", name, taken, 250)


def _taken(key: str, name: str, taken: "Taken", aim: float) -> list[Row]:
    """Return the rows of latencies, of which the aim is for the slowest hundredth, and of errors."""
    median, p95, p99 = (round(taken.at(share), 1) for share in (0.5, 0.95, 0.99))
    many = len(taken.latencies)
    return [
        Row(key, name, "ms", median, p95, p99, aim),
        Row(f"errors_{key}", f"… of {many} actions without an answer", "", taken.errors, target=0),
    ]


def _freshness(key: str, boards: int, where: str, fresh: list[float]) -> Row:
    ordered = sorted(fresh)
    median, late = (round(ordered[int(share * (len(ordered) - 1))]) if ordered else None for share in (0.5, 0.95))
    return Row(key, f"… a change on {boards} boards, {where}", "ms", median, late, target=1_500)


def _allow_many_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < _COURSE * 2:
        raise Refused(f"This machine allows {wanted} open files; measuring needs {_COURSE * 2}.", CANNOT)
