"""A host's answers as a seat reads them."""

import json

import pytest
from pydantic import TypeAdapter

from game.view import Report, report_view
from game.view.turns import TurnView, turn_view
from game.wire import Misread
from game.wire.answers import read_joined, read_refusal, read_report, read_standing, read_turn, read_ways, read_words

SEAT = {"id": "s", "name": "Quiet Heron", "approved": True, "team": None, "league": None, "hair": "grey"}
CONTEST = {
    "code": "KR4T9XWM",
    "title": "Thursday",
    "state": "running",
    "minutes": 45,
    "mode": "exam",
    "commitment": "c",
}
RUN = {"id": "r", "version": 3, "chain": "c", "done": False}
ANSWER = {"seat": SEAT, "contest": CONTEST, "run": RUN, "score": None, "server_ms": 5, "something": "new"}


def standing(**changes):
    """Where a seat stands: `contest__state` changes the state of the contest."""
    answer = json.loads(json.dumps(ANSWER))
    for path, value in changes.items():
        part, _, key = path.partition("__")
        if key:
            answer[part][key] = value
        else:
            answer[part] = value
    return read_standing(json.dumps(answer).encode())


def test_what_a_later_host_adds_is_passed_over():
    assert (standing().seat.name, standing().run.version) == ("Quiet Heron", 3)


@pytest.mark.parametrize(
    "changes",
    [{"seat": None}, {"contest__state": "exploded"}, {"run__version": "3"}, {"contest__minutes": 4.5}, {"score": True}],
)
def test_what_does_not_fit_is_not_read(changes):
    with pytest.raises(Misread, match="cannot read"):
        standing(**changes)


@pytest.mark.parametrize(
    ("changes", "acts", "over"),
    [
        ({}, True, False),
        ({"contest__state": "frozen"}, True, False),
        ({"contest__state": "paused"}, False, False),
        ({"contest__state": "closed"}, False, True),
        ({"contest__state": "closed", "run__open": True}, True, False),
        ({"run__open": False}, False, False),
        ({"run__done": True}, False, True),
        ({"run": None, "contest__state": "lobby"}, False, False),
        ({"contest__state": "revealed"}, False, True),
    ],
)
def test_when_a_seat_may_act_and_when_its_round_is_over(changes, acts, over):
    assert (standing(**changes).may_act, standing(**changes).is_over) == (acts, over)


def test_time_stands_still_in_a_pause_and_in_a_talk():
    assert standing(contest__left_ms=5_000).left_after(2_000) == 3_000
    assert standing(contest__left_ms=5_000).left_after(9_000) == 0
    assert standing(contest__left_ms=5_000, contest__state="paused").left_after(2_000) == 5_000
    assert standing(contest__left_ms=5_000, run__talking=True).left_after(2_000) == 5_000
    assert standing().left_after(2_000) is None


def test_a_seat_without_a_token_is_none():
    assert read_joined(json.dumps(ANSWER | {"token": "t", "words": "a b c d"}).encode()).words == "a b c d"
    with pytest.raises(Misread, match="no token"):
        read_joined(json.dumps(ANSWER).encode())


def test_a_debrief_and_its_turns_are_read_back(book, nora, played):
    now, turns = played("small")
    report = report_view(book, nora, now, turns)
    assert read_report(TypeAdapter(Report).dump_json(report)) == report
    for inner in (True, False):
        opened = turn_view(book, nora, turns, 5, named=inner, inner=inner)
        assert read_turn(TypeAdapter(TurnView).dump_json(opened)) == opened


def test_small_answers_are_read():
    assert read_ways(b'{"ways": ["one", "two"]}') == ("one", "two")
    assert read_words(b'{"words": "one"}') == "one"
    assert read_refusal(b'{"error": "stale", "says": "Look again.", "version": 4}').says == "Look again."
    for read in (read_ways, read_words, read_refusal, read_turn, read_report):
        with pytest.raises(Misread):
            read(b"<html></html>")
