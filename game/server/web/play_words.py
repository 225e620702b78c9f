"""What the browser's room says of the patient, the clock and the notes, in the words of the text twin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from game.sitting import Outlook
from game.view import Comment, Room
from game.view.workbook import Card
from game.words import _, n_

_GONE_THROUGH: Final = frozenset({"incident", "decision", "rehearsal"})


def known_from_letter(look: Outlook) -> str:
    """Say whom and what the letter has named."""
    people = [f"{row.name} ({row.relation})" for row in look.workbook.people]
    names = [*people, *(row.name for row in look.workbook.events)]
    return _("From the letter you can already ask about: {names}.", names="; ".join(names)) if names else ""


def spoken_of(look: Outlook) -> tuple[str, ...]:
    """Return everybody and everything that has come up, a sentence for each kind."""
    kinds = {
        "person": _("People"),
        "event": _("Events"),
        "incident": _("Occasions to go through"),
        "decision": _("Decisions"),
        "rehearsal": _("To practise"),
    }
    names = {kind: [each.name for each in look.room.concerns if each.kind == kind] for kind in kinds}
    return tuple(f"{title}: {'; '.join(names[kind])}." for kind, title in kinds.items() if names[kind])


def came_up(look: Outlook, refs: Sequence[str]) -> tuple[str, ...]:
    """Say what has come up just now, by the refs of the concerns that a player may know of."""
    new = [concern for concern in look.room.concerns if concern.ref in refs]
    people = [concern.name for concern in new if concern.kind in ("person", "event")]
    says = [_("New, and you can now ask about it: {names}.", names="; ".join(people))] if people else []
    gone_through = [concern.name for concern in new if concern.kind in _GONE_THROUGH]
    return (*says, *(_("New, and you can go through it step by step: {name}.", name=name) for name in gone_through))


# -- the clocks ------------------------------------------------------------------------------------------


def minutes(number: int) -> str:
    """Say how long something takes."""
    return _("1 minute") if number == 1 else _("{minutes} minutes", minutes=number)


def hour_left(room: Room) -> str:
    """Say what is left of the session."""
    return n_("{count} minute left", "{count} minutes left", room.minutes_left)


def sessions_left(number: int) -> str:
    """Say how many sessions are left."""
    return _("1 session left") if number == 1 else _("{left} sessions left", left=number)


# -- the workbook ----------------------------------------------------------------------------------------


def strengths() -> tuple[tuple[int, str], ...]:
    """Return how strongly a card can speak for an area, strongest first, each with its words."""
    return (
        (3, _("strongly for")),
        (2, _("for")),
        (1, _("a little for")),
        (0, _("not pinned")),
        (-1, _("a little against")),
        (-2, _("against")),
        (-3, _("strongly against")),
    )


def pinned(card: Card, areas: Sequence[str]) -> str:
    """Say what a card was pinned to."""
    words = dict(strengths())
    pins = [f"{words[weight]} {area}" for area, weight in zip(areas, card.weights, strict=True) if weight]
    return ", ".join(pins) or _("not pinned")


# -- the supervisor --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One remark of the supervisor as it is shown; `good` tells praise from gap, and so does `mark`."""

    mark: str
    title: str
    says: str
    instead: str
    reference: str
    good: bool


def remarked(look: Outlook) -> tuple[Line, ...]:
    """Return what the supervisor says of the last turn; what was praised before by its name only."""
    made = [comment for remark in look.remarks if remark.turn == look.turn for comment in remark.comments]
    gaps = _cited([comment for comment in made if not comment.good])
    new = [_line(_("Well done"), row) for row in made if row.good and (row.kind, row.id) not in look.praised]
    again = [row.title for row in made if row.good and (row.kind, row.id) in look.praised]
    known = [Line(_("Good"), "; ".join(again), "", "", "", good=True)] if again else []
    return (*gaps, *new, *known)


@dataclass(frozen=True, slots=True)
class LookBack:
    """What the supervisor says of a whole session: gaps at the words they are about, then what was done."""

    session: int
    gaps: tuple[tuple[str, tuple[Line, ...]], ...]
    done: tuple[str, ...]
    nothing: bool


def looked_back(look: Outlook) -> LookBack:
    """Return what the supervisor says of the session that was last, each gap once."""
    seen: set[tuple[str, str]] = set()
    rows: list[tuple[str, tuple[Line, ...]]] = []
    for remark in look.remarks:
        gaps = [each for each in remark.comments if not each.good and (each.kind, each.id) not in seen]
        seen.update((each.kind, each.id) for each in gaps)
        if gaps:
            said = _("Turn {turn}, you: “{words}”", turn=remark.turn, words=remark.words)
            rows.append((said if remark.words else _("Turn {turn}:", turn=remark.turn), _cited(gaps)))
    done = dict.fromkeys(each.title for remark in look.remarks for each in remark.comments if each.good)
    return LookBack(look.room.session, tuple(rows), tuple(done), nothing=not look.remarks)


def _cited(gaps: Iterable[Comment]) -> tuple[Line, ...]:
    """Return gaps with their source said once, at the last of those that rest on it."""
    lines: list[Line] = []
    for _reference, group in groupby(gaps, key=lambda gap: gap.reference):
        rows = list(group)
        lines += [_line(_("Look at this"), row, cited=row is rows[-1]) for row in rows]
    return tuple(lines)


def _line(mark: str, remark: Comment, *, cited: bool = True) -> Line:
    says = "" if remark.says == remark.title else remark.says
    instead = _("Instead, for example: “{words}”", words=remark.instead) if remark.instead else ""
    return Line(mark, remark.title, says, instead, f"({remark.reference})" if cited else "", good=remark.good)
