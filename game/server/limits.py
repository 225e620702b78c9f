"""How much is taken in how much time: per run and per contest, never per address, since a class shares one."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from game.server.refusals import TooMany

_MOST: Final = 20_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: int


class Limiter:
    """Token buckets by key: `burst` at once, then one per `every` milliseconds."""

    def __init__(self, burst: int, every: int, clock: Callable[[], int]) -> None:
        self._burst, self._every, self._clock = burst, every, clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> bool:
        """Take one from the bucket of `key`; False where it is empty."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
            refilled = bucket.tokens + max(0, now - bucket.at) / self._every
            bucket.tokens, bucket.at = min(self._burst, refilled), now
            taken = bucket.tokens >= 1
            bucket.tokens -= taken
            self._buckets[key] = bucket
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return taken

    def need(self, key: str) -> None:
        """Take one. Raises TooMany, which says after how many seconds there is one again."""
        if not self.take(key):
            raise TooMany(max(1, -(-self._every // 1_000)))

    def empty(self, key: str) -> bool:
        """Tell whether the bucket of `key` is empty, without taking anything."""
        with self._lock:
            bucket = self._buckets.get(key)
            return bucket is not None and bucket.tokens + max(0, self._clock() - bucket.at) / self._every < 1

    def give(self, key: str) -> None:
        """Put one back: what was taken has turned out to be well meant."""
        with self._lock:
            bucket = self._buckets.get(key)
            if bucket is not None:
                bucket.tokens = min(self._burst, bucket.tokens + 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of a host (classroom.md 4.4)."""

    actions: Limiter
    """Per seat: 4 a second, 8 at once."""
    looks: Limiter
    """Per seat: 20 a second, 60 at once."""
    codes: Limiter
    """Wrong codes of everybody together: 20 a minute; beyond that, newcomers wait for the teacher's yes."""
    words: Limiter
    """Wrong resume words for one contest: 20 a minute, 60 at once."""
    logins: Limiter
    """Per teacher: a try every 5 seconds, 5 at once."""
    exports: Limiter
    """Per seat: its own data every 20 seconds, 3 times at once."""

    @classmethod
    def usual(cls, clock: Callable[[], int]) -> "Limits":
        """Return the limits of a classroom."""
        return cls(
            Limiter(8, 250, clock),
            Limiter(60, 50, clock),
            Limiter(20, 3_000, clock),
            Limiter(60, 3_000, clock),
            Limiter(5, 5_000, clock),
            Limiter(3, 20_000, clock),
        )
