"""Strokes: the few shapes everything is painted with, antialiased, cached, in logical pixels."""

from collections.abc import Callable, Hashable

import pygame

from game.ui import text
from game.ui.cache import SurfaceCache
from game.ui.geometry import Rect
from game.ui.theme import Colour, Face, Theme

_CACHE_BYTES = 24_000_000
_FINE = 4
_LARGEST = 8_000_000
"""Pixels drawn at most for one smoothed picture."""
SHADOW = 18
"""How far a shadow reaches beyond what casts it."""

_shapes = SurfaceCache(_CACHE_BYTES)


def mix(first: Colour, second: Colour, percent: int) -> Colour:
    """Return `percent` of the second colour in the first."""
    red, green, blue = ((a * (100 - percent) + b * percent) // 100 for a, b in zip(first, second, strict=True))
    return red, green, blue


class Brush:
    """Paints on one surface with one theme. Everything stays inside the surface's clip."""

    def __init__(self, surface: pygame.Surface, theme: Theme) -> None:
        self.surface = surface
        self.theme = theme
        self._density = theme.density

    def px(self, logical: int) -> int:
        """Return a length in device pixels, at least one for any length above zero."""
        return max(1, logical * self._density // 1000) if logical > 0 else 0

    def device(self, rect: Rect) -> pygame.Rect:
        """Return the device pixels of a logical rectangle, rounded outwards."""
        x, y = rect.x * self._density // 1000, rect.y * self._density // 1000
        right, bottom = -(-rect.right * self._density // 1000), -(-rect.bottom * self._density // 1000)
        return pygame.Rect(x, y, right - x, bottom - y)

    def logical(self, area: pygame.Rect) -> Rect:
        """Return the logical pixels of a device rectangle, rounded outwards."""
        x, y = area.x * 1000 // self._density, area.y * 1000 // self._density
        right, bottom = -(-area.right * 1000 // self._density), -(-area.bottom * 1000 // self._density)
        return Rect(x, y, right - x, bottom - y)

    def ink(self, role: str) -> Colour:
        """Return the colour of a role."""
        return self.theme.colour(role)

    def hue(self, name: str) -> Colour:
        """Return the colour of a bar, line or cell, which may be livelier than text in that tone."""
        return self.theme.hue(name)

    # -- shapes ----------------------------------------------------------------------------------------

    def fill(self, rect: Rect, colour: Colour) -> None:
        """Fill a rectangle with straight corners."""
        self.surface.fill(colour, self.device(rect))

    def rounded(self, rect: Rect, colour: Colour, radius: int | tuple[int, int, int, int]) -> None:
        """Fill a rectangle with round corners; four radii go clockwise from the top left."""
        area = self.device(rect)
        if area.w <= 0 or area.h <= 0:
            return
        most = min(area.w, area.h) // 2
        if isinstance(radius, int):
            self._evenly_rounded(area, colour, min(self.px(radius), most))
            return
        top_left, top_right, low_right, low_left = (min(self.px(r), most) for r in radius)
        left, right = max(top_left, low_left), max(top_right, low_right)
        self.surface.fill(colour, (area.x + left, area.y, area.w - left - right, area.h))
        self._side(pygame.Rect(area.x, area.y, left, area.h), (top_left, low_left), colour, at_right=False)
        edge = pygame.Rect(area.right - right, area.y, right, area.h)
        self._side(edge, (top_right, low_right), colour, at_right=True)

    def _evenly_rounded(self, area: pygame.Rect, colour: Colour, radius: int) -> None:
        """Fill with four equal corners, in as few calls as can be: most shapes of a frame are these."""
        x, y, wide, high = area
        self.surface.fill(colour, (x + radius, y, wide - 2 * radius, high))
        if not radius:
            return
        right, low = x + wide - radius, y + high - radius
        self.surface.fill(colour, (x, y + radius, radius, high - 2 * radius))
        self.surface.fill(colour, (right, y + radius, radius, high - 2 * radius))
        disc = self._disc(radius, colour)
        corners = (
            (disc, (x, y), (0, 0, radius, radius)),
            (disc, (right, y), (radius, 0, radius, radius)),
            (disc, (x, low), (0, radius, radius, radius)),
            (disc, (right, low), (radius, radius, radius, radius)),
        )
        self.surface.blits(corners, doreturn=False)

    def _side(self, edge: pygame.Rect, radii: tuple[int, int], colour: Colour, *, at_right: bool) -> None:
        """Fill the left or right edge between and beside two corners, then the corners."""
        top, low = radii
        self.surface.fill(colour, (edge.x, edge.y + top, edge.w, edge.h - top - low))
        for radius, y, lower in ((top, edge.y, 0), (low, edge.bottom - low, 1)):
            rest = edge.w - radius
            if rest:
                self.surface.fill(colour, (edge.x if at_right else edge.x + radius, y, rest, radius))
            if radius:
                disc = self._disc(radius, colour)
                quarter = (radius * at_right, radius * lower, radius, radius)
                self.surface.blit(disc, (edge.right - radius if at_right else edge.x, y), quarter)

    def outlined(
        self, rect: Rect, fill: Colour, edge: Colour, radius: int | tuple[int, int, int, int], wide: int = 1
    ) -> None:
        """Fill a rounded rectangle and draw its edge inside it."""
        self.rounded(rect, edge, radius)
        if isinstance(radius, int):
            self.rounded(rect.inset(wide), fill, max(0, radius - wide))
        else:
            first, second, third, fourth = (max(0, r - wide) for r in radius)
            self.rounded(rect.inset(wide), fill, (first, second, third, fourth))

    def frame(self, rect: Rect, colour: Colour, radius: int, wide: int) -> None:
        """Draw only the edge of a rounded rectangle; what is inside stays."""
        area = self.device(rect)
        if area.w <= 0 or area.h <= 0:
            return
        corner = min(self.px(radius), min(area.w, area.h) // 2)
        line = self.px(wide)
        ring = _shapes.get(("ring", corner, line, colour), lambda: _ring(corner, line, colour))
        for right in (0, 1):
            for low in (0, 1):
                x, y = area.x + right * (area.w - corner), area.y + low * (area.h - corner)
                self.surface.blit(ring, (x, y), (corner * right, corner * low, corner, corner))
        for y in (area.y, area.bottom - line):
            self.surface.fill(colour, (area.x + corner, y, area.w - 2 * corner, line))
        for x in (area.x, area.right - line):
            self.surface.fill(colour, (x, area.y + corner, line, area.h - 2 * corner))

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> None:
        """Fill a circle around a middle."""
        reach = self.px(radius)
        middle = x * self._density // 1000, y * self._density // 1000
        self.surface.blit(self._disc(reach, colour), (middle[0] - reach, middle[1] - reach))

    def shadow(self, rect: Rect, radius: int) -> None:
        """Draw the soft shadow of a rounded rectangle, a little below it, but nothing under it."""
        colour = self.ink("shadow")
        strength = 110 if sum(self.ink("background")) < 3 * 128 else 30
        area, blur = self.device(rect.inset(-SHADOW).moved(0, 4)), self.px(SHADOW)
        corner = min(blur + self.px(radius), area.w // 2, area.h // 2)
        key = ("shadow", corner, blur, colour, strength)
        tile = _shapes.get(key, lambda: _soft_tile(corner, blur, (*colour, strength)))
        for right in (0, 1):
            for low in (0, 1):
                spot = (area.x + right * (area.w - corner), area.y + low * (area.h - corner))
                part = (right * (corner + 1), low * (corner + 1), corner, corner)
                self.surface.blit(tile, spot, part)
        middle = pygame.Rect(corner, corner, area.w - 2 * corner, area.h - 2 * corner)
        for far in (0, corner + 1):
            upright, level = pygame.Rect(far, corner, corner, 1), pygame.Rect(corner, far, 1, corner)
            x, y = area.x + (far and area.w - corner), area.y + (far and area.h - corner)
            self.surface.blit(_stretched(key, tile, upright, (corner, middle.h)), (x, area.y + corner))
            self.surface.blit(_stretched(key, tile, level, (middle.w, corner)), (area.x + corner, y))

    def dim(self, rect: Rect) -> None:
        """Darken what is there, as behind a dialog."""
        area = self.device(rect)
        veil = _shapes.get(("veil", area.size), lambda: _veil(area.size))
        self.surface.blit(veil, area)

    def stamp(self, key: Hashable, rect: Rect, draw: Callable[[pygame.Surface, int], None], fine: int) -> None:
        """Paint a rectangle from a picture of what is there, drawn on `fine` times as large, and smoothed.

        `draw` gets a surface and the number of its pixels per 1000 logical pixels. It must fill it, or
        leave one colour transparent; the key must name all it depends on.
        """
        area = self.device(rect)
        while fine > 1 and area.w * area.h * fine * fine > _LARGEST:
            fine -= 1
        self.surface.blit(_shapes.get((key, area.size, fine), lambda: self._drawn(area, draw, fine)), area)

    def _drawn(self, area: pygame.Rect, draw: Callable[[pygame.Surface, int], None], fine: int) -> pygame.Surface:
        large = pygame.Surface((area.w * fine, area.h * fine), pygame.SRCALPHA)
        draw(large, self._density * fine)
        return pygame.transform.smoothscale(large, area.size)

    def _disc(self, radius: int, colour: Colour) -> pygame.Surface:
        return _shapes.get(("disc", radius, colour), lambda: _disc(radius, colour))

    # -- words -----------------------------------------------------------------------------------------

    def words(self, face: Face, line: str, colour: Colour, x: int, y: int) -> None:
        """Write one line whose box starts at (x, y), in the middle of the line's height."""
        if not line:
            return
        drawn = text.render(face, line, colour)
        high = text.line_height(face, self.theme) * self._density // 1000
        top = y * self._density // 1000 + (high - drawn.get_height()) // 2
        self.surface.blit(drawn, (x * self._density // 1000, top))

    def paragraph(self, face: Face, lines: tuple[str, ...], colour: Colour, rect: Rect, side: str = "start") -> int:
        """Write lines below one another and return the y after the last."""
        y, step = rect.y, text.line_height(face, self.theme)
        for line in lines:
            spare = 0 if side == "start" else rect.w - text.width(face, line)
            self.words(face, line, colour, rect.x + (spare // 2 if side == "centre" else spare), y)
            y += step
        return y

    def label(self, face: Face, label: str, colour: Colour, rect: Rect, side: str = "start") -> int:
        """Wrap a label to the rectangle's width, write it from its top and return the y after it."""
        return self.paragraph(face, text.wrap(face, label, max(1, rect.w)), colour, rect, side)


# Surfaces that are drawn large and shrunk keep one colour everywhere and differ only in alpha: otherwise the
# edge would take on the colour of the transparent pixels beside it.


def _disc(radius: int, colour: Colour) -> pygame.Surface:
    large = pygame.Surface((2 * radius * _FINE, 2 * radius * _FINE), pygame.SRCALPHA)
    large.fill((*colour, 0))
    pygame.draw.circle(large, (*colour, 255), (radius * _FINE, radius * _FINE), radius * _FINE)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _ring(radius: int, line: int, colour: Colour) -> pygame.Surface:
    radius = max(1, radius)
    large = pygame.Surface((2 * radius * _FINE, 2 * radius * _FINE), pygame.SRCALPHA)
    large.fill((*colour, 0))
    middle = (radius * _FINE, radius * _FINE)
    pygame.draw.circle(large, (*colour, 255), middle, radius * _FINE)
    if radius > line:
        pygame.draw.circle(large, (*colour, 0), middle, (radius - line) * _FINE)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _soft_tile(corner: int, blur: int, colour: tuple[int, int, int, int]) -> pygame.Surface:
    """Return four soft corners around one pixel, from which a shadow of any size can be put together."""
    tile = pygame.Surface((2 * corner + 1, 2 * corner + 1), pygame.SRCALPHA)
    tile.fill((*colour[:3], 0))
    whole = tile.get_rect()
    for step in range(1, 2 * blur):
        share = step / (2 * blur)
        alpha = round(colour[3] * share * share * (3 - 2 * share))
        layer = whole.inflate(-step, -step)
        pygame.draw.rect(tile, (*colour[:3], alpha), layer, border_radius=max(1, corner - step // 2))
    return tile


def _stretched(key: Hashable, tile: pygame.Surface, edge: pygame.Rect, size: tuple[int, int]) -> pygame.Surface:
    return _shapes.get((key, tuple(edge), size), lambda: pygame.transform.scale(tile.subsurface(edge), size))


def _veil(size: tuple[int, int]) -> pygame.Surface:
    veil = pygame.Surface(size, pygame.SRCALPHA)
    veil.fill((12, 9, 5, 130))
    return veil
