"""Finding what to say in the browser's room: by meaning as in the window, by technique where moves are listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from game.server.web.play_words import minutes
from game.sitting import Outlook
from game.view import Concern, Move
from game.view.palette import Match, find, nearest_names, nearest_way
from game.words import _, later, n_

_MOST: Final = 60
_AT_FIRST: Final = 12
_LATELY: Final = 8
_ENOUGH_WORDS: Final = 2
_OTHER: Final = later("Other things one could say")
LADDER: Final = "risk_ladder"


@dataclass(frozen=True, slots=True)
class Found:
    """A move that was found. Where `words` are there, it can be said at once; else it must be chosen about whom."""

    label: str
    takes: str
    intent: str
    target: str | None
    words: str
    variant: int
    address: str
    """Where the target and the wording are chosen."""
    choices: bool
    """Whether there is anything to choose there."""


@dataclass(frozen=True, slots=True)
class Door:
    """Something to do that is more than a sentence, and where it is done."""

    label: str
    also: str
    address: str


@dataclass(frozen=True, slots=True)
class Results:
    """What was found by some words."""

    typed: str
    doors: tuple[Door, ...]
    moves: tuple[Found, ...]
    more: int
    """How many moves were found besides."""


@dataclass(frozen=True, slots=True)
class Group:
    """Moves that the manual counts to one technique."""

    key: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A move that is to be said: about whom, and the ways in which it can be put. `ways` is empty before the target."""

    move: Move
    takes: str
    target: str | None
    about: str
    targets: tuple[Concern, ...]
    ways: tuple[str, ...]
    first: int
    """Number of the way that is most like what was typed."""
    asking: bool
    """Whether the target is to be chosen now."""


# -- by words --------------------------------------------------------------------------------------------


def results(look: Outlook, typed: str, *, every: bool) -> Results:
    """Return what fits the words that were typed, best first: a dozen, or with `every` all that is near."""
    known_as = {row.ref: row.relation for row in look.workbook.people}
    matches = find(look.moves, look.room.concerns, typed, known_as)[:_MOST]
    shown = matches if every else matches[:_AT_FIRST]
    rows = tuple(_found(look, match, typed) for match in shown)
    return Results(typed, _doors_by(look, typed), rows, len(matches) - len(shown))


def doors(look: Outlook) -> Iterator[Door]:
    """Yield what can be done besides speaking."""
    if look.formulation.can_offer:
        yield Door(_("Offer the formulation"), _("focus problem area explain"), "/play/formulate")
    if look.formulation.can_agree:
        yield Door(_("Agree the contract"), _("goals sessions agreement"), "/play/contract")
    for view in look.procedures:
        label = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
        yield Door(label, _("procedure step by step work through"), work_address(view.procedure, view.subject))
    yield Door(_("End the session"), _("stop close time"), "/play/end")


def work_address(procedure: str, subject: str | None) -> str:
    """Return where a procedure is worked through."""
    about = {"subject": subject} if subject else {}
    return f"/play/work?{urlencode({'procedure': procedure, **about})}"


def say_address(intent: str, target: str | None, typed: str = "", *, about: bool = False) -> str:
    """Return where the target and the wording of a move are chosen."""
    fields = {"intent": intent, "target": target, "find": typed, "about": "yes" if about else ""}
    return f"/play/say?{urlencode({name: value for name, value in fields.items() if value})}"


def _doors_by(look: Outlook, typed: str) -> tuple[Door, ...]:
    every = tuple(doors(look))
    return tuple(every[place] for place in nearest_names(typed, [f"{door.label} {door.also}" for door in every]))


def _found(look: Outlook, match: Match, typed: str) -> Found:
    move, target = match.move, match.target
    ways = () if match.wants_target else look.ways(move.intent, target)
    way = _way_like(typed, ways)
    return Found(
        label=match.label,
        takes=minutes(move.minutes),
        intent=move.intent,
        target=target,
        words=ways[way] if ways else "",
        variant=way,
        address=say_address(move.intent, target, typed),
        choices=len(ways) > 1 or bool(move.targets),
    )


def _way_like(typed: str, ways: Sequence[str]) -> int:
    return nearest_way(typed, ways) if ways and len(typed.split()) >= _ENOUGH_WORDS else 0


# -- by what the manual calls it, and lately ---------------------------------------------------------------


def groups(look: Outlook) -> tuple[Group, ...]:
    """Return the techniques whose moves are listed; none but in guided mode, so that no list gives anything away."""
    if not look.guided:
        return ()
    return tuple(
        Group(key, name, n_("{count} move", "{count} moves", len(moves)))
        for key, name, moves in _by_technique(look)
        if moves
    )


def group(look: Outlook, key: str) -> tuple[str, tuple[Found, ...]] | None:
    """Return the name of a technique and its moves; None where there is nothing to list."""
    if not look.guided:
        return None
    found = next(((name, moves) for other, name, moves in _by_technique(look) if other == key and moves), None)
    if found is None:
        return None
    return found[0], tuple(_found(look, Match(move, None, move.name), "") for move in found[1])


def lately(look: Outlook) -> tuple[Found, ...]:
    """Return what was said last, the newest first: one's own list, which gives nothing away."""
    by_intent = {move.intent: move for move in look.moves}
    moves = [by_intent[intent] for intent in look.lately if intent in by_intent][:_LATELY]
    return tuple(_found(look, Match(move, None, move.name), "") for move in moves)


def letters(look: Outlook) -> tuple[str, ...]:
    """Return the letters with which moves begin."""
    return tuple(sorted({move.name[:1].upper() for move in look.moves}))


def _by_technique(look: Outlook) -> Iterator[tuple[str, str, list[Move]]]:
    of: dict[str, list[Move]] = {row.id: [] for row in look.book.rows.techniques}
    others: list[Move] = []
    for move in look.moves:
        of.get(look.book.intents[move.intent].does, others).append(move)
    for row in look.book.rows.techniques:
        yield row.id, row.name, of[row.id]
    yield "other", _(_OTHER), others


# -- about whom, and in which words ------------------------------------------------------------------------


def wording(look: Outlook, intent: str, target: str | None, typed: str, *, about: bool) -> Wording | None:
    """Return what is to be chosen before a move is said; None where it cannot be said now, or not about that."""
    move = next((move for move in look.moves if move.intent == intent), None)
    if move is None or (target is not None and target not in move.targets):
        return None
    asking = bool(move.targets) and (about or (target is None and move.needs_target))
    ways = () if asking else look.ways(intent, target)
    return Wording(
        move=move,
        takes=minutes(move.minutes),
        target=target,
        about=_name(look, target),
        targets=_targets(look, move),
        ways=ways,
        first=_way_like(typed, ways),
        asking=asking,
    )


def topic(look: Outlook, move: Move) -> str:
    """Return the name of what was just spoken of, where a move about nothing else takes it up; else nothing."""
    return _name(look, look.room.topic) if look.room.topic in move.targets else ""


def _targets(look: Outlook, move: Move) -> tuple[Concern, ...]:
    """Return whom and what a move can be about; what was just spoken of comes first."""
    concerns = {concern.ref: concern for concern in look.room.concerns}
    found = [concerns[ref] for ref in move.targets if ref in concerns]
    return tuple(sorted(found, key=lambda concern: concern.ref != look.room.topic))


def _name(look: Outlook, ref: str | None) -> str:
    return next((concern.name for concern in look.room.concerns if concern.ref == ref), "")
