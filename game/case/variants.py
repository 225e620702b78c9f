"""Parallel variants of a case: the same patient under other names, so that two cohorts can sit one exam.

Only words change, whole words and everywhere: nothing that decides what a move brings. So a variant is as hard as the
case it is made from, and what is proved of one holds for the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from game.case.index import CaseFile
from game.case.model import Case, Variant
from game.case.portraits import Portrait
from game.reading import Declares, FilePath, Ident, Refers

_NAMES: Final = (Declares, FilePath, Ident, Refers)
"""What marks a text that names a thing for the program and is never shown as words."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rewording:
    """Whole words and what stands in their place; longer ones first, so that a full name goes before a first name."""

    words: Mapping[str, str]
    pattern: "re.Pattern[str]"

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Rewording":
        """Make ready to replace the keys of `words` by their values."""
        longest_first = sorted(words, key=len, reverse=True)
        return cls(words, re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first) or r"(?!)"))

    def __call__(self, text: str) -> str:
        """Return `text` in the other words."""
        return self.pattern.sub(lambda found: self.words[found.group()], text)

    def uses(self, text: str) -> set[str]:
        """Return the words to be replaced that stand in `text`."""
        return {found.group() for found in self.pattern.finditer(text)}


def in_variant(case: CaseFile, name: str) -> CaseFile:
    """Return the case as its variant `name` tells it, with the same fingerprint. Raises KeyError for an unknown one."""
    variant = next((row for row in case.rows.variants if row.id == name), None)
    if variant is None:
        raise KeyError(name)
    rows: Case = _reworded(case.rows, Case, Rewording.of(variant.words))
    return CaseFile.of(_with_faces(rows, variant), case.hash, variant=name)


def as_told(case: CaseFile, variant: str | None) -> CaseFile:
    """Return the case, or its variant of that name. Raises KeyError for an unknown one."""
    return case if variant in (None, case.variant) else in_variant(case, str(variant))


def words_of(case: Case) -> "tuple[str, ...]":
    """Return every text of the case that is words for somebody to read, in the order of the model."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _reworded(replace(case, variants=()), Case, keep)
    return tuple(found)


def _with_faces(rows: Case, variant: Variant) -> Case:
    """Let people keep the face chosen for their id; the patient may be given another."""
    face: Portrait = variant.portrait or rows.patient.portrait
    return replace(rows, patient=replace(rows.patient, portrait=face))


def _reworded(value: _T, hint: Any, say: Any) -> _T:
    """Return `value`, which is a `hint`, with its words said otherwise."""
    if isinstance(value, str):
        return say(value) if _is_words(hint) else value
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        changed = {each.name: _reworded(getattr(value, each.name), hints[each.name], say) for each in fields(value)}
        return replace(value, **changed)
    if isinstance(value, tuple):
        inner = _item_of(hint)
        return tuple(_reworded(item, inner, say) for item in value)  # type: ignore[return-value]
    if isinstance(value, Mapping):
        inner = _item_of(hint)
        return {key: _reworded(item, inner, say) for key, item in value.items()}  # type: ignore[return-value]
    return value


def _is_words(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *markers = get_args(hint)
        return not any(isinstance(marker, _NAMES) for marker in markers) and _is_words(inner)
    if origin in (Union, UnionType):
        return all(_is_words(each) for each in get_args(hint) if each is not type(None))
    return hint is str and origin is not Literal


def _item_of(hint: Any) -> Any:
    """Return what a tuple or the values of a mapping hold."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _item_of(get_args(hint)[0])
    if origin in (Union, UnionType):
        return next((_item_of(each) for each in get_args(hint) if each is not type(None)), Any)
    args = get_args(hint)
    return args[-1] if origin is not tuple or args[-1] is not Ellipsis else args[0]


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls, include_extras=True)
