"""From a Tree to frozen dataclasses, by their annotations, with every fault at its place."""

import dataclasses
import functools
import re
import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from game.reading.diagnostics import Diagnostic, Faults, Ledger, Place, quoted
from game.reading.markers import Example, Keyed, Keys, Length, OneOrMany
from game.reading.run import REFUSED, Known, Refused, Run, Trail
from game.reading.scalars import Convert, choice, text, truth, whole_number
from game.reading.tree import SPOILT, Tree, Value

T = TypeVar("T")
_NOTHING_KNOWN: Final[Known] = types.MappingProxyType({})
_PROSE: Final = re.compile(r"[^\w]")
"""What a key never holds, and the rest of a sentence does."""


def shape(cls: type[T], tree: Tree, known: Known = _NOTHING_KNOWN) -> T:
    """Convert a tree into the dataclass `cls`; raise Faults (SW020 to SW032) with all that is wrong.

    `known` names the things that exist outside the file, by kind: `Refers` accepts them. Text comes without
    white space around it, lists as tuples, mappings as dicts in the order of the file. A field whose name
    ends in `_` is written without it. An annotation that cannot be read from a file raises TypeError.
    """
    made, faults = shape_faults(cls, tree, known)
    if made is None:
        raise Faults(faults)
    return made


def shape_faults(cls: type[T], tree: Tree, known: Known = _NOTHING_KNOWN) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Convert like `shape`, but return the faults; what was made is None exactly when there are some."""
    run = Run(tree, known, Ledger(tree.file))
    made = _record(cls)(run, tree.value, tree.start, None)
    run.resolve()
    faults = run.ledger.diagnostics()
    return (None if faults or made is REFUSED else cast("T", made)), faults


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    convert: Convert
    required: bool
    takes_none: bool
    example: str


class _Record:
    """Converts a group of keys into one dataclass. Its fields are worked out on first use, once."""

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls

    @functools.cached_property
    def _fields(self) -> dict[str, _Field]:
        hints = get_type_hints(self._cls, include_extras=True)
        fields = {}
        for each in dataclasses.fields(self._cls):
            if not each.init:
                continue
            base, markers = _unwrap(hints[each.name])
            key = each.name.removesuffix("_")
            required = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
            example = next((marker.text for marker in markers if isinstance(marker, Example)), "")
            convert = _converter(base, markers)
            fields[key] = _Field(each.name, convert, required, _takes_none(base), example)
        return fields

    @functools.cached_property
    def _required(self) -> tuple[str, ...]:
        return tuple(key for key, each in self._fields.items() if each.required)

    def __call__(self, run: Run, value: Value, place: Place, trail: Trail) -> object:
        return self.convert(run, value, place, trail, None)

    def convert(
        self, run: Run, value: Value, place: Place, trail: Trail, given: tuple[str, str, Place] | None
    ) -> object:
        """Convert `value`; the field `given` takes its value (with that place) from the key around it."""
        if type(value) is not dict:
            return run.refuse(value, f"keys with values: {', '.join(self._fields)}", place, trail)
        marks = cast("dict[str, tuple[Place, Place]]", run.tree.marks[id(value)])
        made: dict[str, object] = {}
        known = True
        taken = ""
        if given:
            taken, key, key_place = given[0].removesuffix("_"), given[1], given[2]
            made[given[0]] = self._fields[taken].convert(run, key, key_place, trail)
        for key, child in value.items():
            field = self._fields.get(key)
            if field is None or key == taken:
                known = False
            elif child is not None or field.required or field.takes_none:
                made[field.name] = field.convert(run, child, marks[key][1], (trail, key))
        complete = known and REFUSED not in made.values()
        meant = set() if known else self._report_unknown(run, value, trail, taken)
        for key in self._required:
            if key not in value and key != taken:
                complete = False
                if key not in meant:
                    self._report_missing(run, key, place, trail)
        return self._cls(**made) if complete else REFUSED

    def _report_unknown(self, run: Run, value: dict[str, Value], trail: Trail, taken: str) -> set[str]:
        """Report unknown keys; give the keys they were probably meant to be, which are not missing then."""
        marks = cast("dict[str, tuple[Place, Place]]", run.tree.marks[id(value)])
        allowed = [key for key in self._fields if key != taken]
        free = [key for key in allowed if key not in value]
        meant: set[str] = set()
        for key, held in value.items():
            if key not in allowed:
                guess = run.guess(key, free)
                problem = f"the key {quoted(key)} is not known here"
                hint = f"did you mean {quoted(guess)}? " if guess else ""
                instead = f"{hint}allowed: {', '.join(allowed)}"
                if held is None and not guess and _PROSE.search(key):
                    problem = f"a text ends at a comma inside {{ }}, so {quoted(key)} was taken for a key"
                    instead = "put quotes around the whole text"
                run.fault(marks[key][0], (trail, key), "SW020", problem, instead, run.sure(key, free))
                if guess:
                    meant.add(guess)
        return meant

    def _report_missing(self, run: Run, key: str, place: Place, trail: Trail) -> None:
        example = self._fields[key].example
        line = quoted(f"{key}: {example}", 120)
        instead = f"add {line}" if example else f"add a line that begins with '{key}:'"
        run.fault(place, trail, "SW021", f"the key '{key}' is missing", instead)


_record = cast("Callable[[type[Any]], _Record]", functools.cache(_Record))


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Split `Annotated[X, *markers]` into X and its markers."""
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[0], annotation.__metadata__
    return annotation, ()


