"""The debrief's people: the trainee's circle and timeline beside the case's own."""

from collections.abc import Callable

from game.report.words import RINGS
from game.ui.diagrams import Person, Rings
from game.ui.elements import Column, Element, Grid, Row, Tabs
from game.ui.likeness import Likeness
from game.ui.screens.intents import Pick
from game.ui.screens.parts import block, small
from game.ui.screens.timeline import when_words
from game.ui.widgets import Tab, Text
from game.view import Report
from game.view.ledger import PlacedEvent
from game.words import _, later

_WHEN = (("before", later("Before")), ("now", later("Now")), ("wished", later("Wished for")))


def page(report: Report, patient: str, when: str, face: Callable[[str], Likeness]) -> Element:
    """Return both circles at one time, then both timelines; `face` is what a person of the case looks like."""
    place = [name for name, _ in _WHEN].index(when)
    yours = tuple(
        Person(f"yours{n}", row.name, ring, portrait=face(row.id))
        for n, row in enumerate(report.people)
        if (ring := row.yours[place]) is not None
    )
    theirs = tuple(
        Person(f"theirs{n}", row.name, row.theirs[place], portrait=face(row.id)) for n, row in enumerate(report.people)
    )
    tabs = [
        Tab(_(label), selected=name == when, key=f"report.when.{name}", intent=Pick("report.when", name))
        for name, label in _WHEN
    ]
    unheard = [row.name for row in report.people if not row.came_up]
    return Column(
        [
            Tabs(tabs, key="report.when"),
            Grid(
                [
                    block(
                        _("Your circle"),
                        _rings(patient, yours, "yours"),
                        None if yours else small(_("You placed nobody.")),
                    ),
                    block(_("The case's circle"), _rings(patient, theirs, "theirs")),
                ],
                min_em=24,
            ),
            small(_("Never came up: {names}.", names=", ".join(unheard))) if unheard else None,
            block(_("Timeline"), *(_event(row) for row in sorted(report.events, key=lambda row: row.theirs))),
        ],
        gap="normal",
    )


def _rings(centre: str, people: tuple[Person, ...], whose: str) -> Element:
    return Rings(
        centre, tuple(_(ring) for ring in RINGS), people, key=f"report.circle.{whose}", movable=False, height_em=22
    )


def _event(row: PlacedEvent) -> Element:
    placed = row.yours is not None
    yours = _("you: {when}", when=when_words(row.yours or 0)) if placed else _("you did not place it")
    if not row.came_up:
        yours = _("never came up")
    return Row(
        [
            Column([Text(row.name, bold=True)], grow=3),
            Column([Text(when_words(row.theirs))], grow=2),
            Column([small(yours)], grow=2),
        ],
        gap="small",
        wrap=False,
    )
