"""What can happen in a treatment: actions, events, and the pure step between them."""

from game.treatment.actions import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    WriteNote,
)
from game.treatment.events import Event
from game.treatment.formulation import area_credit
from game.treatment.legal import legal_actions
from game.treatment.pathway import Pathway, pathway_of
from game.treatment.risk import LADDER, risk_row
from game.treatment.saying import may_speak_of_death
from game.treatment.state import Course, Treatment
from game.treatment.step import FORGIVEN_MINUTES, after_turn, begin, step, windows_of
from game.treatment.supervision import next_task, open_tasks
from game.treatment.turn import IllegalAction

__all__ = [
    "FORGIVEN_MINUTES",
    "LADDER",
    "Action",
    "AgreeContract",
    "AskSupervisor",
    "Course",
    "EndSession",
    "Event",
    "IllegalAction",
    "LeaveProcedure",
    "OfferFormulation",
    "OpenSession",
    "Pathway",
    "PinFact",
    "PlaceEvent",
    "PlacePerson",
    "Say",
    "SetProbabilities",
    "TakeStep",
    "Treatment",
    "WriteNote",
    "after_turn",
    "area_credit",
    "begin",
    "legal_actions",
    "may_speak_of_death",
    "next_task",
    "open_tasks",
    "pathway_of",
    "risk_row",
    "step",
    "windows_of",
]
