"""What a criterion looks at, and how amounts become shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book, Windows
from game.scoring.tally import At, Tally

MOST_CITED = 12
_HALF = 500


@dataclass(frozen=True, slots=True)
class Log:
    """What a criterion looks at."""

    book: Book
    case: CaseFile
    tally: Tally
    windows: Windows

    @property
    def held(self) -> tuple[int, ...]:
        """Return the numbers of the sessions that were held and closed."""
        return tuple(sorted(self.tally.closed))


@dataclass(frozen=True, slots=True)
class Share:
    """Thousandths, the turns it rests on, and, as far as a criterion tells them apart, which earned it and which cost.

    A turn that earned less than it could have stands among the lost.
    """

    value: int
    because: tuple[int, ...] = ()
    earned: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


def share_of(
    part: int,
    whole: int,
    because: Iterable[int] = (),
    *,
    earned: Iterable[int] = (),
    lost: Iterable[int] = (),
) -> Share:
    """Return `part` of `whole` in thousandths, at most 1000, citing the first dozen turns; nothing of nothing is 0."""
    value = min(1_000, max(0, 1_000 * part // whole)) if whole > 0 else 0
    return Share(value, in_order(because)[:MOST_CITED], in_order(earned), in_order(lost))


def in_order(turns: Iterable[int]) -> tuple[int, ...]:
    """Return turns in order, once each."""
    return tuple(sorted(set(turns)))


def sides(share: Share) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return every turn of a share on one side: those that earned, those that cost.

    What both helped and hurt counts as cost; what a criterion left undecided earned where half or more was reached.
    """
    lost = set(share.lost)
    undecided = set(share.because) - lost - set(share.earned)
    if share.value < _HALF:
        lost |= undecided
    earned = (set(share.earned) | undecided) - lost
    return in_order(earned), in_order(lost)


def ramp(value: int, low: int, high: int) -> int:
    """Return 0 at `low` and below, 1000 at `high` and above."""
    return min(1_000, max(0, (value - low) * 1_000 // (high - low)))


def turns_of(rows: Iterable[At]) -> tuple[int, ...]:
    """Return the turns of `rows`, in order, once each."""
    return tuple(sorted({row.turn for row in rows}))
