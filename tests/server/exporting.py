"""A contest that was played, for the tests of what leaves a host."""

from typing import Any

from hosts import MINUTE, Clock, Contest, Seat, moves_of, new_contest

from game.server.host import Host
from game.server.refusals import Refused

MOVES = moves_of()
ONE_HOUR = next(n for n, move in enumerate(MOVES) if move.kind == "end_session") + 1
"""Moves of the exemplar up to the end of its first session; a note is among them."""
TO_THE_CONTRACT = next(n for n, move in enumerate(MOVES) if move.kind == "agree_contract") + 1
"""Moves of the exemplar up to the contract, with goals in words of one's own."""


def play(seat: Seat, moves: int = ONE_HOUR) -> None:
    """Play the exemplar's beginning, a second for each move, leaving out what this patient does not allow."""
    clock = seat.contest.host.clock
    assert isinstance(clock, Clock)
    for move in MOVES[:moves]:
        try:
            seat.act(move)
        except Refused as refused:
            if refused.kind != "refused":
                raise
        clock.wait(ms=1_000)


def played(host: Host, *names: str | None, moves: int = ONE_HOUR, **settings: Any) -> tuple[Contest, list[Seat]]:
    """Return a running contest in which everybody has played the exemplar's beginning; one session is all of it."""
    contest = new_contest(host, None, "open_lobby", **{"case": "ines", "span": 1, **settings})
    seats = [contest.join(name) for name in names or (None,)]
    contest.move("start")
    for seat in seats:
        play(seat, moves)
    return contest, seats


__all__ = ["MINUTE", "MOVES", "ONE_HOUR", "TO_THE_CONTRACT", "play", "played"]
