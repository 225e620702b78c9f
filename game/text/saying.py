"""Saying something: typed words, then the move, then whom it is about, then how it is put."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import Say
from game.view import Move
from game.view.palette import Match, find, nearest_names

_NOBODY = "Nobody and nothing in particular"
_CHOOSE = "Number, other words, or Enter"


@dataclass(frozen=True, slots=True)
class Door:
    """Something to do that is more than a sentence; found by typing, like everything one can say."""

    label: str
    also: str
    open: Callable[[], None]


def say_something(desk: Desk, typed: str, doors: Sequence[Door] = ()) -> str | None:
    """Let the player find a move by `typed` words and say it; return other words that were typed instead, if any."""
    console = desk.console
    known_as = {row.ref: row.relation for row in desk.workbook.people}
    matches = find(desk.moves, desk.room.concerns, typed, known_as)
    opening = _doors(doors, typed) if typed else ()
    if not matches and not opening:
        console.say("Nothing goes by these words. Try others: a feeling, a name, a technique; or “help”.")
        return None
    rows = [f"{door.label} …" for door in opening] + [_label(match) for match in matches]
    chosen = console.choose(rows, _CHOOSE)
    if isinstance(chosen, str):
        return None if gone_back(chosen) else chosen
    if chosen < len(opening):
        opening[chosen].open()
        return None
    return _put(desk, matches[chosen - len(opening)])


def _doors(doors: Sequence[Door], typed: str) -> tuple[Door, ...]:
    return tuple(doors[place] for place in nearest_names(typed, [f"{door.label} {door.also}" for door in doors]))


def _label(match: Match) -> str:
    minutes = match.move.minutes
    about = " …" if match.wants_target else ""
    return f"{match.label}{about} ({minutes} minute{'s' * (minutes != 1)})"


def _put(desk: Desk, match: Match) -> str | None:
    move, target = match.move, match.target
    if target is None and move.targets:
        found = _about(desk, move)
        if found is None:
            return None
        target = found or None
    ways = desk.ways(move.intent, target)
    chosen: int | str = 0
    if len(ways) > 1:
        desk.console.say("How do you put it?")
        chosen = desk.console.choose([f"“{words}”" for words in ways], "Number, Enter for the first, or “back”")
    if isinstance(chosen, str) and chosen:
        return None if gone_back(chosen) else chosen
    desk.act(Say(move.intent, target, int(chosen or 0)))
    return None


def _about(desk: Desk, move: Move) -> str | None:
    """Return the target chosen, the empty text for nobody in particular, or None to go back."""
    console = desk.console
    names = {concern.ref: concern.name for concern in desk.room.concerns}
    refs = ["", *move.targets] if not move.needs_target else list(move.targets)
    labels = [names.get(ref, _NOBODY) for ref in refs]
    console.say("Whom or what is it about?")
    places: tuple[int, ...] = tuple(range(len(refs)))
    while True:
        chosen = console.choose([labels[place] for place in places], "Number, a name, or Enter to go back")
        if isinstance(chosen, int):
            return refs[places[chosen]]
        if gone_back(chosen):
            return None
        named = nearest_names(chosen, labels)
        if named:
            places = named
        else:
            console.say("Nobody and nothing of that name has come up, or it cannot be about that.")
