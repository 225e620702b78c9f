"""A supervisor's comment on a turn, from the manual's rows: the goal, the gap, the reference, what one could say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from game.manual import Book
from game.treatment import Event
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    PatientMoved,
    ProcedureClosed,
    RedLineCrossed,
    StrategyUsed,
    TaskDone,
)

_STRAIN = -100


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


def comments(book: Book, events: tuple[Event, ...]) -> tuple[Comment, ...]:
    """Return what a supervisor would say about these events, gaps first."""
    return tuple(sorted(_comments(book, events), key=lambda comment: comment.good))


def comment_on(book: Book, kind: str, row: str) -> Comment | None:
    """Return the comment for a moment of the report, by its kind and row."""
    match kind:
        case "error":
            return comments(book, (ErrorMade(row),))[0]
        case "red_line":
            return comments(book, (RedLineCrossed(row),))[0]
        case "expectation":
            return _missed(book, row)
        case "cause":
            found = book.responses[row]
            return Comment("cause", row, False, found.words, found.words, None, found.reference)
        case "strategy":
            return comments(book, (StrategyUsed(row, ()),))[0]
        case "procedure":
            return comments(book, (ProcedureClosed(row, None, completed=True, in_order=True),))[0]
    return None


def _comments(book: Book, events: tuple[Event, ...]) -> Iterator[Comment]:
    for event in events:
        match event:
            case TaskDone(task):
                row = book.tasks[task]
                yield Comment("task", task, True, row.name, row.says, None, row.reference)
            case StrategyUsed(strategy):
                found = book.strategies[strategy][1]
                yield Comment("strategy", strategy, True, found.name, found.says, None, found.reference)
            case ProcedureClosed(procedure, _, True, in_order):
                done = book.procedures[procedure]
                words = "Worked through in order." if in_order else "Worked through, not in the manual's order."
                yield Comment("procedure", procedure, in_order, done.name, words, None, done.reference)
            case ErrorMade(error):
                wrong = book.errors[error]
                yield Comment("error", error, False, wrong.name, wrong.says, wrong.instead, wrong.reference)
            case RedLineCrossed(red_line):
                line = book.red_lines[red_line]
                yield Comment("red_line", red_line, False, line.name, line.says, None, line.reference)
            case ExpectationMissed(_, expected):
                missed = _missed(book, expected)
                if missed is not None:
                    yield missed
            case PatientMoved() if event.alliance <= _STRAIN:
                strain = book.responses[event.cause]
                yield Comment("cause", strain.id, False, strain.words, strain.words, None, strain.reference)
            case _:
                pass


def _missed(book: Book, expected: str) -> Comment | None:
    if expected in book.tasks:
        row = book.tasks[expected]
        intent = next((intent for intent in book.rows.intents if expected in intent.serves), None)
        instead = next((words for words in intent.wordings if "{" not in words), None) if intent else None
        return Comment("expectation", expected, False, f"Before this: {row.name}", row.says, instead, row.reference)
    ladder = book.procedures["risk_ladder"]
    step = next((step for step in ladder.steps if step.id == expected), None)
    if step is None:
        return None
    return Comment(
        "expectation",
        expected,
        False,
        f"Left out: {step.name}",
        step.says,
        step.wordings[0],
        ladder.reference,
    )
