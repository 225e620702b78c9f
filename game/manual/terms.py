"""The vocabulary of the manual: its closed sets of words, and the kinds of text its rows hold."""

from typing import Annotated, Literal

from game.reading import Length, Refers

Area = Literal["grief", "role_dispute", "role_transition", "interpersonal_deficits"]
AREAS: tuple[Area, ...] = ("grief", "role_dispute", "role_transition", "interpersonal_deficits")

Phase = Literal["intake", "initial", "middle", "termination", "risk", "ended", "maintenance", "dropped_out", "referred"]
Status = Literal["sourced", "recalled", "design"]
Stance = Literal["open", "closed", "reflective", "directive", "silent"]
Route = Literal[
    "spontaneous",
    "open_question",
    "inventory",
    "timeline",
    "clarification",
    "affect",
    "communication_analysis",
    "symptom",
    "risk",
    "culture",
]
TargetKind = Literal["person", "event", "symptom", "fact", "incident", "decision", "rehearsal"]
Style = Literal["plain", "upset", "verbose", "reserved", "tangential", "pleasing"]
Affect = Literal["sad", "angry", "anxious", "guilty", "ashamed", "numb", "lonely", "calm", "hopeful", "warm"]
Field = Literal[
    "contact",
    "closeness",
    "expectations",
    "satisfying",
    "unsatisfying",
    "wished_change",
    "recent_change",
    "conflict",
    "knows",
]
# The eight fields that count as coverage of one person; `knows` is useful and not essential.
ESSENTIAL_FIELDS: tuple[Field, ...] = (
    "contact",
    "closeness",
    "expectations",
    "satisfying",
    "unsatisfying",
    "wished_change",
    "recent_change",
    "conflict",
)

Text = Annotated[str, Length(1, 1200)]
Name = Annotated[str, Length(1, 120)]
TaskId = Annotated[str, Refers("task")]
Moment = Annotated[str, Length(1, 20)]
"""A session, as `3`, as `-1` (the last), or as `initial.end`, `middle.start`, `half`, `termination.start`…"""

Span = Annotated[tuple[int, ...], Length(2, 2)]
"""First and last session, both included."""
