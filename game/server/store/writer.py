"""Group commit: jobs that wait for each other share one transaction, and nobody is answered before it is on disk.

A commit costs the same for one job as for sixty, and so does waking a thread. A job that fails takes nobody with it:
the group is rolled back, and each of its jobs runs again in a transaction of its own. Jobs must therefore do the same
when they run again, and keep their hands off everything but the connection.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from game.words import _

Job = Callable[[Connection], Any]
"""Does one thing with a connection that is in a transaction, and returns what its caller is told."""

_ROOM: Final = 2_048
"""Jobs that may wait: at the rates of one small machine one to two seconds, longer than anybody should be kept."""
_PAUSES: Final = (0.01, 0.04, 0.16, 0.64)
"""Seconds before a job that met another process's locks is tried again."""
_WILL_PASS: Final = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL's states for a serialization failure, a deadlock and a lock that was not given in time."""
_Outcome = tuple[Any, BaseException | None]


class Busy(Exception):
    """More waits to be written than the store takes, or it is not to be had just now. Asking again soon will do."""


class Unsettled(Busy):
    """The connection broke during the commit: the job may have been done or not. Asking again tells which."""


@dataclass(slots=True)
class _Task:
    job: Job
    answer: Future[Any] | asyncio.Future[Any]


class Writer:
    """Threads that carry out jobs in groups of at most `group`, in the order in which they came.

    With one of the `threads` the order holds to the end; several overlap, and meet at the locks of the database.
    """

    def __init__(self, engine: Engine, *, threads: int, group: int) -> None:
        self._engine = engine
        self._group = group
        self._tasks: deque[_Task] = deque()
        self._changed = threading.Condition()
        self._closed = False
        event.listen(engine, "before_cursor_execute", _note_writing)
        self._threads = [
            threading.Thread(target=self._work, name=f"writer {number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, job: Job, loop: asyncio.AbstractEventLoop | None = None) -> Any:
        """Queue `job` and return its future: one of `loop`, where given. Raise Busy when there is no more room."""
        answer: Future[Any] | asyncio.Future[Any] = Future() if loop is None else loop.create_future()
        with self._changed:
            if self._closed:
                raise Busy(_("The host is closing."))
            if len(self._tasks) >= _ROOM:
                raise Busy(_("The host has more to do than it can take. Wait a moment and try again."))
            self._tasks.append(_Task(job, answer))
            self._changed.notify()
        return answer

    def close(self) -> None:
        """Take no more jobs, carry out those that wait, and stop."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while group := self._next_group():
            try:
                outcomes = self._carried_out(group)
            except BaseException as problem:
                outcomes = [(None, problem)] * len(group)
            _settle(group, outcomes)

    def _next_group(self) -> list[_Task]:
        """Wait for jobs and take them; none come once the writer is closed and the queue is empty."""
        with self._changed:
            while not self._tasks and not self._closed:
                self._changed.wait()
            return [self._tasks.popleft() for _number in range(min(self._group, len(self._tasks)))]

    def _carried_out(self, group: Sequence[_Task]) -> list[_Outcome]:
        try:
            return self._together(group)
        except Busy as problem:
            return [(None, problem)] * len(group)
        except Exception:
            return self._one_by_one(group)

    def _together(self, group: Iterable[_Task]) -> list[_Outcome]:
        """Run jobs in one transaction. What one raises before it wrote is its outcome; later, it is raised here."""
        outcomes: list[_Outcome] = []
        with self._connected() as connection:
            info = connection.info
            for task in group:
                info["wrote"] = False
                try:
                    outcomes.append((task.job(connection), None))
                except Exception as problem:
                    if info["wrote"] or isinstance(problem, DBAPIError):
                        raise
                    outcomes.append((None, problem))
            _commit(connection)
        return outcomes

    def _connected(self) -> Connection:
        connection = None
        try:
            connection = self._engine.connect()
            connection.begin()
        except DBAPIError as problem:
            if connection is not None:
                connection.close()
            raise _Away(_("The host's database does not answer. Wait a moment and try again.")) from problem
        return connection

    def _one_by_one(self, group: Sequence[_Task]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        for task in group:
            outcomes.append(self._alone(task))
            if isinstance(outcomes[-1][1], _Away):
                break
        return outcomes + [outcomes[-1]] * (len(group) - len(outcomes))

    def _alone(self, task: _Task) -> _Outcome:
        pauses = iter(_PAUSES)
        while True:
            try:
                return self._together([task])[0]
            except Exception as problem:
                if not _will_pass(problem):
                    return None, problem
                pause = next(pauses, None)
                if pause is None:
                    return None, Busy(_("The host's database is held up. Wait a moment and try again."))
            time.sleep(pause)


class _Away(Busy):
    """There was no connection, or SQLite's lock was somebody else's: nothing was tried, so nothing was done."""


def _note_writing(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
    """Note for `_together` whether a job has written yet; what is not plainly a question counts as writing."""
    if not statement.startswith("SELECT"):
        connection.info["wrote"] = True


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as problem:
        if problem.connection_invalidated:
            raise Unsettled(_("The host's database broke off. Wait a moment and try again.")) from problem
        raise


def _will_pass(problem: Exception) -> bool:
    """Tell whether the same job may well succeed in a moment: it met other processes' locks, or a restart."""
    if not isinstance(problem, DBAPIError):
        return False
    return problem.connection_invalidated or getattr(problem.orig, "sqlstate", None) in _WILL_PASS


def _settle(group: Iterable[_Task], outcomes: Iterable[_Outcome]) -> None:
    """Answer everybody; each event loop is woken once, because waking costs as much as a job."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], _Outcome]]] = {}
    for task, outcome in zip(group, outcomes, strict=True):
        if isinstance(task.answer, asyncio.Future):
            by_loop.setdefault(task.answer.get_loop(), []).append((task.answer, outcome))
        elif task.answer.set_running_or_notify_cancel():
            _answer(task.answer, outcome)
    for loop, answers in by_loop.items():
        # A loop that is closed has nobody waiting in it any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_answer_all, answers)


def _answer_all(answers: Iterable[tuple[asyncio.Future[Any], _Outcome]]) -> None:
    for future, outcome in answers:
        if not future.done():
            _answer(future, outcome)


def _answer(future: Future[Any] | asyncio.Future[Any], outcome: _Outcome) -> None:
    value, problem = outcome
    if problem is None:
        future.set_result(value)
    else:
        future.set_exception(problem)
