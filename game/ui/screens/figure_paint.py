"""How the patient is drawn: a portrait in the room, whose face goes from one feeling to the next."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

import pygame

from game.ui.cache import SurfaceCache
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush
from game.ui.paint.changes import touched
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look, reach
from game.ui.portrait import EYES, FACE, MIDDLE, Page, bust, drawn, features
from game.ui.pose import Pose
from game.ui.screens.canvas import Canvas, Measures
from game.ui.screens.expression import EXPRESSIONS, face
from game.ui.screens.figure import Figure
from game.ui.screens.room_paint import FINE, Corners, Walls, Weeks, backdrop, clock, clock_place, walls
from game.ui.theme import Theme

_CACHE_BYTES, _AT_ONCE = 6_000_000, 6
"""What is kept of pictures and their parts: so much, or so many whole pictures where they are large."""
_SHOWN_HIGH, _SHOWN_WIDE = 800, 620
"""How much of a portrait, in units of its page, the picture has room for, at least."""
_PAGE_TOP = -60
_BODY_WIDE = 900
_HEIGHT_PERCENT, _SMALL_PERCENT = 80, 97
_SMALL = 140
"""Logical pixels of height below which there is nothing but somebody in a chair at a window."""
_CLOCK_WIDE = 22.0

_SEEN = ("person", "expression", "posture", "outside", "week", "weeks", "minutes", "length")
"""What of a figure its picture depends on."""


@lru_cache(maxsize=2)
def _pictures(size: tuple[int, int]) -> SurfaceCache:
    """Return where pictures of that many pixels are kept; those of another size go when nobody asks for them."""
    return SurfaceCache(max(_CACHE_BYTES, _AT_ONCE * 4 * size[0] * size[1]))


class Place(NamedTuple):
    """Where somebody is drawn, in device pixels."""

    area: pygame.Rect
    unit: float
    """Pixels to a unit of the portrait's page."""

    @classmethod
    def of(cls, area: pygame.Rect, *, small: bool) -> "Place":
        """Stand somebody on the lower edge of an area."""
        percent = _SMALL_PERCENT if small else _HEIGHT_PERCENT
        return cls(area, min(area.w / _SHOWN_WIDE, area.h * percent / 100 / _SHOWN_HIGH))

    def shown(self, page: Page, lowered: int, *, mirrored: bool) -> pygame.Rect:
        """Return the pixels of a cut-out of the page, rounded outwards."""
        left, right = (page.x - MIDDLE) * self.unit, (page.x + page.wide - MIDDLE) * self.unit
        if mirrored:
            left, right = -right, -left
        first, last = math.floor(left), math.ceil(right)
        ground = self.area.bottom + lowered - round(_SHOWN_HIGH * self.unit)
        top, low = math.floor((page.y - _PAGE_TOP) * self.unit), math.ceil((page.y + page.high - _PAGE_TOP) * self.unit)
        return pygame.Rect(self.area.centerx + first, ground + top, last - first, low - top)

    def page(self, spot: pygame.Rect, lowered: int, *, mirrored: bool) -> Page:
        """Return exactly the cut-out that fills the pixels of `spot`."""
        left = (spot.x if not mirrored else 2 * self.area.centerx - spot.right) - self.area.centerx
        top = spot.y - (self.area.bottom + lowered - round(_SHOWN_HIGH * self.unit))
        wide, high = spot.w / self.unit, spot.h / self.unit
        return Page(MIDDLE + left / self.unit, _PAGE_TOP + top / self.unit, wide, high)


@draw.register
def _(widget: Figure, brush: Brush, look: Look) -> None:
    area = brush.device(widget.rect)
    if not area.w or not area.h:
        return
    # A breath or a blink is many small frames, so each is one picture to be laid down, made when first needed.
    room, pose = walls(brush), look.pose
    key = (room, area.size, pose, *(getattr(widget, name) for name in _SEEN))
    corners = Corners(brush.surface, area, brush.px(brush.theme.small_radius))
    made = partial(_picture, widget, brush.theme, area.size)
    brush.surface.blit(
        made(room, pose) if pose.before else _pictures(area.size).get(key, partial(made, room, pose)), area
    )
    corners.lay_back()
    focus_ring(brush, widget.rect, look, brush.theme.small_radius)


