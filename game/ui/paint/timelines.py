"""How a life on a line is drawn: bars for roles, a flag and a name for what happened, the mood below, an axis."""

from itertools import pairwise

import pygame

from game.ui import anatomy, text
from game.ui.diagrams import Mark, TimeLine
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.theme import Colour
from game.ui.timeline import step_of, tick_words, ticks

_FINE = 3
_GAP = 6


@draw.register
def _(widget: TimeLine, brush: Brush, look: Look) -> None:
    theme = brush.theme
    parts = anatomy.time_parts(widget, widget.rect, theme)
    brush.rounded(widget.rect, brush.ink("raised"), theme.small_radius)
    _axis(widget, brush, parts)
    _bars(widget, brush, parts)
    _marks(widget, brush, parts)
    if widget.curve:
        _curve(widget, brush, parts.curve)
    focus_ring(brush, widget.rect, look, theme.small_radius)


def _axis(widget: TimeLine, brush: Brush, parts: anatomy.TimeParts) -> None:
    """Draw a thin line for every day that has a name, and the names that have room, the first session's before all."""
    face, rect = anatomy.caption(brush.theme), parts.axis
    taken: list[Rect] = []
    for day in sorted(ticks(widget.first, widget.last), key=lambda day: (day != 0, day)):
        x = anatomy.time_x(widget, rect, day)
        ink = brush.ink("outline" if day == 0 else "track")
        brush.fill(Rect(min(x, rect.right - 1), widget.rect.y, 1, rect.y - widget.rect.y), ink)
        words = tick_words(day, step_of(widget.first, widget.last))
        wide = text.width(face, words)
        spot = Rect(min(max(rect.x, x - wide // 2), rect.right - wide), rect.y, wide, rect.h)
        if not any(spot.inset(-_GAP, 0).overlaps(other) for other in taken):
            brush.words(face, words, brush.ink("muted"), spot.x, spot.y)
            taken.append(spot)


def _bars(widget: TimeLine, brush: Brush, parts: anatomy.TimeParts) -> None:
    face = anatomy.caption(brush.theme, bold=True)
    for number, stretch in enumerate(widget.stretches):
        first, last = max(stretch.first, widget.first), min(stretch.last, widget.last)
        if first > last:
            continue
        left, right = (anatomy.time_x(widget, parts.bars, day) for day in (first, last))
        bar = Rect(left, parts.bars.y + number * parts.lane + 1, max(3, right - left), parts.lane - 2)
        brush.outlined(bar, brush.ink("patient"), brush.theme.ink("patient"), brush.theme.small_radius // 2)
        wide = text.width(face, stretch.label)
        x = bar.x + _GAP
        if wide + 2 * _GAP > bar.w:  # beside the bar, where it is not cut in two by its edge
            x = bar.x - wide - _GAP if bar.x - wide - _GAP >= parts.bars.x else min(bar.right, parts.bars.right - wide)
        brush.words(face, stretch.label, brush.theme.ink("patient"), x, bar.y)


def placed(
    widget: TimeLine, brush_em: int, rect: Rect, widths: tuple[int, ...], lanes: int
) -> tuple[tuple[Mark, Rect], ...]:
    """Return the marks in sight with a place for each name, a lane's height each, none over another; `brush_em` high.

    A mark for whose name there is no room is left out: it stands in the list below the line.
    """
    found: list[tuple[Mark, Rect]] = []
    shown = sorted(
        (pair for pair in zip(widget.marks, widths, strict=True) if widget.first <= pair[0].day <= widget.last),
        key=lambda pair: (not pair[0].open, pair[0].day),
    )
    for mark, wide in shown:
        x = anatomy.time_x(widget, rect, mark.day) + _GAP
        x = x if x + wide <= rect.right else max(rect.x, x - wide - 2 * _GAP)
        spots = (Rect(x, rect.y + lane * brush_em, min(wide, rect.w), brush_em) for lane in range(lanes))
        free = next((spot for spot in spots if not any(spot.inset(-_GAP, 0).overlaps(o) for _, o in found)), None)
        if free is not None:
            found.append((mark, free))
    return tuple(found)


def _marks(widget: TimeLine, brush: Brush, parts: anatomy.TimeParts) -> None:
    plain, bold = anatomy.caption(brush.theme), anatomy.caption(brush.theme, bold=True)
    widths = tuple(text.width(bold if mark.open else plain, mark.label) for mark in widget.marks)
    foot = parts.marks.bottom
    named = placed(widget, parts.lane, parts.marks, widths, anatomy.time_lanes(widget))
    for mark, spot in named:
        x = anatomy.time_x(widget, parts.marks, mark.day)
        brush.fill(Rect(min(x, parts.marks.right - 1), spot.y, 1, foot - spot.y), brush.ink("accent"))
    for mark, spot in named:
        brush.fill(Rect(spot.x, spot.y, spot.w, spot.h - 1), brush.ink("raised"))
        brush.words(bold if mark.open else plain, mark.label, brush.ink("text"), spot.x, spot.y)
    for mark in widget.marks:
        if widget.first <= mark.day <= widget.last:
            x = anatomy.time_x(widget, parts.marks, mark.day)
            brush.disc(min(max(x, parts.marks.x + 4), parts.marks.right - 5), foot, 4, brush.ink("accent"))


def _curve(widget: TimeLine, brush: Brush, rect: Rect) -> None:
    """Draw the curve with a disc for each value, and what it is at its left."""
    inner = rect.inset(0, 5)
    spots = [
        (anatomy.time_x(widget, rect, day) - rect.x, inner.h - inner.h * value // max(1, widget.top) + inner.y - rect.y)
        for day, value in widget.curve
        if widget.first <= day <= widget.last
    ]
    hue, ground = brush.hue("series_2"), brush.ink("raised")
    brush.stamp(
        ("mood", tuple(spots), hue, ground),
        rect,
        lambda surface, scale: _strokes(surface, scale, spots, hue, ground),
        _FINE,
    )
    face = anatomy.caption(brush.theme)
    if not spots or spots[0][0] > text.width(face, widget.curve_name) + _GAP:
        brush.words(face, widget.curve_name, brush.ink("muted"), rect.x + 4, rect.y)


def _strokes(surface: pygame.Surface, scale: int, spots: list[tuple[int, int]], hue: Colour, ground: Colour) -> None:
    surface.fill((*ground, 255))
    points = [(x * scale // 1000, y * scale // 1000) for x, y in spots]
    for start, end in pairwise(points):
        pygame.draw.line(surface, hue, start, end, max(1, 2 * scale // 1000))
    for point in points:
        pygame.draw.circle(surface, hue, point, max(1, 4 * scale // 1000))
