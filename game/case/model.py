"""Who the patient is: a case as values.

The words in a case are the patient's own. Scales inside the patient run from 0 to 10 in a case file (alliance,
openness) and are thousandths of that in the engine. Months are counted from the first session: -5 is five months before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from game.manual.model import Affect, Area, Field, Route, Style, Windows
from game.reading import Declares, FilePath, Ident, Length, OneOrMany, Range, Refers

Line = Annotated[str, Length(1, 700)]
"""What the patient says in one turn."""
Lines = Annotated[tuple[Line, ...], OneOrMany(), Length(1, 24)]
Label = Annotated[str, Length(1, 90)]
Prose = Annotated[str, Length(1, 2500)]
Month = Annotated[int, Range(-720, 6)]
Ring = Annotated[int, Range(0, 4)]
"""Circle of closeness: 0 closest, 3 outermost, 4 outside."""
Ten = Annotated[int, Range(0, 10)]
Concern = Annotated[str, Refers("person", "event", "symptom", "incident", prefixed=True)]
"""Whom or what something is about: `person:clare`, `event:broken_phone`, `symptom:sleep`, `incident:friday`."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """Parts of the drawn face; names of the portrait set."""

    head: Label = "medium_1"
    accessory: Label = "none"
    facial_hair: Label = "none"
    skin: Annotated[str, Length(4, 7)] = "#d08b5b"
    hair: Annotated[str, Length(4, 7)] = "#2c1b18"
    clothing: Annotated[str, Length(4, 7)] = "#5b7a8c"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person in the other chair."""

    name: Label
    first_name: Label
    age: Annotated[int, Range(12, 100)]
    pronouns: Label
    occupation: Label
    style: Style
    portrait: Portrait = field(default_factory=Portrait)
    alliance: Ten = 4
    """Alliance on first meeting."""
    openness: Ten = 4
    """Openness on topics not spoken of yet."""
    trust: Ten = 4
    """Trust that talking can help."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Agreed length, and windows of the phases where the manual's default does not serve."""

    sessions: Literal["8", "12", "16"]
    windows: Windows | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The symptom scale on first meeting."""

    scale: Annotated[str, Refers("measure")]
    items: Annotated[tuple[Annotated[int, Range(0, 3)], ...], Length(9, 9)]
    onset: Month
    symptoms: Mapping[Annotated[str, Refers("symptom")], Lines]
    """What the patient says when asked about an item."""


@dataclass(frozen=True, slots=True)
class Referral:
    """The letter the trainee reads first. It must not give the key away."""

    from_: Label
    letter: Prose


@dataclass(frozen=True, slots=True)
class Second:
    """An acceptable area and how much of the best one's credit it earns (thousandths)."""

    area: Area
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    credit: Annotated[int, Range(100, 1000)] = 600


@dataclass(frozen=True, slots=True)
class Key:
    """HIDDEN. The true problem area and why. Never enters a view before the debrief."""

    area: Area
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    why: Prose
    misleads: Prose
    stage: Literal["renegotiation", "impasse", "dissolution"] | None = None
    acceptable: tuple[Second, ...] = ()
    also_about: tuple[Annotated[str, Refers("person", "event", prefixed=True)], ...] = ()
    """Other people or events on which work on the best area counts as work on the focus."""


@dataclass(frozen=True, slots=True)
class Rings:
    """Where a person stands on the circle of closeness."""

    before: Ring
    now: Ring
    wished: Ring


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the patient's life: one row of the interpersonal inventory."""

    id: Annotated[str, Declares("person"), Ident()]
    name: Label
    relation: Label
    rings: Rings
    inventory: Mapping[Field, Lines]
    """What the patient says about each field; a second line is what they add if asked again."""
    known: Literal["letter", "asked", "later"] = "asked"
    """Named in the letter; or comes out when people are asked about; or only when a fact introduces them."""
    died: Month | None = None
    about: Lines = ()
    """What they say when invited to tell about this person, before anything else."""
    feeling: Affect = "calm"
    unsafe: bool = False
    """Violence, coercion or stalking: assertive rehearsal and confrontation are red lines."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; a mark on the timeline."""

    id: Annotated[str, Declares("event"), Ident()]
    name: Label
    month: Month
    told: Lines
    """What they say when asked about it."""
    known: Literal["letter", "asked", "later"] = "asked"
    about: Annotated[tuple[Annotated[str, Refers("person", prefixed=True)], ...], OneOrMany()] = ()
    feeling: Affect = "calm"


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of the hidden picture, and how it comes out."""

    id: Annotated[str, Declares("fact"), Ident()]
    card: Label
    """A short neutral title for the evidence card, shown once told."""
    about: Annotated[tuple[Concern, ...], OneOrMany(), Length(1, 6)]
    how: Annotated[tuple[Route, ...], OneOrMany(), Length(1, 6)]
    words: Lines
    """What the patient says. With two, the second is said when they are open (openness 6 or more)."""
    signals: Mapping[Area, Annotated[int, Range(-3, 3)]] = field(default_factory=dict)
    alliance: Ten = 0
    field: Field | None = None
    """With route `inventory`: only this field brings it out."""
    after: Annotated[tuple[Annotated[str, Refers("fact")], ...], OneOrMany()] = ()
    premature: Lines = ()
    """Said when the question is right but the alliance is not there yet."""
    introduces: Annotated[tuple[Concern, ...], OneOrMany()] = ()
    """People, events or incidents that become known with this fact."""
    feeling: Affect = "calm"
    intensity: Ten = 3
    herring: bool = False
    """Points away from the key; must be outweighed."""
    cheapest: Annotated[str, Refers("intent")] | None = None
    """The move that would have brought it out, for the debrief."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn of a rebuilt conversation."""

    who: Literal["patient", "other"]
    said: Line
    tone: Label
    intended: Line
    heard: Line
    felt: Line