def _picture(widget: Figure, theme: Theme, size: tuple[int, int], room: Walls, pose: Pose) -> pygame.Surface:
    """Return the whole picture with straight corners, `size` pixels large."""
    surface = pygame.Surface(size)
    brush = Brush(surface, theme)
    widget = replace(widget, rect=Rect(0, 0, widget.rect.w, widget.rect.h))
    weeks, small = Weeks(widget.week, widget.weeks), widget.rect.h < _SMALL

    def behind(canvas: pygame.Surface, _: int) -> None:
        backdrop(canvas, room, widget.outside, weeks, detailed=not small)

    surface.fill(room.wall)
    brush.stamp(("room", room, widget.outside, weeks, small), widget.rect, behind, FINE)
    if not small:
        _wall_clock(brush, widget, room)
    _person(surface, widget, Place.of(surface.get_rect(), small=small), pose)
    return surface


def _wall_clock(brush: Brush, widget: Figure, room: Walls) -> None:
    measures = Measures.of(widget.rect.w, widget.rect.h)
    x, y = clock_place(measures)
    wide = round(_CLOCK_WIDE * measures.unit)
    left = widget.rect.x + round((x + measures.half) * measures.unit) - wide // 2
    top = widget.rect.y + round((y - measures.top) * measures.unit) - wide // 2
    key = ("clock", room, widget.minutes, widget.length)

    def hands(surface: pygame.Surface, _: int) -> None:
        surface.fill((*room.wall, 0))
        clock(Canvas.square(surface, _CLOCK_WIDE), room, 0, 0, widget.minutes, widget.length)

    brush.stamp(key, Rect(left, top, wide, wide), hands, FINE)


def _person(surface: pygame.Surface, widget: Figure, place: Place, pose: Pose) -> None:
    mirrored = widget.posture == "closed"
    lowered = _lowered(widget, place, pose)
    _laid(surface, place, _bust_page(place), lowered, ("bust", widget.person, mirrored), lambda: bust(widget.person))
    shares = [(widget.expression, 255)]
    if pose.before:
        fading, coming = 510 - pose.blend * 510 // 100, pose.blend * 510 // 100
        shares = [(pose.before, min(255, fading)), (widget.expression, min(255, coming))]
    for name, alpha in shares:
        if not alpha:
            continue
        parts = face(name, widget.posture, pose.lids).parts
        key = ("face", widget.person, parts, mirrored)
        _laid(surface, place, FACE, lowered, key, partial(features, widget.person, parts), alpha)


def _laid(
    surface: pygame.Surface,
    place: Place,
    page: Page,
    lowered: int,
    key: tuple[object, ...],
    body: Callable[[], str],
    alpha: int = 255,
) -> None:
    """Paint a cut-out of a portrait, `alpha` of 255 strong; the last of `key` says whether it is mirrored."""
    mirrored = key[-1] is True
    spot = place.shown(page, lowered, mirrored=mirrored)
    exact = place.page(spot, lowered, mirrored=mirrored)
    layer = _pictures(place.area.size).get(
        (key, exact, spot.size), lambda: _layer(body(), exact, spot.size, mirrored=mirrored)
    )
    layer.set_alpha(alpha)
    surface.blit(layer, spot)


def _layer(body: str, page: Page, size: tuple[int, int], *, mirrored: bool) -> pygame.Surface:
    layer = drawn(body, page, size)
    return pygame.transform.flip(layer, flip_x=True, flip_y=False) if mirrored else layer


def _bust_page(place: Place) -> Page:
    wide = min(_BODY_WIDE, place.area.w / place.unit)
    return Page(MIDDLE - wide / 2, _PAGE_TOP, wide, _SHOWN_HIGH)


def _lowered(widget: Figure, place: Place, pose: Pose) -> int:
    """Return how far head and shoulders are lowered, in pixels: by the feeling, and between two breaths."""
    bow = EXPRESSIONS[widget.expression].bow
    if pose.before:
        bow = (EXPRESSIONS[pose.before].bow * (100 - pose.blend) + bow * pose.blend) // 100
    return round(bow * place.unit) + (2 - pose.breath) * max(1, round(2.5 * place.unit))


@touched.register
def _(widget: Figure, before: Look, after: Look, window: Rect) -> Rect:
    old, new = before.pose, after.pose
    if before.ringed != after.ringed:
        return reach(widget, window)
    place = Place.of(pygame.Rect(widget.rect), small=widget.rect.h < _SMALL)
    lowered = _lowered(widget, place, old), _lowered(widget, place, new)
    page = EYES if lowered[0] == lowered[1] and old.before == new.before and old.blend == new.blend else FACE
    if lowered[0] != lowered[1]:
        page = _bust_page(place)
    spots = [place.shown(page, low, mirrored=widget.posture == "closed") for low in lowered]
    x, y, wide, high = spots[0].union(spots[1]).inflate(4, 4)
    return Rect(x, y, wide, high).intersect(reach(widget, window))
