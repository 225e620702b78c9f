"""Words that may be misspelt: without a dictionary, by what the manual and the whole shelf of cases write."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Final

from game.case import CASE_FILE, Case, shelf, spoken_lines
from game.manual import Book, Reply
from game.reading import Diagnostic, Tree

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_USUAL: Final = 3
_LONG_ENOUGH: Final = 5


def spelling(case: Case, tree: Tree, book: Book) -> tuple[Diagnostic, ...]:
    """Return a hint (SW226) for each word that stands once and is a letter away from one that stands often."""
    texts = [(("referral", "letter"), case.referral.letter), *spoken_lines(case)]
    own = Counter(word for _, text in texts for word in _words(text))
    known = _of_the_shelf(book)
    usual = [word for word, times in (known + own).items() if times >= _USUAL]
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = []
    for path, text in texts:
        for word in dict.fromkeys(_words(text)):
            if own[word] > 1 or known[word] > own[word] or _is_built(word, known):
                continue
            near = process.extractOne(word, usual, scorer=OSA.distance, score_cutoff=1)
            if near is not None and _is_slip(word, near[0]):
                problem, instead = f"'{word}' stands once in the case", f"did you mean '{near[0]}'?"
                found.append(tree.diagnostic(path, "SW226", problem, instead))
    return tuple(found)


def _is_slip(word: str, usual: str) -> bool:
    """Tell whether one is likely a slip for the other: any letter of a name; else one too many, lost or swapped."""
    if len(usual) < _LONG_ENOUGH or word == usual or word[:-1] == usual or usual[:-1] == word:
        return False
    return usual[0].isupper() or len(word) != len(usual) or sorted(word) == sorted(usual)


def _words(text: str) -> Iterator[str]:
    return (word.group() for word in _WORD.finditer(text))


def _is_built(word: str, known: "Counter[str]") -> bool:
    """Tell whether it is a known word with a usual ending, or in other capitals."""
    plain = word.casefold()
    roots = [plain, *(plain.removesuffix(end) for end in ("s", "es", "d", "ed", "r", "er", "ing", "ly", "y"))]
    return any(known[root] or known[root.capitalize()] or known[root + "e"] for root in roots if root != word)


@cache
def _of_the_shelf(book: Book) -> "Counter[str]":
    """Count the words of the manual's wordings and of every case on the shelf."""
    texts = [wording for intent in book.rows.intents for wording in intent.wordings]
    texts += [line for reply in book.replies.values() for line in _lines_of(reply)]
    texts += [(folder / CASE_FILE).read_text(encoding="utf-8", errors="replace") for folder in shelf()]
    return Counter(word for text in texts for word in _words(text))


def _lines_of(reply: Reply) -> Iterator[str]:
    for field in fields(reply):
        lines = getattr(reply, field.name)
        if isinstance(lines, tuple):
            yield from lines
