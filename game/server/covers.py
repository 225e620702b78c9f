"""The covers of cases: what a teacher reads before choosing one. The key stays shut until it is asked for."""

from dataclasses import dataclass
from threading import Lock
from typing import Any, ClassVar

from sqlalchemy import Connection, select

from game.case import CaseFile
from game.manual import Book
from game.reading import Faults
from game.server import tables as t
from game.server.host import Host
from game.server.refusals import NotNow, Unknown
from game.view.shelf import ShelfRow, shelf_row


@dataclass(frozen=True, slots=True)
class Cover:
    """A case to choose. `id` is what `conducting.create` takes; `initial` the last session of its initial phase."""

    id: str
    row: ShelfRow
    initial: int
    variants: int
    """How many parallel forms it has, itself counted."""
    used: int | None
    """When the teacher last made a contest of it, in milliseconds."""


class Covers:
    """Reads each case of the shelf once. Safe to use from several threads."""

    _read: ClassVar[dict[tuple[str, str, int], CaseFile]] = {}
    """By the manual's hash, the case and when its file was changed: the same for every host of this process."""
    _lock: ClassVar[Lock] = Lock()

    def all(self, host: Host, c: Connection, teacher: str) -> tuple[Cover, ...]:
        """Return every case a teacher may choose, easiest first; those of the shelf, then those they have brought."""
        used = _used(c, teacher)
        shelf = [(name, file) for name in host.on_shelf() if (file := self._on_shelf(host, name)) is not None]
        shelf.sort(key=lambda pair: (pair[1].rows.level, pair[1].rows.patient.name))
        return tuple(_cover(host.book, key, file, used) for key, file in [*shelf, *_brought(host, c, teacher)])

    def file(self, host: Host, c: Connection, teacher: str, case: str) -> CaseFile:
        """Return the case itself. Raises Unknown for one that is not there, or is somebody else's."""
        own = select(t.cases.c.id).where(t.cases.c.id == case, t.cases.c.teacher == teacher)
        if c.execute(own).first() is not None:
            return host.case_in(c, case, None)
        file = self._on_shelf(host, case)
        if file is None:
            raise Unknown
        return file

    def _on_shelf(self, host: Host, name: str) -> CaseFile | None:
        path = host.on_shelf().get(name)
        if path is None:
            return None
        key = host.book.hash, name, path.stat().st_mtime_ns
        with self._lock:
            if key not in self._read:
                try:
                    self._read[key] = host.read_case(name, path.read_bytes())
                except Faults:
                    return None
            return self._read[key]


def initial_of(book: Book, file: CaseFile) -> int:
    """Return the last session of a case's initial phase."""
    windows = file.rows.treatment.windows or book.formats[file.rows.treatment.sessions].windows
    return int(windows.initial[1])


def _cover(book: Book, key: str, file: CaseFile, used: dict[str, int]) -> Cover:
    row = shelf_row(file)
    return Cover(key, row, initial_of(book, file), 1 + len(file.rows.variants), used.get(row.case))


def _used(c: Connection, teacher: str) -> dict[str, int]:
    made = select(t.contests.c.case_id, t.contests.c.made).where(t.contests.c.teacher == teacher)
    return {row.case_id: row.made for row in c.execute(made.order_by(t.contests.c.made))}


def _brought(host: Host, c: Connection, teacher: str) -> list[tuple[str, CaseFile]]:
    """Return the cases of a teacher that are not copies of the shelf's, made when a contest was."""
    rows = select(t.cases.c.id, t.cases.c.name).where(t.cases.c.teacher == teacher).order_by(t.cases.c.made)
    found: list[tuple[str, CaseFile]] = []
    own: list[Any] = [row for row in c.execute(rows) if row.name not in host.on_shelf()]
    for row in own:
        try:
            found.append((row.id, host.case_in(c, row.id, None)))
        except NotNow:
            continue
    return found
