"""How the patient is drawn: a few calm shapes. The feeling is the message, not the likeness."""

import math
from dataclasses import dataclass

import pygame

from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.screens.figure import Figure
from game.ui.screens.room_paint import BLACK, FINE, Canvas, Walls, round_corners, walls, window
from game.ui.theme import Colour

_WHITE, _RED = (255, 255, 255), (190, 60, 40)


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
    room = walls(brush)
    radius = brush.theme.small_radius
    key = ("figure", widget.head, widget.skin, widget.hair, widget.clothing, widget.affect)
    state = (widget.strength, widget.posture, room)
    brush.stamp((*key, *state), widget.rect, lambda surface, scale: _figure(surface, scale, widget, room), FINE)
    focus_ring(brush, widget.rect, look, radius)


def _figure(surface: pygame.Surface, scale: int, widget: Figure, room: Walls) -> None:
    canvas = Canvas(surface)
    wall, floor, frame, sky = room
    surface.fill((*wall, 255))
    window(canvas, frame, sky, -min(canvas.half - 4, 62))
    canvas.block(mix(floor, BLACK, 12), (-37, 40, 74, 80), 16)
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
    round_corners(surface, scale)


def _body(canvas: Canvas, widget: Figure, skin: Colour, cloth: Colour) -> None:
    top = {"open": 70.5, "wary": 69.0, "closed": 67.5}[widget.posture]
    canvas.block(mix(skin, BLACK, 14), (-6, 54, 12, 24), 5)
    canvas.ellipse(cloth, 0, top + 32, 31, 32)
    canvas.ellipse(mix(skin, BLACK, 14), 0, top + 1, 7.5, 5)
    shade = mix(cloth, BLACK, 22)
    if widget.posture == "open":
        canvas.stroke(shade, [(-19, 100), (-18, 92), (-17, 88)], 1)
        canvas.stroke(shade, [(19, 100), (18, 92), (17, 88)], 1)
    else:
        closed = widget.posture == "closed"
        height = 91.0 if closed else 96.0
        canvas.stroke(shade, [(-24, height + 4), (0, height + 5), (15, height - 2)], 8.6)
        canvas.stroke(mix(cloth, BLACK, 10), [(24, height + 4), (0, height + 5), (-15, height - 3)], 7.6)
        canvas.ellipse(skin, -16, height - 3.5, 3.6, 3)


def _head(canvas: Canvas, head: str, colours: tuple[Colour, Colour], x: float, y: float) -> None:
    skin, hair = colours
    covered = _covered(head)
    bald = "no_hair" in head or "shaved" in head
    if covered:
        canvas.ellipse(hair, x, y - 1, 18.5, 22)
    elif not bald:
        canvas.ellipse(hair, x, y - 3.5, 17, 19.5)
    for side in (-1, 1):
        if not covered:
            canvas.ellipse(mix(skin, BLACK, 8), x + side * 14.6, y + 3, 2.4, 3.6)
    canvas.ellipse(skin, x, y + (0 if bald else 1.8), 14.6, 18.4 if bald else 16.8)
    if "shaved" in head:
        canvas.ellipse(mix(skin, hair, 45), x, y - 11, 12, 6)
        canvas.ellipse(skin, x, y - 6, 13.4, 8)
    elif not bald and not covered:
        canvas.ellipse(hair, x, y - 13, 11.5, 5.6)
        canvas.stroke(hair, [(x - 13, y - 6), (x - 3, y - 15), (x + 13, y - 7)], 5.5)


def _hair_behind(canvas: Canvas, head: str, hair: Colour, x: float, y: float) -> None:
    shade = mix(hair, BLACK, 18)
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


def _features(canvas: Canvas, face: _Face, degree: float, skin: Colour, place: tuple[float, float, float]) -> None:
    """Draw brows, eyes, nose and mouth; `place` is the middle of the head and how far the eyes look aside."""
    x, y, aside = place
    line = mix(skin, BLACK, 72)
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
    nose = mix(skin, BLACK, 26)
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
