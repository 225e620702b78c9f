"""Lines of the conversation, and a line opened: what was asked, what came of it, what can be kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from game.manual import AREAS, Area
from game.sitting import Outlook
from game.treatment import Action, PinFact, WriteNote
from game.ui.elements import Box, Column, Element, Grid, Row, Space
from game.ui.screens.intents import Pick
from game.ui.screens.parts import small
from game.ui.widgets import Button, Choice, Text
from game.view import Utterance
from game.view.turns import Asked, Change, Told, TurnView
from game.words import _, decimal

OPEN, PIN, NOTE = "line.open", "line.pin", "line.note"
_SHORT = 60
_LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Typing:
    """The patient's words of a turn as far as they have been said."""

    turn: int
    shown: int


def line(utterance: Utterance, patient: str, found: str = "") -> Text:
    """Return one line as it is set, with the minute of the hour; `found` is marked in it."""
    match utterance.speaker:
        case "patient":
            return Text(utterance.words, role="patient_line", speaker=patient, when=when(utterance), found=found)
        case "therapist":
            return Text(utterance.words, role="therapist_line", speaker=_("You"), when=when(utterance), found=found)
    if len(utterance.words) > _SHORT:
        return Text(utterance.words, role="note", found=found)
    return Text(utterance.words, style="caption", tone="muted", bold=True, align="centre", found=found)


def when(utterance: Utterance) -> str:
    """Return the minute of the hour in words."""
    return _("minute {minute}", minute=utterance.minute)


def openable(utterance: Utterance, shown: Text, *, key: str, group: str) -> Text:
    """Return a line that can be opened, if somebody said it."""
    if utterance.speaker == "note":
        return shown
    return replace(shown, key=key, group=group, intent=Pick(OPEN, str(utterance.turn)))


def typed_out(shown: Text, utterance: Utterance, typing: Typing | None) -> Text:
    """Return a patient's line as far as it has been said."""
    if typing is None or utterance.turn != typing.turn or utterance.speaker != "patient":
        return shown
    return replace(shown, shown=typing.shown)


def opened(look: Outlook, turn: int) -> Element:
    """Return what there is to see of a turn, and to keep of it, below its words."""
    view = look.turn_view(turn)
    keeps = look.room.over is None
    weights = {card.fact: card.weights for card in look.workbook.cards}
    return Box(
        Column(
            [
                *(_asked(asked) for asked in view.asked),
                *(_told(told, weights, look) if keeps else small(told.title, "text") for told in view.told),
                _came_up(view),
                *_changes(view),
                _ways_on(turn, keeps=keeps),
            ],
            gap="small",
        ),
        fill="paper",
        padding="small",
        stripe="accent",
        rounded=False,
        name=_("This turn"),
    )


def _asked(asked: Asked) -> Element:
    about = _("{move}: {about}", move=asked.name, about=asked.about) if asked.about else asked.name
    minutes = _("1 minute") if asked.minutes == 1 else _("{count} minutes", count=asked.minutes)
    parts = [asked.technique, _stance(asked.stance), minutes]
    return Column(
        [
            small(_("What you were asking")),
            Text(about, bold=True),
            small(" · ".join(part for part in parts if part)),
        ],
        gap="none",
    )


def _stance(stance: str | None) -> str:
    return {
        "open": _("open question"),
        "closed": _("closed question"),
        "reflective": _("reflecting"),
        "directive": _("directive"),
    }.get(stance or "", "")


def _told(told: Told, weights: Mapping[str, tuple[int, ...]], look: Outlook) -> Element:
    """Return a card that came out, with the areas it can be pinned to."""
    now = weights.get(told.fact, (0,) * len(AREAS))
    rows = [
        Choice(
            name,
            trailing=signed(weight),
            reserve="+3",
            marked=weight != 0,
            key=f"line.pin.{told.fact}.{area}",
            group=f"line.pin.{told.fact}",
            name=_pin_name(name, weight),
            intent=Pick(PIN, f"{told.fact}:{area}"),
        )
        for area, name, weight in zip(AREAS, look.workbook.area_names, now, strict=True)
    ]
    return Column(
        [
            small(_("What you were told, a card of the evidence")),
            Text(told.title, bold=True),
            small(_("Pin it as speaking for:")),
            Grid(rows, min_em=12, gap="hair"),
        ],
        gap="none",
    )


def _pin_name(area: str, weight: int) -> str:
    if not weight:
        return _("Pin as speaking for {area}", area=area.lower())
    return _("Take the pin out: {area}, {weight}", area=area.lower(), weight=signed(weight))


def signed(weight: int) -> str:
    """Return a weight with its sign; nothing for zero."""
    return f"+{weight}" if weight > 0 else f"−{-weight}" if weight else ""


def _came_up(view: TurnView) -> Element | None:
    if not view.came_up:
        return None
    names = ", ".join(view.came_up)
    return small(_("First heard of here: {names}", names=names), "text")


def _changes(view: TurnView) -> list[Element]:
    if view.changes is None:
        return []
    if not view.changes:
        return [small(_("Nothing moved in the patient."))]
    return [small(_("What moved in the patient")), *(_change(change) for change in view.changes)]


def _change(change: Change) -> Element:
    names = (_("alliance"), _("openness"), _("patience"), _("hope"), _("trust in the method"), _("strength of feeling"))
    moved = [
        f"{name} {'+' if by > 0 else '−'}{decimal(abs(by) / 1_000)}"
        for name, by in zip(names, change.moved, strict=True)
        if abs(by) >= 50
    ]
    return Column([Text(change.cause), small(", ".join(moved), "text") if moved else None], gap="none")


def _ways_on(turn: int, *, keeps: bool) -> Element:
    note = Button(_("Note these words"), key="line.note", kind="quiet", intent=Pick(NOTE, str(turn)))
    close = Button(_("Close"), key="line.close", kind="quiet", intent=Pick(OPEN, "0"))
    return Row([note if keeps else None, Space(grow=1), close], gap="small")


def kept(intent: object, look: Outlook) -> tuple[Action, ...]:
    """Return the notes that an opened line asks for; nothing for other intents."""
    match intent:
        case Pick("line.pin", value):
            fact, _colon, area = value.partition(":")
            return (_pinned(fact, area, look),)
        case Pick("line.note", turn):
            said = [row for row in look.transcript if row.turn == int(turn) and row.speaker != "note"]
            words = "\n".join(f"{row.words}" for row in said)
            where = said[0]
            first = _("Session {number}, minute {minute}:", number=where.session, minute=where.minute)
            return (WriteNote(f"{first}\n{words}"[:_LONGEST_NOTE]),)
    return ()


def _pinned(fact: str, area: str, look: Outlook) -> Action:
    """Pin a card at its least, or take the pin out."""
    card = next(card for card in look.workbook.cards if card.fact == fact)
    weight = card.weights[AREAS.index(cast("Area", area))]
    return PinFact(fact, cast("Area", area), 0 if weight else 1)
