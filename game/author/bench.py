"""The fairness bench: whether a case can be solved, cannot be guessed, and cannot be got round."""

import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from game.author.casting import LEARNER, ONLY, Company, Job, play_all, probe_job
from game.author.crew import Crew
from game.author.items import Item, fact_items
from game.author.plays import Play, lines_of
from game.author.probing import WAYS
from game.author.reading_case import PathStep, Reading, path_of, read_case, solved_in
from game.author.smells import Met, Smell, always_right, always_right_candidates, unmet
from game.case import CaseFile, in_variant
from game.manual import Book

THERAPIST_NAMES: Final = {
    "expert": "the expert",
    "competent": "the competent therapist",
    "supportive": "the supportive therapist",
    "wrong_focus": "work on a wrong focus",
    "adviser": "the adviser",
    "cbt": "the cognitive therapist",
    "interrogator": "the interrogator",
    "passive": "the passive therapist",
    "random": "chance",
    "first_option": "the first option",
    "longest_option": "the longest option",
}
"""Everyone who plays on the bench, as they are called in a sentence."""
THERAPISTS: Final = tuple(THERAPIST_NAMES)
EXPLOITS: Final = THERAPISTS[2:]
"""Ways round the work."""
ORDER: Final = (
    ("expert", "competent"),
    ("competent", "supportive"),
    ("competent", "wrong_focus"),
    ("supportive", "cbt"),
    ("supportive", "adviser"),
    ("wrong_focus", "cbt"),
    ("wrong_focus", "adviser"),
    ("cbt", "random"),
    ("adviser", "random"),
)
"""Who has to score higher than whom."""
LEAST_AUC: Final = 0.95
MOST_EXPLOITED: Final = 0.55
"""Of the expert's mean."""
MOST_BETWEEN_VARIANTS: Final = 3.0
"""Points between the means of one therapist in two variants of a case."""
_LEARNERS: Final = 3
"""For each treatment of a script, so many by learners."""
_ALONE: Final = 2
"""So many treatments in which one move is all that is made."""

Note = Callable[[int], object]
"""Told how many treatments have been played since it was last told."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one therapist scored: points of 100, and the share of the expert's mean."""

    who: str
    points: tuple[float, ...]
    share: float

    @property
    def mean(self) -> float:
        """The mean."""
        return statistics.fmean(self.points)

    @property
    def sd(self) -> float:
        """The standard deviation; 0 for a single treatment."""
        return statistics.stdev(self.points) if len(self.points) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Rank:
    """A pair that has to stand in order, and the share of pairs of treatments in which the better scored higher."""

    better: str
    worse: str
    auc: float

    @property
    def holds(self) -> bool:
        """Tell whether it is high enough."""
        return self.auc >= LEAST_AUC


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One therapist in a variant of the case, in points from the case as it is written."""

    variant: str
    who: str
    difference: float


@dataclass(frozen=True, slots=True)
class Bench:
    """What the bench found out about a case."""

    case: str
    title: str
    n: int
    seed: int
    standings: tuple[Standing, ...]
    ranks: tuple[Rank, ...]
    reading: Reading
    facts: tuple[Item, ...]
    """Over simulated learners of varying skill."""
    learners: int
    path: tuple[PathStep, ...]
    """The expert's, in its first treatment."""
    solved: int | None
    minutes: tuple[float, ...]
    """Used by the expert in each session, on average."""
    smells: tuple[Smell, ...]
    variants: tuple[VariantRow, ...]
    unheard: tuple[str, ...]
    """Lines that can be said and that none of these therapists and learners heard, in the order of the case."""
    missed: tuple[str, ...]
    """Facts named in the key's `why` that the expert was told in none of its treatments."""
    lines: int
    """All lines of the case."""

    def standing(self, who: str) -> Standing:
        """Return the standing of one therapist."""
        return next(row for row in self.standings if row.who == who)

    @property
    def margin(self) -> float:
        """How far the best way round the work stays below what is allowed, as a share of the expert's mean."""
        return MOST_EXPLOITED - max(self.standing(who).share for who in EXPLOITS)


