"""What each key costs in the palette: `pytest --benchmark-only tests/view/test_palette_speed.py`."""

from typing import Any

import pytest

from game.treatment import OpenSession, Say, begin, step
from game.view import moves
from game.view.palette import find
from game.view.session import concerns


@pytest.mark.parametrize("typed", ["f", "feeling", "what do you expect of your sister"])
def test_finding_a_move(benchmark: Any, book, cases, typed: str) -> None:
    case = cases["owen"]
    now = begin(book, case, seed=1)
    for action in (OpenSession(), Say("ask_people")):
        now, _ = step(book, case, now, action)
    listed, named = moves(book, case, now), concerns(book, case, now)
    benchmark(find, listed, named, typed)
