"""How line and bar charts are drawn: axes in words, every series with a hue and a sign of its own."""

import math
from dataclasses import dataclass
from itertools import pairwise

import pygame

from game.ui import anatomy, text
from game.ui.diagrams import Chart, Series
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.theme import Colour

_FINE = 3
_TICK = 4
_DASHES = ((0, 1.0), (4, 0.55), (2, 0.3), (7, 0.75))
"""Length of a dash with its gap, in widths of the line (0: no dashes), and how much of it is dash; by series."""
_NAMES_PERCENT = 34
"""Widest part of a chart that the names of its lines may take."""
_SIDES = (0, 4, 3, 5)
"""Corners of the sign of each series in turn: a disc, a diamond, a triangle, a pentagon."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """The rectangle between the axes, and from data to places in it."""

    rect: Rect
    x: tuple[int, int, int]
    y: tuple[int, int, int]
    em: int

    @property
    def sign(self) -> int:
        """Radius of the sign of a point."""
        return self.em * 3 // 10

    @property
    def line(self) -> int:
        """Width of a line."""
        return self.em * 16 // 100 + 1

    @property
    def edge(self) -> int:
        """Room for signs on the axes."""
        return self.sign + 2

    def across(self, value: int) -> float:
        return (value - self.x[0]) / max(1, self.x[1] - self.x[0])

    def up(self, value: int) -> float:
        return 1 - (value - self.y[0]) / max(1, self.y[1] - self.y[0])

    def at(self, x: int, y: int) -> tuple[int, int]:
        return self.rect.x + round(self.rect.w * self.across(x)), self.rect.y + round(self.rect.h * self.up(y))


@draw.register
def _(widget: Chart, brush: Brush, look: Look) -> None:
    theme = brush.theme
    below = anatomy.legend_height(widget, widget.rect.w, theme)
    body = Rect(widget.rect.x, widget.rect.y, widget.rect.w, max(1, widget.rect.h - below))
    plot = _axes(widget, brush, body, _names_room(widget, brush))
    ground, grid, hues = (
        brush.ink("raised"),
        brush.ink("track"),
        tuple(brush.hue(s.hue) for s in widget.series),
    )
    brush.stamp(
        ("chart", widget.series, widget.bars, plot, ground, grid, hues),
        plot.rect.inset(-plot.edge),
        lambda surface, scale: _data(_Canvas(surface, scale, plot), widget, ground, grid, hues),
        _FINE,
    )
    _flags(widget, brush, plot)
    _names(widget, brush, plot)
    _legend(widget, brush, Rect(widget.rect.x, body.bottom, widget.rect.w, below))
    focus_ring(brush, widget.rect, look, theme.small_radius)


def _axes(widget: Chart, brush: Brush, body: Rect, right: int) -> _Plot:
    """Write both axes and return the plot between them, with so much room left at its right."""
    theme, face = brush.theme, anatomy.caption(brush.theme)
    step, muted = text.line_height(face, theme), brush.ink("muted")
    apart = _Plot(body, widget.x, widget.y, theme.em).edge + _TICK
    left = max(text.width(face, str(value)) for value in _ticks(widget.y)) + apart
    top = 2 * step + apart if widget.markers else step + apart
    frame = Rect(body.x + left, body.y + top, body.w - left - max(theme.em, right), body.h - top - 2 * step - apart)
    plot = _Plot(frame, widget.x, widget.y, theme.em)
    brush.words(face, widget.y_label, muted, body.x, body.y)
    for value in _ticks(widget.y):
        wide, (_, y) = text.width(face, str(value)), plot.at(widget.x[0], value)
        brush.words(face, str(value), muted, frame.x - wide - apart, y - step // 2)
    for value in _ticks(widget.x):
        wide, (x, _) = text.width(face, str(value)), plot.at(value, widget.y[0])
        brush.words(face, str(value), muted, x - wide // 2, frame.bottom + apart - _TICK)
    wide = text.width(face, widget.x_label)
    brush.words(face, widget.x_label, muted, frame.right - wide, frame.bottom + apart - _TICK + step)
    return plot


def _ticks(axis: tuple[int, int, int]) -> range:
    return range(axis[0], axis[1] + 1, max(1, axis[2]))


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The plot drawn large, `scale` thousandths of a pixel to a logical one, room for signs around it."""

    surface: pygame.Surface
    scale: int
    plot: _Plot

    def length(self, logical: int) -> int:
        return max(1, logical * self.scale // 1000)

    def spot(self, across: float, up: float) -> tuple[int, int]:
        x, y = self.plot.edge + self.plot.rect.w * across, self.plot.edge + self.plot.rect.h * up
        return round(x * self.scale / 1000), round(y * self.scale / 1000)

    def points(self, series: Series) -> list[tuple[int, int]]:
        return [self.spot(self.plot.across(x), self.plot.up(y)) for x, y in series.points]


def _data(canvas: _Canvas, widget: Chart, ground: Colour, grid: Colour, hues: tuple[Colour, ...]) -> None:
    """Draw grid, then bars or lines with their signs."""
    canvas.surface.fill((*ground, 255))
    for value in _ticks(widget.y):
        level = canvas.plot.up(value)
        ends = canvas.spot(0, level), canvas.spot(1, level)
        pygame.draw.line(canvas.surface, grid, *ends, canvas.length(1))
    for number, (series, hue) in enumerate(zip(widget.series, hues, strict=True)):
        if widget.bars:
            _bars(canvas, series, number, len(hues), hue)
        else:
            _line(canvas, series, number, hue, _beside(widget, number))


def _bars(canvas: _Canvas, series: Series, number: int, count: int, hue: Colour) -> None:
    """Bars of one series, beside those of the others at the same x, each with its sign on top."""
    slots = max(1, (canvas.plot.x[1] - canvas.plot.x[0]) // max(1, canvas.plot.x[2]) + 1)
    wide = max(2, canvas.length(canvas.plot.rect.w) * 6 // (10 * slots * count))
    _, floor = canvas.spot(0, 1)
    for x, y in canvas.points(series):
        left = x - wide * count // 2 + wide * number
        pygame.draw.rect(canvas.surface, hue, (left, y, wide - canvas.length(1), floor - y))
        if count > 1:
            _sign(canvas.surface, number, hue, (left + wide // 2, y), min(canvas.length(canvas.plot.sign), wide))


def _beside(widget: Chart, number: int) -> tuple[int, ...]:
    """Return by how many widths each point of a series is set beside the points of earlier ones in the same place."""
    own = widget.series[number].points
    return tuple(sum(point in earlier.points for earlier in widget.series[:number]) for point in own)


def _line(canvas: _Canvas, series: Series, number: int, hue: Colour, beside: tuple[int, ...]) -> None:
    """Draw a line: the first whole, those after it in dashes of their own, so that equal ones hide none."""
    apart = canvas.length(canvas.plot.line)
    points = [(x, y - n * apart * 3 // 2) for (x, y), n in zip(canvas.points(series), beside, strict=True)]
    dash = _DASHES[number % len(_DASHES)] if not series.dashed else _DASHES[1]
    for start, end in pairwise(points):
        pieces = max(1, round(math.dist(start, end) / (dash[0] * apart))) if dash[0] else 1
        for piece in range(pieces):
            _stroke(canvas, hue, _part(start, end, piece / pieces, (piece + dash[1]) / pieces))
    for point in points:
        _sign(canvas.surface, number, hue, point, canvas.length(canvas.plot.sign))


def _part(
    start: tuple[int, int], end: tuple[int, int], first: float, last: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the part of a line between two shares of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (start[0] + dx * first, start[1] + dy * first), (start[0] + dx * last, start[1] + dy * last)


def _stroke(canvas: _Canvas, hue: Colour, line: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Draw a thick line with round ends."""
    wide, (start, end) = canvas.length(canvas.plot.line), line
    length = math.dist(start, end)
    if length:
        dx, dy = (end[1] - start[1]) / length * wide / 2, (start[0] - end[0]) / length * wide / 2
        ends = ((start, 1), (start, -1), (end, -1), (end, 1))
        pygame.draw.polygon(canvas.surface, hue, [(x + side * dx, y + side * dy) for (x, y), side in ends])
    for point in line:
        pygame.draw.circle(canvas.surface, hue, point, wide / 2)


def _sign(surface: pygame.Surface, number: int, hue: Colour, middle: tuple[int, int], radius: int) -> None:
    """Draw the sign of the series `number`."""
    corners = _SIDES[number % len(_SIDES)]
    if not corners:
        pygame.draw.circle(surface, hue, middle, radius)
        return
    turns = [2 * math.pi * n / corners for n in range(corners)]
    reach = radius * 1.25
    points = [(middle[0] + reach * math.sin(turn), middle[1] - reach * math.cos(turn)) for turn in turns]
    pygame.draw.polygon(surface, hue, points)


def _flags(widget: Chart, brush: Brush, plot: _Plot) -> None:
    """Draw a thin line and a number for each marker; its words stand in the legend."""
    face = anatomy.caption(brush.theme, bold=True)
    step = text.line_height(face, brush.theme)
    for number, marker in enumerate(widget.markers, 1):
        x, _ = plot.at(marker.x, widget.y[0])
        brush.fill(Rect(x, plot.rect.y - plot.edge, 1, plot.rect.h + plot.edge), brush.ink("outline"))
        wide = text.width(face, str(number))
        brush.words(face, str(number), brush.ink("text"), x - wide // 2, plot.rect.y - plot.edge - step)


def _names_room(widget: Chart, brush: Brush) -> int:
    """Return the room for the names of the lines at their ends; 0 where there is none, and the legend must do."""
    if widget.bars or len(widget.series) < 2:
        return 0
    theme, face = brush.theme, anatomy.caption(brush.theme, bold=True)
    wide = max(text.width(face, series.name) for series in widget.series) + theme.em
    return wide if wide * 100 <= widget.rect.w * _NAMES_PERCENT else 0


def _names(widget: Chart, brush: Brush, plot: _Plot) -> None:
    """Write the name of each line at its end, none over another."""
    room = _names_room(widget, brush)
    if not room:
        return
    theme, face = brush.theme, anatomy.caption(brush.theme, bold=True)
    step = text.line_height(face, theme)
    # The line of a later series stands above an equal one, so its name does too.
    ends = [(plot.at(*series.points[-1]), series) for series in reversed(widget.series) if series.points]
    ends.sort(key=lambda end: end[0][1])
    tops = spread([y - step // 2 for (_, y), _ in ends], step, plot.rect.y - step, plot.rect.bottom + step // 2)
    for ((x, _y), series), top in zip(ends, tops, strict=True):
        brush.words(face, series.name, brush.ink("text"), x + plot.edge + 2, top)


def spread(tops: list[int], step: int, first: int, last: int) -> list[int]:
    """Return rising places at least a step apart, each as near as can be to its own, none beyond first and last."""
    placed: list[int] = []
    for top in tops:
        placed.append(max(top, first, placed[-1] + step if placed else first))
    below = last - step
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], below)
        below = placed[n] - step
    return placed


def _legend(widget: Chart, brush: Brush, rect: Rect) -> None:
    theme, face = brush.theme, anatomy.caption(brush.theme)
    indent, step, y = anatomy.LEGEND_EM * theme.em, text.line_height(face, theme), rect.y
    for number, series in enumerate(widget.series):
        _legend_sign(brush, series, number, Rect(rect.x, y, indent, step))
        y = brush.label(face, series.name, brush.ink("text"), Rect(rect.x + indent, y, rect.w - indent, 0))
    bold = anatomy.caption(theme, bold=True)
    for number, marker in enumerate(widget.markers, 1):
        brush.words(bold, str(number), brush.ink("text"), rect.x + indent // 3, y)
        y = brush.label(face, marker.label, brush.ink("text"), Rect(rect.x + indent, y, rect.w - indent, 0))


def _legend_sign(brush: Brush, series: Series, number: int, rect: Rect) -> None:
    hue = brush.hue(series.hue)
    radius = brush.theme.em * 3 // 10
    middle_x, middle_y = rect.x + rect.w // 3 + 1, rect.y + rect.h // 2
    box = Rect(middle_x - radius - 2, middle_y - radius - 2, 2 * radius + 4, 2 * radius + 4)

    def sign(surface: pygame.Surface, scale: int) -> None:
        surface.fill((*hue, 0))
        middle = surface.get_width() // 2, surface.get_height() // 2
        _sign(surface, number, hue, middle, radius * scale // 1000)

    brush.stamp(("sign", number % len(_SIDES), hue), box, sign, _FINE)
