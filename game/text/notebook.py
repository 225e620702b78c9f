"""The workbook: circle, timeline, evidence, probabilities, notes, scores."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from game.manual import AREAS
from game.report.words import RINGS, month_name, ring_name
from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import PinFact, PlaceEvent, PlacePerson, SetProbabilities, WriteNote
from game.treatment.actions import When
from game.view.workbook import Card, PersonRow
from game.words import _

_WHEN: Final[tuple[When, ...]] = ("before", "now", "wished")


def open_workbook(desk: Desk) -> None:
    """Show what is in the workbook and let the player open a part of it."""
    console = desk.console
    with console.helping(_("Nothing in the workbook is said aloud, and nothing in it costs time.")):
        while True:
            console.heading(_("Workbook"))
            rows = [f"{name}: {said(desk)}" for name, said in _SUMMARIES.items()]
            chosen = console.choose_only(rows, _("Number or name, or Enter to go back"), list(PARTS))
            if chosen is None:
                return
            list(PARTS.values())[chosen](desk)


def circle(desk: Desk) -> None:
    """Show the people, what was heard of them, and where they are placed; place them."""
    console = desk.console
    with console.helping(
        _("Choose a person to read what was said of them and to place them: before the illness, now, as wished."),
        _("People who moved from one ring to another are worth a question."),
    ):
        while True:
            console.heading(_("The circle of closeness"))
            people = desk.workbook.people
            if not people:
                console.say(_("Nobody has come up yet."))
                return
            rows = [_placed(row) for row in people]
            names = [f"{row.name} {row.relation}" for row in people]
            chosen = console.choose_only(rows, _("Whom? Number or name, or Enter to go back"), names)
            if chosen is None:
                return
            _place(desk, people[chosen])


def _place(desk: Desk, person: PersonRow) -> None:
    console = desk.console
    for answer in person.answers:
        console.say(f"{answer.name}: “{answer.words}”", indent=2)
    if person.missing:
        console.say(_("Not asked yet: {fields}.", fields=", ".join(person.missing)), indent=2)
    times = (_("before the illness"), _("now"), _("as they wish it were"))
    when = console.choose_only(times, _("Place them when? Number, or Enter to go back"))
    if when is None:
        return
    ring = console.choose_only(RINGS, _("How close? Number, or Enter to go back"))
    if ring is not None:
        desk.note(PlacePerson(person.ref.partition(":")[2], _WHEN[when], ring))


def _placed(row: PersonRow) -> str:
    return _(
        "{name}, {relation}. Before: {before}; now: {now}; wished: {wished}.",
        name=row.name,
        relation=row.relation,
        before=ring_name(row.before),
        now=ring_name(row.now),
        wished=ring_name(row.wished),
    )


def timeline(desk: Desk) -> None:
    """Show the events in their order and the scale beside them, and place events."""
    console = desk.console
    with console.helping(_("Choose an event and say how many months before (-6) or after (2) the first session.")):
        while True:
            console.heading(_("The timeline"))
            events = sorted(desk.workbook.events, key=lambda row: (row.month is None, row.month or 0))
            if desk.workbook.scales:
                scale = _("{scale}: {scores}.", scale=desk.workbook.scale_name, scores=_scores(desk))
                console.say(scale)
            if not events:
                console.say(_("No event has come up yet."))
                return
            rows = [f"{row.name}: {month_name(row.month)}" for row in events]
            names = [row.name for row in events]
            chosen = console.choose_only(rows, _("Which? Number or name, or Enter to go back"), names)
            if chosen is None:
                return
            month = _whole(desk, _("Months from the first session, such as -6 for six months before it"))
            if month is not None:
                desk.note(PlaceEvent(events[chosen].ref.partition(":")[2], month))


def evidence(desk: Desk) -> None:
    """Show what was told, and weigh it for or against the four areas."""
    console = desk.console
    with console.helping(
        _("Choose a card, then the area it speaks for or against, then how strongly, from 3 (for) to -3 (against)."),
        _("Weigh what is told against your own guess, too: the debrief looks at both."),
    ):
        while True:
            book = desk.workbook
            console.heading(_("Evidence"))
            if not book.cards:
                console.say(_("Nothing has been told yet that would speak for one area or another."))
                return
            rows = [
                f"{card.title} “{card.words}” [{_('turn {turn}', turn=card.turn)}; {_pinned(card, book.area_names)}]"
                for card in book.cards
            ]
            titles = [card.title for card in book.cards]
            chosen = console.choose_only(rows, _("Which card? Number or words, or Enter to go back"), titles)
            if chosen is None:
                return
            _weigh(desk, book.cards[chosen], book.area_names)


def pin(desk: Desk) -> None:
    """Weigh the card that was told last."""
    book = desk.workbook
    if not book.cards:
        desk.console.say(_("Nothing has been told yet that would speak for one area or another."))
        return
    card = book.cards[-1]
    desk.console.say(f"{card.title} “{card.words}” [{_pinned(card, book.area_names)}]")
    with desk.console.helping(_("An area by number or name, then how strongly the card speaks for it or against it.")):
        _weigh(desk, card, book.area_names)


def _weigh(desk: Desk, card: Card, names: tuple[str, ...]) -> None:
    area = desk.console.choose_only(names, _("For or against which area? Number or name, or Enter to go back"))
    if area is None:
        return
    weight = _whole(desk, _("How strongly: 3 strongly for, 1 a little for, 0 unpin, -1 a little against, to -3"))
    if weight is not None:
        desk.note(PinFact(card.fact, AREAS[area], weight))


def odds(desk: Desk) -> None:
    """Show how likely each area is held to be, and change it."""
    console = desk.console
    console.heading(_("How likely is each area?"))
    console.say(_odds(desk))
    with console.helping(_("Four whole numbers that make 100, in the order shown, such as “10 50 30 10”.")):
        while not gone_back(typed := console.ask(_("Four whole numbers in that order, 100 together, or Enter"))):
            parts = typed.replace(",", " ").replace("%", " ").split()
            if len(parts) != len(AREAS) or not all(part.isdecimal() for part in parts):
                console.say(_("That is not four whole numbers, so nothing was changed."))
                continue
            grief, dispute, transition, deficits = map(int, parts)
            if desk.note(SetProbabilities(grief, dispute, transition, deficits)):
                return


def plan(desk: Desk) -> None:
    """Show what was agreed and how much time is left, with the notes."""
    console, room = desk.console, desk.room
    console.heading(_("Plan"))
    show_focus(desk)
    console.say(_("Contract: agreed.") if room.contract else _("Contract: not agreed yet."))
    after = _("Sessions after this one: {left}.", left=room.remaining)
    console.say(after if room.in_session else _("Sessions left: {left}.", left=room.remaining))
    for words in reversed(desk.workbook.notes):
        console.say(f"- {words}")


def show_focus(desk: Desk) -> None:
    """Say which focus has been offered, and which goals were agreed."""
    notes = desk.workbook
    if notes.focus is None:
        desk.console.say(_("Focus: none offered yet."))
    elif desk.room.contract:
        desk.console.say(_("Focus: {focus}, agreed.", focus=notes.focus))
    else:
        desk.console.say(_("Focus: {focus}, offered.", focus=notes.focus))
    if notes.goals:
        desk.console.say(_("Goals: {goals}.", goals="; ".join(goal.rstrip(".") for goal in notes.goals)))


def notes(desk: Desk) -> None:
    """Show the notes, and write one."""
    console = desk.console
    console.heading(_("Notes"))
    for words in desk.workbook.notes:
        console.say(f"- {words}")
    with console.helping(_("What you write is kept with the treatment. Nobody hears it.")):
        typed = console.ask(_("A new note, or Enter to go back"))
    if not gone_back(typed):
        desk.note(WriteNote(typed))


def scores(desk: Desk) -> None:
    """Show the symptom scale as it was shared."""
    console, book = desk.console, desk.workbook
    console.heading(book.scale_name)
    if not book.scales:
        console.say(_("It has not been filled in with you yet."))
    for scale in book.scales:
        words = _("Session {number}: {total}, {band}.", number=scale.session, total=scale.total, band=scale.band)
        console.say(words)
    if book.scales:
        items = zip(book.item_names, book.scales[-1].items, strict=True)
        last = ", ".join(f"{name.lower()} {score}" for name, score in items)
        console.say(_("Last time: {items}.", items=last))
    for count in desk.look.week.counts:
        words = ", ".join(
            _("session {session}: {number}", session=session, number=number) for session, number in count.shared
        )
        console.say(_("{name} ({unit}): {shown}.", name=count.name, unit=count.unit, shown=words))


def _odds(desk: Desk) -> str:
    book = desk.workbook
    shares = zip(book.area_names, book.probabilities, strict=True)
    return ", ".join(f"{name} {share}\N{NO-BREAK SPACE}%" for name, share in shares)


PARTS: Final[Mapping[str, Callable[[Desk], None]]] = MappingProxyType(
    {
        "circle": circle,
        "timeline": timeline,
        "evidence": evidence,
        "odds": odds,
        "plan": plan,
        "note": notes,
        "scores": scores,
    }
)
"""The parts of the workbook by the word that opens each."""
_SUMMARIES: Final[Mapping[str, Callable[[Desk], str]]] = MappingProxyType(
    {
        "circle": lambda desk: _("people: {number}", number=len(desk.workbook.people)),
        "timeline": lambda desk: _("events: {number}", number=len(desk.workbook.events)),
        "evidence": lambda desk: _("cards: {number}", number=len(desk.workbook.cards)),
        "odds": _odds,
        "plan": lambda desk: desk.workbook.focus or _("no focus yet"),
        "note": lambda desk: _("written: {number}", number=len(desk.workbook.notes)),
        "scores": lambda desk: _("times filled in: {number}", number=len(desk.workbook.scales)),
    }
)


def _scores(desk: Desk) -> str:
    return ", ".join(
        _("session {number}: {total}", number=row.session, total=row.total) for row in desk.workbook.scales
    )


def _pinned(card: Card, names: tuple[str, ...]) -> str:
    pins = [f"{_strength(weight)} {name}" for name, weight in zip(names, card.weights, strict=True) if weight]
    return ", ".join(pins) or _("not pinned")


def _strength(weight: int) -> str:
    words = {
        3: _("strongly for"),
        2: _("for"),
        1: _("a little for"),
        -1: _("a little against"),
        -2: _("against"),
        -3: _("strongly against"),
    }
    return words[weight]


def _whole(desk: Desk, prompt: str) -> int | None:
    """Ask for a whole number, None to go back."""
    while not gone_back(typed := desk.console.ask(prompt)):
        plain = typed.replace("−", "-").replace("+", "")
        if plain.removeprefix("-").isdecimal():
            return int(plain)
        desk.console.say(_("Type a whole number, or Enter to go back."))
    return None
