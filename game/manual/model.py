"""What the therapy is: the rows of the IPT manual as values.

Every row carries a `reference` and a `status`: `sourced` (read in the source named), `recalled` (from general
knowledge of the publication named, not re-checked) or `design` (ours; no publication says so).
Amounts are whole numbers; shares and weights marked so are thousandths.
"""

from typing import Annotated

from game.manual.adaptation_rows import AdaptationId
from game.manual.area_rows import Differential, FieldRow, Goal, ProblemArea, Signal, Strategy
from game.manual.conduct_rows import Error, Failure, Intent, Procedure, RedLine, RiskRow, Step, Technique
from game.manual.number_rows import Band, Composite, Course, Criterion, Item, Measure, Response, Tracker
from game.manual.pathway_rows import Evidence, Format, Milestone, PhaseRow, Task, Windows
from game.manual.reply_rows import Replies, Reply
from game.manual.terms import (
    AREAS,
    ESSENTIAL_FIELDS,
    Affect,
    Area,
    Field,
    Moment,
    Name,
    Phase,
    Route,
    Span,
    Stance,
    Status,
    Style,
    TargetKind,
    TaskId,
    Text,
)
from game.reading import Ident, Length, row


@row
class Manual:
    """The whole manual, checked."""

    id: Annotated[str, Ident()]
    version: Name
    notice: Text
    """The fixed notice: training exercise, not therapy, not certification, not for people in crisis."""
    changes: tuple[Text, ...]
    phases: tuple[PhaseRow, ...]
    formats: tuple[Format, ...]
    tasks: tuple[Task, ...]
    milestones: tuple[Milestone, ...]
    areas: tuple[ProblemArea, ...]
    differentials: tuple[Differential, ...]
    signals: tuple[Signal, ...]
    fields: tuple[FieldRow, ...]
    techniques: tuple[Technique, ...]
    errors: tuple[Error, ...]
    red_lines: tuple[RedLine, ...]
    intents: Annotated[tuple[Intent, ...], Length(60, 400)]
    procedures: tuple[Procedure, ...]
    failures: tuple[Failure, ...]
    risk: tuple[RiskRow, ...]
    responses: tuple[Response, ...]
    criteria: tuple[Criterion, ...]
    composite: Composite
    course: Course
    measures: tuple[Measure, ...]
    trackers: tuple[Tracker, ...] = ()


__all__ = [
    "AREAS",
    "ESSENTIAL_FIELDS",
    "AdaptationId",
    "Affect",
    "Area",
    "Band",
    "Composite",
    "Course",
    "Criterion",
    "Differential",
    "Error",
    "Evidence",
    "Failure",
    "Field",
    "FieldRow",
    "Format",
    "Goal",
    "Intent",
    "Item",
    "Manual",
    "Measure",
    "Milestone",
    "Moment",
    "Name",
    "Phase",
    "PhaseRow",
    "ProblemArea",
    "Procedure",
    "RedLine",
    "Replies",
    "Reply",
    "Response",
    "RiskRow",
    "Route",
    "Signal",
    "Span",
    "Stance",
    "Status",
    "Step",
    "Strategy",
    "Style",
    "TargetKind",
    "Task",
    "TaskId",
    "Technique",
    "Text",
    "Tracker",
    "Windows",
]
