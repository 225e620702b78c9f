"""Which area was chosen where which was true: a table in which nobody can be picked out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from game.manual import AREAS, Area

FEWEST_IN_CELL: Final = 3
"""Cells with fewer are not shown (classroom.md 6)."""
CHOICES: Final[tuple[Area | None, ...]] = (*AREAS, None)
"""The columns of the table; None is that no formulation was offered."""


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """One true area: how many chose which. A number that is None is hidden; `shares` are per cent of the row."""

    true: Area
    runs: int
    counts: tuple[int | None, ...]
    """In the order of CHOICES."""
    shares: tuple[int | None, ...]


def chosen_table(chosen: Iterable[tuple[Area, Area | None]]) -> tuple[ChosenRow, ...]:
    """Return the table of (true area, chosen area) of many runs, one row for each true area that occurs."""
    cells = Counter(chosen)
    return tuple(
        _row(true, [cells[true, choice] for choice in CHOICES])
        for true in AREAS
        if any(cells[true, choice] for choice in CHOICES)
    )


def _row(true: Area, counts: Sequence[int]) -> ChosenRow:
    runs, hidden = sum(counts), _hidden(counts)
    return ChosenRow(
        true,
        runs,
        tuple(None if at in hidden else count for at, count in enumerate(counts)),
        tuple(None if at in hidden else round(100 * count / runs) for at, count in enumerate(counts)),
    )


def _hidden(counts: Sequence[int]) -> frozenset[int]:
    """Return the cells not to be shown: all small ones, and where that is a single one, the smallest of the others.

    The row's sum is known, so a single hidden cell could be worked out; of two there is more than one way.
    """
    hidden = {at for at, count in enumerate(counts) if count < FEWEST_IN_CELL}
    if len(hidden) == 1 and any(counts[at] > 0 for at in hidden):
        hidden.add(min((count, at) for at, count in enumerate(counts) if at not in hidden)[1])
    return frozenset(hidden)
