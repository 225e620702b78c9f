"""Server time, codes, ranks and leagues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.server.clock import Round, deadline, extended, freezes_at, in_time, left, paused, resumed
from game.server.codes import ALPHABET, new_code, new_token, shown, token_hash, typed
from game.server.ranking import Standing, leagues, neighbours, ranking

MINUTE = 60_000
HOUR = Round(began=1_000, minutes=60)
STANDINGS = st.lists(
    st.builds(Standing, st.text("abcdef", min_size=3, max_size=6), st.integers(0, 3), st.integers(0, 2)),
    unique_by=lambda row: row.seat,
)


def test_extra_time_is_a_share_of_the_round_and_none_is_no_limit() -> None:
    assert deadline(HOUR) == 1_000 + 60 * MINUTE
    assert deadline(HOUR, 150) == 1_000 + 90 * MINUTE
    assert deadline(HOUR, None) is None
    assert in_time(HOUR, 10**12, None)


def test_the_clock_stands_still_in_a_pause() -> None:
    stopped = paused(HOUR, 1_000 + 10 * MINUTE)
    assert left(stopped, 1_000 + 25 * MINUTE) == 50 * MINUTE
    assert paused(stopped, 1_000 + 20 * MINUTE) == stopped
    again = resumed(stopped, 1_000 + 25 * MINUTE)
    assert left(again, 1_000 + 25 * MINUTE) == 50 * MINUTE
    assert deadline(again) == 1_000 + 75 * MINUTE
    assert resumed(again, 10**9) == again


def test_a_slow_network_has_three_seconds_and_not_four() -> None:
    end = deadline(HOUR)
    assert in_time(HOUR, end + 3_000)
    assert not in_time(HOUR, end + 3_001)


def test_the_board_freezes_for_the_last_fifth_and_an_extension_moves_it() -> None:
    assert freezes_at(HOUR) == 1_000 + 48 * MINUTE
    assert freezes_at(extended(HOUR, 10)) == 1_000 + 56 * MINUTE


@given(st.data())
def test_a_code_is_understood_however_it_is_typed(data) -> None:
    code = new_code()
    assert set(code) <= set(ALPHABET)
    spaced = data.draw(st.sampled_from([code, shown(code), code.lower(), f" {shown(code).lower()} ", " ".join(code)]))
    assert typed(spaced) == code


@pytest.mark.parametrize("words", ["", "KR4T-9XW", "KR4T-9XWMM", "KR4T-9XW0", "<script>", "К" * 8])
def test_what_is_no_code_is_none(words: str) -> None:
    assert typed(words) is None


def test_tokens_are_long_and_only_their_hash_is_kept() -> None:
    token = new_token()
    assert len(token) >= 43
    assert token not in token_hash(token)
    assert token_hash(token) == token_hash(token)


def test_equal_runs_share_a_rank_and_time_breaks_no_tie() -> None:
    rows = [Standing("d", 10, 0), Standing("a", 50, 3), Standing("c", 50, 2), Standing("b", 50, 2)]
    assert [(row.standing.seat, row.rank) for row in ranking(rows)] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]


@given(STANDINGS)
def test_ranks_say_how_many_are_better(rows: list[Standing]) -> None:
    for row in ranking(rows):
        worth = (row.standing.composite, row.standing.coverage)
        assert row.rank == 1 + sum((other.composite, other.coverage) > worth for other in rows)


@given(STANDINGS, st.integers(2, 6))
def test_leagues_hold_everybody_once_and_are_of_one_size_or_one_less(rows: list[Standing], size: int) -> None:
    groups = leagues(rows, size)
    assert [seat for group in groups for seat in group] == [row.standing.seat for row in ranking(rows)]
    assert all(len(group) <= size for group in groups)
    assert not groups or max(map(len, groups)) - min(map(len, groups)) <= 1


def test_neighbours_are_those_next_to_one() -> None:
    ranked = ranking(Standing(name, 10 - place, 0) for place, name in enumerate("abcdefg"))
    assert [row.standing.seat for row in neighbours(ranked, "a")] == ["a", "b", "c"]
    assert [row.standing.seat for row in neighbours(ranked, "d", 1)] == ["c", "d", "e"]
    assert neighbours(ranked, "z") == ()
