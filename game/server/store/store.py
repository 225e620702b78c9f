"""The store of a host: jobs that write, jobs that read, and closing."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from game.server.store.channel import Channel
from game.server.store.engines import Engines, Kind, engines
from game.server.store.migrate import brought_up_to_date, see_it_is_up_to_date
from game.server.store.writer import Writer

T = TypeVar("T")
_READERS: Final = 8


def open_store(url: str | None = None, *, to_read: bool = False) -> "Store":
    """Open the database at `url`, made or brought up to date first; None is a SQLite file in this user's data folder.

    Takes `sqlite:///path` and `postgresql://user:password@host/database`. Raises CannotOpen with a sentence that
    names no password, and StoreInUse where another host has the SQLite file open. With `to_read` it is opened as it
    is, beside a host that serves it; what is written fails then.
    """
    found = engines(url, to_read=to_read)
    try:
        if to_read:
            see_it_is_up_to_date(found)
        else:
            brought_up_to_date(found)
    except BaseException:
        found.close()
        raise
    return Store(found)


class Store:
    """A database that is open. Close it, or use it in a `with`."""

    def __init__(self, base: Engines) -> None:
        self._base = base
        self._writer = Writer(base.write, threads=base.writers, group=base.group)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")

    @property
    def kind(self) -> Kind:
        """Which database it is."""
        return self._base.kind

    def write(self, job: Callable[[Connection], T]) -> Future[T]:
        """Queue `job`, which may read and write; its future is done when what it wrote is on disk, or is undone.

        A job must be able to run again from the start: it may have been rolled back with others. What it raises, its
        future raises, and nothing of it stays. Whoever needs an order waits for one job before the next: on PostgreSQL
        jobs overtake each other. Raises Busy where too much waits already; the future raises Busy where
        the database was not to be had, and Unsettled where nobody knows whether the commit arrived.
        """
        return cast("Future[T]", self._writer.put(job))

    async def written(self, job: Callable[[Connection], T]) -> T:
        """Await what `write` promises. Cancelling the wait does not take the job back."""
        return cast("T", await self._writer.put(job, asyncio.get_running_loop()))

    def read(self, job: Callable[[Connection], T]) -> T:
        """Return what `job` reads, here and now, from one moment of the database. Writing in it fails."""
        try:
            return self._read_once(job)
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise
        # The database was restarted since this connection was last used.
        return self._read_once(job)

    async def asked(self, job: Callable[[Connection], T]) -> T:
        """Return what `job` reads, from another thread; for what takes longer than a millisecond."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read, job)

    def channel(self) -> Channel | None:
        """Return a way to tell other hosts something; None where there can be none. Ask for one only."""
        return Channel(self._base.write) if self.kind == "postgresql" else None

    def close(self) -> None:
        """Finish what waits to be written, then let go of the database. Closing again does nothing."""
        self._writer.close()
        self._readers.shutdown()
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_once(self, job: Callable[[Connection], T]) -> T:
        with self._base.read.connect() as connection, connection.begin():
            return job(connection)
