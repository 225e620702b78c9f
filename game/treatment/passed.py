"""What passed: sessions, weeks, notes, the end. Events in the past tense."""

from dataclasses import dataclass
from typing import Literal

from game.manual import Area
from game.treatment.actions import When
from game.treatment.heard import Items


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The patient came in; `number` counts from 1."""

    number: int
    kind: Literal["session_opened"] = "session_opened"


@dataclass(frozen=True, slots=True)
class SessionOverran:
    """The last move went on past the fifty minutes."""

    minutes: int
    kind: Literal["session_overran"] = "session_overran"


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The session ended with so many minutes left."""

    number: int
    minutes_left: int
    kind: Literal["session_closed"] = "session_closed"


@dataclass(frozen=True, slots=True)
class LifeHappened:
    """Something happened between two sessions; the patient has not told it yet."""

    week: str
    outcome: Literal["done", "not_done"]
    kind: Literal["life_happened"] = "life_happened"


@dataclass(frozen=True, slots=True)
class MoodShifted:
    """A passing change of `points` on the scale (+ is worse), lasting so many weeks."""

    points: int
    weeks: int
    cause: Literal["life", "anniversary", "impasse_opened"]
    kind: Literal["mood_shifted"] = "mood_shifted"


@dataclass(frozen=True, slots=True)
class WeekPassed:
    """A week went by; the items as they stand now, whether or not anyone asks."""

    items: Items
    latent: int
    """The course without measurement error, thousandths of a point."""
    sudden_gain: bool
    kind: Literal["week_passed"] = "week_passed"


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """Workbook: a person was placed on the circle."""

    person: str
    when: When
    ring: int
    kind: Literal["person_placed"] = "person_placed"


@dataclass(frozen=True, slots=True)
class EventPlaced:
    """Workbook: an event was placed on the timeline."""

    event: str
    month: int
    kind: Literal["event_placed"] = "event_placed"


@dataclass(frozen=True, slots=True)
class FactPinned:
    """Workbook: a fact was weighed for an area."""

    fact: str
    area: Area
    weight: int
    kind: Literal["fact_pinned"] = "fact_pinned"


@dataclass(frozen=True, slots=True)
class ProbabilitiesSet:
    """Workbook: the four probabilities, in per cent, in the order of the areas."""

    shares: tuple[int, ...]
    kind: Literal["probabilities_set"] = "probabilities_set"


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Workbook: a note."""

    words: str
    kind: Literal["note_written"] = "note_written"


@dataclass(frozen=True, slots=True)
class TreatmentEnded:
    """The treatment is over."""

    how: Literal["ended", "maintenance", "dropped_out", "referred"]
    kind: Literal["treatment_ended"] = "treatment_ended"
