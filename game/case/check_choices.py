"""Whether something can be chosen at all, whether looks give the right choice away, and whether figures agree."""

import re
from collections.abc import Sequence
from typing import Final

from game.case.index import CaseFile
from game.case.model import Incident
from game.manual import Book
from game.manual.faults import Found, Steps

_ENOUGH: Final = 2
"""Incidents from which a habit can be seen."""
_LONGER: Final = 3
"""Halves: so much longer than every other must a wording be to stand out."""
_AGE: Final = re.compile(r"(?:\s*\(|,?\s+(?:who is\s+|is\s+|aged?\s+|an?\s+)?)(\d{2,3})(?=[,.)]|-year| years|\s+and\s)")
_THIS_PATIENT: Final = re.compile(r"^[^.]{0,60}\bthis (\d{2})-year-old\b")


def check_choices(case: CaseFile, book: Book, found: Found) -> None:
    """Report choices without a wrong answer (SW221), right ones told by their looks (SW222), other figures (SW223)."""
    for number, decision in enumerate(case.rows.decisions):
        if all(option.liveable for option in decision.options):
            problem = "every option is one the patient can live with, so there is nothing to weigh"
            found.add(("decisions", number, "options"), "SW221", problem, "give one of them 'liveable: false'")
    for number, incident in enumerate(case.rows.incidents):
        if all(better.good for better in incident.better):
            problem = "every wording is a good one, so there is nothing to choose"
            found.add(("incidents", number, "better"), "SW221", problem, "give one of them 'good: false'")
    _check_looks(case, found)
    _check_letter(case, book, found)


def _check_looks(case: CaseFile, found: Found) -> None:
    open_to = [row for row in case.rows.incidents if not all(better.good for better in row.better)]
    if len(open_to) < _ENOUGH:
        return
    path: Steps = ("incidents", case.rows.incidents.index(open_to[0]), "better")
    if all(_is_longest_by_far(row) for row in open_to):
        problem = "in every incident the longest wording is a good one, and by far"
        found.add(path, "SW222", problem, "shorten some, or write a long one that is not good")
    if all(row.better[0].good and not any(other.good for other in row.better[1:]) for row in open_to):
        problem = "in every incident the first wording is the good one, and the only one"
        found.add(path, "SW222", problem, "put it elsewhere in some of them")


def _is_longest_by_far(incident: Incident) -> bool:
    longest = max(incident.better, key=lambda better: len(better.words))
    others = [len(better.words) for better in incident.better if not better.good]
    return longest.good and bool(others) and 2 * len(longest.words) >= _LONGER * max(others)


def _check_letter(case: CaseFile, book: Book, found: Found) -> None:
    rows = case.rows
    letter = " ".join(rows.referral.letter.split())
    path: Steps = ("referral", "letter")
    named = letter.find(rows.patient.name)
    age = _AGE.match(letter, named + len(rows.patient.name)) if named >= 0 else None
    age = age or _THIS_PATIENT.search(letter)
    if age is not None and int(age[1]) != rows.patient.age:
        problem = f"it says {age[1]}, and the patient is {rows.patient.age}"
        found.add(path, "SW223", problem, f"write {rows.patient.age}, or change 'age'")
    scale = book.measures[rows.measure.scale]
    score = _score_in(letter, (scale.id, scale.name))
    total = sum(rows.measure.items)
    if score is not None and score != total:
        problem = f"it gives a {scale.id} of {score}, and the items add up to {total}"
        found.add(path, "SW223", problem, f"write {total}, or change the items")


def _score_in(letter: str, names: Sequence[str]) -> int | None:
    """Return the total a letter gives for the scale; None where it gives none, or in words nobody can be sure of."""
    for name in names:
        said = re.search(
            rf"{re.escape(name)}(?: score)?(?: (?:is|was|of|today|now|came to|at))*:? (\d{{1,2}})\b(?! on)", letter
        )
        if said is not None:
            return int(said[1])
    return None
