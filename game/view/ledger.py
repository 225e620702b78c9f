"""What the case offered and what was heard of it; circle and timeline beside the case's own. For the debrief only."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile, Fact
from game.manual import Book, Intent
from game.treatment import Event, Treatment
from game.treatment.events import FactTold
from game.words import _

Turns = Iterable[tuple[int, tuple[Event, ...]]]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A fact of the case: when it was heard (None: missed), what it spoke for, and the cheapest way to it."""

    fact: str
    title: str
    words: str
    turn: int | None
    points_to: tuple[tuple[str, int], ...]
    """Name of the area and points, -3 to 3."""
    way: str
    misleading: bool


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """A person's rings (before, now, wished): yours (None where not placed) and the case's."""

    id: str
    name: str
    relation: str
    came_up: bool
    yours: tuple[int | None, int | None, int | None]
    theirs: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event's month: yours (None where not placed) and the case's."""

    name: str
    came_up: bool
    yours: int | None
    theirs: int


def ledger(
    book: Book, case: CaseFile, now: Treatment, turns: Turns
) -> tuple[tuple[LedgerRow, ...], tuple[LedgerRow, ...]]:
    """Return the facts that were heard, in the order of telling, and those that were missed, weightiest first."""
    told = {event.fact: turn for turn, events in turns for event in events if isinstance(event, FactTold)}
    heard = tuple(_row(book, case, case.facts[fact], told.get(fact)) for fact in now.knowledge.told)
    missed = [fact for fact in case.rows.facts if fact.id not in told]
    missed.sort(key=lambda fact: -abs(fact.signals.get(case.rows.key.area, 0)))
    return heard, tuple(_row(book, case, fact, None) for fact in missed)


def _row(book: Book, case: CaseFile, fact: Fact, turn: int | None) -> LedgerRow:
    return LedgerRow(
        fact=fact.id,
        title=fact.card,
        words=fact.words[0],
        turn=turn,
        points_to=tuple((book.areas[area].name, points) for area, points in fact.signals.items()),
        way=_way(book, case, fact),
        misleading=fact.herring,
    )


def _way(book: Book, case: CaseFile, fact: Fact) -> str:
    """Return the cheapest move that brings the fact out, and what else it needs."""
    about = next((case.name_of(ref) for ref in fact.about if ref in case.links), None)
    intent = cheapest(book, fact)
    move = book.procedures["communication_analysis"].name if intent is None else intent.name
    parts = [move + (f" ({about})" if about else "")]
    if fact.alliance > 5:
        parts.append(_("once there is trust"))
    if fact.after:
        cards = ", ".join(f"“{case.facts[name].card}”" for name in fact.after)
        parts.append(_("after {cards}", cards=cards))
    return ", ".join(parts)


def cheapest(book: Book, fact: Fact) -> Intent | None:
    """Return the cheapest move that brings a fact out; None where it takes a communication analysis."""
    if fact.cheapest is not None:
        return book.intents[fact.cheapest]
    if "communication_analysis" in fact.how:
        return None
    fitting = [
        intent for intent in book.rows.intents if set(intent.routes) & set(fact.how) and intent.does in book.techniques
    ]
    fitting = [intent for intent in fitting if fact.field is None or intent.field == fact.field] or fitting
    return min(fitting, key=lambda intent: intent.minutes)


def people_beside(case: CaseFile, now: Treatment) -> tuple[PlacedPerson, ...]:
    """Return everybody in the case with your rings and the case's."""
    rings = now.workbook.rings
    return tuple(
        PlacedPerson(
            id=row.id,
            name=row.name,
            relation=row.relation,
            came_up=f"person:{row.id}" in now.knowledge.known,
            yours=(rings.get((row.id, "before")), rings.get((row.id, "now")), rings.get((row.id, "wished"))),
            theirs=(row.rings.before, row.rings.now, row.rings.wished),
        )
        for row in case.rows.people
    )


def events_beside(case: CaseFile, now: Treatment) -> tuple[PlacedEvent, ...]:
    """Return every event of the case with your month and the case's."""
    known, months = now.knowledge.known, now.workbook.months
    return tuple(
        PlacedEvent(row.name, f"event:{row.id}" in known, months.get(row.id), row.month) for row in case.rows.events
    )
