"""Words that every form of the report has in common: turns, values on their scales, places and months."""

from collections.abc import Sequence

from game.view.report import Bar
from game.words import _, decimal, later, n_

RINGS = (later("closest"), later("close"), later("in between"), later("distant"), later("outside"))
_MOST_TURNS = 14


def turns(numbers: Sequence[int]) -> str:
    """Return turn numbers in words, at most fourteen and how many more; `no turn` where there are none."""
    if not numbers:
        return _("no turn")
    shown = ", ".join(map(str, numbers[:_MOST_TURNS]))
    words = n_("turn {shown}", "turns {shown}", len(numbers), shown=shown)
    left = len(numbers) - _MOST_TURNS
    return _("{turns} and {left} more", turns=words, left=left) if left > 0 else words


def sides(earned: Sequence[int], lost: Sequence[int]) -> str:
    """Return which turns earned a rating and which cost it, in words."""
    parts = []
    if earned:
        parts.append(_("earned by {turns}", turns=turns(earned)))
    if lost:
        parts.append(_("lost at {turns}", turns=turns(lost)))
    return "; ".join(parts) or _("no turn")


def scale_value(bar: Bar) -> str:
    """Return a bar's value on its own scale: `6.2 of 7`, or `0.85 of 1`."""
    digits = 1 if bar.high > 1_000 else 2
    return _("{value} of {top}", value=decimal(bar.value / 1_000, digits), top=bar.high // 1_000)


def anchors(bar: Bar) -> str:
    """Return what the values of a bar's scale mean: `from 1 hardly any, from 2.8 some, …`."""
    parts = (_("from {value} {words}", value=_short(least), words=words) for least, words in bar.anchors)
    return ", ".join(parts)


def _short(thousandths: int) -> str:
    whole, rest = divmod(thousandths, 1_000)
    return decimal(thousandths / 1_000) if rest else str(whole)


def ring_name(ring: int | None) -> str:
    """Return a ring of the circle in words."""
    return _("not placed") if ring is None else _(RINGS[ring])


def month_name(month: int | None) -> str:
    """Return a month counted from the first session in words."""
    if month is None:
        return _("not placed")
    if month == 0:
        return _("the month treatment began")
    if month < 0:
        return n_("{count} month before", "{count} months before", -month)
    return n_("{count} month after", "{count} months after", month)


def phase_name(phase: str) -> str:
    """Return a phase of a session strip in words."""
    return _(_PHASES.get(phase, phase))


_PHASES = {
    "initial": later("initial phase"),
    "middle": later("middle phase"),
    "termination": later("ending phase"),
}


def mode_name(mode: str) -> str:
    """Return the mode of play in words."""
    return _(_MODES.get(mode, mode))


_MODES = {"guided": later("guided"), "practice": later("practice"), "exam": later("exam")}


def week_words(words: str, *, well: bool) -> str:
    """Return what happened in a week, and how it went."""
    return _("{what} (went well)", what=words) if well else _("{what} (a setback)", what=words)


def points_to(row: Sequence[tuple[str, int]]) -> str:
    """Return the areas a card speaks for, with signed points."""
    return ", ".join(f"{area} {weight:+d}" for area, weight in row) or _("nothing in particular")
