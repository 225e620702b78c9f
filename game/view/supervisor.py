"""A supervisor's comment on a turn, from the manual's rows: the goal, the gap, the reference, what one could say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from game.manual import Book, Response, Task
from game.treatment import Event
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    PatientMoved,
    ProcedureClosed,
    RedLineCrossed,
    Said,
    SessionOpened,
    StepTaken,
    StrategyUsed,
    TaskDone,
)
from game.view.sources import source
from game.words import _

Turns = Iterable[tuple[int, tuple[Event, ...]]]
_STRAIN = -100
_NOTHING_SAID: frozenset[str] = frozenset()
WOULD_HAVE_HELPED: Mapping[str, str] = MappingProxyType(
    {
        "closed_run": "T01",
        "repeated": "T03",
        "lectured": "T04",
        "feeling_pressed": "T04",
        "overran": "I16",
        "week_forgotten": "M01",
        "formulation_misses": "I14",
    }
)
"""What the manual wants, by technique or task, where a strain is not the answer to an error."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark. `good` tells praise from gap without colour; `instead` is ready to be spoken, where there is one."""

    kind: Literal["task", "strategy", "error", "red_line", "expectation", "cause", "procedure"]
    id: str
    good: bool
    title: str
    says: str
    instead: str | None
    reference: str
    goal: str = ""
    """What the manual wants here."""
    gap: str = ""
    """What went otherwise; empty where nothing did."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a supervisor says of one turn, beside the words it is about."""

    turn: int
    words: str
    comments: tuple[Comment, ...]


def comments(book: Book, events: tuple[Event, ...], said: frozenset[str] = _NOTHING_SAID) -> tuple[Comment, ...]:
    """Return what a supervisor would say about these events, gaps first.

    `said` are the moves made before, so that an example never comes from the part of a task that is done.
    """
    here = said | {event.intent for event in events if isinstance(event, Said)}
    made = (_sourced(book, comment) for comment in _comments(book, events, here))
    return tuple(sorted(made, key=lambda comment: comment.good))


def _sourced(book: Book, comment: Comment) -> Comment:
    """Return the comment with its reference in a reader's words, free of the manual's ids."""
    return replace(comment, reference=source(book, comment.reference))


def commented(book: Book, turns: Turns) -> Iterator[tuple[int, tuple[Event, ...], tuple[Comment, ...]]]:
    """Yield every turn with its events and what a supervisor would say of it, knowing the turns before."""
    said: frozenset[str] = _NOTHING_SAID
    for turn, events in turns:
        yield turn, events, comments(book, events, said)
        said |= {event.intent for event in events if isinstance(event, Said)}


def remarks(book: Book, turns: Turns) -> tuple[Remark, ...]:
    """Return what a supervisor says of the session that is open or was last, turn by turn."""
    made: list[Remark] = []
    for turn, events, said in commented(book, turns):
        if any(isinstance(event, SessionOpened) for event in events):
            made = []
        if said:
            words = next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
            made.append(Remark(turn, words, said))
    return tuple(made)


def praised(book: Book, turns: Turns) -> tuple[tuple[str, str], ...]:
    """Return kind and id of each row of the manual that was praised in these turns, each once."""
    rows = ((each.kind, each.id) for _turn, _events, said in commented(book, turns) for each in said if each.good)
    return tuple(dict.fromkeys(rows))


def said_before(turns: Turns, turn: int) -> frozenset[str]:
    """Return the moves made in the turns before turn number `turn`."""
    return frozenset(
        event.intent for number, events in turns if number < turn for event in events if isinstance(event, Said)
    )


def comment_on(
    book: Book, kind: str, row: str, events: tuple[Event, ...] = (), said: frozenset[str] = _NOTHING_SAID
) -> Comment | None:
    """Return the comment for a moment of the report, by its kind and row; `events` are those of its turn."""
    match kind:
        case "error":
            return comments(book, (ErrorMade(row),))[0]
        case "red_line":
            return comments(book, (RedLineCrossed(row),))[0]
        case "expectation":
            milestone = next(
                (each.milestone for each in events if isinstance(each, ExpectationMissed) and each.expected == row), ""
            )
            missed = _missed(book, milestone, row, said)
            return None if missed is None else _sourced(book, missed)
        case "cause":
            return _sourced(book, _strain(book, book.responses[row]))
        case "strategy":
            return comments(book, (StrategyUsed(row, ()),))[0]
        case "procedure":
            closed = (each for each in events if isinstance(each, ProcedureClosed) and each.procedure == row)
            done = next(closed, ProcedureClosed(row, None, completed=True, in_order=True))
            return comments(book, (done,))[0]
    return None


