"""JSON Schema (draft 7, which editors know best) from the dataclasses of a case and their markers."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from game.author.schema.documented import documented
from game.case import Case, known_to
from game.manual import AdaptationId, Book, adapted
from game.reading import FilePath, Ident, Keys, Length, OneOrMany, Range, Refers

_IDENT: Final = r"^[A-Za-z][A-Za-z0-9_]{0,59}$"
_FILE: Final = r"^(?!/)(?!~)(?!.*\.\.)[^\\:]+$"
Schema = dict[str, Any]


def json_schema(book: Book, root: type[Any] = Case) -> Schema:
    """Return the schema of a case; ids of the manual (moves, symptoms, strategies) are listed for editors to offer."""
    made = _Making(_known_anywhere(book))
    schema = made.record(root)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A case for Sixteen Weeks",
        **schema,
        "definitions": {name: made.definitions[name] for name in sorted(made.definitions)},
    }


def _known_anywhere(book: Book) -> dict[str, tuple[str, ...]]:
    """Return the ids of the manual by kind, with those of every adaptation: a schema does not know which is meant."""
    known: dict[str, dict[str, None]] = {}
    for adaptation in get_args(AdaptationId):
        for kind, names in known_to(adapted(book, adaptation)).items():
            known.setdefault(kind, {}).update(dict.fromkeys(names))
    return {kind: tuple(names) for kind, names in known.items()}


class _Making:
    """Holds the definitions of the groups of keys met so far."""

    def __init__(self, known: Mapping[str, tuple[str, ...]]) -> None:
        self.definitions: dict[str, Schema] = {}
        self._known = known

    def record(self, cls: type[Any]) -> Schema:
        """Return the schema of one group of keys."""
        hints = get_type_hints(cls, include_extras=True)
        properties: dict[str, Schema] = {}
        required = []
        for field in dataclasses.fields(cls):
            key = field.name.removesuffix("_")
            base, markers = _unwrap(hints[field.name])
            told = documented(cls, key, markers)
            value = self.value(base, markers)
            schema = {"allOf": [value]} if "$ref" in value else value
            default = _default(field)
            properties[key] = {**schema, "description": told.says, "examples": [_example(told.example)], **default}
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                required.append(key)
        says = " ".join((cls.__doc__ or "").split())
        return {
            "description": says,
            "type": "object",
            "additionalProperties": False,
            "required": required,
            "properties": properties,
        }

    def value(self, annotation: Any, markers: tuple[Any, ...] = ()) -> Schema:
        """Return the schema of one value."""
        base, own = _unwrap(annotation)
        markers = own + markers
        origin, arguments = get_origin(base), get_args(base)
        if origin in (Union, types.UnionType):
            inner = next(each for each in arguments if each is not type(None))
            return self.value(inner, markers)
        if origin is Literal:
            return _choice(arguments)
        if origin is tuple:
            return self._list(arguments[0], markers)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping(arguments[0], arguments[1], markers)
        if dataclasses.is_dataclass(base) and isinstance(base, type):
            if base.__name__ not in self.definitions:
                self.definitions[base.__name__] = {}
                self.definitions[base.__name__] = self.record(base)
            return {"$ref": f"#/definitions/{base.__name__}"}
        if base is bool:
            return {"type": "boolean"}
        return self._number(markers) if base is int else self._text(markers)

    def _list(self, item: Any, markers: tuple[Any, ...]) -> Schema:
        items = self.value(item)
        length = next((marker for marker in markers if isinstance(marker, Length)), None)
        bounds = {} if length is None else {"minItems": length.lo, "maxItems": length.hi}
        many = {"type": "array", "items": items, **bounds}
        if any(isinstance(marker, OneOrMany) for marker in markers):
            return {"anyOf": [items, many]}
        return many

    def _mapping(self, key: Any, value: Any, markers: tuple[Any, ...]) -> Schema:
        inner = sum((marker.markers for marker in markers if isinstance(marker, Keys)), ())
        length = next((marker for marker in markers if isinstance(marker, Length)), None)
        bounds = {} if length is None else {"minProperties": length.lo, "maxProperties": length.hi}
        names = self.value(key, inner)
        listed = names.get("enum")
        if listed:
            each = self.value(value)
            return {
                "type": "object",
                "properties": dict.fromkeys(listed, each),
                "additionalProperties": False,
                **bounds,
            }
        return {"type": "object", "propertyNames": names, "additionalProperties": self.value(value), **bounds}

    def _number(self, markers: tuple[Any, ...]) -> Schema:
        ranges = [marker for marker in markers if isinstance(marker, Range)]
        if not ranges:
            return {"type": "integer"}
        return {"type": "integer", "minimum": max(row.lo for row in ranges), "maximum": min(row.hi for row in ranges)}

    def _text(self, markers: tuple[Any, ...]) -> Schema:
        schema: Schema = {"type": "string"}
        for marker in markers:
            match marker:
                case Length():
                    schema |= {"minLength": marker.lo, "maxLength": marker.hi}
                case Ident():
                    schema |= {"pattern": _IDENT}
                case FilePath():
                    schema |= {"pattern": _FILE}
                case Refers():
                    schema |= self._names(marker)
        return schema

    def _names(self, refers: Refers) -> Schema:
        """What may be named: ids of the manual are listed; those of the case itself only by their kind."""
        if not refers.prefixed:
            if all(kind in self._known for kind in refers.kinds):
                return {"enum": [name for kind in refers.kinds for name in self._known[kind]]}
            return {"pattern": _IDENT}
        listed = [f"{kind}:{name}" for kind in refers.kinds for name in self._known.get(kind, ())]
        own = "|".join(kind for kind in refers.kinds if kind not in self._known)
        pattern = {"type": "string", "pattern": f"^(?:{own}):[A-Za-z][A-Za-z0-9_]{{0,59}}$"}
        if not listed:
            return pattern
        return {"anyOf": [pattern, {"enum": listed}]} if own else {"enum": listed}


def _choice(options: tuple[Any, ...]) -> Schema:
    """A choice of words; those that look like numbers may be written as numbers, as people do."""
    numbers = [int(each) for each in options if str(each).isdigit()]
    return {"enum": [*options, *numbers]}


def _default(field: "dataclasses.Field[Any]") -> Schema:
    if isinstance(field.default, str | int | bool):
        return {"default": field.default}
    return {}


def _example(text: str) -> Any:
    """Return an example as editors show it: a bare value where it is one, else the YAML as written."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text


def _unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[0], annotation.__metadata__
    return annotation, ()
