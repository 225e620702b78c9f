"""A YAML file as plain values, and the line and column where each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from game.reading.diagnostics import Diagnostic

Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"
Steps: TypeAlias = "str | Sequence[str | int]"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold before it is refused."""

    bytes: int = 1 << 20
    depth: int = 12
    text: int = 4_000
    nodes: int = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The values of one file (every scalar is text, an empty one is None) and where they stand."""

    file: str
    value: dict[str, Value]
    marks: dict[int, object] = field(repr=False)
    folder: Path | None = None

    def at(self, path: Steps) -> tuple[int, int]:
        """Give line and column of the value at `path`, or of the nearest value around it."""
        raise NotImplementedError

    def at_key(self, path: Steps) -> tuple[int, int]:
        """Give line and column of the key (or list item) at `path`, or of the nearest value around it."""
        raise NotImplementedError

    def diagnostic(self, path: Steps, code: str, problem: str, instead: str) -> Diagnostic:
        """Make a diagnostic about the value at `path`."""
        raise NotImplementedError


def read_tree(source: bytes, file: str, limits: Limits = Limits(), folder: Path | None = None) -> Tree:  # noqa: B008
    """Read a YAML file strictly; raise Faults with everything that is wrong."""
    raise NotImplementedError


def read_tree_faults(
    source: bytes,
    file: str,
    limits: Limits = Limits(),
    folder: Path | None = None,  # noqa: B008
) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read like `read_tree`, but return what could be read together with the faults."""
    raise NotImplementedError


def read_bytes(path: Path, limits: Limits = Limits()) -> bytes:  # noqa: B008
    """Read a regular file that is not too large; raise Faults (SW001, SW002)."""
    raise NotImplementedError


def read_file(path: Path, limits: Limits = Limits()) -> Tree:  # noqa: B008
    """Read the YAML file at `path`; raise Faults."""
    raise NotImplementedError


def read_file_faults(
    path: Path,
    limits: Limits = Limits(),  # noqa: B008
) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read like `read_file`, but return what could be read together with the faults."""
    raise NotImplementedError
