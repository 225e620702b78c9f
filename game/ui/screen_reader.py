"""Screen readers: the window as nodes for whoever reads it, and what they ask for done in the window.

Nothing is built, compared or sent until a reader asks for the tree. AccessKit's adapters call from threads of their
own: what they say is queued, and an event wakes the window. The tree is only ever made in the thread of the window,
also because an adapter holds its lock while it asks for one: an update made there and then would wait for ever.
Where the library or the system's accessibility is missing, or fails, there is no reader, and the game goes on.
"""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any

import pygame

from game.ui.accessibility import tree
from game.ui.screen_reader_bridge import Bridge, bridge_for
from game.ui.screen_reader_news import News
from game.ui.screen_reader_tree import Updates
from game.ui.shell import Shell
from game.ui.state import Asked, Deed, UiState
from game.ui.widgets import Panel, Widget

_WAKE = pygame.event.custom_type()
_FOCUS = {pygame.WINDOWFOCUSGAINED, pygame.WINDOWFOCUSLOST}
_PLACE = {pygame.WINDOWMOVED, pygame.WINDOWSIZECHANGED, pygame.WINDOWRESTORED}
_DEEDS: dict[str, Deed] = {
    "CLICK": "click",
    "FOCUS": "focus",
    "SCROLL_INTO_VIEW": "show",
    "INCREMENT": "increase",
    "DECREMENT": "decrease",
    "SCROLL_DOWN": "scroll_down",
    "SCROLL_UP": "scroll_up",
}


class ScreenReader:
    """Between one shell and whoever reads its window. Its methods are for the thread of the window."""

    def __init__(self) -> None:
        self._kit: Any = None
        self._bridge: Bridge | None = None
        self._updates: Updates | None = None
        self._news = News()
        self._heard: SimpleQueue[Any] = SimpleQueue()
        self._reading = self._fresh = False
        self._last: tuple[object, ...] = ()

    def start(self) -> None:
        """Let readers know of the window, if they do not yet; where that cannot be done, nobody reads."""
        if self._kit is not None:
            return
        with suppress(ImportError, OSError):
            self._kit = import_module("accesskit")
            self._updates = Updates(self._kit)
            self._guarded(self._bridge_built)

    def close(self) -> None:
        """Let go of the window; to be called before it is closed."""
        self._bridge, self._reading = None, False

    @property
    def reading(self) -> bool:
        """Whether anybody reads."""
        return self._bridge is not None and self._reading

    def hear(self, shell: Shell, events: list[pygame.event.Event]) -> None:
        """Take in what has been asked for, and what the window's events say about it."""
        while shell.running:
            try:
                heard = self._heard.get_nowait()
            except Empty:
                break
            self._take(shell, heard)
        if self.reading:
            if any(event.type in _FOCUS for event in events):
                self._guarded(self._say_focus)
            if any(event.type in _PLACE for event in events):
                self._guarded(self._say_place)

    def tell(self, shell: Shell) -> None:
        """Tell what has changed since the last time, if anybody reads."""
        if not self.reading:
            return
        seen = (shell.widgets, shell.ui.focus, shell.ui.texts, shell.ui.caret, shell.ui.anchor)
        if self._last and seen[0] is self._last[0] and seen[1:] == self._last[1:]:
            return
        fresh, self._fresh, self._last = self._fresh, False, seen
        update = self.update(shell.widgets, shell.ui, type(shell.screen).__name__, shell.window.density, quiet=fresh)
        if update is not None:
            self._guarded(lambda: self._send(update))
        if fresh:
            self._guarded(self._say_focus)
            self._guarded(self._say_place)

    def update(self, widgets: tuple[Widget, ...], ui: UiState, screen: str, density: int, *, quiet: bool) -> Any | None:
        """Return AccessKit's update for a frame; None when nothing has changed. `quiet` says nothing by itself."""
        if self._updates is None:
            return None
        dialogs = [widget.name for widget in widgets if isinstance(widget, Panel) and widget.role == "dialog"]
        nodes = self._news.only(tree(widgets, ui), screen, quiet=quiet)
        title = pygame.display.get_caption()[0]
        return self._updates.update(nodes, title=title, scope="\n".join([screen, *dialogs]), density=density)

    # -- from the adapter, in its own thread: raising there would leave the adapter locked ------------------

    def _came(self) -> None:
        self._hear("came")

    def _left(self) -> None:
        self._hear("left")

    def _hear(self, heard: Any) -> None:
        self._heard.put(heard)
        with suppress(pygame.error):  # the window is closing
            pygame.event.post(pygame.event.Event(_WAKE))

    # -- inside ----------------------------------------------------------------------------------------

    def _take(self, shell: Shell, heard: Any) -> None:
        if heard == "left":
            self._reading = False
        elif heard == "came":
            self._reading = self._fresh = True
            self._last = ()
            if self._updates is not None:
                self._updates.forget()
        elif self.reading:
            asked = self._meant(heard)
            if asked is not None:
                shell.feed([asked])

    def _meant(self, request: Any) -> Asked | None:
        """Return what a request means in the window; None for what is not known here."""
        key = "" if self._updates is None else self._updates.key_of(int(request.target))
        deed = str(request.action).rpartition(".")[2]
        data = None if request.data is None else request.data[1]
        match deed:
            case "SET_VALUE" if isinstance(data, str):
                return Asked(key, "write", words=data)
            case "SET_VALUE" if isinstance(data, float):
                return Asked(key, "set", number=round(data))
            case "REPLACE_SELECTED_TEXT" if isinstance(data, str):
                return Asked(key, "insert", words=data)
            case "SET_TEXT_SELECTION" if data is not None:
                return Asked(key, "select", caret=data.focus.character_index, anchor=data.anchor.character_index)
        known = _DEEDS.get(deed)
        return None if known is None else Asked(key, known)

    def _bridge_built(self) -> None:
        self._bridge = bridge_for(self._kit, self._came, self._left, self._hear)

    def _send(self, update: Any) -> None:
        if self._bridge is not None:
            self._bridge.update(lambda: update)

    def _say_focus(self) -> None:
        if self._bridge is not None:
            self._bridge.focused(here=pygame.key.get_focused())

    def _say_place(self) -> None:
        if self._bridge is not None:
            left, top = getattr(pygame.display, "get_window_position", lambda: (0, 0))()
            wide, high = pygame.display.get_window_size()
            frame = self._kit.Rect(left, top, left + wide, top + high)
            self._bridge.moved(frame, frame)

    def _guarded(self, call: Callable[[], None]) -> None:
        """Call the adapter; if it breaks, go on without a reader. Its panics are no `Exception`."""
        try:
            call()
        except BaseException as failure:
            if type(failure).__name__ != "PanicException" and not isinstance(failure, OSError | RuntimeError):
                raise
            self.close()
