"""What the trainee writes into the workbook in a fixed form: plans for a session, roles on the timeline, plain notes.

All of them are notes in the log, in words anybody can read; the form is what tells them apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLAN = re.compile(r"Plan for session (?P<session>\d{1,2}): (?P<words>.*)", re.DOTALL)
_ROLE = re.compile(r"Role: (?P<name>.+), from month (?P<first>-?\d{1,4}) to month (?P<last>-?\d{1,4})")
_NO_ROLE = re.compile(r"Role: (?P<name>.+), taken out")
LONGEST_ROLE = 60
EARLIEST, LATEST = -720, 6
"""Months of the timeline, counted from the first session."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role the patient has or had, from one month to another, counted from the first session."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Jotted:
    """The notes, sorted: the last plan of each session, roles by when they began, and everything else as written."""

    plans: tuple[tuple[int, str], ...]
    roles: tuple[Role, ...]
    plain: tuple[str, ...]

    def plan_for(self, session: int) -> str:
        """Return what was last planned for a session; empty when nothing was."""
        return dict(self.plans).get(session, "")


def plan_note(session: int, words: str) -> str:
    """Return the note that keeps a plan."""
    return f"Plan for session {session}: {words}"


def role_note(role: Role) -> str:
    """Return the note that keeps a role, held inside the timeline."""
    first = min(max(role.first, EARLIEST), LATEST)
    return f"Role: {_line(role.name)}, from month {first} to month {min(max(role.last, first), LATEST)}"


def no_role_note(name: str) -> str:
    """Return the note that takes a role out."""
    return f"Role: {_line(name)}, taken out"


def _line(name: str) -> str:
    return " ".join(name.split())[:LONGEST_ROLE]


def jotted(notes: Iterable[str]) -> Jotted:
    """Sort notes by their form. A later plan or role of the same session or name stands for the earlier one."""
    plans: dict[int, str] = {}
    roles: dict[str, Role] = {}
    plain: list[str] = []
    for note in notes:
        if (found := _PLAN.fullmatch(note)) is not None:
            plans[int(found["session"])] = found["words"]
        elif (found := _ROLE.fullmatch(note)) is not None:
            roles[found["name"]] = Role(found["name"], int(found["first"]), int(found["last"]))
        elif (found := _NO_ROLE.fullmatch(note)) is not None:
            roles.pop(found["name"], None)
        else:
            plain.append(note)
    by_time = sorted(roles.values(), key=lambda role: (role.first, role.last, role.name))
    return Jotted(tuple(sorted(plans.items())), tuple(by_time), tuple(plain))
