"""Item analysis: how hard each fact, task and criterion is, and whether those who manage it do better overall.

Difficulty is the mean share earned (1: everybody, 0: nobody), discrimination the correlation of that share with the
composite, point-biserial where an item is told or not told, done or not done. Both are classical test theory (recalled:
Crocker & Algina 1986). The composite holds the item, so that a little of the correlation is with itself.
"""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from game.author.plays import Play
from game.case import CaseFile
from game.manual import Area, Book

Kind = Literal["fact", "task", "criterion"]

ENOUGH: Final = 5
"""Fewer treatments say nothing about discrimination."""
WEAK: Final = 0.10
"""An item below this tells strong from weak hardly at all (0.20 is asked of an examination, recalled: Ebel 1979)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item over many treatments. `discrimination` is None with too few of them, or where all did the same."""

    kind: Kind
    id: str
    name: str
    mean: float
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class WrongChoice:
    """An area that was formulated and is not the key: how often, about what, and on what pinned cards."""

    area: Area
    about: str
    times: int
    credit: float
    pinned: tuple[tuple[str, int], ...]
    """Cards pinned in its favour, most frequent first."""


def fact_items(case: CaseFile, plays: Sequence[Play]) -> tuple[Item, ...]:
    """Return every fact of the case: whether it was told."""
    return tuple(
        _item("fact", row.id, row.card, plays, [float(f"fact:{row.id}" in play.reached) for play in plays])
        for row in case.rows.facts
    )


def task_items(book: Book, plays: Sequence[Play]) -> tuple[Item, ...]:
    """Return every task of the manual: whether it was done."""
    return tuple(
        _item("task", row.id, row.name, plays, [float(f"task:{row.id}" in play.reached) for play in plays])
        for row in book.rows.tasks
    )


def criterion_items(book: Book, plays: Sequence[Play]) -> tuple[Item, ...]:
    """Return every criterion of the score: what share of it was earned."""
    return tuple(
        _item("criterion", row.id, row.name, plays, [play.shares.get(row.id, 0) / 1_000 for play in plays])
        for row in book.rows.criteria
    )


def _item(kind: Kind, name: str, words: str, plays: Sequence[Play], shares: Sequence[float]) -> Item:
    mean = statistics.fmean(shares) if shares else 0.0
    return Item(kind, name, words, mean, _discrimination(shares, [float(play.composite) for play in plays]))


def _discrimination(shares: Sequence[float], points: Sequence[float]) -> float | None:
    if len(shares) < ENOUGH or min(shares) == max(shares) or min(points) == max(points):
        return None
    return statistics.correlation(shares, points)


def wrong_choices(case: CaseFile, plays: Sequence[Play]) -> tuple[WrongChoice, ...]:
    """Return the formulations of another area than the key's, most frequent first."""
    key = case.rows.key
    credit = {(row.area, row.about): row.credit / 1_000 for row in key.acceptable}
    wrong = [play.chosen for play in plays if play.chosen is not None and play.chosen.area != key.area]
    times = Counter((chosen.area, chosen.about) for chosen in wrong)
    rows = []
    for (area, about), number in times.most_common():
        cards = Counter(fact for row in wrong if (row.area, row.about) == (area, about) for fact in row.pinned)
        rows.append(WrongChoice(area, about, number, credit.get((area, about), 0.0), tuple(cards.most_common())))
    return tuple(rows)
