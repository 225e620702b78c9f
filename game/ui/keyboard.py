"""What a key does: shortcuts first, then the focused widget, then moving about and scrolling."""

from dataclasses import replace
from functools import singledispatch

from game.ui import fields, focus, timeline
from game.ui.diagrams import Cell, TimeLine, Token
from game.ui.fields import Outcome
from game.ui.names import focusable
from game.ui.state import Back, Changed, Key, Moved, Ranged, UiState
from game.ui.theme import Theme
from game.ui.widgets import ScrollArea, Slider, Tab, TextField, Widget

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

_FORWARD, _BACKWARD = {"right", "down"}, {"left", "up"}
_LINES = 3
_BIG_STEPS = 10


def press(widgets: tuple[Widget, ...], ui: UiState, key: Key, theme: Theme) -> Outcome:
    """Return the state after a key and what the screen is to be told."""
    widget = focus.focused(widgets, ui)
    called = _called(widgets, widget, key)
    if called is not None:
        return ui, (called.intent,)
    if key.name == "tab" and key.ctrl:
        return _other_tab(widgets, ui, -1 if key.shift else 1)
    if key.name == "tab":
        return focus.stepped(widgets, ui, -1 if key.shift else 1), ()
    if key.name == "escape":
        return (ui, (Back(),)) if ui.drag is None else (replace(ui, drag=None), ())
    outcome = None
    if isinstance(widget, TextField):
        outcome = fields.pressed(widgets, ui, widget, key, theme)
    elif widget is not None:
        outcome = _on(widget, widgets, ui, key)
    return outcome or _elsewhere(widgets, ui, widget, key, theme)


def _called(widgets: tuple[Widget, ...], here: Widget | None, key: Key) -> Widget | None:
    """Return the widget whose shortcut this is. In a field, letters are for typing."""
    if isinstance(here, TextField) and len(key.name) == 1 and not (key.ctrl or key.alt):
        return None
    held = [word for word, down in (("ctrl", key.ctrl), ("alt", key.alt), ("shift", key.shift)) if down]
    name = "+".join([*held, key.name])
    return next((w for w in focusable(widgets) if w.shortcut == name and w.intent is not None), None)


def _other_tab(widgets: tuple[Widget, ...], ui: UiState, step: int) -> Outcome:
    """Open the next tab of the row that is around the focus, else of the first row on the screen; around its ends."""
    here = focus.focused(widgets, ui)
    tabs = [widget for widget in focusable(widgets) if isinstance(widget, Tab)]
    row = here.group if isinstance(here, Tab) else next((tab.group for tab in tabs if tab.selected), "")
    tabs = [tab for tab in tabs if tab.group == row]
    opened = next((number for number, tab in enumerate(tabs) if tab.selected), None)
    if opened is None:
        return ui, ()
    reached = tabs[(opened + step) % len(tabs)]
    ui = focus.given(widgets, ui, reached) if isinstance(here, Tab) else ui
    return ui, (() if reached.intent is None else (reached.intent,))


