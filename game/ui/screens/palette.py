"""The palette: what one can say and do, found by typing; then about whom; then in which words.

Three steps, each a list under a field: reaching for a move, aiming it, wording it. Good and bad moves look alike. The
list has one height from the first letter until something is said.
"""

from dataclasses import replace

from game.sitting import Outlook
from game.ui.appearance import Appearance
from game.ui.elements import Column, Element, Row
from game.ui.screens.intents import Aim, Open, Reach, Say, Wear
from game.ui.screens.palette_foot import foot, letters
from game.ui.screens.parts import small
from game.ui.screens.reaching import (
    FIELD,
    LIST,
    SCROLL,
    TARGET,
    Aiming,
    Browsing,
    Door,
    Stage,
    Wording,
    aim,
    found_doors,
    found_moves,
    lately,
    starred,
    targets,
    topic,
    way_like,
    worded,
)
from game.ui.state import UiState
from game.ui.widgets import Badge, Button, Choice, Text, TextField
from game.view import Move
from game.view.palette import Match
from game.words import _, n_

__all__ = [
    "FIELD",
    "LIST",
    "SCROLL",
    "TARGET",
    "Aiming",
    "Browsing",
    "Door",
    "Stage",
    "Wording",
    "aim",
    "field",
    "foot",
    "found_doors",
    "found_moves",
    "letters",
    "listed",
    "worded",
]

_WAYS_LOOKED_AT = 12
_STAR, _NO_STAR = "★", "☆"


# -- the line to type into -----------------------------------------------------------------------------


def field(stage: Stage, look: Outlook, appearance: Appearance) -> Element:
    """Return the line to type into, or what stands in its place."""
    match stage:
        case Aiming(move):
            return _headed(move.name, move.minutes, _target_field(move))
        case Wording():
            return _headed(stage.label, stage.move.minutes, None, _about(stage, look), _star(stage.move, appearance))
    asked = _("What do you say to {name}, or do?", name=look.first_name)
    words = TextField(
        asked,
        _("Type what you want to do, and about whom: “expect mother”, “sleep”, “silence”…"),
        key=FIELD,
        owns=LIST,
        autofocus=True,
        show_label=False,
        name=asked,
        shortcut="ctrl+k",
        intent=Open("palette"),
        grow=1,
    )
    is_open = isinstance(stage, Browsing)
    more = Button(
        _("Close") if is_open else _("Recent, A–Z"),
        key="palette.recent",
        kind="quiet",
        shortcut="ctrl+r",
        intent=Open("session" if is_open else "recent"),
        name=_("Close the list") if is_open else _("Starred and recent moves, and letters to press"),
    )
    return Row([words, more], align="centre", gap="small", wrap=False)


def _target_field(move: Move) -> TextField:
    asked = _("Whom or what is it about?")
    return TextField(
        asked,
        _("Type a name, or choose below…"),
        key=TARGET,
        owns=LIST,
        autofocus=True,
        show_label=False,
        name=f"{asked} {move.name}",
    )


def _about(stage: Wording, look: Outlook) -> Button | None:
    """Return the way to another person or thing; a move that names none takes up what was just said."""
    if not stage.move.targets:
        return None
    here = topic(look, stage.move) if stage.target is None else None
    label = _("About…") if here is None else _("About {name}…", name=here.name)
    return Button(
        label, key="palette.about", kind="quiet", intent=Open("palette"), name=_("Say whom or what it is about")
    )


def _star(move: Move, appearance: Appearance) -> Button:
    is_starred = move.intent in appearance.favourites
    kept = tuple(intent for intent in appearance.favourites if intent != move.intent)
    return Button(
        _STAR if is_starred else _NO_STAR,
        key="palette.star",
        kind="quiet",
        shortcut="ctrl+d",
        intent=Wear(replace(appearance, favourites=kept if is_starred else (*kept, move.intent))),
        name=_("Take the star from this move") if is_starred else _("Star this move"),
    )


def _headed(label: str, minutes: int, below: Element | None, *extras: Element | None) -> Element:
    head = Row(
        [
            Text(label, bold=True, role="heading", grow=1),
            *extras,
            Badge(n_("{count} minute", "{count} minutes", minutes), tone="accent"),
            Button(
                _("Another move  Esc"),
                key="palette.back",
                kind="quiet",
                intent=Open("session"),
                name=_("Another move"),
            ),
        ],
        align="centre",
        gap="small",
    )
    return Column([head, below], gap="tight")


