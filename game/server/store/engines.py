"""Connections to the two databases, set up so that what is acknowledged is on disk and what only reads cannot write."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from game.server.store.errors import leave_out_what_was_typed
from game.words import _

Kind = Literal["sqlite", "postgresql"]

_SQLITE_WAIT: Final = 5
"""Seconds SQLite waits for a lock: only tools from outside can hold one."""
_POSTGRESQL_WAIT: Final = 5
"""Seconds to wait for a connection."""
_WRITERS: Final = 2
_CHANNEL: Final = 2
"""Connections of `game.server.store.channel`."""
_READERS: Final = 8
_MORE_READERS: Final = 32
_QUIET: Final[dict[str, Any]] = {"hide_parameters": True}
"""What people typed and the hashes of their tokens do not belong into error messages, which end in logs."""


class CannotOpen(Exception):
    """The database cannot be used. The message is a sentence for whoever starts the host."""


class StoreInUse(CannotOpen):
    """Another host writes to this SQLite file."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The two ways into a database. `let_go` gives back what keeps other hosts out."""

    kind: Kind
    write: Engine
    read: Engine
    """Its transactions see one moment of the database, and cannot write."""
    let_go: Callable[[], None]
    writers: int
    """How many threads write."""
    group: int
    """How many jobs share a commit at most."""

    def close(self) -> None:
        """Close every connection and let other hosts in."""
        self.read.dispose()
        self.write.dispose()
        self.let_go()


def engines(url: str | None, *, to_read: bool = False) -> Engines:
    """Prepare connections to `url`; None is the SQLite file in the data folder of this user.

    Raises CannotOpen, and StoreInUse for a SQLite file that another host has open. With `to_read` nothing can be
    written, nothing is made, and a host that has the file open does not mind.
    """
    where = _read_url(url)
    match where.get_backend_name():
        case "sqlite" if where.database not in (None, "", ":memory:"):
            path = Path(str(where.database))
            return _only_to_read(_sqlite_to_read(path)) if to_read else _sqlite(path)
        case "postgresql" if to_read:
            return _only_to_read(_postgresql(where.set(drivername="postgresql+psycopg")))
        case "postgresql":
            return _postgresql(where.set(drivername="postgresql+psycopg"))
    raise CannotOpen(_("A host keeps everything in sqlite:///FILE or in postgresql://HOST/DATABASE."))


def _read_url(url: str | None) -> URL:
    if url is None:
        return URL.create("sqlite", database=str(user_data_path("sixteen-weeks", appauthor=False) / "host.db"))
    try:
        return make_url(url)
    except ArgumentError:
        raise CannotOpen(_("This is not the address of a database.")) from None


def _sqlite(path: Path) -> Engines:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
        lock.acquire()
        path.touch(mode=0o600)
    except Timeout:
        raise StoreInUse(_("Another host is using {path}. Stop it first, or name another place.", path=path)) from None
    except OSError as problem:
        raise CannotOpen(
            _("{path} cannot be used: {reason}", path=path, reason=problem.strerror or problem)
        ) from problem
    return _sqlite_engines(path, lock.release)


def _sqlite_to_read(path: Path) -> Engines:
    if not path.is_file():
        raise CannotOpen(_("There is no host's database at {path}.", path=path))
    return _sqlite_engines(path, lambda: None)


def _sqlite_engines(path: Path, let_go: Callable[[], None]) -> Engines:
    url = URL.create("sqlite", database=str(path))
    # Transactions are begun by hand: the driver's own way begins them late, and not before what only reads.
    by_hand: dict[str, Any] = {"isolation_level": None, "timeout": _SQLITE_WAIT}
    write = create_engine(url, connect_args=by_hand, pool_size=1, max_overflow=0, **_QUIET)
    read = create_engine(url, connect_args=by_hand, pool_size=_READERS, max_overflow=_MORE_READERS, **_QUIET)
    event.listen(write, "connect", _set_up_sqlite_writer)
    event.listen(write, "begin", _begin_to_write)
    event.listen(read, "connect", _set_up_sqlite_reader)
    event.listen(read, "begin", _begin_to_read)
    return Engines("sqlite", write, read, let_go, writers=1, group=64)


def _only_to_read(base: Engines) -> Engines:
    """Put the way to read in the place of the way to write, so that the database itself refuses a change."""
    base.write.dispose()
    return replace(base, write=base.read, writers=1, group=1)


def _set_up_sqlite_writer(driver: Any, _record: Any) -> None:
    # FULL: a commit that returned survives a power cut. In groups that costs nothing (classroom.md 3.2).
    # What is deleted is overwritten: somebody who is forgotten must not stand in the file's free pages.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        driver.execute(f"PRAGMA {pragma}")


def _set_up_sqlite_reader(driver: Any, _record: Any) -> None:
    driver.execute("PRAGMA query_only = ON")


def _begin_to_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_to_read(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _postgresql(url: URL) -> Engines:
    soon: dict[str, Any] = {"connect_timeout": _POSTGRESQL_WAIT}
    write = create_engine(url, connect_args=soon, pool_size=_WRITERS + _CHANNEL, max_overflow=0, **_QUIET)
    read = create_engine(
        url,
        connect_args=soon,
        isolation_level="REPEATABLE READ",
        pool_size=_READERS,
        max_overflow=_READERS // 2,
        **_QUIET,
    )
    event.listen(write, "connect", _set_up_postgresql_writer)
    event.listen(write, "handle_error", leave_out_what_was_typed)
    event.listen(read, "connect", _set_up_postgresql_reader)
    # While one group waits for the network the other is thought about; small groups share the work and hold locks
    # for a short time.
    return Engines("postgresql", write, read, lambda: None, writers=_WRITERS, group=16)


def _set_up_postgresql_writer(driver: Any, _record: Any) -> None:
    # Two groups can wait for each other crosswise; giving up and going one by one is sooner than PostgreSQL looks
    # for a deadlock, which it does after a second.
    driver.execute("SET synchronous_commit = on")
    driver.execute("SET lock_timeout = '200ms'")
    driver.commit()


def _set_up_postgresql_reader(driver: Any, _record: Any) -> None:
    driver.read_only = True
