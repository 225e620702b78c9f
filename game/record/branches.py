"""The branches of a log: every way that was gone and gone back on, kept in the same file, none of them lost.

A step back is a line that names the turn before which it goes on; what was done from there stays above it. So old logs
have their branches too, and nothing is added to the format.
"""

from dataclasses import dataclass

from game.record.log import Log, RewindLine, TurnLine


@dataclass(frozen=True, slots=True)
class Branch:
    """A way that was gone back on: its turns from the first on, turn n at n - 1, and the turn it was taken back to."""

    turns: tuple[TurnLine, ...]
    back_to: int


def branches(log: Log) -> tuple[Branch, ...]:
    """Return the branches that were gone back on, oldest first; several steps back in a row are one."""
    found: list[Branch] = []
    kept: list[TurnLine] = []
    in_a_row = False
    for line in log.lines:
        match line:
            case TurnLine():
                kept.append(line)
                in_a_row = False
            case RewindLine():
                whole = found.pop().turns if in_a_row else tuple(kept)
                found.append(Branch(whole, line.rewind))
                del kept[line.rewind - 1 :]
                in_a_row = True
    return tuple(found)


def parting(one: tuple[TurnLine, ...], other: tuple[TurnLine, ...]) -> int:
    """Return the number of the first turn, counted from 1, in which two branches differ or one of them has ended."""
    same = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        same += 1
    return same + 1
