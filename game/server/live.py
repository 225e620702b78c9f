"""Tells pages that something has changed, in this process and, on PostgreSQL, in the others at the same database.

Three kinds of things have names here: a contest (its id), how far its runs are (`progress_of` it), and a run (its id).
How they have changed is not said: whoever listens looks it up, and sees what they may see. Word goes round four times a
second at most, and outside of the transactions of actions, because a NOTIFY at their commits would halve their rate
(classroom.md 3.4). A word that gets lost only delays: versions of contests and runs are compared now and then, and
whenever a connection had to be made anew.
"""

import asyncio
import math
import threading
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from game.server.store import Channel, Store
from game.server.tables import contests, runs

_PROGRESS: Final = "+"
_AT_ONCE: Final = 200
"""Names in one word to other hosts: PostgreSQL takes 8,000 bytes."""
_REST: Final = 0.25
"""Seconds between two words about anything."""
_LOOK_EVERY: Final = 30.0
"""Seconds between two looks for what nobody said."""
_WAIT: Final = 2.0
"""Seconds to wait for a word from elsewhere before looking whether there is anything else to do."""
_STILL_HERE: Final = 15.0
"""Seconds after which a listener is woken though nothing has changed: connections that say nothing are cut."""
_Listener = tuple[asyncio.AbstractEventLoop, asyncio.Event]


def progress_of(contest: str) -> str:
    """Return the name of how far the runs of a contest are: what boards show and seats do not."""
    return contest + _PROGRESS


class Bus:
    """Who listens to what in this process. Close it before the store."""

    def __init__(self, store: Store, *, look_every: float = _LOOK_EVERY) -> None:
        self._store = store
        self._look_every = look_every
        self._channel: Channel | None = store.channel()
        self._name = token_hex(8)
        self._listeners: dict[str, set[_Listener]] = {}
        self._said: set[str] = set()
        self._heard: set[str] = set()
        self._news = threading.Condition()
        self._closed = threading.Event()
        self.words = 0
        """How often somebody has been woken: what is looked up from now on shows everything that was said before."""
        self._threads = [threading.Thread(target=self._tell, name="live", daemon=True)]
        if self._channel is not None:
            hear = threading.Thread(target=self._hear, args=(self._channel,), name="live hearing", daemon=True)
            self._threads.append(hear)
        for thread in self._threads:
            thread.start()

    def changed(self, *names: str) -> None:
        """Note that these are different; to be called when that is committed. Waits for nothing."""
        with self._news:
            self._said.update(names)
            self._news.notify()

    async def changes(self, *names: str, still_here: float = _STILL_HERE) -> AsyncIterator[bool]:
        """Yield True at once, so that nothing is missed, and after every change to what is named.

        Changes close together count as one.

        Yields False when nothing has changed for `still_here` seconds. Ends when the bus is closed.
        """
        event = asyncio.Event()
        listener = (asyncio.get_running_loop(), event)
        with self._news:
            for name in names:
                self._listeners.setdefault(name, set()).add(listener)
        try:
            yield True
            while not self._closed.is_set():
                try:
                    async with asyncio.timeout(still_here):
                        await event.wait()
                except TimeoutError:
                    yield False
                    continue
                event.clear()
                if not self._closed.is_set():
                    yield True
        finally:
            with self._news:
                for name in names:
                    self._listeners[name].discard(listener)
                    if not self._listeners[name]:
                        del self._listeners[name]

    def close(self) -> None:
        """End every `changes`, and stop. Closing again does nothing."""
        with self._news:
            self._closed.set()
            self._news.notify()
        if self._channel is not None:
            # Wakes our own thread, which may be waiting for a word from elsewhere.
            self._channel.say([self._name])
        for thread in self._threads:
            thread.join()
        with self._news:
            everything = list(self._listeners)
        self._wake(everything)

    def _tell(self) -> None:
        """Pass on what was said here and heard from elsewhere."""
        while not self._closed.is_set():
            with self._news:
                self._news.wait_for(lambda: self._said or self._heard or self._closed.is_set())
                said, heard = self._said, self._heard
                self._said, self._heard = set(), set()
            self._wake(said | heard)
            if said and self._channel is not None:
                names = sorted(said)
                parts = (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
                self._channel.say(" ".join([self._name, *part]) for part in parts)
            self._closed.wait(_REST)

    def _hear(self, channel: Channel) -> None:
        """Note what other processes say, and what they did not say but did."""
        seen: dict[str, int] = {}
        looked, made = -math.inf, 0
        while not self._closed.is_set():
            words = [word.split() for word in channel.receive(min(_WAIT, self._look_every))]
            self._note(heard for name, *names in words if name != self._name for heard in names)
            if channel.made != made or time.monotonic() - looked >= self._look_every:
                looked, made, before = time.monotonic(), channel.made, seen
                seen = self._versions()
                self._note(name for name, version in seen.items() if before.get(name) != version)
        channel.close()

    def _note(self, names: Iterable[str]) -> None:
        with self._news:
            self._heard.update(names)
            self._news.notify()

    def _versions(self) -> dict[str, int]:
        """Return the versions of what is listened to here; nothing while the database is not to be had."""
        with self._news:
            listened = list(self._listeners)
        wanted = {name.removesuffix(_PROGRESS) for name in listened}

        def read(connection: Connection) -> dict[str, int]:
            found: dict[str, int] = {}
            for table in (contests, runs):
                versions = select(table.c.id, table.c.version).where(table.c.id.in_(wanted))
                found |= {row.id: row.version for row in connection.execute(versions)}
            return found

        try:
            found = self._store.read(read) if wanted else {}
        except DBAPIError:
            return {}
        return {name: found[key] for name in listened if (key := name.removesuffix(_PROGRESS)) in found}

    def _wake(self, changed: Iterable[str]) -> None:
        with self._news:
            self.words += 1
            listeners = {listener for name in changed for listener in self._listeners.get(name, ())}
        by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Event]] = {}
        for loop, event in listeners:
            by_loop.setdefault(loop, []).append(event)
        for loop, events in by_loop.items():
            # A loop that is closed has nobody listening in it any more.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_set_all, events)


def _set_all(events: Iterable[asyncio.Event]) -> None:
    for event in events:
        event.set()
