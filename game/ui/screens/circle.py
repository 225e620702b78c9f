"""The closeness circle: who stands where, and what each was said to be."""

from collections.abc import Callable, Sequence
from typing import get_args

from game.treatment.actions import When
from game.ui.diagrams import Person, Rings
from game.ui.elements import Column, Element, Row, Tabs
from game.ui.likeness import Likeness
from game.ui.screens.intents import Pick
from game.ui.screens.parts import small
from game.ui.widgets import Button, Choice, Divider, Tab, Text
from game.view import Workbook
from game.view.workbook import PersonRow

RINGS = ("closest", "close", "some way off", "distant", "outside")
FIRST_RING = 2
"""Where a person is put before being moved."""
_WHEN: dict[When, str] = {"before": "Before", "now": "Now", "wished": "Wished for"}


def when_named(name: str) -> When:
    """Return the time of that name."""
    return next(when for when in get_args(When) if when == name)


def page(workbook: Workbook, centre: str, when: When, open_person: str, face: Callable[[str], Likeness]) -> Element:
    """Return the circle at one time, with those not placed yet and what was heard of everybody."""
    placed = [(row, ring_of(row, when)) for row in workbook.people]
    people = tuple(
        Person(key_of(row), row.name, ring, portrait=face(row.ref)) for row, ring in placed if ring is not None
    )
    waiting = [row for row, ring in placed if ring is None]
    return Column(
        [
            Tabs(
                [
                    Tab(label, selected=when == name, key=f"circle.when.{name}", intent=Pick("circle.when", name))
                    for name, label in _WHEN.items()
                ],
                key="circle.when",
            ),
            Rings(
                centre, RINGS, people, key="circle", height_em=20, name=f"Circle of closeness, {_WHEN[when].lower()}"
            ),
            small("Drag people, or use the arrow keys on them.") if people else None,
            _waiting(waiting) if waiting else None,
            Divider() if workbook.people else None,
            *_heard(workbook.people, open_person),
        ],
        gap="small",
    )


def key_of(row: PersonRow) -> str:
    """Return the id that actions use for a person."""
    return row.ref.partition(":")[2]


def ring_of(row: PersonRow, when: When) -> int | None:
    """Return where the trainee has placed a person at a time, None where nowhere yet."""
    return {"before": row.before, "now": row.now, "wished": row.wished}[when]


def _waiting(rows: Sequence[PersonRow]) -> Element:
    buttons = [
        Button(
            row.name,
            key=f"circle.place.{key_of(row)}",
            intent=Pick("circle.place", key_of(row)),
            name=f"Place {row.name} on the circle",
            group="circle.waiting",
        )
        for row in rows
    ]
    return Column([small("Not placed yet: press to place."), Row(buttons, gap="tight")], gap="tight")


def _heard(people: Sequence[PersonRow], open_person: str) -> list[Element]:
    if not people:
        return [small("Nobody has been spoken of yet. Ask who matters.")]
    return [element for row in people for element in _person(row, is_open=row.ref == open_person)]


def _person(row: PersonRow, *, is_open: bool) -> list[Element]:
    told = f"{len(row.answers)} told" if row.answers else "nothing told yet"
    head: Element = Choice(
        row.name,
        note=row.relation,
        trailing=told,
        marked=is_open,
        key=f"circle.person.{key_of(row)}",
        group="circle.people",
        intent=Pick("circle.person", row.ref),
    )
    if not is_open:
        return [head]
    answers: list[Element] = [
        Column([small(answer.name), Text(f"“{answer.words}”")], gap="none") for answer in row.answers
    ]
    left = small(f"Not asked: {', '.join(name.lower() for name in row.missing)}.") if row.missing else None
    return [head, Column([*answers, left], gap="small", padding="small")]
