"""Tells pages that something has changed, in this process and, on PostgreSQL, in the others at the same database.

What has changed is not said: whoever listens looks it up, and sees what they may see. Word goes round four times a
second at most, and outside of the transactions of actions, because a NOTIFY at their commits would halve their rate
(classroom.md 3.4). A word that gets lost only delays: versions of contests are compared every two seconds.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from game.server.store import Channel, Store
from game.server.tables import contests

_REST: Final = 0.25
"""Seconds between two words about anything."""
_LOOK_EVERY: Final = 2.0
"""Seconds between two looks for what nobody said."""
_STILL_HERE: Final = 15.0
"""Seconds after which a listener is woken though nothing has changed: connections that say nothing are cut."""
_Listener = tuple[asyncio.AbstractEventLoop, asyncio.Event]


class Bus:
    """Who listens to which contest in this process. Close it before the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._channel: Channel | None = store.channel()
        self._name = token_hex(8)
        self._listeners: dict[str, set[_Listener]] = {}
        self._said: set[str] = set()
        self._heard: set[str] = set()
        self._news = threading.Condition()
        self._closed = threading.Event()
        self._threads = [threading.Thread(target=self._tell, name="live", daemon=True)]
        if self._channel is not None:
            hear = threading.Thread(target=self._hear, args=(self._channel,), name="live hearing", daemon=True)
            self._threads.append(hear)
        for thread in self._threads:
            thread.start()

    def changed(self, contest: str) -> None:
        """Note that something about `contest` is different; to be called when that is committed. Waits for nothing."""
        with self._news:
            self._said.add(contest)
            self._news.notify()

    async def changes(self, contest: str, *, still_here: float = _STILL_HERE) -> AsyncIterator[bool]:
        """Yield True at once, so that nothing is missed, and after every change; changes close together count as one.

        Yields False when nothing has changed for `still_here` seconds. Ends when the bus is closed.
        """
        event = asyncio.Event()
        listener = (asyncio.get_running_loop(), event)
        with self._news:
            self._listeners.setdefault(contest, set()).add(listener)
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
                self._listeners[contest].discard(listener)
                if not self._listeners[contest]:
                    del self._listeners[contest]

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
                self._channel.say(f"{self._name} {contest}" for contest in said)
            self._closed.wait(_REST)

    def _hear(self, channel: Channel) -> None:
        """Note what other processes say, and what they did not say but did."""
        seen: dict[str, int] = {}
        looked = time.monotonic()
        while not self._closed.is_set():
            words = channel.receive(_LOOK_EVERY)
            parts = (word.partition(" ") for word in words)
            self._note(contest for name, _, contest in parts if name != self._name)
            if time.monotonic() - looked >= _LOOK_EVERY:
                looked, before = time.monotonic(), seen
                seen = self._versions()
                self._note(contest for contest, version in seen.items() if before.get(contest) != version)
        channel.close()

    def _note(self, contests_heard: Iterable[str]) -> None:
        with self._news:
            self._heard.update(contests_heard)
            self._news.notify()

    def _versions(self) -> dict[str, int]:
        """Return the versions of what is listened to here; nothing while the database is not to be had."""
        with self._news:
            wanted = list(self._listeners)

        def read(connection: Connection) -> dict[str, int]:
            versions = select(contests.c.id, contests.c.version).where(contests.c.id.in_(wanted))
            return {row.id: row.version for row in connection.execute(versions)}

        try:
            return self._store.read(read) if wanted else {}
        except DBAPIError:
            return {}

    def _wake(self, changed: Iterable[str]) -> None:
        with self._news:
            listeners = [listener for contest in changed for listener in self._listeners.get(contest, ())]
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
