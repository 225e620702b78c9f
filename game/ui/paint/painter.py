"""From widgets to pixels, repainting only where two frames differ."""

import pygame

from game.ui.geometry import Rect, Size
from game.ui.paint import controls, medallion, pictures, words  # noqa: F401 (they register how each kind is drawn)
from game.ui.paint.brush import Brush
from game.ui.paint.changes import Item, changed
from game.ui.paint.draw import draw
from game.ui.paint.look import FURTHEST, look_of, reach
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import Widget

_REPAINT_ALL_PERCENT = 70


class Painter:
    """Paints frames on one surface, remembering the last one."""

    def __init__(self) -> None:
        self._last: tuple[Item, ...] | None = None
        self._theme: Theme | None = None
        self._size = (0, 0)

    def forget(self) -> None:
        """Repaint everything next time, as after the window was covered."""
        self._last = None

    def paint(
        self, surface: pygame.Surface, widgets: tuple[Widget, ...], ui: UiState, theme: Theme
    ) -> tuple[pygame.Rect, ...]:
        """Bring the surface up to date and return the device rectangles that were painted.

        The result has the same pixels as painting the frame on an empty surface.
        """
        brush = Brush(surface, theme)
        window = window_of(surface, theme)
        items = tuple((widget, look_of(widget, ui)) for widget in widgets)
        if self._last is None or theme is not self._theme or surface.get_size() != self._size:
            areas: tuple[Rect, ...] = (window,)
        else:
            areas = changed(self._last, items, window)
            if sum(area.area for area in areas) * 100 > window.area * _REPAINT_ALL_PERCENT:
                areas = (window,)
        self._last, self._theme, self._size = items, theme, surface.get_size()
        painted = merge_device(tuple(brush.device(area).clip(surface.get_rect()) for area in areas))
        for area in painted:
            _paint_area(brush, items, area, window)
        surface.set_clip(None)
        return painted


def window_of(surface: pygame.Surface, theme: Theme) -> Rect:
    """Return the logical rectangle of a whole surface."""
    return Rect(0, 0, *logical_size(surface.get_size(), theme.density))


def logical_size(device: tuple[int, int], density: int) -> Size:
    """Return the logical size of a surface, rounded up so that its last pixels belong to it."""
    return Size(-(-device[0] * 1000 // density), -(-device[1] * 1000 // density))


def merge_device(areas: tuple[pygame.Rect, ...]) -> tuple[pygame.Rect, ...]:
    """Join device rectangles that rounding made overlap, so that nothing is painted twice."""
    done: list[pygame.Rect] = []
    for area in areas:
        joined = area.copy()
        while (hit := joined.collidelist(done)) >= 0:
            joined.union_ip(done.pop(hit))
        done.append(joined)
    return tuple(done)


def _paint_area(brush: Brush, items: tuple[Item, ...], area: pygame.Rect, window: Rect) -> None:
    brush.surface.set_clip(area)
    brush.surface.fill(brush.ink("background"))
    near = brush.logical(area).inset(-FURTHEST)
    for widget, look in items:
        if not widget.rect.overlaps(near):
            continue
        shown = brush.device(reach(widget, window)).clip(area)
        if shown.w and shown.h:
            brush.surface.set_clip(shown)
            draw(widget, brush, look)
