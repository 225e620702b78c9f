"""What can be seen without a word: what people look like, and the time of the year outside."""

from typing import get_args

from game.case import CaseFile, Portrait, likeness_of
from game.case.terms import MonthName
from game.treatment import Treatment

PATIENT = ""
"""The ref of the patient among the portraits."""
_PERSON = "person:"


def portrait_of(case: CaseFile, ref: str) -> Portrait:
    """Return what the patient, or a person of the case, looks like; `ref` is `person:id` or the id alone."""
    own = case.rows.patient.portrait
    if ref == PATIENT:
        return own
    person = case.people[ref.removeprefix(_PERSON)]
    return person.portrait or likeness_of(person.id, person.relation, own)


def portraits(case: CaseFile, now: Treatment) -> tuple[tuple[str, Portrait], ...]:
    """Return what everybody looks like who has come up, the patient first: ref and portrait."""
    people = sorted(ref for ref in now.knowledge.known if ref.startswith(_PERSON))
    return tuple((ref, portrait_of(case, ref)) for ref in (PATIENT, *people))


def first_month(case: CaseFile) -> int:
    """Return the month in which the treatment begins, 0 to 11, as its season is in the north."""
    plan = case.rows.treatment
    return (get_args(MonthName).index(plan.begins) + 6 * (plan.hemisphere == "south")) % 12
