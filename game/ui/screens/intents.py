"""What the widgets of the screens ask for: small values, answered by the screen that shows them."""

from dataclasses import dataclass, field
from typing import Literal

from game.ui.theme import Appearance

Place = Literal[
    "continue",
    "first",
    "shelf",
    "history",
    "join",
    "care",
    "settings",
    "keys",
    "referral",
    "session",
    "formulation",
    "contract",
    "procedures",
    "rewind",
    "transcript",
    "compare",
    "report",
    "title",
    "pause",
    "palette",
    "recent",
    "end",
    "export",
    "delete",
    "forget",
    "quit",
]


@dataclass(frozen=True, slots=True)
class Open:
    """Go to another screen, or to a part of this one."""

    place: Place


@dataclass(frozen=True, slots=True)
class Act:
    """Do something in the treatment. `action` is one of `game.treatment`'s actions."""

    action: object


@dataclass(frozen=True, slots=True)
class Show:
    """Turn to a tab."""

    tab: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose one `value` for `what`, or take it back when it was chosen."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Work:
    """Work through a procedure on a subject, or on the patient's own safety."""

    procedure: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Say:
    """Say the move that is open in the palette, in the wording of that number."""

    way: int


@dataclass(frozen=True, slots=True)
class Aim:
    """Choose whom or what the move that is open is about; None is nobody in particular."""

    target: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Choose a move: `target` where one was meant already, `way` the wording that is most like what was typed."""

    intent: str
    target: str | None
    way: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Spell:
    """Put these words into a field, as by pressing a letter with the mouse."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Wear:
    """Change how the window looks."""

    appearance: Appearance


@dataclass(frozen=True, slots=True)
class GoTo:
    """Show the transcript at a turn."""

    turn: int


@dataclass(frozen=True, slots=True)
class RewindTo:
    """Go back to before a turn."""

    turn: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """Show one session more above the conversation of this one."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take the last turn back."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Close the message that is open."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The treatment has moved while another screen was open; handed down when it closes."""
