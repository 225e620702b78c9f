"""The closeness circle: who stands where, and what each was said to be."""

from collections.abc import Callable, Sequence
from typing import get_args

from game.report.words import RINGS
from game.treatment.actions import When
from game.ui.diagrams import Person, Rings
from game.ui.elements import Column, Element, Row, Tabs
from game.ui.likeness import Likeness, Medallion
from game.ui.screens.intents import Pick
from game.ui.screens.parts import small
from game.ui.widgets import Button, Choice, Divider, Tab, Text
from game.view import Workbook
from game.view.workbook import PersonRow
from game.words import _

__all__ = ["FIRST_RING", "RINGS", "key_of", "page", "ring_of", "when_named"]

FIRST_RING = 2
"""Where a person is put before being moved."""


def _times() -> dict[When, str]:
    return {"before": _("Before"), "now": _("Now"), "wished": _("Wished for")}


def _rings() -> tuple[str, ...]:
    return tuple(_(ring) for ring in RINGS)


def when_named(name: str) -> When:
    """Return the time of that name."""
    return next(when for when in get_args(When) if when == name)


def page(
    workbook: Workbook,
    centre: str,
    when: When,
    open_person: str,
    face: Callable[[str], Likeness],
    fresh: tuple[str, ...] = (),
) -> Element:
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
                    for name, label in _times().items()
                ],
                key="circle.when",
            ),
            _waiting(waiting) if waiting else None,
            Rings(
                centre,
                _rings(),
                people,
                key="circle",
                height_em=20,
                name=_("Circle of closeness, {time}", time=_times()[when].lower()),
            ),
            small(_("Drag people, or use the arrow keys on them.")) if people else None,
            Divider() if workbook.people else None,
            *_heard(workbook.people, open_person, fresh, face),
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
            name=_("Place {person} on the circle", person=row.name),
            group="circle.waiting",
        )
        for row in rows
    ]
    return Column([small(_("Not placed yet: press to place.")), Row(buttons, gap="tight")], gap="tight")


def _heard(
    people: Sequence[PersonRow], open_person: str, fresh: tuple[str, ...], face: Callable[[str], Likeness]
) -> list[Element]:
    if not people:
        return [small(_("Nobody has been spoken of yet. Ask who matters."))]
    return [
        element
        for row in people
        for element in _person(row, face(row.ref), is_open=row.ref == open_person, new=row.ref in fresh)
    ]


def _person(row: PersonRow, face: Likeness, *, is_open: bool, new: bool) -> list[Element]:
    told = _("{count} told", count=len(row.answers)) if row.answers else _("nothing told yet")
    name = Choice(
        row.name,
        note=row.relation,
        trailing=_("new") if new else told,
        reserve=_("nothing told yet"),
        marked=is_open,
        key=f"circle.person.{key_of(row)}",
        group="circle.people",
        intent=Pick("circle.person", row.ref),
        grow=1,
    )
    portrait = Medallion(name=_("Portrait of {name}", name=row.name), person=face, height_em=2, width_em=2)
    head = Row([portrait, name], gap="tight", align="centre", wrap=False)
    if not is_open:
        return [head]
    answers: list[Element] = [
        Column([small(answer.name), Text(f"“{answer.words}”")], gap="none") for answer in row.answers
    ]
    left = (
        small(_("Not asked: {fields}.", fields=", ".join(name.lower() for name in row.missing)))
        if row.missing
        else None
    )
    return [head, Column([*answers, left], gap="small", padding="small")]
