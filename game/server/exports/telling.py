"""A run told in xAPI statements, from its log and from what the engine knows of it. Only after the reveal.

Nothing that was typed goes out: notes and the words of goals are left out, and everything else that a seat can send is
a name of the manual or of the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from game.manual import ESSENTIAL_FIELDS
from game.record import parse_log
from game.scoring import Scorecard
from game.server import tables as t
from game.server.exports.results import need
from game.server.exports.statements import Frame, Statement, Verb, duration, extension, made
from game.server.host import Host
from game.server.rating import coverage, is_done, scorecard
from game.server.refusals import Unknown
from game.server.rows import Settings, settings_of
from game.server.sittings import Sitting, log_of
from game.treatment import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
    Event,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    WriteNote,
)
from game.treatment.events import FactTold, MilestonePassed, PatientMoved, SessionOpened

_MOVED: Final = ("alliance", "openness", "patience", "hope", "trust")
_FULL: Final = 100_000
_ALL: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn as the store has it, with what its line says."""

    number: int
    seat: str | None
    at: int
    action: Action
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A run that is told: where it stands, its turns, and who played."""

    frame: Frame
    settings: Settings
    sitting: Sitting
    turns: tuple[_Turn, ...]
    persons: dict[str, str]
    """Person of each seat."""
    actor: Statement
    team: Statement | None
    pauses: tuple[tuple[str, int], ...]
    """What the teacher did to the clock, `pause` or `resume`, and when."""

    @property
    def last(self) -> int:
        """When the last turn was."""
        return self.turns[-1].at

    def who(self, turn: _Turn) -> Statement:
        """Return who did a turn."""
        person = self.persons.get(turn.seat or "")
        return self.actor if person is None else self.frame.agent(person)


def statements(host: Host, c: Connection, contest: Row[Any], run_id: str) -> list[Statement]:
    """Return all statements of a run, in the order of their times; none for one that was not begun, or is void.

    Raises NotNow before the reveal, and LogDamaged.
    """
    need("statements", contest)
    told = _told(host, c, contest, run_id)
    if told is None:
        return []
    found = [*_beginning(told), *_course(told), *_pauses(told), *_end(told)]
    return sorted(found, key=lambda statement: str(statement["timestamp"]))


def _told(host: Host, c: Connection, contest: Row[Any], run_id: str) -> _Told | None:
    run = c.execute(select(t.runs).where(t.runs.c.id == run_id, t.runs.c.contest == contest.id)).one_or_none()
    if run is None:
        raise Unknown
    seats = tuple(c.execute(select(t.seats).where(t.seats.c.run == run_id).order_by(t.seats.c.id)))
    if not run.version or run.state == "void" or not seats:
        return None
    stored = select(t.turns.c.number, t.turns.c.seat, t.turns.c.at).where(t.turns.c.run == run_id)
    rows = c.execute(stored.order_by(t.turns.c.number)).all()
    lines = parse_log(log_of(c, run.id, run.header)).log.lines
    turns = tuple(
        _Turn(row.number, row.seat, row.at, line.action, line.events)  # type: ignore[union-attr]
        for row, line in zip(rows, lines, strict=True)
    )
    sitting = host.sitting(c, run, contest.case_source)
    frame = Frame(run.id, contest.series, contest.id, contest.title, sitting.case)
    actor, team = frame.players(seats)
    persons = {seat.id: seat.person for seat in seats}
    settings = settings_of(contest.settings)
    return _Told(frame, settings, sitting, turns, persons, actor, team, _clock_deeds(c, contest, turns))


def _clock_deeds(c: Connection, contest: Row[Any], turns: tuple[_Turn, ...]) -> tuple[tuple[str, int], ...]:
    """Return pauses of the contest between the first and the last turn of a run."""
    deeds = select(t.notices.c.what, t.notices.c.at).where(
        t.notices.c.contest == contest.id, t.notices.c.what.in_(("pause", "resume"))
    )
    rows = c.execute(deeds.order_by(t.notices.c.id)).all()
    return tuple((row.what, row.at) for row in rows if turns[0].at <= row.at <= turns[-1].at)


def _beginning(told: _Told) -> Iterator[Statement]:
    first, frame = told.turns[0], told.frame
    yield made(frame, 0, "initialized", frame.whole(), first.at, actor=told.actor, team=told.team)
    # The letter is what everybody reads before anything can be done.
    letter = frame.node("letter", "referral", "The letter of referral")
    yield made(frame, 0, "experienced", letter, first.at, actor=told.actor, team=told.team)


def _course(told: _Told) -> Iterator[Statement]:
    frame, book, session = told.frame, told.sitting.book, 0
    for turn in told.turns:
        actor = told.who(turn)
        for number, event in enumerate(turn.events):
            match event:
                case SessionOpened():
                    session = event.number
                case MilestonePassed() if event.after != event.before:
                    phase = frame.node("phases", event.after, book.phases[event.after].name)
                    yield made(
                        frame, turn.number, "arrived", phase, turn.at, actor=actor, team=told.team, number=number
                    )
        hour = frame.node("sessions", str(session), f"Session {session}" if session else "Before the first session")
        chosen = option(turn.action)
        if chosen is not None:
            said: Statement = {"response": chosen}
            yield made(frame, turn.number, "responded", hour, turn.at, actor=actor, team=told.team, result=said)
        moved = _moved(turn.events)
        if moved:
            change: Statement = {"extensions": {extension(name): amount / _ALL for name, amount in moved.items()}}
            yield made(frame, turn.number, "updated", hour, turn.at, actor=frame.engine(), result=change)


def option(action: Action) -> str | None:
    """Return the name of what was chosen, made of names of the manual and the case; None for what is no choice."""
    match action:
        case Say():
            words = ["say", action.intent, action.target, str(action.variant) if action.variant else None]
        case TakeStep():
            words = ["step", action.procedure, action.step, action.subject, action.choice]
        case LeaveProcedure():
            words = ["leave"]
        case OfferFormulation():
            words = ["formulate", action.area, action.about, action.second]
        case AgreeContract():
            words = ["agree", str(len(action.goals))]  # goals are free words
        case PlacePerson():
            words = ["place", action.person, action.when, str(action.ring)]
        case PlaceEvent():
            words = ["date", action.event, str(action.month)]
        case PinFact():
            words = ["pin", action.fact, action.area, str(action.weight)]
        case SetProbabilities():
            shares = (action.grief, action.role_dispute, action.role_transition, action.interpersonal_deficits)
            words = ["believe", *map(str, shares)]
        case AskSupervisor():
            words = ["ask_supervisor"]
        case OpenSession() | EndSession() | WriteNote():
            return None
    return " ".join(word for word in words if word)


def _moved(events: tuple[Event, ...]) -> dict[str, int]:
    """Return by how much the patient was moved, in thousandths of ten; nothing where nothing moved."""
    moves = [event for event in events if isinstance(event, PatientMoved)]
    sums = {name: sum(getattr(move, name) for move in moves) for name in _MOVED}
    return {name: amount for name, amount in sums.items() if amount}


def _pauses(told: _Told) -> Iterator[Statement]:
    frame = told.frame
    for number, (what, at) in enumerate(told.pauses):
        verb: Verb = "suspended" if what == "pause" else "resumed"
        yield made(frame, 0, verb, frame.whole(), at, actor=told.actor, team=told.team, number=number)


def _end(told: _Told) -> Iterator[Statement]:
    """Yield what was missed, how it ended and what it was worth: the end is where the last turn was."""
    frame, last = told.frame, told.turns[-1].number
    for thing, about in _missed(told.sitting, frame):
        yield made(frame, last, "ignored", about, told.last, actor=told.actor, team=told.team, thing=thing)
    # An hour that the host closed when time was up has ended, and nobody has brought it to its end.
    finished = is_done(told.settings, told.sitting) and told.turns[-1].seat is not None
    took = duration(told.last - told.turns[0].at)
    result: Statement = {"completion": finished, "duration": took}
    verb: Verb = "completed" if finished else "terminated"
    whole = frame.whole()
    yield made(frame, last, verb, whole, told.last, actor=told.actor, team=told.team, result=result)
    worth = _worth(scorecard(told.settings, told.sitting), told.sitting) | result
    yield made(frame, last, "scored", whole, told.last, actor=told.actor, team=told.team, result=worth)


def _missed(sitting: Sitting, frame: Frame) -> Iterator[tuple[str, Statement]]:
    """Yield facts that speak for the key and never came out, and essential fields of the inventory nobody asked for."""
    case, key = sitting.case, sitting.case.rows.key.area
    heard = {event.fact for _turn, events in sitting.turns for event in events if isinstance(event, FactTold)}
    for fact in case.rows.facts:
        if fact.id not in heard and fact.signals.get(key, 0) > 0:
            yield f"fact {fact.id}", frame.node("facts", fact.id, fact.card)
    for person in case.rows.people:
        for field in person.inventory:
            if field in ESSENTIAL_FIELDS and (person.id, field) not in sitting.now.knowledge.answered:
                words = f"{person.name}: {field}"
                yield f"field {person.id} {field}", frame.node(f"people/{person.id}", field, words)


def _worth(card: Scorecard, sitting: Sitting) -> Statement:
    parts = {
        "adherence": card.adherence,
        "quality": card.quality,
        "focus": card.focus,
        "common_factors": card.common_factors,
        "structure": card.structure,
        "contamination": card.contamination,
        "inventory_coverage": coverage(sitting),
    }
    return {
        "score": {"scaled": card.composite / _FULL, "raw": card.composite / _ALL, "min": 0, "max": 100},
        "extensions": {extension(name): amount / _ALL for name, amount in parts.items()},
    }
