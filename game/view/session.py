"""What the trainee sees of the room: where the treatment stands, what has been said, what can be said next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from game.case import CaseFile
from game.manual import Affect, Book, Intent
from game.treatment import Event, Treatment, may_speak_of_death, pathway_of
from game.treatment.events import (
    MilestonePassed,
    Replied,
    Said,
    SessionClosed,
    SessionOpened,
    SessionOverran,
    StepTaken,
    SupervisorAsked,
    TreatmentEnded,
)
from game.treatment.speech import wordings
from game.words import _, n_

Turns = Iterable[tuple[int, tuple[Event, ...]]]
Speaker = Literal["patient", "therapist", "note"]


@dataclass(frozen=True, slots=True)
class Concern:
    """Somebody or something that can be spoken of: `ref` is `kind:id`."""

    ref: str
    kind: str
    name: str
    dead: bool = False
    """A person who has died; the patient has said so."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line of the transcript, with the patient's face while saying it (`intensity`: thousandths of 10)."""

    turn: int
    session: int
    speaker: Speaker
    words: str
    affect: Affect = "calm"
    intensity: int = 0
    minute: int = 0
    """The minute of the hour: where the therapist begins to speak, where the patient has answered."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where the treatment stands, as anyone in the room could tell."""

    case: str
    patient: str
    pronouns: str
    session: int
    sessions: int
    remaining: int
    minutes_left: int
    phase: str
    phase_name: str
    in_session: bool
    in_danger: bool
    over: str | None
    affect: Affect
    intensity: int
    guardedness: Literal["open", "wary", "closed"]
    """How the patient sits: as trust shows in a face, in three steps and no number."""
    formulated: bool
    contract: bool
    running: str | None
    """Procedure that is open."""
    running_subject: str | None
    milestones: tuple[str, ...]
    concerns: tuple[Concern, ...]
    """Everybody and everything that has come up, symptoms of the scale included."""
    topic: str | None = None
    """Ref of what was spoken of last: what a move about nothing in particular takes up."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be said. Good and bad moves look alike."""

    intent: str
    name: str
    minutes: int
    also: tuple[str, ...]
    needs_target: bool
    targets: tuple[str, ...]
    """Refs of the concerns it can be about now."""
    says: tuple[str, ...] = ()
    """The wordings, with their slots, for finding it by what one would say."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """The session screen's content."""

    room: Room
    transcript: tuple[Utterance, ...]
    moves: tuple[Move, ...]


def session_view(book: Book, case: CaseFile, now: Treatment, turns: Turns) -> SessionView:
    """Return everything the session screen shows."""
    return SessionView(room(book, case, now), transcript(book, turns), moves(book, case, now))


def room(book: Book, case: CaseFile, now: Treatment) -> Room:
    """Return where the treatment stands."""
    patient, running = case.rows.patient, now.progress.running
    return Room(
        case=case.rows.id,
        patient=patient.name,
        pronouns=patient.pronouns,
        session=now.hour.number,
        sessions=now.sessions,
        remaining=now.remaining,
        minutes_left=now.hour.minutes_left,
        phase=now.phase,
        phase_name=book.phases[now.phase].name,
        in_session=now.hour.open and not now.over,
        in_danger=now.phase == "risk",
        over=now.phase if now.over else None,
        affect=now.inner.affect,
        intensity=now.inner.intensity,
        guardedness=_guardedness(now),
        formulated=now.progress.formulation is not None,
        contract=now.progress.contract,
        running=running.procedure if running else None,
        running_subject=running.subject if running else None,
        milestones=pathway_of(book).open_milestones(now) if now.hour.open else (),
        concerns=concerns(book, case, now),
        topic=now.inner.topic,
    )


def concerns(book: Book, case: CaseFile, now: Treatment) -> tuple[Concern, ...]:
    """Return everybody and everything that has come up, then the items of the scale."""
    return _concerns(book, case, now.knowledge.known)


@lru_cache(maxsize=256)
def _concerns(book: Book, case: CaseFile, come_up: frozenset[str]) -> tuple[Concern, ...]:
    order = {"person": 0, "event": 1, "fact": 2, "incident": 3, "decision": 4, "rehearsal": 5}
    known = sorted(come_up, key=lambda ref: (order[ref.partition(":")[0]], ref))
    named = [_concern(case, ref) for ref in known]
    scale = book.measures[case.rows.measure.scale]
    named += [Concern(f"symptom:{item.id}", "symptom", item.name) for item in scale.items]
    return tuple(named)


