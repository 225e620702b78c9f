"""What can be worked on: incidents, decisions, rehearsals, the weeks between, danger, the ending."""

from collections.abc import Mapping
from typing import Annotated, Literal

from game.case.portraits import Portrait
from game.case.terms import Concern, Label, Line, Lines
from game.manual.model import Affect
from game.reading import Declares, Ident, Length, OneOrMany, Range, Refers, row


@row
class Exchange:
    """One turn of a rebuilt conversation."""

    who: Literal["patient", "other"]
    said: Line
    tone: Label
    intended: Line
    heard: Line
    felt: Line


@row
class Better:
    """Another wording that could be tried."""

    words: Line
    good: bool
    reply: Line
    """The patient on hearing it."""


@row
class Incident:
    """One recent exchange, worked out turn by turn for communication analysis."""

    id: Annotated[str, Declares("incident"), Ident()]
    name: Label
    about: Annotated[str, Refers("person", prefixed=True)]
    picked: Line
    """What the patient says first when the work on it begins, at the step `pick`."""
    hope: Line
    exchanges: Annotated[tuple[Exchange, ...], Length(3, 10)]
    result: Line
    compared: Line
    failure: Annotated[str, Refers("failure")]
    failure_reply: Line
    """The patient when the right failure is named."""
    wrong_failure_reply: Line
    better: Annotated[tuple[Better, ...], Length(3, 5)]
    rehearsed: Line
    followed_up: Line
    known: Literal["asked", "later"] = "asked"
    """`asked`: known once they are asked for one occasion with this person; `later`: a fact or week introduces it."""
    facts: Annotated[tuple[Annotated[str, Refers("fact")], ...], OneOrMany()] = ()
    """Facts with route `communication_analysis` that come out while it is worked through, in this order."""


@row
class Option:
    """A choice open to the patient, and what it would lead to."""

    id: Annotated[str, Ident()]
    name: Label
    consequences: Line
    liveable: bool
    reply: Line
    """The patient when this one is chosen."""


@row
class Decision:
    """A choice the patient faces, for decision analysis. `lines` has one entry per step of the procedure."""

    id: Annotated[str, Declares("decision"), Ident()]
    name: Label
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    options: Annotated[tuple[Option, ...], Length(3, 6)]
    lines: Mapping[str, Line]
    known: Literal["asked", "later"] = "asked"
    """`asked`: known once options or wishes about it are asked for."""


@row
class Rehearsal:
    """Something to practise by role play. `lines` has one entry per step of the procedure."""

    id: Annotated[str, Declares("rehearsal"), Ident()]
    name: Label
    with_: Annotated[str, Refers("person", prefixed=True)]
    lines: Mapping[str, Line]
    known: Literal["asked", "later"] = "asked"


@row
class Outcome:
    """How a week's event went."""

    mood: Annotated[int, Range(-6, 6)]
    """Points on the scale, + is worse, passing over two weeks."""
    told: Lines
    """What the patient tells at the opening question (first) and when asked more (then)."""
    feeling: Affect
    introduces: Annotated[tuple[Concern, ...], OneOrMany()] = ()


@row
class Week:
    """Something that can happen between two sessions."""

    id: Annotated[str, Declares("week"), Ident()]
    name: Label
    between: Annotated[tuple[int, ...], Length(2, 2)]
    """Earliest and latest session after which it happens, for a treatment of the case's own length."""
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    done: Outcome
    not_done: Outcome
    hinges_on: Annotated[
        tuple[
            Annotated[str, Refers("incident", "decision", "rehearsal", "strategy", "task", "fact", prefixed=True)],
            ...,
        ],
        OneOrMany(),
    ] = ()
    """Earlier work, any of which makes it go well: `rehearsal:call_mother`, `incident:friday`, `strategy:G4`…"""
    anniversary: bool = False


@row
class Risk:
    """Answers along the ladder. Never a method in detail."""

    q1: bool
    q2: bool
    asked: Lines
    """First asked directly (first line), and when asked again in later sessions."""
    lines: Mapping[str, Line]
    """The patient at each step of the risk ladder, by step id."""
    q3: bool = False
    q4: bool = False
    q5: bool = False
    q6_recent: bool = False
    q6_lifetime: bool = False
    hint: Line | None = None
    """A sideways remark that a careful therapist would follow up, made in session `hint_session`."""
    hint_session: Annotated[int, Range(1, 16)] = 1
    violence: Lines = ()
    """Answer when asked whether anyone frightens or hurts them."""


@row
class Ending:
    """Feelings about ending, and what is left."""

    raised: Line
    feelings: Lines
    sadness: Line
    gains: Lines
    helped: Lines
    remains: Lines
    warning_signs: Lines
    future: Lines
    goodbye: Lines
    """Last words: first when it went well, second when it did not."""


@row
class Variant:
    """The same case in other names, places and surface details. What decides anything stays as it is."""

    id: Annotated[str, Declares("variant"), Ident()]
    words: Annotated[Mapping[Label, Label], Length(3, 60)]
    """Whole words of the case, and what stands in their place: `Clare: Joanna`, `Leeds: Derby`."""
    portrait: Portrait | None = None
    """What the patient looks like here, where it is not the same."""


@row
class Formulated:
    """The patient's answer to a formulation."""

    best: Lines
    acceptable: Lines
    wrong: Lines
    premature: Lines
    amended: Line
    """What they add when asked whether it fits."""
