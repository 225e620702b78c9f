"""The life of a contest: a `transitions` machine over its states, and what each of them allows.

`draft → lobby → running ⇄ paused → frozen → closed → revealed`. A contest that was never frozen may be closed; what was
closed is not opened again: a run can be, by the teacher, with a reason.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, get_args

from transitions import Machine, MachineError

from game.server.refusals import NotNow
from game.words import _, later

State = Literal["draft", "lobby", "running", "paused", "frozen", "closed", "revealed"]
Trigger = Literal["open_lobby", "start", "pause", "resume", "freeze", "thaw", "close", "reveal"]

_MOVES: Final[tuple[tuple[Trigger, tuple[State, ...], State], ...]] = (
    ("open_lobby", ("draft",), "lobby"),
    ("start", ("lobby",), "running"),
    ("pause", ("running",), "paused"),
    ("resume", ("paused",), "running"),
    ("freeze", ("running",), "frozen"),
    ("thaw", ("frozen",), "running"),
    ("close", ("running", "paused", "frozen"), "closed"),
    ("reveal", ("closed",), "revealed"),
)


@dataclass
class _Cursor:
    """Stands in one state for the length of one question."""

    state: str


@lru_cache(maxsize=1)
def _machine() -> Machine:
    machine = Machine(model=None, states=list(get_args(State)), initial="draft", auto_transitions=False)
    for trigger, sources, target in _MOVES:
        machine.add_transition(trigger, list(sources), target)
    return machine


def after(state: State, trigger: Trigger) -> State:
    """Return the state `trigger` leads to; raise NotNow where it leads nowhere from `state`."""
    cursor = _Cursor(state)
    try:
        _machine().events[trigger].trigger(cursor)
    except MachineError:
        sentence = _("A contest {state} {deed}.", state=_(_SPOKEN[state]), deed=_(_CANNOT[trigger]))
        raise NotNow(sentence) from None
    found: Any = cursor.state
    return found  # type: ignore[no-any-return]


def triggers(state: State) -> tuple[Trigger, ...]:
    """Return what a teacher may do with a contest in this state, in the order of a contest's life."""
    return tuple(trigger for trigger, sources, _target in _MOVES if state in sources)


def seats_may_join(state: State, *, late: bool) -> bool:
    """Tell whether somebody new may take a seat: in the lobby, and later where the contest allows it."""
    return state == "lobby" or (late and state in ("running", "paused"))


def seats_may_act(state: State) -> bool:
    """Tell whether actions are taken; a frozen board hides results and stops nobody."""
    return state in ("running", "frozen")


_SPOKEN: Final[dict[State, str]] = {
    "draft": later("that is being prepared"),
    "lobby": later("that is waiting in the lobby"),
    "running": later("that is running"),
    "paused": later("that is paused"),
    "frozen": later("that is frozen"),
    "closed": later("that is closed"),
    "revealed": later("that is revealed"),
}
_CANNOT: Final[dict[Trigger, str]] = {
    "open_lobby": later("cannot open its lobby"),
    "start": later("cannot start"),
    "pause": later("cannot be paused"),
    "resume": later("cannot go on"),
    "freeze": later("cannot be frozen"),
    "thaw": later("cannot be thawed"),
    "close": later("cannot be closed"),
    "reveal": later("cannot be revealed"),
}
