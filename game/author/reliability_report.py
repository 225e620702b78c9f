"""Reliability over cases, as lines for a terminal and as data."""

from dataclasses import asdict
from typing import Any, Final

from game.author.figures import table
from game.author.reliability import WANTED, Components, Reliability

_UP_TO: Final = 8
_NOTICE: Final = (
    "The first line is how far the score itself can be relied on: these learners are as good with one patient as with "
    "another. People are not; the last lines say what would remain."
)
_PEOPLE: Final = (0.7, 0.5, 0.3)
"""How alike one person's skill may be on two cases."""


def reliability_data(found: Reliability) -> dict[str, Any]:
    """Return everything: points, squared points, coefficients by number of cases."""
    return {
        "cases": list(found.cases),
        "learners": found.learners,
        "seed": found.seed,
        "means": [round(mean, 3) for mean in found.means],
        "sd": round(found.sd, 3),
        "wanted": WANTED,
        "reached": found.enough(_UP_TO),
        "everybody": _components(found.everybody),
        "middle_half": _components(found.middle),
        "if_skill_correlates": {str(r): _components(found.everybody.with_people(r)) for r in _PEOPLE},
    }


def _components(of: Components) -> dict[str, Any]:
    return {
        "variance": {name: round(value, 3) for name, value in asdict(of).items()},
        "coefficient": {str(n): round(of.coefficient(n), 4) for n in range(1, _UP_TO + 1)},
        "cases_needed": of.cases_for(WANTED),
    }


def reliability_lines(found: Reliability) -> list[str]:
    """Return everything for reading in a terminal."""
    kinds = [
        ("Learners of every skill", found.everybody),
        ("The middle half of them", found.middle),
        *((f"If skill correlates {r:.1f} from case to case", found.everybody.with_people(r)) for r in _PEOPLE),
    ]
    rows: list[tuple[str, ...]] = [("", "1 case", "2", "4", "8", f"Cases for {WANTED:.2f}")]
    for name, of in kinds:
        needed = of.cases_for(WANTED)
        coefficients = (f"{of.coefficient(n):.3f}" for n in (1, 2, 4, 8))
        rows.append((name, *coefficients, "no number" if needed is None else str(needed)))
    means = ", ".join(f"{case} {mean:.1f}" for case, mean in zip(found.cases, found.means, strict=True))
    parts = found.everybody
    who = f"{found.learners} simulated learners, their skill spread evenly from none to the expert's"
    return [
        f"{who}, on {len(found.cases)} cases",
        f"Means: {means}. Learners differ by {found.sd:.1f} points (SD).",
        f"Variance: learners {parts.learner:.1f}, cases {parts.case:.1f}, the rest {parts.rest:.1f}.",
        "",
        *table(rows),
        "",
        _NOTICE,
    ]
