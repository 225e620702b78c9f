"""Procedures as the trainee sees them: what can be worked through, the steps, the choices, what was rebuilt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book, Procedure, Step
from game.treatment import Event, Treatment
from game.treatment.events import Replied

Turns = Iterable[tuple[int, tuple[Event, ...]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose at a step. Which is apt does not show."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: its name, what the manual says (guided mode only), how often it was taken, and whether it can be now."""

    id: str
    name: str
    says: str | None
    minutes: int
    taken: int
    times: int
    possible: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """One procedure on one subject."""

    procedure: str
    name: str
    subject: str | None
    subject_name: str | None
    running: bool
    completed: bool
    steps: tuple[StepRow, ...]
    told: tuple[tuple[str, str], ...]
    """What has been said in it so far: step name and the patient's words."""


def procedure_views(
    book: Book, case: CaseFile, now: Treatment, turns: Turns, *, guided: bool
) -> tuple[ProcedureView, ...]:
    """Return every procedure that could be opened or is open, on every subject that has come up.

    Outside guided mode the steps come in alphabetical order, so that the order is the trainee's to know.
    """
    told = _told(book, turns)
    views = []
    for procedure in book.rows.procedures:
        known = sorted(now.knowledge.known)
        subjects: list[str | None] = [ref for ref in known if ref.startswith(f"{procedure.subject}:")]
        if procedure.subject == "risk":
            subjects = [None]
        views += [
            _view(book, case, now, procedure, subject, told.get((procedure.id, subject), ()), guided=guided)
            for subject in subjects
        ]
    return tuple(views)


def _view(
    book: Book,
    case: CaseFile,
    now: Treatment,
    procedure: Procedure,
    subject: str | None,
    told: Sequence[tuple[str, str]],
    *,
    guided: bool,
) -> ProcedureView:
    running = now.progress.running
    is_running = running is not None and (running.procedure, running.subject) == (procedure.id, subject)
    put_down = now.progress.put_down.get((procedure.id, subject or ""), ())
    taken = running.steps if running is not None and is_running else put_down
    completed = (subject or "risk") in now.progress.completed
    steps = [
        _step(book, case, step, subject, taken.count(step.id), guided=guided, completed=completed)
        for step in procedure.steps
    ]
    if not guided:
        steps.sort(key=lambda row: row.name)
    return ProcedureView(
        procedure=procedure.id,
        name=procedure.name,
        subject=subject,
        subject_name=case.name_of(subject) if subject else None,
        running=is_running,
        completed=completed,
        steps=tuple(steps),
        told=tuple(told),
    )


def _step(
    book: Book, case: CaseFile, step: Step, subject: str | None, taken: int, *, guided: bool, completed: bool
) -> StepRow:
    kind, _, key = (subject or "").partition(":")
    times = len(case.incidents[key].exchanges) if step.repeats and kind == "incident" else 1
    possible = completed if step.later else not (step.repeats and taken >= times)
    return StepRow(
        id=step.id,
        name=step.name,
        says=step.says if guided else None,
        minutes=step.minutes,
        taken=taken,
        times=times,
        possible=possible,
        choices=_choices(book, case, step, key),
    )


def _choices(book: Book, case: CaseFile, step: Step, key: str) -> tuple[Choice, ...]:
    match step.choice:
        case "failure":
            return tuple(Choice(row.id, row.name) for row in book.failures.values())
        case "better":
            return tuple(Choice(str(n), row.words) for n, row in enumerate(case.incidents[key].better))
        case "option":
            return tuple(Choice(row.id, row.name) for row in case.decisions[key].options)
    return ()


def _told(book: Book, turns: Turns) -> dict[tuple[str, str | None], list[tuple[str, str]]]:
    """Return what was said at the steps of each procedure and subject: name of the step, the patient's words."""
    names = {(row.id, step.id): step.name for row in book.rows.procedures for step in row.steps}
    told: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for _, events in turns:
        step = next((event for event in events if event.kind == "step_taken"), None)
        if step is not None:
            said = [(names[step.procedure, step.step], event.words) for event in events if isinstance(event, Replied)]
            told.setdefault((step.procedure, step.subject), []).extend(said)
    return told
