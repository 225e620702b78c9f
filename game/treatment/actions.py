"""What a trainee can do: a closed union of imperatives, as the log and the wire carry them."""

from dataclasses import dataclass
from typing import Literal

from game.manual import Area

When = Literal["before", "now", "wished"]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Ask the patient in. Legal between sessions."""

    kind: Literal["open_session"] = "open_session"


@dataclass(frozen=True, slots=True)
class EndSession:
    """Close the session; a week passes."""

    kind: Literal["end_session"] = "end_session"


@dataclass(frozen=True, slots=True)
class Say:
    """Say an intent of the manual, about a target (`person:clare`, `symptom:sleep`…) where it takes one."""

    intent: str
    target: str | None = None
    variant: int = 0
    """Which of the intent's wordings is spoken, from 0."""
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Take a step of a procedure on an incident, decision or rehearsal (`incident:friday`), or of the risk ladder."""

    procedure: str
    step: str
    subject: str | None = None
    choice: str | None = None
    """The failure, wording (its number from 0) or option chosen, for the steps that ask for one."""
    kind: Literal["take_step"] = "take_step"


@dataclass(frozen=True, slots=True)
class LeaveProcedure:
    """Stop the procedure that is open; from the risk ladder, return to the session."""

    kind: Literal["leave_procedure"] = "leave_procedure"


@dataclass(frozen=True, slots=True)
class OfferFormulation:
    """Tell the patient how diagnosis, inventory and problem area hang together."""

    area: Area
    about: str
    evidence: tuple[str, ...] = ()
    """Ids of facts the patient has told."""
    second: Area | None = None
    kind: Literal["offer_formulation"] = "offer_formulation"


@dataclass(frozen=True, slots=True)
class AgreeContract:
    """Ask for agreement on focus, goals, number of sessions and end date."""

    goals: tuple[str, ...] = ()
    kind: Literal["agree_contract"] = "agree_contract"


@dataclass(frozen=True, slots=True)
class PlacePerson:
    """Workbook: place a person on a ring of the circle of closeness (0 closest to 4 outside)."""

    person: str
    when: When
    ring: int
    kind: Literal["place_person"] = "place_person"


@dataclass(frozen=True, slots=True)
class PlaceEvent:
    """Workbook: place an event on the timeline, in months from the first session."""

    event: str
    month: int
    kind: Literal["place_event"] = "place_event"


@dataclass(frozen=True, slots=True)
class PinFact:
    """Workbook: pin a told fact as evidence for (1 to 3) or against (-1 to -3) an area; 0 unpins it."""

    fact: str
    area: Area
    weight: int
    kind: Literal["pin_fact"] = "pin_fact"


@dataclass(frozen=True, slots=True)
class SetProbabilities:
    """Workbook: how likely each area is, in per cent; the four add up to 100."""

    grief: int
    role_dispute: int
    role_transition: int
    interpersonal_deficits: int
    kind: Literal["set_probabilities"] = "set_probabilities"


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Workbook: keep a note, at most 2,000 characters."""

    words: str
    kind: Literal["write_note"] = "write_note"


@dataclass(frozen=True, slots=True)
class AskSupervisor:
    """Ask what is missing. Guided and practice modes only; recorded."""

    kind: Literal["ask_supervisor"] = "ask_supervisor"


Action = (
    OpenSession
    | EndSession
    | Say
    | TakeStep
    | LeaveProcedure
    | OfferFormulation
    | AgreeContract
    | PlacePerson
    | PlaceEvent
    | PinFact
    | SetProbabilities
    | WriteNote
    | AskSupervisor
)
