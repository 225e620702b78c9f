"""What happened: the log of a treatment, reading it back, replaying and auditing it, and exemplars."""

from game.record.exemplar import (
    EXEMPLAR_CODES,
    Exemplar,
    ExemplarFile,
    exemplar_faults,
    faults_of_exemplar,
    load_exemplar,
)
from game.record.log import (
    Header,
    Line,
    Log,
    Mode,
    RewindLine,
    Sessions,
    TurnLine,
    checksum_of,
    header_line,
    to_lines,
    turn_line,
)
from game.record.performance import exemplar_of, perform, play_exemplar
from game.record.reading import LogDamaged, ReadLog, parse_log, read_log
from game.record.replay import Drift, audit, branch, opening, replay, turns

__all__ = [
    "EXEMPLAR_CODES",
    "Drift",
    "Exemplar",
    "ExemplarFile",
    "Header",
    "Line",
    "Log",
    "LogDamaged",
    "Mode",
    "ReadLog",
    "RewindLine",
    "Sessions",
    "TurnLine",
    "audit",
    "branch",
    "checksum_of",
    "exemplar_faults",
    "exemplar_of",
    "faults_of_exemplar",
    "header_line",
    "load_exemplar",
    "opening",
    "parse_log",
    "perform",
    "play_exemplar",
    "read_log",
    "replay",
    "to_lines",
    "turn_line",
    "turns",
]
