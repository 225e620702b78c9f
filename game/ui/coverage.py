"""Which characters a font file has: reads the `cmap` table, because pygame draws a box rather than say so."""

import struct
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=16)
def characters(font: Path) -> frozenset[int]:
    """Return the code points with a glyph in a TrueType or OpenType file.

    Understands the two formats in use, 4 (first plane) and 12 (everything). Raises `OSError` when the file
    cannot be read and `ValueError` when it is no such font.
    """
    data = font.read_bytes()
    try:
        start = _table(data, b"cmap")
        places = (struct.unpack_from(">I", data, start + 8 + 8 * n)[0] for n in range(_u16(data, start + 2)))
        tables = {_u16(data, start + place): start + place for place in places}
        # Format 12 holds what 4 holds, and more, and is quicker to read.
        if 12 in tables:
            found = _groups(data, tables[12])
        else:
            found = _segments(data, tables[4]) if 4 in tables else set()
    except (struct.error, LookupError) as error:
        raise ValueError(f"{font.name} is not a TrueType font") from error
    return frozenset(found)


def _u16(data: bytes, at: int) -> int:
    value: int = struct.unpack_from(">H", data, at)[0]
    return value


def _table(data: bytes, name: bytes) -> int:
    for index in range(_u16(data, 4)):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise LookupError(name)


def _segments(data: bytes, at: int) -> set[int]:
    """Format 4: parallel arrays of last character, first character, delta and offset to glyph numbers."""
    count = _u16(data, at + 6) // 2
    lasts, firsts = at + 14, at + 16 + 2 * count
    deltas, offsets = firsts + 2 * count, firsts + 4 * count
    found = set()
    for i in range(0, 2 * count, 2):
        offset = _u16(data, offsets + i)
        for code in range(_u16(data, firsts + i), _u16(data, lasts + i) + 1):
            if offset:
                place = offsets + i + offset + 2 * (code - _u16(data, firsts + i))
                glyph = _u16(data, place) if place + 2 <= len(data) else 0
            else:
                glyph = (code + _u16(data, deltas + i)) & 0xFFFF
            if glyph and code != 0xFFFF:
                found.add(code)
    return found


def _groups(data: bytes, at: int) -> set[int]:
    """Format 12: runs of characters with glyph numbers in step."""
    found: set[int] = set()
    for index in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * index)
        found.update(range(first + (glyph == 0), last + 1))
    return found