@dataclass(frozen=True, slots=True)
class Better:
    """Another wording that could be tried."""

    words: Line
    good: bool
    reply: Line
    """The patient on hearing it."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One recent exchange, worked out turn by turn for communication analysis."""

    id: Annotated[str, Declares("incident"), Ident()]
    name: Label
    about: Annotated[str, Refers("person", prefixed=True)]
    picked: Line
    """How the patient picks it up when asked for one occasion."""
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


@dataclass(frozen=True, slots=True)
class Option:
    """A choice open to the patient, and what it would lead to."""

    id: Annotated[str, Ident()]
    name: Label
    consequences: Line
    liveable: bool
    reply: Line
    """The patient when this one is chosen."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice the patient faces, for decision analysis. `lines` has one entry per step of the procedure."""

    id: Annotated[str, Declares("decision"), Ident()]
    name: Label
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    options: Annotated[tuple[Option, ...], Length(3, 6)]
    lines: Mapping[str, Line]
    known: Literal["asked", "later"] = "asked"
    """`asked`: known once options or wishes about it are asked for."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Something to practise by role play. `lines` has one entry per step of the procedure."""

    id: Annotated[str, Declares("rehearsal"), Ident()]
    name: Label
    with_: Annotated[str, Refers("person", prefixed=True)]
    lines: Mapping[str, Line]
    known: Literal["asked", "later"] = "asked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a week's event went."""

    mood: Annotated[int, Range(-6, 6)]
    """Points on the scale, + is worse, passing over two weeks."""
    told: Lines
    """What the patient tells at the opening question (first) and when asked more (then)."""
    feeling: Affect
    introduces: Annotated[tuple[Concern, ...], OneOrMany()] = ()


@dataclass(frozen=True, slots=True)
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
            Annotated[
                str, Refers("incident", "decision", "rehearsal", "strategy", "task", "fact", prefixed=True)
            ],
            ...,
        ],
        OneOrMany(),
    ] = ()
    """Earlier work, any of which makes it go well: `rehearsal:call_mother`, `incident:friday`, `strategy:G4`…"""
    anniversary: bool = False


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Formulated:
    """The patient's answer to a formulation."""

    best: Lines
    acceptable: Lines
    wrong: Lines
    premature: Lines
    amended: Line
    """What they add when asked whether it fits."""


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case, checked."""

    format: Literal["1"]
    id: Annotated[str, Ident()]
    title: Label
    language: Annotated[str, Length(2, 5)]
    level: Annotated[int, Range(1, 5)]
    teaser: Annotated[str, Length(1, 300)]
    """One or two sentences for the shelf; the area stays hidden."""
    content_warnings: tuple[Label, ...]
    patient: Patient
    treatment: Plan
    measure: Baseline
    referral: Referral
    key: Key
    people: Annotated[tuple[Person, ...], Length(1, 14)]
    events: Annotated[tuple[Event, ...], Length(1, 20)]
    facts: Annotated[tuple[Fact, ...], Length(1, 40)]
    incidents: tuple[Incident, ...]
    decisions: tuple[Decision, ...]
    rehearsals: tuple[Rehearsal, ...]
    weeks: tuple[Week, ...]
    risk: Risk
    formulation: Formulated
    ending: Ending
    lines: Mapping[Annotated[str, Refers("intent", "cue")], Lines]
    """What the patient says to an intent or at a cue, in the order of use; the manual's replies serve elsewhere."""
    adaptation: Literal["none"] = "none"
    notes: Prose | None = None
    """For teachers: sources, sensitivity readers, aims. Hidden like the key."""
    pictures: Mapping[str, Annotated[str, FilePath()]] = field(default_factory=dict)
