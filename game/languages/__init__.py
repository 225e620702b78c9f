"""The languages that the game's own words can be had in: which there are, which is wanted, and speaking it.

Each is one file under the assets' languages, read as it is: nothing has to be compiled, and a translator sees a
change at the next start. Nothing is read while English is spoken.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from game.languages.po import Entry, LanguageFault, catalogue_of, fault_of, header, read, slots_of
from game.resources import assets_folder
from game.words import ENGLISH, Catalogue, speak

__all__ = [
    "VARIABLE",
    "Entry",
    "Language",
    "LanguageFault",
    "catalogue",
    "catalogue_of",
    "fault_of",
    "file_of",
    "languages",
    "read",
    "slots_of",
    "speak_in",
    "wanted",
]

VARIABLE = "SIXTEEN_WEEKS_LANGUAGE"
_SUFFIX = ".po"


@dataclass(frozen=True, slots=True)
class Language:
    """A language there is a file for, and what it calls itself."""

    code: str
    name: str


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """Return the languages there are: English, then the others by name."""
    found = [Language(path.stem, _own_name(path)) for path in _files()]
    return (Language("en", "English"), *sorted(found, key=lambda each: each.name))


def wanted(chosen: str = "", preferred: Iterable[str] = ()) -> str:
    """Return the code of the language to speak: the one chosen, else the variable's, else the system's, else English.

    `preferred` are the system's languages as far as they are known; after them the environment is asked.
    """
    there = {"en", *(path.stem for path in _files())}
    asked = (chosen, os.environ.get(VARIABLE, ""), *preferred, *_environment())
    return next((code for word in asked for code in _codes(word) if code in there), "en")


def speak_in(code: str) -> None:
    """Say everything in a language from now on. Raises LanguageFault, and goes on in English, where that fails."""
    speak(ENGLISH)
    if code != ENGLISH.code:
        speak(catalogue(code))


@lru_cache(maxsize=4)
def catalogue(code: str) -> Catalogue:
    """Return the words of a language. Raises LanguageFault when there is no such file or it cannot be used."""
    path = file_of(code)
    return catalogue_of(code, read(path), path.name)


def file_of(code: str) -> Path:
    """Return the file of a language."""
    return assets_folder() / "languages" / f"{code}{_SUFFIX}"


def _files() -> Iterator[Path]:
    return (assets_folder() / "languages").glob(f"*{_SUFFIX}")


def _environment() -> Iterator[str]:
    """Yield what the environment says that the system speaks, by precedence."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    yield next((os.environ[name] for name in names if os.environ.get(name)), "")


def _codes(word: str) -> tuple[str, ...]:
    """Return what `de_AT.UTF-8` or `de-AT` asks for: `de_AT`, then `de`. The language of "C" is English."""
    plain = re.split(r"[.@]", word, maxsplit=1)[0].replace("-", "_")
    if plain in {"C", "POSIX"}:
        return ("en",)
    return (plain, plain.split("_")[0]) if plain.replace("_", "").isalpha() else ()


def _own_name(path: Path) -> str:
    """Return what a language calls itself, by the header of its file; its code where that cannot be read."""
    try:
        return header(read(path)[0].said[0], "X-Language-Name") or path.stem
    except (LanguageFault, IndexError):
        return path.stem
