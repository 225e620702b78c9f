"""Screens as values on a stack: what a screen is, and what it can answer to an intent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from game.ui.geometry import Size
from game.ui.state import UiState
from game.ui.theme import Appearance, Theme
from game.ui.widgets import Widget


class Screen(Protocol):
    """One screen: a value, as a rule a frozen dataclass that holds a view."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the placed widgets; called after every change of `ui`, so it is quick and pure.

        Of the focus it hears only when it comes to or leaves a widget that is `told`.
        """
        ...

    def handle(self, intent: object) -> "Result":
        """Answer an intent of one's own widgets, or `Back`, `Submitted`, `Changed`, `Moved`, `Wake`."""
        ...


@dataclass(frozen=True, slots=True)
class Stay:
    """Go on with this screen, or with `screen` in its place, keeping focus, texts and scroll offsets.

    `texts` puts words into fields (`{"palette.field": ""}` empties one), `focus` moves the focus, `forget`
    names scroll areas that return to their start or end, `wake_ms` asks for one `Wake` after that time.
    `reveal` scrolls a widget to the top of its area without giving it the focus. With `types` the wake-up is a
    step of words being typed out: it does not come where nobody wants that (reduced motion, typewriter off),
    and a key or a click brings `Hurry`.
    """

    screen: Screen | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    forget: tuple[str, ...] = ()
    wake_ms: int | None = None
    reveal: str = ""
    types: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """Open a screen above this one; `below` replaces this one, to be found on return."""

    screen: Screen
    below: Screen | None = None
    wake_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Pop:
    """Close this screen; the one below gets `answer` as an intent, if any. The last one ends the program."""

    answer: object | None = None


@dataclass(frozen=True, slots=True)
class Reset:
    """Close every screen and open this one."""

    screen: Screen
    wake_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Restyle:
    """Change how everything is set, and go on like `Stay(screen)`. A function makes the new setting of the old one."""

    appearance: Appearance | Callable[[Appearance], Appearance]
    screen: Screen | None = None


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave the program."""


Result = Stay | Push | Pop | Reset | Restyle | Quit
