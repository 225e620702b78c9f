"""What mouse, finger and wheel do."""

from dataclasses import replace
from typing import Literal

from game.ui import anatomy, fields, focus, timeline
from game.ui.circle import circle
from game.ui.diagrams import Rings, TimeLine, Token
from game.ui.fields import Outcome
from game.ui.geometry import Rect
from game.ui.names import can_focus
from game.ui.state import Changed, Drag, Moved, Pointer, Ranged, UiState, Wheel
from game.ui.theme import Theme
from game.ui.widgets import ScrollArea, Slider, TextField, Widget

_PAN_AFTER = 10
_MOVED_AFTER = 4
_WHEEL_EMS = 3


def point(widgets: tuple[Widget, ...], ui: UiState, pointer: Pointer, theme: Theme) -> Outcome:
    """Return the state after a pointer event and what the screen is to be told."""
    match pointer.kind:
        case "leave":
            return (replace(ui, hover="") if ui.hover else ui), ()
        case "down":
            return _down(widgets, ui, pointer, theme)
        case "move":
            hover = "" if pointer.touch else _key_under(widgets, pointer)
            ui = ui if hover == ui.hover else replace(ui, hover=hover)
            return (ui, ()) if ui.drag is None else _dragged(widgets, ui, ui.drag, pointer, theme)
        case "up":
            return (ui, ()) if ui.drag is None else _up(widgets, ui, ui.drag, pointer, theme)


def turn(widgets: tuple[Widget, ...], ui: UiState, wheel: Wheel, theme: Theme) -> Outcome:
    """Zoom a time line under the pointer, else scroll the innermost area there that can still move that way."""
    line = under(widgets, wheel.x, wheel.y)
    if isinstance(line, TimeLine):
        day = anatomy.time_day(line, line.rect, wheel.x)
        shown = timeline.zoomed(line, 100 + max(-30, min(40, 15 * wheel.lines)), day)
        if shown != (line.first, line.last):
            return ui, (Ranged(line.key, *shown),)
    for area in reversed(_areas_under(widgets, wheel.x, wheel.y)):
        wanted = area.offset + wheel.lines * _WHEEL_EMS * theme.em
        if min(area.furthest, max(0, wanted)) != area.offset:
            return focus.scrolled_to(ui, area, wanted), ()
    return ui, ()


def _shown(widget: Widget) -> Rect:
    return widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)


def under(widgets: tuple[Widget, ...], x: int, y: int) -> Widget | None:
    """Return the topmost widget at a place that the pointer can use; with a modal open only inside it."""
    top = max((widget.layer for widget in widgets), default=0)
    for widget in reversed(widgets):
        if widget.layer == top and can_focus(widget) and _shown(widget).contains(x, y):
            return widget
    return None


def _key_under(widgets: tuple[Widget, ...], pointer: Pointer) -> str:
    widget = under(widgets, pointer.x, pointer.y)
    return "" if widget is None or isinstance(widget, ScrollArea) else widget.key


def _areas_under(widgets: tuple[Widget, ...], x: int, y: int) -> list[ScrollArea]:
    top = max((widget.layer for widget in widgets), default=0)
    areas = [w for w in widgets if isinstance(w, ScrollArea) and w.layer == top]
    return [area for area in areas if _shown(area).contains(x, y)]


def _down(widgets: tuple[Widget, ...], ui: UiState, pointer: Pointer, theme: Theme) -> Outcome:
    widget, spot = under(widgets, pointer.x, pointer.y), (pointer.x, pointer.y)
    if widget is None or isinstance(widget, ScrollArea):
        return _down_on_area(ui, pointer, widget)
    part: Literal["slider", "select", "token", "press"] = "press"
    if isinstance(widget, TextField):
        had_focus = widget.key == ui.focus
        ui, part = focus.given(widgets, ui, widget, ring=False), "select"
        ui = fields.pointed(widget, ui, pointer, theme, extend=pointer.shift and had_focus)
    else:
        ui = replace(ui, focus=widget.key, ring=False, composing="")
    if isinstance(widget, Slider):
        part = "slider"
    elif isinstance(widget, Token) and widget.movable:
        part = "token"
    area = focus.find(widgets, widget.within)
    origin = area.offset if isinstance(area, ScrollArea) else 0
    origin = widget.first if isinstance(widget, TimeLine) else origin
    ui = replace(ui, drag=Drag(widget.key, part, spot, spot, origin))
    return _slid(ui, widget, pointer, theme) if isinstance(widget, Slider) else (ui, ())


