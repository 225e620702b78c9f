"""What a turn costs, in the middle of a long treatment: `pytest --benchmark-only tests/treatment tests/view`."""

from itertools import cycle
from typing import Any

import pytest

from game.case import CaseFile
from game.manual import Book
from game.treatment import Action, Say, Treatment, after_turn, begin, legal_actions, step
from game.treatment.events import Said


@pytest.fixture(scope="module")
def halfway(book: Book, cases: dict[str, CaseFile], played) -> tuple[CaseFile, Treatment, list[Action]]:
    """The state after half of a sixteen-session treatment, in the middle of an hour, and a dozen things to say."""
    case, turns = cases["owen"], played("owen", "expert")[1]
    now = begin(book, case, seed=1)
    for number, (_, events) in enumerate(turns):
        now = after_turn(now, events)
        if number > len(turns) // 2 and len(now.hour.said) == 5:
            break
    assert now.hour.open
    says = [Say(e.intent, e.target) for _, events in turns for e in events if isinstance(e, Said)]
    legal = set(legal_actions(book, case, now))
    return case, now, [action for action in says if action in legal][:12]


def test_a_step(benchmark: Any, book: Book, halfway) -> None:
    """One step a round, the dozen things to say taking turns; promised is a median of 0.2 ms."""
    case, now, actions = halfway
    assert len(actions) == 12
    turns = cycle(actions)
    _, events = benchmark(lambda: step(book, case, now, next(turns)))
    assert len(events) >= 2


def test_everything_that_can_be_done(benchmark: Any, book: Book, halfway) -> None:
    case, now, _ = halfway
    assert len(benchmark(legal_actions, book, case, now)) > 300


def test_folding_a_whole_treatment(benchmark: Any, book: Book, cases, played) -> None:
    now, turns = played("owen", "expert")

    def fold() -> Treatment:
        state = begin(book, cases["owen"], seed=1)
        for _, events in turns:
            state = after_turn(state, events)
        return state

    assert benchmark(fold) == now
