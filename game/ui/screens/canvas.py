"""A surface on which a room is drawn in hundredths of its height, whatever its size."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui.theme import Colour

BLACK, WHITE = (20, 14, 10), (255, 255, 255)
_LEAST_WIDE = 78
"""Hundredths of its height that a drawing needs across."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """How a drawing stands in a rectangle: on its lower edge, with more wall above where the rectangle is taller."""

    unit: float
    """Pixels to a hundredth."""
    half: float
    """Half the width, in hundredths."""
    top: float
    """Where the rectangle begins: 0, or above it (negative) where there is more wall."""

    @classmethod
    def of(cls, wide: int, high: int) -> "Measures":
        """Measure a rectangle of so many pixels."""
        unit = max(0.01, min(high / 100, wide / _LEAST_WIDE))
        return cls(unit, wide / 2 / unit, 100 - high / unit)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface measured in hundredths of the drawing's height, x from its middle, y from the drawing's top."""

    surface: pygame.Surface
    measures: Measures

    @classmethod
    def of(cls, surface: pygame.Surface) -> "Canvas":
        """Draw on a surface as large as the room that is drawn."""
        return cls(surface, Measures.of(*surface.get_size()))

    @classmethod
    def square(cls, surface: pygame.Surface, wide: float) -> "Canvas":
        """Draw one thing `wide` hundredths large around (0, 0)."""
        return cls(surface, Measures(surface.get_width() / wide, wide / 2, -wide / 2))

    @property
    def unit(self) -> float:
        """Pixels to a hundredth."""
        return self.measures.unit

    @property
    def half(self) -> float:
        """Half the width, in hundredths."""
        return self.measures.half

    @property
    def top(self) -> float:
        """Where the surface begins, in hundredths."""
        return self.measures.top

    def at(self, x: float, y: float) -> Point:
        """Return a place in pixels."""
        return self.surface.get_width() / 2 + x * self.unit, (y - self.top) * self.unit

    def box(self, x: float, y: float, wide: float, high: float) -> pygame.Rect:
        """Return a rectangle in pixels."""
        left, top = self.at(x, y)
        right, low = self.at(x + wide, y + high)
        return pygame.Rect(round(left), round(top), round(right) - round(left), round(low) - round(top))

    def ellipse(self, colour: Colour, x: float, y: float, rx: float, ry: float) -> None:
        """Fill an ellipse around a middle."""
        pygame.draw.ellipse(self.surface, colour, self.box(x - rx, y - ry, 2 * rx, 2 * ry))

    def ring(self, colour: Colour, x: float, y: float, radius: float, wide: float) -> None:
        """Draw a circle's edge inside its radius."""
        pygame.draw.circle(self.surface, colour, self.at(x, y), radius * self.unit, max(1, round(wide * self.unit)))

    def block(self, colour: Colour, box: tuple[float, float, float, float], radius: float = 0) -> None:
        """Fill a rectangle (left, top, width, height) with round corners."""
        pygame.draw.rect(self.surface, colour, self.box(*box), border_radius=round(radius * self.unit))

    def shape(self, colour: Colour, points: Sequence[Point]) -> None:
        """Fill a polygon."""
        pygame.draw.polygon(self.surface, colour, [self.at(*point) for point in points])

    def stroke(self, colour: Colour, points: Sequence[Point], wide: float) -> None:
        """Draw a thick line with round ends from the first of two points to the last, or along the curve of three."""
        if len(points) == 3:
            points = [_bezier(points, step / 16) for step in range(17)]
        radius = max(1.0, wide * self.unit / 2)
        spots = [self.at(*point) for point in points]
        one_side, other_side = [], []
        for n, (x, y) in enumerate(spots):
            (from_x, from_y), (to_x, to_y) = spots[max(0, n - 1)], spots[min(len(spots) - 1, n + 1)]
            length = math.dist((from_x, from_y), (to_x, to_y)) or 1
            aside, down = (to_y - from_y) / length * radius, (from_x - to_x) / length * radius
            one_side.append((x + aside, y + down))
            other_side.append((x - aside, y - down))
        pygame.draw.polygon(self.surface, colour, one_side + other_side[::-1])
        for spot in (spots[0], spots[-1]):
            pygame.draw.circle(self.surface, colour, spot, radius)

    def glow(self, colour: Colour, alpha: int, points: Sequence[Point]) -> None:
        """Lay a polygon of light over what is there, `alpha` of 255 strong."""
        light = pygame.Surface(self.surface.get_size(), pygame.SRCALPHA)
        pygame.draw.polygon(light, (*colour, alpha), [self.at(*point) for point in points])
        self.surface.blit(light, (0, 0))

    def halo(self, colour: Colour, alpha: int, x: float, y: float, radius: float) -> None:
        """Lay a disc of light over what is there that fades towards its edge; `alpha` of 255 in its middle."""
        reach, steps = max(1, round(radius * self.unit)), 28
        light = pygame.Surface((2 * reach, 2 * reach), pygame.SRCALPHA)
        for step in range(steps):
            share = (step + 1) / steps
            strength = round(alpha * share * share)
            pygame.draw.circle(light, (*colour, strength), (reach, reach), reach * (1 - step / steps))
        middle = self.at(x, y)
        self.surface.blit(light, (middle[0] - reach, middle[1] - reach))


def _bezier(points: Sequence[Point], t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy) = points
    first, second, third = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return first * ax + second * bx + third * cx, first * ay + second * by + third * cy
