"""How the consulting room is drawn: wall and window, the empty armchairs; and the canvas for whoever sits in it."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pygame

from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.screens.figure import Chairs
from game.ui.theme import Colour

FINE = 3
BLACK = (20, 14, 10)
_CORNER = 8
_LEAST_WIDE = 78
"""Hundredths of its height that a drawing needs across."""


class Walls(NamedTuple):
    """The colours of the room in a theme."""

    wall: Colour
    floor: Colour
    frame: Colour
    sky: Colour


def walls(brush: Brush) -> Walls:
    """Return the colours of the room: those of the theme, but a grey wall where that is black, to see a face on."""
    wall = mix(brush.ink("surface"), brush.ink("patient"), 60)
    if brush.theme.appearance.theme == "high_contrast":
        wall = (170, 170, 170)
    sky = (52, 66, 84) if sum(wall) < 3 * 128 else (206, 226, 228)
    return Walls(wall, mix(wall, brush.ink("outline"), 30), mix(wall, brush.ink("raised"), 80), sky)


@draw.register
def _(widget: Chairs, brush: Brush, look: Look) -> None:
    room = walls(brush)
    inks = (brush.hue("series_1"), brush.hue("series_2"), brush.ink("outline"))
    key = ("chairs", room, inks)
    brush.stamp(key, widget.rect, lambda surface, scale: _chairs(surface, scale, room, inks), FINE)
    focus_ring(brush, widget.rect, look, brush.theme.small_radius)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface measured in hundredths of the drawing's height, x from its middle, y from the drawing's top.

    The drawing stands on the lower edge; on a surface taller than it there is more wall above.
    """

    surface: pygame.Surface

    @property
    def unit(self) -> float:
        """Pixels to a hundredth."""
        return min(self.surface.get_height() / 100, self.surface.get_width() / _LEAST_WIDE)

    @property
    def half(self) -> float:
        """Half the width, in the same measure."""
        return self.surface.get_width() / 2 / self.unit

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in pixels."""
        top = self.surface.get_height() - 100 * self.unit
        return self.surface.get_width() / 2 + x * self.unit, top + y * self.unit

    def box(self, x: float, y: float, wide: float, high: float) -> pygame.Rect:
        """Return a rectangle in pixels."""
        left, top = self.at(x, y)
        return pygame.Rect(round(left), round(top), round(wide * self.unit), round(high * self.unit))

    def ellipse(self, colour: Colour, x: float, y: float, rx: float, ry: float) -> None:
        """Fill an ellipse around a middle."""
        pygame.draw.ellipse(self.surface, colour, self.box(x - rx, y - ry, 2 * rx, 2 * ry))

    def block(self, colour: Colour, box: tuple[float, float, float, float], radius: float = 0) -> None:
        """Fill a rectangle (left, top, width, height) with round corners."""
        pygame.draw.rect(self.surface, colour, self.box(*box), border_radius=round(radius * self.unit))

    def stroke(self, colour: Colour, points: list[tuple[float, float]], wide: float) -> None:
        """Draw a thick line with round ends through points, through their curve when there are three."""
        if len(points) == 3:
            points = [_bezier(points, step / 16) for step in range(17)]
        radius = max(1.0, wide * self.unit / 2)
        for (x, y), (to_x, to_y) in pairwise(points):
            pieces = max(1, round(math.dist((x, y), (to_x, to_y)) * self.unit / radius * 2))
            for piece in range(pieces + 1):
                share = piece / pieces
                spot = self.at(x + (to_x - x) * share, y + (to_y - y) * share)
                pygame.draw.circle(self.surface, colour, spot, radius)


def _bezier(points: list[tuple[float, float]], t: float) -> tuple[float, float]:
    (ax, ay), (bx, by), (cx, cy) = points
    first, second, third = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return first * ax + second * bx + third * cx, first * ay + second * by + third * cy


def round_corners(surface: pygame.Surface, scale: int) -> None:
    """Take the corners off the picture."""
    mask = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    mask.fill((255, 255, 255, 0))
    pygame.draw.rect(mask, (255, 255, 255, 255), mask.get_rect(), border_radius=_CORNER * scale // 1000)
    surface.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)


def window(canvas: Canvas, frame: Colour, sky: Colour, left: float) -> None:
    """Draw a window of four panes, `left` hundredths from the middle."""
    canvas.block(frame, (left, 8, 34, 44), 1)
    for column in range(2):
        for row in range(2):
            canvas.block(sky, (left + 2 + column * 15.5, 10 + row * 20.5, 14.5, 19.5))


def _chairs(surface: pygame.Surface, scale: int, room: Walls, inks: tuple[Colour, ...]) -> None:
    canvas = Canvas(surface)
    wall, floor, frame, sky = room
    surface.fill((*wall, 255))
    canvas.block(mix(wall, floor, 55), (-canvas.half, 76, 2 * canvas.half, 24))
    window(canvas, frame, sky, -17)
    canvas.ellipse(mix(mix(wall, floor, 55), frame, 45), 0, 86, min(canvas.half - 4, 62), 9)
    reach = min(canvas.half - 26, 40)
    for side, ink in ((-1, inks[0]), (1, inks[1])):
        _chair(canvas, side * reach, side, mix(ink, wall, 18))
    _lamp(canvas, min(canvas.half - 8, 66), inks[2], mix(sky, (255, 224, 150), 70))
    round_corners(surface, scale)


def _chair(canvas: Canvas, x: float, side: int, colour: Colour) -> None:
    """Draw an armchair from the side, turned towards the middle of the room."""
    dark = mix(colour, BLACK, 18)
    for leg in (-11, 9):
        canvas.block(mix(dark, BLACK, 30), (x + leg, 82, 2.4, 7))
    back = x + 8 if side > 0 else x - 18
    canvas.block(dark, (back, 42, 10, 42), 5)
    canvas.block(colour, (x - 16, 66, 32, 18), 5)
    canvas.block(dark, (x - 15, 60, 30, 7), 3.5)
    front = x - 18 if side > 0 else x + 10
    canvas.block(dark, (front, 60, 8, 23), 4)


def _lamp(canvas: Canvas, x: float, pole: Colour, light: Colour) -> None:
    canvas.stroke(pole, [(x, 30), (x, 84)], 1.4)
    canvas.block(pole, (x - 6, 83, 12, 2.4), 1.2)
    points = [canvas.at(x + dx, y) for dx, y in ((-4, 18), (4, 18), (9, 33), (-9, 33))]
    pygame.draw.polygon(canvas.surface, light, points)
