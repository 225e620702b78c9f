"""Reading of a language file: gettext's `.po`, as translators know it and their tools write it."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from game.words import Catalogue, germanic, in_context

_SLOT = re.compile(r"\{(\w*)")
_ESCAPE = re.compile(r"\\(.)")
_WHOLE = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*')
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_GERMANIC = re.compile(r"\(?n\s*!=\s*1\)?")
_FUZZY = "fuzzy"
_FIRST = {_FUZZY, "msgctxt", "msgid"}
_FORMS = tuple(f"msgstr[{form}]" for form in range(6))
_KEYWORDS = {"", "msgctxt", "msgid", "msgid_plural", "msgstr", *_FORMS}


class LanguageFault(ValueError):
    """A language file cannot be used. The message is a sentence with the file and the line."""


class Entry(NamedTuple):
    """One entry: the English words and what is said for them, one form or several; `line` is where it begins.

    The first entry of a file, without English words, is its header.
    """

    line: int
    context: str | None
    english: str
    plural: str | None
    said: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a catalogue finds it by."""
        return self.english if self.context is None else in_context(self.context, self.english)


def read(path: Path) -> tuple[Entry, ...]:
    """Return what a language file holds; what is marked fuzzy or has been given up is left out.

    Raises LanguageFault for a file or a line that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LanguageFault(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LanguageFault(f"{path.name} is not UTF-8 text.") from error
    return tuple(_entries(text, path.name))


def catalogue_of(code: str, found: Iterable[Entry], file: str) -> Catalogue:
    """Return entries as a catalogue; words not yet translated are left out.

    Raises LanguageFault when slots are not those of the English words, or the rule of the plural is none.
    """
    words: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    form_of: Callable[[int], int] = germanic
    for entry in found:
        if not entry.english:
            form_of = _rule(entry.said[0], file)
        elif all(entry.said):
            fault = fault_of(entry)
            if fault:
                raise LanguageFault(f"{file}:{entry.line}: {fault}")
            if entry.plural is None:
                words[entry.key] = entry.said[0]
            else:
                forms[entry.key] = entry.said
    return Catalogue(code, words, forms, form_of)


def fault_of(entry: Entry) -> str:
    """Return in a sentence what is wrong with the slots of an entry; empty when nothing is."""
    slots = slots_of(entry.english) | slots_of(entry.plural or "")
    spared = {"count"} if entry.plural else set()
    for said in entry.said:
        unknown, missing = slots_of(said) - slots, slots - slots_of(said) - spared
        if unknown:
            return f"“{entry.english}” has no {_braces(unknown)}."
        if missing:
            return f"{_braces(missing)} of “{entry.english}” is missing."
    return ""


def slots_of(words: str) -> set[str]:
    """Return the names in braces."""
    return set(_SLOT.findall(words)) if "{" in words else set()


def header(text: str, name: str) -> str:
    """Return one line of a header, without its name; empty when there is none of that name."""
    found = re.search(rf"^{name}:\s*(.*?)\s*$", text, re.MULTILINE)
    return found[1] if found else ""


def _entries(text: str, file: str) -> Iterator[Entry]:
    parts: dict[str, str] = {}
    begun, whole = 0, False
    for line, word, words in _statements(text, file):
        if whole and word in _FIRST:
            yield from _entry(parts, begun, file)
            parts, whole = {}, False
        begun = begun if parts else line
        parts[word] = words
        whole = whole or word.startswith("msgstr")
    if parts.keys() - {_FUZZY}:
        yield from _entry(parts, begun, file)


def _statements(text: str, file: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, keyword and words of each statement, with the words of the lines that continue it."""
    held: tuple[int, str, str] | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line[0] == "#":
            if line.startswith("#,") and _FUZZY in line:
                if held:
                    yield held
                held = (number, _FUZZY, "")
            continue
        word, words = _parted(line)
        if word not in _KEYWORDS or not (word or held):
            raise LanguageFault(f"{file}:{number}: this is neither a comment nor msgid, msgstr or words in quotes.")
        if held and not word:
            held = (held[0], held[1], held[2] + words)
            continue
        if held:
            yield held
        held = (number, word, words)
    if held:
        yield held


def _parted(line: str) -> tuple[str, str]:
    """Return the keyword of a line, empty where words only go on, and its words; "?" for what is no such line."""
    word, _, quoted = line.partition('"')
    words = quoted[:-1]
    if not quoted.endswith('"'):
        return "?", ""
    if "\\" not in words:
        return ("?", "") if '"' in words else (word.rstrip(), words)
    if not _WHOLE.fullmatch(words):
        return "?", ""
    return word.rstrip(), _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), words)


def _entry(parts: dict[str, str], line: int, file: str) -> Iterator[Entry]:
    """Yield the entry, unless nobody has looked at it again since the English changed."""
    said = (parts["msgstr"],) if "msgstr" in parts else tuple(parts[form] for form in _FORMS if form in parts)
    if "msgid" not in parts or not said:
        raise LanguageFault(f"{file}:{line}: this entry lacks its msgid or its msgstr.")
    if _FUZZY not in parts:
        yield Entry(line, parts.get("msgctxt"), parts["msgid"], parts.get("msgid_plural"), said)


def _rule(head: str, file: str) -> Callable[[int], int]:
    """Return which form stands with a number, by the header's own rule; most languages have the one of English."""
    rule = header(head, "Plural-Forms").partition("plural=")[2].rstrip("; ")
    if not rule or _GERMANIC.fullmatch(rule):
        return germanic
    from gettext import c2py

    try:
        return c2py(rule)
    except ValueError as error:
        raise LanguageFault(f"{file}: the header's rule of the plural, “{rule}”, cannot be read.") from error


def _braces(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
