"""What a screen reader is told: one plain node for each widget that says or does something, in reading order."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Literal

from game.ui import anatomy
from game.ui.diagrams import Cell, Chart, Rings, Token
from game.ui.geometry import NOWHERE, Rect
from game.ui.names import can_focus, name_of
from game.ui.state import UiState
from game.ui.widgets import (
    Badge,
    Button,
    Choice,
    Clock,
    Meter,
    Panel,
    Picture,
    ScrollArea,
    Slider,
    Tab,
    Text,
    TextField,
    Widget,
)

Role = Literal[
    "label",
    "heading",
    "paragraph",
    "note",
    "button",
    "list_item",
    "tab",
    "text_field",
    "slider",
    "meter",
    "timer",
    "image",
    "figure",
    "token",
    "cell",
    "group",
    "dialog",
    "scroll_area",
]
Action = Literal["focus", "click", "set_text", "increase", "decrease", "scroll"]


@dataclass(frozen=True, slots=True)
class Node:
    """One widget as a screen reader sees it. `bounds` is its visible part in logical pixels, empty out of sight."""

    role: Role
    name: str
    value: str = ""
    bounds: Rect = NOWHERE
    actions: tuple[Action, ...] = ()
    live: bool = False
    """Whether a change is read out by itself."""
    key: str = ""
    focused: bool = False
    enabled: bool = True
    selected: bool = False


def tree(widgets: tuple[Widget, ...], ui: UiState) -> tuple[Node, ...]:
    """Return the nodes of a frame; while a modal is open, only what is in it."""
    top = max((widget.layer for widget in widgets), default=0)
    nodes = []
    for widget in widgets:
        node = _node(widget, ui) if widget.layer == top else None
        if node is None or not (node.name or node.actions):
            continue
        bounds = widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)
        focusing: tuple[Action, ...] = ("focus",) if can_focus(widget) else ()
        nodes.append(
            replace(
                node,
                bounds=bounds if bounds.area else NOWHERE,
                key=widget.key,
                focused=bool(widget.key) and widget.key == ui.focus,
                enabled=widget.enabled,
                actions=focusing + (node.actions if widget.enabled else ()),
            )
        )
    return tuple(nodes)


def named(nodes: tuple[Node, ...], name: str, role: Role | None = None) -> Node:
    """Return the one node whose name begins so. Raises `LookupError`, listing the names, for none or several."""
    found = [node for node in nodes if node.name.startswith(name) and role in {None, node.role}]
    exact = [node for node in found if node.name == name]
    if len(exact or found) != 1:
        names = ", ".join(repr(node.name) for node in nodes)
        raise LookupError(f"{len(exact or found)} nodes named {name!r} among {names}")
    return (exact or found)[0]


def _clickable(widget: Widget) -> tuple[Action, ...]:
    return ("click",) if widget.intent is not None else ()


@singledispatch
def _node(widget: Widget, ui: UiState) -> Node | None:  # noqa: ARG001 (one signature serves every kind)
    return None


@_node.register
def _(widget: Text, _ui: UiState) -> Node:
    roles: dict[str, Role] = {
        "heading": "heading",
        "note": "note",
        "patient_line": "paragraph",
        "therapist_line": "paragraph",
    }
    live = widget.role in {"live", "patient_line"}
    role = roles.get(widget.role, "label")
    return Node(role, name_of(widget), widget.when, live=live, actions=_clickable(widget))


@_node.register
def _(widget: Button, _ui: UiState) -> Node:
    return Node("button", name_of(widget), actions=_clickable(widget))


@_node.register
def _(widget: Choice, _ui: UiState) -> Node:
    return Node("list_item", name_of(widget), actions=_clickable(widget), selected=widget.marked)


@_node.register
def _(widget: Tab, _ui: UiState) -> Node:
    return Node("tab", name_of(widget), actions=_clickable(widget), selected=widget.selected)


@_node.register
def _(widget: TextField, ui: UiState) -> Node:
    return Node("text_field", name_of(widget), ui.text(widget.key, widget.initial), actions=("set_text",))


@_node.register
def _(widget: Slider, _ui: UiState) -> Node:
    value = anatomy.slider_value_words(widget)
    return Node("slider", name_of(widget), value, actions=("increase", "decrease"))


@_node.register
def _(widget: Meter, _ui: UiState) -> Node:
    marks = "".join(f"; {name} at {value}" for value, name in widget.marks)
    value = widget.words or f"{widget.value} of {widget.maximum}"
    return Node("meter", name_of(widget), value + marks, actions=_clickable(widget))


@_node.register
def _(widget: Clock, _ui: UiState) -> Node:
    return Node("timer", name_of(widget), f"{widget.minutes} of {widget.total}")


@_node.register
def _(widget: Badge, _ui: UiState) -> Node:
    return Node("label", name_of(widget), actions=_clickable(widget))


@_node.register
def _(widget: Picture, _ui: UiState) -> Node:
    return Node("image", name_of(widget), actions=_clickable(widget))


@_node.register
def _(widget: Rings, _ui: UiState) -> Node:
    return Node("figure", name_of(widget), f"rings: {', '.join(widget.rings)}")


@_node.register
def _(widget: Token, _ui: UiState) -> Node:
    moves: tuple[Action, ...] = ("increase", "decrease") if widget.movable else ()
    return Node("token", name_of(widget), widget.rings[widget.ring], actions=moves + _clickable(widget))


@_node.register
def _(widget: Cell, _ui: UiState) -> Node:
    return Node("cell", name_of(widget), actions=_clickable(widget), selected=widget.marked)


@_node.register
def _(widget: Chart, _ui: UiState) -> Node:
    parts = [
        f"{series.name}: " + ", ".join(f"{y} at {widget.x_label} {x}" for x, y in series.points)
        for series in widget.series
    ]
    parts += [f"{marker.label} at {widget.x_label} {marker.x}" for marker in widget.markers]
    return Node("figure", name_of(widget) or widget.y_label, "; ".join(parts))


@_node.register
def _(widget: Panel, _ui: UiState) -> Node | None:
    return None if widget.role == "none" else Node(widget.role, name_of(widget))


@_node.register
def _(widget: ScrollArea, _ui: UiState) -> Node:
    return Node("scroll_area", name_of(widget), actions=("scroll",) if widget.furthest else ())
