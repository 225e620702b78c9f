"""Where the hours went: sessions and minutes in each phase, beside the manual's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.manual import Book, Windows
from game.server.debriefing.spread import Quartiles, quartiles
from game.server.debriefing.traces import WORKING, Spent, Trace

_HOUR: Final = 50
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """One phase: what the manual plans within the contest's sessions, and what the class used."""

    phase: str
    planned_sessions: int
    planned_minutes: int
    sessions: Quartiles
    minutes: Quartiles


def phase_times(book: Book, windows: Windows, span: int, traces: Sequence[Trace]) -> tuple[PhaseTime, ...]:
    """Return the times of every phase that was planned within `span` sessions, or reached by three runs or more."""
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
        if planned[name] or sum(each.minutes > 0 for each in spent) >= _FEWEST:
            rows.append(
                PhaseTime(
                    book.phases[name].name,
                    planned[name],
                    planned[name] * _HOUR,
                    quartiles([each.sessions for each in spent]),
                    quartiles([each.minutes for each in spent]),
                )
            )
    return tuple(rows)
