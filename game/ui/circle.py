"""Placing people on the closeness circle without letting their names cover one another."""

import math
from dataclasses import dataclass
from functools import lru_cache

from game.ui import text as words
from game.ui.diagrams import Rings, Token
from game.ui.geometry import Rect, Size
from game.ui.theme import Theme

_PILL_X, _PILL_Y = 11, 5
PORTRAIT_MORE, PORTRAIT_GAP = 2, 5
"""How much higher a token with a portrait is, and what lies between portrait and name."""
_STEP_DEGREES = 7
_FIRST_DEGREES = 40
_SHORT_BELOW_EMS = 17


@dataclass(frozen=True, slots=True)
class Circle:
    """The measured circle: middle, radius of the centre, outer radius of each ring from the closest."""

    x: int
    y: int
    core: int
    radii: tuple[int, ...]

    def ring_at(self, x: int, y: int) -> int:
        """Return the ring under a point; the centre counts as the closest, outside as the furthest."""
        distance = math.hypot(x - self.x, y - self.y)
        return next((n for n, radius in enumerate(self.radii) if distance <= radius), len(self.radii) - 1)


@dataclass(frozen=True, slots=True)
class _Room:
    """What a token must fit: its size, the edges, and what stands there already."""

    size: Size
    bounds: Rect
    taken: list[Rect]


def circle(rings: Rings, rect: Rect, theme: Theme) -> Circle:
    """Fit the circle into a rectangle."""
    radius = max(20, min(rect.w, rect.h) // 2 - 2)
    core = min(radius // 4, max(radius // 7, words.width(theme.face("caption", bold=True), rings.centre) // 2 + 8))
    count = len(rings.rings)
    radii = tuple(core + (radius - core) * (n + 1) // count for n in range(count))
    return Circle(*rect.centre, core, radii)


def ring_label(rings: Rings, shape: Circle, n: int, theme: Theme) -> Rect:
    """Return where the name of ring `n` is written: at the top of its band."""
    face = theme.face("caption")
    wide, high = words.width(face, rings.rings[n]), words.line_height(face, theme)
    return Rect(shape.x - wide // 2, shape.y - shape.radii[n] + 2, wide, high)


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()[:2]).upper() if name else "?"


def tokens(rings: Rings, rect: Rect, theme: Theme) -> tuple[Token, ...]:
    """Return a placed token per person, in order; each keeps near an angle of its own, whatever its ring.

    On a small circle the tokens show initials; their accessible names stay whole.
    """
    shape = circle(rings, rect, theme)
    short = min(rect.w, rect.h) < _SHORT_BELOW_EMS * theme.em
    face = theme.face("caption", bold=True)
    labels = [_initials(person.name) if short else person.name for person in rings.people]
    high = words.line_height(face, theme) + 2 * _PILL_Y
    sizes = tuple(
        _pill(words.width(face, label), high, drawn=person.portrait is not None)
        for label, person in zip(labels, rings.people, strict=True)
    )
    where = tuple(min(len(rings.rings) - 1, max(0, person.ring)) for person in rings.people)
    names = tuple(ring_label(rings, shape, n, theme) for n in range(len(rings.rings)))
    return tuple(
        Token(
            label=label,
            owner=rings.key,
            person=person.key,
            ring=ring,
            rings=rings.rings,
            movable=rings.movable,
            tone=person.tone,
            portrait=person.portrait,
            key=f"{rings.key}:{person.key}",
            name=person.name,
            enabled=rings.enabled,
            rect=spot,
        )
        for label, person, ring, spot in zip(
            labels, rings.people, where, _spots(shape, sizes, where, names, rect), strict=True
        )
    )


def _pill(wide: int, high: int, *, drawn: bool) -> Size:
    """Return the size of a token whose label is `wide`: a portrait stands before it, a little higher than the words."""
    if not drawn:
        return Size(max(28, wide + 2 * _PILL_X), high)
    high += PORTRAIT_MORE
    return Size(high + wide + PORTRAIT_GAP + _PILL_X, high)


@lru_cache(maxsize=64)
def _spots(
    shape: Circle, sizes: tuple[Size, ...], where: tuple[int, ...], names: tuple[Rect, ...], bounds: Rect
) -> tuple[Rect, ...]:
    """Find a place for each token in turn, away from the names of the rings, the centre and the others."""
    core = Rect(shape.x - shape.core, shape.y - shape.core, 2 * shape.core, 2 * shape.core)
    taken = [core, *names]
    spots = []
    for n, (size, ring) in enumerate(zip(sizes, where, strict=True)):
        spot = _spot(shape, ring, 360 * n // len(sizes) + _FIRST_DEGREES, _Room(size, bounds, taken))
        spots.append(spot)
        taken.append(spot)
    return tuple(spots)


def _spot(shape: Circle, ring: int, angle: int, room: _Room) -> Rect:
    """Return the free place nearest to the wanted angle, or the one that covers least."""
    inner = shape.radii[ring - 1] if ring else shape.core
    middle, band = (inner + shape.radii[ring]) // 2, shape.radii[ring] - inner
    best, least = Rect(shape.x, shape.y, *room.size), -1
    for turn in range(360 // _STEP_DEGREES):
        degrees = angle + (turn + 1) // 2 * _STEP_DEGREES * (1 if turn % 2 else -1)
        for radius in (middle + band * fifths // 5 for fifths in (0, 1, -1, 2, -2)):
            place = _around(shape, radius, degrees, room)
            covered = sum(place.inset(-3).intersect(other).area for other in room.taken)
            if covered == 0:
                return place
            if least < 0 or covered < least:
                best, least = place, covered
    return best


def _around(shape: Circle, radius: int, degrees: int, room: _Room) -> Rect:
    size, bounds = room.size, room.bounds
    x = shape.x + round(radius * math.sin(math.radians(degrees))) - size.w // 2
    y = shape.y - round(radius * math.cos(math.radians(degrees))) - size.h // 2
    x = min(max(x, bounds.x), max(bounds.x, bounds.right - size.w))
    y = min(max(y, bounds.y), max(bounds.y, bounds.bottom - size.h))
    return Rect(x, y, *size)
