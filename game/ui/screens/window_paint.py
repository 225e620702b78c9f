"""What is drawn in the window of the room: sky, hills and a tree, as the season and the weather have them."""

from random import Random
from typing import Final

import pygame

from game.ui.paint.brush import mix
from game.ui.screens.canvas import BLACK, WHITE, Canvas
from game.ui.screens.outside import Outside, Season, Weather
from game.ui.theme import Colour

WIDE: Final = 34
HIGH: Final = 44
_SKIES: Final[dict[Weather, tuple[Colour, Colour]]] = {
    "clear": ((140, 190, 222), (220, 236, 238)),
    "fair": ((156, 198, 222), (226, 236, 234)),
    "cloudy": ((176, 190, 198), (218, 224, 224)),
    "rain": ((148, 162, 174), (196, 204, 208)),
    "snow": ((188, 198, 208), (228, 232, 236)),
    "fog": ((204, 210, 210), (228, 230, 226)),
}
_LOW_SUN: Final[Colour] = (244, 190, 132)
_NIGHT: Final[tuple[Colour, Colour]] = ((34, 44, 68), (74, 84, 108))
_HILLS: Final[dict[Season, Colour]] = {
    "winter": (150, 158, 148),
    "spring": (142, 178, 122),
    "summer": (124, 162, 100),
    "autumn": (178, 160, 98),
}
_LEAVES: Final[dict[Season, tuple[Colour, ...]]] = {
    "winter": (),
    "spring": ((150, 188, 104), (172, 204, 122), (238, 196, 206)),
    "summer": ((84, 134, 74), (100, 150, 84), (74, 122, 70)),
    "autumn": ((206, 126, 52), (222, 158, 66), (178, 88, 46)),
}
_TRUNK: Final[Colour] = (98, 74, 58)


def window(canvas: Canvas, frame: Colour, seen: Outside, left: float, top: float) -> None:
    """Draw the window with its left upper corner at (left, top), `WIDE` and `HIGH` hundredths large."""
    canvas.block(frame, (left, top, WIDE, HIGH), 1)
    pane = canvas.box(left + 2, top + 2, WIDE - 4, HIGH - 4)
    clip = canvas.surface.get_clip()
    canvas.surface.set_clip(pane.clip(clip))
    _view(canvas, seen, left + 2, top + 2, WIDE - 4, HIGH - 4)
    canvas.surface.set_clip(clip)
    canvas.block(frame, (left + WIDE / 2 - 0.8, top, 1.6, HIGH))
    canvas.block(frame, (left, top + HIGH * 0.44, WIDE, 1.6))
    canvas.block(mix(frame, BLACK, 14), (left - 2, top + HIGH, WIDE + 4, 2.6), 1)
    canvas.block(frame, (left - 2, top + HIGH - 0.4, WIDE + 4, 2), 1)


