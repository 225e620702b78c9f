"""From a Tree to frozen dataclasses, by their annotations."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from game.reading.diagnostics import Diagnostic
from game.reading.tree import Tree

T = TypeVar("T")
Known = Mapping[str, Collection[str]]


def shape(cls: type[T], tree: Tree, known: Known = {}) -> T:  # noqa: B006
    """Convert a tree into `cls`; raise Faults with every fault."""
    raise NotImplementedError


def shape_faults(cls: type[T], tree: Tree, known: Known = {}) -> tuple[T | None, tuple[Diagnostic, ...]]:  # noqa: B006
    """Convert like `shape`, but return the faults, so that callers can add their own."""
    raise NotImplementedError
