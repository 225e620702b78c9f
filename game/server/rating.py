"""What a run is worth, at any moment: the program's own score over the sessions of the contest, on the host alone."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from game.manual import ESSENTIAL_FIELDS
from game.scoring import Scorecard, score
from game.server.rows import Settings
from game.server.sittings import Sitting

_ALL: Final = 1_000


@dataclass(frozen=True, slots=True)
class Worth:
    """A run's score: `composite` in thousandths of a point, `coverage` in thousandths, `card` as JSON."""

    composite: int
    coverage: int
    card: str


def span_of(settings: Settings, sitting: Sitting) -> int:
    """Return how many sessions the contest covers in this treatment."""
    return min(settings.span or sitting.now.sessions, sitting.now.sessions)


def scorecard(settings: Settings, sitting: Sitting) -> Scorecard:
    """Return the profile of a run as it stands; sessions of the contest that were not held count as empty."""
    span = span_of(settings, sitting)
    return score(sitting.book, sitting.case, sitting.now.windows, sitting.turns, span=span)


def coverage(sitting: Sitting) -> int:
    """Return how much of the inventory that this patient could answer was answered: essential fields, thousandths."""
    there = {(row.id, field) for row in sitting.case.people.values() for field in row.inventory}
    essential = {(person, field) for person, field in there if field in ESSENTIAL_FIELDS}
    return _ALL * len(essential & sitting.now.knowledge.answered) // max(1, len(essential))


def worth(settings: Settings, sitting: Sitting) -> Worth:
    """Return the score of a run as it stands."""
    card = scorecard(settings, sitting)
    return Worth(card.composite, coverage(sitting), json.dumps(asdict(card), separators=(",", ":")))


def is_done(settings: Settings, sitting: Sitting) -> bool:
    """Tell whether a run has come to its end: the treatment is over, or the contest's last session is closed."""
    now = sitting.now
    return now.over or (now.hour.number >= span_of(settings, sitting) and not now.hour.open)
