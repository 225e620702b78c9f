"""What the trainee chooses from when composing the formulation and the contract."""

from dataclasses import dataclass

from game.case import CaseFile
from game.manual import AREAS, Book
from game.treatment import Treatment
from game.view.session import Concern, concerns


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A problem area as the manual defines it."""

    id: str
    name: str
    definition: str
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormulationView:
    """The parts of a formulation, and what has been offered so far."""

    areas: tuple[AreaRow, ...]
    abouts: tuple[Concern, ...]
    """People and events that have come up."""
    evidence: tuple[Concern, ...]
    """Facts that have been told."""
    offered: str | None
    """Area last offered."""
    about: str | None
    can_offer: bool
    can_agree: bool
    sessions: int
    remaining: int


def formulation_view(book: Book, case: CaseFile, now: Treatment) -> FormulationView:
    """Return the parts from which a formulation can be composed now."""
    named = concerns(book, case, now)
    offered = now.progress.formulation
    in_session = now.hour.open and not now.over and now.phase != "risk"
    return FormulationView(
        areas=tuple(
            AreaRow(row.id, row.name, row.definition, tuple(goal.said for goal in row.goals))
            for row in (book.areas[area] for area in AREAS)
        ),
        abouts=tuple(concern for concern in named if concern.kind in ("person", "event")),
        evidence=tuple(concern for concern in named if concern.kind == "fact"),
        offered=offered.area if offered else None,
        about=offered.about if offered else None,
        can_offer=in_session and now.phase in book.milestones["offer_formulation"].from_,
        can_agree=in_session
        and offered is not None
        and not now.progress.contract
        and now.phase in book.milestones["agree_contract"].from_,
        sessions=now.sessions,
        remaining=now.remaining,
    )