def _comments(book: Book, events: tuple[Event, ...], said: frozenset[str]) -> Iterator[Comment]:
    answered = {book.errors[event.error].response for event in events if isinstance(event, ErrorMade)}
    for event in events:
        match event:
            case TaskDone(task):
                row = book.tasks[task]
                yield Comment("task", task, True, row.name, row.says, None, row.reference, goal=row.says)
            case StrategyUsed(strategy):
                found = book.strategies[strategy][1]
                yield Comment("strategy", strategy, True, found.name, found.says, None, found.reference, found.says)
            case ProcedureClosed(procedure, _subject, True, in_order):
                yield _worked_through(book, procedure, in_order=in_order)
            case ErrorMade(error):
                wrong = book.errors[error]
                yield Comment(
                    "error",
                    error,
                    False,
                    wrong.name,
                    wrong.says,
                    wrong.instead,
                    wrong.reference,
                    wrong.says,
                    wrong.name,
                )
            case RedLineCrossed(red_line):
                line = book.red_lines[red_line]
                yield Comment(
                    "red_line", red_line, False, line.name, line.says, None, line.reference, line.says, line.name
                )
            case ExpectationMissed(milestone, expected):
                missed = _missed(book, milestone, expected, said)
                if missed is not None:
                    yield missed
            case PatientMoved() if event.alliance <= _STRAIN and event.cause not in answered:
                yield _strain(book, book.responses[event.cause])
            case _:
                pass


def _worked_through(book: Book, procedure: str, *, in_order: bool) -> Comment:
    done = book.procedures[procedure]
    words = _("Worked through in order.") if in_order else _("Worked through, not in the manual's order.")
    goal = book.techniques[done.technique].use
    gap = "" if in_order else words
    return Comment("procedure", procedure, in_order, done.name, words, None, done.reference, goal, gap)


def _strain(book: Book, row: Response) -> Comment:
    """Say what put the bond under strain, with what the manual wants instead."""
    error = next((error for error in book.rows.errors if error.response == row.id), None)
    strained = Comment("cause", row.id, False, row.words, row.words, None, row.reference, gap=row.words)
    if error is not None:
        return replace(strained, goal=error.says, instead=error.instead)
    wanted = WOULD_HAVE_HELPED.get(row.id, "")
    if wanted in book.techniques:
        return replace(strained, goal=book.techniques[wanted].use)
    if wanted in book.tasks:
        return replace(strained, goal=book.tasks[wanted].says, instead=_example(book, book.tasks[wanted], frozenset()))
    return strained


def _missed(book: Book, milestone: str, expected: str, said: frozenset[str]) -> Comment | None:
    if expected in book.tasks:
        row = book.tasks[expected]
        name = book.milestones[milestone].name if milestone in book.milestones else ""
        gap = _("Not done before “{milestone}”.", milestone=name) if name else _("Not done by then.")
        title = _("Before this: {task}", task=row.name)
        instead = _example(book, row, said)
        return Comment("expectation", expected, False, title, row.says, instead, row.reference, row.says, gap)
    ladder = book.procedures["risk_ladder"]
    step = next((step for step in ladder.steps if step.id == expected), None)
    if step is None:
        return None
    title = _("Left out: {step}", step=step.name)
    gap = _("Not asked or done before the talk went on.")
    return Comment("expectation", expected, False, title, step.says, step.wordings[0], ladder.reference, step.says, gap)


def _example(book: Book, task: Task, said: frozenset[str]) -> str | None:
    """Return words that would do the task, or the part of it that is not done yet; None where all need a name."""
    of = [name for name in task.fulfilled_by.of if name in book.intents]
    of += [intent.id for intent in book.rows.intents if task.id in intent.serves and intent.id not in of]
    left = [name for name in of if name not in said]
    wordings = (words for name in (left or of) for words in book.intents[name].wordings)
    return next((words for words in wordings if "{" not in words), None)
