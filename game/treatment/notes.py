"""Keeping the workbook: free, recorded, and only about what has come up."""

from typing import assert_never

from game.treatment.actions import PinFact, PlaceEvent, PlacePerson, SetProbabilities, WriteNote
from game.treatment.events import EventPlaced, FactPinned, NoteWritten, PersonPlaced, ProbabilitiesSet
from game.treatment.turn import IllegalAction, Turn
from game.words import _, later

_RINGS = range(5)
_MONTHS = range(-720, 7)
_WEIGHTS = range(-3, 4)
_LONGEST_NOTE = 2_000


def keep_note(turn: Turn, action: PlacePerson | PlaceEvent | PinFact | SetProbabilities | WriteNote) -> None:
    """Write in the workbook. Raises IllegalAction for what cannot be noted."""
    match action:
        case PlacePerson():
            _need_known(turn, f"person:{action.person}")
            _need(action.ring in _RINGS, later("The circle has rings 0 to 4."))
            turn.add(PersonPlaced(action.person, action.when, action.ring))
        case PlaceEvent():
            _need_known(turn, f"event:{action.event}")
            _need(action.month in _MONTHS, later("The timeline runs from sixty years back to half a year ahead."))
            turn.add(EventPlaced(action.event, action.month))
        case PinFact():
            _need(action.fact in turn.now.knowledge.told, later("Only what the patient has told can be pinned."))
            _need(action.weight in _WEIGHTS, later("A card weighs from -3 (against) to 3 (for)."))
            turn.add(FactPinned(action.fact, action.area, action.weight))
        case SetProbabilities():
            shares = (
                action.grief,
                action.role_dispute,
                action.role_transition,
                action.interpersonal_deficits,
            )
            _need(min(shares) >= 0 and sum(shares) == 100, later("The four probabilities add up to 100."))
            turn.add(ProbabilitiesSet(shares))
        case WriteNote():
            _need(0 < len(action.words) <= _LONGEST_NOTE, later("A note has 1 to 2,000 characters."))
            turn.add(NoteWritten(action.words))
        case _:
            assert_never(action)


def _need_known(turn: Turn, concern: str) -> None:
    _need(concern in turn.now.knowledge.known, later("That has not come up yet."))


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise IllegalAction(_(otherwise))
