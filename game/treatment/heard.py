"""What was said, answered and told in the room. Events in the past tense."""

from dataclasses import dataclass
from typing import Literal

from game.manual import Affect, Field, Stance

Items = tuple[int, ...]
"""Nine item scores, 0 to 3, in the scale's order."""


@dataclass(frozen=True, slots=True)
class Said:
    """The therapist spoke; `words` as they were said, `minutes` they took."""

    intent: str
    target: str | None
    words: str
    minutes: int
    stance: Stance
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Replied:
    """The patient answered, with a face. `intensity` is thousandths of 10. `cue` names the bank of lines used."""

    words: str
    affect: Affect
    intensity: int
    cue: str
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True)
class PatientMoved:
    """Something moved in the patient, for a cause named by a row of the manual. Amounts are thousandths of 10."""

    cause: str
    alliance: int
    openness: int
    patience: int
    hope: int
    trust: int
    intensity: int
    topic: str | None
    kind: Literal["patient_moved"] = "patient_moved"


@dataclass(frozen=True, slots=True)
class FactTold:
    """A fact of the case came out."""

    fact: str
    kind: Literal["fact_told"] = "fact_told"


@dataclass(frozen=True, slots=True)
class FieldAnswered:
    """One field of the inventory was answered for one person."""

    person: str
    field: Field
    kind: Literal["field_answered"] = "field_answered"


@dataclass(frozen=True, slots=True)
class CameUp:
    """A person, event, incident, decision or rehearsal (`person:bea`) can be spoken of from now on."""

    concern: str
    kind: Literal["came_up"] = "came_up"


@dataclass(frozen=True, slots=True)
class ScaleFilled:
    """The symptom scale was filled in and shared."""

    items: Items
    kind: Literal["scale_filled"] = "scale_filled"


@dataclass(frozen=True, slots=True)
class WeekTold:
    """The patient told what happened in the week."""

    week: str
    kind: Literal["week_told"] = "week_told"


@dataclass(frozen=True, slots=True)
class SupervisorAsked:
    """The supervisor was asked, and named this task (none when nothing is missing)."""

    task: str | None
    kind: Literal["supervisor_asked"] = "supervisor_asked"
