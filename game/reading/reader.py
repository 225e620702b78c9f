"""Reading a whole YAML file: what it holds, or everything that is wrong with it."""

from pathlib import Path

from game.reading.diagnostics import Diagnostic, Faults, Ledger
from game.reading.source import decode, read_bytes, shown, without_directives, without_forbidden
from game.reading.tree import USUAL, Limits, Tree


def read_tree(source: bytes, file: str, limits: Limits = USUAL, folder: Path | None = None) -> Tree:
    """Read the bytes of a YAML file strictly; raise Faults (SW002 to SW015) with all that is wrong.

    `file` is how diagnostics name it; `folder`, when given, is where its relative file names lead.
    """
    tree, faults = read_tree_faults(source, file, limits, folder)
    if tree is None or faults:
        raise Faults(faults)
    return tree


def read_tree_faults(
    source: bytes, file: str, limits: Limits = USUAL, folder: Path | None = None
) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read like `read_tree`, but return the faults.

    The tree is there beside them when the file could be read to its end: what was refused is left out or
    marked as spoilt, so that `shape_faults` can find further faults without repeating these.
    """
    # YAML takes longer to import than most of the game to start, and a case may come from the cache.
    from game.reading.build import build

    ledger = Ledger(file)
    try:
        text = decode(source, file, limits)
    except Faults as faults:
        return None, faults.diagnostics
    text = without_directives(without_forbidden(text, ledger), ledger)
    tree = build(text, file, ledger, limits, folder)
    return tree, ledger.diagnostics()


def read_file(path: Path, limits: Limits = USUAL) -> Tree:
    """Read the YAML file at `path` strictly; raise Faults (SW001 to SW015) with all that is wrong."""
    tree, faults = read_file_faults(path, limits)
    if tree is None or faults:
        raise Faults(faults)
    return tree


def read_file_faults(path: Path, limits: Limits = USUAL) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read like `read_file`, but return the faults, as `read_tree_faults` does."""
    try:
        source = read_bytes(path, limits)
    except Faults as faults:
        return None, faults.diagnostics
    return read_tree_faults(source, shown(path), limits, path.parent)
