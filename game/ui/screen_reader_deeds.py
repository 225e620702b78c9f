"""What a screen reader asks for is done the way a key or a click would do it: one pure function."""

from dataclasses import replace
from typing import assert_never

from game.ui import fields, focus, keyboard
from game.ui.diagrams import Token
from game.ui.fields import Outcome
from game.ui.names import focusable
from game.ui.state import Asked, Changed, Key, Moved, Typed, UiState
from game.ui.theme import Theme
from game.ui.widgets import ScrollArea, Slider, TextField, Widget

_PAGE_ROWS = 2


def do(widgets: tuple[Widget, ...], ui: UiState, asked: Asked, theme: Theme) -> Outcome:
    """Return the state after what was asked, and what the screen is to be told.

    What is gone, switched off or behind a dialog is left alone, as it is for everybody else.
    """
    widget = focus.find(focusable(widgets), asked.key)
    if widget is None:
        return _shown(widgets, ui, asked), ()
    match asked.deed:
        case "focus":
            return focus.given(widgets, ui, widget), ()
        case "show":
            return focus.revealed(widgets, ui, widget), ()
        case "click":
            ui = focus.given(widgets, ui, widget)
            return ui, (() if widget.intent is None else (widget.intent,))
        case "increase" | "decrease":
            ui = focus.given(widgets, ui, widget)
            return keyboard.press(widgets, ui, Key("right" if asked.deed == "increase" else "left"), theme)
        case "set":
            return _set(focus.given(widgets, ui, widget), widget, asked)
        case "write" | "insert":
            return _written(widgets, ui, widget, asked), ()
        case "select":
            return _selected(widgets, ui, widget, asked), ()
        case "scroll_down" | "scroll_up":
            return _scrolled(ui, widget, asked, theme), ()
        case _ as never:
            assert_never(never)


def _shown(widgets: tuple[Widget, ...], ui: UiState, asked: Asked) -> UiState:
    """Scroll to what can be seen and cannot have the focus, such as a line of the conversation."""
    widget = focus.find(widgets, asked.key)
    if widget is None or asked.deed not in {"show", "focus"}:
        return ui
    return focus.revealed(widgets, ui, widget)


def _set(ui: UiState, widget: Widget, asked: Asked) -> Outcome:
    """Set a number: on a step and inside the range."""
    match widget:
        case Slider():
            steps = (asked.number - widget.minimum + widget.step // 2) // widget.step
            value = min(widget.maximum, max(widget.minimum, widget.minimum + steps * widget.step))
            return ui, (() if value == widget.value else (Changed(widget.key, value),))
        case Token() if widget.movable:
            ring = min(len(widget.rings) - 1, max(0, asked.number))
            return ui, (() if ring == widget.ring else (Moved(widget.owner, widget.person, ring),))
    return ui, ()


def _written(widgets: tuple[Widget, ...], ui: UiState, widget: Widget, asked: Asked) -> UiState:
    """Put words in place of what is selected in a field, or of all that stands in it."""
    if not isinstance(widget, TextField):
        return ui
    ui = focus.given(widgets, ui, widget)
    if asked.deed == "write":
        ui = replace(ui, caret=len(ui.text(widget.key, widget.initial)), anchor=0)
    return fields.typed(widgets, ui, Typed(asked.words))


def _selected(widgets: tuple[Widget, ...], ui: UiState, widget: Widget, asked: Asked) -> UiState:
    if not isinstance(widget, TextField):
        return ui
    ui = focus.given(widgets, ui, widget)
    most = len(ui.text(widget.key, widget.initial))
    caret, anchor = (min(most, max(0, place)) for place in (asked.caret, asked.anchor))
    return replace(ui, caret=caret, anchor=anchor)


def _scrolled(ui: UiState, widget: Widget, asked: Asked, theme: Theme) -> UiState:
    """Turn a page of an area, keeping a little of what was seen."""
    if not isinstance(widget, ScrollArea):
        return ui
    page = max(theme.em, widget.rect.h - _PAGE_ROWS * theme.em)
    return focus.scrolled_to(ui, widget, widget.offset + (page if asked.deed == "scroll_down" else -page))
