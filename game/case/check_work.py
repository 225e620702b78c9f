"""Whether the manual's work can be done with this patient: tasks, what weeks hinge on, what the debrief advises."""

from collections.abc import Iterator
from typing import Final

from game.case.check_reach import asking, reachable
from game.case.index import CaseFile
from game.manual import ESSENTIAL_FIELDS, Book, Evidence, Intent, Task
from game.manual.faults import Found, Steps
from game.manual.windows import task_window

_ALWAYS: Final = frozenset({"always"})
_GATED: Final = 4
"""Alliance from which a patient should have something to say to whoever asks too early."""


def check_work(case: CaseFile, book: Book, found: Found) -> None:
    """Report tasks that cannot be done (SW214), hinges never met (SW215), bad advice (SW218), silent gates (SW219)."""
    known, told = reachable(case, book)
    for task in book.rows.tasks:
        if task.when in _ALWAYS and not _can_be_done(case, book, task.fulfilled_by, known):
            path, lacks, instead = _what_lacks(task)
            found.add(path, "SW214", f"the task {task.id} ({task.name}) cannot be done: {lacks}", instead)
    for number, week in enumerate(case.rows.weeks):
        for place, hinge in enumerate(week.hinges_on):
            reason = _never_met(case, book, hinge, int(week.between[-1]), known | {f"fact:{name}" for name in told})
            if reason is not None:
                path = ("weeks", number, "hinges_on", place)
                found.add(
                    path, "SW215", f"'{hinge}' can never have been done: {reason}", "name other work, or leave it out"
                )
    _check_advice(case, book, found)


def _can_be_done(case: CaseFile, book: Book, evidence: Evidence, known: set[str]) -> bool:
    match evidence.kind:
        case "said_all":
            return all(_can_be_said(case, book.intents[name], known) for name in evidence.of)
        case "inventory":
            covered = [row for row in case.rows.people if f"person:{row.id}" in known]
            fields = [sum(field in row.inventory for field in ESSENTIAL_FIELDS) for row in covered]
            return sum(count >= evidence.fields for count in fields) >= evidence.times
        case "milestone":
            return True
        case "strategies":
            own = {case.rows.key.area, *(row.area for row in case.rows.key.acceptable)}
            ways = [row for row in book.rows.intents if any(book.strategies[name][0] in own for name in row.strategies)]
            return any(_can_be_said(case, row, known) for row in ways)
    return any(
        _can_be_worked(book, name, known) if name in book.procedures else _can_be_said(case, book.intents[name], known)
        for name in evidence.of
        if name in book.procedures or name in book.intents
    )


def _can_be_said(case: CaseFile, intent: Intent, known: set[str]) -> bool:
    if intent.target != "required" or "symptom" in intent.targets:
        return True
    named = (name.partition(":") for name in known)
    return any(
        kind in intent.targets and not (intent.only_dead and kind == "person" and case.people[row].died is None)
        for kind, _, row in named
    )


def _can_be_worked(book: Book, procedure: str, known: set[str]) -> bool:
    subject = book.procedures[procedure].subject
    return subject == "risk" or any(name.startswith(f"{subject}:") for name in known)


def _what_lacks(task: Task) -> tuple[Steps, str, str]:
    evidence = task.fulfilled_by
    if evidence.kind == "inventory":
        lacks = f"it needs {evidence.times} people with {evidence.fields} fields each (`knows` does not count)"
        return ("people",), lacks, "add people, or fields to their inventory"
    if "role_play" in evidence.of:
        return ("rehearsals",), "there is nothing to rehearse", "add a rehearsal, or let what is there come up"
    if "decision_analysis" in evidence.of:
        return ("decisions",), "there is nothing to decide", "add a decision, or let what is there come up"
    return ("people",), "nobody and nothing in the case goes with it", "add whom or what it could be about"


def _never_met(case: CaseFile, book: Book, hinge: str, last: int, known: set[str]) -> str | None:
    """Return why a hinge is never met; `last` is the last session whose work can count."""
    kind, _, name = hinge.partition(":")
    if kind in ("incident", "decision", "rehearsal", "fact"):
        return None if hinge in known else "it can never come up"
    if kind == "strategy":
        area = book.strategies[name][0]
        if area not in {case.rows.key.area, *(row.area for row in case.rows.key.acceptable)}:
            return f"it belongs to '{area}', which is no focus here"
        return None
    windows = case.rows.treatment.windows or book.formats[case.rows.treatment.sessions].windows
    first, _end = task_window(book.tasks[name], windows)
    return f"it is for session {first} and after, and the week is over after session {last}" if first > last else None


def _check_advice(case: CaseFile, book: Book, found: Found) -> None:
    for number, fact in enumerate(case.rows.facts):
        if fact.cheapest is not None and fact.cheapest not in {intent.id for intent in asking(book, fact)}:
            ways = ", ".join(f"'{name}'" for name in _first_few(book, case, number))
            problem = f"'{fact.cheapest}' does not bring this fact out"
            instead = f"name a move that does, such as {ways}" if ways else "leave it out"
            if "communication_analysis" not in fact.how:
                found.add(("facts", number, "cheapest"), "SW218", problem, instead)
        if fact.alliance > max(_GATED, case.rows.patient.alliance) and not fact.premature:
            problem = f"it needs an alliance of {fact.alliance}, and there is no line for who asks too early"
            found.add(("facts", number), "SW219", problem, "add 'premature' with what they say then")


def _first_few(book: Book, case: CaseFile, number: int) -> Iterator[str]:
    for place, intent in enumerate(asking(book, case.rows.facts[number])):
        if place < 3 and intent.does in book.techniques:
            yield intent.id
