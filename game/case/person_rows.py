"""The patient, the people and what happened: whom and what can be spoken of, and the hidden facts."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from game.case.portraits import Portrait
from game.case.terms import Concern, Label, Lines, Month, MonthName, Prose, Ring, Ten
from game.manual.model import Affect, Area, Field, Route, Style, Windows
from game.reading import Declares, Ident, Length, OneOrMany, Range, Refers, row


@row
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


@row
class Plan:
    """Agreed length, and windows of the phases where the manual's default does not serve."""

    sessions: Literal["8", "12", "16"]
    windows: Windows | None = None
    begins: MonthName = "april"
    """Month of the first session: what the patient says of seasons should agree with it, and so does the window."""
    hemisphere: Literal["north", "south"] = "north"
    """In the south June is winter, and the window shows it."""


@row
class Baseline:
    """The symptom scale on first meeting."""

    scale: Annotated[str, Refers("measure")]
    items: Annotated[tuple[Annotated[int, Range(0, 3)], ...], Length(5, 20)]
    """One score per item of the scale, in its order."""
    onset: Month
    symptoms: Mapping[Annotated[str, Refers("symptom")], Lines]
    """What the patient says when asked about an item."""
    also: Mapping[Annotated[str, Refers("tracker")], Annotated[int, Range(0, 200)]] = field(default_factory=dict)
    """What else is counted, as it stands on first meeting, by the id of the adaptation's row."""


@row
class Referral:
    """The letter the trainee reads first. It must not give the key away."""

    from_: Label
    letter: Prose
    suggests: Mapping[Area, Annotated[int, Range(-3, 3)]] = field(default_factory=dict)
    """HIDDEN. Where a first reader of the letter would lean, in the points of a fact's signals; for the bench."""


@row
class Second:
    """An acceptable area and how much of the best one's credit it earns (thousandths)."""

    area: Area
    about: Annotated[str, Refers("person", "event", prefixed=True)]
    credit: Annotated[int, Range(100, 1000)] = 600


@row
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


@row
class Rings:
    """Where a person stands on the circle of closeness."""

    before: Ring
    now: Ring
    wished: Ring


@row
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
    called: Label | None = None
    """What the patient calls them, where that is not the name: Mum, my wife."""
    died: Month | None = None
    about: Lines = ()
    """What they say when invited to tell about this person, before anything else."""
    feeling: Affect = "calm"
    portrait: Portrait | None = None
    """What they look like, where `relation` does not say it (mother, retired); else parts are chosen for them."""
    unsafe: bool = False
    """Violence, coercion or stalking: assertive rehearsal and confrontation are red lines."""


@row
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


@row
class Fact:
    """A piece of the hidden picture, and how it comes out."""

    id: Annotated[str, Declares("fact"), Ident()]
    card: Label
    """A short neutral title for the evidence card, shown once told; the therapist says it in the formulation."""
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
