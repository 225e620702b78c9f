"""A window nobody sees, and one way to press keys and click in it by the names a screen reader would say."""

from collections.abc import Callable, Iterator

import pytest

from game.ui import accessibility
from game.ui.shell import Shell
from game.ui.stack import Screen
from game.ui.state import Key, Pointer, Typed, Wheel
from game.ui.theme import PLAIN, Appearance
from game.ui.window import Window, close_window, open_window


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window of SDL's dummy driver, 1280 x 720."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield open_window("test")
    close_window()


class Hand:
    """Somebody who uses a shell: presses keys, types, clicks on things by name. Time stands still unless told."""

    def __init__(self, window: Window, screen: Screen, appearance: Appearance) -> None:
        self.now = 0
        self.chosen: list[Appearance] = []
        self.shell = Shell(
            window, screen, clock=lambda: self.now, appearance=appearance, on_appearance=self.chosen.append
        )
        self.shell.draw()

    def press(self, *names: str) -> "Hand":
        for name in names:
            *held, key = name.split("+")
            self.shell.feed([Key(key, shift="shift" in held, ctrl="ctrl" in held, alt="alt" in held)])
        return self

    def type(self, words: str) -> "Hand":
        for character in words:
            name = "space" if character == " " else character.lower()
            self.shell.feed([Key(name), Typed(character)])
        return self

    def node(self, name: str, role: accessibility.Role | None = None) -> accessibility.Node:
        return accessibility.named(accessibility.tree(self.shell.widgets, self.shell.ui), name, role)

    def click(self, name: str, role: accessibility.Role | None = None, *, touch: bool = False) -> "Hand":
        x, y = self.node(name, role).bounds.centre
        self.shell.feed([Pointer("down", x, y, touch=touch), Pointer("up", x, y, touch=touch)])
        return self

    def drag(self, start: tuple[int, int], *places: tuple[int, int], touch: bool = False) -> "Hand":
        moves = [Pointer("move", x, y, touch=touch) for x, y in places]
        self.shell.feed(
            [Pointer("down", *start, touch=touch), *moves, Pointer("up", *(places or (start,))[-1], touch=touch)]
        )
        return self

    def wheel(self, place: tuple[int, int], lines: int) -> "Hand":
        self.shell.feed([Wheel(*place, lines)])
        return self

    @property
    def focus(self) -> str:
        """The accessible name of what has the focus."""
        nodes = accessibility.tree(self.shell.widgets, self.shell.ui)
        return next((node.name for node in nodes if node.focused), "")


@pytest.fixture
def hand(window: Window) -> Callable[..., Hand]:
    """Return a function that starts a screen and gives somebody to use it."""
    return lambda screen, appearance=PLAIN: Hand(window, screen, appearance)
