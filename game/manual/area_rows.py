"""Rows for the problem areas and how findings point to them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from game.manual.terms import Field, Name, Status, Text
from game.reading import Declares, Ident, Range, Refers, row


@row
class Strategy:
    """One ordered strategy of a problem area."""

    id: Annotated[str, Declares("strategy"), Ident()]
    name: Name
    says: Text
    reference: Text
    status: Status
    after: tuple[Annotated[str, Refers("strategy")], ...] = ()
    by: tuple[Annotated[str, Refers("procedure")], ...] = ()
    """Procedures whose completion is this strategy; intents name the strategies they serve themselves."""


@row
class Goal:
    """A goal of a problem area, in the manual's words and in the therapist's."""

    id: Annotated[str, Declares("goal"), Ident()]
    words: Name
    said: Name
    """The same to the patient's face, fit to follow the words "What we aim for:"."""


@row
class ProblemArea:
    """One of the four problem areas."""

    id: Annotated[str, Declares("area"), Ident()]
    code: Literal["G", "RD", "RT", "ID"]
    name: Name
    spoken: Text
    """What the therapist calls it to the patient's face: no label, and fit to follow the words "this is about"."""
    definition: Text
    evidence_for: tuple[Text, ...]
    evidence_against: tuple[Text, ...]
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    emphasis: Mapping[Annotated[str, Refers("technique")], Annotated[int, Range(0, 3)]]
    reference: Text
    status: Status


@row
class Differential:
    """The question that decides between two areas."""

    id: Annotated[str, Declares("differential"), Ident()]
    between: tuple[Annotated[str, Refers("area")], ...]
    question: Text
    reference: Text
    status: Status


@row
class Signal:
    """A finding and how far it points to each area (points, -3 to 3)."""

    id: Annotated[str, Declares("signal"), Ident()]
    words: Text
    points: Mapping[Annotated[str, Refers("area")], Annotated[int, Range(-3, 3)]]
    reference: Text
    status: Status


@row
class FieldRow:
    """A field of the interpersonal inventory."""

    id: Field
    name: Name
    says: Text
    reference: Text
    status: Status
