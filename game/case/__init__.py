"""Who the patient is: the case file, read strictly, and its rows by id."""

from game.case.index import CaseFile
from game.case.model import (
    Case,
    Decision,
    Event,
    Exchange,
    Fact,
    Incident,
    Key,
    Person,
    Rehearsal,
    Risk,
    Week,
)

__all__ = [
    "Case",
    "CaseFile",
    "Decision",
    "Event",
    "Exchange",
    "Fact",
    "Incident",
    "Key",
    "Person",
    "Rehearsal",
    "Risk",
    "Week",
]