def bench_case(crew: Crew, book: Book, case: CaseFile, n: int, seed: int, note: Note = lambda _: None) -> Bench:
    """Play `n` treatments by every therapist, with seeds from `seed` on, and return what they show of the case."""
    variants = tuple(in_variant(case, row.id) for row in case.rows.variants)
    company = Company(book, (case, *variants))
    seeds = range(seed, seed + n)
    jobs = [Job(0, who, number) for who in THERAPISTS for number in seeds]
    jobs += [Job(0, LEARNER, number) for number in range(seed, seed + _LEARNERS * n)]
    jobs += [Job(1 + place, who, seed) for place in range(len(variants)) for who in ("expert", "competent")]
    plays = _played(crew, company, jobs, note)
    by_who = {who: [play for job, play in plays if (job.case, job.who) == (0, who)] for who in (*THERAPISTS, LEARNER)}
    experts = by_who["expert"]
    expert_mean = statistics.fmean(play.composite for play in experts)
    moves = always_right_candidates(experts)
    alone = _played(crew, company, [Job(0, f"{ONLY}{move}", seed + k) for move in moves for k in range(_ALONE)], note)
    probed = list(crew.map(probe_job, company, [(0, way) for way in WAYS]))
    note(len(probed))
    path = path_of(case, experts[0])
    whole = [play for job, play in plays if job.case == 0]
    return Bench(
        case=case.rows.id,
        title=case.rows.title,
        n=n,
        seed=seed,
        standings=tuple(_standing(who, by_who[who], expert_mean) for who in THERAPISTS),
        ranks=tuple(Rank(a, b, auc(_points(by_who[a]), _points(by_who[b]))) for a, b in ORDER),
        reading=read_case(case),
        facts=fact_items(case, by_who[LEARNER]),
        learners=len(by_who[LEARNER]),
        path=path,
        solved=solved_in(path),
        minutes=_minutes(experts),
        smells=(*always_right([play for _, play in alone], expert_mean), *unmet(case, (*whole, *probed))),
        variants=_variants(case, plays),
        unheard=_words(case, _lines(probed) - _lines(whole)),
        missed=_missed(case, experts),
        lines=len(lines_of(case)),
    )


def treatments_of(case: CaseFile, n: int) -> int:
    """Return about how many treatments `bench_case` plays."""
    return (len(THERAPISTS) + _LEARNERS) * n + 2 * len(case.rows.variants) + len(WAYS)


def auc(better: Sequence[float], worse: Sequence[float]) -> float:
    """Return the share of pairs in which the first scores higher than the second; ties count half."""
    won = sum((a > b) + (a == b) / 2 for a in better for b in worse)
    return won / (len(better) * len(worse))


def _played(crew: Crew, company: Company, jobs: Sequence[Job], note: Note) -> list[tuple[Job, Play]]:
    found = []
    for job, play in zip(jobs, play_all(crew, company, jobs), strict=True):
        found.append((job, play))
        note(1)
    return found


def _lines(met: Iterable[Met]) -> frozenset[int]:
    return frozenset[int]().union(*(each.lines for each in met))


def _words(case: CaseFile, places: frozenset[int]) -> tuple[str, ...]:
    return tuple(words for words, place in lines_of(case).items() if place in places)


def _missed(case: CaseFile, experts: Iterable[Play]) -> tuple[str, ...]:
    named = set(re.findall(r"\w+", case.rows.key.why))
    told = frozenset[str]().union(*(play.reached for play in experts))
    return tuple(fact for fact in case.facts if fact in named and f"fact:{fact}" not in told)


def _points(plays: Sequence[Play]) -> tuple[float, ...]:
    return tuple(play.composite / 1_000 for play in plays)


def _standing(who: str, plays: Sequence[Play], expert_mean: float) -> Standing:
    points = _points(plays)
    return Standing(who, points, 1_000 * statistics.fmean(points) / expert_mean if expert_mean else 1.0)


def _minutes(plays: Sequence[Play]) -> tuple[float, ...]:
    most = max(len(play.minutes) for play in plays)
    held = ([play.minutes[number] for play in plays if number < len(play.minutes)] for number in range(most))
    return tuple(statistics.fmean(minutes) for minutes in held)


def _variants(case: CaseFile, plays: Sequence[tuple[Job, Play]]) -> tuple[VariantRow, ...]:
    """Set the first treatment in each variant beside the one with the same seed in the case as it is written."""
    own = {(job.who, job.seed): play.composite for job, play in plays if job.case == 0}
    return tuple(
        VariantRow(case.rows.variants[job.case - 1].id, job.who, (play.composite - own[job.who, job.seed]) / 1_000)
        for job, play in plays
        if job.case > 0
    )
