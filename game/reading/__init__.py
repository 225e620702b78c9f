"""The strict reader that manual, cases and exemplars load through: every mistake at once, with its place."""

from game.reading.diagnostics import CODES, Diagnostic, Faults, nearest
from game.reading.markers import (
    Declares,
    Doc,
    Example,
    FilePath,
    Ident,
    Keyed,
    Keys,
    Length,
    OneOrMany,
    Range,
    Refers,
)
from game.reading.reader import read_file, read_file_faults, read_tree, read_tree_faults
from game.reading.rows import row
from game.reading.shape import shape, shape_faults
from game.reading.source import is_file, is_folder, read_bytes
from game.reading.tree import Limits, Tree

__all__ = [
    "CODES",
    "Declares",
    "Diagnostic",
    "Doc",
    "Example",
    "Faults",
    "FilePath",
    "Ident",
    "Keyed",
    "Keys",
    "Length",
    "Limits",
    "OneOrMany",
    "Range",
    "Refers",
    "Tree",
    "is_file",
    "is_folder",
    "nearest",
    "read_bytes",
    "read_file",
    "read_file_faults",
    "read_tree",
    "read_tree_faults",
    "row",
    "shape",
    "shape_faults",
]
