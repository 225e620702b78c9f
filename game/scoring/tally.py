"""The log, sorted for rating: what was said, done and missed, session by session, each with the turn it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.manual import Affect, Book, Stance
from game.treatment import Event
from game.treatment.events import (
    ContractAnswered,
    ErrorMade,
    ExpectationMissed,
    FactPinned,
    FactTold,
    FormulationAnswered,
    FormulationOffered,
    LifeHappened,
    PatientMoved,
    ProbabilitiesSet,
    ProcedureClosed,
    RedLineCrossed,
    Replied,
    Said,
    ScaleFilled,
    SessionClosed,
    SessionOpened,
    SessionOverran,
    StepTaken,
    StrategyUsed,
    TaskDone,
    TreatmentEnded,
    WeekTold,
)

Turns = Iterable[tuple[int, tuple[Event, ...]]]
"""Turn numbers with their events, in order."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing the therapist said or one step taken, and how it found the patient."""

    turn: int
    session: int
    what: str
    """Intent or procedure."""
    does: str
    """Technique or error."""
    target: str | None
    stance: Stance
    collaborative: bool
    found: Affect
    intensity: int
    repeated: bool
    fruitful: bool
    """Something came of it: a fact, a field, a task, a strategy, or the patient felt better met."""


@dataclass(frozen=True, slots=True)
class At:
    """Something by its id, where it happened."""

    id: str
    turn: int
    session: int
    detail: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Everything the ratings are made from. Filled by `tally`, read by everyone else."""

    spoken: list[Spoken] = field(default_factory=list)
    tasks: list[At] = field(default_factory=list)
    strategies: list[At] = field(default_factory=list)
    errors: list[At] = field(default_factory=list)
    red_lines: list[At] = field(default_factory=list)
    missed: list[At] = field(default_factory=list)
    facts: list[At] = field(default_factory=list)
    causes: list[At] = field(default_factory=list)
    """Patient movements by cause; `detail` holds the sign of the alliance change: `+`, `-` or nothing."""
    procedures: list[At] = field(default_factory=list)
    """Completed procedures; `detail` has the subject, and `in_order` where they went so."""
    weeks: list[At] = field(default_factory=list)
    """What happened between sessions, in the session that follows; its turn is that of the telling, if it was told."""
    overran: list[At] = field(default_factory=list)
    closed: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Session to (turn, minutes left)."""
    formulations: list[tuple[FormulationOffered, int, int]] = field(default_factory=list)
    agreement: int = 0
    contract: At | None = None
    probabilities: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    pins: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """(fact, area) to (weight, turn)."""
    scales: list[tuple[int, int, int]] = field(default_factory=list)
    """Session, turn, total."""
    ended: str | None = None

    def in_session(self, rows: list[At], session: int) -> list[At]:
        """Return the rows of one session."""
        return [row for row in rows if row.session == session]

    def first(self, rows: list[At], name: str) -> At | None:
        """Return the first row with this id."""
        return next((row for row in rows if row.id == name), None)


def tally(book: Book, turns: Turns) -> Tally:
    """Sort the events of `turns`."""
    found = Tally()
    session = 0
    feeling: tuple[Affect, int] = ("calm", 0)
    for turn, events in turns:
        for event in events:
            match event:
                case SessionOpened(number):
                    session = number
                case Said() | StepTaken():
                    found.spoken.append(_spoken(book, event, turn, session, feeling, events))
                case _:
                    _sort(found, event, turn, session)
        feeling = _last_feeling(events) or feeling
    return found


def _spoken(
    book: Book,
    event: Said | StepTaken,
    turn: int,
    session: int,
    feeling: tuple[Affect, int],
    events: tuple[Event, ...],
) -> Spoken:
    if isinstance(event, StepTaken):
        what, target, stance = event.procedure, event.subject, "open"
        does, collaborative = book.procedures[event.procedure].technique, False
    else:
        what, target, stance = event.intent, event.target, event.stance
        intent = book.intents.get(event.intent)
        does = intent.does if intent is not None else "T10"
        collaborative = intent.collaborative if intent is not None else True
    repeated = any(isinstance(other, PatientMoved) and other.cause == "repeated" for other in events)
    return Spoken(
        turn,
        session,
        what,
        does,
        target,
        stance,  # type: ignore[arg-type]
        collaborative,
        feeling[0],
        feeling[1],
        repeated,
        _is_fruitful(events),
    )


_FRUITS = (
    "fact_told",
    "field_answered",
    "task_done",
    "strategy_used",
    "came_up",
    "scale_filled",
    "week_told",
    "step_taken",
)


def _is_fruitful(events: tuple[Event, ...]) -> bool:
    moved = sum(event.alliance for event in events if isinstance(event, PatientMoved))
    return moved > 0 or any(event.kind in _FRUITS for event in events)


def _last_feeling(events: tuple[Event, ...]) -> tuple[Affect, int] | None:
    return next(((event.affect, event.intensity) for event in reversed(events) if isinstance(event, Replied)), None)


def _sort(found: Tally, event: Event, turn: int, session: int) -> None:  # noqa: C901, PLR0912  (one arm per event)
    match event:
        case TaskDone(task, early):
            found.tasks.append(At(task, turn, session, early))
        case StrategyUsed(strategy, early):
            found.strategies.append(At(strategy, turn, session, early))
        case ErrorMade(error):
            found.errors.append(At(error, turn, session))
        case RedLineCrossed(red_line):
            found.red_lines.append(At(red_line, turn, session))
        case ExpectationMissed(milestone, expected):
            found.missed.append(At(expected, turn, session, (milestone,)))
        case FactTold(fact):
            found.facts.append(At(fact, turn, session))
        case PatientMoved():
            sign = ("+",) if event.alliance > 0 else ("-",) if event.alliance < 0 else ()
            found.causes.append(At(event.cause, turn, session, sign))
        case ProcedureClosed(procedure, subject, True, in_order):
            detail = (subject or "", "in_order") if in_order else (subject or "",)
            found.procedures.append(At(procedure, turn, session, detail))
        case LifeHappened(week):
            found.weeks.append(At(week, turn, session + 1))
        case WeekTold(week):
            found.weeks = [At(week, turn, at.session) if at.id == week else at for at in found.weeks]
        case SessionOverran(minutes):
            found.overran.append(At(str(minutes), turn, session))
        case SessionClosed(number, minutes_left):
            found.closed[number] = (turn, minutes_left)
        case FormulationOffered():
            found.formulations.append((event, turn, session))
        case FormulationAnswered(agreement):
            found.agreement = agreement
        case ContractAnswered(True, _):
            found.contract = At("contract", turn, session)
        case ProbabilitiesSet(shares):
            found.probabilities.append((turn, shares))
        case FactPinned(fact, area, weight):
            found.pins[(fact, area)] = (weight, turn)
        case ScaleFilled(items):
            found.scales.append((session, turn, sum(items)))
        case TreatmentEnded(how):
            found.ended = how
        case _:
            pass
