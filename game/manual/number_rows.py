"""Rows that count: how turns move the patient, how evidence is rated, scales and the symptom course."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from game.manual.terms import Name, Status, Text
from game.reading import Declares, Ident, Length, Range, Refers, row

MOST_OF_ITEM: Final = 3
"""Every item of every scale is scored 0 to 3."""


@row
class Response:
    """How this kind of turn moves the patient (thousandths on scales of 0 to 10,000), and words for it."""

    id: Annotated[str, Declares("response"), Ident()]
    words: Name
    reference: Text
    status: Status
    alliance: Annotated[int, Range(-4000, 4000)] = 0
    openness: Annotated[int, Range(-4000, 4000)] = 0
    patience: Annotated[int, Range(-4000, 4000)] = 0
    hope: Annotated[int, Range(-4000, 4000)] = 0
    trust: Annotated[int, Range(-4000, 4000)] = 0
    intensity: Annotated[int, Range(-4000, 4000)] = 0


@row
class Criterion:
    """How evidence in the log becomes part of a rating; `kind` is a function of `game.scoring.evidence`."""

    id: Annotated[str, Declares("criterion"), Ident()]
    dimension: Literal["quality", "focus", "common_factors", "structure"]
    kind: Annotated[str, Ident()]
    name: Name
    says: Text
    weight: Annotated[int, Range(1, 10)]
    reference: Text
    status: Status
    full: Annotated[int, Range(1, 10000)] = 1000
    """The amount of evidence at which the criterion is fully met (its meaning belongs to the kind)."""
    due: Literal["first", "initial", "middle", "end"] = "first"
    """By when a good treatment can show it: the first session, the end of the initial or the middle phase, the end.

    A contest over fewer sessions leaves it out. Set by what the exemplars reach at each point.
    """


@row
class Composite:
    """Points out of 100 and the caps on them."""

    adherence: int
    quality: int
    focus: int
    common_factors: int
    structure: int
    contamination_cap: int
    safety_cap: int
    wrong_focus_adherence: int
    """Highest adherence (thousandths of a point, 1000 to 7000) of a session spent on a wrong focus."""
    wrong_focus_quality: int
    phase_weights: Mapping[Literal["initial", "middle", "termination"], int]
    quality_pass: int
    reference: Text
    status: Status


@row
class Course:
    """The symptom model's numbers, in thousandths unless said otherwise."""

    baseline_mean: int
    baseline_sd: int
    baseline_low: int
    baseline_high: int
    observed_sd: int
    teaching_base: int
    teaching_slope: int
    teaching_sd: int
    wrong_focus_cap: int
    realistic_base: int
    realistic_alliance: int
    realistic_fidelity: int
    realistic_sd: int
    alliance_norm: Annotated[tuple[int, ...], Length(16, 16)]
    """Share of the room left for growth at first meeting that an average treatment has gained after each session."""
    alliance_sd: int
    bonding_sd: int
    """How far patients of one case differ in alliance on first meeting, realistic mode."""
    fidelity_mean: int
    fidelity_sd: int
    response_low: int
    response_high: int
    sudden_gain_share: int
    dropout_per_session: int
    dropout_early_factor: int
    dropout_alliance: int
    reference: Text
    status: Status


@row
class Item:
    """One item of a scale, scored 0 to 3."""

    id: Annotated[str, Declares("symptom"), Ident()]
    name: Name
    words: Text


@row
class Band:
    """A named band of a scale's total, from `at_least` upwards."""

    at_least: Annotated[int, Range(0, 60)]
    name: Name


@row
class Measure:
    """A symptom scale. The item about dying or self-harm stands last."""

    id: Annotated[str, Declares("measure"), Length(1, 20)]
    name: Name
    items: Annotated[tuple[Item, ...], Length(5, 20)]
    risk_item: Annotated[str, Refers("symptom")]
    bands: tuple[Band, ...]
    reference: Text
    status: Status

    @property
    def most(self) -> int:
        """Return the highest total."""
        return MOST_OF_ITEM * len(self.items)


@row
class Tracker:
    """Something else that is counted from week to week beside the scale: another questionnaire, days, hours.

    What it shows follows the symptoms of this program; it is not a model of its own.
    """

    id: Annotated[str, Declares("tracker"), Length(1, 20)]
    name: Name
    unit: Name
    """What is counted: points, days of the last seven."""
    least: int
    most: int
    better: Literal["less", "more"]
    follows: Annotated[int, Range(100, 1500)]
    """How much of the scale's relative improvement it shows, in thousandths."""
    reference: Text
    status: Status
