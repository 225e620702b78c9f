"""How far a score over several cases can be relied on: generalisability over cases.

Learners cross with cases, one treatment in each cell: a two-way random-effects layout without replication. Mean squares
give the variance components (Brennan 2001, "Generalizability Theory", chapter 2, recalled; for the two-way layout the
same as Cronbach's alpha over cases):

    s2(learner) = (MS_learner - MS_rest) / n_cases        s2(case) = (MS_case - MS_rest) / n_learners
    s2(rest)    = MS_rest       (learner by case, and whatever luck there is)

The coefficient for a mean over n cases is  E rho2(n) = s2(learner) / (s2(learner) + s2(rest) / n);  n cases suffice for
a coefficient r from  n = r / (1 - r) * s2(rest) / s2(learner)  on.

Simulated learners are as skilled with one patient as with another, so that what is found is how far the score itself
can be relied on. People are not: they do better with some patients than with others. `with_people` says what remains
if the true skill of one person on two cases correlates less than perfectly.
"""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.author.casting import LEARNER, Company, Job, play_all
from game.author.crew import Crew
from game.case import CaseFile
from game.manual import Book

WANTED: Final = 0.86
"""Of an examination that decides about people."""
CASES: Final = 8
"""With at most so many cases."""
FEWEST: Final = 8
"""With fewer learners there is no middle half to speak of."""

Note = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Components:
    """Variance components in squared points; an estimate below 0 counts as 0."""

    learner: float
    case: float
    rest: float

    def coefficient(self, cases: int) -> float:
        """Return the generalisability coefficient of a mean over so many cases, 0 to 1."""
        whole = self.learner + self.rest / cases
        return self.learner / whole if whole else 0.0

    def cases_for(self, coefficient: float) -> int | None:
        """Return how many cases reach `coefficient`; None where no number does."""
        if not self.learner:
            return None
        return max(1, math.ceil(coefficient / (1 - coefficient) * self.rest / self.learner - 1e-9))

    def with_people(self, correlation: float) -> "Components":
        """Return the components if only so much of what learners bring holds from case to case."""
        kept = self.learner * correlation
        return Components(kept, self.case, self.rest + self.learner - kept)


@dataclass(frozen=True, slots=True)
class Reliability:
    """What learners scored on each case, in points, and how far their mean can be relied on."""

    cases: tuple[str, ...]
    learners: int
    seed: int
    means: tuple[float, ...]
    """Of each case."""
    sd: float
    """Of the learners' means over all cases."""
    everybody: Components
    middle: Components
    """Among the half of the learners whose skill lies in the middle: a class of people much alike."""

    def enough(self, most: int) -> bool:
        """Tell whether at most so many cases reach what is wanted."""
        needed = self.everybody.cases_for(WANTED)
        return needed is not None and needed <= most


def reliability(
    crew: Crew, book: Book, cases: Sequence[CaseFile], learners: int, seed: int, note: Note = lambda _: None
) -> Reliability:
    """Let simulated learners, their skill spread evenly from 0 to 1, treat every patient, and compare.

    Raises ValueError for fewer than two cases or eight learners.
    """
    if len(cases) < 2 or learners < FEWEST:
        raise ValueError("Reliability wants two cases and eight learners at least.")
    company = Company(book, tuple(cases))
    jobs = [Job(place, LEARNER, seed + number) for number in range(learners) for place in range(len(cases))]
    points: list[list[float]] = [[] for _ in range(learners)]
    skills: list[int] = [0] * learners
    for job, play in zip(jobs, play_all(crew, company, jobs), strict=True):
        points[job.seed - seed].append(play.composite / 1_000)
        skills[job.seed - seed] = play.skill or 0
        note(1)
    order = sorted(range(learners), key=lambda number: skills[number])
    half = [points[number] for number in order[learners // 4 : learners - learners // 4]]
    return Reliability(
        cases=tuple(case.rows.id for case in cases),
        learners=learners,
        seed=seed,
        means=tuple(map(statistics.fmean, zip(*points, strict=True))),
        sd=statistics.stdev(map(statistics.fmean, points)),
        everybody=components(points),
        middle=components(half),
    )


def components(points: Sequence[Sequence[float]]) -> Components:
    """Return the variance components of a table with a row for each learner and a column for each case.

    Raises ValueError for a table of fewer than two rows or columns, or with rows of unequal length.
    """
    learners, cases = len(points), len(points[0]) if points else 0
    if learners < 2 or cases < 2 or any(len(row) != cases for row in points):
        raise ValueError("A table of two learners and two cases at least, without gaps.")
    rows = [statistics.fmean(row) for row in points]
    columns = [statistics.fmean(column) for column in zip(*points, strict=True)]
    grand = statistics.fmean(rows)
    ms_learner = cases * sum((mean - grand) ** 2 for mean in rows) / (learners - 1)
    ms_case = learners * sum((mean - grand) ** 2 for mean in columns) / (cases - 1)
    left = (
        (value - row_mean - column_mean + grand) ** 2
        for row, row_mean in zip(points, rows, strict=True)
        for value, column_mean in zip(row, columns, strict=True)
    )
    ms_rest = sum(left) / ((learners - 1) * (cases - 1))
    return Components(
        learner=max(0.0, (ms_learner - ms_rest) / cases),
        case=max(0.0, (ms_case - ms_rest) / learners),
        rest=ms_rest,
    )
