"""Which sessions call for a task, in treatments of eight, twelve and sixteen sessions."""

import pytest

from game.manual import Book, Windows, session_of, task_window

SHORT = Windows(initial=(1, 2), middle=(3, 6), termination=(7, 8))
USUAL = Windows(initial=(1, 3), middle=(4, 10), termination=(11, 12))
LONG = Windows(initial=(1, 3), middle=(4, 13), termination=(14, 16))
TINY = Windows(initial=(1, 1), middle=(2, 2), termination=(3, 3))


@pytest.mark.parametrize(
    ("moment", "in_8", "in_12", "in_16"),
    [
        ("3", 3, 3, 3),
        ("-1", 8, 12, 16),
        ("-4", 5, 9, 13),
        ("initial.start", 1, 1, 1),
        ("initial.end", 2, 3, 3),
        ("middle.start", 3, 4, 4),
        ("middle.end", 6, 10, 13),
        ("termination.start", 7, 11, 14),
        ("termination.end", 8, 12, 16),
        ("half", 4, 6, 8),
        ("half+1", 5, 7, 9),
        ("middle.start-1", 2, 3, 3),
    ],
)
def test_a_moment_is_a_session_of_each_treatment(moment: str, in_8: int, in_12: int, in_16: int) -> None:
    assert [session_of(moment, windows) for windows in (SHORT, USUAL, LONG)] == [in_8, in_12, in_16]


@pytest.mark.parametrize(
    "moment", ["", "0", "-0", "+3", "100", "middle", "start", "half+", "half+10", "3 ", "end.middle"]
)
def test_anything_else_is_no_moment(moment: str) -> None:
    with pytest.raises(ValueError, match="no moment"):
        session_of(moment, USUAL)


@pytest.mark.parametrize(
    ("task", "in_8", "in_12", "in_16"),
    [
        ("I01", (1, 1), (1, 1), (1, 1)),
        ("I04", (1, 8), (1, 12), (1, 16)),
        ("I12", (1, 2), (1, 3), (1, 3)),
        ("I14", (2, 2), (2, 3), (2, 3)),
        ("M01", (2, 8), (2, 12), (2, 16)),
        ("M07", (3, 6), (4, 10), (4, 13)),
        ("M13", (4, 5), (6, 7), (8, 9)),
        ("E01", (5, 7), (9, 11), (13, 15)),
        ("E04", (7, 8), (11, 12), (14, 16)),
        ("E10", (8, 8), (12, 12), (16, 16)),
    ],
)
def test_a_task_is_called_for_within_its_window(
    book: Book, task: str, in_8: tuple[int, int], in_12: tuple[int, int], in_16: tuple[int, int]
) -> None:
    windows = [task_window(book.tasks[task], each) for each in (SHORT, USUAL, LONG)]
    assert windows == [in_8, in_12, in_16]


def test_a_window_is_cut_to_a_treatment_that_is_shorter_than_it(book: Book) -> None:
    assert session_of("-4", TINY) == 0
    assert task_window(book.tasks["E01"], TINY) == (1, 2)


def test_the_windows_of_the_formats_are_those_of_the_specification(book: Book) -> None:
    assert {name: row.windows for name, row in book.formats.items()} == {"8": SHORT, "12": USUAL, "16": LONG}


def test_every_task_has_a_session_in_every_format(book: Book) -> None:
    for row in book.rows.formats:
        for task in book.rows.tasks:
            first, last = task_window(task, row.windows)
            assert 1 <= first <= last <= row.windows.sessions, (row.id, task.id)
