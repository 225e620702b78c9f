"""What happened: a closed union in the past tense. State, score and report are functions of these alone."""

from dataclasses import dataclass
from typing import Literal

from game.manual import Affect, Area, Field, Phase, Stance
from game.treatment.actions import When

Items = tuple[int, ...]
"""Nine item scores, 0 to 3, in the scale's order."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The patient came in; `number` counts from 1."""

    number: int
    kind: Literal["session_opened"] = "session_opened"


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
class TaskDone:
    """A task of the manual was done; `early` are the tasks it needed first."""

    task: str
    early: tuple[str, ...]
    kind: Literal["task_done"] = "task_done"


@dataclass(frozen=True, slots=True)
class StrategyUsed:
    """A strategy of the agreed area was used; `early` are the strategies that should have come first."""

    strategy: str
    early: tuple[str, ...]
    kind: Literal["strategy_used"] = "strategy_used"


@dataclass(frozen=True, slots=True)
class ErrorMade:
    """Something that is not IPT, or a mistake in it (X01 to X20)."""

    error: str
    kind: Literal["error_made"] = "error_made"


@dataclass(frozen=True, slots=True)
class RedLineCrossed:
    """An act that fails the session."""

    red_line: str
    kind: Literal["red_line_crossed"] = "red_line_crossed"


@dataclass(frozen=True, slots=True)
class MilestonePassed:
    """A trigger of the pathway fired."""

    milestone: str
    before: Phase
    after: Phase
    kind: Literal["milestone_passed"] = "milestone_passed"


@dataclass(frozen=True, slots=True)
class ExpectationMissed:
    """A milestone was passed without what the manual expects first (a task, or a step of the risk ladder)."""

    milestone: str
    expected: str
    kind: Literal["expectation_missed"] = "expectation_missed"


@dataclass(frozen=True, slots=True)
class FormulationOffered:
    """The formulation was spoken."""

    area: Area
    about: str
    evidence: tuple[str, ...]
    second: Area | None
    kind: Literal["formulation_offered"] = "formulation_offered"


@dataclass(frozen=True, slots=True)
class FormulationAnswered:
    """How far the patient goes along with it, in thousandths."""

    agreement: int
    kind: Literal["formulation_answered"] = "formulation_answered"


@dataclass(frozen=True, slots=True)
class ContractAnswered:
    """The contract was put to the patient, who agreed or did not."""

    agreed: bool
    goals: tuple[str, ...]
    kind: Literal["contract_answered"] = "contract_answered"


@dataclass(frozen=True, slots=True)
class ProcedureOpened:
    """A procedure was begun on its subject."""

    procedure: str
    subject: str | None
    kind: Literal["procedure_opened"] = "procedure_opened"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of a procedure; `apt` is false for a poor choice, `in_order` for a step out of the manual's order."""

    procedure: str
    subject: str | None
    step: str
    choice: str | None
    words: str
    minutes: int
    apt: bool
    in_order: bool
    kind: Literal["step_taken"] = "step_taken"


@dataclass(frozen=True, slots=True)
class ProcedureClosed:
    """A procedure was completed, or left."""

    procedure: str
    subject: str | None
    completed: bool
    in_order: bool
    kind: Literal["procedure_closed"] = "procedure_closed"


@dataclass(frozen=True, slots=True)
class RiskRaised:
    """A sign of danger showed."""

    source: Literal["scale", "hint", "answer", "violence"]
    kind: Literal["risk_raised"] = "risk_raised"


@dataclass(frozen=True, slots=True)
class RiskAssessed:
    """The risk ladder was left at this level, with these called-for steps missing."""

    level: Literal["none", "low", "moderate", "high"]
    missing: tuple[str, ...]
    kind: Literal["risk_assessed"] = "risk_assessed"


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
class WeekTold:
    """The patient told what happened in the week."""

    week: str
    kind: Literal["week_told"] = "week_told"


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
class SupervisorAsked:
    """The supervisor was asked, and named this task (none when nothing is missing)."""

    task: str | None
    kind: Literal["supervisor_asked"] = "supervisor_asked"


@dataclass(frozen=True, slots=True)
class TreatmentEnded:
    """The treatment is over."""

    how: Literal["ended", "maintenance", "dropped_out", "referred"]
    kind: Literal["treatment_ended"] = "treatment_ended"


Event = (
    SessionOpened
    | Said
    | Replied
    | PatientMoved
    | FactTold
    | FieldAnswered
    | CameUp
    | ScaleFilled
    | TaskDone
    | StrategyUsed
    | ErrorMade
    | RedLineCrossed
    | MilestonePassed
    | ExpectationMissed
    | FormulationOffered
    | FormulationAnswered
    | ContractAnswered
    | ProcedureOpened
    | StepTaken
    | ProcedureClosed
    | RiskRaised
    | RiskAssessed
    | SessionOverran
    | SessionClosed
    | LifeHappened
    | MoodShifted
    | WeekTold
    | WeekPassed
    | PersonPlaced
    | EventPlaced
    | FactPinned
    | ProbabilitiesSet
    | NoteWritten
    | SupervisorAsked
    | TreatmentEnded
)
