"""A host that really answers, with a running contest, for the tests of seats."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "server"))

from hosts import TO_RUNNING, Contest, Served, new_contest, opened, served

from game.seat import Address, Pace, Seat, join
from game.server.limits import Limiter, Limits

PACE = Pace(waiting=0.05, playing=0.05, first_retry=0.01, longest_retry=0.05)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A host on a port of its own, by the computer's clock, that lets seats hurry."""
    with opened(f"sqlite:///{tmp_path}/host.db") as host, served(host) as server:
        usual = Limits.usual(host.clock)
        server.app.state.limits = Limits(
            Limiter(10_000, 1, host.clock), Limiter(10_000, 1, host.clock), usual.codes, usual.words, usual.logins
        )
        yield server


@pytest.fixture
def contest(server: Served) -> Contest:
    """A contest that runs."""
    return new_contest(server.host, None, *TO_RUNNING)


class Room:
    """Where seats of a contest are: each on a disk of its own."""

    def __init__(self, server: Served, folder: Path) -> None:
        self.url = server.url
        self.folder = folder
        self._seats: list[Seat] = []

    def address(self, contest: Contest) -> Address:
        return Address(contest.row.code, self.url)

    def sits(self, contest: Contest, who: str = "one") -> Seat:
        """Let somebody take a seat and look at their treatment."""
        seat = self.opened(*join(self.folder / who, self.address(contest)))
        assert seat.wait(lambda: seat.snapshot is not None, 20)
        return seat

    def opened(self, *kept_and_ticket) -> Seat:
        self._seats.append(Seat(*kept_and_ticket, PACE).start())
        return self._seats[-1]

    def leave(self) -> None:
        for seat in self._seats:
            seat.close()


@pytest.fixture
def room(server: Served, tmp_path: Path) -> Iterator[Room]:
    here = Room(server, tmp_path)
    yield here
    here.leave()
