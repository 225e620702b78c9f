"""The manual, to read and to search: every row with its reference and how far that has been checked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

from game.manual import Book
from game.ui.elements import Box, Column, Element
from game.ui.screens.intents import Pick
from game.ui.screens.parts import small
from game.ui.widgets import Choice, Text, TextField
from game.view.palette import nearest_names
from game.view.sources import source
from game.words import _, holds_words

FIELD = "manual.search"
_MOST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is shown."""

    section: str
    title: str
    words: tuple[str, ...]
    reference: str
    status: str


@holds_words
@lru_cache(maxsize=4)
def entries(book: Book) -> tuple[Entry, ...]:
    """Return everything in the manual that can be looked up, by section."""
    return tuple(replace(entry, reference=source(book, entry.reference)) for entry in _entries(book))


def _entries(book: Book) -> Iterator[Entry]:
    rows = book.rows
    for phase in rows.phases:
        yield Entry("Phases", phase.name, (phase.purpose,), phase.reference, phase.status)
    for task in rows.tasks:
        yield Entry("Tasks", task.name, (task.says,), task.reference, task.status)
    for area in rows.areas:
        signs = (
            _("For: {signs}", signs=" · ".join(area.evidence_for)),
            _("Against: {signs}", signs=" · ".join(area.evidence_against)),
        )
        yield Entry("Problem areas", area.name, (area.definition, *signs), area.reference, area.status)
    for area in rows.areas:
        for step in area.strategies:
            yield Entry("Strategies", f"{area.name}: {step.name}", (step.says,), step.reference, step.status)
    for question in rows.differentials:
        names = (book.areas[name].name.lower() for name in question.between)
        between = reduce(lambda one, other: _("{one} or {other}", one=one, other=other), names)
        title = between[:1].upper() + between[1:] + "?"
        yield Entry("Telling areas apart", title, (question.question,), question.reference, question.status)
    for technique in rows.techniques:
        words = (technique.use, _("Not: {what}", what=technique.avoid))
        yield Entry("Techniques", technique.name, words, technique.reference, technique.status)
    for procedure in rows.procedures:
        avoid = _("Avoid: {what}", what=procedure.avoid)
        yield Entry("Procedures", procedure.name, (avoid,), procedure.reference, procedure.status)
    for error in rows.errors:
        words = (error.says, _("Instead: “{words}”", words=error.instead))
        yield Entry("What is not IPT", error.name, words, error.reference, error.status)
    for line in rows.red_lines:
        yield Entry("Red lines", line.name, (line.says,), line.reference, line.status)


def page(book: Book, section: str, typed: str) -> Element:
    """Return what was searched for, or the sections with the open one's rows."""
    found = _found(book, typed)
    return Column(
        [
            TextField(_("Search the manual"), _("sick role, grief, silence…"), key=FIELD, show_label=False),
            *(_searched(found, typed.strip()) if typed.strip() else _sections(book, section)),
        ],
        gap="small",
    )


def _found(book: Book, typed: str) -> tuple[Entry, ...]:
    if not typed.strip():
        return ()
    rows = entries(book)
    places = nearest_names(typed, [entry.title for entry in rows])
    if not places:
        places = nearest_names(typed, [f"{entry.title} {' '.join(entry.words)}" for entry in rows])
    return tuple(rows[place] for place in places[:_MOST])


def _searched(found: tuple[Entry, ...], typed: str) -> list[Element]:
    if not found:
        return [Text(_("Nothing in the manual has these words."), tone="muted")]
    return [_entry(entry, typed, with_section=True) for entry in found]


def _section_name(section: str) -> str:
    return {
        "Phases": _("Phases"),
        "Tasks": _("Tasks"),
        "Problem areas": _("Problem areas"),
        "Strategies": _("Strategies"),
        "Telling areas apart": _("Telling areas apart"),
        "Techniques": _("Techniques"),
        "Procedures": _("Procedures"),
        "What is not IPT": _("What is not IPT"),
        "Red lines": _("Red lines"),
    }[section]


def _status(status: str) -> str:
    """Return how far a row was checked, as a sentence."""
    return {
        "sourced": _("Read in that source."),
        "recalled": _("From memory of that source, not checked again."),
        "design": _("Our own design, open to correction."),
    }[status]


def _sections(book: Book, section: str) -> list[Element]:
    names = dict.fromkeys(entry.section for entry in entries(book))
    shown: list[Element] = []
    for name in names:
        inside = [entry for entry in entries(book) if entry.section == name]
        shown.append(
            Choice(
                _section_name(name),
                trailing=str(len(inside)),
                marked=name == section,
                key=f"manual.section.{name}",
                group="manual.sections",
                intent=Pick("manual.section", name),
            )
        )
        if name == section:
            shown += [_entry(entry) for entry in inside]
    return shown


def _entry(entry: Entry, found: str = "", *, with_section: bool = False) -> Element:
    title = f"{entry.title} · {_section_name(entry.section)}" if with_section else entry.title
    return Box(
        Column(
            [
                Text(title, bold=True, found=found),
                *(Text(words, found=found) for words in entry.words),
                small(f"{entry.reference} {_status(entry.status)}"),
            ],
            gap="tight",
        ),
        fill="paper",
        padding="small",
        rounded=False,
    )
