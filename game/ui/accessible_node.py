"""One widget as a screen reader sees it, whatever reads it: its role, its words, what can be done with it."""

from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any, Literal, NamedTuple

from game.ui import anatomy
from game.ui.diagrams import Cell, Chart, Rings, ShareBar, TimeLine, Token
from game.ui.geometry import NOWHERE, Rect
from game.ui.names import name_of
from game.ui.state import UiState
from game.ui.timeline import tick_words
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
from game.words import _

Role = Literal[
    "label",
    "heading",
    "paragraph",
    "note",
    "status",
    "button",
    "list",
    "list_item",
    "tab_list",
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
Live = Literal["", "polite", "assertive"]


class Span(NamedTuple):
    """A whole number in a range, and how far one step goes."""

    value: int
    minimum: int
    maximum: int
    step: int = 1


class Node(NamedTuple):
    """One widget as a screen reader sees it. `bounds` is its visible part in logical pixels, empty out of sight."""

    role: Role
    name: str
    value: str = ""
    bounds: Rect = NOWHERE
    actions: tuple[Action, ...] = ()
    live: Live = ""
    """Whether a change is read out by itself: when there is time, or at once."""
    key: str = ""
    focused: bool = False
    enabled: bool = True
    selected: bool | None = None
    """None for what cannot be selected."""
    parent: int = -1
    """Place of the node around it among the nodes; -1 is the window."""
    level: int = 0
    """Of a heading, from 1; else 0."""
    span: Span | None = None
    place: tuple[int, int] = (0, 0)
    """Position in its list, from 1, and length of the list; a list itself has no position. Zeros outside lists."""
    hint: str = ""
    """What an empty field suggests."""
    caret: tuple[int, int] | None = None
    """The caret of the field that has the focus, and the other end of the selection."""
    owns: str = ""
    """The group of rows that a field finds."""
    multiline: bool = False
    shortcut: str = ""


_LEVELS = {"display": 1, "title": 1, "lead": 2}
_LOWEST_LEVEL = 3


def _clickable(widget: Widget) -> tuple[Action, ...]:
    return ("click",) if widget.intent is not None else ()


def node_of(widget: Widget, ui: UiState) -> Node | None:
    """Return the node of a widget as far as it depends on the widget alone; None for what is only decoration."""
    kind = type(widget)
    if kind not in _MAKERS:
        _MAKERS[kind] = _node.dispatch(kind)
    return _MAKERS[kind](widget, ui)


_MAKERS: dict[type[Widget], Callable[[Any, UiState], Node | None]] = {}
"""What has been dispatched once: looking it up is most of the work otherwise."""


@singledispatch
def _node(widget: Widget, ui: UiState) -> Node | None:  # noqa: ARG001 (one signature serves every kind)
    return None


_TEXT_ROLES: dict[str, Role] = {
    "heading": "heading",
    "note": "note",
    "patient_line": "paragraph",
    "therapist_line": "paragraph",
    "live": "status",
}


@_node.register
def _text(widget: Text, _ui: UiState) -> Node:
    name = widget.name or (f"{widget.speaker}: {widget.text}" if widget.speaker else widget.text)
    live: Live = "polite" if widget.role in {"live", "patient_line"} else ""
    if widget.role == "live" and widget.tone in {"warning", "costly"}:
        live = "assertive"
    return Node(
        _TEXT_ROLES.get(widget.role, "label"),
        name,
        widget.when,
        live=live,
        actions=_clickable(widget),
        level=_LEVELS.get(widget.style, _LOWEST_LEVEL) if widget.role == "heading" else 0,
    )


@_node.register
def _button(widget: Button, _ui: UiState) -> Node:
    return Node("button", name_of(widget), actions=_clickable(widget))


@_node.register
def _choice(widget: Choice, _ui: UiState) -> Node:
    return Node("list_item", name_of(widget), actions=_clickable(widget), selected=widget.marked)


@_node.register
def _tab(widget: Tab, _ui: UiState) -> Node:
    return Node("tab", name_of(widget), actions=_clickable(widget), selected=widget.selected)


@_node.register
def _field(widget: TextField, ui: UiState) -> Node:
    typed = ui.text(widget.key, widget.initial)
    here = ui.focus == widget.key
    caret = (min(len(typed), ui.caret), min(len(typed), ui.anchor)) if here else None
    return Node(
        "text_field",
        name_of(widget),
        typed,
        actions=("set_text",),
        hint=widget.placeholder,
        caret=caret,
        owns=widget.owns,
        multiline=widget.multiline,
    )


@_node.register
def _slider(widget: Slider, _ui: UiState) -> Node:
    value = anatomy.slider_value_words(widget)
    span = Span(widget.value, widget.minimum, widget.maximum, widget.step)
    return Node("slider", name_of(widget), value, actions=("increase", "decrease"), span=span)


@_node.register
def _meter(widget: Meter, _ui: UiState) -> Node:
    words = widget.words or _("{value} of {maximum}", value=widget.value, maximum=widget.maximum)
    marks = [
        _("past {mark}", mark=name) if widget.value >= value else _("short of {mark}", mark=name)
        for value, name in ([] if widget.name else widget.marks)
    ]
    span = Span(widget.value, 0, widget.maximum)
    return Node("meter", name_of(widget), "; ".join([words, *marks]), actions=_clickable(widget), span=span)


@_node.register
def _clock(widget: Clock, _ui: UiState) -> Node:
    return Node("timer", name_of(widget), _("{value} of {maximum}", value=widget.minutes, maximum=widget.total))


@_node.register
def _badge(widget: Badge, _ui: UiState) -> Node:
    return Node("label", name_of(widget), actions=_clickable(widget))


@_node.register
def _picture(widget: Picture, _ui: UiState) -> Node:
    return Node("image", name_of(widget), actions=_clickable(widget))


@_node.register
def _rings(widget: Rings, _ui: UiState) -> Node:
    return Node("figure", name_of(widget), _("rings: {names}", names=", ".join(widget.rings)))


@_node.register
def _token(widget: Token, _ui: UiState) -> Node:
    moves: tuple[Action, ...] = ("increase", "decrease") if widget.movable else ()
    span = Span(widget.ring, 0, len(widget.rings) - 1)
    return Node("token", name_of(widget), widget.rings[widget.ring], actions=moves + _clickable(widget), span=span)


@_node.register
def _cell(widget: Cell, _ui: UiState) -> Node:
    return Node("cell", name_of(widget), actions=_clickable(widget), selected=widget.marked)


@_node.register
def _share_bar(widget: ShareBar, _ui: UiState) -> Node:
    return Node("figure", name_of(widget))


@_node.register
def _time_line(widget: TimeLine, _ui: UiState) -> Node:
    told = [f"{mark.label}: {tick_words(mark.day)}" for mark in widget.marks]
    told += [f"{bar.label}: {tick_words(bar.first)} – {tick_words(bar.last)}" for bar in widget.stretches]
    told += [f"{widget.curve_name} {value}: {tick_words(day)}" for day, value in widget.curve]
    return Node("figure", name_of(widget), "; ".join(told))


@_node.register
def _chart(widget: Chart, _ui: UiState) -> Node:
    return Node("figure", name_of(widget) or widget.y_label, "; ".join(_told(widget)))


def _told(chart: Chart) -> Iterator[str]:
    """Yield what a chart shows, line by line and point by point."""
    for series in chart.series:
        points = [_("{y} at {label} {x}", y=y, label=chart.x_label, x=x) for x, y in series.points]
        yield f"{series.name}: {', '.join(points)}"
    for marker in chart.markers:
        yield _("{name} at {label} {x}", name=marker.label, label=chart.x_label, x=marker.x)


@_node.register
def _panel(widget: Panel, _ui: UiState) -> Node | None:
    return None if widget.role == "none" else Node(widget.role, name_of(widget))


@_node.register
def _area(widget: ScrollArea, _ui: UiState) -> Node:
    return Node(
        "scroll_area",
        name_of(widget),
        actions=("scroll",) if widget.furthest else (),
        span=Span(widget.offset, 0, widget.furthest) if widget.furthest else None,
    )
