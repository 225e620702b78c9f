"""Seats of a host that really answers, each on a disk of its own, and networks that lose things."""

from pathlib import Path

from hosts import Contest, Served
from sqlalchemy import select

from game.record import branch, parse_log
from game.seat import Address, Kept, Offline, Pace, Seat, Ticket, join
from game.seat.calling import Caller
from game.server import tables as t
from game.server.sittings import log_of

SOON_S = 20
CALM = Pace(waiting=1, playing=1, first_retry=0.05, longest_retry=0.5)
"""For many seats at once."""
PACE = Pace(waiting=0.05, playing=0.05, first_retry=0.01, longest_retry=0.05)


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

    def opened(self, kept: Kept, ticket: Ticket, pace: Pace = PACE) -> Seat:
        self._seats.append(Seat(kept, ticket, pace).start())
        return self._seats[-1]

    def leave(self) -> None:
        for seat in self._seats:
            seat.close()


def done_in(contest, run):
    """The actions that the host has of a run, in order."""
    row = contest.read(lambda c: c.execute(select(t.runs).where(t.runs.c.id == run)).one())
    log = parse_log(contest.read(lambda c: log_of(c, run, row.header))).log
    return [line.action for line in branch(log)]


class Rough:
    """A network that loses requests and answers."""

    def __init__(self, monkeypatch, chance, lost=0.4):
        sent = Caller._sent

        def roughly(caller, *asked):
            if chance.random() < lost / 2:
                raise Offline("the request was lost.")
            answer = sent(caller, *asked)
            if chance.random() < lost / 2:
                raise Offline("the answer was lost.")
            return answer

        monkeypatch.setattr(Caller, "_sent", roughly)
