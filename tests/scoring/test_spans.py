"""A contest over the first sessions of a treatment: what nobody can show by then is not asked for."""

import pytest

from game.case import load_case, shelf
from game.manual import adapted, load_manual
from game.record import branch, load_exemplar, play_exemplar
from game.scoring import Scorecard, score
from game.treatment import windows_of

CASES = ("ines", "mehdi", "rosalind")


def first_sessions(name: str, sessions: int | None) -> Scorecard:
    """Score the exemplar of a case over its first sessions; None is up to the end of the initial phase."""
    folder = next(folder for folder in shelf() if folder.name == name)
    book = load_manual()
    case = load_case(folder, book)
    book = adapted(book, case.rows.adaptation)
    log = play_exemplar(book, case, load_exemplar(folder / "exemplar.yaml", book, case))
    windows = windows_of(book, case, log.header.sessions)
    span = sessions or windows.initial[1]
    turns, played = [], branch(log)
    for line in played:
        turns.append((line.turn, line.events))
        if any(event.kind == "session_closed" and event.number == span for event in line.events):
            break
    return score(book, case, windows, turns, span=span)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("sessions", [1, None])
def test_a_good_treatment_earns_most_points_however_few_sessions_are_asked_for(name: str, sessions: int | None) -> None:
    assert first_sessions(name, sessions).composite >= 80_000


@pytest.mark.parametrize("name", CASES)
def test_in_a_first_session_nobody_is_rated_by_focus_or_ending(name: str) -> None:
    card = first_sessions(name, 1)
    assert {"right_area", "agreed_length", "procedures"}.isdisjoint(rating.id for rating in card.ratings)
    assert "focus" not in dict(card.weights)
    assert 99_990 <= sum(most for _name, most in card.weights) <= 100_000


@pytest.mark.parametrize("name", CASES)
def test_at_the_end_of_the_initial_phase_the_focus_counts(name: str) -> None:
    assert "focus" in dict(first_sessions(name, None).weights)


def test_going_slowly_earns_nothing() -> None:
    held, asked = first_sessions("ines", 1), 3
    folder = next(folder for folder in shelf() if folder.name == "ines")
    book = load_manual()
    case = load_case(folder, book)
    log = play_exemplar(book, case, load_exemplar(folder / "exemplar.yaml", book, case))
    windows = windows_of(book, case, log.header.sessions)
    turns = []
    for line in branch(log):
        turns.append((line.turn, line.events))
        if any(event.kind == "session_closed" for event in line.events):
            break
    slow = score(book, case, windows, turns, span=asked)
    assert [row.number for row in slow.sessions] == [1, 2, 3]
    assert slow.adherence < held.adherence
    assert slow.composite < held.composite
