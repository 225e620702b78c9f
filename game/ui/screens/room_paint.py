"""How the consulting room is drawn: wall and window, clock and calendar, a plant, a lamp, an armchair."""

import math
from functools import lru_cache
from typing import NamedTuple

import pygame

from game.ui.paint.brush import Brush, mix
from game.ui.screens.canvas import BLACK, WHITE, Canvas, Measures
from game.ui.screens.outside import Outside
from game.ui.screens.window_paint import HIGH, WIDE, window
from game.ui.theme import Colour

FINE = 3
_CHAIR_TOP = 40
_HIGHEST = -42
"""Where a ceiling would be at most, in hundredths above the picture's usual top."""
_LAMPLIGHT = (255, 222, 158)
_STARTS = 16 * 60
"""Minutes after midnight at which every session begins."""


class Walls(NamedTuple):
    """The colours of the room in a theme, and whether the lamp is on."""

    wall: Colour
    floor: Colour
    frame: Colour
    chair: Colour
    accent: Colour
    evening: bool


class Weeks(NamedTuple):
    """How far the treatment has come: the session, and how many there will be."""

    now: int
    total: int


def walls(brush: Brush) -> Walls:
    """Return the colours of the room: those of the theme, but a grey wall where that is black, to see a face on."""
    wall = mix(brush.ink("surface"), brush.ink("patient"), 60)
    plain = brush.theme.appearance.theme == "high_contrast"
    if plain:
        wall = (172, 172, 172)
    evening = sum(wall) < 3 * 128
    if evening:
        wall = mix(wall, _LAMPLIGHT, 10)
    chair = mix(brush.hue("series_1"), wall, 46 if not evening else 62)
    if plain:
        chair = (96, 96, 96)
    frame = WHITE if plain else mix(wall, brush.ink("raised"), 80) if not evening else mix(wall, _LAMPLIGHT, 30)
    accent = (20, 20, 20) if plain else brush.ink("accent") if not evening else brush.ink("on_accent")
    return Walls(wall, mix(wall, brush.ink("outline"), 30), frame, chair, accent, evening)


def backdrop(surface: pygame.Surface, room: Walls, seen: Outside, weeks: Weeks, *, detailed: bool) -> None:
    """Draw the room behind the patient on a whole surface; on a small one what could not be read is left out."""
    canvas = Canvas.of(surface)
    surface.fill((*room.wall, 255))
    if room.evening:
        seen = Outside(seen.day, seen.weather, max(1, seen.dusk))
    left, top = max(-canvas.half + 5, -64), _ceiling(canvas.measures) + 7
    lamp = min(canvas.half - 6, 66)
    window(canvas, room.frame, seen, left, top)
    sill = top + HIGH
    if seen.weather in {"clear", "fair"} and not seen.dusk:
        _sunbeam(canvas, room, left, top)
    plant(canvas, left + 4.5, sill, weeks)
    side, level = clock_place(canvas.measures)
    if detailed and (canvas.top < -8 or canvas.half > 48):
        calendar(canvas, room, side, level + 14, weeks)
    if canvas.half > 52:
        floor_lamp(canvas, room, lamp, lit=room.evening or seen.dusk > 0)
    elif room.evening or seen.dusk:
        canvas.halo(_LAMPLIGHT, 46, canvas.half, 34, 46)
    armchair(canvas, room)


def armchair(canvas: Canvas, room: Walls) -> None:
    """Draw the armchair from the front, its back behind whoever sits in it."""
    dark, light = mix(room.chair, BLACK, 22), mix(room.chair, WHITE, 10)
    canvas.block(dark, (-36, _CHAIR_TOP, 72, 80), 15)
    canvas.block(room.chair, (-34.4, _CHAIR_TOP + 1.6, 68.8, 80), 14)
    canvas.block(light, (-28, _CHAIR_TOP + 7, 56, 80), 11)
    for column in (-14, 0, 14):
        canvas.ellipse(dark, column, _CHAIR_TOP + 15, 1, 1)
    for side in (-1, 1):
        x = side * 34
        canvas.block(dark, (x - 9, 76, 18, 40), 8)
        canvas.block(room.chair, (x - 7.8, 77.2, 15.6, 40), 7)


