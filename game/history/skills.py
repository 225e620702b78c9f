"""The skill map: what one does well, what one avoids, what is due for practice again. One rule, in whole numbers.

Looked at are the last five treatments in which a task was called for, or a technique used.

- *Well*: done in at least seven of ten times, over these treatments together.
- *Avoided*: a task called for in at least two treatments, a technique that at least two treatments had room for, and
  not done once in the last three of them.
- *Growing*: everything between.

Each treatment in which it went well moves a skill one box on, any other back to the first box; the boxes come due
again 1, 3, 7, 21 and 60 days after it was last practised (Leitner's boxes: what one can is asked for less often).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from game.history.entry import Entry, Kind, Tried
from game.manual import Book

Standing = Literal["well", "growing", "avoided"]
LOOKED_AT: Final = 5
WELL: Final = 700
"""Thousandths of the times."""
AVOIDED_IN: Final = 3
AT_LEAST: Final = 2
BOXES: Final = (1, 3, 7, 21, 60)
"""Days after which a skill in this box is due again."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One task or technique over the last treatments."""

    kind: Kind
    id: str
    name: str
    says: str
    """What the manual asks for, or when the technique is used."""
    standing: Standing
    rate: int
    """Thousandths of the times it was called for or used that it was done or bore fruit."""
    called: int
    done: int
    treatments: int
    box: int
    last: str
    """Day it was last practised, such as 2026-11-23; empty for never."""
    due: bool
    due_on: str
    """Day from which it is due again; empty for what was never practised."""


def skill_map(book: Book, entries: Iterable[Entry], today: date) -> tuple[Skill, ...]:
    """Return a skill for each task and technique that was ever called for or within reach, in the manual's order."""
    ordered = sorted(entries, key=lambda entry: (entry.played, entry.began, entry.log))
    names: dict[tuple[Kind, str], tuple[str, str]] = {
        **{("task", row.id): (row.name, row.says) for row in book.rows.tasks},
        **{("technique", row.id): (row.name, row.use) for row in book.rows.techniques},
    }
    found = []
    for (kind, name), words in names.items():
        met = [
            (entry.played[:10], row) for entry in ordered for row in entry.tried if (row.kind, row.id) == (kind, name)
        ]
        if met:
            found.append(_skill(kind, name, words, met, today))
    return tuple(found)


def _skill(kind: Kind, name: str, words: tuple[str, str], met: list[tuple[str, Tried]], today: date) -> Skill:
    used = [(day, row) for day, row in met if row.called]
    recent = [row for _, row in used[-LOOKED_AT:]]
    called, done = sum(row.called for row in recent), sum(row.done for row in recent)
    rate = 1_000 * done // called if called else 0
    practised = [day for day, row in met if row.done]
    box = _box(row for _, row in used)
    due_on = date.fromordinal(date.fromisoformat(practised[-1]).toordinal() + BOXES[box]) if practised else None
    return Skill(
        kind=kind,
        id=name,
        name=words[0],
        says=words[1],
        standing=_standing([row for _, row in met], rate),
        rate=rate,
        called=called,
        done=done,
        treatments=len(recent),
        box=box,
        last=practised[-1] if practised else "",
        due=due_on is not None and due_on <= today,
        due_on="" if due_on is None else due_on.isoformat(),
    )


def _standing(met: list[Tried], rate: int) -> Standing:
    if len(met) >= AT_LEAST and not any(row.done for row in met[-AVOIDED_IN:]):
        return "avoided"
    return "well" if rate >= WELL else "growing"


def _box(rows: Iterable[Tried]) -> int:
    box = 0
    for row in rows:
        box = min(box + 1, len(BOXES) - 1) if 1_000 * row.done >= WELL * row.called else 0
    return box
