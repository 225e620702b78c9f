"""Which tasks and strategies of the manual a move has fulfilled."""

from collections.abc import Iterable
from functools import lru_cache

from game.manual import ESSENTIAL_FIELDS, Book, Evidence, Task
from game.treatment.events import StrategyUsed, TaskDone
from game.treatment.state import Treatment
from game.treatment.turn import Turn


def note_tasks(turn: Turn, by: str) -> None:
    """Record the tasks that `by` (an intent, milestone or procedure) has fulfilled now."""
    for task in _tasks_shown_by(turn.book).get(by, ()):
        already = turn.now.hour.tasks if task.per == "session" else turn.now.progress.tasks
        if task.id not in already and _fulfilled(turn, task):
            done = turn.now.progress.tasks
            turn.add(TaskDone(task.id, tuple(need for need in task.needs if need not in done)))


def note_strategies(turn: Turn, strategies: Iterable[str], concern: str | None) -> None:
    """Record strategies of the agreed (or offered) area that were used on the focus."""
    formulation = turn.now.progress.formulation
    if formulation is None:
        return
    for name in strategies:
        area, strategy = turn.book.strategies[name]
        if area not in (formulation.area, formulation.second) or name in turn.now.hour.strategies:
            continue
        if on_focus(turn, concern):
            used = turn.now.progress.strategies
            turn.add(StrategyUsed(name, tuple(other for other in strategy.after if other not in used)))


def on_focus(turn: Turn, concern: str | None) -> bool:
    """Tell whether speaking of `concern` is speaking of the offered focus."""
    formulation = turn.now.progress.formulation
    if formulation is None:
        return False
    if concern is None or formulation.area == "interpersonal_deficits":
        return True
    about = formulation.about
    return turn.case.touches(concern, about) or turn.case.touches(about, concern)


def covered_people(treatment: Treatment, fields: int) -> int:
    """Count the people with at least so many essential fields answered."""
    essential = [person for person, field in treatment.knowledge.answered if field in ESSENTIAL_FIELDS]
    return sum(essential.count(person) >= fields for person in set(essential))


def _fulfilled(turn: Turn, task: Task) -> bool:
    evidence = task.fulfilled_by
    now = turn.now
    match evidence.kind:
        case "said":
            return _times_said(turn, task, evidence.of) >= evidence.times
        case "said_all":
            return all(_times_said(turn, task, (intent,)) for intent in evidence.of)
        case "inventory":
            return covered_people(now, evidence.fields) >= evidence.times
        case "milestone":
            return bool(now.progress.milestones.intersection(evidence.of))
        case "procedure":
            return _steps_taken(now, evidence.of) >= evidence.times
        case "strategies":
            return len(now.hour.strategies) >= evidence.times
        case "any_of":
            return _any_of(turn, task, evidence)


def _any_of(turn: Turn, task: Task, evidence: Evidence) -> bool:
    now = turn.now
    intents = tuple(name for name in evidence.of if name in turn.book.intents)
    procedures = tuple(name for name in evidence.of if name in turn.book.procedures)
    milestones = tuple(name for name in evidence.of if name in turn.book.milestones)
    return (
        (bool(intents) and _times_said(turn, task, intents) >= 1)
        or (bool(procedures) and _steps_taken(now, procedures) >= evidence.times)
        or bool(now.progress.milestones.intersection(milestones))
    )


def _times_said(turn: Turn, task: Task, intents: tuple[str, ...]) -> int:
    worth = {*intents, *(other for intent in intents for other in _said_with(turn.book).get(intent, ()))}
    if task.per == "session":
        return sum(intent in worth for intent, _ in turn.now.hour.said)
    return sum(turn.now.progress.intents.get(intent, 0) for intent in worth)


def _steps_taken(now: Treatment, procedures: tuple[str, ...]) -> int:
    return sum(said in procedures for said, _ in now.hour.said)


@lru_cache(maxsize=8)
def _said_with(book: Book) -> dict[str, tuple[str, ...]]:
    """Intent to the others in which it is said as well."""
    found: dict[str, list[str]] = {}
    for intent in book.rows.intents:
        for other in intent.counts_as:
            found.setdefault(other, []).append(intent.id)
    return {intent: tuple(others) for intent, others in found.items()}


@lru_cache(maxsize=8)
def _tasks_shown_by(book: Book) -> dict[str, tuple[Task, ...]]:
    shown: dict[str, list[Task]] = {}
    for task in book.rows.tasks:
        evidence = task.fulfilled_by
        sources = set(evidence.of) | {intent.id for intent in book.rows.intents if task.id in intent.serves}
        if evidence.kind == "strategies":
            sources |= {intent.id for intent in book.rows.intents if intent.strategies} | set(book.procedures)
        sources |= {other for source in sources for other in _said_with(book).get(source, ())}
        for source in sources:
            shown.setdefault(source, []).append(task)
    return {source: tuple(tasks) for source, tasks in shown.items()}
