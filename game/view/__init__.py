"""What a player may see. The hidden key and untold facts enter no view before the debrief."""

from game.view.formulation import FormulationView, formulation_view
from game.view.procedure import ProcedureView, procedure_views
from game.view.report import NotOver, Report, report_view
from game.view.session import (
    Concern,
    Move,
    Room,
    SessionView,
    Utterance,
    moves,
    room,
    session_view,
    spoken_ways,
    transcript,
)
from game.view.shelf import ReferralView, ShelfRow, referral_view, shelf_row
from game.view.supervisor import Comment, commented, comments, said_before
from game.view.workbook import Workbook, workbook_view

__all__ = [
    "Comment",
    "Concern",
    "FormulationView",
    "Move",
    "NotOver",
    "ProcedureView",
    "ReferralView",
    "Report",
    "Room",
    "SessionView",
    "ShelfRow",
    "Utterance",
    "Workbook",
    "commented",
    "comments",
    "formulation_view",
    "moves",
    "procedure_views",
    "referral_view",
    "report_view",
    "room",
    "said_before",
    "session_view",
    "shelf_row",
    "spoken_ways",
    "transcript",
    "workbook_view",
]
