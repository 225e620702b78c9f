"""The key of a case, opened for the class: what it was about, and the three cues that spoke for it most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.case import CaseFile, Fact
from game.manual import Book
from game.treatment import begin
from game.view.ledger import ledger
from game.view.report_words import with_cards

_CUES: Final = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A fact that spoke for the key: its card, the patient's words, and the cheapest way to it."""

    card: str
    words: str
    way: str
    points: int
    """How strongly it speaks for the key's area, 1 to 3."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The key, with the strongest cues first."""

    case: str
    patient: str
    area: str
    about: str
    why: str
    misleads: str
    acceptable: tuple[str, ...]
    cues: tuple[Cue, ...]


def truth(book: Book, case: CaseFile) -> Truth:
    """Return the key of a case in words; `book` is adapted to the case."""
    key = case.rows.key
    # A treatment before its first hour has heard nothing, so its ledger offers every fact with the way to it.
    _heard, offered = ledger(book, case, begin(book, case, 0), ())
    ways = {row.fact: row for row in offered}
    return Truth(
        case=case.rows.title,
        patient=case.rows.patient.name,
        area=book.areas[key.area].name,
        about=case.name_of(key.about),
        why=with_cards(case, key.why),
        misleads=with_cards(case, key.misleads),
        acceptable=tuple(f"{book.areas[row.area].name}: {case.name_of(row.about)}" for row in key.acceptable),
        cues=tuple(
            Cue(fact.card, fact.words[0], ways[fact.id].way, fact.signals[key.area]) for fact in _strongest(case)
        ),
    )


def _strongest(case: CaseFile) -> list[Fact]:
    """Return the facts that speak most for the key's area, and among equals least for another."""
    area = case.rows.key.area

    def weight(fact: Fact) -> tuple[int, int]:
        others = [points for other, points in fact.signals.items() if other != area]
        return -fact.signals[area], max(others, default=0)

    speaking: Sequence[Fact] = [fact for fact in case.rows.facts if fact.signals.get(area, 0) > 0 and not fact.herring]
    return sorted(speaking, key=weight)[:_CUES]
