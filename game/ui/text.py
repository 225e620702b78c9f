"""Measuring, wrapping and rendering of text, with another font for characters the first one lacks.

Sizes in and out are logical pixels; rendered lines are surfaces in device pixels.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import pygame
import pygame.font

from game.resources import assets_folder
from game.ui.cache import SurfaceCache
from game.ui.coverage import characters
from game.ui.theme import Colour, Face, FontName, Theme

_CUTS = ("Regular", "Bold", "Italic", "BoldItalic")
_FAMILIES: dict[FontName, str] = {"hyperlegible": "AtkinsonHyperlegible-{}.ttf", "dyslexic": "OpenDyslexic-{}.otf"}
_DRAWN_WRONGLY: dict[FontName, str] = {"hyperlegible": "", "dyslexic": "„"}
"""What a typeface has, but not as it should be: OpenDyslexic 0.920 draws this quotation mark as a comma."""
_WORD = re.compile(r"(?:[\S\xa0]+?[-–—/](?=[^\W\d])|[\S\xa0]+)([^\S\n\xa0]*)|[^\S\n\xa0]+")
"""A word with the space after it. A space that does not break belongs to the word."""
_LINE_CACHE_BYTES = 12_000_000

_lines = SurfaceCache(_LINE_CACHE_BYTES)


def _file(family: FontName, bold: bool, italic: bool, fallback: bool) -> str:
    if fallback:
        return "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return _FAMILIES[family].format(_CUTS[bold + 2 * italic])


def font_file(face: Face) -> str:
    """Return the name of the file of a typeface, under the fonts of the assets."""
    return _file(face.family, face.bold, face.italic, fallback=False)


@lru_cache(maxsize=64)
def _font(file: str, px: int) -> pygame.font.Font:
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(str(assets_folder() / "fonts" / file), px)


@lru_cache(maxsize=4096)
def runs(family: FontName, bold: bool, italic: bool, text: str) -> tuple[tuple[bool, str], ...]:
    """Split into (needs the fallback font, characters); a character neither font has stays with the first."""
    if text.isascii():
        return ((False, text),)
    folder = assets_folder() / "fonts"
    main = characters(folder / _file(family, bold, italic, fallback=False))
    spare = folder / _file(family, bold, italic, fallback=True)

    def needs_fallback(character: str) -> bool:  # reads the large spare font only when it may be wanted
        lacking = ord(character) not in main or character in _DRAWN_WRONGLY[family]
        return lacking and ord(character) in characters(spare)

    return tuple((needed, "".join(group)) for needed, group in groupby(text, needs_fallback))


@lru_cache(maxsize=20_000)
def _device_width(face: Face, text: str) -> int:
    if not text:
        return 0
    return sum(
        _font(_file(face.family, face.bold, face.italic, fallback), face.px).size(part)[0]
        for fallback, part in runs(face.family, face.bold, face.italic, text)
    )


def width(face: Face, text: str) -> int:
    """Return the width of one line in logical pixels, rounded up."""
    return -(-_device_width(face, text) * 1000 // face.density)


def natural_width(face: Face, text: str) -> int:
    """Return the width of the widest line when nothing is wrapped."""
    return max(width(face, line) for line in text.split("\n"))


def line_height(face: Face, theme: Theme) -> int:
    """Return the distance from line to line in logical pixels."""
    return -(-face.px * theme.leading * 10 // face.density)


@lru_cache(maxsize=4096)
def spans(face: Face, text: str, wide: int) -> tuple[tuple[int, int], ...]:
    """Return start and end of each line when wrapped to `wide` logical pixels; spaces at a break hang over.

    Every character belongs to exactly one line except the newline characters; empty text is one empty line.
    A word wider than the line is broken between characters.
    """
    limit = max(1, wide * face.density // 1000)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines.extend(_paragraph(face, text, start, start + len(paragraph), limit))
        start += len(paragraph) + 1
    return tuple(lines)


def _paragraph(face: Face, text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    used = 0
    for match in _WORD.finditer(text, start, end):
        word = match.group()[: match.start(1) - match.start()] if match[1] is not None else ""
        word_width = _device_width(face, word)
        # Rounded widths of words add up to more than the line they make, so the line itself decides.
        if used and used + word_width > limit and _device_width(face, text[start : match.start() + len(word)]) > limit:
            yield start, match.start()
            start, used = match.start(), 0
        if word_width > limit:
            breaks = _break_word(face, text, match.start(), match.start() + len(word), limit)
            yield from breaks[:-1]
            start = breaks[-1][0]
            word_width = _device_width(face, text[start : breaks[-1][1]])
        used += word_width + _device_width(face, match.group()[len(word) :])
    yield start, end


def _break_word(face: Face, text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    pieces = []
    used = 0
    for index in range(start, end):
        wide = _device_width(face, text[index])
        if used and used + wide > limit:
            pieces.append((start, index))
            start, used = index, 0
        used += wide
    return [*pieces, (start, end)]


def wrap(face: Face, text: str, wide: int) -> tuple[str, ...]:
    """Return the lines of `text` wrapped to `wide` logical pixels, without the spaces at their ends."""
    return tuple(text[start:end].rstrip() for start, end in spans(face, text, wide))


def render(face: Face, text: str, colour: Colour) -> pygame.Surface:
    """Return one line as a surface with alpha, in device pixels. Shared: never draw on it."""
    return _lines.get((face, text, colour), lambda: _render(face, text, colour))


def _render(face: Face, text: str, colour: Colour) -> pygame.Surface:
    main = _font(font_file(face), face.px)
    parts = runs(face.family, face.bold, face.italic, text)
    wide = _device_width(face, text)
    if wide and len(parts) == 1 and not parts[0][0]:
        return main.render(text, True, colour)
    # Also for characters without a width, which the font refuses to draw alone.
    line = pygame.Surface((max(1, wide), main.get_height()), pygame.SRCALPHA)
    x = 0
    for fallback, part in parts:
        font = _font(_file(face.family, face.bold, face.italic, fallback), face.px)
        if not font.size(part)[0]:
            continue
        drawn = font.render(part, True, colour)
        line.blit(drawn, (x, main.get_ascent() - font.get_ascent()))
        x += drawn.get_width()
    return line


def caret_at(face: Face, text: str, wide: int, line: int, x: int) -> int:
    """Return the index of the character boundary nearest to `x` on a line (held inside) of wrapped text."""
    lines = spans(face, text, wide)
    start, end = lines[min(len(lines) - 1, max(0, line))]
    return min(range(start, end + 1), key=lambda index: abs(width(face, text[start:index]) - x))


def caret_place(face: Face, text: str, wide: int, index: int) -> tuple[int, int]:
    """Return (line, x) of the caret before character `index` of wrapped text."""
    lines = spans(face, text, wide)
    line = max(n for n, (start, _) in enumerate(lines) if start <= index or n == 0)
    return line, width(face, text[lines[line][0] : index])
