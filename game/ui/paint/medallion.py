"""Small round portraits: people on the closeness circle and in lists."""

import pygame

from game.ui.cache import SurfaceCache
from game.ui.geometry import Rect
from game.ui.likeness import Likeness, Medallion
from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look
from game.ui.portrait import CALM, HEAD, bust, drawn, features, rgb
from game.ui.theme import Colour

_CACHE_BYTES = 2_000_000
_FINE = 4

_faces = SurfaceCache(_CACHE_BYTES)


def medallion(brush: Brush, person: Likeness, rect: Rect) -> None:
    """Paint somebody's calm face in the largest circle in the middle of `rect`; quick, as each size is kept."""
    area = brush.device(rect)
    size = min(area.size)
    if size <= 0:
        return
    edge = brush.ink("outline")
    picture = _faces.get((person, size, edge), lambda: _drawn(person, size, edge))
    brush.surface.blit(picture, (area.centerx - size // 2, area.centery - size // 2))


def _drawn(person: Likeness, size: int, edge: Colour) -> pygame.Surface:
    picture = pygame.Surface((size, size), pygame.SRCALPHA)
    picture.fill(mix(rgb(person.clothing), (250, 246, 238), 72))
    picture.blit(drawn(bust(person) + features(person, CALM), HEAD, (size, size)), (0, 0))
    picture.blit(_disc(size, (255, 255, 255)), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    large = pygame.Surface((size * _FINE, size * _FINE), pygame.SRCALPHA)
    large.fill((*edge, 0))
    middle, reach = (size * _FINE // 2, size * _FINE // 2), size * _FINE // 2
    pygame.draw.circle(large, (*edge, 255), middle, reach, max(_FINE, size * _FINE // 28))
    picture.blit(pygame.transform.smoothscale(large, (size, size)), (0, 0))
    return picture


def _disc(size: int, colour: Colour) -> pygame.Surface:
    large = pygame.Surface((size * _FINE, size * _FINE), pygame.SRCALPHA)
    large.fill((*colour, 0))
    pygame.draw.circle(large, (*colour, 255), (size * _FINE // 2, size * _FINE // 2), size * _FINE // 2)
    return pygame.transform.smoothscale(large, (size, size))


@draw.register
def _(widget: Medallion, brush: Brush, look: Look) -> None:
    medallion(brush, widget.person, widget.rect)
    focus_ring(brush, widget.rect, look, widget.rect.h // 2)