def _ceiling(room: Measures) -> float:
    """Return from where window and clock hang: near the top, but not out of reach of whoever sits there."""
    return max(room.top, _HIGHEST)


def clock_place(room: Measures) -> tuple[float, float]:
    """Return the middle of the clock on the wall, in hundredths."""
    return min(room.half - 13, 46), _ceiling(room) + 16


def clock(canvas: Canvas, room: Walls, x: float, y: float, minutes: int, length: int) -> None:
    """Draw the clock on the wall: the hands where they are, and the part of the hour that is left of the session."""
    paper, ink = (252, 248, 240), (40, 32, 26)
    radius = 8.5
    canvas.ellipse(mix(room.wall, BLACK, 18), x + 0.5, y + 0.8, radius, radius)
    canvas.ellipse(mix(room.chair, BLACK, 30), x, y, radius, radius)
    canvas.ellipse(paper, x, y, radius - 1.1, radius - 1.1)
    if minutes < length:
        first, last = minutes * 6, length * 6
        rim = [_on_dial(x, y, angle, radius - 1.5) for angle in range(first, last + 1, 3)]
        canvas.shape(mix(paper, room.chair, 34), [(x, y), *rim])
    for tick in range(12):
        near = radius - (2.9 if tick % 3 == 0 else 2.3)
        ends = [_on_dial(x, y, tick * 30, far) for far in (near, radius - 1.8)]
        canvas.stroke(ink, ends, 0.5)
    now = _STARTS + minutes
    canvas.stroke(ink, [(x, y), _on_dial(x, y, now % 720 / 2, radius * 0.46)], 0.95)
    canvas.stroke(ink, [(x, y), _on_dial(x, y, now % 60 * 6, radius * 0.7)], 0.7)
    canvas.ellipse(ink, x, y, 0.8, 0.8)


def _on_dial(x: float, y: float, degrees: float, far: float) -> tuple[float, float]:
    turn = math.radians(degrees)
    return x + far * math.sin(turn), y - far * math.cos(turn)


def calendar(canvas: Canvas, room: Walls, x: float, y: float, weeks: Weeks) -> None:
    """Draw the calendar: a box a session, those that were are crossed out, this one is ringed."""
    paper, ink = (252, 248, 240), (120, 104, 92)
    canvas.block(mix(room.wall, BLACK, 14), (x - 7.6, y + 0.6, 16, 17), 0.8)
    canvas.block(paper, (x - 8, y, 16, 17), 0.8)
    canvas.block(mix(room.chair, BLACK, 10), (x - 8, y, 16, 3.4), 0.8)
    for number in range(weeks.total):
        left, top = x - 6.4 + number % 4 * 3.4, y + 4.8 + number // 4 * 2.9
        fill = mix(paper, ink, 20)
        if number + 1 < weeks.now:
            fill = mix(paper, room.chair, 70)
        elif number + 1 == weeks.now:
            canvas.block((176, 74, 40), (left - 0.5, top - 0.5, 3.6, 3.2), 0.6)
            fill = paper
        canvas.block(fill, (left, top, 2.6, 2.2), 0.4)


def plant(canvas: Canvas, x: float, sill: float, weeks: Weeks) -> None:
    """Draw the plant on the sill: every week of the treatment it has grown a little."""
    green, pot = (92, 132, 84), (186, 108, 72)
    grown = (weeks.now - 1) / max(1, weeks.total - 1)
    high = 5 + 11 * grown
    base = sill - 5
    canvas.stroke(mix(green, BLACK, 20), [(x, base), (x + 0.8, base - high / 2), (x, base - high)], 0.7)
    pairs = 2 + round(5 * grown)
    for number in range(pairs):
        up = base - high * (number + 1) / pairs
        size = 2.6 - 1.1 * number / pairs
        for side in (-1, 1):
            shade = mix(green, WHITE, 16 if side > 0 else 0)
            _leaf(canvas, shade, (x, up + 0.8), (x + side * (size + 1.6), up - size * 0.7), size * 0.62)
    if grown == 1:
        canvas.ellipse((226, 128, 120), x, base - high - 0.6, 1.7, 1.7)
        canvas.ellipse((248, 214, 140), x, base - high - 0.6, 0.7, 0.7)
    canvas.shape(pot, [(x - 3.4, sill - 5.4), (x + 3.4, sill - 5.4), (x + 2.5, sill), (x - 2.5, sill)])
    canvas.block(mix(pot, BLACK, 14), (x - 3.8, sill - 5.8, 7.6, 1.5), 0.5)


