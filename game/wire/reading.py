"""Reading what a host sent, strictly: no key is unknown, none is missing. Imports pydantic, so imported late."""

from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from typing import Annotated, Any, Final, get_type_hints

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from game.record import Mode
from game.view import Utterance
from game.wire.snapshot import VIEWS, Misread, Snapshot, Views

_STRICT: Final = ConfigDict(extra="forbid", strict=True)
_LONGEST_TAG: Final = 64


def _some(kind: Any) -> Any:
    """Return the type of a view that may be left out."""
    return kind | None


_Some: Final[Any] = make_dataclass(
    "_Some",
    [(name, _some(kind), None) for name, kind in get_type_hints(Views, include_extras=True).items()],
    frozen=True,
    slots=True,
)
"""The views that were sent."""


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class Sent:
    """A snapshot as it is sent: with the views that have changed."""

    version: Annotated[int, Field(ge=0)]
    mode: Mode
    since: Annotated[int, Field(ge=0)]
    said: tuple[Utterance, ...]
    tags: dict[str, Annotated[str, Field(max_length=_LONGEST_TAG)]]
    views: _Some


_SENT: Final = TypeAdapter(Sent)


def read(source: bytes, before: Snapshot | None) -> Snapshot:
    """Return the snapshot that was sent; see `game.wire.read_snapshot`."""
    try:
        sent = _SENT.validate_json(source)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, fault["loc"]))
        raise Misread(f"The host sent what this version cannot read ({place}: {fault['msg']}).") from None
    return from_sent(sent, before)


def from_sent(sent: Sent, before: Snapshot | None) -> Snapshot:
    """Return the snapshot with what was left out from the one `before`. Raises Misread."""
    if sent.tags.keys() != set(VIEWS):
        raise Misread("The host does not say which views it sent.")
    views = Views(**{name: _view(name, sent.views, sent.tags, before) for name in VIEWS})
    return Snapshot(sent.version, sent.mode, _said(sent, before), views, sent.tags)


def _view(name: str, sent: Any, tags: Mapping[str, str], before: Snapshot | None) -> Any:
    value = getattr(sent, name)
    if value is not None:
        return value
    if before is None or before.tags[name] != tags[name]:
        raise Misread(f"The host left out a view that has changed ({name}).")
    return getattr(before.views, name)


def _said(sent: Sent, before: Snapshot | None) -> tuple[Utterance, ...]:
    """Return all that was said: what was known up to the turn the host begins after, and what it sent."""
    known = 0 if before is None else before.version
    if sent.since > known:
        raise Misread(f"The host tells what was said since turn {sent.since}, and only {known} are known here.")
    return (*(line for line in (before.said if before else ()) if line.turn <= sent.since), *sent.said)
