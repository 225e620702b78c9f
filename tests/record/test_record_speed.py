"""What reading and replaying a long treatment costs: `pytest --benchmark-only tests/record`."""

from typing import Any

import pytest

from game.play import Playthrough
from game.record import audit, parse_log, replay, to_lines
from game.treatment import EndSession, OpenSession, Say


@pytest.fixture(scope="module")
def twelve_sessions(book, small) -> bytes:
    """Twelve sessions of thirteen moves: about 180 turns."""
    played = Playthrough.start(book, small, seed=1, sessions=12)
    asked = [intent.id for intent in book.rows.intents if intent.minutes <= 3 and intent.target == "none"]
    mild = [name for name in asked if book.intents[name].does.startswith("T") and not book.intents[name].milestone]
    for session in range(12):
        played.act(OpenSession())
        for number in range(13):
            if played.treatment.hour.open and played.treatment.phase != "risk":
                played.act(Say(mild[(session * 13 + number) % len(mild)]))
        if played.treatment.hour.open:
            played.act(EndSession())
    assert len(played.log.lines) >= 170
    return b"".join(to_lines(played.log))


def test_reading_and_replaying_twelve_sessions(benchmark: Any, book, small, twelve_sessions: bytes) -> None:
    treatment = benchmark(lambda: replay(book, small, parse_log(twelve_sessions).log))
    assert treatment.over


def test_auditing_twelve_sessions(benchmark: Any, book, small, twelve_sessions: bytes) -> None:
    log = parse_log(twelve_sessions).log
    assert benchmark(lambda: audit(book, small, log)) == ()
