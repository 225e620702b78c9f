"""Rows for what a therapist does: techniques, errors, intents, procedures, safety."""

from typing import Annotated, Literal

from game.manual.terms import Field, Name, Route, Stance, Status, TargetKind, TaskId, Text
from game.reading import Declares, Ident, Length, Range, Refers, row


@row
class Technique:
    """T01 to T20: when to use it and when not."""

    id: Annotated[str, Declares("technique"), Ident()]
    name: Name
    use: Text
    avoid: Text
    reference: Text
    status: Status


@row
class Error:
    """X01 to X20: what is not IPT, or is a mistake in it."""

    id: Annotated[str, Declares("error"), Ident()]
    name: Name
    weight: Annotated[int, Range(0, 4)]
    says: Text
    instead: Text
    """What the therapist could say instead, ready to be spoken."""
    response: Annotated[str, Refers("response")]
    reference: Text
    status: Status
    red_line: Literal["never", "always", "repeated"] = "never"


@row
class RedLine:
    """An act that fails the session."""

    id: Annotated[str, Declares("red_line"), Ident()]
    name: Name
    says: Text
    reference: Text
    status: Status


@row
class Intent:
    """Something a therapist can say, named in a therapist's words."""

    id: Annotated[str, Declares("intent"), Ident()]
    name: Name
    does: Annotated[str, Refers("technique", "error")]
    stance: Stance
    minutes: Annotated[int, Range(1, 8)]
    wordings: Annotated[tuple[Annotated[str, Length(1, 240)], ...], Length(3, 6)]
    reference: Text
    status: Status
    targets: tuple[TargetKind, ...] = ()
    target: Literal["none", "optional", "required"] = "none"
    routes: tuple[Route, ...] = ()
    field: Field | None = None
    serves: tuple[TaskId, ...] = ()
    strategies: tuple[Annotated[str, Refers("strategy")], ...] = ()
    milestone: Annotated[str, Refers("milestone")] | None = None
    red_line: Annotated[str, Refers("red_line")] | None = None
    collaborative: bool = False
    """Asks for the patient's view or agreement; counts for common factors."""
    counts_as: tuple[Annotated[str, Refers("intent")], ...] = ()
    """Other intents that are said with it, for the tasks they fulfil."""
    only_dead: bool = False
    """Of people, only those who have died."""
    of_the_dead: tuple[Annotated[str, Length(1, 240)], ...] = ()
    """Wordings for a person who has died, where the others speak of the living."""
    also: Annotated[tuple[Annotated[str, Length(1, 40)], ...], Length(0, 20)] = ()
    """Other words a trainee may type to find it."""


@row
class Step:
    """One step of a procedure."""

    id: Annotated[str, Ident()]
    name: Name
    says: Text
    minutes: Annotated[int, Range(1, 8)]
    wordings: Annotated[tuple[Annotated[str, Length(1, 240)], ...], Length(1, 4)]
    repeats: bool = False
    """Taken once per exchange of the incident rather than once."""
    choice: Literal["none", "failure", "better", "option"] = "none"
    later: bool = False
    """Belongs to a following session and is not needed to complete the procedure."""
    leads_back: bool = False
    """On the risk ladder: leads back to the treatment, so that leaving it out is a gap and no danger ignored."""


@row
class Procedure:
    """Ordered steps of communication analysis, decision analysis, role play or the risk ladder."""

    id: Annotated[str, Declares("procedure"), Ident()]
    name: Name
    technique: Annotated[str, Refers("technique")]
    subject: Literal["incident", "decision", "rehearsal", "risk"]
    steps: Annotated[tuple[Step, ...], Length(3, 14)]
    avoid: Text
    reference: Text
    status: Status


@row
class Failure:
    """A way in which communication fails."""

    id: Annotated[str, Declares("failure"), Ident()]
    name: Name
    says: Text
    asked: Text
    """The same as a question to the patient."""
    reference: Text
    status: Status


@row
class RiskRow:
    """A level of the risk ladder: which answers give it and which steps it calls for."""

    id: Literal["none", "low", "moderate", "high"]
    any_of: tuple[Literal["q1", "q2", "q3", "q4", "q5", "q6_recent", "q6_lifetime"], ...]
    calls_for: tuple[Annotated[str, Ident()], ...]
    """Ids of steps of the risk ladder."""
    says: Text
    reference: Text
    status: Status
