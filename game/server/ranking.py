"""Who stands where: by fidelity, then by how much of the essential inventory was heard, and never by time."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """One run that is ranked."""

    seat: str
    composite: int
    """Thousandths of a point, 0 to 100,000."""
    coverage: int
    """Share of the essential inventory that was answered, in thousandths."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A standing with its rank: those who are equal share one, and the next rank counts all before it (1, 2, 2, 4)."""

    rank: int
    standing: Standing


def ranking(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Rank the runs. Equal ones stand in the order of their seats' ids, which says nothing."""
    ordered = sorted(standings, key=lambda row: (-row.composite, -row.coverage, row.seat))
    found: list[Ranked] = []
    for place, row in enumerate(ordered, 1):
        last = found[-1] if found else None
        equal = last is not None and _worth(last.standing) == _worth(row)
        found.append(Ranked(last.rank if last is not None and equal else place, row))
    return tuple(found)


def neighbours(ranked: tuple[Ranked, ...], seat: str, each_side: int = 2) -> tuple[Ranked, ...]:
    """Return a seat's own place with those next to it; nothing for a seat that is not ranked."""
    place = next((at for at, row in enumerate(ranked) if row.standing.seat == seat), None)
    if place is None:
        return ()
    return ranked[max(0, place - each_side) : place + each_side + 1]


def leagues(earlier: Iterable[Standing], size: int) -> tuple[tuple[str, ...], ...]:
    """Put seats of similar strength together, by an earlier round: strongest first, in groups of `size` or one less.

    Raises ValueError for a size under 2.
    """
    if size < 2:
        raise ValueError("a league has at least two seats")
    ordered = [row.standing.seat for row in ranking(earlier)]
    count = max(1, -(-len(ordered) // size))
    small, larger = divmod(len(ordered), count)
    groups, start = [], 0
    for number in range(count):
        end = start + small + (number < larger)
        groups.append(tuple(ordered[start:end]))
        start = end
    return tuple(group for group in groups if group)


def _worth(row: Standing) -> tuple[int, int]:
    return row.composite, row.coverage
