"""How the figure and the empty room are drawn: a few calm shapes. The feeling is the message, not the likeness."""

import math
from dataclasses import dataclass
from itertools import pairwise

import pygame

from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.screens.figure import Chairs, Figure
from game.ui.theme import Colour

_FINE = 3
_CORNER = 8
_LEAST_WIDE = 78
"""Hundredths of its height that a drawing needs across."""
_BLACK, _WHITE, _RED = (20, 14, 10), (255, 255, 255), (190, 60, 40)


@dataclass(frozen=True, slots=True)
class _Face:
    """What a feeling does to a face, in hundredths of its height: brows and mouth up or down, lids and gaze."""

    brow_in: float = 0
    brow_out: float = 0
    brow_up: float = 0
    lid: float = 1
    gaze: float = 0
    """Downwards."""
    mouth: float = 0
    """Up at the corners."""
    open: float = 0
    bow: float = 0
    """Head lowered."""
    flush: int = 0
    tears: bool = False


_FACES = {
    "calm": _Face(mouth=0.6),
    "sad": _Face(brow_in=-2.4, brow_out=1.2, lid=0.75, gaze=0.7, mouth=-2.2, bow=1.5, tears=True),
    "angry": _Face(brow_in=2.2, brow_out=-1.2, brow_up=-0.8, lid=0.8, mouth=-1.2, flush=13),
    "anxious": _Face(brow_in=-2.2, brow_up=1.6, lid=1.25, mouth=-0.8, open=1.1),
    "guilty": _Face(brow_in=-1.8, brow_out=0.6, lid=0.7, gaze=1.1, mouth=-1.3, bow=2, tears=True),
    "ashamed": _Face(brow_in=-1.4, brow_out=0.4, lid=0.55, gaze=1.4, mouth=-1, bow=3, flush=20),
    "numb": _Face(brow_up=-0.6, lid=0.6, mouth=-0.1),
    "lonely": _Face(brow_in=-1.8, brow_out=0.8, lid=0.8, gaze=0.9, mouth=-1.5, bow=1, tears=True),
    "hopeful": _Face(brow_in=-0.6, brow_up=1.3, lid=1.1, mouth=1.8),
    "warm": _Face(brow_up=0.8, lid=0.85, mouth=3, open=0.5),
}
_DEGREE = (0.6, 1, 1.35)


@draw.register
def _(widget: Figure, brush: Brush, look: Look) -> None:
    walls = _walls(brush)
    radius = brush.theme.small_radius
    key = ("figure", widget.head, widget.skin, widget.hair, widget.clothing, widget.affect)
    state = (widget.strength, widget.posture, walls)
    brush.stamp((*key, *state), widget.rect, lambda surface, scale: _figure(surface, scale, widget, walls), _FINE)
    focus_ring(brush, widget.rect, look, radius)


@draw.register
def _(widget: Chairs, brush: Brush, look: Look) -> None:
    walls = _walls(brush)
    inks = (brush.hue("series_1"), brush.hue("series_2"), brush.ink("outline"))
    brush.stamp(
        ("chairs", walls, inks), widget.rect, lambda surface, scale: _chairs(surface, scale, walls, inks), _FINE
    )
    focus_ring(brush, widget.rect, look, brush.theme.small_radius)


