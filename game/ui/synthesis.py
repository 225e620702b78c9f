"""Sounds out of plain arithmetic: nothing is recorded, and the same numbers come out everywhere."""

import cmath
import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Final

RATE: Final = 16_000
"""Samples a second, one channel, 16 bits."""
_FULL: Final = 32_000
_TONE_SECONDS: Final = 3


def room_tone() -> "array[int]":
    """Return three seconds of a quiet room, whose end goes over into its beginning."""
    count = _TONE_SECONDS * RATE
    ring = _smoothed(_noise(count, "tone"), 0.02)
    swell = [1 + 0.25 * math.sin(2 * math.pi * n / count) for n in range(count)]
    return _samples([value * swell[n] for n, value in enumerate(ring)])


def page() -> "array[int]":
    """Return a page that is turned: two soft rushes of air."""
    count = RATE * 34 // 100
    rush = _smoothed(_noise(count, "page"), 0.45)
    low = _smoothed(rush, 0.12)
    shape = [_bump(n / count, 0.26, 0.16) * 0.7 + _bump(n / count, 0.66, 0.13) for n in range(count)]
    return _samples([(rush[n] - low[n]) * shape[n] for n in range(count)])


def five_minutes() -> "array[int]":
    """Return a clock that ticks three times, softly."""
    beats = (0.0, 0.5, 1.0)
    count = round(RATE * 1.3)
    made = [0.0] * count
    for beat in beats:
        for n in range(round(RATE * 0.12)):
            time = n / RATE
            ring = math.sin(2 * math.pi * 740 * time) + 0.5 * math.sin(2 * math.pi * 1_180 * time)
            made[round(beat * RATE) + n] += ring * math.exp(-time * 48) * min(1, n / 40)
    return _samples(made)


def session_end() -> "array[int]":
    """Return a small bell, struck once, that rings out."""
    count = round(RATE * 2.4)
    made = [0.0] * count
    for high, share, fall in ((392.0, 1.0, 1.6), (784.0, 0.45, 2.4), (1_046.5, 0.25, 3.4), (1_568.0, 0.1, 5.0)):
        # A point that goes round and inwards, seen from the side, is a tone that dies away.
        point, step = complex(share), cmath.exp(complex(-fall, 2 * math.pi * high) / RATE)
        for n in range(count):
            made[n] += point.imag
            point *= step
    return _samples([value * min(1, n / 120, (count - n) / 800) for n, value in enumerate(made)])


MADE: Final[Mapping[str, Callable[[], "array[int]"]]] = {
    "tone": room_tone,
    "page": page,
    "five_minutes": five_minutes,
    "session_end": session_end,
}


def _noise(count: int, name: str) -> list[float]:
    chance = Random(name).random
    return [2 * chance() - 1 for _ in range(count)]


def _smoothed(ring: Sequence[float], share: float) -> list[float]:
    """Take the treble out of a ring of samples; going round twice closes it."""
    value = 0.0
    for each in ring:
        value += share * (each - value)
    return list(accumulate(ring, lambda held, each: held + share * (each - held), initial=value))[1:]


def _bump(where: float, middle: float, wide: float) -> float:
    return math.exp(-(((where - middle) / wide) ** 2))


def _samples(values: Sequence[float]) -> "array[int]":
    """Return values as samples, the loudest at full scale."""
    loudest = max(map(abs, values))
    return array("h", (round(value / loudest * _FULL) for value in values))
