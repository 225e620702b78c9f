"""Placing: from a tree of elements to widgets with rectangles, in reading order, all inside the window."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from dataclasses import dataclass, field, replace
from functools import singledispatch
from itertools import count

from game import words
from game.ui import anatomy
from game.ui.circle import tokens
from game.ui.diagrams import Rings
from game.ui.elements import Box, Column, Element, Grid, Modal, Row, Scroll, Space, Strip, Tabs
from game.ui.geometry import Rect, Size
from game.ui.measure import (
    Part,
    Setting,
    child_width,
    content_height,
    flow,
    grid_rows,
    height,
    limited,
    line_height,
    row_lines,
    scroll_padding,
    shares,
    tab_row,
)
from game.ui.names import can_focus, name_of
from game.ui.state import Drag, UiState
from game.ui.theme import Theme
from game.ui.widgets import Panel, ScrollArea, Text, Widget

PAGE = "page"
"""Key of the area that scrolls the whole window when it is too small for its content."""


def place(tree: Element, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
    """Return the widgets of `tree` in the window, in reading order; modals come last, on layers of their own.

    Whatever does not fit the height of the window makes the whole page scroll. Focusable widgets without a
    key get one from their kind and name. The same arguments give equal widgets.
    """
    placing = _Placing(Setting(theme, ui), Rect(0, 0, *size))
    if height(tree, size.w, placing.setting) > size.h:
        tree = Scroll(tree, key=PAGE, name=words._("Page"))
    placing.put(tree, placing.window)
    while placing.modals:
        placing.modal(placing.modals.pop(0))
    return tuple(placing.placed)


@dataclass(slots=True)
class _Placing:
    """The list being filled, and what is true of everything put into it just now."""

    setting: Setting
    window: Rect
    placed: list[Widget] = field(default_factory=list)
    modals: list[Modal] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    clip: Rect | None = None
    within: str = ""
    layer: int = 0

    def space(self, name: str) -> int:
        return self.setting.theme.space(name)

    def put(self, element: Element, rect: Rect) -> None:
        """Place one element in exactly this rectangle (narrower where its `max_em` says so, centred)."""
        wide = limited(element, rect.w, self.setting.theme)
        _put(element, self, Rect(rect.x + (rect.w - wide) // 2, rect.y, wide, rect.h))

    def emit(self, widget: Widget, rect: Rect) -> str:
        """Add a widget with its place and return its key: its own, or a made one if keys can reach it."""
        key = widget.key
        if not key and can_focus(widget):
            key = f"{type(widget).__name__.lower()}:{name_of(widget)}"
        if key in self.keys:
            key = next(f"{key}#{n}" for n in count(2) if f"{key}#{n}" not in self.keys)
        if key:
            self.keys.add(key)
        self.placed.append(replace(widget, key=key, rect=rect, clip=self.clip, within=self.within, layer=self.layer))
        return key

    def modal(self, modal: Modal) -> None:
        """Place a dialog in the middle of the window, above everything placed so far."""
        self.layer += 1
        pad, most = self.space("wide"), self.window.inset(self.space("normal"))
        wide = min(most.w, modal.wide_em * self.setting.theme.em + 2 * pad)
        content: Element = Column([Text(modal.title, style="title", role="heading"), modal.child])
        high = height(content, wide - 2 * pad, self.setting) + 2 * pad
        if high > most.h:
            content, high = Scroll(content, key=f"dialog:{modal.title}"), most.h
        frame = Rect((self.window.w - wide) // 2, (self.window.h - high) // 2, wide, high)
        self.emit(Panel(backdrop=True), self.window)
        self.emit(Panel(fill="raised", shadow=True, role="dialog", name=modal.title), frame)
        self.put(content, frame.inset(pad))


@singledispatch
def _put(element: Element, placing: _Placing, rect: Rect) -> None:
    raise TypeError(f"{type(element).__name__} cannot stand on a screen")


@_put.register
def _(element: Widget, placing: _Placing, rect: Rect) -> None:
    placing.emit(element, rect)


@_put.register
def _(element: Rings, placing: _Placing, rect: Rect) -> None:
    keyed = replace(element, key=placing.emit(element, rect))
    drag = placing.setting.ui.drag
    for token in tokens(keyed, rect, placing.setting.theme):
        held = drag is not None and drag.part == "token" and drag.key == token.key
        placing.emit(token, _carried(token.rect, drag, rect) if held and drag is not None else token.rect)


@_put.register
def _(element: Column, placing: _Placing, rect: Rect) -> None:
    inner, gap = rect.inset(placing.space(element.padding)), placing.space(element.gap)
    children = flow(element.children)
    parts = [(child, child_width(element, child, inner.w, placing.setting)) for child in children]
    highs = [height(child, wide, placing.setting) for child, wide in parts]
    spare = max(0, inner.h - sum(highs) - gap * max(0, len(children) - 1))
    extra = shares([child.grow for child in children], spare)
    y = inner.y + (0 if any(extra) else _shift(element.justify, spare))
    side = "start" if element.align == "stretch" else element.align
    for (child, wide), high, more in zip(parts, highs, extra, strict=True):
        placing.put(child, Rect(inner.x + _shift(side, inner.w - wide), y, wide, high + more))
        y += high + more + gap
    placing.modals.extend(child for child in element.children if isinstance(child, Modal))


@_put.register
def _(element: Row, placing: _Placing, rect: Rect) -> None:
    inner, gap = rect.inset(placing.space(element.padding)), placing.space(element.gap)
    lines = row_lines(element, inner.w, placing.setting)
    highs = [line_height(line, placing.setting) for line in lines]
    spare = max(0, inner.h - sum(highs) - gap * max(0, len(lines) - 1))
    y = inner.y
    for line, high, more in zip(lines, highs, shares([1] * len(lines), spare), strict=True):
        _put_line(placing, element, line, Rect(inner.x, y, inner.w, high + more))
        y += high + more + gap
    placing.modals.extend(child for child in element.children if isinstance(child, Modal))


def _put_line(placing: _Placing, row: Row, parts: list[Part], rect: Rect) -> None:
    """Place one line of a row."""
    gap = placing.space(row.gap)
    spare = max(0, rect.w - sum(wide for _, wide in parts) - gap * (len(parts) - 1))
    between = shares([0] + [1] * (len(parts) - 1), spare) if row.justify == "between" else [0] * len(parts)
    x = rect.x + (0 if row.justify == "between" else _shift(row.justify, spare))
    for (child, wide), more in zip(parts, between, strict=True):
        x += more
        high = rect.h if row.align == "stretch" else height(child, wide, placing.setting)
        side = "start" if row.align == "stretch" else row.align
        placing.put(child, Rect(x, rect.y + _shift(side, rect.h - high), wide, high))
        x += wide + gap


@_put.register
def _(element: Grid, placing: _Placing, rect: Rect) -> None:
    gap, y = placing.space(element.gap), rect.y
    for parts in grid_rows(element, rect.w, placing.setting):
        high = line_height(parts, placing.setting)
        for index, (child, wide) in enumerate(parts):
            placing.put(child, Rect(rect.x + index * (wide + gap), y, wide, high))
        y += high + gap
    placing.modals.extend(child for child in element.children if isinstance(child, Modal))


@_put.register
def _(element: Box, placing: _Placing, rect: Rect) -> None:
    panel = Panel(
        fill=element.fill,
        outlined=element.outlined,
        shadow=element.shadow,
        rounded=element.rounded,
        stripe=element.stripe,
        role="group" if element.name else "none",
        name=element.name,
    )
    placing.emit(panel, rect)
    placing.put(element.child, rect.inset(placing.space(element.padding)))


@_put.register
def _(element: Scroll, placing: _Placing, rect: Rect) -> None:
    pad, needed = (
        scroll_padding(element, placing.setting.theme),
        content_height(element, rect.w, placing.setting),
    )
    furthest = max(0, needed - rect.h)
    wanted = placing.setting.ui.offsets.get(element.key, furthest if element.stick else 0)
    area = ScrollArea(
        key=element.key,
        name=element.name,
        offset=min(furthest, max(0, wanted)),
        content=needed,
        gutter=anatomy.GUTTER,
        stick=element.stick,
    )
    outer = placing.clip, placing.within
    placing.within = placing.emit(area, rect)
    placing.clip = rect if placing.clip is None else rect.intersect(placing.clip)
    inner = Rect(rect.x, rect.y - area.offset, max(1, rect.w - anatomy.GUTTER), max(needed, rect.h))
    placing.put(element.child, inner.inset(pad))
    placing.clip, placing.within = outer


@_put.register(Tabs)
@_put.register(Strip)
def _(element: Tabs | Strip, placing: _Placing, rect: Rect) -> None:
    if isinstance(element, Tabs):
        element = replace(element, tabs=[replace(tab, group=element.key) for tab in element.tabs])
    else:
        cells = [replace(cell, group=element.key, grow=1) for cell in element.cells]
        element = replace(element, cells=cells)
    _put(tab_row(element), placing, rect)


@_put.register
def _(element: Modal, placing: _Placing, rect: Rect) -> None:
    placing.modals.append(element)


@_put.register
def _(element: Space, placing: _Placing, rect: Rect) -> None:
    """Nothing to see."""


def _carried(token: Rect, drag: Drag, bounds: Rect) -> Rect:
    """Return where a token is while the pointer holds it: inside the diagram."""
    x, y = token.x + drag.now[0] - drag.start[0], token.y + drag.now[1] - drag.start[1]
    x = min(max(x, bounds.x), bounds.right - token.w)
    return Rect(x, min(max(y, bounds.y), bounds.bottom - token.h), token.w, token.h)


def _shift(side: str, spare: int) -> int:
    return {"start": 0, "centre": spare // 2, "end": spare}[side]
