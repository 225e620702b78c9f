"""Everything a seat may see of its treatment at one moment: views, and nothing that they were made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from game.case import Portrait
from game.record import Mode
from game.treatment import Event
from game.view import FormulationView, Move, ProcedureView, ReferralView, Room, Utterance, Workbook
from game.view.supervisor import Remark
from game.view.weeks import WeekView

Turns = Sequence[tuple[int, tuple[Event, ...]]]


class Misread(ValueError):
    """Raised for what the other side sent and cannot be understood. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Manual:
    """Which manual the host plays by: both sides must have the same."""

    id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Views:
    """The views of one moment. Each is sent again only when it has changed."""

    manual: Manual
    referral: ReferralView
    room: Room
    moves: tuple[Move, ...]
    workbook: Workbook
    formulation: FormulationView
    procedures: tuple[ProcedureView, ...]
    week: WeekView
    portraits: tuple[tuple[str, Portrait], ...]
    """What everybody looks like who has come up, by ref; the patient's is the first."""
    first_name: str
    first_month: int
    """Month in which the treatment begins, 0 to 11, as seasons are in the north."""
    lately: tuple[str, ...]
    """Ids of the moves said so far, the newest first, each once."""
    remarks: tuple[Remark, ...]
    """What a supervisor says of the session; nothing in an exam."""
    praised: tuple[tuple[str, str], ...]
    """Kind and id of what a supervisor had praised before the last turn; nothing in an exam."""


VIEWS: tuple[str, ...] = tuple(each.name for each in fields(Views))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a treatment: after turn `version`, all that has been said, and the views."""

    version: int
    mode: Mode
    said: tuple[Utterance, ...]
    views: Views
    tags: Mapping[str, str]
    """By view, what tells it apart from the same view at another moment."""
