"""Whether the parallel forms of a case were equally hard, as far as the class shows it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.server.analysing.played import Played

APART: Final = 5_000
"""Thousandths of a point between means from which a teacher should look (proposed in classroom.md 4.3)."""
_FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the case: its variant ("" for the case as it is written), runs, mean and spread in thousandths."""

    variant: str
    runs: int
    mean: int
    spread: int | None
    """Standard deviation; None with fewer than two runs."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """All forms, and whether their means lie apart further than they should. None where there is too little to say."""

    forms: tuple[Form, ...]
    apart: int | None
    """Thousandths of a point between the highest and the lowest mean."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a teacher should look."""
        return self.apart is not None and self.apart > APART


def fairness(runs: Sequence[Played]) -> Fairness:
    """Compare the forms of the case over the runs that have a score."""
    points: dict[str, list[int]] = {}
    for run in runs:
        if run.composite is not None:
            points.setdefault(run.variant or "", []).append(run.composite)
    forms = tuple(_form(variant, found) for variant, found in sorted(points.items()))
    large = [form.mean for form in forms if form.runs >= _FEWEST]
    return Fairness(forms, max(large) - min(large) if len(large) > 1 else None)


def _form(variant: str, points: list[int]) -> Form:
    spread = round(statistics.stdev(points)) if len(points) > 1 else None
    return Form(variant, len(points), round(statistics.fmean(points)), spread)
