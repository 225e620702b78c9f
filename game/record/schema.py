"""What a line of a log may hold, from the dataclasses themselves. Imports pydantic, so it is itself imported late."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails, from_json

from game.record.log import Header, Line, RewindLine, TurnLine
from game.treatment import Action, Event

_STRICT: Final = ConfigDict(extra="forbid", strict=True)
T = TypeVar("T")


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class _Turn:
    turn: Annotated[int, Field(ge=1)]
    action: Annotated[Action, Field(discriminator="kind")]
    events: tuple[Annotated[Event, Field(discriminator="kind")], ...]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class _Rewind:
    rewind: Annotated[int, Field(ge=1)]


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class _Header:
    header: Header


_TURN: Final = TypeAdapter(_Turn)
_REWIND: Final = TypeAdapter(_Rewind)
_HEADER: Final = TypeAdapter(_Header)
ACTION: Final[TypeAdapter[Action]] = TypeAdapter(Annotated[Action, Field(discriminator="kind")], config=_STRICT)
"""Reads one action from JSON as strictly as a log does."""


class Misread(Exception):
    """Says in a sentence why a line cannot be read; `cut` when it breaks off."""

    def __init__(self, sentence: str, *, cut: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cut = cut


def read_header(body: bytes) -> Header:
    """Read the JSON of the first line; raise Misread."""
    return _validated(lambda: _HEADER.validate_json(b'{"header":%s}' % body)).header


def read_line(body: bytes) -> Line:
    """Read the JSON of a later line; raise Misread."""
    if body.startswith(b'{"rewind":'):
        return RewindLine(_validated(lambda: _REWIND.validate_json(body)).rewind)
    if body.startswith(b'{"turn":'):
        turn = _validated(lambda: _TURN.validate_json(body))
        return TurnLine(turn.turn, turn.action, turn.events)
    value = read_json(body)
    if "format" in value:
        raise Misread("A second log begins here.")
    raise Misread("This is neither a turn nor a step back.")


def read_json(body: bytes) -> dict[str, object]:
    """Read any JSON object; raise Misread."""
    try:
        value = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise _broken(str(error)) from None
    if not isinstance(value, dict):
        raise Misread("The line is not a JSON object.")
    return value


def _validated(validate: Callable[[], T]) -> T:
    try:
        return validate()
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        if fault["type"] == "json_invalid":
            raise _broken(fault["msg"]) from None
        raise Misread(_sentence(fault)) from None


def _broken(reason: str) -> Misread:
    if "EOF" in reason:
        return Misread("The line breaks off.", cut=True)
    if "recursion" in reason:
        return Misread("The line is nested too deeply.")
    return Misread("The line is not valid JSON.")


_WANTED: Final = {
    "int_type": "must be a whole number",
    "string_type": "must be a text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be a group of keys",
    "literal_error": "is not one of the allowed words",
    "greater_than_equal": "is too small",
    "missing": "is missing",
    "unexpected_keyword_argument": "is not known here",
    "union_tag_invalid": "is of a kind that is not known",
    "union_tag_not_found": "does not say of what kind it is",
}


def _sentence(fault: ErrorDetails) -> str:
    return f"`{_path(fault['loc'])}` {_WANTED.get(fault['type'], 'cannot be read')}."


def _path(steps: tuple[int | str, ...]) -> str:
    """Spell where a fault is, `events[2].words`, without the kinds that stand for no key of the file."""
    path, tagged = "", False
    for step in steps:
        if isinstance(step, int):
            path, tagged = f"{path}[{step}]", True
        elif tagged:
            tagged = False
        elif step != "header" or path:
            path = f"{path}.{step}" if path else step
            tagged = path == "action"
    return path
