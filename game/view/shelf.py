"""The shelf and the referral: what can be known of a patient before meeting them."""

from dataclasses import dataclass

from game.case import CaseFile, Portrait
from game.manual import Book


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A patient to choose; the problem area is not told."""

    case: str
    title: str
    patient: str
    age: int
    occupation: str
    level: int
    sessions: int
    teaser: str
    warnings: tuple[str, ...]
    portrait: Portrait


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The letter, with what stands above it."""

    patient: str
    age: int
    pronouns: str
    occupation: str
    sender: str
    letter: str
    sessions: int
    warnings: tuple[str, ...]
    notice: str


def shelf_row(case: CaseFile) -> ShelfRow:
    """Return the row for one case."""
    rows, patient = case.rows, case.rows.patient
    return ShelfRow(
        case=rows.id,
        title=rows.title,
        patient=patient.name,
        age=patient.age,
        occupation=patient.occupation,
        level=rows.level,
        sessions=int(rows.treatment.sessions),
        teaser=rows.teaser,
        warnings=rows.content_warnings,
        portrait=patient.portrait,
    )


def referral_view(book: Book, case: CaseFile, sessions: int) -> ReferralView:
    """Return the referral letter for a treatment of so many sessions."""
    rows, patient = case.rows, case.rows.patient
    return ReferralView(
        patient=patient.name,
        age=patient.age,
        pronouns=patient.pronouns,
        occupation=patient.occupation,
        sender=rows.referral.from_,
        letter=rows.referral.letter,
        sessions=sessions,
        warnings=rows.content_warnings,
        notice=book.rows.notice,
    )
