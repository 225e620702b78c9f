"""A student's own report after the reveal: what was done well, what was missed, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from game.case import CaseFile
from game.server.boards import FEWEST, ranked
from game.server.host import Host
from game.server.places import Place
from game.server.rating import span_of
from game.server.sittings import Sitting
from game.server.visibility import may_see
from game.view import Report, report_view, shelf_row, spoken_ways
from game.view.ledger import LedgerRow, cheapest
from game.view.report import MomentRow
from game.view.shelf import ShelfRow
from game.words import _

_MISSED: Final = 3
_SIBLINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Chance:
    """An opportunity that was missed: what was said, what would have been better, and why."""

    title: str
    where: str
    said: str
    line: str
    """What could have been said; empty where it takes more than a sentence."""
    way: str
    """How else it is to be reached; empty where the line is enough."""
    heard: str
    """What the patient would have answered, where that can be told."""
    reason: str
    reference: str


@dataclass(frozen=True, slots=True)
class DoneWell:
    """One thing that was done well."""

    title: str
    where: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A student's report."""

    report: Report
    chances: tuple[Chance, ...]
    well: DoneWell | None
    siblings: tuple[ShelfRow, ...]
    quarter: int | None
    """1 for the quarter of the class with the most points, to 4; None where it was not asked for or cannot be told."""
    runs: int
    """Treatments in the class that the quarter is a quarter of."""


def own_report(host: Host, c: Connection, place: Place, sitting: Sitting, *, band: bool) -> OwnReport:
    """Return the report of a run that may be shown; with `band`, also in which quarter of the class it lies."""
    span = span_of(place.settings, sitting)
    report = report_view(sitting.book, sitting.case, sitting.now, sitting.turns, place.settings.mode, span=span)
    quarter, runs = _quarter(c, place) if band else (None, 0)
    chances = tuple(_chances(sitting, report))[:_MISSED]
    return OwnReport(report, chances, _well(report), siblings(host, sitting.case), quarter, runs)


def _chances(sitting: Sitting, report: Report) -> Iterator[Chance]:
    """Yield what was missed: first what has better words ready, then what the case offered and nobody asked for."""
    yield from (_chance(row) for row in report.costly if row.comment.instead is not None)
    key = sitting.case.rows.key.area
    for fact in report.missed:
        if sitting.case.facts[fact.fact].signals.get(key, 0) > 0:
            yield _unheard(sitting, fact)
    yield from (_chance(row) for row in report.costly if row.comment.instead is None)


def _chance(row: MomentRow) -> Chance:
    comment = row.comment
    return Chance(
        title=comment.title,
        where=_("Session {session}, turn {turn}", session=row.session, turn=row.turn),
        said=row.words,
        line=comment.instead or "",
        way="" if comment.instead else comment.goal,
        heard="",
        reason=comment.goal if comment.instead else comment.gap,
        reference=comment.reference,
    )


def _unheard(sitting: Sitting, row: LedgerRow) -> Chance:
    book, case = sitting.book, sitting.case
    fact = case.facts[row.fact]
    intent = cheapest(book, fact)
    line = ""
    if intent is not None:
        about = next((ref for ref in fact.about if ref.partition(":")[0] in intent.targets), None)
        line = spoken_ways(book, case, sitting.now, intent.id, about)[0]
    areas = ", ".join(name for name, points in row.points_to if points > 0)
    return Chance(
        title=_("Not heard: {card}", card=row.title),
        where="",
        said="",
        line=line,
        way=row.way,
        heard=row.words,
        reason=_("It speaks for: {areas}.", areas=areas),
        reference="",
    )


def _well(report: Report) -> DoneWell | None:
    row = next(iter(report.strong), None)
    if row is None:
        return None
    where = _("Session {session}, turn {turn}", session=row.session, turn=row.turn)
    return DoneWell(row.comment.title, where, row.words, row.comment.says)


def _quarter(c: Connection, place: Place) -> tuple[int | None, int]:
    """Return the quarter of the class a run lies in, and the size of the class; none of fewer than five."""
    if place.run is None or not may_see(place.viewer, "standings", place.contest.state, place.settings):
        return None, 0
    order = ranked(c, place.contest)
    rank = next((row.rank for row in order if row.standing.seat == place.run.id), None)
    if rank is None or len(order) < FEWEST:
        return None, len(order)
    return -(-4 * rank // len(order)), len(order)


def siblings(host: Host, case: CaseFile) -> tuple[ShelfRow, ...]:
    """Return other cases to treat next, of the same difficulty or near; what they are about is not looked at."""
    shelf = host.kept.get("shelf", lambda: _shelf(host))
    others = (row for row in shelf if row.case != case.rows.id)
    return tuple(sorted(others, key=lambda row: (abs(row.level - case.rows.level), -row.level, row.case))[:_SIBLINGS])


def _shelf(host: Host) -> tuple[ShelfRow, ...]:
    return tuple(shelf_row(host.read_case(name, path.read_bytes())) for name, path in host.on_shelf().items())
