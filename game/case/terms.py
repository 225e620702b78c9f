"""The kinds of text and number that a case file holds."""

from typing import Annotated, Literal

from game.reading import Length, OneOrMany, Range, Refers

Line = Annotated[str, Length(1, 700)]
"""What the patient says in one turn."""
Lines = Annotated[tuple[Line, ...], OneOrMany(), Length(1, 24)]
Label = Annotated[str, Length(1, 90)]
Prose = Annotated[str, Length(1, 2500)]
Month = Annotated[int, Range(-720, 6)]
MonthName = Literal[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
Ring = Annotated[int, Range(0, 4)]
"""Circle of closeness: 0 closest, 3 outermost, 4 outside."""
Ten = Annotated[int, Range(0, 10)]
Concern = Annotated[str, Refers("person", "event", "symptom", "incident", prefixed=True)]
"""Whom or what something is about: `person:clare`, `event:broken_phone`, `symptom:sleep`, `incident:friday`."""
