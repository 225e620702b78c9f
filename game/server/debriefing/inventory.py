"""The interpersonal inventory of a class: which questions were asked by how many, and which essential ones were not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from game.case import CaseFile
from game.manual import ESSENTIAL_FIELDS, Book, Field
from game.server.debriefing.traces import Trace

_MOST_MISSED: Final = 5
_MOST_OF_ONE: Final = 2
"""Missed questions named about one person, so that the list does not stop at the first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the inventory: about whom, which field, and how many per cent of the runs asked it."""

    person: str
    field: str
    says: str
    """What the manual says of the field."""
    share: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """The essential questions most runs missed, and the whole inventory, people down, fields across."""

    missed: tuple[Asked, ...]
    fields: tuple[str, ...]
    people: tuple[tuple[str, tuple[int | None, ...]], ...]
    """Name, and per cent by field; None where this patient has nothing to say. Least asked of first."""


def inventory(book: Book, case: CaseFile, traces: Sequence[Trace]) -> Inventory:
    """Return what was asked of the inventory; `traces` are not empty."""
    fields = [row for row in book.fields.values() if any(row.id in person.inventory for person in case.rows.people)]
    shares = {
        (person.id, field): round(100 * sum((person.id, field) in trace.asked for trace in traces) / len(traces))
        for person in case.rows.people
        for field in person.inventory
    }
    telling, essential = _telling(case), _essential(case)
    weight = {
        person.id: min((shares[each] for each in essential if each[0] == person.id), default=101)
        for person in case.rows.people
    }
    return Inventory(
        missed=tuple(
            Asked(case.people[person].name, book.fields[field].name, book.fields[field].says, shares[person, field])
            for person, field in _few_of_each(sorted(essential, key=lambda each: (each not in telling, shares[each])))
            if shares[person, field] < 50
        )[:_MOST_MISSED],
        fields=tuple(row.name for row in fields),
        people=tuple(
            (person.name, tuple(shares.get((person.id, row.id)) for row in fields))
            for person in sorted(case.rows.people, key=lambda each: weight[each.id])
        ),
    )


def _few_of_each(questions: Sequence[tuple[str, Field]]) -> Iterator[tuple[str, Field]]:
    """Yield the questions in their order, no more than two about anybody."""
    asked: Counter[str] = Counter()
    for person, field in questions:
        if asked[person] < _MOST_OF_ONE:
            asked[person] += 1
            yield person, field


def _essential(case: CaseFile) -> frozenset[tuple[str, Field]]:
    """Return the questions that mattered here: nobody can ask everything, and choosing is the skill.

    They are those that tell, and the manual's essential fields of those whom the key concerns.
    """
    key = case.rows.key
    concerned = {ref for about in (key.about, *key.also_about) for ref in case.links[about]}
    of_the_key = {
        (person.id, field)
        for person in case.rows.people
        for field in person.inventory
        if field in ESSENTIAL_FIELDS and f"person:{person.id}" in concerned
    }
    return _telling(case) | of_the_key


def _telling(case: CaseFile) -> frozenset[tuple[str, Field]]:
    """Return the questions that bring out a fact which speaks for the key."""
    answered = {(person.id, field) for person in case.rows.people for field in person.inventory}
    return frozenset(
        (person, fact.field)
        for fact in case.rows.facts
        if fact.field is not None and fact.signals.get(case.rows.key.area, 0) > 0
        for person in (ref.partition(":")[2] for ref in fact.about)
        if (person, fact.field) in answered
    )
