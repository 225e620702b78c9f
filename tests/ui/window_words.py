"""What to type into the palette so that a wanted move comes up: few words, as a person would find them."""

import re
from collections.abc import Iterator

from game.ui.screens import palette
from game.ui.screens.outlook import Outlook

_LETTERS = re.compile(r"[a-z]+")
_NEAR_THE_TOP = 2
_ENOUGH_LETTERS = 9


def words_for(look: Outlook, intent: str, target: str | None) -> tuple[str, str]:
    """Return the row of the palette that is wanted, and few words that bring it near the top."""
    move = next(move for move in look.moves if move.intent == intent)
    name = next((concern.name for concern in look.room.concerns if concern.ref == target), "")
    wanted = f"palette.move.{intent}.{target or ''}"
    best: tuple[int, str, str] | None = None
    for words in _ways_to_type(move.name, name):
        rows = [f"palette.move.{match.move.intent}.{match.target or ''}" for match in palette.found_moves(look, words)]
        above = len(palette.found_doors(look, words))
        row = wanted if wanted in rows else f"palette.move.{intent}."
        if row not in rows or (row != wanted and not move.needs_target):
            continue
        rank = rows.index(row) + above
        if best is None or rank < best[0]:
            best = rank, row, words
        if rank <= _NEAR_THE_TOP:
            break
    if best is None:
        raise AssertionError(f"no words bring {intent!r} about {target!r} into the palette")
    return best[1], best[2]


def _ways_to_type(move: str, target: str) -> Iterator[str]:
    """Yield what one might type, the shortest first: parts of words, then whole names."""
    words = sorted(_LETTERS.findall(move.lower()), key=lambda word: -len(word))
    about = first_letters(target)
    for word in words[:2]:
        yield f"{word[:_ENOUGH_LETTERS]} {about}".strip()
    yield f"{' '.join(word[:_ENOUGH_LETTERS] for word in words[:2])} {about}".strip()
    yield f"{' '.join(_LETTERS.findall(move.lower()))} {about}".strip()
    yield " ".join(_LETTERS.findall(move.lower()))


def first_letters(name: str) -> str:
    """Return the beginning of a name's first word of some length."""
    words = _LETTERS.findall(name.lower())
    return next((word[:_ENOUGH_LETTERS] for word in words if len(word) > 3), " ".join(words))
