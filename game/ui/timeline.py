"""Time on a line: which days are shown, how far in and where, and which days get a name. Pure functions."""

from game.ui.diagrams import TimeLine
from game.words import _

DAYS_A_YEAR = 365
_LEAST_SPAN = 56
_STEPS = (14, 31, 91, 183, 365, 730, 1825, 3650, 7300)
_MOST_TICKS = 7
Range = tuple[int, int]


def day_of(month: int) -> int:
    """Return the day of a month counted from the first session."""
    return month * DAYS_A_YEAR // 12


def day_of_session(number: int) -> int:
    """Return the day of a session; they are a week apart."""
    return (number - 1) * 7


def zoomed(line: TimeLine, percent: int, about: int | None = None) -> Range:
    """Return the days shown after a zoom to `percent` of the span, `about` a day that stays where it is."""
    span = line.last - line.first
    wanted = min(max(_LEAST_SPAN, span * percent // 100), line.limits[1] - line.limits[0])
    middle = (line.first + line.last) // 2 if about is None else about
    first = middle - (middle - line.first) * wanted // max(1, span)
    return _held(line, first, wanted)


def panned(line: TimeLine, first: int) -> Range:
    """Return the days shown when they begin at `first`, or as near to it as the line goes."""
    return _held(line, first, line.last - line.first)


def _held(line: TimeLine, first: int, span: int) -> Range:
    earliest, latest = line.limits
    first = max(earliest, min(first, latest - span))
    return first, min(latest, first + span)


def ticks(first: int, last: int) -> tuple[int, ...]:
    """Return the days that get a name: a few, evenly apart, the first session (day 0) among them if it is shown."""
    step = step_of(first, last)
    return tuple(range(-(-first // step) * step, last + 1, step))


def step_of(first: int, last: int) -> int:
    """Return how many days lie between two that get a name."""
    return next((step for step in _STEPS if (last - first) // step <= _MOST_TICKS), _STEPS[-1])


def tick_words(day: int, step: int = 31) -> str:
    """Return a day in words short enough for an axis whose names are `step` days apart."""
    if day == 0:
        return _("start")
    size, sign = abs(day), "−" if day < 0 else "+"
    if size % DAYS_A_YEAR == 0:
        return _("{sign}{count} y", sign=sign, count=size // DAYS_A_YEAR)
    if step == _STEPS[0]:
        return _("{sign}{count} wk", sign=sign, count=size // 7)
    return _("{sign}{count} mo", sign=sign, count=round(size * 12 / DAYS_A_YEAR))
