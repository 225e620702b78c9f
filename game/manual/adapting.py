"""The manual for a kind of patient: the rows of an overlay laid over those of IPT.

Both are merged as they were read, with the places of their lines, so that the whole is shaped and checked like any
manual and every fault points into the overlay.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from game.manual.adaptation_rows import Adaptation
from game.manual.compiled import fingerprint, keep, kept
from game.manual.index import Book
from game.manual.load import MANUAL_FILE, REPLIES_FILE, load_manual
from game.manual.model import Manual, Replies
from game.reading import Diagnostic, Faults, Tree, read_bytes, read_tree, shape
from game.reading.tree import Marks

FOLDER: Final = Path(__file__).with_name("adaptations")
_HEAD: Final = ("id", "version")
_NAMING: Final = (("intents", "serves"), ("tasks", "needs"), ("milestones", "expects"))
"""Lists of tasks in rows of other kinds."""


def adapted(book: Book, name: str) -> Book:
    """Return the manual for the adaptation `name`; `book` itself for "none" and where it is that manual already."""
    return book if name in ("none", book.rows.id) else _overlaid(name)


@cache
def _overlaid(name: str) -> Book:
    path = FOLDER / f"{name}.yaml"
    sources = read_bytes(MANUAL_FILE), read_bytes(REPLIES_FILE), read_bytes(path)
    key = fingerprint(*sources)
    book = kept(path, key)
    if book is None:
        book = read_adaptation(sources[2], path.name)
        keep(path, key, book)
    return book


def read_adaptation(source: bytes, file: str) -> Book:
    """Read the text of an overlay and lay it over the program's manual; `file` is how diagnostics name it.

    Raises Faults for its layout or its shape (SW002 to SW032), for a row that is not there to be replaced or is there
    already (SW070), else for what does not go together in the whole (SW050 to SW069).
    """
    from game.manual.check import faults_of_rows
    from game.manual.check_words import faults_of_replies, faults_of_words

    base = load_manual()
    overlay = read_tree(source, file)
    rows = shape(Adaptation, overlay, _known(base))
    _refuse(_faults_of_ids(base, rows, overlay))
    manual_source, replies_source = read_bytes(MANUAL_FILE), read_bytes(REPLIES_FILE)
    whole = _merged(read_tree(manual_source, MANUAL_FILE.name), overlay, "replies")
    manual = shape(Manual, whole)
    _refuse(faults_of_rows(manual, whole, adapted=True) + faults_of_words(manual, whole))
    spoken = _merged(read_tree(replies_source, REPLIES_FILE.name), overlay, "replies", only=True)
    replies = shape(Replies, spoken)
    _refuse(faults_of_replies(replies, manual, spoken))
    return Book.of(manual, replies, hashlib.sha256(manual_source + replies_source + source).hexdigest())


def _refuse(faults: Iterable[Diagnostic]) -> None:
    found = tuple(faults)
    if found:
        raise Faults(found)


def _known(base: Book) -> dict[str, tuple[str, ...]]:
    """Return the ids an overlay may name without declaring them."""
    rows = base.rows
    return {
        "task": tuple(base.tasks),
        "intent": tuple(base.intents),
        "milestone": tuple(base.milestones),
        "procedure": tuple(base.procedures),
        "technique": tuple(base.techniques),
        "error": tuple(base.errors),
        "red_line": tuple(base.red_lines),
        "strategy": tuple(base.strategies),
        "response": tuple(base.responses),
        "area": tuple(area.id for area in rows.areas),
        "symptom": tuple(base.symptoms),
        "measure": tuple(base.measures),
    }


def _faults_of_ids(base: Book, rows: Adaptation, tree: Tree) -> Iterable[Diagnostic]:
    parts: dict[str, Any] = tree.value
    for kind in parts.get("add") or ():
        there = _ids(base, kind)
        for place, row in enumerate(getattr(rows.add, kind)):
            if _id_of(row) in there:
                problem = f"the manual has a row '{_id_of(row)}' already"
                yield tree.diagnostic(("add", kind, place), "SW070", problem, "write it under 'replace'")
    for kind in parts.get("replace") or ():
        there = _ids(base, kind)
        for place, row in enumerate(getattr(rows.replace, kind)):
            if _id_of(row) not in there:
                problem = f"the manual has no row '{_id_of(row)}' that could be replaced"
                yield tree.diagnostic(("replace", kind, place), "SW070", problem, "write it under 'add'")


def _ids(base: Book, kind: str) -> set[str]:
    rows: Iterable[Any] = base.replies.values() if kind == "replies" else getattr(base.rows, kind)
    return {_id_of(row) for row in rows}


def _id_of(row: Any) -> str:
    return str(row.cue) if hasattr(row, "cue") else str(row.id)


def _merged(base: Tree, overlay: Tree, replies: str, *, only: bool = False) -> Tree:
    """Return `base` with the rows of `overlay`: of the kind `replies` only, or of every other kind."""
    value = dict(base.value)
    marks = {**base.marks, **overlay.marks}
    marks[id(value)] = dict(base.marks[id(base.value)])  # type: ignore[arg-type]
    changed: dict[str, Any] = overlay.value
    kinds = {kind for part in ("add", "replace", "remove") for kind in changed.get(part) or ()}
    for kind in sorted(kinds):
        if (kind == replies) == only:
            value[kind], marks_of_rows = _rows(base, overlay, kind)
            marks[id(value[kind])] = marks_of_rows
            top: Any = marks[id(value)]
            top.setdefault(kind, (overlay.start, overlay.start))
    if not only:
        _forget(value, marks, set((changed.get("remove") or {}).get("tasks") or ()))
        for key in _HEAD:
            value[key] = changed[key]
        value["changes"] = [*base.value["changes"], *changed["changes"]]  # type: ignore[misc]
        marks[id(value["changes"])] = [
            *marks[id(base.value["changes"])],
            *overlay.marks[id(changed["changes"])],
        ]
    return Tree(overlay.file, value, base.start, marks, overlay.folder)


def _forget(value: dict[str, Any], marks: Marks, tasks: set[str]) -> None:
    """Let no row name a task that has been left out."""
    for kind, key in _NAMING if tasks else ():
        own = list(value[kind])
        marks[id(own)] = marks[id(value[kind])]
        value[kind] = own
        for place, row in enumerate(own):
            if tasks.isdisjoint(row.get(key) or ()):
                continue
            places: Any = marks[id(row[key])]
            left = [(name, at) for name, at in zip(row[key], places, strict=True) if name not in tasks]
            changed = {**row, key: [name for name, _ in left]}
            marks[id(changed)] = marks[id(row)]
            marks[id(changed[key])] = [at for _, at in left]
            own[place] = changed


def _rows(base: Tree, overlay: Tree, kind: str) -> tuple[list[Any], list[Any]]:
    """Return the rows of one kind with their places: those of the base, replaced or left out, then those added."""
    key = "cue" if kind == "replies" else "id"
    changed: dict[str, Any] = overlay.value
    removed = set((changed.get("remove") or {}).get(kind) or ())
    instead = (changed.get("replace") or {}).get(kind) or []
    added = (changed.get("add") or {}).get(kind) or []
    replaced = {row[key]: (row, overlay.marks[id(instead)][place]) for place, row in enumerate(instead)}  # type: ignore[index]
    old: Any = base.value.get(kind) or []
    kept_rows = [
        replaced.get(row[key], (row, base.marks[id(old)][place]))  # type: ignore[index]
        for place, row in enumerate(old)
        if row[key] not in removed
    ]
    new_rows = [(row, overlay.marks[id(added)][place]) for place, row in enumerate(added)]  # type: ignore[index]
    rows = kept_rows + new_rows
    return [row for row, _ in rows], [place for _, place in rows]
