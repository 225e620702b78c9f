"""How wide and how high an element wants to be. Heights are the least that shows everything."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import singledispatch

from game.ui import anatomy, sizes
from game.ui.elements import Box, Column, Element, Grid, Layout, Modal, Row, Scroll, Space, Strip, Tabs
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import Widget

_LEAST_GROWING_EM = 6
_RING_ROOM = 4

Part = tuple[Element, int]
"""An element and the width it gets."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What sizes depend on besides the element itself."""

    theme: Theme
    ui: UiState
    heights: dict[tuple[int, int], tuple[Element, int]] = field(default_factory=dict)
    """Heights found so far by element and width; the element is kept so that no other takes its identity."""
    widths: dict[int, tuple[Element, int]] = field(default_factory=dict)
    """Natural widths found so far, in the same way."""


def flow(children: "Sequence[Element | None]") -> list[Element]:
    """Return the children that take room: no gaps left by conditions, no modals."""
    return [child for child in children if child is not None and not isinstance(child, Modal)]


def tab_row(element: Tabs | Strip) -> Row:
    """Return the row that a row of tabs or a strip stands for."""
    children = element.tabs if isinstance(element, Tabs) else element.cells
    return Row(children, gap="hair")


# -- widths --------------------------------------------------------------------------------------------


def natural_width(element: Element, setting: Setting) -> int:
    """Return the width at which nothing has to wrap, or the one asked for with `width_em`."""
    em = setting.theme.em
    if element.width_em:
        return element.width_em * em
    known = setting.widths.get(id(element))
    if known is None:
        wide = _natural(element, setting)
        most = element.max_em * em if isinstance(element, Layout) else 0
        known = element, min(wide, most) if most else wide
        setting.widths[id(element)] = known
    return known[1]


@singledispatch
def _natural(element: Element, setting: Setting) -> int:
    raise TypeError(f"{type(element).__name__} cannot stand on a screen")


@_natural.register
def _(element: Widget, setting: Setting) -> int:
    return sizes.natural_width(element, setting.theme)


@_natural.register
def _(element: Column, setting: Setting) -> int:
    inner = max((natural_width(child, setting) for child in flow(element.children)), default=0)
    return inner + 2 * setting.theme.space(element.padding)


@_natural.register
def _(element: Row, setting: Setting) -> int:
    widths = [natural_width(child, setting) for child in flow(element.children)]
    gaps = setting.theme.space(element.gap) * max(0, len(widths) - 1)
    return sum(widths) + gaps + 2 * setting.theme.space(element.padding)


@_natural.register
def _(element: Box, setting: Setting) -> int:
    return natural_width(element.child, setting) + 2 * setting.theme.space(element.padding)


@_natural.register
def _(element: Scroll, setting: Setting) -> int:
    padding = 2 * scroll_padding(element, setting.theme)
    return natural_width(element.child, setting) + anatomy.GUTTER + padding


@_natural.register(Tabs)
@_natural.register(Strip)
def _(element: Tabs | Strip, setting: Setting) -> int:
    return natural_width(tab_row(element), setting)


@_natural.register
def _(element: Grid, setting: Setting) -> int:
    return element.min_em * setting.theme.em


@_natural.register
def _(element: Space, setting: Setting) -> int:
    return setting.theme.space(element.size)


def limited(element: Element, wide: int, theme: Theme) -> int:
    """Return the width an element takes of `wide` when its `max_em` is respected."""
    most = element.max_em * theme.em if isinstance(element, Layout) and element.max_em else wide
    return min(wide, most)


def child_width(column: Column, child: Element, wide: int, setting: Setting) -> int:
    """Return the width a column gives to one child."""
    if column.align == "stretch" and not child.width_em:
        return wide
    return min(wide, natural_width(child, setting))


def row_lines(row: Row, wide: int, setting: Setting) -> list[list[Part]]:
    """Break a row into lines that fit `wide`; growing children share what the others leave."""
    gap = setting.theme.space(row.gap)
    lines: list[list[Part]] = []
    used = 0
    for child in flow(row.children):
        base = min(wide, _least(child, setting))
        if lines and (not row.wrap or used + gap + base <= wide):
            lines[-1].append((child, base))
            used += gap + base
        else:
            lines.append([(child, base)])
            used = base
    return [_share(line, wide - gap * (len(line) - 1)) for line in lines]


def _least(child: Element, setting: Setting) -> int:
    wide = natural_width(child, setting)
    if not child.grow or child.width_em:
        return wide
    return min(wide, _LEAST_GROWING_EM * setting.theme.em)


