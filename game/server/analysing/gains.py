"""Whether people got better from one round to the next: the same seats before and after, as far as both were scored."""

import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, select

from game.server import tables as t


@dataclass(frozen=True, slots=True)
class Gain:
    """Two rounds of a series: how many were in both, and their mean change in thousandths of a point."""

    before: int
    after: int
    people: int
    mean: int
    better: int
    """How many of them had more points in the later round."""


def gains(c: Connection, contest: Row[Any]) -> tuple[Gain, ...]:
    """Return the change from each round of a series to the next, up to this one. Teams have no persons to follow."""
    rows = (
        select(t.contests.c.round, t.seats.c.person, t.runs.c.composite)
        .join(t.seats, t.seats.c.contest == t.contests.c.id)
        .join(t.runs, t.runs.c.id == t.seats.c.run)
        .where(t.contests.c.series == contest.series, t.contests.c.round <= contest.round)
        .where(t.contests.c.teacher == contest.teacher, t.seats.c.state == "seated", t.seats.c.team.is_(None))
        .where(t.runs.c.composite.is_not(None), t.runs.c.state != "void")
    )
    rounds: dict[int, dict[str, int]] = {}
    for row in c.execute(rows):
        rounds.setdefault(row.round, {})[row.person] = row.composite
    pairs = pairwise(sorted(rounds))
    return tuple(found for before, after in pairs if (found := _gain(before, after, rounds)) is not None)


def _gain(before: int, after: int, rounds: dict[int, dict[str, int]]) -> Gain | None:
    both = rounds[before].keys() & rounds[after].keys()
    if not both:
        return None
    changes = [rounds[after][person] - rounds[before][person] for person in both]
    return Gain(before, after, len(both), round(statistics.fmean(changes)), sum(change > 0 for change in changes))
