"""What of the window's state can be seen on one widget: the painter repaints when this changes."""

from dataclasses import dataclass

from game.ui.geometry import Rect
from game.ui.motion import Alive
from game.ui.names import can_focus
from game.ui.pose import STILL, Pose
from game.ui.state import UiState
from game.ui.widgets import Panel, ScrollArea, TextField, Widget

FOCUS_REACH = 5
_SHADOW_REACH = 24
FURTHEST = _SHADOW_REACH
"""How far beyond its rectangle any widget may leave a mark."""


@dataclass(frozen=True, slots=True)
class Look:
    """Focus, hover and press of a widget; the words and the caret of a field; how somebody who moves holds still."""

    focused: bool = False
    ringed: bool = False
    hovered: bool = False
    pressed: bool = False
    typed: str = ""
    caret: int = -1
    anchor: int = -1
    composing: str = ""
    pose: Pose = STILL
    """Of somebody who moves by themselves."""


_PLAIN = Look()


def look_of(widget: Widget, ui: UiState) -> Look:
    """Return what shows of the state on this widget."""
    if isinstance(widget, TextField):
        return _field_look(widget, ui)
    key = widget.key
    if isinstance(widget, Alive):
        return Look(ringed=bool(key) and key == ui.focus and ui.ring, pose=ui.pose)
    dragged = ui.drag is not None and ui.drag.key == key
    if not key or (key not in {ui.focus, ui.hover} and not dragged):
        return _PLAIN
    focused = key == ui.focus
    return Look(
        focused=focused,
        ringed=focused and ui.ring,
        hovered=key == ui.hover and can_focus(widget) and not isinstance(widget, ScrollArea),
        pressed=dragged,
    )


def _field_look(widget: TextField, ui: UiState) -> Look:
    focused = widget.key == ui.focus
    return Look(
        focused=focused,
        ringed=focused and ui.ring,
        hovered=widget.key == ui.hover,
        typed=ui.text(widget.key, widget.initial),
        caret=ui.caret if focused else -1,
        anchor=ui.anchor if focused else -1,
        composing=ui.composing if focused else "",
    )


def reach(widget: Widget, window: Rect) -> Rect:
    """Return where painting the widget may leave a mark: it is held inside this."""
    far = _SHADOW_REACH if isinstance(widget, Panel) and widget.shadow else FOCUS_REACH
    marked = widget.rect.inset(-far).intersect(window)
    return marked if widget.clip is None else marked.intersect(widget.clip)
