"""How the empty consulting room of the title is drawn."""

import pygame

from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.screens.canvas import BLACK, WHITE, Canvas
from game.ui.screens.figure import Chairs
from game.ui.screens.outside import Outside
from game.ui.screens.room_paint import Corners, Walls, Weeks, clock, floor_lamp, plant, walls
from game.ui.screens.window_paint import HIGH, WIDE, window
from game.ui.theme import Colour

_AFTERNOON = Outside(day=150, weather="fair")
_EVENING = Outside(day=290, weather="clear", dusk=1)
_GROWN = Weeks(10, 16)
_FINE = 2
"""Less than elsewhere: the picture is large, and the first thing to be painted."""


@draw.register
def _(widget: Chairs, brush: Brush, look: Look) -> None:
    room = walls(brush)
    second = mix(brush.hue("series_2"), room.wall, 40)
    area = brush.device(widget.rect)
    corners = Corners(brush.surface, area, brush.px(brush.theme.radius))
    brush.stamp(("chairs", room, second), widget.rect, lambda surface, _: _room(surface, room, second), _FINE)
    corners.lay_back()
    focus_ring(brush, widget.rect, look, brush.theme.radius)


def _room(surface: pygame.Surface, room: Walls, second: Colour) -> None:
    canvas = Canvas.of(surface)
    surface.fill((*room.wall, 255))
    floor = mix(room.wall, room.floor, 60)
    canvas.block(floor, (-canvas.half, 76, 2 * canvas.half, 24))
    canvas.block(mix(floor, room.frame, 60), (-canvas.half, 74.4, 2 * canvas.half, 1.8))
    left, top = -WIDE / 2 - 6, max(7.0, canvas.top + 10)
    seen = _EVENING if room.evening else _AFTERNOON
    window(canvas, room.frame, seen, left, top)
    for side in (left - 9, left + WIDE + 1):
        _curtain(canvas, mix(room.frame, room.chair, 22), side, top - 3)
    canvas.stroke(mix(room.floor, BLACK, 35), [(left - 11, top - 3.4), (left + WIDE + 11, top - 3.4)], 0.9)
    plant(canvas, left + WIDE - 5, top + HIGH, _GROWN)
    clock(canvas, room, min(canvas.half - 12, left + WIDE + 22), top + 10, 10, 50)
    canvas.ellipse(mix(floor, room.frame, 34), 0, 89, min(canvas.half - 3, 60), 8.5)
    canvas.ellipse(mix(floor, second, 22), 0, 89, min(canvas.half - 6, 55), 7.2)
    reach = min(canvas.half - 22, 34)
    floor_lamp(canvas, room, min(canvas.half - 11, reach + 27), lit=room.evening)
    _chair(canvas, -reach, -1, room.chair)
    _chair(canvas, reach, 1, second)
    _table(canvas, mix(room.floor, BLACK, 28))


def _curtain(canvas: Canvas, cloth: Colour, x: float, top: float) -> None:
    canvas.block(cloth, (x, top, 8, HIGH + 12), 1.4)
    for fold in (2.4, 5.2):
        canvas.stroke(mix(cloth, BLACK, 10), [(x + fold, top + 2), (x + fold, top + HIGH + 10)], 0.5)


def _chair(canvas: Canvas, x: float, side: int, colour: Colour) -> None:
    """Draw an armchair from the side, turned towards the middle of the room."""
    dark, light = mix(colour, BLACK, 20), mix(colour, WHITE, 10)
    for leg in (-11, 10):
        canvas.block((92, 66, 46), (x + leg - 1, 84, 2.2, 7), 0.8)
    back = [(x + side * 7.5, 76), (x + side * 9, 62), (x + side * 14, 46)]
    canvas.stroke(dark, back, 11)
    canvas.stroke(colour, [(px - side * 1.2, py) for px, py in back], 9)
    canvas.block(dark, (x - 16, 70, 32, 16), 5)
    canvas.block(light, (x - 15 - (side > 0) * 1, 66, 28, 8), 3.6)
    canvas.block(dark, (x - 16.5, 71.5, 33, 15), 5)
    canvas.block(colour, (x - 15.2, 71, 30.4, 14), 4.4)
    arm = x - 14 if side > 0 else x - 16
    canvas.block(dark, (arm, 61, 30, 7.4), 3.6)
    canvas.block(light, (arm + 1, 61, 28, 5.6), 2.8)
    front = x - 16 if side > 0 else x + 8
    canvas.block(colour, (front, 63, 8, 22), 3.6)


def _table(canvas: Canvas, wood: Colour) -> None:
    """Draw the small table between the chairs: a box of tissues and a glass of water."""
    canvas.stroke(wood, [(0, 79), (0, 92)], 1.3)
    canvas.ellipse(wood, 0, 92.4, 5, 1.2)
    canvas.ellipse(wood, 0, 79, 9.5, 2)
    canvas.ellipse(mix(wood, WHITE, 16), 0, 78.5, 9.2, 1.7)
    canvas.block((112, 146, 158), (-6.4, 73.6, 7, 4.6), 0.7)
    canvas.shape((250, 248, 242), [(-5, 73.8), (-3.4, 70.2), (-2.2, 72), (-1.2, 70.8), (-0.8, 73.8)])
    canvas.block((206, 226, 230), (3, 73.4, 3, 4.8), 0.6)
    canvas.block((232, 242, 244), (3.4, 74.8, 2.2, 3), 0.4)
