"""How fidelity is spread over a class: a histogram, the median, and the bars of the profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.manual import Book
from game.server.debriefing.traces import Trace
from game.view.report_profile import bars
from game.view.report_rows import Bar

_WIDTH: Final = 10
_BINS: Final = 10
_POINT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The values below which a quarter, half and three quarters lie."""

    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """One bar of the profile over the class: amounts in thousandths, between `least` and `most`."""

    name: str
    value: Quartiles
    least: int
    most: int
    anchor: str
    """What the scale calls the median."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How fidelity is spread. `bins` counts runs by ten points each, the last with the full hundred."""

    bins: tuple[int, ...]
    composite: Quartiles
    """Thousandths of a point."""
    bars: tuple[DimensionBar, ...]


def quartiles(values: Sequence[int]) -> Quartiles:
    """Return the quartiles of some values, between two neighbours where they fall between. Not for none."""
    ordered = sorted(values)

    def at(quarters: int) -> int:
        place, rest = divmod(quarters * (len(ordered) - 1), 4)
        above = ordered[min(place + 1, len(ordered) - 1)]
        return ordered[place] + round((above - ordered[place]) * rest / 4)

    return Quartiles(at(1), at(2), at(3))


def spread(book: Book, traces: Sequence[Trace]) -> Spread:
    """Return how fidelity is spread; `traces` are not empty."""
    bins = [0] * _BINS
    for trace in traces:
        bins[min(_BINS - 1, trace.composite // (_WIDTH * _POINT))] += 1
    profiles = [bars(book, trace.card) for trace in traces]
    return Spread(
        tuple(bins),
        quartiles([trace.composite for trace in traces]),
        tuple(_bar([profile[at] for profile in profiles]) for at in range(len(profiles[0]))),
    )


def _bar(each: Sequence[Bar]) -> DimensionBar:
    first, values = each[0], quartiles([bar.value for bar in each])
    anchor = [words for least, words in first.anchors if values.median >= least][-1]
    return DimensionBar(first.name, values, first.low, first.high, anchor)
