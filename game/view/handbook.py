"""The manual as pages to read: every row that a trainee may want to look up, with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.manual import Book, Status, Task
from game.view.palette import nearest_names
from game.words import _


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the manual to read."""

    section: str
    name: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The section and the name."""
        return f"{self.section}: {self.name}"


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the manual that a trainee may want to read."""
    for phase in book.rows.phases:
        yield Page(_("Phase"), phase.name, (phase.purpose, _source(phase.reference, phase.status)))
    yield from _areas(book)
    for question in book.rows.differentials:
        name = " or ".join(book.areas[area].name for area in question.between)
        yield Page(_("Which area"), name, (question.question, _source(question.reference, question.status)))
    for task in book.rows.tasks:
        yield Page(_("Task"), task.name, (task.says, *_done_by(book, task), _source(task.reference, task.status)))
    for technique in book.rows.techniques:
        lines = (_("Use it: {when}", when=technique.use), _("Avoid it: {when}", when=technique.avoid))
        yield Page(_("Technique"), technique.name, (*lines, _source(technique.reference, technique.status)))
    for procedure in book.rows.procedures:
        steps = (f"{number}. {step.name}. {step.says}" for number, step in enumerate(procedure.steps, 1))
        avoid = _("Avoid: {what}", what=procedure.avoid)
        source = _source(procedure.reference, procedure.status)
        yield Page(_("Procedure"), procedure.name, (*steps, avoid, source))
    for error in book.rows.errors:
        lines = (error.says, _("Instead, for example: “{words}”", words=error.instead))
        yield Page(_("Not IPT, or a mistake in it"), error.name, (*lines, _source(error.reference, error.status)))
    for line in book.rows.red_lines:
        yield Page(_("Red line"), line.name, (line.says, _source(line.reference, line.status)))


def find_pages(every: Sequence[Page], typed: str) -> tuple[Page, ...]:
    """Return the pages with these words in the title, best first; else those with them in the text."""
    places = nearest_names(typed, [page.title for page in every])
    if not places:
        places = nearest_names(typed, [f"{page.title} {' '.join(page.lines)}" for page in every])
    return tuple(every[place] for place in places)


def _areas(book: Book) -> Iterator[Page]:
    for area in book.rows.areas:
        yield Page(
            _("Problem area"),
            area.name,
            (
                area.definition,
                _("Speaks for it: {signs}", signs=" ".join(area.evidence_for)),
                _("Speaks against it: {signs}", signs=" ".join(area.evidence_against)),
                _("Goals: {goals}.", goals="; ".join(goal.words for goal in area.goals)),
                *(f"{strategy.id} {strategy.name}. {strategy.says}" for strategy in area.strategies),
                _source(area.reference, area.status),
            ),
        )


def _done_by(book: Book, task: Task) -> tuple[str, ...]:
    """Say that a task takes more than one move, where it does; half of it counts for nothing."""
    if task.fulfilled_by.kind != "said_all" or len(task.fulfilled_by.of) == 1:
        return ()
    names = "; ".join(f"“{book.intents[name].name}”" for name in task.fulfilled_by.of)
    return (_("It takes all of these: {moves}.", moves=names),)


def _source(reference: str, status: Status) -> str:
    match status:
        case "sourced":
            checked = _("Read in the source named.")
        case "recalled":
            checked = _("Recalled, not re-checked.")
        case "design":
            checked = _("Our own design.")
    return f"({reference} {checked})"