@singledispatch
def _on(widget: Widget, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    """Answer a key on a widget; None when it has no use for it."""
    if key.name in {"enter", "return", "space"} and widget.intent is not None:
        return ui, (widget.intent,)
    owner = focus.owner_of(widgets, widget)
    if owner is not None and key.name == "backspace":
        ui = focus.given(widgets, ui, owner)
        edit = fields.edit_of(owner, ui)
        return ui.typed(owner.key, edit.text[:-1]), ()
    if widget.group and key.name in _FORWARD | _BACKWARD:
        moved = focus.stepped_inside(widgets, ui, 1 if key.name in _FORWARD else -1)
        if moved.focus == ui.focus and owner is not None and key.name in _BACKWARD:
            return focus.given(widgets, ui, owner), ()
        return moved, ()
    return None


@_on.register
def _(widget: Slider, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    big = widget.step * _BIG_STEPS
    wanted = {
        "right": widget.value + widget.step,
        "up": widget.value + widget.step,
        "left": widget.value - widget.step,
        "down": widget.value - widget.step,
        "pageup": widget.value + big,
        "pagedown": widget.value - big,
        "home": widget.minimum,
        "end": widget.maximum,
    }.get(key.name)
    if wanted is None:
        return None
    value = min(widget.maximum, max(widget.minimum, wanted))
    return ui, ((Changed(widget.key, value),) if value != widget.value else ())


@_on.register
def _(widget: Token, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    wanted = {"home": 0, "end": len(widget.rings) - 1}.get(key.name, widget.ring)
    wanted += (key.name in _FORWARD) - (key.name in _BACKWARD)
    if wanted == widget.ring or not widget.movable:
        used = widget.movable and key.name in _FORWARD | _BACKWARD | {"home", "end"}
        if key.name in {"enter", "return", "space"} and widget.intent is not None:
            return ui, (widget.intent,)
        return (ui, ()) if used else None
    if not 0 <= wanted < len(widget.rings):
        return ui, ()
    return ui, (Moved(widget.owner, widget.person, wanted),)


@_on.register(Tab)
@_on.register(Cell)
def _(widget: Tab | Cell, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    """Left and right go along the row, and a tab opens at once; up and down leave the row."""
    if key.name in {"left", "right"} and widget.group:
        moved = focus.stepped_inside(widgets, ui, 1 if key.name == "right" else -1)
        reached = focus.find(widgets, moved.focus)
        opened = isinstance(reached, Tab) and moved.focus != ui.focus and reached.intent is not None
        return moved, ((reached.intent,) if opened and reached is not None else ())
    if key.name in {"enter", "return", "space"} and widget.intent is not None:
        return ui, (widget.intent,)
    return None


@_on.register
def _(widget: TimeLine, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    """Left and right go along the line, plus and minus nearer and further, Home shows all of it."""
    part = max(1, (widget.last - widget.first) // 6)
    wanted = {
        "left": lambda: timeline.panned(widget, widget.first - part),
        "right": lambda: timeline.panned(widget, widget.first + part),
        "plus": lambda: timeline.zoomed(widget, 60),
        "minus": lambda: timeline.zoomed(widget, 170),
        "home": lambda: widget.limits,
    }.get(key.name)
    return None if wanted is None else (ui, (Ranged(widget.key, *wanted()),))


@_on.register
def _(widget: ScrollArea, widgets: tuple[Widget, ...], ui: UiState, key: Key) -> Outcome | None:
    return None


def _elsewhere(widgets: tuple[Widget, ...], ui: UiState, here: Widget | None, key: Key, theme: Theme) -> Outcome:
    """Scroll with the page keys, and with arrows on an area itself; else arrows move the focus."""
    area = here if isinstance(here, ScrollArea) else _area_for(widgets, here)
    if area is not None:
        on_it = area is here
        line = _LINES * theme.em
        page = max(line, area.rect.h - 2 * theme.em)
        way = {"pageup": -page, "pagedown": page, "home": -area.offset, "end": area.furthest}.get(key.name)
        if on_it and key.name in {"up", "down"}:
            way = line if key.name == "down" else -line
        if way is not None:
            return focus.scrolled_to(ui, area, area.offset + way), ()
    if key.name in _FORWARD | _BACKWARD:
        return focus.stepped(widgets, ui, 1 if key.name in _FORWARD else -1), ()
    return ui, ()


def _area_for(widgets: tuple[Widget, ...], here: Widget | None) -> ScrollArea | None:
    """Return the area the page keys are for: around the focus, else the largest that has more to show."""
    around = focus.find(widgets, here.within) if here is not None else None
    while isinstance(around, ScrollArea):
        if around.furthest:
            return around
        around = focus.find(widgets, around.within)
    areas = [w for w in focusable(widgets) if isinstance(w, ScrollArea)]
    return max(areas, key=lambda area: area.rect.area, default=None)
