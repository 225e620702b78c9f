"""Looking things up in the manual: its tasks, techniques, areas, procedures and errors, with their sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.manual import Book
from game.text.console import gone_back
from game.text.desk import Desk
from game.view.palette import nearest_names

_STATUS = {
    "sourced": "read in the source named",
    "recalled": "recalled, not re-checked",
    "design": "our own design",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the manual to read."""

    title: str
    lines: tuple[str, ...]


def look_up(desk: Desk, typed: str) -> None:
    """Find pages of the manual by `typed` words and show the one chosen; costs nothing and is not recorded."""
    console = desk.console
    book = desk.play.book
    every = tuple(pages(book))
    while True:
        if not typed:
            typed = console.ask("Look up what? Words, or Enter to go back")
            if gone_back(typed):
                return
        found = [every[place] for place in nearest_names(typed, [page.title for page in every])]
        if not found:
            console.say("The manual has no page by that name. Try a technique, a task, an area, or an error.")
            typed = ""
            continue
        chosen = console.choose([page.title for page in found], "Number, other words, or Enter to go back")
        if isinstance(chosen, str):
            if gone_back(chosen):
                return
            typed = chosen
            continue
        console.heading(found[chosen].title)
        for line in found[chosen].lines:
            console.say(line)


def pages(book: Book) -> Iterator[Page]:
    """Yield every page of the manual that a trainee may want to read."""
    for area in book.rows.areas:
        yield Page(
            f"Problem area: {area.name}",
            (
                area.definition,
                "Speaks for it: " + " ".join(area.evidence_for),
                "Speaks against it: " + " ".join(area.evidence_against),
                "Goals: " + "; ".join(goal.words for goal in area.goals) + ".",
                *(f"{strategy.id} {strategy.name}. {strategy.says}" for strategy in area.strategies),
                _source(area.reference, area.status),
            ),
        )
    for task in book.rows.tasks:
        yield Page(f"Task: {task.name}", (task.says, _source(task.reference, task.status)))
    for technique in book.rows.techniques:
        lines = (f"Use it: {technique.use}", f"Avoid it: {technique.avoid}")
        yield Page(f"Technique: {technique.name}", (*lines, _source(technique.reference, technique.status)))
    for procedure in book.rows.procedures:
        steps = (f"{number}. {step.name}. {step.says}" for number, step in enumerate(procedure.steps, 1))
        source = _source(procedure.reference, procedure.status)
        yield Page(f"Procedure: {procedure.name}", (*steps, f"Avoid: {procedure.avoid}", source))
    for error in book.rows.errors:
        lines = (error.says, f"Instead, for example: “{error.instead}”")
        yield Page(f"Not IPT, or a mistake in it: {error.name}", (*lines, _source(error.reference, error.status)))


def _source(reference: str, status: str) -> str:
    return f"({reference} {_STATUS[status].capitalize()}.)"
