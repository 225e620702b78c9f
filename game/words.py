"""The game's own words, in the language of whoever reads them. English is written where it is used: `_("Continue")`.

A literal and named slots, so that a test can find every word that a language file must have. Words about therapy
that belong to the manual or to a case are content and never pass through here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

_CONTEXT = "\x04"


def germanic(count: int) -> int:
    """Return which of two forms stands with a number, as in English: the first for one, the second for all others."""
    return int(count != 1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language; what it lacks is said in English."""

    code: str = "en"
    words: Mapping[str, str] = field(default_factory=dict)
    """By the English words; with a context before them as `in_context` joins the two."""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words about a number, by the English singular."""
    form_of: Callable[[int], int] = germanic
    """Which of the forms stands with a number."""


ENGLISH = Catalogue()
_spoken = ENGLISH
_forgetting: list[Callable[[], None]] = []


def speak(catalogue: Catalogue) -> None:
    """From now on, say what is in the catalogue. Words already on a screen stay until it is made again."""
    global _spoken  # noqa: PLW0603 (one reader, who reads one language at a time)
    if catalogue is not _spoken:
        _spoken = catalogue
        for forget in _forgetting:
            forget()


def language() -> str:
    """Return the code of the language spoken, such as "en"."""
    return _spoken.code


def _(english: str, /, **slots: object) -> str:
    """Return the words in the language spoken; `{name}` takes the slot of that name."""
    words = _spoken.words.get(english) or english
    return words.format(**slots) if slots else words


def n_(one: str, many: str, count: int, /, **slots: object) -> str:
    """Return words about a number: `n_("{count} minute left", "{count} minutes left", 3)`."""
    forms = _spoken.forms.get(one)
    words = forms[_spoken.form_of(count)] if forms else (one, many)[germanic(count)]
    return words.format(count=count, **slots)


def p_(context: str, english: str, /, **slots: object) -> str:
    """Return words that other languages say differently from place to place: `p_("on a button", "End")`."""
    words = _spoken.words.get(in_context(context, english)) or english
    return words.format(**slots) if slots else words


def later(english: str) -> str:
    """Return the words as they are, found by translators; whoever shows them says `_(words)`. For tables."""
    return english


def in_context(context: str, english: str) -> str:
    """Return the key of words that stand in a context."""
    return context + _CONTEXT + english


# -- numbers and dates ---------------------------------------------------------------------------------


def decimal(value: float, places: int = 1) -> str:
    """Return a number with so many places after the decimal point, or comma."""
    return f"{value:.{places}f}".replace(".", p_("decimal sign", "."))


_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def day(when: date) -> str:
    """Return a date with the name of its month."""
    return _("{day} {month} {year}", day=when.day, month=_(_MONTHS[when.month - 1]), year=when.year)


# -- caches --------------------------------------------------------------------------------------------


class _Cached(Protocol):
    def cache_clear(self) -> None: ...

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...


_CachedT = TypeVar("_CachedT", bound=_Cached)


def holds_words(cached: _CachedT) -> _CachedT:
    """Have an `lru_cache` whose results hold words forget them when another language is spoken."""
    _forgetting.append(cached.cache_clear)
    return cached
