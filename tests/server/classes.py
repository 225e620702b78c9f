"""Whole classes for tests: seats played by the scripted therapists of the bench, through the host's own functions."""

from collections.abc import Iterable
from random import Random

from hosts import Contest, Seat
from sqlalchemy import select

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.server import tables as t

A_CLASS = (
    *("expert",) * 3,
    *("competent",) * 3,
    *("wrong_focus",) * 2,
    *("supportive",) * 2,
    *("adviser",) * 2,
    *("cbt",) * 2,
)
"""A class of fourteen, good and less good."""
_MOST_TURNS = 600


def play(seat: Seat, policy: str, seed: int = 1) -> Seat:
    """Let a scripted therapist play a seat's run to its end."""
    host, chance = seat.contest.host, Random(f"{policy}:{seed}")
    therapist, sight, source = POLICIES[policy](chance), None, seat.contest.row.case_source
    for _turn in range(_MOST_TURNS):
        run = seat.run
        if run.state == "done":
            return seat
        sitting = seat.contest.read(lambda c, run=run: host.sitting(c, run, source))
        sight = Sight(sitting.book, sitting.case, sitting.now, chance, before=sight)
        seat.act(therapist.choose(sight))
    raise AssertionError(f"{policy} did not come to an end")


def play_class(contest: Contest, policies: Iterable[str] = A_CLASS) -> tuple[Seat, ...]:
    """Seat a class in the lobby of a contest, start it and play every seat; return the seats in order."""
    policies = tuple(policies)
    seats = tuple(contest.join() for _policy in policies)
    contest.move("start")
    for number, (seat, policy) in enumerate(zip(seats, policies, strict=True)):
        play(seat, policy, number)
    return seats


def agree(seat: Seat, *, walkthrough: bool = True, name: bool = False) -> None:
    """Let whoever sits there agree to show their run, and their name with it."""
    values = {"walkthrough": walkthrough, "show_name": name}

    def job(c):  # type: ignore[no-untyped-def]
        c.execute(t.seats.update().where(t.seats.c.id == seat.joined.seat).values(**values))
        c.execute(
            t.contests.update().where(t.contests.c.id == seat.contest.id).values(version=t.contests.c.version + 1)
        )

    seat.contest.write(job)


def composite(seat: Seat) -> int:
    """Return what a seat's run is worth, in thousandths of a point."""
    return int(
        seat.contest.read(
            lambda c: c.execute(select(t.runs.c.composite).where(t.runs.c.id == seat.run.id))
        ).scalar_one()
    )
