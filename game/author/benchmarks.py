"""Published outcomes of psychotherapy for depression, and whether a realistic cohort reproduces them.

The figures are facts about trials, not about a case: they are compared with, never played with.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.author.cohort import Summary


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published figure: in words, as an interval (shares of 1, points, correlations), and its source."""

    id: str
    name: str
    published: str
    low: float
    high: float
    source: str
    of: Callable[[Summary], float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A benchmark beside what a cohort gave; `inside` is None where the cohort is too small to tell."""

    benchmark: Benchmark
    found: float | None
    inside: bool | None


BENCHMARKS: Final = (
    Benchmark(
        "response",
        "Response (scale halved)",
        "42 % to 49 %",
        0.39,
        0.54,
        "Metapsy (doi 10.5281/zenodo.7254845): PHQ-9, individual therapy, 42 % of 1,122; HRSD-17, IPT, 49 % of 375. "
        "From the lower to the upper 95 % limit.",
        lambda cohort: cohort.response,
    ),
    Benchmark(
        "remission",
        "Remission (PHQ-9 below 5)",
        "25 % to 35 %",
        0.22,
        0.40,
        "Metapsy: PHQ-9 below 5, individual therapy, 25 % of 1,122; HRSD-17 of 7 or less, IPT, 35 % of 375. "
        "From the lower to the upper 95 % limit.",
        lambda cohort: cohort.remission,
    ),
    Benchmark(
        "dropout",
        "Drop-out",
        "20.6 %",
        0.174,
        0.242,
        "Linardon et al. 2019 (doi 10.1080/10503307.2018.1497215): 17.4 to 24.2 %.",
        lambda cohort: cohort.dropout,
    ),
    Benchmark(
        "end_mean",
        "Mean PHQ-9 at the end",
        "9.2 to 10.0",
        8.8,
        10.0,
        "Metapsy: individual therapy, 9.2 (SD 6.3) of 1,122, from its lower 95 % limit; IPT 10.0 (two trials, 56).",
        lambda cohort: cohort.end_mean,
    ),
    Benchmark(
        "alliance_r",
        "Alliance and change, r",
        ".278",
        0.256,
        0.299,
        "Flückiger et al. 2018: .256 to .299, 295 studies.",
        lambda cohort: cohort.alliance_r,
    ),
    Benchmark(
        "fidelity_r",
        "Fidelity and change, r",
        ".02 to .07",
        0.0,
        0.14,
        "Webb et al. 2010 (doi 10.1037/a0018912): adherence .02, competence .07, neither different from 0; "
        "an interval around .07 that reaches 0.",
        lambda cohort: cohort.fidelity_r,
    ),
)


def compare(cohort: Summary) -> tuple[Comparison, ...]:
    """Return every benchmark beside what `cohort` gave."""
    found = ((benchmark, benchmark.of(cohort)) for benchmark in BENCHMARKS)
    return tuple(
        Comparison(benchmark, value, None if value is None else benchmark.low <= value <= benchmark.high)
        for benchmark, value in found
    )
