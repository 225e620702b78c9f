"""The reference of every key for the guide, as Markdown."""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from game.author.schema.documented import documented
from game.case import Case
from game.reading import FilePath, Ident, Length, OneOrMany, Range, Refers

_MOST_WORDS: Final = 16


def reference(root: type[Any] = Case) -> str:
    """Return a table of keys for each group, the case itself first, each group once."""
    return "\n".join(line for cls in groups(root) for line in _group(cls))


def groups(root: type[Any]) -> tuple[type[Any], ...]:
    """Return the groups of keys that a case consists of, in the order in which they are met."""
    found: list[type[Any]] = [root]
    for cls in found:
        for hint in get_type_hints(cls, include_extras=True).values():
            found += [each for each in _records(hint) if each not in found]
    return tuple(found)


def _records(annotation: Any) -> Iterator[type[Any]]:
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from _records(argument)


def _group(cls: type[Any]) -> Iterator[str]:
    name = "The case" if cls is Case else cls.__name__
    yield f"#### {name}"
    yield ""
    yield " ".join((cls.__doc__ or "").split())
    yield ""
    yield "| key | what is written | what it means | example |"
    yield "|---|---|---|---|"
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        key = field.name.removesuffix("_")
        base, markers = _unwrap(hints[field.name])
        told = documented(cls, key, markers)
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        kind = _kind(base, markers)
        shown = f"**`{key}`**" if needed else f"`{key}`"
        example = "<br>".join(f"`{line.strip()}`" for line in told.example.splitlines() if line.strip())
        yield f"| {shown} | {_cell(kind)} | {_cell(told.says)} | {_cell(example)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _kind(annotation: Any, markers: tuple[Any, ...] = ()) -> str:
    base, own = _unwrap(annotation)
    markers = own + markers
    origin, arguments = get_origin(base), get_args(base)
    if origin in (Union, types.UnionType):
        return _kind(next(each for each in arguments if each is not type(None)), markers)
    if origin is Literal:
        return _words([str(each) for each in arguments])
    length = next((marker for marker in markers if isinstance(marker, Length)), None)
    if origin is tuple:
        bare = any(isinstance(marker, OneOrMany) for marker in markers)
        many = f"{length.lo} to {length.hi}" if length is not None else "a list"
        return f"{'one or ' if bare and length is None else ''}{many} of: {_kind(arguments[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"for each of: {_kind(arguments[0])} — {_kind(arguments[1])}"
    if dataclasses.is_dataclass(base) and isinstance(base, type):
        return f"keys of {base.__name__}"
    if base is bool:
        return "true or false"
    return _number(markers) if base is int else _text(markers, length)


def _number(markers: tuple[Any, ...]) -> str:
    bounds = [marker for marker in markers if isinstance(marker, Range)]
    return f"{max(b.lo for b in bounds)} to {min(b.hi for b in bounds)}" if bounds else "a whole number"


def _text(markers: tuple[Any, ...], length: Length | None) -> str:
    for marker in markers:
        match marker:
            case Refers(kinds=kinds, prefixed=prefixed):
                return " or ".join(f"`{kind}:id`" for kind in kinds) if prefixed else f"id of a {' or '.join(kinds)}"
            case Ident():
                return "an id"
            case FilePath():
                return "a file in the case's folder"
            case _:
                continue
    return f"text, up to {length.hi}" if length is not None else "text"


def _words(words: list[str]) -> str:
    more = f" … ({len(words)} in all)" if len(words) > _MOST_WORDS else ""
    return ", ".join(f"`{word}`" for word in words[:_MOST_WORDS]) + more


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[0], annotation.__metadata__
    return annotation, ()
