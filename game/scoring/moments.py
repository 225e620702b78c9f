"""The moments of a treatment that earned or cost most, each in the therapist's own words with the row that says why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from game.case import CaseFile
from game.manual import Book, Windows
from game.scoring.focus import focus_credit
from game.scoring.looking import Log as RatedLog
from game.scoring.tally import Turns, tally
from game.treatment import Event
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    FactTold,
    FormulationOffered,
    PatientMoved,
    ProcedureClosed,
    RedLineCrossed,
    Said,
    SessionOpened,
    SessionOverran,
    StepTaken,
    StrategyUsed,
)

Kind = Literal["error", "red_line", "expectation", "cause", "fact", "procedure", "strategy", "formulation", "overran"]
_STRAIN_WORTH_NAMING = -150


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: `points` above 0 earned, below 0 cost; `kind` and `id` name the row that says why."""

    turn: int
    session: int
    words: str
    kind: Kind
    id: str
    points: int


def moments(
    book: Book, case: CaseFile, windows: Windows, turns: Turns, most: int = 6
) -> tuple[tuple[Moment, ...], ...]:
    """Return the strongest and the most costly moments, at most `most` each, one per turn, in order of weight."""
    turns = tuple(turns)
    credit = focus_credit(RatedLog(book, case, tally(book, turns), windows))
    found = list(_all(book, case, turns, credit))
    strong = _best(sorted((m for m in found if m.points > 0), key=lambda m: (-m.points, m.turn)), most)
    costly = _best(sorted((m for m in found if m.points < 0), key=lambda m: (m.points, m.turn)), most)
    return strong, costly


def _best(ranked: list[Moment], most: int) -> tuple[Moment, ...]:
    seen: set[int] = set()
    rows: set[tuple[str, str]] = set()
    kept = []
    for moment in ranked:
        if moment.turn not in seen and (moment.kind, moment.id) not in rows:
            seen.add(moment.turn)
            rows.add((moment.kind, moment.id))
            kept.append(moment)
    return tuple(kept[:most])


def _all(book: Book, case: CaseFile, turns: Turns, credit: int) -> Iterator[Moment]:
    session = 0
    for turn, events in turns:
        session = next((event.number for event in events if isinstance(event, SessionOpened)), session)
        words = _words(events)
        for event in events:
            weighed = _weigh(book, case, event, credit)
            if weighed is not None:
                kind, row, points = weighed
                yield Moment(turn, session, words, kind, row, points)


def _words(events: tuple[Event, ...]) -> str:
    return next((event.words for event in events if isinstance(event, Said | StepTaken)), "")


def _weigh(book: Book, case: CaseFile, event: Event, credit: int) -> tuple[Kind, str, int] | None:
    match event:
        case RedLineCrossed(red_line):
            return "red_line", red_line, -100
        case ErrorMade(error):
            return "error", error, -10 * book.errors[error].weight
        case ExpectationMissed(_, expected) if expected in book.tasks:
            return "expectation", expected, -6 * book.tasks[expected].weight
        case SessionOverran(minutes) if minutes > 2:
            return "overran", str(minutes), -5
        case PatientMoved() if event.alliance <= _STRAIN_WORTH_NAMING:
            return "cause", event.cause, event.alliance // 50
        case FactTold(fact):
            row = case.facts[fact]
            worth = row.signals.get(case.rows.key.area, 0)
            return ("fact", fact, 4 * worth + row.alliance) if worth > 0 else None
        case ProcedureClosed(procedure, _, True, in_order) if procedure != "risk_ladder":
            return "procedure", procedure, 18 if in_order else 9
        case StrategyUsed(strategy, ()) if credit > 0:
            return "strategy", strategy, 7
        case FormulationOffered(area):
            return "formulation", area, 25 * credit // 1_000 if credit else -40
    return None
