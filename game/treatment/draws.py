"""Chance, in whole numbers: the same on every machine and Python, and never shared between weeks.

Draws belong to a seed and a week (0 and -1: what was drawn before the first session), not to a turn of the log: notes
are turns too, and a free note must not change what the week brings.
"""

from random import Random

_UNIFORMS = 12
_FINE = 1_000_000


class Draws:
    """The draws of one week, from `Random(f"{seed}:{week}")` and its `.random()` alone."""

    def __init__(self, seed: int, week: int) -> None:
        self._random = Random(f"{seed}:{week}").random

    def millionths(self) -> int:
        """Return a uniform draw from 0 to 999,999."""
        return int(self._random() * _FINE)

    def normal(self) -> int:
        """Return a standard normal draw in thousandths, as the sum of twelve uniforms less six (within ±6,000)."""
        return (sum(self.millionths() for _ in range(_UNIFORMS)) - 6 * _FINE) // 1_000
