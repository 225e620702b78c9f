"""From bytes to text that is safe to read: an ordinary file, not too large, UTF-8, nothing invisible."""

import codecs
import os
import re
import stat
from pathlib import Path
from typing import Final

from game.reading.diagnostics import Diagnostic, Faults, Ledger, Place
from game.reading.tree import USUAL, Limits

# Control characters, line separators that editors do not count as lines, surrogates, byte order marks in the
# middle, non-characters, the sign for a lost letter, and the controls that reverse the direction of text.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]"
)
_BREAK: Final = re.compile(r"\r\n?|\n")
# Blank lines and comments. Possessive (`*+`), or the search would remember every line on its way.
_PREFACE: Final = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?+(?:\r\n|\r|\n))*+")
_REST_OF_LINE: Final = re.compile(r"[^\r\n]*")
_DIRECTIVE: Final = re.compile(r"(?:\A|(?<=[\r\n]))%")
_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SURROGATES: Final = range(0xD800, 0xE000)
NO_LETTER: Final = ("the number after the backslash stands for no letter", "write the letter itself")
_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def is_folder(path: Path) -> bool:
    """Tell whether a folder can be seen at `path`; False where one may not look."""
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises where one may not look


def is_file(path: Path) -> bool:
    """Tell whether an ordinary file can be seen at `path`; False where one may not look."""
    return os.path.isfile(path)  # noqa: PTH113 - `Path.is_file` raises where one may not look


def read_bytes(path: Path, limits: Limits = USUAL) -> bytes:
    """Read an ordinary file of at most `limits.bytes`; raise Faults (SW001, SW002) for anything else.

    Never waits for a pipe or a device, and looks at the size before reading.
    """
    try:
        # Opened before it is examined, so that nobody can exchange it in between; O_NONBLOCK, so that a
        # pipe does not keep us waiting.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    try:
        _check_status(path, os.fstat(handle), limits)
        with os.fdopen(handle, "rb", closefd=False) as file:
            source = file.read(limits.bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    finally:
        os.close(handle)
    if len(source) > limits.bytes:  # it grew, or did not know its size
        raise _too_large(shown(path), len(source), limits)
    return source


def _check_status(path: Path, status: os.stat_result, limits: Limits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _refused(path, "SW001", "this is a folder, not a file", "name a file inside it")
    if not stat.S_ISREG(status.st_mode):
        raise _refused(path, "SW001", "this is not an ordinary file", "name a text file that ends in .yaml")
    if status.st_size > limits.bytes:
        raise _too_large(shown(path), status.st_size, limits)


def shown(path: Path) -> str:
    """Give a file name that can be printed: no line breaks, nothing that is not valid text."""
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def decode(source: bytes, file: str, limits: Limits) -> str:
    """Give the text of a file, without its byte order mark; raise Faults (SW002, SW003)."""
    if len(source) > limits.bytes:
        raise _too_large(file, len(source), limits)
    instead = "save it again and choose the encoding UTF-8"
    for mark, name in _OTHER_ENCODINGS:
        if source.startswith(mark):
            raise Faults([Diagnostic(file, 1, 1, "", "SW003", f"the file is saved as {name}", instead)])
    if source[1:2] == b"\0" or (source[:1] == b"\0" and source[1:2]):
        problem = "the file is saved as UTF-16, or is no text at all"
        raise Faults([Diagnostic(file, 1, 1, "", "SW003", problem, instead)])
    try:
        return source.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, column = place_at(source[: error.start].decode().removeprefix("\ufeff"))
        problem = (
            f"the file is not saved as UTF-8: byte {error.start + 1} (value {source[error.start]}), "
            f"on line {line}, belongs to no letter"
        )
        raise Faults([Diagnostic(file, line, column, "", "SW003", problem, instead)]) from None


def place_at(before: str) -> Place:
    """Give the line and column that follow the text `before`."""
    line, start = 1, 0
    for found in _BREAK.finditer(before):
        line, start = line + 1, found.end()
    return line, len(before) - start + 1


def without_forbidden(text: str, ledger: Ledger) -> str:
    """Report every forbidden character (SW012) and put `_` in its place, so that reading can go on."""
    line, column, done = 1, 1, 0
    for found in FORBIDDEN.finditer(text):
        if ledger.overflown:
            break
        down, across = place_at(text[done : found.start()])
        line, column = line + down - 1, across if down > 1 else column + across - 1
        done = found.start()
        ledger.add((line, column), "", "SW012", *forbidden_words(found.group()))
    return FORBIDDEN.sub("_", text)


def forbidden_words(character: str) -> tuple[str, str]:
    """Say what is wrong with a forbidden character, and what to do."""
    if ord(character) in _SURROGATES:
        return NO_LETTER
    name = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return f"a letter was lost here and replaced by the sign {name}", "write the letter again"
    if character in _DIRECTIONS:
        problem = f"an invisible character ({name}) turns the direction of the text round"
        return problem, "delete it; right-to-left text needs no such marks"
    problem = f"an invisible control character ({name}) stands here"
    return problem, "delete it, or write the line again by hand"


def without_directives(text: str, ledger: Ledger) -> str:
    """Report lines that begin with `%` before the first key (SW006) and turn them into comments.

    libyaml compares each such line with all the others, which a hostile file could use to stop us.
    """
    end = _end_of(_PREFACE, text, 0)
    while text.startswith("%", end):
        if not ledger.overflown:
            problem = "a line that begins with '%' is an instruction to YAML, and none are used here"
            ledger.add(place_at(text[:end]), "", "SW006", problem, "delete the line")
        end = _end_of(_PREFACE, text, _end_of(_REST_OF_LINE, text, end))
    return _DIRECTIVE.sub("#", text[:end]) + text[end:]


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _too_large(file: str, size: int, limits: Limits) -> Faults:
    problem = f"the file has {size:,} bytes, and {limits.bytes:,} are allowed"
    instead = "split it, or take out what does not belong there"
    return Faults([Diagnostic(file, 1, 1, "", "SW002", problem, instead)])


def _unreadable(path: Path, error: OSError | ValueError) -> Faults:
    if isinstance(error, FileNotFoundError):
        return _refused(path, "SW001", "there is no such file", "check its name and folder")
    if isinstance(error, PermissionError):
        if is_folder(path):  # Windows forbids to open one
            return _refused(path, "SW001", "this is a folder, not a file", "name a file inside it")
        return _refused(path, "SW001", "you are not allowed to read this file", "ask its owner for the right to")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
    return _refused(path, "SW001", f"the file cannot be opened ({reason})", "check its name and folder")


def _refused(path: Path, code: str, problem: str, instead: str) -> Faults:
    return Faults([Diagnostic(shown(path), 1, 1, "", code, problem, instead)])
