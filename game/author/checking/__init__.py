"""Checking cases: what is found, how it is shown and explained, and what can be mended by itself."""

from game.author.checking.examine import Checked, examine
from game.author.checking.mending import mend

__all__ = ["Checked", "examine", "mend"]
