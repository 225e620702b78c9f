"""What scoring a long treatment costs: `pytest --benchmark-only tests/scoring`."""

from typing import Any

from game.scoring import score


def test_scoring_sixteen_sessions(benchmark: Any, book, cases, played) -> None:
    now, turns = played("owen", "expert")
    assert benchmark(score, book, cases["owen"], now.windows, turns).composite > 0
