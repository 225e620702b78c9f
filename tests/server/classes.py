"""Whole classes for tests: seats played by the scripted therapists of the bench, through the host's own functions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hosts import Clock, Contest, Seat, new_contest, the_book
from sqlalchemy import Connection

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.server.arriving import agree
from game.server.host import Host
from game.server.sittings import Sitting
from game.server.store import open_store

A_CLASS = (
    *("expert",) * 3,
    *("competent",) * 2,
    "wrong_focus",
    *("supportive",) * 2,
    *("adviser",) * 2,
)
"""A class of ten, good and less good."""
_MOST_TURNS = 600


def play(seat: Seat, policy: str, seed: int = 1) -> Seat:
    """Let a scripted therapist play a seat's run to its end."""
    chance = Random(f"{policy}:{seed}")
    therapist, now = POLICIES[policy](chance), sitting_of(seat)
    sight = None
    for _turn in range(_MOST_TURNS):
        sight = Sight(now.book, now.case, now.now, chance, before=sight)
        done = seat.act(therapist.choose(sight))
        if done.done:
            return seat
        now = done.sitting
    raise AssertionError(f"{policy} did not come to an end")


def sitting_of(seat: Seat) -> Sitting:
    """Return a seat's treatment as it stands."""
    contest, run = seat.contest, seat.run
    return contest.read(lambda c: contest.host.sitting(c, run, contest.row.case_source))


def play_class(contest: Contest, policies: Iterable[str] = A_CLASS) -> tuple[Seat, ...]:
    """Seat a class in the lobby of a contest, start it and play every seat; return the seats in order."""
    policies = tuple(policies)
    seats = tuple(contest.join() for _policy in policies)
    contest.move("start")
    return tuple(play(seat, policy, number) for number, (seat, policy) in enumerate(zip(seats, policies, strict=True)))


def consent(seat: Seat, *, walkthrough: bool = True, name: bool = False) -> None:
    """Let whoever sits there agree to show their run, and their name with it, or not."""

    def job(c: Connection) -> None:
        agree(c, seat.token, walkthrough=walkthrough, name=name)

    seat.contest.write(job)


@contextmanager
def revealed_class(
    folder: Path, policies: Iterable[str] = A_CLASS, **settings: object
) -> Iterator[tuple[Contest, tuple[Seat, ...]]]:
    """Play a contest of the first case of the shelf from the lobby to the reveal, on a host of its own."""
    with open_store(f"sqlite:///{folder / 'class.db'}") as store:
        contest = new_contest(Host(store, the_book(), Clock()), None, "open_lobby", case="ines", **settings)
        seats = play_class(contest, policies)
        contest.move("close", "reveal")
        yield contest, seats
