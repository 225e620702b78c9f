"""Reaching for a move in the palette: what the typed words find, and the steps until something is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from game.sitting import Outlook
from game.treatment import AskSupervisor, LeaveProcedure
from game.ui.screens.intents import Act, Open, Work
from game.view import Concern, Move
from game.view.palette import Match, find, nearest_names, nearest_way
from game.words import _, holds_words

FIELD, TARGET = "palette.field", "palette.target"
LIST, SCROLL = "palette.list", "palette.scroll"
_MOST = 60
_LATELY = 8
_ENOUGH_WORDS = 2


@dataclass(frozen=True, slots=True)
class Browsing:
    """The list is open without a word typed: what is starred, what was said lately, and letters to press."""


@dataclass(frozen=True, slots=True)
class Aiming:
    """A move was chosen, and not yet whom or what it is about."""

    move: Move


@dataclass(frozen=True, slots=True)
class Wording:
    """A move and what it is about were chosen, and not yet the words. `first` is the way that is offered first."""

    move: Move
    target: str | None
    label: str
    ways: tuple[str, ...]
    first: int = 0


Stage = Browsing | Aiming | Wording | None


@dataclass(frozen=True, slots=True)
class Door:
    """Something to do that is more than a sentence, and has a screen or a button of its own."""

    label: str
    also: str
    intent: object


def doors(look: Outlook) -> tuple[Door, ...]:
    """Return what can be opened or done from the palette besides speaking."""
    found = []
    if look.formulation.can_offer:
        found.append(Door(_("Offer the formulation"), _("focus problem area explain"), Open("formulation")))
    if look.formulation.can_agree:
        found.append(Door(_("Agree the contract"), _("goals sessions agreement"), Open("contract")))
    for view in look.procedures:
        label = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
        found.append(Door(label, _("procedure step by step work through"), Work(view.procedure, view.subject)))
    if look.room.running is not None:
        found.append(Door(_("Leave the procedure"), _("stop put down"), Act(LeaveProcedure())))
    if look.supervised:
        found.append(Door(_("Ask the supervisor"), _("what am I missing help hint"), Act(AskSupervisor())))
    found.append(Door(_("End the session"), _("stop close time"), Open("end")))
    return tuple(found)


@holds_words
@lru_cache(maxsize=64)
def found_doors(look: Outlook, typed: str) -> tuple[Door, ...]:
    """Return the doors whose name or other words hold all that was typed."""
    if not typed.strip():
        return ()
    every = doors(look)
    return tuple(every[place] for place in nearest_names(typed, [f"{door.label} {door.also}" for door in every]))


@lru_cache(maxsize=64)
def found_moves(look: Outlook, typed: str) -> tuple[Match, ...]:
    """Return the moves that fit what was typed, best first; none when nothing was typed, so that no list cues."""
    if not typed.strip():
        return ()
    known_as = {row.ref: row.relation for row in look.workbook.people}
    return find(look.moves, look.room.concerns, typed, known_as)[:_MOST]


def way_like(look: Outlook, match: Match, typed: str) -> int:
    """Return the number of the wording of a match that is most like what was typed."""
    if match.wants_target or len(typed.split()) < _ENOUGH_WORDS:
        return 0
    return nearest_way(typed, look.ways(match.move.intent, match.target))


def starred(look: Outlook, favourites: tuple[str, ...]) -> tuple[Move, ...]:
    """Return the favourite moves that can be said now, by name."""
    return tuple(move for move in look.moves if move.intent in favourites)


def lately(look: Outlook, favourites: tuple[str, ...]) -> tuple[Move, ...]:
    """Return what was said last and is not starred, the newest first."""
    by_intent = {move.intent: move for move in look.moves if move.intent not in favourites}
    return tuple(by_intent[intent] for intent in look.lately if intent in by_intent)[:_LATELY]


def aim(look: Outlook, move: Move, target: str | None, *, way: int = 0, asked: bool = False) -> Aiming | Wording:
    """Return the next step for a move: its words, or first whom it is about where that must be said or was asked."""
    if target is None and move.targets and (move.needs_target or asked):
        return Aiming(move)
    return worded(look, move, target, way)


def worded(look: Outlook, move: Move, target: str | None, way: int = 0) -> Wording:
    """Return the step at which the words are chosen."""
    name = next((concern.name for concern in look.room.concerns if concern.ref == target), None)
    label = move.name if name is None else f"{move.name}: {name}"
    ways = look.ways(move.intent, target)
    return Wording(move, target, label, ways, way if way < len(ways) else 0)


def topic(look: Outlook, move: Move) -> Concern | None:
    """Return what was just spoken of, where the move can be about it: a move about nothing else takes it up."""
    return next(
        (concern for concern in look.room.concerns if concern.ref == look.room.topic and concern.ref in move.targets),
        None,
    )


def targets(look: Outlook, move: Move, typed: str) -> Iterator[Concern]:
    """Yield whom and what a move can be about, found by name or by what they are to the patient.

    What was just spoken of comes first while nothing is typed.
    """
    concerns = {concern.ref: concern for concern in look.room.concerns}
    known_as = {row.ref: row.relation for row in look.workbook.people}
    found = [concerns[ref] for ref in move.targets if ref in concerns]
    names = [f"{concern.name} {known_as.get(concern.ref, '')}" for concern in found]
    kept = [found[place] for place in nearest_names(typed, names)]
    if not typed.strip():
        kept.sort(key=lambda concern: concern.ref != look.room.topic)
    yield from kept