def _walls(brush: Brush) -> tuple[Colour, ...]:
    """Return wall, floor, window frame and the light in the window, as the theme has them."""
    wall = mix(brush.ink("surface"), brush.ink("patient"), 60)
    if brush.theme.appearance.theme == "high_contrast":
        wall = (170, 170, 170)  # a face can be told from it, whatever its colour
    dark = sum(wall) < 3 * 128
    sky = (52, 66, 84) if dark else (206, 226, 228)
    return wall, mix(wall, brush.ink("outline"), 30), mix(wall, brush.ink("raised"), 80), sky, brush.ink("surface")


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A surface measured in hundredths of the drawing's height, x from its middle, y from the drawing's top.

    The drawing stands on the lower edge; on a surface taller than it there is more wall above.
    """

    surface: pygame.Surface

    @property
    def unit(self) -> float:
        return min(self.surface.get_height() / 100, self.surface.get_width() / _LEAST_WIDE)

    @property
    def half(self) -> float:
        """Half the width, in the same measure."""
        return self.surface.get_width() / 2 / self.unit

    def at(self, x: float, y: float) -> tuple[float, float]:
        top = self.surface.get_height() - 100 * self.unit
        return self.surface.get_width() / 2 + x * self.unit, top + y * self.unit

    def box(self, x: float, y: float, wide: float, high: float) -> pygame.Rect:
        left, top = self.at(x, y)
        return pygame.Rect(round(left), round(top), round(wide * self.unit), round(high * self.unit))

    def ellipse(self, colour: Colour, x: float, y: float, rx: float, ry: float) -> None:
        pygame.draw.ellipse(self.surface, colour, self.box(x - rx, y - ry, 2 * rx, 2 * ry))

    def block(self, colour: Colour, box: tuple[float, float, float, float], radius: float = 0) -> None:
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


# -- the person ----------------------------------------------------------------------------------------


def _figure(surface: pygame.Surface, scale: int, widget: Figure, walls: tuple[Colour, ...]) -> None:
    canvas = _Canvas(surface)
    wall, floor, frame, sky, _ = walls
    surface.fill((*wall, 255))
    _window(canvas, frame, sky, -min(canvas.half - 4, 62))
    canvas.block(mix(floor, _BLACK, 12), (-37, 40, 74, 80), 16)
    canvas.block(floor, (-34, 43, 68, 80), 14)
    face = _FACES.get(widget.affect, _Face())
    degree = _DEGREE[widget.strength]
    skin, hair, cloth = (_rgb(value) for value in (widget.skin, widget.hair, widget.clothing))
    x = 3.0 if widget.posture == "closed" else 0.0
    y = 44 + face.bow * degree
    _hair_behind(canvas, widget.head, hair, x, y)
    _body(canvas, widget, skin, cloth)
    _head(canvas, widget.head, (skin, hair), x, y)
    _features(canvas, face, degree, skin, (x, y, 1.6 if widget.posture == "closed" else 0.0))
    if face.tears and widget.strength == 2:
        for side in (-1, 1):
            canvas.ellipse((150, 200, 225), x + side * 6.8, y + 7.5, 0.9, 2)
    _round(surface, scale)


def _body(canvas: _Canvas, widget: Figure, skin: Colour, cloth: Colour) -> None:
    top = {"open": 70.5, "wary": 69.0, "closed": 67.5}[widget.posture]
    canvas.block(mix(skin, _BLACK, 14), (-6, 54, 12, 24), 5)
    canvas.ellipse(cloth, 0, top + 32, 31, 32)
    canvas.ellipse(mix(skin, _BLACK, 14), 0, top + 1, 7.5, 5)
    shade = mix(cloth, _BLACK, 22)
    if widget.posture == "open":
        canvas.stroke(shade, [(-19, 100), (-18, 92), (-17, 88)], 1)
        canvas.stroke(shade, [(19, 100), (18, 92), (17, 88)], 1)
    else:
        closed = widget.posture == "closed"
        height = 91.0 if closed else 96.0
        canvas.stroke(shade, [(-24, height + 4), (0, height + 5), (15, height - 2)], 8.6)
        canvas.stroke(mix(cloth, _BLACK, 10), [(24, height + 4), (0, height + 5), (-15, height - 3)], 7.6)
        canvas.ellipse(skin, -16, height - 3.5, 3.6, 3)


def _head(canvas: _Canvas, head: str, colours: tuple[Colour, Colour], x: float, y: float) -> None:
    skin, hair = colours
    covered = _covered(head)
    bald = "no_hair" in head or "shaved" in head
    if covered:
        canvas.ellipse(hair, x, y - 1, 18.5, 22)
    elif not bald:
        canvas.ellipse(hair, x, y - 3.5, 17, 19.5)
    for side in (-1, 1):
        if not covered:
            canvas.ellipse(mix(skin, _BLACK, 8), x + side * 14.6, y + 3, 2.4, 3.6)
    canvas.ellipse(skin, x, y + (0 if bald else 1.8), 14.6, 18.4 if bald else 16.8)
    if "shaved" in head:
        canvas.ellipse(mix(skin, hair, 45), x, y - 11, 12, 6)
        canvas.ellipse(skin, x, y - 6, 13.4, 8)
    elif not bald and not covered:
        canvas.ellipse(hair, x, y - 13, 11.5, 5.6)
        canvas.stroke(hair, [(x - 13, y - 6), (x - 3, y - 15), (x + 13, y - 7)], 5.5)


def _hair_behind(canvas: _Canvas, head: str, hair: Colour, x: float, y: float) -> None:
    shade = mix(hair, _BLACK, 18)
    if "afro" in head or "curly" in head:
        canvas.ellipse(shade, x, y - 4, 23, 23)
    if "twists" in head or "dreads" in head or "bantu" in head or "corn" in head:
        for step in range(9):
            turn = math.pi * (1 + step / 8)
            canvas.ellipse(shade, x + 17 * math.cos(turn), y - 3 + 19 * math.sin(turn), 4.6, 4.6)
            side = -1 if step % 2 else 1
            canvas.ellipse(shade, x + side * 16.5, y + step * 1.9, 3.6, 4.2)
    if "long" in head or "hijab" in head:
        canvas.block(shade, (x - 18.5, y - 4, 37, 38), 12)
    if "medium" in head or "bangs" in head:
        canvas.block(shade, (x - 17.5, y - 6, 35, 26), 11)
    if "bun" in head:
        canvas.ellipse(shade, x, y - 24, 7.5, 6.5)


def _covered(head: str) -> bool:
    return any(word in head for word in ("hijab", "turban", "hat"))


def _features(canvas: _Canvas, face: _Face, degree: float, skin: Colour, place: tuple[float, float, float]) -> None:
    """Draw brows, eyes, nose and mouth; `place` is the middle of the head and how far the eyes look aside."""
    x, y, aside = place
    line = mix(skin, _BLACK, 72)
    if face.flush:
        for side in (-1, 1):
            canvas.ellipse(mix(skin, _RED, round(face.flush * degree)), x + side * 8, y + 7, 3.6, 2.4)
    for side in (-1, 1):
        middle = x + side * 6
        height = y - 4.2 - face.brow_up * degree
        inner = (middle - side * 3, height + face.brow_in * degree * 0.7)
        outer = (middle + side * 3.4, height + face.brow_out * degree * 0.7)
        arch = (middle, min(inner[1], outer[1]) - 0.6)
        canvas.stroke(line, [inner, arch, outer], 1.15)
        opened = 2.0 * (1 + (face.lid - 1) * degree)
        canvas.ellipse(mix(skin, _WHITE, 78), middle, y + 0.6, 2.9, max(0.5, opened))
        look_down = min(face.gaze * degree, opened * 0.6)
        canvas.ellipse(line, middle + aside, y + 0.6 + look_down, 1.55, max(0.5, min(1.6, opened * 0.95)))
        lid = y + 0.6 - opened
        canvas.stroke(line, [(middle - 3.1, y + 0.4), (middle, lid - 0.5), (middle + 3.1, y + 0.4)], 0.7)
    nose = mix(skin, _BLACK, 26)
    canvas.stroke(nose, [(x + 0.2 + aside * 0.3, y + 2), (x + 1.8 + aside * 0.3, y + 6.4), (x - 0.4, y + 6.6)], 0.8)
    corner, low = y + 11.2 - face.mouth * degree * 0.45, y + 11.2 + face.mouth * degree * 0.9
    if face.open:
        canvas.ellipse(mix(line, _RED, 18), x, (corner + low) / 2 + 0.2, 3, face.open * degree * 1.1)
    canvas.stroke(line, [(x - 4.4, corner), (x + aside * 0.2, low), (x + 4.4, corner)], 1)


def _rgb(value: str) -> Colour:
    digits = value.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _round(surface: pygame.Surface, scale: int) -> None:
    """Take the corners off the picture."""
    mask = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    mask.fill((255, 255, 255, 0))
    pygame.draw.rect(mask, (255, 255, 255, 255), mask.get_rect(), border_radius=_CORNER * scale // 1000)
    surface.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)


# -- the room ------------------------------------------------------------------------------------------


def _window(canvas: _Canvas, frame: Colour, sky: Colour, left: float) -> None:
    canvas.block(frame, (left, 8, 34, 44), 1)
    for column in range(2):
        for row in range(2):
            canvas.block(sky, (left + 2 + column * 15.5, 10 + row * 20.5, 14.5, 19.5))


def _chairs(surface: pygame.Surface, scale: int, walls: tuple[Colour, ...], inks: tuple[Colour, ...]) -> None:
    canvas = _Canvas(surface)
    wall, floor, frame, sky, _ = walls
    surface.fill((*wall, 255))
    canvas.block(mix(wall, floor, 55), (-canvas.half, 76, 2 * canvas.half, 24))
    _window(canvas, frame, sky, -17)
    canvas.ellipse(mix(mix(wall, floor, 55), frame, 45), 0, 86, min(canvas.half - 4, 62), 9)
    reach = min(canvas.half - 26, 40)
    for side, ink in ((-1, inks[0]), (1, inks[1])):
        _chair(canvas, side * reach, side, mix(ink, wall, 18))
    _lamp(canvas, min(canvas.half - 8, 66), inks[2], mix(sky, (255, 224, 150), 70))
    _round(surface, scale)


def _chair(canvas: _Canvas, x: float, side: int, colour: Colour) -> None:
    """Draw an armchair from the side, turned towards the middle of the room."""
    dark = mix(colour, _BLACK, 18)
    for leg in (-11, 9):
        canvas.block(mix(dark, _BLACK, 30), (x + leg, 82, 2.4, 7))
    back = x + 8 if side > 0 else x - 18
    canvas.block(dark, (back, 42, 10, 42), 5)
    canvas.block(colour, (x - 16, 66, 32, 18), 5)
    canvas.block(dark, (x - 15, 60, 30, 7), 3.5)
    front = x - 18 if side > 0 else x + 10
    canvas.block(dark, (front, 60, 8, 23), 4)


def _lamp(canvas: _Canvas, x: float, pole: Colour, light: Colour) -> None:
    canvas.stroke(pole, [(x, 30), (x, 84)], 1.4)
    canvas.block(pole, (x - 6, 83, 12, 2.4), 1.2)
    points = [canvas.at(x + dx, y) for dx, y in ((-4, 18), (4, 18), (9, 33), (-9, 33))]
    pygame.draw.polygon(canvas.surface, light, points)
