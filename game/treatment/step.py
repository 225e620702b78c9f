"""The one way in which a treatment moves: an action, then the events it leads to. Pure; no clock, no files."""

from typing import assert_never

from game.case import CaseFile
from game.manual import Book, Windows
from game.treatment.actions import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
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
from game.treatment.changed import replace
from game.treatment.closing import close_session
from game.treatment.course import first_alliance, first_body
from game.treatment.events import (
    Event,
    ProcedureClosed,
    SessionOpened,
    SessionOverran,
    SupervisorAsked,
)
from game.treatment.evolve import fold
from game.treatment.formulation import CONTRACT_MINUTES, FORMULATION_MINUTES, agree, check_formulation, offer
from game.treatment.notes import keep_note
from game.treatment.patient import move
from game.treatment.procedures import check_step, take_step
from game.treatment.risk import LADDER, leave_ladder, take_ladder_step
from game.treatment.saying import check_saying, say
from game.treatment.state import FULL, Course, Inner, Knowledge, Treatment
from game.treatment.supervision import next_task
from game.treatment.turn import IllegalAction, Turn
from game.words import _

FORGIVEN_MINUTES = 1
"""A session may run over by so much and nobody minds."""


def begin(
    book: Book, case: CaseFile, seed: int, course: Course = "teaching", windows: Windows | None = None
) -> Treatment:
    """Return the treatment before its first session; without `windows`, of the case's own length."""
    rows = case.rows
    windows = windows or windows_of(book, case, int(rows.treatment.sessions))
    known = {f"person:{person.id}" for person in rows.people if person.known == "letter"}
    known |= {f"event:{event.id}" for event in rows.events if event.known == "letter"}
    patient = rows.patient
    body = first_body(book, case, seed, course, windows.sessions)
    return Treatment(
        seed=seed,
        course=course,
        windows=windows,
        inner=Inner(
            alliance=first_alliance(book, case, body),
            hope=patient.trust * 1_000,
            trust=patient.trust * 1_000,
            patience=FULL,
            base_openness=patient.openness * 1_000,
        ),
        knowledge=Knowledge(frozenset(known)),
        body=body,
    )


def windows_of(book: Book, case: CaseFile, sessions: int) -> Windows:
    """Return the phase windows for a treatment of so many sessions; the case's own where it sets them for that length.

    Raises KeyError for a length the manual has no format for.
    """
    own = case.rows.treatment.windows
    if own is not None and own.sessions == sessions:
        return own
    return book.formats[str(sessions)].windows


def step(book: Book, case: CaseFile, treatment: Treatment, action: Action) -> tuple[Treatment, tuple[Event, ...]]:
    """Return the treatment after `action` and what happened. Raises IllegalAction for what cannot happen."""
    if treatment.over:
        raise IllegalAction(_("The treatment is over."))
    turn = Turn(book, case, treatment)
    _act(turn, action)
    return replace(turn.now, turn=treatment.turn + 1), tuple(turn.events)


def after_turn(treatment: Treatment, events: tuple[Event, ...]) -> Treatment:
    """Return the treatment after a recorded turn, from its events alone."""
    return replace(fold(treatment, events), turn=treatment.turn + 1)


def _act(turn: Turn, action: Action) -> None:
    match action:
        case OpenSession():
            _open_session(turn)
        case EndSession():
            _need_session(turn)
            close_session(turn)
        case Say():
            _need_session(turn)
            check_saying(turn, action)
            before = turn.now.hour.minutes_left
            say(turn, action)
            _watch_the_clock(turn, before, turn.book.intents[action.intent].minutes)
        case TakeStep():
            _need_session(turn)
            _take_step(turn, action)
        case LeaveProcedure():
            _leave(turn)
        case OfferFormulation():
            _need_session(turn)
            _not_in_danger(turn)
            check_formulation(turn, action)
            before = turn.now.hour.minutes_left
            offer(turn, action)
            _watch_the_clock(turn, before, FORMULATION_MINUTES)
        case AgreeContract():
            _need_session(turn)
            _not_in_danger(turn)
            before = turn.now.hour.minutes_left
            agree(turn, action)
            _watch_the_clock(turn, before, CONTRACT_MINUTES)
        case PlacePerson() | PlaceEvent() | PinFact() | SetProbabilities() | WriteNote():
            keep_note(turn, action)
        case AskSupervisor():
            turn.add(SupervisorAsked(next_task(turn.book, turn.now)))
        case _:
            assert_never(action)


def _need_session(turn: Turn) -> None:
    if not turn.now.hour.open:
        raise IllegalAction(_("The patient is not in the room. Open the session first."))


def _not_in_danger(turn: Turn) -> None:
    if turn.now.phase == "risk":
        raise IllegalAction(_("First finish speaking about safety."))


def _open_session(turn: Turn) -> None:
    if turn.now.hour.open:
        raise IllegalAction(_("The session is already open."))
    if turn.now.phase == "intake":
        turn.pass_milestone("begin")
    turn.add(SessionOpened(turn.now.hour.number + 1))
    first = turn.now.hour.number == 1
    turn.reply_from(("greeting_first", "greeting") if first else ("greeting",))


def _take_step(turn: Turn, action: TakeStep) -> None:
    check_step(turn, action)
    before = turn.now.hour.minutes_left
    if action.procedure == LADDER:
        take_ladder_step(turn, action)
    else:
        _not_in_danger(turn)
        take_step(turn, action)
    procedure = turn.book.procedures[action.procedure]
    minutes = next(row.minutes for row in procedure.steps if row.id == action.step)
    _watch_the_clock(turn, before, minutes)


def _leave(turn: Turn) -> None:
    running = turn.now.progress.running
    if running is None:
        raise IllegalAction(_("No procedure is open."))
    if running.procedure == LADDER:
        leave_ladder(turn)
    else:
        turn.add(ProcedureClosed(running.procedure, running.subject, completed=False, in_order=False))
        turn.reply_from(("procedure_stopped",))


def _watch_the_clock(turn: Turn, minutes_before: int, minutes: int) -> None:
    """A move that overruns is finished and recorded; at zero the session closes by itself."""
    over = minutes - minutes_before
    if over > 0:
        turn.add(SessionOverran(over))
    if over > FORGIVEN_MINUTES:
        move(turn, "overran")
    if turn.now.hour.open and turn.now.hour.minutes_left == 0:
        close_session(turn, late=over > FORGIVEN_MINUTES)
