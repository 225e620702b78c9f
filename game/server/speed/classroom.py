"""A class at work: every seat acts at times that were fixed before, whether or not the host keeps up.

Latency counts from the intended time, so that a host which makes everybody wait is not flattered by those who never
got to ask (classroom.md 3.5).
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from game.server.speed.connection import Connection
from game.server.speed.stage import Seat

_OK: Final = 200
_REFUSED: Final = 400
"""The engine said no: answered all the same."""
_AGAIN: Final = (0, 429, 502, 503, 504)
_TRIES: Final = 20
_PAUSE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Pace:
    """How a class acts: for `seconds`, each seat every `every` seconds, beginning within the first `within`."""

    seconds: float
    every: float
    within: float


@dataclass(slots=True)
class Taken:
    """What it took: milliseconds per action from its intended time, and what went wrong."""

    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    retried: int = 0

    def at(self, share: float) -> float:
        """Return the latency below which `share` of all lie, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def at_work(address: tuple[str, int], seats: Sequence[Seat], script: Sequence[bytes], pace: Pace) -> Taken:
    """Let every seat act at its times and return what it took."""
    taken, draw, begin = Taken(), random.Random(1), time.perf_counter() + 0.5
    async with asyncio.TaskGroup() as group:
        for seat in seats:
            first = begin + draw.random() * pace.within
            group.create_task(_sit(address, seat, script, first, begin + pace.seconds, pace.every, taken))
    return taken


async def as_fast_as_it_goes(
    address: tuple[str, int], seats: Sequence[Seat], script: Sequence[bytes], seconds: float
) -> tuple[int, Taken]:
    """Let every seat act as soon as it is answered; return how many actions were answered, and what they took."""
    taken, until = Taken(), time.perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for seat in seats:
            group.create_task(_sit(address, seat, script, time.perf_counter(), until, 0.0, taken))
    return len(taken.latencies), taken


async def _sit(
    address: tuple[str, int],
    seat: Seat,
    script: Sequence[bytes],
    first: float,
    until: float,
    every: float,
    taken: Taken,
) -> None:
    connection = Connection(*address, f"Authorization: Bearer {seat.token}\r\n")
    at = _At()
    intended = first
    for number, action in enumerate(script):
        await asyncio.sleep(max(0.0, intended - time.perf_counter()))
        if time.perf_counter() >= until:
            break
        await _act(connection, seat, f"speed-{number:06}", at, action, taken)
        taken.latencies.append(1_000 * (time.perf_counter() - intended))
        intended = intended + every if every else time.perf_counter()
    await connection.close()


@dataclass(slots=True)
class _At:
    """What a seat has seen: the number of turns, and the tags of the views it has, as they were sent."""

    version: int = 0
    have: bytes = b"{}"


async def _act(connection: Connection, seat: Seat, client_id: str, at: _At, action: bytes, taken: Taken) -> None:
    """Do one action, asking again under the same name where no answer came."""
    body = b'{"client_id":"%s","expect":%d,"action":%s,"have":%s}' % (client_id.encode(), at.version, action, at.have)
    for _try in range(_TRIES):
        try:
            status, answer = await connection.ask("POST", f"/api/runs/{seat.run}/actions", body)
        except OSError:
            status, answer = 0, b""
        if status == _OK:
            at.version += 1
            at.have = answer.partition(b'"tags":')[2].partition(b"}")[0] + b"}"
            return
        if status == _REFUSED:
            return
        taken.retried += 1
        if status not in _AGAIN:
            break
        await asyncio.sleep(_PAUSE)
    taken.errors += 1
