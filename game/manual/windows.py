"""When a moment of the manual is, and from which session to which a task is called for."""

import re
from typing import Final

from game.manual.model import Task, Windows

_MOMENT: Final = re.compile(
    r"(?P<number>-?[1-9]\d?)|(?P<name>half|(?:initial|middle|termination)\.(?:start|end))(?P<shift>[+-][1-9])?"
)


def session_of(moment: str, windows: Windows) -> int:
    """Return the session that `moment` names, counted from 1; it may lie before the first or after the last.

    A number is the session itself, a negative one counts back from the last (`-1`); `half` is the last
    session of the first half; `middle.start`, `initial.end` and so on are the bounds of the phases, and may
    be moved by `+1` or `-1`. Raises ValueError for anything else.
    """
    found = _MOMENT.fullmatch(moment)
    if found is None:
        message = f"{moment!r} is no moment of a treatment"
        raise ValueError(message)
    if found["number"]:
        number = int(found["number"])
        return number if number > 0 else windows.sessions + 1 + number
    return _named(found["name"], windows) + int(found["shift"] or 0)


def task_window(task: Task, windows: Windows) -> tuple[int, int]:
    """Return the first and the last session that call for `task`, cut to the treatment's length."""
    first, last = session_of(task.first, windows), session_of(task.last, windows)
    return _cut(first, windows), _cut(last, windows)


def _named(name: str, windows: Windows) -> int:
    if name == "half":
        return windows.sessions // 2
    phase, _, bound = name.partition(".")
    start, end = {
        "initial": windows.initial,
        "middle": windows.middle,
        "termination": windows.termination,
    }[phase]
    return start if bound == "start" else end


def _cut(session: int, windows: Windows) -> int:
    return max(1, min(session, windows.sessions))
