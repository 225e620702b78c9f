"""One turn looked at again: what was asked, what came of it and, where that may be seen, what it did to the patient."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book, Stance
from game.treatment import Event
from game.treatment.events import CameUp, FactTold, PatientMoved, Said, StepTaken

Turns = Iterable[tuple[int, tuple[Event, ...]]]
SCALES = ("alliance", "openness", "patience", "hope", "trust", "intensity")
"""What can move in a patient, in the order in which `Change.moved` has it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the therapist was doing with some words. `technique` is empty where that is not to be told."""

    name: str
    about: str
    technique: str
    stance: Stance | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that came out, as its card is called."""

    fact: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that moved in the patient: its cause in words, and by how much (thousandths of 10) on `SCALES`."""

    cause: str
    moved: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn opened. `changes` is None where what goes on in the patient must not be seen."""

    turn: int
    asked: tuple[Asked, ...]
    told: tuple[Told, ...]
    came_up: tuple[str, ...]
    """Names of people and events first heard of."""
    changes: tuple[Change, ...] | None


def turn_view(book: Book, case: CaseFile, turns: Turns, turn: int, *, named: bool, inner: bool) -> TurnView:
    """Return the turn of that number; an empty one when there is none.

    Only with `named` is the technique or the mistake told by its name, and only with `inner` what moved in the patient.
    """
    events = next((found for number, found in turns if number == turn), ())
    asked: list[Asked] = []
    told: list[Told] = []
    came_up: list[str] = []
    changes: list[Change] = []
    for event in events:
        match event:
            case Said() | StepTaken():
                asked.append(_asked(book, case, event, named=named))
            case FactTold(fact):
                told.append(Told(fact, case.facts[fact].card))
            case CameUp(ref) if ref.partition(":")[0] in {"person", "event"}:
                came_up.append(case.name_of(ref))
            case PatientMoved() if inner:
                change = _change(book, event)
                changes += [change] if any(change.moved) else []
            case _:
                pass
    return TurnView(turn, tuple(asked), tuple(told), tuple(came_up), tuple(changes) if inner else None)


def lately(turns: Turns) -> tuple[str, ...]:
    """Return the ids of the moves said so far, the newest first, each once."""
    said = [event.intent for _, events in turns for event in events if isinstance(event, Said)]
    return tuple(dict.fromkeys(reversed(said)))


def _asked(book: Book, case: CaseFile, event: Said | StepTaken, *, named: bool) -> Asked:
    if isinstance(event, StepTaken):
        procedure = book.procedures[event.procedure]
        step = next((step.name for step in procedure.steps if step.id == event.step), event.words)
        about = case.name_of(event.subject) if event.subject else ""
        return Asked(step, about, procedure.name, None, event.minutes)
    about = _name(book, case, event.target) if event.target else ""
    intent = book.intents.get(event.intent)
    if intent is None:
        name = book.milestones[event.intent].name
        return Asked(name, about, "", event.stance, event.minutes)
    technique = book.techniques.get(intent.does) or book.errors[intent.does]
    return Asked(intent.name, about, technique.name if named else "", event.stance, event.minutes)


def _name(book: Book, case: CaseFile, ref: str) -> str:
    kind, _, key = ref.partition(":")
    return book.symptoms[key].name if kind == "symptom" else case.name_of(ref)


def _change(book: Book, event: PatientMoved) -> Change:
    moved = (event.alliance, event.openness, event.patience, event.hope, event.trust, event.intensity)
    return Change(book.responses[event.cause].words, moved)
