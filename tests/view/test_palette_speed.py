"""What each key costs in the palette: `pytest --benchmark-only tests/view/test_palette_speed.py`."""

from typing import Any

import pytest

from game.treatment import OpenSession, Say, begin, step
from game.view import lexicon, moves
from game.view.palette import find
from game.view.session import concerns


@pytest.fixture
def known(book, cases):
    """What can be said and about whom, with the words of it read already, as from the second key on."""
    case = cases["owen"]
    now = begin(book, case, seed=1)
    for action in (OpenSession(), Say("ask_people")):
        now, _ = step(book, case, now, action)
    listed, named = moves(book, case, now), concerns(book, case, now)
    find(listed, named, "anything")
    return listed, named


def forget() -> None:
    """Let no word have been typed before."""
    lexicon.word.cache_clear()
    lexicon.meaning.cache_clear()


@pytest.mark.parametrize(
    "typed", ["f", "feeling", "suicied", "what do you expect of your sister", "that must have been very hard for you"]
)
def test_finding_a_move(benchmark: Any, known, typed: str) -> None:
    benchmark.pedantic(find, (*known, typed), setup=forget, rounds=60, warmup_rounds=5)


def test_reading_the_words_of_all_moves_at_the_start(benchmark: Any, book) -> None:
    benchmark.pedantic(lexicon.warm, (book.rows.intents,), setup=lexicon._entry.cache_clear, rounds=20)


def test_putting_the_words_together_when_other_moves_become_possible(benchmark: Any, known) -> None:
    benchmark.pedantic(find, (*known, "feeling"), setup=lexicon._lexicon.cache_clear, rounds=20, warmup_rounds=2)
