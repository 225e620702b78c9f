"""What the therapy is: the rows of the IPT manual as values.

Every row carries a `reference` and a `status`: `sourced` (read in the source named), `recalled` (from general
knowledge of the publication named, not re-checked) or `design` (ours; no publication says so).
Amounts are whole numbers; shares and weights marked so are thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from game.reading import Declares, Ident, Length, Range, Refers

Area = Literal["grief", "role_dispute", "role_transition", "interpersonal_deficits"]
AREAS: tuple[Area, ...] = ("grief", "role_dispute", "role_transition", "interpersonal_deficits")

Phase = Literal["intake", "initial", "middle", "termination", "risk", "ended", "maintenance", "dropped_out", "referred"]
Status = Literal["sourced", "recalled", "design"]
Stance = Literal["open", "closed", "reflective", "directive", "silent"]
Route = Literal[
    "spontaneous",
    "open_question",
    "inventory",
    "timeline",
    "clarification",
    "affect",
    "communication_analysis",
    "symptom",
    "risk",
    "culture",
]
TargetKind = Literal["person", "event", "symptom", "fact", "incident", "decision", "rehearsal"]
Style = Literal["plain", "upset", "verbose", "reserved", "tangential", "pleasing"]
Affect = Literal["sad", "angry", "anxious", "guilty", "ashamed", "numb", "lonely", "calm", "hopeful", "warm"]
Field = Literal[
    "contact",
    "closeness",
    "expectations",
    "satisfying",
    "unsatisfying",
    "wished_change",
    "recent_change",
    "conflict",
    "knows",
]
# The eight fields that count as coverage of one person; `knows` is useful and not essential (ipt.md 2.1).
ESSENTIAL_FIELDS: tuple[Field, ...] = (
    "contact",
    "closeness",
    "expectations",
    "satisfying",
    "unsatisfying",
    "wished_change",
    "recent_change",
    "conflict",
)

Text = Annotated[str, Length(1, 1200)]
Name = Annotated[str, Length(1, 120)]
TaskId = Annotated[str, Refers("task")]
Moment = Annotated[str, Length(1, 20)]
"""A session, as `3`, as `-1` (the last), or as `initial.end`, `middle.start`, `half`, `termination.start`…"""

Span = Annotated[tuple[int, ...], Length(2, 2)]
"""First and last session, both included."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase of the treatment and what it is for."""

    id: Annotated[str, Declares("phase"), Ident()]
    name: Name
    purpose: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class Windows:
    """First and last session of each phase, for one length of treatment."""

    initial: Span
    middle: Span
    termination: Span

    @property
    def sessions(self) -> int:
        """Return the number of sessions agreed."""
        return self.termination[1]


@dataclass(frozen=True, slots=True)
class Format:
    """A usual length of treatment with its default windows."""

    id: Annotated[str, Declares("format"), Length(1, 3)]
    windows: Windows
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    requires: tuple[Literal["session_open", "session_closed", "formulated", "risk_raised"], ...] = ()
    expects: tuple[TaskId, ...] = ()


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a problem area, in plain words."""

    id: Annotated[str, Declares("goal"), Ident()]
    words: Name


@dataclass(frozen=True, slots=True)
class ProblemArea:
    """One of the four problem areas."""

    id: Annotated[str, Declares("area"), Ident()]
    code: Literal["G", "RD", "RT", "ID"]
    name: Name
    definition: Text
    evidence_for: tuple[Text, ...]
    evidence_against: tuple[Text, ...]
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    emphasis: Mapping[Annotated[str, Refers("technique")], Annotated[int, Range(0, 3)]]
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class Differential:
    """The question that decides between two areas."""

    id: Annotated[str, Declares("differential"), Ident()]
    between: tuple[Annotated[str, Refers("area")], ...]
    question: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding and how far it points to each area (points, -3 to 3)."""

    id: Annotated[str, Declares("signal"), Ident()]
    words: Text
    points: Mapping[Annotated[str, Refers("area")], Annotated[int, Range(-3, 3)]]
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class Technique:
    """T01 to T20: when to use it and when not."""

    id: Annotated[str, Declares("technique"), Ident()]
    name: Name
    use: Text
    avoid: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class RedLine:
    """An act that fails the session."""

    id: Annotated[str, Declares("red_line"), Ident()]
    name: Name
    says: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
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
    also: Annotated[tuple[Annotated[str, Length(1, 40)], ...], Length(0, 8)] = ()
    """Other words a trainee may type to find it."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Failure:
    """A way in which communication fails."""

    id: Annotated[str, Declares("failure"), Ident()]
    name: Name
    says: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A level of the risk ladder: which answers give it and which steps it calls for."""

    id: Literal["none", "low", "moderate", "high"]
    any_of: tuple[Literal["q1", "q2", "q3", "q4", "q5", "q6_recent", "q6_lifetime"], ...]
    calls_for: tuple[Annotated[str, Ident()], ...]
    """Ids of steps of the risk ladder."""
    says: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Course:
    """The symptom model's numbers, in thousandths unless said otherwise (ipt.md 7.4)."""

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
    alliance_mean: int
    alliance_sd: int
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


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scale, scored 0 to 3."""

    id: Annotated[str, Declares("symptom"), Ident()]
    name: Name
    words: Text


@dataclass(frozen=True, slots=True)
class Band:
    """A named band of a scale's total, from `at_least` upwards."""

    at_least: Annotated[int, Range(0, 27)]
    name: Name


@dataclass(frozen=True, slots=True)
class Measure:
    """A symptom scale of nine items."""

    id: Annotated[str, Declares("measure"), Length(1, 20)]
    name: Name
    items: Annotated[tuple[Item, ...], Length(9, 9)]
    risk_item: Annotated[str, Refers("symptom")]
    bands: tuple[Band, ...]
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the interpersonal inventory."""

    id: Field
    name: Name
    says: Text
    reference: Text
    status: Status


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Reply:
    """Generic words of a patient for one cue, by conversational style; `any` serves every style."""

    cue: Annotated[str, Declares("cue"), Ident()]
    any: Annotated[tuple[Text, ...], Length(2, 12)]
    plain: tuple[Text, ...] = ()
    upset: tuple[Text, ...] = ()
    verbose: tuple[Text, ...] = ()
    reserved: tuple[Text, ...] = ()
    tangential: tuple[Text, ...] = ()
    pleasing: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Replies:
    """The generic replies that keep a patient talking where the case says nothing."""

    id: Annotated[str, Ident()]
    version: Name
    replies: tuple[Reply, ...]
