"""Portraits: drawings of the set laid over one another, in somebody's colours, at any size."""

import io
from functools import lru_cache
from typing import Final, NamedTuple

import pygame

from game.resources import assets_folder
from game.ui.likeness import Likeness
from game.ui.theme import Colour

_SKIN, _HAIR, _CLOTHING, _INK = "#ff0001", "#ff0002", "#ff0003", "#ff0004"
"""Colours that the files of the set name, to be replaced: see `assets/portraits/export.mjs`."""
LINE: Final = "#1d1613"
"""The colour of lines, whatever the theme: a warm black."""
_DARKEST_HAIR: Final = 190
"""Most that red, green and blue of the lines of a head may sum to, so that they stay lines."""


class Page(NamedTuple):
    """A cut-out of the page that all drawings share, in its units."""

    x: float
    y: float
    wide: float
    high: float


MIDDLE: Final = 385
"""Where on the page the middle of somebody is, from the left."""
HEAD: Final = Page(85, 20, 590, 590)
"""A head with a little of the shoulders."""
FACE: Final = Page(290, 250, 330, 330)
"""Where everything that changes with a feeling is drawn, beards and glasses above it included."""
EYES: Final = Page(365, 330, 200, 60)
"""Where eyes are drawn, for a blink."""
CALM: Final = ("nose/plain", "brows/smile", "eyes/smile", "mouth/faint")
"""A face that only listens, for small portraits."""


def bust(person: Likeness) -> str:
    """Return the drawing of somebody without a face; nothing where there is nobody to be seen."""
    if person.head == "none":
        return ""
    return _coloured("body/crew_neck", person, LINE) + _hairy(f"head/{person.head}", person)


def features(person: Likeness, parts: tuple[str, ...]) -> str:
    """Return the drawing of a face of these parts, and of what is worn over it; nothing where nobody is seen."""
    if person.head == "none":
        return ""
    drawn = [_coloured("extra/lines", person, LINE)] if person.lined else []
    drawn += [_coloured(part, person, LINE) for part in parts]
    if person.facial_hair != "none":
        drawn.append(_hairy(f"facial_hair/{person.facial_hair}", person))
    if person.accessory != "none":
        drawn.append(_coloured(f"accessory/{person.accessory}", person, LINE))
    return "".join(drawn)


def drawn(body: str, page: Page, size: tuple[int, int]) -> pygame.Surface:
    """Return a cut-out of a drawing at a size in pixels; its proportions should be those of the page."""
    around = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{page.x} {page.y} {page.wide} {page.high}" fill="none">'
    surface: pygame.Surface = pygame.image.load_sized_svg(io.BytesIO(f"{around}{body}</svg>".encode()), size)
    return surface


def _hairy(part: str, person: Likeness) -> str:
    """Return a head or beard; where the set draws hair in black like the lines, both take the tint of the hair."""
    return _coloured(part, person, LINE if _HAIR in _body(part) else _tint(person.hair))


def _coloured(part: str, person: Likeness, ink: str) -> str:
    body = _body(part)
    for mark, colour in ((_SKIN, person.skin), (_HAIR, person.hair), (_CLOTHING, person.clothing), (_INK, ink)):
        body = body.replace(mark, colour)
    return body


@lru_cache(maxsize=128)
def _body(part: str) -> str:
    """Return what a file draws. Raises `FileNotFoundError` for a part the set does not have."""
    words = (assets_folder() / "portraits" / f"{part}.svg").read_text(encoding="utf-8")
    return words[words.index(">") + 1 : words.rindex("</svg>")]


def rgb(shade: str) -> Colour:
    """Return the colour written as "#rrggbb" or "#rgb"."""
    digits = shade.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _tint(hair: str) -> str:
    """Return the colour in which a head is drawn: that of the hair, but as dark as a line must be."""
    red, green, blue = rgb(hair)
    share = min(1000, _DARKEST_HAIR * 1000 // max(1, red + green + blue))
    return "#" + "".join(f"{channel * share // 1000:02x}" for channel in (red, green, blue))
