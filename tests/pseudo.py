"""A language nobody speaks: English, accented, and longer by two fifths. What has no accents was never wrapped."""

import re
from collections.abc import Iterator, Mapping

from game.words import Catalogue

_PARTS = re.compile(r"(\{[^}]*\})")
_ACCENTED = str.maketrans("aeiouyclnrtAEIOUYCLNRT", "äëïöüÿçľñřťÄËÏÖÜŸÇĽÑŘŤ")
PADDING = "·"
"""What makes words longer."""


def pseudo(english: str) -> str:
    """The words in the language: slots are left alone."""
    return "".join(part if part.startswith("{") else _stretched(part) for part in _PARTS.split(english))


def _stretched(words: str) -> str:
    """Accented, and longer after the last letter, so that signs around a slot keep to it."""
    letters = [place for place, character in enumerate(words) if character.isalpha()]
    if not letters:
        return words
    end = letters[-1] + 1
    return words[:end].translate(_ACCENTED) + PADDING * max(1, round(0.4 * len(letters))) + words[end:]


class _Words(Mapping[str, str]):
    """Whatever is asked for, in the language; and what was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, english: str) -> str:
        self.asked.add(english)
        return pseudo(english.rpartition("\x04")[2])

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


class _Forms(Mapping[str, tuple[str, ...]]):
    """Of words about a number, only the plural: a language may have no other."""

    def __init__(self, plurals: Mapping[str, str]) -> None:
        self._plurals = plurals

    def __getitem__(self, english: str) -> tuple[str, ...]:
        return (pseudo(self._plurals[english]),) * 2

    def __iter__(self) -> Iterator[str]:
        return iter(self._plurals)

    def __len__(self) -> int:
        return len(self._plurals)


def pseudo_language(plurals: Mapping[str, str]) -> Catalogue:
    """The language; `plurals` are the English plurals by their singulars."""
    return Catalogue("xx", _Words(), _Forms(plurals))
