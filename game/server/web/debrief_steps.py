"""The debrief of a class as steps on the wall, in the order that is best learned from (classroom.md 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from game.manual import Book
from game.server.debriefing import Debrief, DimensionBar
from game.server.debriefing.areas import CHOICES, ChosenRow
from game.server.web.charts import Box, box, columns, levels
from game.words import _

_SCALE: Final = 100_000
"""The whole composite, in thousandths of a point."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, the part of projector_debrief.html that shows it, and what that part shows."""

    title: str
    part: str
    values: dict[str, Any]


def steps(book: Book, told: Debrief) -> tuple[Step, ...]:
    """Return the steps of a debrief; parts that would single somebody out are not among them."""
    return tuple(_steps(book, told))


def _steps(book: Book, told: Debrief) -> Iterator[Step]:
    yield Step(_("What it was about"), "truth", {"truth": told.truth})
    yield Step(_("Why, and what misleads"), "why", {"truth": told.truth})
    if told.chosen:
        yield Step(_("What you took it for"), "chosen", _chosen(book, told.chosen))
    tables = told.tables
    if tables is None:
        yield Step(_("The class"), "few", {"runs": told.runs})
    else:
        yield Step(_("Questions that mattered"), "missed", {"inventory": tables.inventory})
        yield Step(_("The inventory, question by question"), "inventory", {"inventory": tables.inventory})
        longest = max([1, *(max(row.planned_minutes, row.minutes.high) for row in tables.times)])
        boxes = [box(row.minutes.low, row.minutes.median, row.minutes.high, longest) for row in tables.times]
        plans = [1_000 * row.planned_minutes // longest for row in tables.times]
        yield Step(_("Where the time went"), "times", {"times": list(zip(tables.times, boxes, plans, strict=True))})
        spread = tables.spread
        bars = [(bar, _box_of(bar)) for bar in spread.bars]
        yield Step(_("How faithful"), "spread", {"spread": spread, "columns": columns(spread.bins), "runs": told.runs})
        yield Step(_("The profile of the class"), "profile", {"bars": bars})
        if tables.forks:
            values = {"forks": tables.forks, "scale": _SCALE}
            yield Step(_("Where the ways parted"), "forks", values)
    yield from _walkthrough(told)
    yield from _podium(told)


def _box_of(bar: DimensionBar) -> Box:
    value, least = bar.value, bar.least
    return box(value.low - least, value.median - least, value.high - least, bar.most - least)


def _chosen(book: Book, rows: tuple[ChosenRow, ...]) -> dict[str, Any]:
    names = [_("No formulation") if area is None else book.areas[area].name for area in CHOICES]
    shown = [
        (
            book.areas[row.true].name,
            row.runs,
            list(zip(CHOICES, row.counts, row.shares, levels(row.shares), strict=True)),
            row.true,
        )
        for row in rows
    ]
    return {"areas": names, "rows": shown}


def _walkthrough(told: Debrief) -> Iterator[Step]:
    shown = told.walkthrough
    if shown is None:
        return
    for number, stop in enumerate(shown.stops, 1):
        title = _("Stop {number} of {all}: what would you say?", number=number, all=len(shown.stops))
        yield Step(title, "stop", {"walk": shown, "stop": stop, "answered": False, "first": number == 1})
        title = _("Stop {number} of {all}: what was said", number=number, all=len(shown.stops))
        yield Step(title, "stop", {"walk": shown, "stop": stop, "answered": True, "first": False})


def _podium(told: Debrief) -> Iterator[Step]:
    """Yield the podium from its lowest place up, a place a step; who is equal comes together."""
    ranks = sorted({place.rank for _league, places in told.podium for place in places}, reverse=True)
    for rank in ranks:
        groups = [(league, [place for place in places if place.rank >= rank]) for league, places in told.podium]
        yield Step(_("The podium"), "podium", {"groups": groups})
