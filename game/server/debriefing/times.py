"""Where the hours went: sessions and minutes in each phase, beside the manual's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.manual import Book, Windows
from game.server.debriefing.spread import Quartiles, quartiles
from game.server.debriefing.traces import WORKING, Spent, Trace

_HOUR: Final = 50


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """One phase: what the manual plans within the contest's sessions, and what the class used."""

    phase: str
    planned_sessions: int
    planned_minutes: int
    sessions: Quartiles
    minutes: Quartiles


def phase_times(book: Book, windows: Windows, span: int, traces: Sequence[Trace]) -> tuple[PhaseTime, ...]:
    """Return the times of every phase that was planned within `span` sessions, or reached by a quarter of the runs."""
    planned = {
        name: max(0, min(last, span) - first + 1)
        for name, (first, last) in (
            ("initial", windows.initial),
            ("middle", windows.middle),
            ("termination", windows.termination),
        )
    }
    rows = []
    for name in WORKING:
        spent = [trace.spent.get(name, Spent()) for trace in traces]
        minutes = quartiles([each.minutes for each in spent])
        if planned[name] or minutes.high:
            sessions = quartiles([each.sessions for each in spent])
            rows.append(PhaseTime(book.phases[name].name, planned[name], planned[name] * _HOUR, sessions, minutes))
    return tuple(rows)
