"""Saying something: typed words, then the move, then whom it is about, then how it is put."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import Say
from game.view import Move
from game.view.palette import Match, find, nearest_names
from game.words import _


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
        console.say(_("Nothing goes by these words. Try others: a feeling, a name, a technique; or “help”."))
        return None
    rows = [f"{door.label} …" for door in opening] + [_label(match) for match in matches]
    with console.helping(
        _(
            "Type the number of what you want to say; nothing is said before you have seen the words, where there are "
            "several ways. Or type other words to look for something else."
        )
    ):
        chosen = console.choose(rows, _("Number, other words, or Enter"))
    if isinstance(chosen, str):
        return None if gone_back(chosen) else chosen
    if chosen < len(opening):
        opening[chosen].open()
        return None
    return _put(desk, matches[chosen - len(opening)])


def _doors(doors: Sequence[Door], typed: str) -> tuple[Door, ...]:
    return tuple(doors[place] for place in nearest_names(typed, [f"{door.label} {door.also}" for door in doors]))


def browse(desk: Desk) -> str | None:
    """Let the player choose among all moves, by what the manual counts them to; return words typed instead."""
    console, groups = desk.console, grouped(desk)
    names = list(groups)
    console.say(_("Everything one can say, by what the manual calls it:"))
    chosen = console.choose(
        [f"{name} ({_moves_of(moves)})" for name, moves in groups.items()], _("Number, other words, or Enter")
    )
    if isinstance(chosen, str):
        return None if gone_back(chosen) else chosen
    moves = groups[names[chosen]]
    console.say(f"{names[chosen]}:")
    picked = console.choose_only([_label(match) for match in moves], _("Number or words, or Enter to go back"))
    return None if picked is None else _put(desk, moves[picked])


def grouped(desk: Desk) -> Mapping[str, Sequence[Match]]:
    """Return every move by its technique in the manual's order, and last those that belong to none."""
    book = desk.look.book
    other = _("Other things one could say")
    found: dict[str, list[Match]] = {name: [] for name in (*(row.name for row in book.rows.techniques), other)}
    for move in desk.moves:
        technique = book.techniques.get(book.intents[move.intent].does)
        found[technique.name if technique is not None else other].append(Match(move, None, move.name))
    return {name: moves for name, moves in found.items() if moves}


def _moves_of(moves: Sequence[Match]) -> str:
    return _("1 move") if len(moves) == 1 else _("{number} moves", number=len(moves))


def _label(match: Match) -> str:
    minutes = match.move.minutes
    takes = _("1 minute") if minutes == 1 else _("{minutes} minutes", minutes=minutes)
    return f"{match.label}{' …' if match.wants_target else ''} ({takes})"


def _put(desk: Desk, match: Match) -> str | None:
    """Let the words be chosen, and whom they are about, and say them; return other words typed instead."""
    move, target = match.move, match.target
    if target is None and move.needs_target:
        target = _about(desk, move)
        if target is None:
            return None
    can_name = bool(move.targets) and not move.needs_target and match.target is None
    while isinstance(chosen := _worded(desk, move, target, can_name=can_name), str):
        if gone_back(chosen):
            return None
        if not (can_name and chosen.casefold() == "about"):
            desk.console.say(_("That was not said. Looking for the new words:"), "note")
            return chosen
        target = _about(desk, move) or target
    desk.act(Say(move.intent, target, chosen))
    return None


def _worded(desk: Desk, move: Move, target: str | None, *, can_name: bool) -> int | str:
    """Return which of the wordings is wanted, or what else was typed."""
    ways = desk.look.ways(move.intent, target)
    if len(ways) == 1 and not can_name:
        return 0
    desk.console.say(_("How do you put it?"))
    prompt = _("Number, Enter for the first, or “back”")
    if can_name:
        prompt = _("Number, Enter for the first, “about” to say whom or what it is about, or “back”")
    with desk.console.helping(_("The same move in other words. Type the number of the words that suit you best.")):
        return desk.console.choose([f"“{words}”" for words in ways], prompt) or 0


def _about(desk: Desk, move: Move) -> str | None:
    """Return the target chosen, None to go back."""
    console = desk.console
    names = {concern.ref: concern.name for concern in desk.room.concerns}
    known_as = {row.ref: f"{row.name} {row.relation}" for row in desk.workbook.people}
    console.say(_("Whom or what is it about?"))
    with console.helping(_("Type the number, or a name, or what somebody is to the patient, such as “sister”.")):
        chosen = console.choose_only(
            [names[ref] for ref in move.targets],
            _("Number, a name, or Enter to go back"),
            [known_as.get(ref, names[ref]) for ref in move.targets],
        )
    return None if chosen is None else move.targets[chosen]
