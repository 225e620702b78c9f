"""Editing the words of a text field: caret, selection, words, lines. Pure functions of a small value."""

import re
from dataclasses import dataclass, replace

_WORD = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """The words of a field with the caret and the other end of the selection."""

    text: str
    caret: int
    anchor: int

    @property
    def selected(self) -> str:
        """The selected words."""
        first, last = sorted((self.caret, self.anchor))
        return self.text[first:last]

    def insert(self, words: str, limit: int) -> "Edit":
        """Put words in place of the selection, as many as the limit of the field leaves room for."""
        first, last = sorted((self.caret, self.anchor))
        room = max(0, limit - (len(self.text) - (last - first)))
        words = words[:room]
        place = first + len(words)
        return Edit(self.text[:first] + words + self.text[last:], place, place)

    def to(self, caret: int, *, extend: bool) -> "Edit":
        """Move the caret, keeping the other end of the selection when it is extended."""
        caret = min(len(self.text), max(0, caret))
        return replace(self, caret=caret, anchor=self.anchor if extend else caret)

    def erase(self, caret: int) -> "Edit":
        """Erase the selection, or what lies between the caret and another place."""
        if self.selected:
            return self.insert("", len(self.text))
        return replace(self, anchor=min(len(self.text), max(0, caret))).insert("", len(self.text))

    def word_left(self) -> int:
        """Return the start of the word before the caret."""
        starts = [match.start() for match in _WORD.finditer(self.text) if match.start() < self.caret]
        return starts[-1] if starts else 0

    def word_right(self) -> int:
        """Return the end of the word after the caret."""
        ends = (match.end() for match in _WORD.finditer(self.text) if match.end() > self.caret)
        return next(ends, len(self.text))

    def around(self, place: int) -> "Edit":
        """Select the word at a place."""
        for match in _WORD.finditer(self.text):
            if match.start() <= place <= match.end():
                return Edit(self.text, match.end(), match.start())
        return self.to(place, extend=False)
