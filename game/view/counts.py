"""What is counted from week to week beside the scale, where the manual's adaptation counts something."""

from dataclasses import dataclass
from typing import Literal

from game.case import CaseFile
from game.manual import Book
from game.treatment import Treatment
from game.treatment.course import tracked


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted: as it was on first meeting, and as it is now."""

    id: str
    name: str
    unit: str
    first: int
    now: int
    most: int
    better: Literal["less", "more"]


def counts(book: Book, case: CaseFile, now: Treatment) -> tuple[Count, ...]:
    """Return what is counted beside the scale, in the manual's order; nothing where the manual counts nothing."""
    also = case.rows.measure.also
    return tuple(
        Count(row.id, row.name, row.unit, also[row.id], tracked(book, case, now, row.id), row.most, row.better)
        for row in book.rows.trackers
        if row.id in also
    )
