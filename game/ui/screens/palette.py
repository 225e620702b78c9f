"""The palette: what one can say and do, found by typing; then about whom; then in which words.

Three steps, each a list under a field: reaching for a move, aiming it, wording it. Good and bad moves look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from game.treatment import AskSupervisor, LeaveProcedure
from game.ui.elements import Column, Element, Row
from game.ui.screens.intents import Act, Aim, Open, Reach, Say, Work
from game.ui.screens.outlook import Outlook
from game.ui.screens.parts import count, small
from game.ui.state import UiState
from game.ui.widgets import Badge, Button, Choice, Text, TextField
from game.view import Move
from game.view.palette import Match, find, nearest_names

FIELD, TARGET = "palette.field", "palette.target"
LIST, SCROLL = "palette.list", "palette.scroll"
_MOST = 60
NOBODY = "Nobody and nothing in particular"


@dataclass(frozen=True, slots=True)
class Aiming:
    """A move was chosen, and not yet whom or what it is about."""

    move: Move


@dataclass(frozen=True, slots=True)
class Wording:
    """A move and what it is about were chosen, and not yet the words."""

    move: Move
    target: str | None
    label: str
    ways: tuple[str, ...]


Stage = Aiming | Wording | None


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
        found.append(Door("Offer the formulation", "focus problem area explain", Open("formulation")))
    if look.formulation.can_agree:
        found.append(Door("Agree the contract", "goals sessions agreement", Open("contract")))
    for view in look.procedures:
        label = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
        found.append(Door(label, "procedure step by step work through", Work(view.procedure, view.subject)))
    if look.room.running is not None:
        found.append(Door("Leave the procedure", "stop put down", Act(LeaveProcedure())))
    if look.supervised:
        found.append(Door("Ask the supervisor", "what am I missing help hint", Act(AskSupervisor())))
    found.append(Door("End the session", "stop close time", Open("end")))
    return tuple(found)


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


def aim(look: Outlook, move: Move, target: str | None, *, asked: bool = False) -> Aiming | Wording:
    """Return the next step for a move: its words, or first whom it is about where that must be said or was asked."""
    if target is None and move.targets and (move.needs_target or asked):
        return Aiming(move)
    return worded(look, move, target)


def worded(look: Outlook, move: Move, target: str | None) -> Wording:
    """Return the step at which the words are chosen."""
    name = next((concern.name for concern in look.room.concerns if concern.ref == target), None)
    label = move.name if name is None else f"{move.name}: {name}"
    return Wording(move, target, label, look.ways(move.intent, target))


def field(stage: Stage, patient: str) -> Element:
    """Return the line to type into, or what stands in its place."""
    match stage:
        case Aiming(move):
            return _headed(
                move.name,
                move.minutes,
                TextField(
                    "Whom or what is it about?",
                    "Type a name, or choose below…",
                    key=TARGET,
                    owns=LIST,
                    autofocus=True,
                    show_label=False,
                    name="Whom or what is it about?",
                ),
            )
        case Wording():
            about = None
            if stage.move.targets and not stage.move.needs_target:
                about = Button(
                    "About…", key="palette.about", kind="quiet", intent=Open("palette"), name="Say whom it is about"
                )
            return _headed(stage.label, stage.move.minutes, None, about)
    return TextField(
        f"What do you say to {patient}, or do?",
        "Type what you want to do, and about whom: “expect mother”, “sleep”, “silence”…",
        key=FIELD,
        owns=LIST,
        autofocus=True,
        show_label=False,
        name=f"What do you say to {patient}, or do?",
        shortcut="ctrl+k",
        intent=Open("palette"),
    )


def _headed(label: str, minutes: int, below: Element | None, extra: Element | None = None) -> Element:
    return Column(
        [
            Row(
                [
                    Text(label, bold=True, role="heading", grow=1),
                    extra,
                    Badge(count(minutes, "minute"), tone="accent"),
                    Button(
                        "Another move  Esc",
                        key="palette.back",
                        kind="quiet",
                        intent=Open("session"),
                        name="Another move",
                    ),
                ],
                align="centre",
                gap="small",
            ),
            below,
        ],
        gap="tight",
    )


def listed(stage: Stage, look: Outlook, ui: UiState) -> Element | None:
    """Return the list under the field; None while nothing was typed."""
    match stage:
        case Aiming(move):
            return _targets(move, look, ui.text(TARGET))
        case Wording():
            return _ways(stage)
    typed = ui.text(FIELD)
    if not typed.strip():
        return None
    rows = [*_door_rows(found_doors(look, typed)), *_move_rows(found_moves(look, typed))]
    if not rows:
        return Text("Nothing by these words. Try others: a feeling, a person, a technique.", tone="muted")
    return Column(_with_first_marked(rows), gap="hair")


def hint(stage: Stage) -> Element:
    """Return what the keys do at this step."""
    match stage:
        case Aiming():
            return small("Down: into the list · Enter: choose · Esc: another move")
        case Wording():
            return small("← → or ↑ ↓: another way to put it · Enter: say it · Esc: another move")
    return small("Down: into the list · Enter: choose, then say it as it stands")


def _move_rows(found: Sequence[Match]) -> list[Choice]:
    return [
        Choice(
            f"{match.label}: …" if match.wants_target else match.label,
            trailing=f"{match.move.minutes} min",
            name=f"{match.label}, {count(match.move.minutes, 'minute')}",
            key=f"palette.move.{match.move.intent}.{match.target or ''}",
            group=LIST,
            intent=Reach(match.move.intent, match.target),
        )
        for match in found
    ]


def _door_rows(found: Sequence[Door]) -> list[Choice]:
    return [
        Choice(door.label, trailing="opens", key=f"palette.door.{door.label}", group=LIST, intent=door.intent)
        for door in found
    ]


def _with_first_marked(rows: list[Choice]) -> list[Choice]:
    return [replace(row, marked=number == 0) for number, row in enumerate(rows)]


def _targets(move: Move, look: Outlook, typed: str) -> Element:
    concerns = {concern.ref: concern for concern in look.room.concerns}
    targets = [concerns[ref] for ref in move.targets if ref in concerns]
    kept = [targets[place] for place in nearest_names(typed, [target.name for target in targets])]
    rows = [
        Choice(
            target.name,
            trailing=_KINDS[target.kind],
            key=f"palette.target.{target.ref}",
            group=LIST,
            intent=Aim(target.ref),
        )
        for target in kept
    ]
    if not move.needs_target and not typed.strip():
        rows.insert(0, Choice(NOBODY, key="palette.target.nobody", group=LIST, intent=Aim(None)))
    if not rows:
        return Text("Nobody and nothing of that name has come up.", tone="muted")
    return Column(_with_first_marked(rows), gap="hair")


_KINDS = {
    "person": "person",
    "event": "event",
    "fact": "what was told",
    "incident": "incident",
    "decision": "decision",
    "rehearsal": "to practise",
    "symptom": "symptom",
}


def _ways(stage: Wording) -> Element:
    rows = [
        Choice(
            f"“{words}”",
            key=f"palette.way.{number}",
            group="palette.ways",
            intent=Say(number),
            autofocus=number == 0,
            marked=number == 0,
            name=f"Say: {words}",
        )
        for number, words in enumerate(stage.ways)
    ]
    return Column(rows, gap="hair")
