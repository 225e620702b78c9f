"""The cases that tests go through: every one on the shelf, and the small one."""

from pathlib import Path

from game.case import shelf

SMALL = Path(__file__).parent / "cases" / "small.yaml"
CASES = tuple(path.name for path in shelf())
