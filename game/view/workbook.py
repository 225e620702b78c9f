"""The trainee's own notes: circle, timeline, evidence, probabilities, and what each person was said to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile, Person
from game.manual import AREAS, ESSENTIAL_FIELDS, Book
from game.treatment import Event, Treatment
from game.treatment.events import FactTold, FieldAnswered, Replied, SessionOpened
from game.view.jotted import Jotted, jotted

Turns = Iterable[tuple[int, tuple[Event, ...]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An inventory field as the patient answered it."""

    field: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person who has come up, with what was heard and where the trainee has placed them (None: not placed)."""

    ref: str
    name: str
    relation: str
    answers: tuple[Answer, ...]
    missing: tuple[str, ...]
    """Names of the essential fields not asked yet."""
    before: int | None
    now: int | None
    wished: int | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that has come up, and the month the trainee has placed it at (from the first session)."""

    ref: str
    name: str
    month: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """A fact the patient has told, with what it has been pinned to."""

    fact: str
    title: str
    words: str
    turn: int
    session: int
    weights: tuple[int, ...]
    """-3 to 3 for each area, in the manual's order; 0 where not pinned."""


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One sharing of the scale."""

    session: int
    total: int
    band: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The whole notebook."""

    people: tuple[PersonRow, ...]
    events: tuple[EventRow, ...]
    cards: tuple[Card, ...]
    scale_name: str
    scale_most: int
    """The highest total."""
    item_names: tuple[str, ...]
    scales: tuple[ScaleRow, ...]
    area_names: tuple[str, ...]
    probabilities: tuple[int, ...]
    notes: tuple[str, ...]
    """Every note as it was written."""
    jotted: Jotted
    """The same notes, sorted: plans for a session, roles on the timeline, and the rest."""
    focus: str | None
    """The formulation offered, in words."""
    goals: tuple[str, ...]


def workbook_view(book: Book, case: CaseFile, now: Treatment, turns: Turns) -> Workbook:
    """Return the notebook as it stands."""
    answers, told = _heard(book, turns)
    known = now.knowledge.known
    measure = book.measures[case.rows.measure.scale]
    return Workbook(
        people=tuple(_person(book, now, row, answers) for row in case.rows.people if f"person:{row.id}" in known),
        events=tuple(
            EventRow(f"event:{row.id}", row.name, now.workbook.months.get(row.id))
            for row in case.rows.events
            if f"event:{row.id}" in known
        ),
        cards=tuple(_card(case, now, fact, told) for fact in now.knowledge.told),
        scale_name=measure.name,
        scale_most=measure.most,
        item_names=tuple(item.name for item in measure.items),
        scales=tuple(
            ScaleRow(session, sum(items), band(book, case, sum(items)), items)
            for session, items in now.knowledge.shared
        ),
        area_names=tuple(book.areas[area].name for area in AREAS),
        probabilities=now.workbook.probabilities,
        notes=now.workbook.notes,
        jotted=jotted(now.workbook.notes),
        focus=_focus(book, case, now),
        goals=now.progress.goals,
    )


def band(book: Book, case: CaseFile, total: int) -> str:
    """Return the name of the scale's band for `total`."""
    bands = book.measures[case.rows.measure.scale].bands
    return max((row for row in bands if row.at_least <= total), key=lambda row: row.at_least).name


def _heard(book: Book, turns: Turns) -> tuple[dict[str, list[Answer]], dict[str, tuple[str, int, int]]]:
    answers: dict[str, list[Answer]] = {}
    told: dict[str, tuple[str, int, int]] = {}
    session, words = 0, ""
    for turn, events in turns:
        for event in events:
            match event:
                case SessionOpened(number):
                    session = number
                case Replied(said):
                    words = said
                case FactTold(fact):
                    told[fact] = (words, turn, session)
                case FieldAnswered(person, field):
                    answers.setdefault(person, []).append(Answer(field, book.fields[field].name, words))
                case _:
                    pass
    return answers, told


def _person(book: Book, now: Treatment, row: Person, answers: dict[str, list[Answer]]) -> PersonRow:
    heard = tuple(answers.get(row.id, ()))
    have = {answer.field for answer in heard}
    rings = now.workbook.rings
    return PersonRow(
        ref=f"person:{row.id}",
        name=row.name,
        relation=row.relation,
        answers=heard,
        missing=tuple(book.fields[field].name for field in ESSENTIAL_FIELDS if field not in have),
        before=rings.get((row.id, "before")),
        now=rings.get((row.id, "now")),
        wished=rings.get((row.id, "wished")),
    )


def _card(case: CaseFile, now: Treatment, fact: str, told: dict[str, tuple[str, int, int]]) -> Card:
    words, turn, session = told.get(fact, ("", 0, 0))
    weights = tuple(now.workbook.pins.get((fact, area), 0) for area in AREAS)
    return Card(fact, case.facts[fact].card, words, turn, session, weights)


def _focus(book: Book, case: CaseFile, now: Treatment) -> str | None:
    formulation = now.progress.formulation
    if formulation is None:
        return None
    return f"{book.areas[formulation.area].name}: {case.name_of(formulation.about)}"
