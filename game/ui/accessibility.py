"""What a screen reader is told: plain nodes for what is on the screen, in reading order, each naming its parent."""

from game.ui.accessible_node import Action, Live, Node, Role, Span, node_of
from game.ui.diagrams import Cell
from game.ui.geometry import NOWHERE, Rect
from game.ui.names import can_focus, name_of
from game.ui.state import UiState
from game.ui.widgets import Choice, Panel, ScrollArea, Tab, Text, TextField, Widget
from game.words import _

__all__ = ["Action", "Live", "Node", "Role", "Span", "named", "tree"]

_ROWS = (Choice, Tab, Cell)
"""What stands in lists."""
_NO_PLACE = (0, 0)


def tree(widgets: tuple[Widget, ...], ui: UiState) -> tuple[Node, ...]:
    """Return the nodes of a frame, each after its parent; while a modal is open, only what is in it."""
    top = max((widget.layer for widget in widgets), default=0)
    shown = [widget for widget in widgets if widget.layer == top]
    growing = _Growing(shown, ui)
    for widget in shown:
        growing.add(widget)
    return tuple(growing.nodes)


def named(nodes: tuple[Node, ...], name: str, role: Role | None = None) -> Node:
    """Return the one node whose name begins so. Raises `LookupError`, listing the names, for none or several."""
    found = [node for node in nodes if node.name.startswith(name) and role in {None, node.role}]
    exact = [node for node in found if node.name == name]
    if len(exact or found) != 1:
        names = ", ".join(repr(node.name) for node in nodes)
        raise LookupError(f"{len(exact or found)} nodes named {name!r} among {names}")
    return (exact or found)[0]


class _Growing:
    """The nodes so far, with the panels, scrolling areas and the list that are still open around the next one."""

    def __init__(self, widgets: list[Widget], ui: UiState) -> None:
        self.nodes: list[Node] = []
        self._ui = ui
        self._around: list[tuple[int, Widget]] = []
        self._list = ("", -1)
        self._members: dict[str, list[Widget]] = {}
        for widget in widgets:
            if widget.group:
                self._members.setdefault(widget.group, []).append(widget)
        self._counted = dict.fromkeys(self._members, 0)

    def add(self, widget: Widget) -> None:
        while self._around and not _is_inside(widget, self._around[-1][1]):
            self._around.pop()
        node = node_of(widget, self._ui)
        if node is None or not (node.name or node.actions):
            return
        parent, place = self._around[-1][0] if self._around else -1, _NO_PLACE
        if widget.group and isinstance(widget, _ROWS):
            parent, place = self._in_list(widget, parent)
        else:
            self._list = ("", -1)
        actions = node.actions if widget.enabled else ()
        self.nodes.append(
            Node(
                node.role,
                node.name,
                node.value,
                _in_sight(widget),
                ("focus", *actions) if can_focus(widget) else actions,
                "assertive" if widget.layer and isinstance(widget, Text) and widget.role == "plain" else node.live,
                widget.key,
                bool(widget.key) and widget.key == self._ui.focus,
                widget.enabled,
                node.selected,
                parent,
                node.level,
                node.span,
                place,
                node.hint,
                node.caret,
                node.owns,
                node.multiline,
                widget.shortcut,
            )
        )
        if isinstance(widget, Panel | ScrollArea):
            self._around.append((len(self.nodes) - 1, widget))
        elif isinstance(widget, TextField) and widget.owns:
            self._status(widget, parent)

    def _in_list(self, widget: Widget, parent: int) -> tuple[int, tuple[int, int]]:
        """Return the list a row stands in, begun where this is its first row, and the place of the row in it."""
        group, size = widget.group, len(self._members[widget.group])
        if self._list[0] != group:
            role: Role = "tab_list" if isinstance(widget, Tab) else "list"
            self.nodes.append(Node(role, "", key=f"{group}.list", parent=parent, owns=group, place=(0, size)))
            self._list = (group, len(self.nodes) - 1)
        self._counted[group] += 1
        return self._list[1], (self._counted[group], size)

    def _status(self, field: TextField, parent: int) -> None:
        """Say what was found for the words in a field, as eyes see it below the field."""
        rows = [row for row in self._members.get(field.owns, ()) if isinstance(row, Choice) and row.enabled]
        if not self._ui.text(field.key, field.initial) or not rows:
            return
        first = name_of(next((row for row in rows if row.marked), rows[0]))
        words = _("{number} found. Enter takes: {first}", number=len(rows), first=first)
        self.nodes.append(Node("status", words, live="polite", key=f"{field.key}.status", parent=parent))


def _in_sight(widget: Widget) -> Rect:
    rect, clip = widget.rect, widget.clip
    if clip is not None and (rect.y < clip.y or rect.bottom > clip.bottom):
        rect = rect.intersect(clip)
    return rect if rect.w and rect.h else NOWHERE


def _is_inside(widget: Widget, around: Widget) -> bool:
    if isinstance(around, ScrollArea):
        return widget.within == around.key
    if widget.within != around.within:
        return False
    x, y, wide, high = widget.rect
    left, top, across, down = around.rect
    return left <= x and top <= y and x + wide <= left + across and y + high <= top + down