def _leaf(canvas: Canvas, colour: Colour, stem: tuple[float, float], tip: tuple[float, float], swell: float) -> None:
    middle = ((stem[0] + tip[0]) / 2, (stem[1] + tip[1]) / 2)
    aside = (-(tip[1] - stem[1]), tip[0] - stem[0])
    length = math.hypot(*aside) or 1
    out = (aside[0] / length * swell, aside[1] / length * swell)
    points = [
        stem,
        (middle[0] + out[0], middle[1] + out[1]),
        tip,
        (middle[0] - out[0], middle[1] - out[1]),
    ]
    canvas.shape(colour, points)


def floor_lamp(canvas: Canvas, room: Walls, x: float, *, lit: bool) -> None:
    """Draw a standing lamp, whole, with its light where it is on."""
    pole = mix(room.floor, BLACK, 45) if not room.evening else mix(room.frame, WHITE, 24)
    canvas.stroke(pole, [(x, 36), (x, 92)], 1.2)
    canvas.block(pole, (x - 6, 91, 12, 2.2), 1.1)
    shade = _LAMPLIGHT if lit else mix(room.frame, (226, 200, 150), 55)
    if lit:
        canvas.halo(_LAMPLIGHT, 80, x, 36, 34)
    canvas.shape(shade, [(x - 4.5, 20), (x + 4.5, 20), (x + 9, 37), (x - 9, 37)])
    canvas.block(mix(shade, BLACK, 12), (x - 9, 36.2, 18, 1.2), 0.6)


def _sunbeam(canvas: Canvas, room: Walls, left: float, top: float) -> None:
    light = mix(room.wall, WHITE, 80)
    first, second = left + WIDE - 2, left + WIDE + 26
    canvas.glow(light, 70, [(first, top + 6), (second, top + 34), (second, top + 74), (first, top + HIGH - 4)])


class Corners:
    """The four corners of an area as they were, to be laid back around a picture, so that it has round ones."""

    def __init__(self, surface: pygame.Surface, area: pygame.Rect, radius: int) -> None:
        radius = min(radius, area.w // 2, area.h // 2)
        self._surface, self._radius = surface, radius
        spots = ((area.x, area.y), (area.right - radius, area.y), (area.x, area.bottom - radius))
        last = (area.right - radius, area.bottom - radius)
        inside = surface.get_rect()
        self._kept = [
            (place, _copied(surface, place), (place.x > area.x, place.y > area.y))
            for place in (pygame.Rect(*spot, radius, radius) for spot in (*spots, last))
            if inside.contains(place) and surface.get_clip().colliderect(place)
        ]

    def lay_back(self) -> None:
        """Put back what was outside the round corners."""
        mask = _outside_of_corners(self._radius)
        for place, below, (right, low) in self._kept:
            below.blit(pygame.transform.flip(mask, right, low), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
            self._surface.blit(below, place)


def _copied(surface: pygame.Surface, place: pygame.Rect) -> pygame.Surface:
    copied = pygame.Surface(place.size, pygame.SRCALPHA)
    copied.blit(surface, (0, 0), place)
    return copied


@lru_cache(maxsize=8)
def _outside_of_corners(radius: int) -> pygame.Surface:
    """Return a mask for the upper left corner: white and clear inside the disc, white and opaque outside."""
    fine = 4
    large = pygame.Surface((radius * fine, radius * fine), pygame.SRCALPHA)
    large.fill((255, 255, 255, 255))
    pygame.draw.circle(large, (255, 255, 255, 0), (radius * fine, radius * fine), radius * fine)
    return pygame.transform.smoothscale(large, (radius, radius))
