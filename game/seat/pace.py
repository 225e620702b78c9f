"""How often a host is called: never all seats of a room at the same moment."""

import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between looks at the contest, and between tries while nobody answers."""

    waiting: float = 2.0
    playing: float = 4.0
    first_retry: float = 0.2
    longest_retry: float = 5.0

    def until_next_look(self, *, is_busy: bool) -> float:
        """Return how long to wait before the next look; longer for somebody whose actions bring the news anyway."""
        return (self.playing if is_busy else self.waiting) * (0.8 + 0.4 * _chance())

    def until_next_try(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row, at least 1: twice as long each time."""
        longest = min(self.longest_retry, self.first_retry * 2.0 ** min(failures - 1, 10))
        return longest * (0.5 + 0.5 * _chance())


def _chance() -> float:
    return secrets.randbelow(1_000) / 1_000
