"""Procedures as the trainee sees them: what can be worked through, the steps, the choices, what was rebuilt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book, Procedure, Step
from game.treatment import Event, Treatment
from game.treatment.events import Replied, StepTaken

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
class ToldLine:
    """What was said at one step: your words, and the patient's."""

    step: str
    name: str
    yours: str
    words: str


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """One turn of a conversation as far as it was rebuilt; None where the patient has not been asked yet."""

    who: str | None
    tone: str | None
    said: str | None
    meant: str | None
    heard: str | None
    felt: str | None


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option that was collected, what it would lead to (None: not asked yet), and whether it was taken."""

    name: str
    leads_to: str | None
    chosen: bool


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
    lines: tuple[ToldLine, ...] = ()
    """The same with your own words and the step's id."""
    exchanges: tuple[ExchangeRow, ...] = ()
    """Communication analysis: the strip as far as it was rebuilt."""
    options: tuple[OptionRow, ...] = ()
    """Decision analysis: the table, once the options were collected."""
    other: str | None = None
    """Role play and communication analysis: what the other person is called, where they have come up."""


def procedure_views(
    book: Book, case: CaseFile, now: Treatment, turns: Turns, *, guided: bool
) -> tuple[ProcedureView, ...]:
    """Return every procedure that could be opened or is open, on every subject that has come up.

    Outside guided mode the steps come in alphabetical order, so that the order is the trainee's to know.
    """
    told, chosen = _told(book, turns)
    views = []
    for procedure in book.rows.procedures:
        known = sorted(now.knowledge.known)
        subjects: list[str | None] = [ref for ref in known if ref.startswith(f"{procedure.subject}:")]
        if procedure.subject == "risk":
            subjects = [None]
        views += [
            _view(
                book,
                case,
                now,
                procedure,
                subject,
                told.get((procedure.id, subject), ()),
                chosen.get((procedure.id, subject)),
                guided=guided,
            )
            for subject in subjects
        ]
    return tuple(views)


def _view(
    book: Book,
    case: CaseFile,
    now: Treatment,
    procedure: Procedure,
    subject: str | None,
    told: Sequence[ToldLine],
    chosen: str | None,
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
        told=tuple((line.name, line.words) for line in told),
        lines=tuple(told),
        exchanges=_exchanges(case, now, subject),
        options=_options(case, now, subject, chosen),
        other=_other(case, now, subject),
    )


def _times(now: Treatment, subject: str, step: str) -> int:
    """Return how often the patient has answered a step of a procedure on this subject."""
    return now.knowledge.used.get(f"{subject}:{step}", 0)


def _exchanges(case: CaseFile, now: Treatment, subject: str | None) -> tuple[ExchangeRow, ...]:
    kind, _colon, key = (subject or "").partition(":")
    if kind != "incident":
        return ()
    incident, asked = case.incidents[key], _times(now, f"incident:{key}", "each_turn")
    rebuilt = _times(now, f"incident:{key}", "rebuild")
    other = _other(case, now, subject) or ""
    return tuple(
        ExchangeRow(
            who=(case.rows.patient.first_name if row.who == "patient" else other) if place < rebuilt else None,
            tone=row.tone if place < rebuilt else None,
            said=row.said if place < rebuilt else None,
            meant=row.intended if place < asked else None,
            heard=row.heard if place < asked else None,
            felt=row.felt if place < asked else None,
        )
        for place, row in enumerate(incident.exchanges[: max(rebuilt, asked)])
    )


def _options(case: CaseFile, now: Treatment, subject: str | None, chosen: str | None) -> tuple[OptionRow, ...]:
    kind, _colon, key = (subject or "").partition(":")
    if kind != "decision" or not _times(now, f"decision:{key}", "options"):
        return ()
    weighed = _times(now, f"decision:{key}", "effects") > 0
    return tuple(
        OptionRow(row.name, row.consequences if weighed else None, row.id == chosen)
        for row in case.decisions[key].options
    )


def _other(case: CaseFile, now: Treatment, subject: str | None) -> str | None:
    """Return the name of the person whom an incident or a rehearsal is with, where they have come up."""
    kind, _colon, key = (subject or "").partition(":")
    if kind == "incident":
        ref = case.incidents[key].about
    elif kind == "rehearsal":
        ref = case.rehearsals[key].with_
    else:
        return None
    return case.name_of(ref) if ref in now.knowledge.known else None


def _step(
    book: Book, case: CaseFile, step: Step, subject: str | None, taken: int, *, guided: bool, completed: bool
) -> StepRow:
    kind, _colon, key = (subject or "").partition(":")
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


_Subject = tuple[str, str | None]
"""A procedure and what it is done on."""


def _told(book: Book, turns: Turns) -> tuple[dict[_Subject, list[ToldLine]], dict[_Subject, str]]:
    """Return what was said at the steps of each procedure and subject, and what was chosen last among its options."""
    names = {(row.id, step.id): step.name for row in book.rows.procedures for step in row.steps}
    told: dict[_Subject, list[ToldLine]] = {}
    chosen: dict[_Subject, str] = {}
    for _turn, events in turns:
        step = next((event for event in events if isinstance(event, StepTaken)), None)
        if step is None:
            continue
        subject = (step.procedure, step.subject)
        name = names[step.procedure, step.step]
        said = [ToldLine(step.step, name, step.words, event.words) for event in events if isinstance(event, Replied)]
        told.setdefault(subject, []).extend(said)
        if step.choice is not None:
            chosen[subject] = step.choice
    return told, chosen
