"""What was found, for people: the line it stands on, the words meant underlined, and what to write instead."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from game.author.checking.examine import Checked
from game.case import severity_of
from game.reading import Diagnostic

_WIDEST: Final = 110
_SEVERITIES: Final = ("error", "warning", "hint")


def shown(checked: Checked) -> str:
    """Return everything found, with its lines, and a last line that counts it."""
    sources = Sources()
    parts = [_shown_one(each, sources) for each in checked.found]
    counts = [_counted(name, checked.count(name)) for name in _SEVERITIES if checked.count(name)]
    files = _counted("file", len(checked.files))
    return "\n\n".join([*parts, f"{files} checked: {', '.join(counts) or 'nothing to mend'}."])


def as_data(found: Diagnostic, sources: "Sources") -> dict[str, object]:
    """Return one finding as data: its place (to the end of the underlined words), code, severity and words."""
    return {
        "file": found.file,
        "line": found.line,
        "column": found.column,
        "end_column": found.column + sources.length(found),
        "path": found.path,
        "code": found.code,
        "severity": severity_of(found.code),
        "problem": found.problem,
        "instead": found.instead,
        "meant": found.meant or None,
    }


class Sources:
    """The lines of the files that something was found in, read when first asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def line(self, found: Diagnostic) -> str:
        """Return the line of a finding; empty where there is no such line or no such file."""
        if found.file not in self._lines:
            try:
                text = Path(found.file).read_bytes().decode("utf-8", "replace")
            except OSError:
                text = ""
            self._lines[found.file] = text.removeprefix("\ufeff").split("\n")
        lines = self._lines[found.file]
        return lines[found.line - 1].rstrip("\r") if found.line <= len(lines) else ""

    def length(self, found: Diagnostic) -> int:
        """Return how many characters of its line a finding is about, one at the least."""
        return length_of(self.line(found), found.column)


def length_of(line: str, column: int) -> int:
    """Return the length of the key or value that begins at `column` (from 1): to its quote, colon, comma or end."""
    rest = line[column - 1 :]
    if rest[:1] in ("'", '"'):
        closing = rest.find(rest[0], 1)
        return closing + 1 if closing > 0 else max(1, len(rest.rstrip()))
    if rest.startswith("- "):
        return 1
    if rest.startswith(("{", "[", "|", ">")):
        return len(rest.split(" #")[0].rstrip()) or 1
    in_flow = _open_brackets(line[: column - 1]) > 0
    end = len(rest)
    for stop in (": ", " #", *((",", "]", "}") if in_flow else ())):
        place = rest.find(stop)
        if place > 0:
            end = min(end, place)
    return max(1, len(rest[:end].rstrip().removesuffix(":")))


def _open_brackets(before: str) -> int:
    return sum(sign in "[{" for sign in before) - sum(sign in "]}" for sign in before)


def _shown_one(found: Diagnostic, sources: Sources) -> str:
    path = f"{found.path}: " if found.path else ""
    head = f"{found.file}:{found.line}:{found.column}: {severity_of(found.code)}[{found.code}]: {path}{found.problem}"
    return "\n".join([head, *_excerpt(found, sources), f"  = {found.instead}"])


def _excerpt(found: Diagnostic, sources: Sources) -> Iterator[str]:
    line = sources.line(found)
    if not line.strip():
        return
    length = sources.length(found)
    start = max(0, found.column - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
    cut = line[start : start + _WIDEST].replace("\t", " ")
    under = min(length, max(1, len(cut) - (found.column - 1 - start)))
    number = f"{found.line:>5}"
    yield f"{number} | {'…' if start else ''}{cut}{'…' if start + _WIDEST < len(line) else ''}"
    yield f"{' ' * len(number)} | {' ' * (found.column - 1 - start + bool(start))}{'^' * under}"


def _counted(word: str, number: int) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def counts(checked: Checked) -> Mapping[str, int]:
    """Return how many errors, warnings and hints there are."""
    return {name: checked.count(name) for name in _SEVERITIES}
