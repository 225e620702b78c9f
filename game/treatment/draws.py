"""Chance, in whole numbers: the same on every machine and Python, and never shared between turns."""

from random import Random

_UNIFORMS = 12
_FINE = 1_000_000


class Draws:
    """The draws of one turn, from `Random(f"{seed}:{turn}")` and its `.random()` alone."""

    def __init__(self, seed: int, turn: int) -> None:
        self._random = Random(f"{seed}:{turn}").random

    def millionths(self) -> int:
        """Return a uniform draw from 0 to 999,999."""
        return int(self._random() * _FINE)

    def normal(self) -> int:
        """Return a standard normal draw in thousandths, as the sum of twelve uniforms less six (within ±6,000)."""
        return (sum(self.millionths() for _ in range(_UNIFORMS)) - 6 * _FINE) // 1_000
