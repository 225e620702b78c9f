"""Live boards on the wall and on phones: how long a change takes until their streams tell of it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from game.server.speed.connection import Connection
from game.server.speed.stage import Seat

_EVERY: Final = 1.0
_PATIENCE: Final = 10.0
_OPEN: Final = b'{"client_id":"speed-open","expect":0,"action":{"kind":"open_session"}}'


@dataclass(slots=True)
class _Board:
    """One stream: when it told of something last."""

    told: float = 0.0
    heard: asyncio.Event = field(default_factory=asyncio.Event)


@contextlib.asynccontextmanager
async def watching(
    address: tuple[str, int], streams: Sequence[tuple[str, str]], spare: Sequence[Seat]
) -> AsyncIterator[list[float]]:
    """Keep streams open (path and headers of each), let a `spare` seat begin every second, and fill a list meanwhile.

    It holds, for every change and every stream, the milliseconds from its acknowledgement until the stream told of
    it; ten seconds where it never did.
    """
    fresh: list[float] = []
    boards = [_Board() for _stream in streams]
    async with asyncio.TaskGroup() as group:
        looking = [
            group.create_task(_look(address, *stream, board)) for stream, board in zip(streams, boards, strict=True)
        ]
        # Pages were opened while the class waited; what is measured begins when they stand.
        await asyncio.gather(*(_until_told(board, 0.0) for board in boards))
        poking = group.create_task(_poke(address, spare, boards, fresh))
        try:
            yield fresh
        finally:
            for task in (poking, *looking):
                task.cancel()


async def _look(address: tuple[str, int], path: str, headers: str, board: _Board) -> None:
    connection = Connection(*address, headers)
    async for line in connection.stream(path):
        if line.startswith(b"data:"):
            board.told = time.perf_counter()
            board.heard.set()


async def _poke(address: tuple[str, int], spare: Sequence[Seat], boards: Sequence[_Board], fresh: list[float]) -> None:
    """Change something that every board shows, again and again."""
    await asyncio.sleep(2 * _EVERY)
    for seat in spare:
        connection = Connection(*address, f"Authorization: Bearer {seat.token}\r\n")
        for board in boards:
            board.heard.clear()
        await connection.ask("POST", f"/api/runs/{seat.run}/actions", _OPEN)
        at = time.perf_counter()
        await connection.close()
        fresh += await asyncio.gather(*(_until_told(board, at) for board in boards))
        await asyncio.sleep(_EVERY)


async def _until_told(board: _Board, at: float) -> float:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await board.heard.wait()
            return 1_000 * max(0.0, board.told - at)
    return 1_000 * _PATIENCE
