"""Jobs for tests of the store, each of which leaves a notice; and a way to have jobs wait for each other."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select

from game.server.store import Store
from game.server.tables import notices


def note(subject: str) -> Callable[[Connection], str]:
    """Return a job that leaves a notice of `subject`, and returns it."""

    def job(connection: Connection) -> str:
        connection.execute(insert(notices), {"at": 1, "what": "test", "subject": subject})
        return subject

    return job


def noted(connection: Connection) -> Counter[str]:
    """Job: count the notices by subject."""
    return Counter(connection.scalars(select(notices.c.subject)))


@contextmanager
def held_up(store: Store) -> Iterator[None]:
    """Keep every writer waiting inside a job, so that whatever is queued in the block goes into groups together."""
    on = threading.Event()

    def wait(_connection: Connection) -> None:
        begun.set()
        on.wait()

    held = []
    for _writer in range({"sqlite": 1, "postgresql": 2}[store.kind]):
        begun = threading.Event()
        held.append(store.write(wait))
        begun.wait()
    try:
        yield
    finally:
        on.set()
        for answer in held:
            answer.result()
