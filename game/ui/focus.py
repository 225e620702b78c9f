"""Where the focus is and goes: in reading order, one stop a group, inside a modal while there is one."""

from collections.abc import Iterable
from dataclasses import replace

from game.ui.geometry import Rect
from game.ui.names import focusable
from game.ui.state import UiState
from game.ui.widgets import Choice, Panel, ScrollArea, Tab, Text, TextField, Widget

_REVEAL_MARGIN = 12


def find(widgets: Iterable[Widget], key: str) -> Widget | None:
    """Return the widget with a key, or None."""
    return next((widget for widget in widgets if widget.key == key), None) if key else None


def focused(widgets: tuple[Widget, ...], ui: UiState) -> Widget | None:
    """Return the widget that has the focus, or None if nothing can have it."""
    return find(focusable(widgets), ui.focus)


def owner_of(widgets: tuple[Widget, ...], widget: Widget) -> TextField | None:
    """Return the field that owns the list a widget is in, or None."""
    if not widget.group:
        return None
    fields = (w for w in focusable(widgets) if isinstance(w, TextField))
    return next((field for field in fields if field.owns == widget.group), None)


def members(widgets: tuple[Widget, ...], group: str) -> tuple[Widget, ...]:
    """Return what can be reached inside a group, in reading order."""
    return tuple(widget for widget in focusable(widgets) if widget.group == group)


def entry(widgets: tuple[Widget, ...], group: str) -> Widget | None:
    """Return where a group is entered: at what is chosen in it, else at its start; a conversation at its end."""
    inside = members(widgets, group)
    if inside and isinstance(inside[-1], Text):
        return inside[-1]
    chosen = (w for w in inside if (isinstance(w, Choice) and w.marked) or (isinstance(w, Tab) and w.selected))
    return next(chosen, inside[0] if inside else None)


def stops(widgets: tuple[Widget, ...]) -> tuple[Widget, ...]:
    """Return the stops of the Tab key: every widget outside groups, and the entry of each group."""
    seen: set[str] = set()
    found = []
    for widget in focusable(widgets):
        if not widget.group:
            found.append(widget)
        elif widget.group not in seen:
            seen.add(widget.group)
            found.append(entry(widgets, widget.group) or widget)
    return tuple(found)


def stepped(widgets: tuple[Widget, ...], ui: UiState, step: int) -> UiState:
    """Move the focus by stops, around the ends of the screen."""
    order = stops(widgets)
    if not order:
        return ui
    here = focused(widgets, ui)
    if here is not None and here.group:
        here = next((stop for stop in order if stop.group == here.group), here)
    position = order.index(here) if here in order else (-1 if step > 0 else 0)
    return given(widgets, ui, order[(position + step) % len(order)])


def stepped_inside(widgets: tuple[Widget, ...], ui: UiState, step: int) -> UiState:
    """Move the focus inside its group, stopping at the ends."""
    here = focused(widgets, ui)
    if here is None:
        return ui
    inside = members(widgets, here.group)
    position = inside.index(here) + step
    return given(widgets, ui, inside[position]) if 0 <= position < len(inside) else ui


def given(widgets: tuple[Widget, ...], ui: UiState, widget: Widget, *, ring: bool = True) -> UiState:
    """Give the focus to a widget and scroll it into sight; a field gets its caret at the end of its words."""
    return revealed(widgets, replace(_held(ui, widget), ring=ring), widget)


def _held(ui: UiState, widget: Widget) -> UiState:
    if isinstance(widget, TextField) and widget.key != ui.focus:
        end = len(ui.text(widget.key, widget.initial))
        ui = replace(ui, caret=end, anchor=end)
    return replace(ui, focus=widget.key, composing="")


def revealed(widgets: tuple[Widget, ...], ui: UiState, widget: Widget) -> UiState:
    """Scroll the areas around a widget just so far that it can be seen; its start if it is too tall."""
    rect = widget.rect
    area = find(widgets, widget.within)
    while isinstance(area, ScrollArea):
        moved = _way(rect, area.rect)
        offset = min(area.furthest, max(0, area.offset + moved))
        if offset != area.offset:
            ui = scrolled_to(ui, area, offset)
            rect = rect.moved(0, area.offset - offset)
        area = find(widgets, area.within)
    return ui


def topped(widgets: tuple[Widget, ...], ui: UiState, widget: Widget) -> UiState:
    """Scroll the area around a widget so that the widget stands at its top, or as near as it goes."""
    area = find(widgets, widget.within)
    if not isinstance(area, ScrollArea):
        return ui
    return scrolled_to(ui, area, area.offset + widget.rect.y - area.rect.y - _REVEAL_MARGIN)


def _way(rect: Rect, frame: Rect) -> int:
    above, below = rect.y - _REVEAL_MARGIN - frame.y, rect.bottom + _REVEAL_MARGIN - frame.bottom
    if above < 0 or rect.h + 2 * _REVEAL_MARGIN > frame.h:
        return above
    return max(0, below)


def scrolled_to(ui: UiState, area: ScrollArea, offset: int) -> UiState:
    """Put an area at an offset, held inside; at its end an area that sticks is left to stick."""
    offset = min(area.furthest, max(0, offset))
    return ui.scrolled(area.key, None if area.stick and offset == area.furthest else offset)


def settled(widgets: tuple[Widget, ...], ui: UiState) -> UiState:
    """Return the state with the focus on something that is there, as after a change of scene.

    When a modal opens, what had the focus is remembered, and gets it back when the modal closes. Nothing scrolls:
    nobody asked to go anywhere.
    """
    depth = sum(isinstance(widget, Panel) and widget.backdrop for widget in widgets)
    trail = ui.trail
    wanted = ui.focus
    if depth > len(trail):
        trail, wanted = trail + (ui.focus,) * (depth - len(trail)), ""
    elif depth < len(trail):
        trail, wanted = trail[:depth], trail[depth]
    ui = ui if trail == ui.trail else replace(ui, trail=trail)
    able = focusable(widgets)
    target = find(able, wanted) or next((w for w in able if w.autofocus), None)
    target = target or next((w for w in able if _in_sight(w)), able[0] if able else None)
    if target is None:
        return ui if not ui.focus else replace(ui, focus="")
    return ui if target.key == ui.focus else _held(ui, target)


def _in_sight(widget: Widget) -> bool:
    shown = widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)
    return shown.area > 0 and not isinstance(widget, ScrollArea)
