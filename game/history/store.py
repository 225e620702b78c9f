"""The history kept in SQLite, so that a long shelf of logs need not be read at every start. The one home of `sqlite3`.

Nothing stands here that the logs do not tell: a database that is missing, damaged or from a newer program is made anew.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from game.history.entry import Entry, Tried

_COLUMNS: Final = tuple(field.name for field in fields(Entry) if field.name != "tried")
_FLAGS: Final = ("in_session", "passed")

STEPS: Final = (
    """
    CREATE TABLE treatments (
        log TEXT PRIMARY KEY, stamp TEXT NOT NULL, "case" TEXT NOT NULL, patient TEXT NOT NULL, title TEXT NOT NULL,
        mode TEXT NOT NULL, course TEXT NOT NULL, sessions INTEGER NOT NULL, session INTEGER NOT NULL,
        in_session INTEGER NOT NULL, turns INTEGER NOT NULL, ended TEXT NOT NULL, composite INTEGER NOT NULL,
        passed INTEGER NOT NULL, began TEXT NOT NULL, played TEXT NOT NULL
    );
    CREATE TABLE tried (
        log TEXT NOT NULL REFERENCES treatments (log) ON DELETE CASCADE, kind TEXT NOT NULL, id TEXT NOT NULL,
        called INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (log, kind, id)
    );
    """,
    """
    ALTER TABLE treatments ADD COLUMN trouble TEXT NOT NULL DEFAULT '';
    UPDATE treatments SET stamp = '';
    """,
)
"""How the database came to look as it does; `PRAGMA user_version` counts the steps taken. Never edit one: add one."""

_NAMES: Final = ", ".join(f'"{name}"' for name in _COLUMNS)
_ALL: Final = f"SELECT {_NAMES} FROM treatments ORDER BY played DESC, began DESC, log"  # noqa: S608 (names of our own)
_PUT: Final = f"INSERT INTO treatments (stamp, {_NAMES}) VALUES (?{', ?' * len(_COLUMNS)})"  # noqa: S608

Stamps = dict[str, str]
"""Name of a log to what told, when it was read, that it is still the same."""


class Store:
    """An open database of entries. Where its file cannot be used it is kept in memory, and `kept` is False."""

    def __init__(self, path: Path) -> None:
        self.kept = True
        try:
            self._base = _opened(path)
        except sqlite3.OperationalError:
            # No rights, no room, or another window is writing just now: this window can do without the file.
            self.kept = False
            self._base = _opened(None)
        except sqlite3.DatabaseError:
            self._base = _made_anew(path)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def stamps(self) -> Stamps:
        """Return what was read, and from which state of the logs."""
        return dict(self._base.execute("SELECT log, stamp FROM treatments"))

    def entries(self) -> tuple[Entry, ...]:
        """Return everything, the treatment played last first."""
        tried: dict[str, list[Tried]] = {}
        for log, *values in self._base.execute("SELECT log, kind, id, called, done FROM tried ORDER BY rowid"):
            tried.setdefault(log, []).append(Tried(*values))
        return tuple(_entry(row, tuple(tried.get(row[0], ()))) for row in self._base.execute(_ALL))

    def put(self, entry: Entry, stamp: str) -> None:
        """Keep an entry, in the place of the one with the same log."""
        self._change(
            [
                ("DELETE FROM treatments WHERE log = ?", (entry.log,)),
                (_PUT, (stamp, *(getattr(entry, name) for name in _COLUMNS))),
                *(
                    ("INSERT INTO tried VALUES (?, ?, ?, ?, ?)", (entry.log, row.kind, row.id, row.called, row.done))
                    for row in entry.tried
                ),
            ]
        )

    def drop(self, logs: Iterable[str]) -> None:
        """Forget the entries of these logs."""
        self._change([("DELETE FROM treatments WHERE log = ?", (log,)) for log in logs])

    def _change(self, statements: list[tuple[str, tuple[object, ...]]]) -> None:
        """Do all of it or nothing; where the disk refuses, go on in memory with what there is."""
        try:
            with self._base:
                for statement, values in statements:
                    self._base.execute(statement, values)
        except sqlite3.OperationalError:
            if not self.kept:
                raise
            self.kept = False
            memory = sqlite3.connect(":memory:")
            with suppress(sqlite3.DatabaseError):
                self._base.backup(memory)
            self._base.close()
            self._base = _brought_up_to_date(memory)
            self._change(statements)


def _opened(path: Path | None) -> sqlite3.Connection:
    """Open the database, made where it is missing. Raises sqlite3.DatabaseError."""
    if path is not None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(":memory:" if path is None else path, timeout=1)
    try:
        return _brought_up_to_date(base)
    except sqlite3.DatabaseError:
        base.close()
        raise


def _brought_up_to_date(base: sqlite3.Connection) -> sqlite3.Connection:
    """Take the steps that are missing, each with its number or not at all. Raises sqlite3.DatabaseError."""
    base.execute("PRAGMA foreign_keys = ON")
    (taken,) = base.execute("PRAGMA user_version").fetchone()
    if taken > len(STEPS):
        raise sqlite3.DatabaseError("a newer program made this database")
    for number, step in enumerate(STEPS[taken:], taken + 1):
        base.executescript(f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;")
    return base


def _made_anew(path: Path) -> sqlite3.Connection:
    """Begin again with an empty database; what stood in it is in the logs."""
    for name in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
        with suppress(OSError):
            name.unlink(missing_ok=True)
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        return _opened(None)


def _entry(row: tuple[object, ...], tried: tuple[Tried, ...]) -> Entry:
    values = dict(zip(_COLUMNS, row, strict=True))
    values |= {name: bool(values[name]) for name in _FLAGS}
    return replace(Entry(**values), tried=tried)  # type: ignore[arg-type]


def version_of(path: Path) -> int:
    """Return how many steps the database at `path` has taken. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(path)) as base:
        return int(base.execute("PRAGMA user_version").fetchone()[0])
