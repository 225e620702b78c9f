"""A player at a keyboard: turns actions into the lines that somebody would type for them in the text game."""

import io
from collections.abc import Iterable

from game.manual import AREAS
from game.play import Playthrough
from game.report.words import RINGS
from game.sitting import OwnSitting
from game.text.commands import doors
from game.text.console import Console
from game.text.desk import Desk
from game.treatment import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    WriteNote,
)
from game.view.palette import find, nearest_names

_WHENS = ("before", "now", "wished")


def lines_for(action: Action, desk: Desk) -> list[str]:
    """Return what to type at the main prompt for `action`, as things stand."""
    match action:
        case OpenSession():
            return [""]
        case EndSession():
            return ["end", "yes"] if desk.room.minutes_left > 10 else ["end"]
        case Say():
            return _say(action, desk)
        case TakeStep():
            return _step(action, desk)
        case LeaveProcedure():
            return ["leave"]
        case OfferFormulation():
            return _formulation(action, desk)
        case AgreeContract(goals):
            return ["contract", "; ".join(goals), *([] if goals else ["yes"])]
        case PlacePerson(person, when, ring):
            people = [row.ref for row in desk.workbook.people]
            places = people.index(f"person:{person}"), _WHENS.index(when), ring
            assert ring < len(RINGS)
            return ["circle", *(str(place + 1) for place in places), ""]
        case PlaceEvent(event, month):
            rows = sorted(desk.workbook.events, key=lambda row: (row.month is None, row.month or 0))
            place = [row.ref for row in rows].index(f"event:{event}")
            return ["timeline", str(place + 1), str(month), ""]
        case PinFact(fact, area, weight):
            place = [card.fact for card in desk.workbook.cards].index(fact)
            return ["evidence", str(place + 1), str(AREAS.index(area) + 1), str(weight), ""]
        case SetProbabilities():
            shares = (action.grief, action.role_dispute, action.role_transition, action.interpersonal_deficits)
            return ["odds", " ".join(map(str, shares))]
        case WriteNote(words):
            return ["note", words]
        case AskSupervisor():
            return ["supervisor"]


def _say(action: Say, desk: Desk) -> list[str]:
    move = next(move for move in desk.moves if move.intent == action.intent)
    found = find(desk.moves, desk.room.concerns, move.name)
    match = next(match for match in found if match.move is move and match.target is None)
    opening = [door for door in doors(desk) if nearest_names(move.name, [f"{door.label} {door.also}"])]
    lines = [f"say {move.name}", str(len(opening) + found.index(match) + 1)]
    optional = bool(move.targets) and not move.needs_target
    if action.target is not None:
        lines += [*(["about"] if optional else []), str(move.targets.index(action.target) + 1)]
    ways = desk.look.ways(action.intent, action.target)
    if len(ways) > 1 or optional:
        lines.append(str(action.variant % len(ways) + 1))
    return lines


def _step(action: TakeStep, desk: Desk) -> list[str]:
    view = next(v for v in desk.procedures if (v.procedure, v.subject) == (action.procedure, action.subject))
    if action.procedure == "risk_ladder":
        lines = ["safety"]
    else:
        others = [v for v in desk.procedures if v.procedure != "risk_ladder"]
        lines = ["work", str(others.index(view) + 1)]
    step = next(step for step in view.steps if step.id == action.step)
    lines.append(str(view.steps.index(step) + 1))
    if step.choices:
        lines.append(str([choice.id for choice in step.choices].index(action.choice or "") + 1))
    return lines


def _formulation(action: OfferFormulation, desk: Desk) -> list[str]:
    view = desk.formulation
    cards = [card.ref.partition(":")[2] for card in view.evidence]
    others = [row.id for row in view.areas if row.id != action.area]
    lines = ["formulate", str(AREAS.index(action.area) + 1)]
    lines.append(str([concern.ref for concern in view.abouts].index(action.about) + 1))
    if cards:
        lines.append(" ".join(str(cards.index(fact) + 1) for fact in action.evidence))
    lines.append(str(others.index(action.second) + 1) if action.second else "")
    lines.append("yes")
    return lines


class Screen(io.StringIO):
    """Remembers what was asked last."""

    asked = ""

    def write(self, words: str) -> int:
        if words.endswith(" > "):
            self.asked = words.strip()
        return super().write(words)


class Typist(io.StringIO):
    """Types `actions` one after another, looking at the treatment before each; then the lines of `after`."""

    def __init__(
        self, play: Playthrough, actions: Iterable[Action], screen: Screen, after: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self._actions = iter(actions)
        self._desk = Desk(Console(self, screen), OwnSitting(play))
        self._screen = screen
        self._waiting: list[str] = []
        self._after = list(after)
        self.typed: list[str] = []

    def readline(self, _size: int | None = -1, /) -> str:
        if not self._waiting:
            self._waiting = self._next()
        if not self._waiting:
            return ""
        self.typed.append(self._waiting.pop(0))
        return f"{self.typed[-1]}\n"

    def _next(self) -> list[str]:
        if self._screen.asked.startswith("Step,"):
            return [""]
        action = next(self._actions, None)
        if action is not None:
            return lines_for(action, self._desk)
        rest, self._after = self._after, []
        return rest
