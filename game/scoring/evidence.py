"""The kinds of evidence: how what stands in the log becomes a share of a criterion, and which turns say so.

Each function returns thousandths from 0 to 1000 with the turns it rests on. A criterion's row names one by its `kind`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from game.manual import Criterion
from game.scoring import focus
from game.scoring.common_factors import collaboration, empathy, open_questions
from game.scoring.focus import calibration, right_area
from game.scoring.looking import Log, Share, in_order
from game.scoring.quality import (
    affect_before_solving,
    depth,
    fits_patient,
    followed_up,
    linking,
    ordered,
    procedures,
    selective,
    timely,
)
from game.scoring.structure import agreed_length, counted_sessions, ending_in_time, kept_time, opened_sessions


def evidence(log: Log, row: Criterion) -> Share:
    """Cards pinned, as `focus` rates them: those that speak for their area earned, the others cost."""
    pins = [(key, pin) for key, pin in log.tally.pins.items() if pin[0]]
    true = [pin[1] for (fact, area), pin in pins if pin[0] * _signal(log, fact, area) > 0]
    false = [pin[1] for (fact, area), pin in pins if pin[0] * _signal(log, fact, area) <= 0]
    return replace(focus.evidence(log, row), earned=in_order(true), lost=in_order(false))


def _signal(log: Log, fact: str, area: str) -> int:
    return {str(name): points for name, points in log.case.facts[fact].signals.items()}.get(area, 0)


KINDS: Mapping[str, Callable[[Log, Criterion], Share]] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            timely,
            ordered,
            affect_before_solving,
            depth,
            linking,
            procedures,
            fits_patient,
            selective,
            followed_up,
            right_area,
            calibration,
            evidence,
            empathy,
            open_questions,
            collaboration,
            opened_sessions,
            kept_time,
            counted_sessions,
            ending_in_time,
            agreed_length,
        )
    }
)
