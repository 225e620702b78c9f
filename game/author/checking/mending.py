"""Mending what is mechanical: one clear guess for a key, an id or a word; a number, a truth; spaces and quotes.

Nothing else of the file is touched, and a change that does not leave fewer mistakes behind is not kept.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from game.author.checking.showing import length_of
from game.reading import Diagnostic

_ROUNDS: Final = 50
_QUOTE: Final = "put quotes around"
_KEY: Final = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?:\s+|$))?(?:- +)*")
Faulted = Callable[[str], tuple[Diagnostic, ...]]


def mend(text: str, faulted: Faulted) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return `text` mended and the mistakes that are mended now; `faulted` tells what is wrong with a text."""
    mended: list[Diagnostic] = []
    hopeless: set[tuple[int, int, str]] = set()
    faults = faulted(text)
    for _ in range(_ROUNDS):
        choice = next((each for each in faults if _id(each) not in hopeless), None)
        if choice is None:
            break
        tried = [(each, faulted(each)) for each in _proposals(text, choice)]
        helpful = [(each, left) for each, left in tried if _better(faults, left)]
        if helpful:
            text, faults = min(helpful, key=lambda each: _badness(each[1]))
            mended.append(choice)
        else:
            hopeless.add(_id(choice))
    return text, tuple(mended)


def mend_file(path: Path, faulted: Callable[[bytes], tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
    """Mend a file in its place and return what was wrong with it; one that is not UTF-8 is left alone."""
    source = path.read_bytes()
    try:
        text = source.decode()
    except UnicodeDecodeError:
        return ()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    better, mended = mend(text.removeprefix(mark), lambda each: faulted((mark + each).encode()))
    if mended:
        passing = path.with_suffix(f"{path.suffix}.mending")
        passing.write_bytes((mark + better).encode())
        passing.replace(path)
    return mended


def _id(fault: Diagnostic) -> tuple[int, int, str]:
    return fault.line, fault.column, fault.code


def _better(before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...]) -> bool:
    """Tell whether a change helped: fewer mistakes, or reading gets further than it did."""
    broken, still = _breaks_at(before), _breaks_at(after)
    if broken is not None:
        return still is None or still > broken
    return still is None and len(after) < len(before)


def _badness(faults: tuple[Diagnostic, ...]) -> tuple[bool, int, int, int]:
    """Rank what is left: best where all can be read, then where reading gets furthest, then by how much is wrong."""
    line, column = _breaks_at(faults) or (0, 0)
    return line > 0, -line, -column, len(faults)


def _breaks_at(faults: tuple[Diagnostic, ...]) -> tuple[int, int] | None:
    return max(((each.line, each.column) for each in faults if each.code == "SW004"), default=None)


def _proposals(text: str, fault: Diagnostic) -> Iterator[str]:
    """Yield the text with one mistake mended, in each way it could be; nothing where it takes a person."""
    lines = text.split("\n")
    if fault.line > len(lines):
        return
    line = lines[fault.line - 1]
    ending = "\r" if line.endswith("\r") else ""
    plain = line.removesuffix("\r")
    for changed in dict.fromkeys(_mended_line(plain, fault)):
        if changed != plain:
            yield "\n".join([*lines[: fault.line - 1], changed + ending, *lines[fault.line :]])


def _mended_line(line: str, fault: Diagnostic) -> Iterator[str]:
    column = fault.column - 1
    if fault.meant:
        length = length_of(line, fault.column)
        word = line[column : column + length]
        quote = word[0] if word[:1] in ("'", '"') and word[-1:] == word[:1] else ""
        yield f"{line[:column]}{quote}{fault.meant}{quote}{line[column + length :]}"
    elif fault.code == "SW012" and "control character" in fault.problem:
        yield line[:column] + line[column + 1 :]
    elif fault.code == "SW004" and "tab" in fault.problem:
        words = line.lstrip()
        yield from (" " * wide + words for wide in range(2, 14, 2))
    elif fault.code == "SW004":
        yield re.sub(r"^(\s*(?:- +)*[A-Za-z_]\w*):(?=\S)", r"\1: ", line)
        yield from _in_quotes(line)
    elif _QUOTE in fault.instead:
        yield from _in_quotes(line)


def _in_quotes(line: str) -> Iterator[str]:
    """Yield the line with quotes around its text, where that begins and ends on it."""
    begin = _KEY.match(line)
    words = line[begin.end() :].rstrip() if begin is not None else ""
    if begin is None or not words or words[0] in "'\"{[|>" or " #" in words:
        return
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    yield f'{line[: begin.end()]}"{quoted}"'
