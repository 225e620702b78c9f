"""Rows for the course of the therapy: phases, windows, tasks, milestones."""

from typing import Annotated, Literal

from game.manual.terms import Moment, Name, Phase, Span, Status, TaskId, Text
from game.reading import Declares, Ident, Length, Range, Refers, row


@row
class PhaseRow:
    """A phase of the treatment and what it is for."""

    id: Annotated[str, Declares("phase"), Ident()]
    name: Name
    purpose: Text
    reference: Text
    status: Status


@row
class Windows:
    """First and last session of each phase, for one length of treatment."""

    initial: Span
    middle: Span
    termination: Span

    @property
    def sessions(self) -> int:
        """Return the number of sessions agreed."""
        return self.termination[1]


@row
class Format:
    """A usual length of treatment with its default windows."""

    id: Annotated[str, Declares("format"), Length(1, 3)]
    windows: Windows
    reference: Text
    status: Status


@row
class Evidence:
    """How a task shows in the log. `kind` is one of the few kinds the engine knows."""

    kind: Literal["said", "said_all", "inventory", "milestone", "procedure", "strategies", "any_of"]
    of: tuple[Annotated[str, Refers("intent", "milestone", "procedure")], ...] = ()
    times: Annotated[int, Range(1, 20)] = 1
    """`said`: so many times any of `of`; `inventory`: people; `strategies`: strategies; `procedure`: steps.

    `any_of` is shown by one of its intents or milestones, or by so many steps of its procedures.
    """
    fields: Annotated[int, Range(1, 9)] = 1
    """`inventory` only: essential fields per person."""


@row
class Task:
    """What a phase should accomplish."""

    id: Annotated[str, Declares("task"), Ident()]
    name: Name
    phase: Literal["initial", "middle", "termination"]
    per: Literal["treatment", "session"]
    first: Moment
    last: Moment
    fulfilled_by: Evidence
    says: Text
    """What the manual asks for, in plain words."""
    weight: Annotated[int, Range(1, 5)]
    reference: Text
    status: Status
    needs: tuple[TaskId, ...] = ()
    when: Literal["always", "non_response", "response", "weekly_event", "drift", "indicated"] = "always"
    """Circumstance in which the task is called for at all."""


@row
class Milestone:
    """A trigger of the pathway. `requires` refuses it; `expects` lets it happen, on record."""

    id: Annotated[str, Declares("milestone"), Ident()]
    name: Name
    from_: tuple[Phase, ...]
    to: Literal[
        "same",
        "back",
        "initial",
        "middle",
        "termination",
        "risk",
        "ended",
        "maintenance",
        "dropped_out",
        "referred",
    ]
    says: Text
    reference: Text
    status: Status
    requires: tuple[Literal["session_open", "session_closed", "formulated"], ...] = ()
    expects: tuple[TaskId, ...] = ()