# -- the list under it ---------------------------------------------------------------------------------


def listed(stage: Stage, look: Outlook, ui: UiState, appearance: Appearance) -> Element | None:
    """Return the list under the field; None while nothing was typed and the list is not open."""
    match stage:
        case Aiming(move):
            return _targets(move, look, ui.text(TARGET))
        case Wording():
            return _ways(stage)
    typed = ui.text(FIELD)
    if typed.strip():
        return _found(look, typed, appearance.favourites)
    return _kept(look, appearance.favourites) if isinstance(stage, Browsing) else None


def _found(look: Outlook, typed: str, favourites: tuple[str, ...]) -> Element:
    rows = [
        Choice(door.label, trailing=_("opens"), key=f"palette.door.{door.label}", group=LIST, intent=door.intent)
        for door in found_doors(look, typed)
    ]
    for number, match in enumerate(found_moves(look, typed)):
        way = way_like(look, match, typed) if number < _WAYS_LOOKED_AT else 0
        rows.append(_move_row(match, way, starred=match.move.intent in favourites))
    if not rows:
        return Text(_("Nothing by these words. Try others: a feeling, a person, a technique."), tone="muted")
    return Column(_with_first_marked(rows), gap="hair")


def _move_row(match: Match, way: int = 0, *, starred: bool = False) -> Choice:
    minutes = match.move.minutes
    takes, length = _("{minutes} min", minutes=minutes), n_("{count} minute", "{count} minutes", minutes)
    return Choice(
        f"{match.label}: …" if match.wants_target else match.label,
        trailing=f"{_STAR} {takes}" if starred else takes,
        name=f"{match.label}, {length}",
        key=f"palette.move.{match.move.intent}.{match.target or ''}",
        group=LIST,
        intent=Reach(match.move.intent, match.target, way),
        told=True,
    )


def _kept(look: Outlook, favourites: tuple[str, ...]) -> Element:
    """Return what is starred and what was said lately: one's own list, which gives nothing away."""
    groups = ((_("Starred"), starred(look, favourites)), (_("Said lately"), lately(look, favourites)))
    rows: list[Element] = []
    for title, moves in groups:
        if moves:
            found = [_move_row(Match(move, None, move.name), starred=move.intent in favourites) for move in moves]
            rows += [small(title), *(found if rows else _with_first_marked(found))]
    if not rows:
        return Text(_("Nothing is starred and nothing was said yet. Type, or press the letters below."), tone="muted")
    return Column(rows, gap="hair")


def _with_first_marked(rows: list[Choice]) -> list[Choice]:
    return [replace(row, marked=number == 0) for number, row in enumerate(rows)]


def _targets(move: Move, look: Outlook, typed: str) -> Element:
    kinds = _kinds()
    rows = [
        Choice(
            concern.name,
            trailing=kinds[concern.kind],
            note=_("just spoken of") if concern.ref == look.room.topic else "",
            key=f"palette.target.{concern.ref}",
            group=LIST,
            intent=Aim(concern.ref),
        )
        for concern in targets(look, move, typed)
    ]
    if not move.needs_target and not typed.strip():
        rows.insert(0, Choice(_("What was just said"), key="palette.target.nobody", group=LIST, intent=Aim(None)))
    if not rows:
        return Text(_("Nobody and nothing of that name has come up."), tone="muted")
    return Column(_with_first_marked(rows), gap="hair")


def _kinds() -> dict[str, str]:
    return {
        "person": _("person"),
        "event": _("event"),
        "fact": _("what was told"),
        "incident": _("incident"),
        "decision": _("decision"),
        "rehearsal": _("to practise"),
        "symptom": _("symptom"),
    }


def _ways(stage: Wording) -> Element:
    rows = [
        Choice(
            f"“{words}”",
            trailing=str(number + 1),
            key=f"palette.way.{number}",
            group="palette.ways",
            intent=Say(number),
            shortcut=str(number + 1),
            autofocus=number == stage.first,
            marked=number == stage.first,
            name=_("Say: {words}", words=words),
        )
        for number, words in enumerate(stage.ways)
    ]
    return Column(rows, gap="hair")