def _view(canvas: Canvas, seen: Outside, x: float, y: float, wide: float, high: float) -> None:
    upper, lower = _sky(seen)
    for step in range(16):
        canvas.block(mix(upper, lower, step * 100 // 15), (x, y + high * step / 16, wide, high / 16 + 0.5))
    chance = Random(f"{seen.day}:{seen.weather}")
    if seen.weather in {"clear", "fair"}:
        _sun(canvas, seen, x + wide * 0.74, y + high * (0.2 if seen.dusk == 0 else 0.5))
    if seen.weather in {"fair", "cloudy", "rain", "snow"}:
        for _ in range(2 if seen.weather == "fair" else 5):
            _cloud(canvas, seen, x + wide * chance.random(), y + high * (0.06 + 0.3 * chance.random()))
    snowy = seen.weather == "snow"
    hill = (236, 240, 242) if snowy else _HILLS[seen.season]
    canvas.ellipse(_lit(mix(hill, lower, 45), seen), x + wide * 0.2, y + high, wide * 0.8, high * 0.34)
    canvas.ellipse(_lit(hill, seen), x + wide * 0.85, y + high * 1.06, wide * 0.9, high * 0.3)
    _tree(canvas, seen, x + wide * 0.27, y + high * 0.9, snowy=snowy)
    if seen.weather == "rain":
        for _ in range(26):
            at_x, at_y = x + wide * chance.random(), y + high * chance.random()
            canvas.stroke(_lit((226, 234, 240), seen), [(at_x, at_y), (at_x - 0.7, at_y + 3)], 0.35)
    if snowy:
        for _ in range(30):
            size = 0.35 + 0.35 * chance.random()
            canvas.ellipse(WHITE, x + wide * chance.random(), y + high * chance.random(), size, size)
    if seen.weather == "fog":
        for band in (0.45, 0.62, 0.8):
            low, side = y + high * band, x + wide
            canvas.glow((232, 234, 232), 110, [(x, low), (side, low), (side, low + high * 0.3), (x, low + high * 0.3)])


def _sky(seen: Outside) -> tuple[Colour, Colour]:
    upper, lower = _SKIES[seen.weather]
    if seen.dusk == 2:
        return _NIGHT
    if seen.dusk == 1:
        warm = 60 if seen.weather in {"clear", "fair"} else 22
        return mix(upper, (96, 104, 138), 45), mix(lower, _LOW_SUN, warm)
    return upper, lower


def _lit(colour: Colour, seen: Outside) -> Colour:
    """Return a colour of something outside in the light there is."""
    return mix(colour, (26, 32, 52), (0, 26, 70)[seen.dusk])


def _sun(canvas: Canvas, seen: Outside, x: float, y: float) -> None:
    if seen.dusk == 2:
        canvas.halo((226, 232, 240), 40, x, y - 12, 5)
        canvas.ellipse((232, 232, 220), x, y - 12, 2.2, 2.2)
        return
    light = (255, 240, 196) if seen.dusk == 0 else (255, 206, 150)
    canvas.halo(light, 90, x, y, 9)
    canvas.ellipse(light, x, y, 3.2, 3.2)


def _cloud(canvas: Canvas, seen: Outside, x: float, y: float) -> None:
    bright = {"fair": 250, "snow": 226, "cloudy": 208, "rain": 150}[seen.weather]
    colour = _lit((bright, bright, min(255, bright + 4)), seen)
    for dx, dy, size in ((-4, 0.8, 2.6), (-1, -0.6, 3.6), (3, 0.4, 3), (0, 1.4, 5)):
        canvas.ellipse(colour, x + dx, y + dy, size * 1.3, size * 0.62)


def _tree(canvas: Canvas, seen: Outside, x: float, y: float, *, snowy: bool) -> None:
    """Draw a tree that greens, blooms, turns and sheds its leaves as the weeks go by."""
    bark = _lit(_TRUNK, seen)
    canvas.stroke(bark, [(x, y), (x + 0.4, y - 9), (x - 0.4, y - 17)], 1.5)
    for dx, up, length in ((-5.5, 7, 9), (5, 6, 8), (-3.5, 12, 7), (4, 11.5, 7)):
        canvas.stroke(bark, [(x, y - up), (x + dx * 0.5, y - up - 1), (x + dx, y - up - length)], 0.7)
    leaves = _LEAVES[seen.season]
    chance = Random("tree")
    for number in range(int(_leafiness(seen.day) * 64)):
        angle, far = pygame.Vector2(1, 0).rotate(360 * chance.random()), chance.random() ** 0.5
        colour = leaves[number % len(leaves)] if leaves else (150, 120, 70)
        spot = (x + angle.x * 8 * far, y - 17 + angle.y * 8.5 * far)
        size = 1.1 + 0.9 * chance.random()
        canvas.ellipse(_lit(colour, seen), *spot, size, size)
    if snowy:
        for dx, up in ((-5.5, 16), (5, 14), (-3.5, 19), (4, 18.5)):
            canvas.ellipse(_lit(WHITE, seen), x + dx, y - up, 1.2, 0.6)


def _leafiness(day: int) -> float:
    """Return the share of its leaves that a tree has on a day of the year."""
    if day < 75 or day >= 335:
        return 0
    if day < 130:
        return (day - 75) / 55
    return 1 if day < 275 else (335 - day) / 60
