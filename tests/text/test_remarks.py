"""A supervisor's remarks in plain lines."""

import io

from game.manual import Book
from game.text.console import Console
from game.text.remarks import show_remarks
from game.treatment.events import ErrorMade, ExpectationMissed, Said, SessionOpened, TaskDone
from game.view import comments
from game.view.supervisor import praised, remarks

FIRST = (
    1,
    (
        SessionOpened(1),
        Said("name_diagnosis", None, "It is a depression.", 3, "directive"),
        TaskDone("I06", ()),
    ),
)
SECOND = (2, (SessionOpened(2), Said("advise", None, "Just ring them.", 2, "directive"), ErrorMade("X07")))


def shown(book: Book, *events: TaskDone | ErrorMade | ExpectationMissed, known: bool = False) -> str:
    out = io.StringIO()
    made = comments(book, events)
    show_remarks(Console(io.StringIO(), out, 96), made, frozenset(praised(book, [(1, events)]) if known else ()))
    return " ".join(out.getvalue().split())


def test_what_is_new_is_explained_with_its_reference(book: Book) -> None:
    task = book.tasks["I06"]
    assert shown(book, TaskDone("I06", ())).startswith(f"[Well done] {task.name}. {' '.join(task.says.split())}")


def test_what_was_praised_before_is_only_named(book: Book) -> None:
    names = f"{book.tasks['I06'].name}; {book.tasks['I07'].name}"
    assert shown(book, TaskDone("I06", ()), TaskDone("I07", early=False), known=True) == f"[Good] {names}."


def test_a_gap_is_explained_every_time_with_what_to_say_instead(book: Book) -> None:
    error = book.errors["X07"]
    for known in (False, True):
        assert f"[Look at this] {error.name}." in shown(book, ErrorMade("X07"), known=known)
        assert " ".join(error.instead.split()) in shown(book, ErrorMade("X07"), known=known)


def test_gaps_from_one_source_name_it_once(book: Book) -> None:
    missed = tuple(ExpectationMissed("leave", step.id) for step in book.procedures["risk_ladder"].steps[:3])
    words = " ".join(book.procedures["risk_ladder"].reference.split())
    assert shown(book, *missed).count(words) == 1
    assert shown(book, *missed).count("[Look at this] Left out:") == 3


def test_only_the_session_that_was_last_is_looked_back_on(book: Book) -> None:
    rows = remarks(book, (FIRST, SECOND))
    assert [(row.turn, row.words) for row in rows] == [(2, "Just ring them.")]


def test_errors_are_nothing_to_praise(book: Book) -> None:
    assert praised(book, (FIRST, SECOND)) == (("task", "I06"),)
