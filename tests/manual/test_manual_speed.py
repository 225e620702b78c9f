"""How long the manual takes to read: `pytest --benchmark-only tests/manual`."""

from typing import Any

from game.manual import load_manual, load_manual_from
from game.manual.load import MANUAL_FILE


def test_reading_the_whole_manual(benchmark: Any) -> None:
    book = benchmark(load_manual_from, MANUAL_FILE)
    assert book.hash == load_manual().hash


def test_the_manual_is_read_once() -> None:
    assert load_manual() is load_manual()