def _concern(case: CaseFile, ref: str) -> Concern:
    kind, _, key = ref.partition(":")
    return Concern(ref, kind, case.name_of(ref), dead=kind == "person" and case.people[key].died is not None)


def moves(book: Book, case: CaseFile, now: Treatment) -> tuple[Move, ...]:
    """Return everything that can be said, in alphabetical order, so that the order gives nothing away."""
    if not now.hour.open or now.over:
        return ()
    return _moves(book, case, now.knowledge.known, pathway_of(book).open_milestones(now))


@lru_cache(maxsize=64)
def _moves(book: Book, case: CaseFile, come_up: frozenset[str], milestones: tuple[str, ...]) -> tuple[Move, ...]:
    by_kind: dict[str, list[str]] = {}
    for concern in _concerns(book, case, come_up):
        by_kind.setdefault(concern.kind, []).append(concern.ref)

    @cache  # most moves can be about the same things
    def about(kinds: tuple[str, ...], only_dead: bool) -> tuple[str, ...]:
        refs = (ref for kind in kinds for ref in by_kind.get(kind, ()))
        return tuple(ref for ref in refs if not only_dead or may_speak_of_death(case, ref))

    said = [
        Move(
            intent=intent.id,
            name=intent.name,
            minutes=intent.minutes,
            also=intent.also,
            needs_target=intent.target == "required",
            targets=about(intent.targets, intent.only_dead),
            says=intent.wordings,
        )
        for intent in book.rows.intents
        if intent.milestone is None or intent.milestone in milestones
    ]
    return tuple(sorted((m for m in said if m.targets or not m.needs_target), key=lambda move: move.name))


def spoken_ways(book: Book, case: CaseFile, now: Treatment, intent: str, target: str | None) -> tuple[str, ...]:
    """Return the ways in which a move can be put, word for word."""
    return wordings(book, case, now, _intent(book, intent), target)


def _intent(book: Book, name: str) -> Intent:
    return book.intents[name]


def _guardedness(now: Treatment) -> Literal["open", "wary", "closed"]:
    felt = (now.inner.alliance + now.inner.open_on(now.inner.topic)) // 2
    return "open" if felt >= 5_000 else "wary" if felt >= 2_500 else "closed"


def transcript(book: Book, turns: Turns) -> tuple[Utterance, ...]:
    """Return the conversation so far, all sessions, with plain notes where a session begins or ends.

    Turns without the first ones are told as if the conversation had begun with them: begin where a session does.
    """
    lines: list[Utterance] = []
    session = minute = 0
    for turn, events in turns:
        for event in events:
            if type(event) not in _HEARD:
                continue
            if isinstance(event, SessionOpened):
                session, minute = event.number, 0
            line = _line(book, event, turn, session, minute)
            if line is not None:
                lines.append(line)
            if isinstance(event, Said | StepTaken):
                minute += event.minutes
    return tuple(lines)


# Most of what happens happens inside; only these can have a line.
_HEARD: frozenset[type[Event]] = frozenset(
    {
        Said,
        StepTaken,
        Replied,
        SessionOpened,
        SessionOverran,
        SessionClosed,
        MilestonePassed,
        SupervisorAsked,
        TreatmentEnded,
    }
)


def _line(book: Book, event: Event, turn: int, session: int, minute: int) -> Utterance | None:
    match event:
        case Said(_, _, words) | StepTaken(_, _, _, _, words):
            return Utterance(turn, session, "therapist", words, minute=minute)
        case Replied(words, affect, intensity):
            return Utterance(turn, session, "patient", words, affect, intensity, minute)
        case SessionOpened(number):
            return Utterance(turn, session, "note", _("Session {number}", number=number))
        case SessionOverran(minutes):
            over = n_("That ran {count} minute over the hour.", "That ran {count} minutes over the hour.", minutes)
            return Utterance(turn, session, "note", over)
        case SessionClosed(number, minutes_left):
            if minutes_left > 5:
                words = _("End of session {number}, with {left} minutes unused.", number=number, left=minutes_left)
            else:
                words = _("End of session {number}.", number=number)
            return Utterance(turn, session, "note", words)
        case MilestonePassed(milestone, before, after) if before != after and milestone not in (
            "begin",
            "end_treatment",
        ):
            return Utterance(turn, session, "note", book.milestones[milestone].name)
        case SupervisorAsked(task):
            words = f"{book.tasks[task].name}. {book.tasks[task].says}" if task else _("Nothing is missing just now.")
            return Utterance(turn, session, "note", _("Supervisor: {words}", words=words))
        case TreatmentEnded(how):
            return Utterance(turn, session, "note", book.phases[how].purpose)
    return None
