"""The manual with its rows found by id."""

from collections.abc import Mapping
from dataclasses import dataclass

from game.manual.model import (
    Criterion,
    Differential,
    Error,
    Failure,
    FieldRow,
    Format,
    Intent,
    Item,
    Manual,
    Measure,
    Milestone,
    PhaseRow,
    ProblemArea,
    Procedure,
    RedLine,
    Replies,
    Reply,
    Response,
    RiskRow,
    Signal,
    Strategy,
    Task,
    Technique,
    Tracker,
)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A checked manual and its generic replies, with their rows by id, in the manual's order."""

    rows: Manual
    hash: str
    """SHA-256 of the manual's and the replies' files, in hexadecimal."""
    phases: Mapping[str, PhaseRow]
    formats: Mapping[str, Format]
    tasks: Mapping[str, Task]
    milestones: Mapping[str, Milestone]
    areas: Mapping[str, ProblemArea]
    strategies: Mapping[str, tuple[str, Strategy]]
    """Each strategy with the id of its area."""
    differentials: Mapping[str, Differential]
    signals: Mapping[str, Signal]
    fields: Mapping[str, FieldRow]
    techniques: Mapping[str, Technique]
    errors: Mapping[str, Error]
    red_lines: Mapping[str, RedLine]
    intents: Mapping[str, Intent]
    procedures: Mapping[str, Procedure]
    failures: Mapping[str, Failure]
    risk: Mapping[str, RiskRow]
    responses: Mapping[str, Response]
    criteria: Mapping[str, Criterion]
    measures: Mapping[str, Measure]
    symptoms: Mapping[str, Item]
    """The items of every measure."""
    trackers: Mapping[str, Tracker]
    replies: Mapping[str, Reply]

    @classmethod
    def of(cls, manual: Manual, replies: Replies, digest: str) -> "Book":
        """Index `manual` and `replies`."""
        return cls(
            rows=manual,
            hash=digest,
            phases={row.id: row for row in manual.phases},
            formats={row.id: row for row in manual.formats},
            tasks={row.id: row for row in manual.tasks},
            milestones={row.id: row for row in manual.milestones},
            areas={row.id: row for row in manual.areas},
            strategies={row.id: (area.id, row) for area in manual.areas for row in area.strategies},
            differentials={row.id: row for row in manual.differentials},
            signals={row.id: row for row in manual.signals},
            fields={row.id: row for row in manual.fields},
            techniques={row.id: row for row in manual.techniques},
            errors={row.id: row for row in manual.errors},
            red_lines={row.id: row for row in manual.red_lines},
            intents={row.id: row for row in manual.intents},
            procedures={row.id: row for row in manual.procedures},
            failures={row.id: row for row in manual.failures},
            risk={row.id: row for row in manual.risk},
            responses={row.id: row for row in manual.responses},
            criteria={row.id: row for row in manual.criteria},
            measures={row.id: row for row in manual.measures},
            symptoms={item.id: item for measure in manual.measures for item in measure.items},
            trackers={row.id: row for row in manual.trackers},
            replies={row.cue: row for row in replies.replies},
        )
