"""Reading a case: from the file to its rows, or everything that is wrong with it."""

import hashlib
from pathlib import Path
from typing import Final, get_args

from game.case.check import meaning_faults
from game.case.index import CaseFile
from game.case.model import Case
from game.manual import AdaptationId, Book, adapted
from game.reading import Diagnostic, Faults, Tree, is_file, is_folder, read_bytes, read_tree_faults, shape_faults
from game.reading.source import shown
from game.reading.tree import USUAL
from game.resources import scenarios_folder

CASE_FILE: Final = "case.yaml"


def shelf(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the folders that hold a case, by name; reads none of them. Without `folder`, the game's own shelf."""
    home = folder or scenarios_folder()
    if not is_folder(home):
        return ()
    return tuple(sorted(path for path in home.iterdir() if is_file(path / CASE_FILE)))


def case_path(case: Path | str) -> Path:
    """Return the file meant by `case`: the file itself, the folder it lies in, or an id on the game's shelf."""
    path = Path(case)
    if is_folder(path):
        return path / CASE_FILE
    on_shelf = scenarios_folder() / path / CASE_FILE
    if not is_file(path) and isinstance(case, str) and path.name == case and is_file(on_shelf):
        return on_shelf
    return path


def load_case(case: Path | str, book: Book) -> CaseFile:
    """Return the case meant by `case` (file, folder or id on the shelf); raise Faults with all that is wrong."""
    loaded, faults = case_faults(case, book)
    if loaded is None or faults:
        raise Faults(faults)
    return loaded


def case_faults(case: Path | str, book: Book) -> tuple[CaseFile | None, tuple[Diagnostic, ...]]:
    """Return the case and everything wrong with it, in the order of the file.

    It is there beside its faults when its shape is right, so that a preview can play it while it is being written;
    what it means (SW100 and up) can only be judged then.
    """
    loaded, _, faults = read_case(case, book)
    return loaded, faults


def read_case(case: Path | str, book: Book) -> tuple[CaseFile | None, Tree | None, tuple[Diagnostic, ...]]:
    """Return a case as `case_faults` does, with where everything in it stands."""
    path = case_path(case)
    try:
        source = read_bytes(path)
    except Faults as faults:
        return None, None, faults.diagnostics
    return _read(path, source, book)


def faults_of_case(path: Path, source: bytes, book: Book) -> tuple[Diagnostic, ...]:
    """Return everything that would be wrong with the case at `path` if it held `source`."""
    return _read(path, source, book)[2]


def case_of_source(path: Path, source: bytes, book: Book) -> tuple[CaseFile | None, tuple[Diagnostic, ...]]:
    """Return the case that `source` holds, as `case_faults` does; `path` is what it is called in messages."""
    loaded, _, faults = _read(path, source, book)
    return loaded, faults


def _read(path: Path, source: bytes, book: Book) -> tuple[CaseFile | None, Tree | None, tuple[Diagnostic, ...]]:
    tree, unreadable = read_tree_faults(source, shown(path), USUAL, path.parent)
    if tree is None:
        return None, None, unreadable
    book = adapted(book, _adaptation_of(tree))
    rows, misshapen = shape_faults(Case, tree, known_to(book))
    if rows is None:
        return None, tree, tuple(sorted(unreadable + misshapen))
    loaded = CaseFile.of(rows, hashlib.sha256(source).hexdigest())
    return loaded, tree, tuple(sorted(unreadable + meaning_faults(loaded, tree, book)))


def _adaptation_of(tree: Tree) -> str:
    """Return the adaptation named, before anything else is known to be right; an unknown one is found by the shape."""
    named = tree.value.get("adaptation")
    return named if isinstance(named, str) and named in get_args(AdaptationId) else "none"


def known_to(book: Book) -> dict[str, tuple[str, ...]]:
    """Return the ids of the manual that a case may name, by kind."""
    return {
        "symptom": tuple(book.symptoms),
        "measure": tuple(book.measures),
        "tracker": tuple(book.trackers),
        "intent": tuple(book.intents),
        "failure": tuple(book.failures),
        "strategy": tuple(book.strategies),
        "task": tuple(book.tasks),
        "cue": tuple(dict.fromkeys((*book.replies, *book.techniques, *book.errors))),
    }
