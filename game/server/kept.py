"""What was costly to work out and cannot change: kept by what it was made from, made once however many ask at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

T = TypeVar("T")
_MOST: Final = 64


class Kept:
    """Results by key, the longest unused going first. A key has to hold the state and version of what it is made from.

    Safe to use from several threads: who asks while a result is in the making waits for it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result of `key`, made by `make` unless it is there. What `make` raises is not kept."""
        with self._lock:
            if key in self._results:
                found: T = self._found(key)
                return found
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._results:
                    made: T = self._found(key)
                    return made
            try:
                made = make()
                with self._lock:
                    self._results[key] = made
                    while len(self._results) > self._most:
                        self._results.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _found(self, key: Hashable) -> Any:
        self._results.move_to_end(key)
        return self._results[key]
