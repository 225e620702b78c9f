"""A YAML file as plain values, and the line and column where each of them stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from game.reading.diagnostics import Diagnostic, Place, quoted
from game.reading.rows import row

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Steps: TypeAlias = "str | Sequence[str | int]"
Marks: TypeAlias = "dict[int, dict[str, tuple[Place, Place]] | list[Place]]"


class Spoilt(str):
    """Stands in for a value that was already refused, so that nobody complains about it again."""

    __slots__ = ()


SPOILT: Final = Spoilt()


@row
class Limits:
    """How much a file may hold before it is refused: bytes, levels, characters of one text, values."""

    bytes: int = 1 << 20
    depth: int = 12
    text: int = 4_000
    nodes: int = 50_000


USUAL: Final = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The values of one file and where they stand.

    Every scalar is text as written; an empty one (nothing, `~` or `null`) is None. `marks` maps the `id()` of
    each dict to the places of its keys and values, and of each list to the places of its items; the values
    must therefore not be exchanged. `folder` is where the file lies, when it came from a disk.
    """

    file: str
    value: dict[str, Value]
    start: Place
    marks: Marks = field(repr=False)
    folder: Path | None = None

    def at(self, path: Steps) -> Place:
        """Give line and column of the value at `path`, or of the innermost value around it that exists.

        `path` is text such as `people[1].fields.contact`, or the steps `("people", 1, "fields", "contact")`.
        A number also finds the nth entry of a mapping, for lists that are written as mappings.
        """
        return self._find(path)[2]

    def at_key(self, path: Steps) -> Place:
        """Give line and column of the key at `path` (of a list item: the item), else like `at`."""
        return self._find(path)[1]

    def diagnostic(self, path: Steps, code: str, problem: str, instead: str, meant: str = "") -> Diagnostic:
        """Make a diagnostic that points at the value at `path`, or at the innermost value around it."""
        shown, _, (line, column) = self._find(path)
        return Diagnostic(self.file, line, column, shown, code, problem, instead, meant)

    def _find(self, path: Steps) -> tuple[str, Place, Place]:
        """Walk as far as the path exists: its spelling, the place of the key, the place of the value."""
        steps = parse_path(path) if isinstance(path, str) else list(path)
        node: Value = self.value
        key_place = value_place = self.start
        for depth, step in enumerate(steps):
            marks = self.marks.get(id(node))
            if isinstance(node, dict) and isinstance(marks, dict):
                key = nth(node, step) if isinstance(step, int) else step
                if key not in marks:
                    break
                steps[depth] = key
                node, (key_place, value_place) = node[key], marks[key]
            elif isinstance(node, list) and isinstance(marks, list):
                if not isinstance(step, int) or not 0 <= step < len(node):
                    break
                node, key_place = node[step], marks[step]
                value_place = key_place
            else:
                break
        return path_text(steps), key_place, value_place


def nth(mapping: dict[str, Value], number: int) -> str:
    """Give the key of the nth entry, counted from 0; '' when there are fewer."""
    return list(mapping)[number] if 0 <= number < len(mapping) else ""


_STEP: Final = re.compile(r"\[(\d{1,9})\]|([^.\[\]]+)")
_SIMPLE: Final = re.compile(r"\w[\w-]{0,59}")


def parse_path(path: str) -> list[str | int]:
    """Split `people[1].fields` into its steps; keys that hold dots or brackets need steps instead."""
    return [int(index) if index else key for index, key in _STEP.findall(path)]


def path_text(steps: Iterable[str | int]) -> str:
    """Spell steps as `people[1].fields.contact`; unusual keys are quoted and shortened."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            key = step if _SIMPLE.fullmatch(step) else quoted(step, 40)
            text += f".{key}" if text else key
    return text
