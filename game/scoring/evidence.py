"""The kinds of evidence: how what stands in the log becomes a share of a criterion, and which turns say so.

Each function returns thousandths from 0 to 1000 with the turns it rests on. A criterion's row names one by its `kind`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from game.manual import Criterion
from game.scoring.common_factors import collaboration, empathy, open_questions
from game.scoring.focus import calibration, evidence, right_area
from game.scoring.looking import Log, Share
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