def _down_on_area(ui: UiState, pointer: Pointer, area: Widget | None) -> Outcome:
    """Take hold of a scroll bar, turn a page beside its thumb, or get ready to pan with a finger."""
    spot = (pointer.x, pointer.y)
    if not isinstance(area, ScrollArea):
        return ui, ()
    thumb = anatomy.scroll_thumb(area)
    if thumb is not None and pointer.x >= area.rect.right - area.gutter:
        if thumb.y <= pointer.y < thumb.bottom:
            return replace(ui, drag=Drag(area.key, "bar", spot, spot, area.offset)), ()
        page = area.rect.h if pointer.y >= thumb.bottom else -area.rect.h
        return focus.scrolled_to(ui, area, area.offset + page), ()
    if pointer.touch:
        return replace(ui, drag=Drag(area.key, "pan", spot, spot, area.offset)), ()
    return ui, ()


def _slid(ui: UiState, slider: Slider, pointer: Pointer, theme: Theme) -> Outcome:
    track = anatomy.slider_track(slider, slider.rect, theme)
    value = anatomy.slider_value_at(slider, track, pointer.x)
    return ui, ((Changed(slider.key, value),) if value != slider.value else ())


def _dragged(widgets: tuple[Widget, ...], ui: UiState, drag: Drag, pointer: Pointer, theme: Theme) -> Outcome:
    ui = replace(ui, drag=replace(drag, now=(pointer.x, pointer.y)))
    widget = focus.find(widgets, drag.key)
    down = pointer.y - drag.start[1]
    match drag.part, widget:
        case "slider", Slider():
            return _slid(ui, widget, pointer, theme)
        case "select", TextField():
            return fields.pointed(widget, ui, pointer, theme, extend=True), ()
        case "bar", ScrollArea():
            return focus.scrolled_to(ui, widget, anatomy.offset_for_thumb(widget, drag.origin, down)), ()
        case "pan", ScrollArea():
            return focus.scrolled_to(ui, widget, drag.origin - down), ()
        case "press", TimeLine():
            days = (widget.last - widget.first) * (pointer.x - drag.start[0]) // max(1, widget.rect.w)
            shown = timeline.panned(widget, drag.origin - days)
            return ui, ((Ranged(widget.key, *shown),) if shown != (widget.first, widget.last) else ())
        case "press", Widget() if pointer.touch and abs(down) > _PAN_AFTER and widget.within:
            pan = Drag(widget.within, "pan", drag.start, (pointer.x, pointer.y), drag.origin)
            return _dragged(widgets, replace(ui, drag=pan), pan, pointer, theme)
    return ui, ()


def _up(widgets: tuple[Widget, ...], ui: UiState, drag: Drag, pointer: Pointer, theme: Theme) -> Outcome:
    ui = replace(ui, drag=None)
    widget = focus.find(widgets, drag.key)
    if widget is None:
        return ui, ()
    far = max(abs(pointer.x - drag.start[0]), abs(pointer.y - drag.start[1]))
    if drag.part == "token" and isinstance(widget, Token) and far > _MOVED_AFTER:
        return ui, _dropped(widgets, widget, pointer, theme)
    inside = under(widgets, pointer.x, pointer.y) is widget
    if drag.part in {"press", "token"} and inside and widget.intent is not None:
        return ui, (widget.intent,)
    return ui, ()


def _dropped(widgets: tuple[Widget, ...], token: Token, pointer: Pointer, theme: Theme) -> tuple[object, ...]:
    rings = focus.find(widgets, token.owner)
    if not isinstance(rings, Rings):
        return ()
    ring = circle(rings, rings.rect, theme).ring_at(pointer.x, pointer.y)
    return (Moved(token.owner, token.person, ring),) if ring != token.ring else ()
