"""The life of a contest, state by state."""

from itertools import product
from typing import get_args

import pytest

from game.server.lifecycle import NotNow, State, Trigger, after, seats_may_act, seats_may_join, triggers

STATES, TRIGGERS = get_args(State), get_args(Trigger)


def test_a_contest_lives_from_draft_to_reveal() -> None:
    state: State = "draft"
    for trigger in ("open_lobby", "start", "pause", "resume", "freeze", "close", "reveal"):
        state = after(state, trigger)
    assert state == "revealed"
    assert triggers(state) == ()


@pytest.mark.parametrize(("state", "trigger"), list(product(STATES, TRIGGERS)))
def test_what_is_offered_can_be_done_and_nothing_else(state: State, trigger: Trigger) -> None:
    if trigger in triggers(state):
        assert after(state, trigger) in STATES
    else:
        with pytest.raises(NotNow, match="cannot"):
            after(state, trigger)


def test_nothing_is_revealed_before_it_is_closed() -> None:
    assert [state for state in STATES if "reveal" in triggers(state)] == ["closed"]


def test_people_join_in_the_lobby_and_late_only_where_that_was_agreed() -> None:
    assert [state for state in STATES if seats_may_join(state, late=False)] == ["lobby"]
    assert [state for state in STATES if seats_may_join(state, late=True)] == ["lobby", "running", "paused"]


def test_a_frozen_board_stops_nobody_and_a_pause_stops_everybody() -> None:
    assert [state for state in STATES if seats_may_act(state)] == ["running", "frozen"]
