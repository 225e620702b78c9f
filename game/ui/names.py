"""What a widget is called by a screen reader, and whether it can have the focus."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from functools import singledispatch

from game import words
from game.ui.anatomy import clock_words
from game.ui.diagrams import Cell, Rings, TimeLine, Token
from game.ui.widgets import (
    Badge,
    Button,
    Choice,
    Clock,
    Meter,
    ScrollArea,
    Slider,
    Tab,
    Text,
    TextField,
    Widget,
)


def name_of(widget: Widget) -> str:
    """Return the accessible name: what was given, else the visible words, else nothing."""
    return widget.name or _visible(widget)


@singledispatch
def _visible(widget: Widget) -> str:
    return ""


@_visible.register
def _(widget: Text) -> str:
    return f"{widget.speaker}: {widget.text}" if widget.speaker else widget.text


@_visible.register
def _(widget: Choice) -> str:
    return ", ".join(part for part in (widget.label, widget.note, widget.trailing) if part)


@_visible.register(Button)
@_visible.register(Tab)
@_visible.register(TextField)
@_visible.register(Slider)
@_visible.register(Badge)
@_visible.register(Meter)
@_visible.register(Token)
def _(widget: Button | Tab | TextField | Slider | Badge | Meter | Token) -> str:
    return widget.label


@_visible.register
def _(widget: Cell) -> str:
    return f"{widget.label} {widget.sign}".strip()


@_visible.register
def _(widget: Clock) -> str:
    return clock_words(widget)


@_visible.register
def _(widget: ScrollArea) -> str:
    return words._("Scrolling area")


@_visible.register
def _(widget: Rings) -> str:
    return words._("Circle around {name}", name=widget.centre)


def can_focus(widget: Widget) -> bool:
    """Tell whether keys can reach the widget: it does something, or it has more to show than its height."""
    if not widget.enabled:
        return False
    match widget:
        case TextField() | Slider():
            return True
        case Token():
            return widget.movable or widget.intent is not None
        case ScrollArea():
            return widget.furthest > 0
        case TimeLine():
            return True
        case _:
            return widget.intent is not None


def focusable(widgets: tuple[Widget, ...]) -> tuple[Widget, ...]:
    """Return what Tab and the arrows can reach, in reading order: of a modal only what is inside it."""
    top = max((widget.layer for widget in widgets), default=0)
    return tuple(widget for widget in widgets if widget.layer == top and can_focus(widget))
