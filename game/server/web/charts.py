"""Numbers as lengths for small drawings. Everything they show stands beside them in words and figures as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WHOLE: Final = 1_000
_LEVELS: Final = 4


@dataclass(frozen=True, slots=True)
class Box:
    """The middle half of some values and their median, in thousandths of the drawing."""

    start: int
    length: int
    middle: int


def box(low: int, median: int, high: int, most: int) -> Box:
    """Return where a box stands on a scale from 0 to `most`."""
    start, middle, end = (min(WHOLE, max(0, value * WHOLE // most)) for value in (low, median, high))
    return Box(start, end - start, middle)


def columns(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the heights of columns, the highest of them whole."""
    highest = max([1, *counts])
    return tuple(count * WHOLE // highest for count in counts)


def levels(shares: Sequence[int | None]) -> tuple[int, ...]:
    """Return how deep to colour cells of 0 to 100 per cent, 0 to 4; a cell without a number is not coloured."""
    return tuple(0 if share is None else -(-share * _LEVELS // 100) for share in shares)
