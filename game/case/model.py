"""Who the patient is: a case as values.

The words in a case are the patient's own. Scales inside the patient run from 0 to 10 in a case file (alliance,
openness) and are thousandths of that in the engine. Months count from the first session: -5 is five months before.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from game.case.person_rows import Baseline, Event, Fact, Key, Patient, Person, Plan, Referral, Rings, Second
from game.case.terms import Concern, Label, Line, Lines, Month, Prose, Ring, Ten
from game.case.work_rows import (
    Better,
    Decision,
    Ending,
    Exchange,
    Formulated,
    Incident,
    Option,
    Outcome,
    Rehearsal,
    Risk,
    Variant,
    Week,
)
from game.manual.model import AdaptationId
from game.reading import FilePath, Ident, Length, Range, Refers, row


@row
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
    adaptation: AdaptationId = "none"
    """For whom the manual is adapted; adds tasks, moves, scales and counts of its own."""
    notes: Prose | None = None
    """For teachers: sources, sensitivity readers, aims. Hidden like the key."""
    pictures: Mapping[str, Annotated[str, FilePath()]] = field(default_factory=dict)
    variants: Annotated[tuple[Variant, ...], Length(0, 6)] = ()
    """The same case under other names, so that two cohorts can sit one exam."""


__all__ = [
    "Baseline",
    "Better",
    "Case",
    "Concern",
    "Decision",
    "Ending",
    "Event",
    "Exchange",
    "Fact",
    "Formulated",
    "Incident",
    "Key",
    "Label",
    "Line",
    "Lines",
    "Month",
    "Option",
    "Outcome",
    "Patient",
    "Person",
    "Plan",
    "Prose",
    "Referral",
    "Rehearsal",
    "Ring",
    "Rings",
    "Risk",
    "Second",
    "Ten",
    "Variant",
    "Week",
]
