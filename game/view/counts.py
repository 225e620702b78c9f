"""What is counted from week to week beside the scale, where the manual's adaptation counts something."""

from dataclasses import dataclass
from typing import Literal

from game.case import CaseFile
from game.manual import Book
from game.treatment import Treatment
from game.treatment.course import tracked


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted: how it stood at each sharing of the scale, session and number."""

    id: str
    name: str
    unit: str
    shared: tuple[tuple[int, int], ...]
    most: int
    better: Literal["less", "more"]


def counts(book: Book, case: CaseFile, now: Treatment) -> tuple[Count, ...]:
    """Return what was counted whenever the scale was shared, in the manual's order; nothing before the first time."""
    totals = [(session, sum(items)) for session, items in now.knowledge.shared]
    if not totals:
        return ()
    start = totals[0][1]
    return tuple(
        Count(
            id=row.id,
            name=row.name,
            unit=row.unit,
            shared=tuple((session, tracked(book, case, row.id, start, total)) for session, total in totals),
            most=row.most,
            better=row.better,
        )
        for row in book.rows.trackers
        if row.id in case.rows.measure.also
    )
