"""What can stand on a screen: frozen values with a place, a name and what happens when activated.

A screen writes widgets without a place; `layout.place` returns the same kinds with `rect`, `clip`, `layer`,
`within` and `key` filled in. Nothing here draws, measures or reacts.
"""

from dataclasses import dataclass
from typing import Literal

from game.ui.geometry import NOWHERE, Rect

Type = Literal["caption", "body", "lead", "title", "display"]
Tone = Literal["text", "muted", "accent", "patient", "therapist", "good", "costly", "warning"]
Fill = Literal["background", "surface", "raised", "paper", "accent", "patient", "therapist"]
Side = Literal["start", "centre", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """What every widget has. Fields below the line are filled in by the layout, never by a screen."""

    key: str = ""
    """Stable identity from frame to frame, e.g. "palette.field"; made from kind and name if left empty."""
    name: str = ""
    """Accessible name, where the visible words do not say it."""
    enabled: bool = True
    intent: object | None = None
    """Opaque value handed to the screen's `handle` on activation; a widget with one can be focused."""
    shortcut: str = ""
    """Key that activates it from anywhere on the screen, e.g. "ctrl+e" or "f1"."""
    group: str = ""
    """Widgets of one group are one Tab stop; arrows move inside it."""
    autofocus: bool = False
    told: bool = False
    """Whether its screen shows something else while it has the focus, as the words that a row would say."""
    grow: int = 0
    """Share of the space left over along the parent's direction; 0 takes what is needed."""
    width_em: int = 0
    """Wanted width in ems of body text; 0 is the natural width."""
    # -- placed ------------------------------------------------------------------------------------
    rect: Rect = NOWHERE
    clip: Rect | None = None
    layer: int = 0
    within: str = ""


@dataclass(frozen=True, slots=True)
class Text(Widget):
    """Words, wrapped, never cut. `role` gives conversation lines and notes their own look.

    "heading" is announced as such by a screen reader; "live" is announced when it changes.
    """

    text: str
    style: Type = "body"
    tone: Tone = "text"
    bold: bool = False
    italic: bool = False
    align: Side = "start"
    role: Literal["plain", "heading", "patient_line", "therapist_line", "note", "live"] = "plain"
    speaker: str = ""
    """Who says it: shown above a patient's or therapist's line."""
    when: str = ""
    """When it was said: shown beside the speaker."""
    shown: int = -1
    """How many of the characters can be seen yet; -1 is all. The room is for all of them from the start."""
    found: str = ""
    """What was searched for: every place where it stands is marked."""


@dataclass(frozen=True, slots=True)
class Button(Widget):
    """One thing to do. One `primary` per screen at most; `quiet` for what is rarely wanted."""

    label: str
    kind: Literal["primary", "secondary", "quiet", "danger"] = "secondary"
    align: Side = "centre"


@dataclass(frozen=True, slots=True)
class Choice(Widget):
    """One row of a list: a label, a second line, something small at the end (such as minutes)."""

    label: str
    note: str = ""
    trailing: str = ""
    marked: bool = False
    """Chosen, or what Enter takes in the field that owns the list; shown with a bar, not by colour alone."""
    reserve: str = ""
    """The widest words that may come to stand at the end: room is kept for them, so that nothing wraps anew."""


@dataclass(frozen=True, slots=True)
class Tab(Widget):
    """One tab of a row; arrows move along the row and open what they reach."""

    label: str
    selected: bool = False
    marked: bool = False
    """Whether a dot says that something new is there; `name` says it in words."""


@dataclass(frozen=True, slots=True)
class TextField(Widget):
    """Text to type. What was typed lives in `UiState.texts[key]`; Enter hands over `Submitted(key, text)`.

    It wraps and grows rather than scroll sideways. In a `multiline` field Enter is a new line and
    Ctrl+Enter submits. A field that `owns` a group of choices works as a combo box: Down enters the list,
    typing returns to the field, Enter takes the marked (else the first enabled) choice and does not submit.
    """

    label: str
    placeholder: str = ""
    initial: str = ""
    lines: int = 1
    multiline: bool = False
    owns: str = ""
    limit: int = 2000
    show_label: bool = True


@dataclass(frozen=True, slots=True)
class Slider(Widget):
    """A whole number in `minimum..maximum`; moving it hands over `Changed(key, value)`."""

    label: str
    value: int
    minimum: int = 0
    maximum: int = 100
    step: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Badge(Widget):
    """A small label with a tone: the words carry the meaning, the colour repeats it."""

    label: str
    tone: Tone = "text"


@dataclass(frozen=True, slots=True)
class Meter(Widget):
    """A labelled bar, `value` of `maximum`; `words` stands at its end; `marks` are (value, name)."""

    label: str
    value: int
    maximum: int
    words: str = ""
    tone: Tone = "accent"
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clock(Widget):
    """Minutes left of a session: a small dial and the number. Turns to the warning tone below `low`."""

    minutes: int
    total: int
    low: int = 10


@dataclass(frozen=True, slots=True)
class Picture(Widget):
    """An image slot: files under the assets folder laid over one another, fitted, never stretched.

    `name` says what it shows; a file that is missing leaves the slot with the name written in it.
    """

    layers: tuple[str, ...]
    height_em: int = 14


@dataclass(frozen=True, slots=True)
class Divider(Widget):
    """A thin line between two blocks."""


@dataclass(frozen=True, slots=True)
class Panel(Widget):
    """A filled background. Made by `Box` and `Modal`; a `backdrop` dims everything below it."""

    fill: Fill = "surface"
    outlined: bool = False
    shadow: bool = False
    rounded: bool = True
    backdrop: bool = False
    role: Literal["group", "dialog", "none"] = "none"
    stripe: Tone | None = None


@dataclass(frozen=True, slots=True)
class ScrollArea(Widget):
    """A window onto taller content. Made by `Scroll`; the bar stands in its own gutter at the right."""

    offset: int = 0
    content: int = 0
    """Height of what is inside, in logical pixels."""
    gutter: int = 0
    stick: bool = False

    @property
    def furthest(self) -> int:
        """The largest offset."""
        return max(0, self.content - self.rect.h)
