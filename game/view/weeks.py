"""The week between two sessions, as far as the patient has shown and told it: the scale item by item, what happened."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book
from game.treatment import Event, Treatment
from game.treatment.events import Replied, SessionOpened, WeekTold
from game.view.counts import Count, counts
from game.view.workbook import band

Turns = Iterable[tuple[int, tuple[Event, ...]]]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the scale, 0 to 3, and its change since the sharing before; None where there was none."""

    name: str
    value: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale as last shared, beside the sharing before."""

    name: str
    session: int
    total: int
    most: int
    band: str
    change: int | None
    since: int | None
    """Session of the sharing before."""
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """What is known of the week: the scale, None where it was never shared, and what the patient told of it."""

    scale: Scale | None
    told: tuple[str, ...]
    """The patient's words about the week in the session that was last."""
    counts: tuple[Count, ...]
    """What was counted beside the scale."""


def week_view(book: Book, case: CaseFile, now: Treatment, turns: Turns) -> WeekView:
    """Return what has been shared; what nobody has asked about stays untold."""
    return WeekView(_scale(book, case, now), _told(turns), counts(book, case, now))


def _scale(book: Book, case: CaseFile, now: Treatment) -> Scale | None:
    shared = now.knowledge.shared
    if not shared:
        return None
    measure = book.measures[case.rows.measure.scale]
    session, items = shared[-1]
    before = next((row for row in reversed(shared) if row[0] < session), None)
    changes = [
        None if before is None else value - was
        for value, was in zip(items, before[1] if before else items, strict=True)
    ]
    return Scale(
        name=measure.id,
        session=session,
        total=sum(items),
        most=3 * len(items),
        band=band(book, case, sum(items)),
        change=None if before is None else sum(items) - sum(before[1]),
        since=None if before is None else before[0],
        items=tuple(
            ItemRow(item.name, value, change) for item, value, change in zip(measure.items, items, changes, strict=True)
        ),
    )


def _told(turns: Turns) -> tuple[str, ...]:
    told: list[str] = []
    for _turn, events in turns:
        if any(isinstance(event, SessionOpened) for event in events):
            told = []
        if any(isinstance(event, WeekTold) for event in events):
            told += [event.words for event in events if isinstance(event, Replied)]
    return tuple(told)
