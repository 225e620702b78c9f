"""What views cost at the end of a long treatment: `pytest --benchmark-only tests/view`."""

from typing import Any

import pytest

from game.treatment import after_turn, begin
from game.view import (
    formulation_view,
    moves,
    procedure_views,
    report_view,
    room,
    session_view,
    transcript,
    workbook_view,
)


@pytest.fixture(scope="module")
def late(book, cases, played):
    """The last open hour of a sixteen-session treatment: case, state, turns."""
    case, turns = cases["owen"], played("owen", "expert")[1]
    now = begin(book, case, seed=1)
    for number, (_, events) in enumerate(turns):
        now = after_turn(now, events)
        if now.hour.number == 16 and len(now.hour.said) == 5:
            return case, now, turns[: number + 1]
    raise AssertionError("the treatment has sixteen sessions")


def test_the_room(benchmark: Any, book, late) -> None:
    case, now, _ = late
    assert benchmark(room, book, case, now).session == 16


def test_the_moves(benchmark: Any, book, late) -> None:
    case, now, _ = late
    assert len(benchmark(moves, book, case, now)) > 80


def test_the_transcript(benchmark: Any, book, late) -> None:
    _, _, turns = late
    assert len(benchmark(transcript, book, turns)) > 400


def test_the_whole_session_view(benchmark: Any, book, late) -> None:
    case, now, turns = late
    assert benchmark(session_view, book, case, now, turns).moves


def test_the_workbook(benchmark: Any, book, late) -> None:
    case, now, turns = late
    assert benchmark(workbook_view, book, case, now, turns).cards


def test_the_formulation_desk(benchmark: Any, book, late) -> None:
    case, now, _ = late
    assert benchmark(formulation_view, book, case, now).areas


def test_the_procedures(benchmark: Any, book, late) -> None:
    case, now, turns = late
    assert benchmark(procedure_views, book, case, now, turns, guided=False)


def test_the_debrief(benchmark: Any, book, cases, played) -> None:
    now, turns = played("owen", "expert")
    assert benchmark(report_view, book, cases["owen"], now, turns).bars
