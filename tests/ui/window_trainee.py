"""A trainee at a real window, who knows what is there from a twin of it in memory.

Whatever is done to the window is done to the twin: the same screens in a shell that nobody sees. So the trainee finds
things by what they do rather than by pixels, and can tell what the window must show before anything else is done to
it: never is there a pause for luck.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from zlib import crc32

from window_driver import HIGH, STILL, WIDE, Desktop, Stuck

from game.play import Playthrough
from game.ui import accessibility, focus
from game.ui.shell import Shell
from game.ui.stack import Screen
from game.ui.state import InputEvent, Pointer, UiState
from game.ui.widgets import Widget
from game.ui.window import Window


class Trainee:
    """Uses the window; `log` is the file that it writes. How things are pressed and typed is for the kinds of it."""

    types = True
    """Whether words can be typed."""

    def __init__(self, desktop: Desktop, window: Window, screen: Screen, log: Path) -> None:
        self.desktop = desktop
        self.log = log
        self.now = 0
        self._frames: dict[int, int] | None = None
        self._window = window
        self._shell = Shell(window, screen, clock=lambda: self.now, appearance=STILL)
        self.feed(Pointer("move", WIDE - 1, HIGH - 1))

    # -- for the kinds of trainee ------------------------------------------------------------------------

    def press(self, widget: Widget) -> None:
        """Do what is done with a widget."""
        raise NotImplementedError

    def write(self, field: Widget, words: str) -> None:
        """Put small letters, figures and spaces into an empty field."""
        raise NotImplementedError

    def submit(self) -> None:
        """Hand over what was written into a field of several lines."""
        raise NotImplementedError

    def set(self, key: str, value: int) -> None:
        """Put a slider on a value, or a person on a ring."""
        raise NotImplementedError

    def sees(self) -> None:
        """Wait until the window is where its twin is. Raises Stuck."""
        self._shell.draw()
        wanted = self._twin_frame()
        self.wait(f"the window to show {type(self.screen).__name__}", lambda: self.desktop.display.frame() == wanted)

    # -- what there is -----------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        return self._shell.screen

    @property
    def ui(self) -> UiState:
        return self._shell.ui

    @property
    def widgets(self) -> tuple[Widget, ...]:
        return self._shell.widgets

    @property
    def shell(self) -> Shell:
        return self._shell

    @property
    def nodes(self) -> tuple[accessibility.Node, ...]:
        return accessibility.tree(self.widgets, self.ui)

    @property
    def play(self) -> Playthrough:
        """The treatment of the twin."""
        play = self.screen.desk.sitting.play  # type: ignore[attr-defined]
        assert isinstance(play, Playthrough)
        return play

    def find(self, key: str) -> Widget | None:
        return focus.find(self.widgets, key)

    def named(self, name: str, role: accessibility.Role) -> Widget:
        """Return the widget of this role whose name begins so."""
        try:
            node = accessibility.named(self.nodes, name, role)
        except LookupError as error:
            self.stuck(str(error))
        found = self.find(node.key)
        assert found is not None
        return found

    def does(self, intent: object) -> Widget | None:
        """Return what can be pressed to do this; None when nothing does."""
        top = max(widget.layer for widget in self.widgets)
        found = (w for w in self.widgets if w.layer == top and w.enabled and w.intent == intent)
        return next(found, None)

    def choose(self, intent: object) -> None:
        """Press what does this."""
        widget = self.does(intent)
        if widget is None:
            self.stuck(f"nothing on {type(self.screen).__name__} does {intent}: {[w.key for w in self.widgets]}")
        self.sees()
        self.press(widget)

    # -- eyes --------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """From now on keep every frame in mind, with the number of turns that had been taken when it came."""
        self._frames = {}
        self._keep_frame()

    def turns_shown(self) -> int | None:
        """Return how many turns the window shows, at least; None for a frame that is half painted."""
        assert self._frames is not None
        return self._frames.get(crc32(self.desktop.display.frame()))

    def _twin_frame(self) -> bytes:
        return self._window.surface.get_buffer().raw

    # -- time and turns ----------------------------------------------------------------------------------

    def let_rest(self, milliseconds: int) -> None:
        """Let the twin's time pass; the window's passes by itself."""
        self.now += milliseconds
        self._shell.wake()
        self._keep_frame()

    def turn_is_written(self) -> None:
        """Wait until the window's log has every line of the twin's, and see that they are the same."""
        wanted = self.written_by_twin()
        self.wait("the turn to be written", lambda: self.log.exists() and self.log.stat().st_size >= len(wanted))
        found = self.log.read_bytes()
        if found != wanted:
            self.stuck(f"the window wrote {_last_line(found)}, and its twin {_last_line(wanted)}")

    def written_by_twin(self) -> bytes:
        """Return what the twin has written: what the window's log must hold."""
        assert self.play.path is not None
        return self.play.path.read_bytes()

    def wait(self, what: str, met: Callable[[], bool]) -> None:
        """Wait until it is so. Raises Stuck when that takes too long."""
        if not self.desktop.patience.until(met):
            self.stuck(f"waited in vain for {what}")

    def stuck(self, why: str) -> NoReturn:
        """Raise Stuck, with what was attempted last and pictures of the window as it is and as it should be."""
        folder = self.desktop.folder
        self._shell.draw()
        self._shell.screenshot(folder / "should-be.png")
        self.desktop.display.save(folder / "is.png")
        written = _last_line(self.log.read_bytes()) if self.log.exists() else "nothing"
        done = "\n  ".join(self.desktop.hands.done)
        raise Stuck(f"{why}\nlast attempted:\n  {done}\nlast written: {written}\nsee {folder}/is.png, should-be.png")

    # -- the twin ----------------------------------------------------------------------------------------

    def feed(self, *events: InputEvent) -> None:
        """Let events take their effect on the twin."""
        for event in events:
            self._shell.feed([event])
            self._shell.wake()
            self._keep_frame()

    def _keep_frame(self) -> None:
        if self._frames is not None:
            self._shell.draw()
            self._frames.setdefault(crc32(self._twin_frame()), len(self.play.turns))


def _last_line(written: bytes) -> str:
    return written.rstrip(b"\n").rpartition(b"\n")[2].decode(errors="replace")[:300]
