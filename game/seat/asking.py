"""Asking a host for what is only wanted now and then, without ever holding a screen up for long."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Final, TypeVar, cast

from game.seat.calling import HostRefused, Offline
from game.seat.seat import Seat

T = TypeVar("T")
_MOST: Final = 512


class Answers:
    """What was asked of the host about one treatment, each question once; who asks waits `patience` seconds at most."""

    def __init__(self, seat: Seat, run: str, patience: float) -> None:
        self.seat = seat
        self.run = run
        self._patience = patience
        self._found: dict[Hashable, object] = {}
        self._asked: dict[Hashable, Future[object]] = {}
        self._lock = threading.Lock()
        self._callers = ThreadPoolExecutor(2, "ask")
        self._closed = False
        self.late = 0
        """How many answers have come after somebody had stopped waiting for them."""

    def of(self, question: Hashable, ask: Callable[[], T], otherwise: T) -> T:
        """Return the answer to a question, `otherwise` while there is none."""
        with self._lock:
            if question in self._found:
                return cast("T", self._found[question])
            asked = self._asked.get(question)
            is_new = asked is None
            if asked is None:
                if self.seat.trouble or self._closed:
                    return otherwise
                asked = self._asked[question] = self._callers.submit(ask)
        try:
            answer = asked.result(self._patience if is_new else 0)
        except NotYet:
            if is_new:
                asked.add_done_callback(lambda _done: self._came_late())
            return otherwise
        except HostRefused as refusal:
            return cast("T", str(refusal)) if isinstance(otherwise, str) else otherwise
        except (Offline, RuntimeError):
            with self._lock:
                self._asked.pop(question, None)  # asked again when it is wanted again
            return otherwise
        self._keep(question, answer)
        return cast("T", answer)

    def close(self) -> None:
        """Ask nothing more."""
        with self._lock:
            self._closed = True
        self._callers.shutdown(wait=False, cancel_futures=True)

    def _keep(self, question: Hashable, answer: object) -> None:
        with self._lock:
            self._asked.pop(question, None)
            self._found[question] = answer
            while len(self._found) > _MOST:
                self._found.pop(next(iter(self._found)))

    def _came_late(self) -> None:
        self.late += 1
