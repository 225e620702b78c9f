"""Reading a log: all of it, or which line is damaged and how."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.record.log import (
    FORMAT,
    LARGEST_LOG,
    LONGEST_LINE,
    Header,
    Line,
    Log,
    RewindLine,
    TurnLine,
    body_of,
    seal,
)

_CUT_IN_SEAL: Final = re.compile(rb',"sum":"[0-9a-f]{0,12}"?\Z')
_SEALED: Final = re.compile(rb'(?s)(.*),"sum":"([0-9a-f]{12})"\}')


class LogDamaged(Exception):
    """Raised for a log that cannot be trusted. `line` counts from 1; `sentence` is for whoever opened it."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(line, sentence)
        self.line = line
        self.sentence = sentence

    def __str__(self) -> str:
        return f"Line {self.line} of the log: {self.sentence}"


class _BreaksOff(LogDamaged):
    """A line whose JSON ends too early: damage, unless it is the last."""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log as it was read. The first `size` bytes of the file hold it, line ends included where `ended`."""

    log: Log
    size: int
    last: bytes
    """The last line as it is written, so that the next one can follow it."""
    ended: bool = True
    """False when only the line end of the last line is missing."""
    notice: str | None = None
    """What a trainee should know about the reading: a last line that was cut off."""


def parse_log(source: bytes) -> ReadLog:
    """Read the bytes of a log. A last line that was cut off is left out, with a notice.

    Raises LogDamaged, with the first damaged line, for anything else that is wrong.
    """
    if len(source) > LARGEST_LOG:
        raise LogDamaged(1, f"The file has {len(source):,} bytes, and a log has at most {LARGEST_LOG:,}.")
    *whole, rest = source.split(b"\n")
    reader = _Reader()
    for number, line in enumerate(whole, 1):
        try:
            reader.read(line)
        except _BreaksOff:
            if number == 1 or number < len(whole) or rest.strip(b"\0"):
                raise
            return reader.result(notice=_cut_off(number))
    if not rest:
        return reader.result()
    return _with_rest(reader, rest)


def read_log(path: Path) -> ReadLog:
    """Read the log at `path`; raises LogDamaged, and OSError where there is no file to read."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:  # noqa: PTH123 - a handle, not a name
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise LogDamaged(1, "This is not an ordinary file.")
        return parse_log(file.read(LARGEST_LOG + 1))


def _with_rest(reader: "_Reader", rest: bytes) -> ReadLog:
    """Judge what stands after the last line end: a line that lacks nothing else is kept."""
    number = reader.lines + 1
    try:
        reader.read(rest)
    except LogDamaged:
        if number == 1:
            raise
        return reader.result(notice=_cut_off(number))
    return reader.result(ended=False)


def _cut_off(number: int) -> str:
    return f"The last line of the log (line {number}) was cut off and has been left out. Everything before it is whole."


class _Reader:
    """Takes the lines one after the other; lives no longer than one call of `parse_log`."""

    def __init__(self) -> None:
        self.lines = 0
        self._size = 0
        self._last = b""
        self._seal = ""
        self._header: Header | None = None
        self._entries: list[Line] = []
        self._turn = 0

    def read(self, line: bytes) -> None:
        """Take the next line, given without its line end."""
        number = self.lines + 1
        body, found = self._checked(number, line)
        if self._header is None:
            self._header = self._read_header(body)
        else:
            entry = self._read_entry(number, body)
            self._follow(number, entry, self._header)
            self._entries.append(entry)
        self.lines = number
        self._size += len(line) + 1
        self._last = line + b"\n"
        self._seal = found

    def result(self, *, ended: bool = True, notice: str | None = None) -> ReadLog:
        """Return what was read so far."""
        if self._header is None:
            raise LogDamaged(1, "The file is empty.")
        log = Log(self._header, tuple(self._entries))
        return ReadLog(log, self._size if ended else self._size - 1, self._last, ended, notice)

    def _checked(self, number: int, line: bytes) -> tuple[bytes, str]:
        """Return the JSON and the checksum of a line that is whole and unchanged."""
        if len(line) > LONGEST_LINE:
            raise LogDamaged(number, f"The line has {len(line):,} bytes, and {LONGEST_LINE:,} are allowed.")
        if not line.strip():
            raise LogDamaged(number, "The line is empty.")
        if line.endswith(b"\r"):
            raise LogDamaged(number, "Another program has changed the line ends. Use an unchanged copy.")
        try:
            line.decode()
        except UnicodeDecodeError:
            raise LogDamaged(number, "The line is not UTF-8 text.") from None
        sealed = _SEALED.fullmatch(line)
        if sealed is None:
            self._refuse_unsealed(number, line)
            raise LogDamaged(number, "The line does not end in a checksum.")
        body, found = sealed[1] + b"}", sealed[2].decode()
        if number == 1:
            self._refuse_newer(body)
        if seal(body, self._seal) != found:
            before = ", or lines before it were removed, added or moved" if number > 1 else ""
            raise LogDamaged(number, f"The checksum does not fit: the line was changed{before}.")
        return body, found

    def _refuse_unsealed(self, number: int, line: bytes) -> None:
        from game.record.schema import Misread, read_json

        try:
            read_json(line)
        except Misread as fault:
            cut = fault.cut and (b',"sum":"' not in line or _CUT_IN_SEAL.search(line) is not None)
            raise (_BreaksOff if cut else LogDamaged)(number, fault.sentence) from None

    def _refuse_newer(self, body: bytes) -> None:
        """A later format may differ in everything but its number, so that is looked at first."""
        from game.record.schema import Misread, read_json

        try:
            found = read_json(body).get("format")
        except Misread as fault:
            raise LogDamaged(1, fault.sentence) from None
        if found is None:
            raise LogDamaged(1, "The log does not begin with its header.")
        if type(found) is int and found > FORMAT:
            sentence = f"A newer version of the program wrote this log: format {found}, and this one reads {FORMAT}."
            raise LogDamaged(1, sentence)

    def _read_header(self, body: bytes) -> Header:
        from game.record.schema import Misread, read_header

        try:
            header = read_header(body)
        except Misread as fault:
            raise LogDamaged(1, fault.sentence) from None
        self._need_own_hand(1, header, body)
        return header

    def _read_entry(self, number: int, body: bytes) -> Line:
        from game.record.schema import Misread, read_line

        try:
            entry = read_line(body)
        except Misread as fault:
            raise LogDamaged(number, fault.sentence) from None
        self._need_own_hand(number, entry, body)
        return entry

    def _need_own_hand(self, number: int, thing: Header | Line, body: bytes) -> None:
        """Keys twice, other spacing, other spelling: whatever we would have written otherwise was not ours."""
        if body_of(thing) != body:
            raise LogDamaged(number, "This program would have written the line differently: it was changed.")

    def _follow(self, number: int, entry: Line, header: Header) -> None:
        match entry:
            case TurnLine():
                if entry.turn != self._turn + 1:
                    raise LogDamaged(number, f"Turn {entry.turn} stands where turn {self._turn + 1} should.")
                self._turn = entry.turn
            case RewindLine():
                if header.mode == "exam":
                    raise LogDamaged(number, "In an exam there is no going back.")
                if entry.rewind > self._turn:
                    raise LogDamaged(number, f"There is no turn {entry.rewind} to go back to.")
                self._turn = entry.rewind - 1
