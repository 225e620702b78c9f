"""Jobs for a crew: which therapist treats which patient with which seed, and what becomes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from game.author.cohort import treat
from game.author.crew import Crew
from game.author.exploits import OnlyOneMove
from game.author.plays import Play, play_of
from game.author.policies import POLICIES, Learner
from game.author.probing import Way, probe
from game.author.sight import Therapist
from game.case import CaseFile
from game.manual import Book, adapted

LEARNER: Final = "learner"
"""A simulated learner; the seed is who it is, and who it is has the same skill on every case."""
ONLY: Final = "only:"
"""Before the id of a move: a therapist who makes no other."""


@dataclass(frozen=True, slots=True)
class Company:
    """What all jobs have in common: the manual without adaptations, and the cases."""

    book: Book
    cases: tuple[CaseFile, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One treatment to be played: the case by its place in the company."""

    case: int
    who: str
    seed: int


def play_job(company: Company, job: Job) -> Play:
    """Return what one treatment shows. Raises KeyError for a therapist nobody has written."""
    case = company.cases[job.case]
    book = adapted(company.book, case.rows.adaptation)
    # A learner has other luck with another patient; a scripted therapist may have the same with all.
    chance = Random(f"{job.who}:{job.seed}:{case.rows.id}" if job.who == LEARNER else f"{job.who}:{job.seed}")
    therapist = _cast(job, chance)
    now, turns = treat(book, case, therapist, chance, job.seed)
    skill = round(1_000 * therapist.skill) if isinstance(therapist, Learner) else None
    return play_of(book, case, now.windows, turns, who=job.who, seed=job.seed, skill=skill)


@dataclass(frozen=True, slots=True)
class Probed:
    """What endless sessions came upon, by the names that `Play` has for it."""

    reached: frozenset[str]
    lines: frozenset[int]


def probe_job(company: Company, job: tuple[int, Way]) -> Probed:
    """Return what a case can say at all: `job` is its place in the company, and the way in which it is asked."""
    place, way = job
    case = company.cases[place]
    gathered = probe(adapted(company.book, case.rows.adaptation), case, way)
    return Probed(frozenset(gathered.reached), frozenset(gathered.lines))


def play_all(crew: Crew, company: Company, jobs: Sequence[Job]) -> Iterator[Play]:
    """Yield what each job's treatment shows, in the order of the jobs."""
    return crew.map(play_job, company, jobs)


def _cast(job: Job, chance: Random) -> Therapist:
    if job.who == LEARNER:
        return Learner(skill=Random(f"skill:{job.seed}").random())
    if job.who.startswith(ONLY):
        return OnlyOneMove(job.who.removeprefix(ONLY))
    return POLICIES[job.who](chance)
