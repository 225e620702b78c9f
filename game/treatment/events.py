"""What happened: a closed union in the past tense. State, score and report are functions of these alone."""

from game.treatment.counted import (
    ContractAnswered,
    ErrorMade,
    ExpectationMissed,
    FormulationAnswered,
    FormulationOffered,
    MilestonePassed,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    RiskAssessed,
    RiskRaised,
    StepTaken,
    StrategyUsed,
    TaskDone,
)
from game.treatment.heard import (
    CameUp,
    FactTold,
    FieldAnswered,
    Items,
    PatientMoved,
    Replied,
    Said,
    ScaleFilled,
    SupervisorAsked,
    WeekTold,
)
from game.treatment.passed import (
    EventPlaced,
    FactPinned,
    LifeHappened,
    MoodShifted,
    NoteWritten,
    PersonPlaced,
    ProbabilitiesSet,
    SessionClosed,
    SessionOpened,
    SessionOverran,
    TreatmentEnded,
    WeekPassed,
)

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

__all__ = [
    "CameUp",
    "ContractAnswered",
    "ErrorMade",
    "Event",
    "EventPlaced",
    "ExpectationMissed",
    "FactPinned",
    "FactTold",
    "FieldAnswered",
    "FormulationAnswered",
    "FormulationOffered",
    "Items",
    "LifeHappened",
    "MilestonePassed",
    "MoodShifted",
    "NoteWritten",
    "PatientMoved",
    "PersonPlaced",
    "ProbabilitiesSet",
    "ProcedureClosed",
    "ProcedureOpened",
    "RedLineCrossed",
    "Replied",
    "RiskAssessed",
    "RiskRaised",
    "Said",
    "ScaleFilled",
    "SessionClosed",
    "SessionOpened",
    "SessionOverran",
    "StepTaken",
    "StrategyUsed",
    "SupervisorAsked",
    "TaskDone",
    "TreatmentEnded",
    "WeekPassed",
    "WeekTold",
]
