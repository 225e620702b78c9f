"""Who the patient is: the case file, read strictly, and its rows by id."""

from game.case.check import advice, meaning_faults
from game.case.faults import ADVICE_CODES, CASE_CODES, Severity, severity_of
from game.case.index import CaseFile
from game.case.lines import spoken_lines
from game.case.load import (
    CASE_FILE,
    case_faults,
    case_of_source,
    case_path,
    faults_of_case,
    known_to,
    load_case,
    read_case,
    shelf,
)
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
from game.case.portraits import Portrait, likeness_of
from game.case.variants import as_told, in_variant

__all__ = [
    "ADVICE_CODES",
    "CASE_CODES",
    "CASE_FILE",
    "Case",
    "CaseFile",
    "Decision",
    "Event",
    "Exchange",
    "Fact",
    "Incident",
    "Key",
    "Person",
    "Portrait",
    "Rehearsal",
    "Risk",
    "Severity",
    "Week",
    "advice",
    "as_told",
    "case_faults",
    "case_of_source",
    "case_path",
    "faults_of_case",
    "in_variant",
    "known_to",
    "likeness_of",
    "load_case",
    "meaning_faults",
    "read_case",
    "severity_of",
    "shelf",
    "spoken_lines",
]
