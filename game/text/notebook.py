"""The workbook: circle, timeline, evidence, probabilities, notes, scores."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from game.manual import AREAS
from game.report.plain import RINGS, month_name, ring_name
from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import PinFact, PlaceEvent, PlacePerson, SetProbabilities, WriteNote
from game.treatment.actions import When

_WHEN: Final[tuple[When, ...]] = ("before", "now", "wished")
_WHEN_WORDS = ("before the illness", "now", "as they wish it were")
_WEIGHTS = {3: "strongly for", 2: "for", 1: "a little for", 0: "not pinned", -1: "a little against", -2: "against"}


def open_workbook(desk: Desk) -> None:
    """Show what is in the workbook and let the player open a part of it."""
    console = desk.console
    while True:
        console.heading("Workbook")
        rows = [_SUMMARIES[name](desk) for name in PARTS]
        chosen = console.choose(rows, "Number, or Enter to go back")
        if isinstance(chosen, int):
            list(PARTS.values())[chosen](desk)
        elif gone_back(chosen):
            return
        elif chosen.casefold() in PARTS:
            PARTS[chosen.casefold()](desk)
        else:
            console.say(f"Type a number, or one of {', '.join(PARTS)}.")


def circle(desk: Desk) -> None:
    """Show the people, what was heard of them, and where they are placed; place them."""
    console = desk.console
    while True:
        console.heading("The circle of closeness")
        people = desk.workbook.people
        if not people:
            console.say("Nobody has come up yet.")
            return
        chosen = console.choose_only(
            [
                f"{row.name}, {row.relation}. Before: {ring_name(row.before)}; now: {ring_name(row.now)}; "
                f"wished: {ring_name(row.wished)}."
                for row in people
            ],
            "Whom? Number, or Enter to go back",
        )
        if chosen is None:
            return
        person = people[chosen]
        for answer in person.answers:
            console.say(f"{answer.name}: “{answer.words}”", indent=2)
        if person.missing:
            console.say(f"Not asked yet: {', '.join(person.missing)}.", indent=2)
        when = console.choose_only(_WHEN_WORDS, "Place them when? Number, or Enter to go back")
        if when is None:
            continue
        ring = console.choose_only(RINGS, "How close? Number, or Enter to go back")
        if ring is not None:
            desk.note(PlacePerson(person.ref.partition(":")[2], _WHEN[when], ring))


def timeline(desk: Desk) -> None:
    """Show the events in their order, and place them."""
    console = desk.console
    while True:
        console.heading("The timeline")
        events = sorted(desk.workbook.events, key=lambda row: (row.month is None, row.month or 0))
        if not events:
            console.say("No event has come up yet.")
            return
        rows = [f"{row.name}: {month_name(row.month)}" for row in events]
        chosen = console.choose_only(rows, "Which? Number, or Enter to go back")
        if chosen is None:
            return
        month = _whole(desk, "Months from the first session, such as -6 for six months before it")
        if month is not None:
            desk.note(PlaceEvent(events[chosen].ref.partition(":")[2], month))


def evidence(desk: Desk) -> None:
    """Show what was told, and weigh it for or against the four areas."""
    console = desk.console
    while True:
        book = desk.workbook
        console.heading("Evidence")
        if not book.cards:
            console.say("Nothing has been told yet that would speak for one area or another.")
            return
        rows = [f"{card.title} “{card.words}” {_pinned(card.weights, book.area_names)}" for card in book.cards]
        chosen = console.choose_only(rows, "Which card? Number, or Enter to go back")
        if chosen is None:
            return
        area = console.choose_only(book.area_names, "For or against which area? Number, or Enter to go back")
        if area is None:
            continue
        weight = _whole(desk, "How strongly: 3 strongly for, 1 a little for, 0 unpin, -1 a little against, to -3")
        if weight is not None:
            desk.note(PinFact(book.cards[chosen].fact, AREAS[area], weight))


def odds(desk: Desk) -> None:
    """Show how likely each area is held to be, and change it."""
    console = desk.console
    console.heading("How likely is each area?")
    console.say(_odds(desk))
    typed = console.ask("Four whole numbers in that order, 100 together, or Enter to leave them")
    if gone_back(typed):
        return
    parts = typed.replace(",", " ").replace("%", " ").split()
    if len(parts) != len(AREAS) or not all(part.isdecimal() for part in parts):
        console.say("That is not four whole numbers, so nothing was changed.")
        return
    grief, dispute, transition, deficits = map(int, parts)
    desk.note(SetProbabilities(grief, dispute, transition, deficits))


def notes(desk: Desk) -> None:
    """Show the notes, and write one."""
    console = desk.console
    console.heading("Notes")
    for words in desk.workbook.notes:
        console.say(f"- {words}")
    typed = console.ask("A new note, or Enter to go back")
    if not gone_back(typed):
        desk.note(WriteNote(typed))


def scores(desk: Desk) -> None:
    """Show the symptom scale as it was shared."""
    console, book = desk.console, desk.workbook
    console.heading(book.scale_name)
    if not book.scales:
        console.say("It has not been filled in with you yet.")
    for scale in book.scales:
        console.say(f"Session {scale.session}: {scale.total}, {scale.band}.")
    if book.scales:
        items = zip(book.item_names, book.scales[-1].items, strict=True)
        console.say("Last time: " + ", ".join(f"{name.lower()} {score}" for name, score in items) + ".")


PARTS: Final[Mapping[str, Callable[[Desk], None]]] = MappingProxyType(
    {"circle": circle, "timeline": timeline, "evidence": evidence, "odds": odds, "note": notes, "scores": scores}
)
"""The parts of the workbook by the word that opens each."""
_SUMMARIES: Final[Mapping[str, Callable[[Desk], str]]] = MappingProxyType(
    {
        "circle": lambda desk: f"circle: {_count(len(desk.workbook.people), 'person', 'people')}",
        "timeline": lambda desk: f"timeline: {_count(len(desk.workbook.events), 'event', 'events')}",
        "evidence": lambda desk: f"evidence: {_count(len(desk.workbook.cards), 'card', 'cards')}",
        "odds": lambda desk: f"odds: {_odds(desk)}",
        "note": lambda desk: f"note: {_count(len(desk.workbook.notes), 'note', 'notes')}",
        "scores": lambda desk: f"scores: filled in {_count(len(desk.workbook.scales), 'time', 'times')}",
    }
)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _odds(desk: Desk) -> str:
    book = desk.workbook
    return ", ".join(f"{name} {share} %" for name, share in zip(book.area_names, book.probabilities, strict=True))


def _pinned(weights: tuple[int, ...], names: tuple[str, ...]) -> str:
    pins = [f"{_WEIGHTS.get(w, 'strongly against')} {name}" for name, w in zip(names, weights, strict=True) if w]
    return f"[{', '.join(pins)}]" if pins else "[not pinned]"


def _whole(desk: Desk, prompt: str) -> int | None:
    """Ask for a whole number, None to go back."""
    while not gone_back(typed := desk.console.ask(prompt)):
        plain = typed.replace("−", "-").replace("+", "")
        if plain.removeprefix("-").isdecimal():
            return int(plain)
        desk.console.say("Type a whole number, or Enter to go back.")
    return None
