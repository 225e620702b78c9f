"""Where a row of the manual comes from, in words a reader can use: books and pages, never the manual's own ids."""

import re
from functools import lru_cache

from game.manual import Book
from game.words import _, holds_words

_ID = r"[A-Z]{1,2}\d{1,2}"
_NOUN = r"(?:tasks?|techniques?|strateg(?:y|ies)|errors?)"
_ROWS = rf"{_NOUN} {_ID}(?:(?:, | and | to )(?:{_NOUN} )?{_ID})*"
_WITH_SOURCE = re.compile(rf"^{_ROWS} \((?P<source>.*?)\)(?=\.|$)", re.IGNORECASE)
_DIRECTION = re.compile(rf"^Direction: (?P<rows>{_ROWS})", re.IGNORECASE)
_INLINE = re.compile(_ROWS, re.IGNORECASE)
_LEADING = re.compile(r"^(?:direction: )?(?:recalled: )?", re.IGNORECASE)


@holds_words
@lru_cache(maxsize=1024)
def source(book: Book, reference: str) -> str:
    """Return a reference in plain words: "Source, recalled: Klerman et al. 1984. Wording ours." is one.

    Where a reference only points to other rows of the manual, what stands behind those is named in their place.
    Words that say their source already stay as they are.
    """
    if any(reference.startswith(words) for words in (_told(""), _told("", recalled=True))):
        return reference
    words = _WITH_SOURCE.sub(lambda found: _capital(found["source"]), reference)
    words = _DIRECTION.sub(lambda found: _behind(book, found["rows"]), words)
    words = _INLINE.sub(lambda found: _named(book, found[0]), words)
    recalled = words.lower().startswith("recalled: ")
    words = _LEADING.sub("", words).replace("..", ".")
    words = f"our own{words[len('Ours') :]}" if words.startswith("Ours") else words
    return _told(words, recalled=recalled)


def _told(words: str, *, recalled: bool = False) -> str:
    return _("Source, recalled: {words}", words=words) if recalled else _("Source: {words}", words=words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _behind(book: Book, rows: str) -> str:
    """Return what the rows pointed to rest on themselves; their names where that is only other rows again."""
    found = dict.fromkeys(_reference(book, row).rstrip(".") for row in re.findall(_ID, rows))
    return "; ".join(found)


def _reference(book: Book, row: str) -> str:
    if row in book.strategies:
        return book.strategies[row][1].reference
    return (book.tasks.get(row) or book.techniques.get(row) or book.errors[row]).reference


def _named(book: Book, rows: str) -> str:
    return " and ".join(f"“{_name(book, row)}”" for row in re.findall(_ID, rows))


def _name(book: Book, row: str) -> str:
    if row in book.strategies:
        return book.strategies[row][1].name
    return (book.tasks.get(row) or book.techniques.get(row) or book.errors[row]).name
