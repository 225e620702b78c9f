"""Reading a host's answers. Keys that a later host may add are passed over; what is there is read strictly.

Imports pydantic, so imported late.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from game.view import Report
from game.view.turns import TurnView
from game.wire.reading import Sent, from_sent
from game.wire.snapshot import Misread, Snapshot
from game.wire.standing import ContestRow, Joined, RunRow, SeatRow, Seen, Standing

T = TypeVar("T")
_LENIENT: Final = ConfigDict(extra="ignore", strict=True)
_STRICT: Final = ConfigDict(extra="forbid", strict=True)


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class _Standing:
    seat: SeatRow
    contest: ContestRow
    run: RunRow | None
    score: int | None = None


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class _Joined(_Standing):
    token: Annotated[str, Field(min_length=1, max_length=200)] = ""
    words: Annotated[str, Field(max_length=200)] = ""


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class _Seen:
    version: Annotated[int, Field(ge=0)]
    chain: str
    left_ms: int | None
    done: bool
    snapshot: Sent


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a host did not do something."""

    error: str
    says: str = ""


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class _Ways:
    ways: tuple[str, ...]


@with_config(_LENIENT)
@dataclass(frozen=True, slots=True)
class _Words:
    words: str


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class _Report:
    report: Report


@with_config(_STRICT)
@dataclass(frozen=True, slots=True)
class _Turn:
    turn: TurnView


_STANDING: Final = TypeAdapter(_Standing)
_JOINED: Final = TypeAdapter(_Joined)
_SEEN: Final = TypeAdapter(_Seen)
_REFUSAL: Final = TypeAdapter(Refusal)
_WAYS: Final = TypeAdapter(_Ways)
_WORDS: Final = TypeAdapter(_Words)
_REPORT: Final = TypeAdapter(_Report)
_TURN: Final = TypeAdapter(_Turn)


def read_standing(source: bytes) -> Standing:
    """Read where a seat stands. Raises Misread."""
    return _standing(_read(_STANDING, source))


def read_joined(source: bytes) -> Joined:
    """Read a seat that was taken. Raises Misread."""
    found = _read(_JOINED, source)
    if not found.token:
        raise Misread("The host gave no token for the seat.")
    return Joined(found.token, found.words, _standing(found))


def read_seen(source: bytes, before: Snapshot | None) -> Seen:
    """Read a treatment as the host has it; what was left out is taken from `before`. Raises Misread."""
    found = _read(_SEEN, source)
    return Seen(found.version, found.chain, found.left_ms, found.done, from_sent(found.snapshot, before))


def read_refusal(source: bytes) -> Refusal:
    """Read why a host did not do something. Raises Misread."""
    return _read(_REFUSAL, source)


def read_ways(source: bytes) -> tuple[str, ...]:
    """Read the ways in which a move can be put. Raises Misread."""
    return _read(_WAYS, source).ways


def read_words(source: bytes) -> str:
    """Read what the therapist would say. Raises Misread."""
    return _read(_WORDS, source).words


def read_report(source: bytes) -> Report:
    """Read a debrief. Raises Misread."""
    return _read(_REPORT, b'{"report":%s}' % source).report


def read_turn(source: bytes) -> TurnView:
    """Read one turn opened. Raises Misread."""
    return _read(_TURN, b'{"turn":%s}' % source).turn


def _standing(found: _Standing) -> Standing:
    return Standing(found.seat, found.contest, found.run, found.score)


def _read(adapter: TypeAdapter[T], source: bytes) -> T:
    try:
        return adapter.validate_json(source)
    except ValidationError as error:
        fault: Any = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, fault["loc"]))
        raise Misread(f"The host sent what this version cannot read ({place}: {fault['msg']}).") from None