def _share(line: list[Part], wide: int) -> list[Part]:
    """Give growing children their share of the line, or squeeze all when even their least is too much."""
    total = sum(base for _, base in line)
    if total > wide:
        return [(child, max(1, base * wide // total)) for child, base in line]
    widths = [base for _, base in line]
    growing = [index for index, (child, _) in enumerate(line) if child.grow]
    left = wide - sum(base for child, base in line if not child.grow)
    # A child whose share is below its least keeps the least; the others then share what remains.
    while growing:
        weight = sum(line[index][0].grow for index in growing)
        short = [i for i in growing if left * line[i][0].grow // weight < widths[i]]
        if not short:
            break
        left -= sum(widths[index] for index in short)
        growing = [index for index in growing if index not in short]
    for index, wide_enough in zip(growing, shares([line[i][0].grow for i in growing], left), strict=True):
        widths[index] = wide_enough
    return [(child, width) for (child, _), width in zip(line, widths, strict=True)]


def shares(weights: list[int], amount: int) -> list[int]:
    """Divide an amount by weights into whole numbers that add up to it; all zero without any weight."""
    parts, total = [], sum(weights)
    for weight in weights:
        share = amount * weight // total if total else 0
        parts.append(share)
        amount -= share
        total -= weight
    return parts


def grid_rows(grid: Grid, wide: int, setting: Setting) -> list[list[Part]]:
    """Return the rows of a grid: equal columns, as many as fit."""
    children = flow(grid.children)
    gap = setting.theme.space(grid.gap)
    columns = max(1, min(len(children), (wide + gap) // (grid.min_em * setting.theme.em + gap)))
    each = max(1, (wide - gap * (columns - 1)) // columns)
    parts = [(child, each) for child in children]
    return [parts[start : start + columns] for start in range(0, len(parts), columns)]


# -- heights -------------------------------------------------------------------------------------------


def height(element: Element, wide: int, setting: Setting) -> int:
    """Return the least height that shows the element at a width."""
    known = setting.heights.get((id(element), wide))
    if known is None:
        known = element, _height(element, max(1, limited(element, wide, setting.theme)), setting)
        setting.heights[id(element), wide] = known
    return known[1]


def line_height(line: list[Part], setting: Setting) -> int:
    """Return the height of one line of a row or a grid: that of its tallest part."""
    return max(height(child, wide, setting) for child, wide in line)


def _stacked(highs: list[int], gap: int) -> int:
    return sum(highs) + gap * max(0, len(highs) - 1)


@singledispatch
def _height(element: Element, wide: int, setting: Setting) -> int:
    raise TypeError(f"{type(element).__name__} cannot stand on a screen")


@_height.register
def _(element: Widget, wide: int, setting: Setting) -> int:
    return sizes.height(element, wide, setting.theme, setting.ui)


@_height.register
def _(element: Column, wide: int, setting: Setting) -> int:
    padding = 2 * setting.theme.space(element.padding)
    children = [(child, child_width(element, child, wide - padding, setting)) for child in flow(element.children)]
    highs = [height(child, each, setting) for child, each in children]
    return _stacked(highs, setting.theme.space(element.gap)) + padding


@_height.register
def _(element: Row, wide: int, setting: Setting) -> int:
    padding = 2 * setting.theme.space(element.padding)
    highs = [line_height(line, setting) for line in row_lines(element, wide - padding, setting)]
    return _stacked(highs, setting.theme.space(element.gap)) + padding


@_height.register
def _(element: Grid, wide: int, setting: Setting) -> int:
    highs = [line_height(row, setting) for row in grid_rows(element, wide, setting)]
    return _stacked(highs, setting.theme.space(element.gap))


@_height.register
def _(element: Box, wide: int, setting: Setting) -> int:
    padding = 2 * setting.theme.space(element.padding)
    return height(element.child, wide - padding, setting) + padding


@_height.register
def _(element: Scroll, wide: int, setting: Setting) -> int:
    least = element.min_em * setting.theme.em
    return least if element.steady else min(content_height(element, wide, setting), least)


def content_height(scroll: Scroll, wide: int, setting: Setting) -> int:
    """Return the height of what is inside a scroll area `wide` across, with its padding."""
    padding = 2 * scroll_padding(scroll, setting.theme)
    return height(scroll.child, wide - anatomy.GUTTER - padding, setting) + padding


def scroll_padding(scroll: Scroll, theme: Theme) -> int:
    """Return the padding inside a scroll area: never so small that it would cut a focus ring."""
    return max(_RING_ROOM, theme.space(scroll.padding))


@_height.register(Tabs)
@_height.register(Strip)
def _(element: Tabs | Strip, wide: int, setting: Setting) -> int:
    return height(tab_row(element), wide, setting)


@_height.register
def _(element: Space, wide: int, setting: Setting) -> int:
    return setting.theme.space(element.size)
