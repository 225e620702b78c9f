"""A trainee who sees nothing: reads the window through AT-SPI, and does everything through it."""

from pathlib import Path
from time import sleep

from window_atspi import ScreenReader, Seen
from window_driver import Desktop
from window_trainee import Trainee

from game.ui.accessibility import Node
from game.ui.stack import Screen
from game.ui.state import Asked, Key, Typed
from game.ui.widgets import Widget
from game.ui.window import Window

_BETWEEN_LOOKS_S = 0.02
_CONTROL, _RETURN = 37, 36
"""Where these keys are on the keyboards of X."""
_ROLES = {
    "label": "label",
    "heading": "heading",
    "paragraph": "paragraph",
    "note": "comment",
    "status": "status bar",
    "button": "push button",
    "list": "list box",
    "list_item": "list item",
    "tab_list": "page tab list",
    "tab": "page tab",
    "text_field": "entry",
    "slider": "slider",
    "token": "slider",
    "meter": "level bar",
    "timer": "timer",
    "image": "image",
    "figure": "panel",
    "cell": "list item",
    "group": "panel",
    "dialog": "alert",
    "scroll_area": "panel",
}
"""What AT-SPI calls our roles."""


class AtTheReader(Trainee):
    """Finds things by role and name in what AT-SPI shows. The twin only says what there should be."""

    def __init__(self, desktop: Desktop, window: Window, screen: Screen, log: Path, reader: ScreenReader) -> None:
        self.reader = reader
        self._read: list[Seen] = []
        super().__init__(desktop, window, screen, log)

    def press(self, widget: Widget) -> None:
        """Do what can be done with it."""
        self.reader.click(self._seen(widget))
        self.feed(Asked(widget.key, "click"))

    def write(self, field: Widget, words: str) -> None:
        """Give the field the focus, and type once it has it."""
        self.reader.focus(self._seen(field))
        self.feed(Asked(field.key, "focus"))
        self.sees()
        self.reader.type(words)
        for character in words:
            self.feed(Key("space" if character == " " else character), Typed(character))
        self.sees()
        written = self._seen(field)
        self.wait("the words to stand in the field", lambda: self.reader.text(written) == words)

    def submit(self) -> None:
        """Press the keys that keep a note."""
        for key, down in ((_CONTROL, True), (_RETURN, True), (_RETURN, False), (_CONTROL, False)):
            self.reader.strike(key, down=down)
        self.feed(Key("left ctrl", ctrl=True), Key("enter", ctrl=True))

    def set(self, key: str, value: int) -> None:
        """Say what number it should be."""
        widget = self.find(key)
        assert widget is not None
        seen = self._seen(widget)
        self.reader.set(seen, value)
        self.feed(Asked(key, "set", number=value))
        self.wait("the slider to move", lambda: self.reader.number(seen)[0] == value)

    def sees(self) -> None:
        """Wait until what is read is what the twin would say, in its order, with the focus where it has it."""
        wanted = [_said(node) for node in self.nodes]
        shown: list[tuple[str, str, bool]] = []

        def is_read() -> bool:
            self._read = self.reader.tree()
            shown[:] = [(seen.role, seen.name, "focused" in seen.states) for seen in self._read[1:]]
            if shown != wanted:
                sleep(_BETWEEN_LOOKS_S)
            return shown == wanted

        if not self.desktop.patience.until(is_read):
            missing = [line for line in wanted if line not in shown]
            more = [line for line in shown if line not in wanted]
            self.stuck(f"the reader does not come to {type(self.screen).__name__}: missing {missing}, too much {more}")

    def _seen(self, widget: Widget) -> Seen:
        """Return the one thing of this role and name that can have the focus, among what has just been read."""
        node = next(node for node in self.nodes if node.key == widget.key)
        role, name, _ = _said(node)
        found = [
            seen for seen in self.reader.tree() if (seen.role, seen.name) == (role, name) and "focusable" in seen.states
        ]
        if len(found) != 1:
            self.stuck(f"{len(found)} things are read as {role} {name!r}")
        return found[0]


def _said(node: Node) -> tuple[str, str, bool]:
    role = "combo box" if node.role == "text_field" and node.owns else _ROLES[node.role]
    return role, node.name, node.focused
