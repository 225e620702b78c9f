"""The log of a treatment: what is in it, and how it is written, one line of JSON a turn.

Every line ends in a checksum over the checksum before it and its own bytes. That finds accidents and careless edits;
whoever recomputes the whole chain is found by the audit instead, which decides every action again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from typing import Any, Final, Literal, TypeAlias

from game import __version__
from game.case import CaseFile
from game.manual import Book
from game.treatment import Action, Course, Event

Mode = Literal["guided", "practice", "exam"]
Sessions = Literal[8, 12, 16]

FORMAT: Final = 1
LONGEST_LINE: Final = 1 << 18
"""Bytes of one line; a turn needs a few thousand."""
LARGEST_LOG: Final = 1 << 26
"""Bytes of a whole log; a treatment needs a few hundred thousand."""
_SEAL_LETTERS: Final = 12
_SEAL_END: Final = b'"}\n'


@dataclass(frozen=True, slots=True)
class Header:
    """What the log was played with. `case_hash` and `manual_hash` are SHA-256 in hexadecimal."""

    case: str
    case_hash: str
    manual: str
    manual_version: str
    manual_hash: str
    engine: str
    seed: int
    mode: Mode
    course: Course
    sessions: Sessions
    format: Literal[1] = FORMAT
    variant: str | None = None
    """Which of the case's variants was played; None for the case as it is written."""

    @classmethod
    def of(cls, book: Book, case: CaseFile, *, seed: int, mode: Mode, course: Course, sessions: Sessions) -> "Header":
        """Make the header for a treatment that begins now, with this program."""
        return cls(
            case=case.rows.id,
            case_hash=case.hash,
            manual=book.rows.id,
            manual_version=book.rows.version,
            manual_hash=book.hash,
            engine=__version__,
            seed=seed,
            mode=mode,
            course=course,
            sessions=sessions,
            variant=case.variant,
        )


@dataclass(frozen=True, slots=True)
class TurnLine:
    """Turn number `turn` (counted from 1): what was done and what happened."""

    turn: int
    action: Action
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class RewindLine:
    """The trainee went back to before turn `rewind`; the next turn has that number again."""

    rewind: int


Line: TypeAlias = TurnLine | RewindLine


@dataclass(frozen=True, slots=True)
class Log:
    """A header and the lines after it. Line 1 of the file is the header, so `lines[0]` is line 2."""

    header: Header
    lines: tuple[Line, ...] = ()


def header_line(header: Header) -> bytes:
    """Return the first line of a log, with its line end."""
    return _sealed(header, "")


def turn_line(line: Line, before: bytes) -> bytes:
    """Return the line that follows the line `before`, with its line end.

    Raises UnicodeEncodeError (a ValueError) for text that no file can hold: half of a surrogate pair.
    """
    return _sealed(line, checksum_of(before))


def to_lines(log: Log) -> Iterator[bytes]:
    """Yield the lines of the file, each with its line end."""
    written = header_line(log.header)
    yield written
    for line in log.lines:
        written = turn_line(line, written)
        yield written


def checksum_of(line: bytes) -> str:
    """Return the checksum that a written line carries."""
    end = len(line) - len(_SEAL_END)
    return line[end - _SEAL_LETTERS : end].decode()


def body_of(thing: Header | Line) -> bytes:
    """Return the JSON of a line as it is written, without its checksum and line end."""
    return json.dumps(_values(thing), ensure_ascii=False, separators=(",", ":"), default=_values).encode()


def seal(body: bytes, before: str) -> str:
    """Return the checksum of the line with this JSON, after the line with the checksum `before`."""
    return sha256(before.encode() + body).hexdigest()[:_SEAL_LETTERS]


def _sealed(thing: Header | Line, before: str) -> bytes:
    body = body_of(thing)
    return b'%s,"sum":"%s"}\n' % (body[:-1], seal(body, before).encode())


def _values(thing: Any) -> dict[str, Any]:
    """Return the fields of an action, event or line by name; what kind of thing it is comes first."""
    values = {name: getattr(thing, name) for name in _names(thing.__class__)}
    if isinstance(thing, Header) and thing.variant is None:
        del values["variant"]  # as in logs from before cases had variants
    return values


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    names = [each.name for each in fields(cls)]
    return tuple(sorted(names, key=lambda name: name not in ("kind", "format")))
