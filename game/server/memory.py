"""What a process remembers for a while and can get again: keys and tokens of other machines."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Final

_MOST: Final = 1_000


class Memory:
    """Values by name, each until its time is over, the longest unused going first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable, now: int) -> Any:
        """Return what is kept under `name`; None where there is nothing, or its time is over at `now`."""
        with self._lock:
            value, until = self._kept.get(name, (None, 0))
            if until <= now:
                self._kept.pop(name, None)
                return None
            self._kept.move_to_end(name)
            return value

    def keep(self, name: Hashable, value: Any, until: int) -> None:
        """Keep a value until a moment of the host's clock."""
        with self._lock:
            self._kept[name] = (value, until)
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def drop(self, name: Hashable) -> None:
        """Forget a value."""
        with self._lock:
            self._kept.pop(name, None)
