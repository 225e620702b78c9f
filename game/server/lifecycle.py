"""The life of a contest: a `transitions` machine over its states, and what each of them allows.

`draft → lobby → running ⇄ paused → frozen → closed → revealed`. A contest that was never frozen may be closed; what was
closed is not opened again: a run can be, by the teacher, with a reason.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, get_args

from transitions import Machine, MachineError

from game.server.refusals import NotNow

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
        raise NotNow(f"A contest that is {_SPOKEN[state]} cannot {_DONE[trigger]}.") from None
    found: Any = cursor.state
    return found  # type: ignore[no-any-return]


def triggers(state: State) -> tuple[Trigger, ...]:
    """Return what a teacher may do with a contest in this state, in the order of a contest's life."""
    return tuple(trigger for trigger, sources, _ in _MOVES if state in sources)


def seats_may_join(state: State, *, late: bool) -> bool:
    """Tell whether somebody new may take a seat: in the lobby, and later where the contest allows it."""
    return state == "lobby" or (late and state in ("running", "paused"))


def seats_may_act(state: State) -> bool:
    """Tell whether actions are taken; a frozen board hides results and stops nobody."""
    return state in ("running", "frozen")


_SPOKEN: Final[dict[State, str]] = {
    "draft": "being prepared",
    "lobby": "waiting in the lobby",
    "running": "running",
    "paused": "paused",
    "frozen": "frozen",
    "closed": "closed",
    "revealed": "revealed",
}
_DONE: Final[dict[Trigger, str]] = {
    "open_lobby": "open its lobby",
    "start": "start",
    "pause": "be paused",
    "resume": "go on",
    "freeze": "be frozen",
    "thaw": "be thawed",
    "close": "be closed",
    "reveal": "be revealed",
}
