"""Many treatments by one scripted therapist, and what became of them."""

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from game.author.crew import crew_of
from game.author.policies import POLICIES
from game.author.sight import Sight, Therapist
from game.case import CaseFile
from game.manual import Book, adapted
from game.scoring import Scorecard, score
from game.treatment import Course, Event, Treatment, begin, step
from game.treatment.course import first_alliance
from game.treatment.events import PatientMoved, SessionClosed
from game.treatment.standing import technique_so_far

Played = tuple[Treatment, tuple[tuple[int, tuple[Event, ...]], ...]]
"""A treatment at its end, and its turns: number and events."""

_MOST_TURNS = 1_500


@dataclass(frozen=True, slots=True)
class Outcome:
    """One treatment: composite (thousandths), scale before and after, bond, how it ended."""

    seed: int
    composite: int
    adherence: int
    quality: int
    focus: int
    fidelity: int
    start: int
    end: int
    alliance: int
    bond: int
    """Mean alliance over the sessions, less the case's own first alliance, thousandths of 10."""
    dropped_out: bool
    sessions: int


def play_one(book: Book, case: CaseFile, policy: str, seed: int, course: Course = "teaching") -> Played:
    """Return a whole treatment by `policy`, with its turns."""
    chance = Random(f"{policy}:{seed}")
    return treat(adapted(book, case.rows.adaptation), case, POLICIES[policy](chance), chance, seed, course)


def treat(
    book: Book, case: CaseFile, therapist: Therapist, chance: Random, seed: int, course: Course = "teaching"
) -> Played:
    """Return a whole treatment by `therapist`, with its turns; `book` is adapted to the case already."""
    now = begin(book, case, seed, course)
    turns: list[tuple[int, tuple[Event, ...]]] = []
    sight = None
    while not now.over and len(turns) < _MOST_TURNS:
        sight = Sight(book, case, now, chance, before=sight)
        action = therapist.choose(sight)
        turn = now.turn
        now, events = step(book, case, now, action)
        turns.append((turn, events))
    return now, tuple(turns)


def outcome_of(book: Book, case: CaseFile, policy: str, course: Course, seed: int) -> Outcome:
    """Return what became of one treatment."""
    book = adapted(book, case.rows.adaptation)
    now, turns = play_one(book, case, policy, seed, course)
    card: Scorecard = score(book, case, now.windows, turns, realistic=course == "realistic")
    first = case.rows.patient.alliance * 1_000
    return Outcome(
        seed=seed,
        composite=card.composite,
        adherence=card.adherence,
        quality=card.quality,
        focus=card.focus,
        fidelity=technique_so_far(book, now),
        start=sum(now.body.baseline),
        end=sum(now.body.items),
        alliance=now.inner.alliance,
        bond=_mean_bond(book, case, now, turns) - first,
        dropped_out=now.phase == "dropped_out",
        sessions=now.hour.number,
    )


def _mean_bond(book: Book, case: CaseFile, now: Treatment, turns: tuple[tuple[int, tuple[Event, ...]], ...]) -> int:
    """Mean over the sessions of the alliance at their close."""
    bond, closes = first_alliance(book, case, now.body), []
    for _, events in turns:
        for event in events:
            if isinstance(event, PatientMoved):
                bond = min(10_000, max(0, bond + event.alliance))
            elif isinstance(event, SessionClosed):
                closes.append(bond)
    return sum(closes) // max(1, len(closes))


def cohort(
    book: Book, case: CaseFile, policy: str, n: int, seed: int, course: Course = "teaching", workers: int = 1
) -> Iterator[Outcome]:
    """Yield `n` outcomes with seeds from `seed` on, in order; over several processes where asked."""
    with crew_of(workers) as crew:
        yield from crew.map(_outcome, (book, case, policy, course), range(seed, seed + n))


def _outcome(held: tuple[Book, CaseFile, str, Course], seed: int) -> Outcome:
    return outcome_of(*held, seed)


@dataclass(frozen=True, slots=True)
class Summary:
    """A cohort in numbers: means and standard deviations in points, shares of 1, correlations."""

    policy: str
    n: int
    composite_mean: float
    composite_sd: float
    response: float
    remission: float
    dropout: float
    start_mean: float
    end_mean: float
    alliance_r: float | None
    fidelity_r: float | None


def summarise(policy: str, outcomes: list[Outcome]) -> Summary:
    """Sum up a cohort; everybody counts. Response: a drop of half or more; remission: below 5.

    Both are the PHQ-9's conventions (recalled: Kroenke et al. 2001; Löwe et al. 2004).
    """
    n = len(outcomes)
    composites = [outcome.composite / 1_000 for outcome in outcomes]
    # As in the published correlations, only those who stayed can be correlated; bond counts from where it began.
    stayed = [outcome for outcome in outcomes if not outcome.dropped_out]
    change = [float(outcome.start - outcome.end) for outcome in stayed]
    return Summary(
        policy=policy,
        n=n,
        composite_mean=statistics.fmean(composites),
        composite_sd=statistics.stdev(composites) if n > 1 else 0.0,
        response=sum(2 * outcome.end <= outcome.start for outcome in outcomes) / n,
        remission=sum(outcome.end < 5 for outcome in outcomes) / n,
        dropout=sum(outcome.dropped_out for outcome in outcomes) / n,
        start_mean=statistics.fmean(outcome.start for outcome in outcomes),
        end_mean=statistics.fmean(outcome.end for outcome in outcomes),
        alliance_r=_correlation([float(outcome.bond) for outcome in stayed], change),
        fidelity_r=_correlation([float(outcome.fidelity) for outcome in stayed], change),
    )


def _correlation(xs: list[float], ys: list[float]) -> float | None:
    if len(xs) < 3 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    found = statistics.correlation(xs, ys)
    return None if math.isnan(found) else found
