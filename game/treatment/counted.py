"""What counts for the manual: tasks, errors, milestones, formulation, procedures, danger. Events in the past tense."""

from dataclasses import dataclass
from typing import Literal

from game.manual import Area, Phase


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
