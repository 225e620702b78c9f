"""Whether a case is fair to reason about: what everything told would prove, and what the letter alone gives away.

The reader here is Bayes' rule and nothing more: even chances to begin with, and every point a fact speaks for an area
doubles that area's odds. It is no model of a person; it says what the case itself claims its facts are worth.
"""

from collections.abc import Iterable
from typing import Final

from game.case.index import CaseFile
from game.case.model import Fact
from game.manual import AREAS, Area
from game.manual.faults import Found

LEAST_FROM_ALL: Final = 820
"""Thousandths: so sure of the key must a reader be who was told everything."""
MOST_FROM_LETTER: Final = 400
"""Thousandths: so sure may a reader be who has read the letter and let the patient begin. Chance is 250."""
_PLAIN: Final = 2
"""Points apart from which one fact tells two areas apart."""


def check_fair(case: CaseFile, found: Found) -> None:
    """Report a key that all facts leave open (SW210), and one that the letter settles (SW211) or says nothing on."""
    told = chances(case, case.rows.facts)
    solved = chance_of_key(case, told)
    if solved < LEAST_FROM_ALL:
        rival = max((area for area in AREAS if area != case.rows.key.area), key=lambda area: told[area])
        problem = f"all facts together make '{case.rows.key.area}' {solved / 10:.0f} % likely, and '{rival}' is next"
        instead = f"let facts speak more for it or against '{rival}', up to {LEAST_FROM_ALL / 10:.0f} %"
        found.add(("key", "area"), "SW210", problem, instead)
    _check_letter(case, found)
    _check_told_apart(case, found)


def chances(case: CaseFile, facts: Iterable[Fact]) -> dict[Area, int]:
    """Return how likely each area is (thousandths) to a reader of the letter who was told `facts`."""
    points = {area: case.rows.referral.suggests.get(area, 0) for area in AREAS}
    for fact in facts:
        for area, weight in fact.signals.items():
            points[area] += weight
    # Two to the power of the points, as whole numbers, so that every system finds the same.
    least = min(points.values())
    odds = {area: 1 << min(points[area] - least, 200) for area in AREAS}
    return {area: odds[area] * 1_000 // sum(odds.values()) for area in AREAS}


def chance_of_key(case: CaseFile, believed: dict[Area, int]) -> int:
    """Return how likely a reader has it right (thousandths): the key's area, and others as far as they are credited."""
    key = case.rows.key
    worth: dict[Area, int] = {key.area: 1_000}
    for row in key.acceptable:
        worth[row.area] = max(worth.get(row.area, 0), row.credit)
    return sum(believed[area] * credit // 1_000 for area, credit in worth.items())


def unasked(case: CaseFile) -> tuple[Fact, ...]:
    """Return the facts that come out at the first open question, whoever asks it."""
    first = case.rows.patient.alliance
    return tuple(
        fact for fact in case.rows.facts if "spontaneous" in fact.how and not fact.after and fact.alliance <= first
    )


def _check_letter(case: CaseFile, found: Found) -> None:
    if not case.rows.referral.suggests:
        problem = "it does not say where a first reader of the letter would lean"
        instead = "add 'suggests' with points for the areas, such as '{role_dispute: 2}'"
        found.add(("referral",), "SW212", problem, instead)
    by_itself = unasked(case)
    guessed = chances(case, by_itself)[case.rows.key.area]
    if guessed > MOST_FROM_LETTER:
        names = ", ".join(f"'{fact.id}'" for fact in by_itself) or "no fact"
        problem = f"the letter and what comes out unasked ({names}) make the key's area {guessed / 10:.0f} % likely"
        instead = f"let them lean elsewhere, to {MOST_FROM_LETTER / 10:.0f} % or less"
        found.add(("referral", "letter"), "SW211", problem, instead)


def _check_told_apart(case: CaseFile, found: Found) -> None:
    """Report the areas that no single fact tells from the key's: only a sum does, which nobody adds up in a room."""
    own = case.rows.key.area
    accepted = {row.area for row in case.rows.key.acceptable}
    for area in AREAS:
        if area == own or area in accepted:
            continue
        if not any(fact.signals.get(own, 0) - fact.signals.get(area, 0) >= _PLAIN for fact in case.rows.facts):
            problem = f"no fact tells '{own}' from '{area}' by itself"
            instead = f"let one speak for '{own}' or against '{area}' by {_PLAIN} points or more"
            found.add(("key", "area"), "SW213", problem, instead)
