"""The parts of a debrief, as values."""

from dataclasses import dataclass

from game.view.counts import Count
from game.view.ledger import LedgerRow, PlacedEvent, PlacedPerson
from game.view.supervisor import Comment


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the profile: `value` between `low` and `high` (thousandths), the anchor in words, the turns."""

    id: str
    name: str
    value: int
    low: int
    high: int
    anchor: str
    points: int
    """What it brings to the composite, thousandths of a point."""
    most: int
    """What it could bring at most, whole points."""
    because: tuple[int, ...]
    earned: tuple[int, ...]
    """Turns that earned it; none of them is among the lost."""
    lost: tuple[int, ...]
    """Turns that cost it, or earned less than they could have."""
    anchors: tuple[tuple[int, str], ...]
    """What the scale means: from this value on (thousandths), these words; the lowest first."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion, its share (thousandths), and what it looks at."""

    id: str
    dimension: str
    name: str
    says: str
    share: int
    because: tuple[int, ...]
    earned: tuple[int, ...]
    lost: tuple[int, ...]
    remark: str
    """What the trainee left undone that nothing could be rated by, and what that cost; mostly empty."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the strip."""

    number: int
    phase: str
    adherence: int
    called_for: int
    done: int
    missing: tuple[str, ...]
    """Names of the tasks called for and not done."""
    missing_says: tuple[str, ...]
    """What the manual says of each of them."""
    errors: tuple[str, ...]
    failed: bool
    drifted: bool
    """Whether the talk left the focus agreed."""
    scale: int | None
    first_turn: int | None


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A strong or costly moment: your words, what the manual says of it, and the turn to go to."""

    turn: int
    session: int
    words: str
    reply: str
    points: int
    comment: Comment


@dataclass(frozen=True, slots=True)
class Truth:
    """The key, revealed."""

    area: str
    about: str
    why: str
    misleads: str
    acceptable: tuple[str, ...]
    yours: str | None
    credit: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole debrief."""

    case: str
    title: str
    patient: str
    mode: str
    course: str
    ended: str
    composite: int
    passed: bool
    safe: bool
    harmful: bool
    summary: str
    silence: tuple[str, ...]
    """What was kept from the workbook, and what that cost; a sentence each."""
    bars: tuple[Bar, ...]
    criteria: tuple[CriterionRow, ...]
    contamination: tuple[tuple[str, int, tuple[int, ...]], ...]
    """Name of the error, points taken, turns."""
    red_lines: tuple[tuple[str, tuple[int, ...]], ...]
    sessions: tuple[SessionRow, ...]
    curve: tuple[tuple[int, int], ...]
    """Session and total as shared, in order."""
    most: int
    """The scale's highest total."""
    bands: tuple[tuple[int, str], ...]
    """From which total on, and what it is called then."""
    counts: tuple[Count, ...]
    """What was counted beside the scale."""
    life: tuple[tuple[int, str, bool], ...]
    """After which session, what happened, and whether it went well."""
    strong: tuple[MomentRow, ...]
    costly: tuple[MomentRow, ...]
    truth: Truth
    heard: tuple[LedgerRow, ...]
    missed: tuple[LedgerRow, ...]
    probabilities: tuple[tuple[int, tuple[int, ...]], ...]
    """Turn and the four probabilities, each time they were set."""
    area_names: tuple[str, ...]
    people: tuple[PlacedPerson, ...]
    events: tuple[PlacedEvent, ...]
    voice: tuple[str, ...]
    goal: str
    disclosure: str
    notice: str
