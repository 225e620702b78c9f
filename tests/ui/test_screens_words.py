"""In a language nobody speaks, every word on a screen is in that language, or belongs to the case or to the manual."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from string import ascii_lowercase

import pytest
from pseudo import PADDING, pseudo_language
from ui_screens import (
    CASES,
    after_session,
    begun,
    desk_of,
    in_session,
    never,
    played_until,
    screens_before,
    screens_of,
    working,
)
from wordlist import all_words

from game.ui.geometry import Size
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.widgets import Text
from game.view.sources import source
from game.words import ENGLISH, speak

ACCENTED = "äëïöüÿçľñřťÄËÏÖÜŸÇĽÑŘŤ"
LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
WRITTEN = ("text", "label", "name", "note", "trailing", "placeholder", "speaker", "words", "unit", "centre", "sign",
           "when", "x_label", "y_label")  # fmt: skip
SAID = {"patient_line", "therapist_line"}
MOMENTS = {
    "first session": ("guided", "expert", in_session(1, 20)),
    "at work": ("practice", "expert", working),
    "between": ("practice", "random", after_session(2)),
    "exam": ("exam", "random", in_session(3, 15)),
    "over": ("practice", "expert", never),
    "over at random": ("exam", "random", never),
}
KEYS = set(ascii_lowercase)
"""What is printed on keys."""
SOME = ("rosalind", "mehdi", "camila")
"""A case with everything, one with another culture, one with an adapted manual: the words of the game are the same."""
TURNED = ("session", "between")
"""Screens that have words of their own where there is little room."""
NAMES = {
    "To ring my sister again",
    "New in the workbook: Bea.",
    "Atkinson Hyperlegible",
    "OpenDyslexic",
    "Sixteen Weeks",
    "English",
    "Deutsch",
    "eSpeak NG",
    "PHQ",
}


@pytest.fixture
def xx():
    """The language, spoken while the test lasts."""
    plurals = {word.english: word.plural for word in all_words().values() if word.plural}
    language = pseudo_language(plurals)
    speak(language)
    yield language
    speak(ENGLISH)


def strings(value: object) -> Iterator[str]:
    """Every string in rows of a manual or a case."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from strings(tuple(value.items()))
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from strings(each)


def written(*rows: object) -> tuple[frozenset[str], str]:
    """What stands in the rows: whole strings, and everything in one; both as words only, also without brackets."""
    found = {
        plain(each)
        for row in rows
        for words in strings(row)
        for each in (words, without_brackets(words), words.partition(", ")[0])
    }
    return frozenset(found), " | ".join(found)


def without_brackets(words: str) -> str:
    """What a case says with its cards named in brackets, in the case's own words only."""
    return re.sub(r" \([^()]*\)", "", words)


def sources(book, rows: object) -> Iterator[str]:
    """Every reference in rows of a manual as screens show it."""
    if is_dataclass(rows) and not isinstance(rows, type):
        for field in fields(rows):
            value = getattr(rows, field.name)
            yield from fragments(source(book, value)) if field.name == "reference" else sources(book, value)
    elif isinstance(rows, tuple | list):
        for each in rows:
            yield from sources(book, each)


def plain(words: str) -> str:
    return " ".join(LETTERS.findall(words)).casefold()


def fragments(words: str) -> Iterator[str]:
    """The runs of words without a sign of the language."""
    for run in re.split(rf"[^\s]*[{ACCENTED}{PADDING}][^\s]*", words):
        if plain(run):
            yield plain(run)


def shown(widget) -> Iterator[str]:
    """What a widget writes."""
    for name in WRITTEN:
        value = getattr(widget, name, "")
        if isinstance(value, str):
            yield value
    for name in ("rings", "series", "markers", "marks"):
        yield from (words for words in strings(getattr(widget, name, ())) if " " in words or words.istitle())


def made_of(words: str, whole: frozenset[str]) -> bool:
    """Whether the words are content, or pieces of content one after another."""
    parts = words.split()
    reached = [True] + [False] * len(parts)
    for end in range(1, len(parts) + 1):
        reached[end] = any(reached[start] and " ".join(parts[start:end]) in whole for start in range(end))
    return reached[-1]


def foreign(widgets, content) -> set[str]:
    """Words on a screen that are neither in the language nor anybody's content."""
    found = set()
    for widget in widgets:
        if not (isinstance(widget, Text) and widget.role in SAID):
            found |= {
                words
                for words in shown(widget)
                if not (known(words, content) or known(without_brackets(words), content))
            }
    return found


def known(words: str, content) -> bool:
    """Whether words are in the language, but for content among them."""
    whole, everything = content
    return plain(words) in whole or all(
        made_of(fragment, whole) or (len(fragment.split()) > 2 and fragment in everything)
        for fragment in fragments(words)
    )


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("case", SOME)
def test_every_word_is_in_the_language_or_belongs_to_the_case_or_the_manual(book, cases, xx, case, moment):
    mode, policy, until = MOMENTS[moment]
    desk = desk_of(played_until(begun(book, cases[case], mode), policy, until))
    manual = desk.look.book
    whole, everything = written(manual.rows, manual.replies, cases[case].rows)
    spoken = {plain(line.words) for line in desk.look.transcript}
    content = (
        whole | spoken | set(sources(manual, manual.rows)) | {plain(name) for name in NAMES} | KEYS,
        everything + " | ".join(spoken),
    )
    found: dict[str, str] = {}
    for name, screen, texts in screens_of(desk):
        for text in (100, 200) if name.startswith(TURNED) else (100,):
            widgets = screen.scene(Size(1280, 720), load(Appearance(text=text)), UiState(texts=texts))
            found.update(dict.fromkeys(foreign(widgets, content), name))
    assert not found, "\n".join(f"{screen}: {words}" for words, screen in sorted(found.items()))


def test_every_word_before_a_treatment_is_in_the_language_or_belongs_to_a_case(book, cases, xx):
    shelf = [cases[name] for name in CASES]
    whole, everything = written(book.rows, *(case.rows for case in shelf))
    content = (whole | {plain(name) for name in NAMES} | KEYS, everything)
    found: dict[str, str] = {}
    for case in shelf:
        for name, screen, texts in screens_before(desk_of(begun(book, case), shelf), case.rows.id):
            widgets = screen.scene(Size(1280, 720), load(), UiState(texts=texts))
            found.update(dict.fromkeys(foreign(widgets, content), name))
    assert not found, "\n".join(f"{screen}: {words}" for words, screen in sorted(found.items()))


def test_words_looked_up_are_words_that_translators_know(book, cases, xx):
    for mode, policy, until in MOMENTS.values():
        desk = desk_of(played_until(begun(book, cases["rosalind"], mode), policy, until), list(cases.values()))
        for _, screen, texts in (*screens_of(desk), *screens_before(desk, "rosalind")):
            screen.scene(Size(1280, 720), load(), UiState(texts=texts))
    assert xx.words.asked - all_words().keys() == set()
