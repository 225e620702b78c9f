"""What the window remembers between two frames, what can come in, and what the toolkit itself hands over."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from game.ui.pose import STILL, Pose


@dataclass(frozen=True, slots=True)
class Drag:
    """A pointer held down: on which widget, on which part of it, from where, and where it is now."""

    key: str
    part: Literal["press", "slider", "bar", "pan", "select", "token"]
    start: tuple[int, int]
    now: tuple[int, int]
    origin: int = 0
    """What was true at the start: the offset of a scroll area."""


@dataclass(frozen=True, slots=True)
class UiState:
    """Focus, typed texts, caret and scroll offsets of one screen. Mappings are replaced, never changed."""

    focus: str = ""
    hover: str = ""
    ring: bool = False
    """Whether the focus ring shows: after a key, not after a click."""
    texts: Mapping[str, str] = field(default_factory=dict)
    caret: int = 0
    anchor: int = 0
    """The other end of the selection; equal to `caret` when nothing is selected."""
    composing: str = ""
    offsets: Mapping[str, int] = field(default_factory=dict)
    drag: Drag | None = None
    trail: tuple[str, ...] = ()
    """What had the focus below each open modal."""
    pose: Pose = STILL
    """Of somebody on the screen who moves by themselves; the window fills it in for each frame."""

    def text(self, key: str, default: str = "") -> str:
        """Return what was typed into the field `key`."""
        return self.texts.get(key, default)

    def typed(self, key: str, text: str) -> "UiState":
        """Return the state with another text in the field `key`, caret at its end if it has the focus."""
        texts = {**self.texts, key: text}
        if key != self.focus:
            return replace(self, texts=texts)
        return replace(self, texts=texts, caret=len(text), anchor=len(text))

    def scrolled(self, key: str, offset: int | None) -> "UiState":
        """Return the state with the area `key` at `offset`; None is its start, or its end if it sticks."""
        offsets = {k: v for k, v in self.offsets.items() if k != key}
        if offset is not None:
            offsets[key] = offset
        return replace(self, offsets=offsets)


# -- what comes in -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """A key pressed, by name: "tab", "enter", "escape", "up", "a", "f1" … `ctrl` is Command on a Mac."""

    name: str
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """Text from the keyboard, an input method or the clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Composing:
    """Text an input method has not finished yet."""

    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """Mouse or finger in logical pixels. A second click quickly after the first has `clicks` 2."""

    kind: Literal["move", "down", "up", "leave"]
    x: int
    y: int
    touch: bool = False
    shift: bool = False
    clicks: int = 1


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel turned at a place; `lines` is positive towards the end of the text."""

    x: int
    y: int
    lines: int


Deed = Literal[
    "focus", "click", "show", "increase", "decrease", "set", "write", "insert", "select", "scroll_down", "scroll_up"
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a screen reader asks for, of the widget with a key: a click, the focus, a number, words for a field."""

    key: str
    deed: Deed
    words: str = ""
    number: int = 0
    caret: int = 0
    anchor: int = 0


InputEvent = Key | Typed | Composing | Pointer | Wheel | Asked


# -- what the toolkit hands to a screen, besides the intents of its widgets ----------------------------


@dataclass(frozen=True, slots=True)
class Back:
    """Escape: one step back, or cancel."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """Enter in a text field."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A slider moved."""

    key: str
    value: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A person was put on another ring."""

    key: str
    person: str
    ring: int


@dataclass(frozen=True, slots=True)
class Ranged:
    """Other days of a time line are to be shown."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Wake:
    """The wake-up a screen asked for with `wake_ms`."""


@dataclass(frozen=True, slots=True)
class Hurry:
    """A key or a click came while words were being typed out (`Stay.types`); it still does what it does besides."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Text for the clipboard; the window takes it, no screen sees it."""

    text: str
