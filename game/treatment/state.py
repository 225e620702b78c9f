"""Where a treatment stands: values only, rebuilt at any time by folding events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from game.manual import Affect, Area, Phase, Windows
from game.treatment.events import Items

Course = Literal["teaching", "realistic"]
FULL = 10_000
"""Top of the patient's inner scales: thousandths of 10."""


@dataclass(frozen=True, slots=True)
class Inner:
    """What goes on in the patient. All amounts 0 to 10,000."""

    alliance: int
    hope: int
    trust: int
    patience: int
    base_openness: int
    openness: Mapping[str, int] = field(default_factory=dict)
    """By topic; a topic not spoken of yet has the base."""
    affect: Affect = "calm"
    intensity: int = 2_000
    topic: str | None = None

    def open_on(self, topic: str | None) -> int:
        """Return openness on `topic`."""
        return self.base_openness if topic is None else self.openness.get(topic, self.base_openness)


@dataclass(frozen=True, slots=True)
class Hour:
    """The session that is open, or was last."""

    number: int = 0
    open: bool = False
    minutes_left: int = 0
    said: tuple[tuple[str, str | None], ...] = ()
    """Intents said so far, with their targets."""
    causes: Mapping[str, int] = field(default_factory=dict)
    """How often each cause has moved the patient this session."""
    tasks: frozenset[str] = frozenset()
    strategies: frozenset[str] = frozenset()
    alliance_low: bool = False
    """Something has strained the alliance and has not been spoken of."""
    risk_raised: str | None = None
    """Where a sign of danger showed this session."""
    risk_asked: bool = False
    strain_shown: bool = False
    """The patient has let it be heard that something rankles."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What has come out."""

    known: frozenset[str]
    told: tuple[str, ...] = ()
    answered: frozenset[tuple[str, str]] = frozenset()
    used: Mapping[str, int] = field(default_factory=dict)
    """How many lines of each cue have been spoken."""
    items: Items | None = None
    """The scale as last shared."""
    shared: tuple[tuple[int, Items], ...] = ()
    """Every sharing: session and items."""


@dataclass(frozen=True, slots=True)
class Running:
    """A procedure in the doing."""

    procedure: str
    subject: str | None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formulation:
    """What was offered and how far the patient goes along (thousandths; None until answered)."""

    area: Area
    about: str
    evidence: tuple[str, ...]
    second: Area | None
    agreement: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done of the manual."""

    tasks: Mapping[str, int] = field(default_factory=dict)
    """Task to the session in which it was first done."""
    strategies: Mapping[str, int] = field(default_factory=dict)
    intents: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, int] = field(default_factory=dict)
    milestones: frozenset[str] = frozenset()
    completed: frozenset[str] = frozenset()
    """Subjects (`incident:friday`) whose procedure was completed, and `risk` once the ladder was."""
    running: Running | None = None
    put_down: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Procedure and subject to the steps taken when it was left unfinished; it is taken up there, in any session."""
    formulation: Formulation | None = None
    contract: bool = False
    goals: tuple[str, ...] = ()
    risk_level: Literal["none", "low", "moderate", "high"] | None = None
    risk_missing: tuple[str, ...] = ()
    red_lines: int = 0
    low_sessions: int = 0
    """Sessions in a row that ended with hardly any alliance left."""


@dataclass(frozen=True, slots=True)
class Body:
    """The symptom course. `drawn` are this patient's own draws, made once from the seed."""

    baseline: Items
    bonding: int
    """What this patient brings to the bond, thousandths of a standard deviation; 0 in teaching mode."""
    residual: int
    """How far this patient's response lies from the expected one, thousandths of a standard deviation."""
    gain_week: int | None
    items: Items
    latent: int
    shocks: tuple[tuple[int, int], ...] = ()
    """Points and weeks left of passing ups and downs."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The trainee's own notes."""

    rings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    pins: Mapping[tuple[str, Area], int] = field(default_factory=dict)
    probabilities: tuple[int, ...] = (25, 25, 25, 25)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Treatment:
    """One treatment with one patient, at one moment. Never mutated: `evolve` returns the next one."""

    seed: int
    course: Course
    windows: Windows
    inner: Inner
    knowledge: Knowledge
    body: Body
    hour: Hour = field(default_factory=Hour)
    progress: Progress = field(default_factory=Progress)
    workbook: Workbook = field(default_factory=Workbook)
    turn: int = 0
    phase: Phase = "intake"
    back_to: Phase = "initial"
    """Where the risk interrupt returns to."""
    life: tuple[tuple[str, str], ...] = ()
    """What has happened between sessions: week id and outcome."""
    untold: str | None = None
    """The last week's happening, until it is told."""
    to_follow_up: str | None = None
    """The happening told in this session, until the therapist takes it up."""

    @property
    def over(self) -> bool:
        """Tell whether nothing more can be done."""
        return self.phase in ("ended", "maintenance", "dropped_out", "referred")

    @property
    def sessions(self) -> int:
        """Return the agreed number of sessions."""
        return self.windows.sessions

    @property
    def remaining(self) -> int:
        """Return the sessions after this one."""
        return max(0, self.sessions - self.hour.number)


def bounded(value: int, low: int = 0, high: int = FULL) -> int:
    """Keep `value` between `low` and `high`."""
    return min(high, max(low, value))


def counted(counts: Mapping[str, int], key: str, by: int = 1) -> dict[str, int]:
    """Return `counts` with `key` raised by `by`."""
    return {**counts, key: counts.get(key, 0) + by}