def _takes_none(base: Any) -> bool:
    return type(None) in get_args(base) and get_origin(base) in {Union, types.UnionType}


def _converter(annotation: Any, markers: tuple[Any, ...] = ()) -> Convert:
    """Make the converter for an annotation; raise TypeError when no file could hold such a value."""
    base, own = _unwrap(annotation)
    markers = own + markers
    origin, arguments = get_origin(base), get_args(base)
    if _takes_none(base) and len(arguments) == 2:
        return _optional(_converter(next(each for each in arguments if each is not type(None)), markers))
    if origin is Literal:
        return choice(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        keyed = next((marker.field for marker in markers if isinstance(marker, Keyed)), None)
        return _keyed(arguments[0], keyed, markers) if keyed else _list(arguments[0], markers)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(arguments[0], arguments[1], markers)
    if dataclasses.is_dataclass(base) and isinstance(base, type):
        return _record(base)
    return _scalar(base, markers)


def _scalar(base: Any, markers: tuple[Any, ...]) -> Convert:
    if base is str:
        return text(markers)
    if base is int:
        return whole_number(markers)
    if base is bool:
        return truth
    message = f"{base!r} cannot be read from a file"
    raise TypeError(message)


def _optional(convert: Convert) -> Convert:
    return lambda run, value, place, trail: None if value is None else convert(run, value, place, trail)


def _list(item: Any, markers: tuple[Any, ...]) -> Convert:
    convert_item = _converter(item)
    lengths = _lengths(markers)
    bare = any(isinstance(marker, OneOrMany) for marker in markers)

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not list:
            if bare and value is not None and value is not SPOILT:
                one = convert_item(run, value, place, trail)
                return REFUSED if one is REFUSED else (one,)
            return run.refuse(value, "a list, each item on a line that begins with '- '", place, trail)
        marks = run.tree.marks[id(value)]
        made = tuple(
            [
                convert_item(run, child, cast("list[Place]", marks)[number], (trail, number))
                for number, child in enumerate(value)
            ]
        )
        fits = _fits(run, len(made), lengths, place, trail)
        return made if fits and REFUSED not in made else REFUSED

    return convert


def _mapping(key_type: Any, value_type: Any, markers: tuple[Any, ...]) -> Convert:
    key_markers = sum((marker.markers for marker in markers if isinstance(marker, Keys)), ())
    convert_key, convert_value = _converter(key_type, key_markers), _converter(value_type)
    lengths = _lengths(markers)

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not dict:
            return run.refuse(value, "keys with values", place, trail)
        marks = cast("dict[str, tuple[Place, Place]]", run.tree.marks[id(value)])
        made = {}
        for key, child in value.items():
            inner = (trail, key)
            key_place, child_place = marks[key]
            made[convert_key(run, key, key_place, inner)] = convert_value(run, child, child_place, inner)
        fits = _fits(run, len(value), lengths, place, trail)
        return made if fits and REFUSED not in made and REFUSED not in made.values() else REFUSED

    return convert


def _keyed(item: Any, field: str, markers: tuple[Any, ...]) -> Convert:
    base, _ = _unwrap(item)
    if not dataclasses.is_dataclass(base) or field not in {each.name for each in dataclasses.fields(base)}:
        message = f"Keyed({field!r}) needs a dataclass with that field, not {item!r}"
        raise TypeError(message)
    record = _record(cast("type[Any]", base))
    lengths = _lengths(markers)

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not dict:
            return run.refuse(value, f"keys with values, each key being the {field} of one entry", place, trail)
        marks = cast("dict[str, tuple[Place, Place]]", run.tree.marks[id(value)])
        made = tuple(
            [
                record.convert(run, child, marks[key][1], (trail, key), (field, key, marks[key][0]))
                for key, child in value.items()
            ]
        )
        fits = _fits(run, len(made), lengths, place, trail)
        return made if fits and REFUSED not in made else REFUSED

    return convert


def _lengths(markers: tuple[Any, ...]) -> list[Length]:
    return [marker for marker in markers if isinstance(marker, Length)]


def _fits(run: Run, count: int, lengths: list[Length], place: Place, trail: Trail) -> bool | Refused:
    for length in lengths:
        if not length.lo <= count <= length.hi:
            wanted = f"at least {length.lo}" if count < length.lo else f"at most {length.hi}"
            there = "there is 1 entry" if count == 1 else f"there are {count} entries"
            run.fault(place, trail, "SW026", f"{there} here", f"write {wanted}")
            return False
    return True
