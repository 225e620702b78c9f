"""What one run shows: read from its card and the events of its log, without playing it again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter, ValidationError

from game.manual import Area
from game.scoring import Scorecard
from game.treatment import Event
from game.treatment.events import (
    ErrorMade,
    FieldAnswered,
    FormulationOffered,
    MilestonePassed,
    ProcedureClosed,
    RedLineCrossed,
    Said,
    SessionOpened,
    StepTaken,
    StrategyUsed,
    TaskDone,
)

Turns = tuple[tuple[int, tuple[Event, ...]], ...]
WORKING: Final = ("initial", "middle", "termination")
"""The phases in which there is talk; before the first milestone it counts as the initial one."""
_CARD: Final = TypeAdapter(Scorecard)


@dataclass(frozen=True, slots=True)
class Spent:
    """Sessions begun in a phase, and minutes of talk in it."""

    sessions: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """What a run shows. `deeds` are what was done in it at least once: `task:I03`, `say:ask_suicide`, `error:X09`."""

    run: str
    card: Scorecard
    chosen: Area | None
    """The area that was formulated last."""
    asked: frozenset[tuple[str, str]]
    """Person and field of every question of the inventory that was answered."""
    deeds: frozenset[str]
    spent: Mapping[str, Spent] = field(default_factory=dict)
    """By phase."""

    @property
    def composite(self) -> int:
        """Thousandths of a point."""
        return self.card.composite


def card_of(stored: str) -> Scorecard | None:
    """Return a stored card (JSON); None for one that another version of the program wrote in another shape."""
    try:
        return _CARD.validate_json(stored)
    except ValidationError:
        return None


def trace_of(run: str, card: Scorecard, turns: Turns) -> Trace:
    """Return what a run shows, from its card and its turns."""
    events = [event for _turn, happened in turns for event in happened]
    offered = [event.area for event in events if isinstance(event, FormulationOffered)]
    return Trace(
        run=run,
        card=card,
        chosen=offered[-1] if offered else None,
        asked=frozenset((event.person, event.field) for event in events if isinstance(event, FieldAnswered)),
        deeds=frozenset(name for event in events if (name := _deed(event)) is not None),
        spent=_spent(events),
    )


def _deed(event: Event) -> str | None:
    match event:
        case Said(intent):
            return f"say:{intent}"
        case TaskDone(task):
            return f"task:{task}"
        case StrategyUsed(strategy):
            return f"strategy:{strategy}"
        case ProcedureClosed(procedure, _, True):
            return f"procedure:{procedure}"
        case ErrorMade(error):
            return f"error:{error}"
        case RedLineCrossed(red_line):
            return f"red_line:{red_line}"
    return None


def _spent(events: list[Event]) -> dict[str, Spent]:
    """Count sessions and minutes by phase; an interruption by danger belongs to the phase it interrupts."""
    phase = WORKING[0]
    sessions: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for event in events:
        match event:
            case MilestonePassed(_, _, after) if after in WORKING:
                phase = after
            case SessionOpened():
                sessions[phase] += 1
            case Said() | StepTaken():
                minutes[phase] += event.minutes
            case _:
                pass
    return {name: Spent(sessions[name], minutes[name]) for name in WORKING}
