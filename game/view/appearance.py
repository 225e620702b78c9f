"""What can be seen without a word: what people look like, what a face shows, and the time of the year outside."""

from collections.abc import Callable
from typing import Final, get_args

from game.case import CaseFile, Portrait, likeness_of
from game.case.terms import MonthName
from game.manual import Affect
from game.treatment import Treatment
from game.view.session import Room, Utterance
from game.words import _

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


def strength_of(intensity: int) -> int:
    """Return how strongly a feeling shows: 0 below 3,500 thousandths of 10, 2 from 6,500."""
    return 0 if intensity < 3_500 else 1 if intensity < 6_500 else 2


def feeling_words(affect: Affect, intensity: int) -> str:
    """Return what a face says, such as "very sad"."""
    feeling = _FEELING[affect]()
    if affect in {"calm", "numb"}:
        return feeling
    match strength_of(intensity):
        case 0:
            return _("a little {feeling}", feeling=feeling)
        case 2:
            return _("very {feeling}", feeling=feeling)
    return feeling


def face_words(line: Utterance) -> str:
    """Return how the patient looks while saying a line; empty while calm."""
    return "" if line.affect == "calm" else feeling_words(line.affect, line.intensity)


def bearing_words(room: Room, first_name: str) -> str:
    """Return how the patient sits there, as a sentence."""
    match room.guardedness:
        case "open":
            words = _("{name} sits at ease with you", name=first_name)
        case "wary":
            words = _("{name} keeps a little distance", name=first_name)
        case "closed":
            words = _("{name} has closed up", name=first_name)
    return f"{words}." if room.affect == "calm" else f"{words}, {feeling_words(room.affect, room.intensity)}."


# Looked up when they are said, since the language can change.
_FEELING: Final[dict[Affect, Callable[[], str]]] = {
    "calm": lambda: _("calm"),
    "sad": lambda: _("sad"),
    "angry": lambda: _("angry"),
    "anxious": lambda: _("anxious"),
    "guilty": lambda: _("guilty"),
    "ashamed": lambda: _("ashamed"),
    "numb": lambda: _("numb"),
    "lonely": lambda: _("lonely"),
    "hopeful": lambda: _("hopeful"),
    "warm": lambda: _("warm"),
}
