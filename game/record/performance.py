"""Playing an exemplar, and writing a log down as one."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final, assert_never, cast

from game.case import CaseFile
from game.manual import Book
from game.reading import Diagnostic, Faults
from game.record.exemplar import ExemplarFile, Hour, Move, verb_of
from game.record.log import Header, Log, Sessions, TurnLine
from game.record.replay import branch, opening
from game.treatment import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
    IllegalAction,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    Treatment,
    WriteNote,
    step,
)

_PLAIN: Final = re.compile(r"-?[0-9]+|(?!(?i:null)\b)[A-Za-z][A-Za-z0-9_]*(?::[A-Za-z][A-Za-z0-9_]*)?")


def play_exemplar(book: Book, case: CaseFile, exemplar: ExemplarFile) -> Log:
    """Return the log of the treatment. Raises Faults (SW125) with every move that cannot be made where it stands."""
    return perform(book, case, exemplar)[0]


def perform(book: Book, case: CaseFile, exemplar: ExemplarFile) -> tuple[Log, Treatment]:
    """Return the log of the treatment and where it ends. Raises Faults (SW125) as `play_exemplar` does."""
    performance = _Performance(book, case, exemplar)
    for number, hour in enumerate(exemplar.rows.sessions):
        if not performance.play_hour(number, hour):
            break
    if performance.refused:
        raise Faults(performance.refused)
    return Log(performance.header, tuple(performance.lines)), performance.now


class _Performance:
    """A treatment being played from an exemplar; lives no longer than one call of `perform`."""

    def __init__(self, book: Book, case: CaseFile, exemplar: ExemplarFile) -> None:
        rows = exemplar.rows
        sessions = cast("Sessions", int(rows.length or case.rows.treatment.sessions))
        self.header = Header.of(book, case, seed=rows.seed, mode=rows.mode, course=rows.course, sessions=sessions)
        self.lines: list[TurnLine] = []
        self.refused: list[Diagnostic] = []
        self._book, self._case, self._tree = book, case, exemplar.tree
        self.now = opening(book, case, self.header)

    def play_hour(self, number: int, hour: Hour) -> bool:
        """Play one session; tell whether it could be opened. What is refused is noted and passed over."""
        for place, move in enumerate(hour.before):
            self._do(action_of(move), ("sessions", number, "before", place))
        if not self._do(OpenSession(), ("sessions", number)):
            return False
        for place, move in enumerate(hour.moves):
            done = self._do(action_of(move), ("sessions", number, "moves", place))
            if not done and not self._in_the_room():
                break  # the rest of this session would be refused for the same reason
        if self._in_the_room():
            self._do(EndSession(), ("sessions", number))
        return True

    def _in_the_room(self) -> bool:
        return self.now.hour.open and not self.now.over

    def _do(self, action: Action, path: tuple[str | int, ...]) -> bool:
        try:
            if self.header.mode == "exam" and isinstance(action, AskSupervisor):
                raise IllegalAction("In an exam there is no supervisor to ask.")
            self.now, events = step(self._book, self._case, self.now, action)
        except IllegalAction as refused:
            problem = f"this cannot be done here: {str(refused).rstrip('.')}"
            instead = "leave it out, or put it where it is possible"
            self.refused.append(self._tree.diagnostic(path, "SW125", problem, instead))
            return False
        self.lines.append(TurnLine(self.now.turn, action, events))
        return True


def action_of(move: Move) -> Action:
    """Return the action that a checked move stands for."""
    verb = verb_of(move)
    match verb:
        case "say":
            return Say(move.say or "", move.to, (move.as_ or 1) - 1)
        case "do":
            return TakeStep(move.do or "", move.step or "", move.on, _from_nought(move.choose))
        case "leave":
            return LeaveProcedure()
        case "agree":
            return AgreeContract(move.agree or ())
        case "believe" if move.believe is not None:
            return SetProbabilities(**asdict(move.believe))
        case "note":
            return WriteNote(move.note or "")
        case "ask":
            return AskSupervisor()
    return _with_needs(move)


def _with_needs(move: Move) -> Action:
    """Return the action of a verb that needs further keys; the check has seen that they are there."""
    if move.formulate is not None and move.about is not None:
        return OfferFormulation(move.formulate, move.about, move.evidence or (), move.second)
    if move.place is not None and move.when is not None and move.ring is not None:
        return PlacePerson(move.place, move.when, move.ring)
    if move.mark is not None and move.month is not None:
        return PlaceEvent(move.mark, move.month)
    assert move.pin is not None
    assert move.area is not None
    assert move.weight is not None
    return PinFact(move.pin, move.area, move.weight)


def exemplar_of(log: Log) -> str:
    """Return the treatment as the draft of an exemplar: its score and the notes are an educator's to write.

    Played again with the same case and manual, it gives the same turns as the log, less what was gone back on.
    """
    header = log.header
    lines = [
        "format: 1",
        f"case: {header.case}",
        f"seed: {header.seed}",
        f"mode: {header.mode}",
        f"course: {header.course}",
        f"length: {header.sessions}",
        "score: {at_least: 0}",
        "why: Say here what this treatment shows.",
        "sessions:",
    ]
    return "\n".join([*lines, *_hours(branch(log))]) + "\n"


def _hours(played: tuple[TurnLine, ...]) -> Iterator[str]:
    before: list[str] = []
    moves: list[str] | None = None
    for line in played:
        match line.action:
            case OpenSession():
                moves = []
            case EndSession():
                pass
            case action:
                (before if moves is None else moves).append(_flow(_move(action)))
        if moves is not None and any(event.kind == "session_closed" for event in line.events):
            yield from _hour(before, moves)
            before, moves = [], None
    if moves is not None:
        yield from _hour(before, moves)


def _hour(before: list[str], moves: list[str]) -> Iterator[str]:
    yield from _list("  - before:", before) if before else ()
    yield from _list("    moves:" if before else "  - moves:", moves)


def _list(key: str, items: list[str]) -> Iterator[str]:
    yield key if items else f"{key} []"
    for item in items:
        yield f"      - {item}"


def _move(action: Action) -> dict[str, object]:  # noqa: PLR0911  (one arm per action)
    match action:
        case Say(intent, target, variant):
            return {"say": intent, "to": target, "as": variant + 1 if variant else None}
        case TakeStep(procedure, name, subject, choice):
            return {"do": procedure, "on": subject, "step": name, "choose": _from_one(choice)}
        case LeaveProcedure():
            return {"leave": "procedure"}
        case OfferFormulation(area, about, evidence, second):
            return {"formulate": area, "about": about, "evidence": evidence or None, "second": second}
        case AgreeContract(goals):
            return {"agree": goals}
        case PlacePerson(person, when, ring):
            return {"place": person, "ring": ring, "when": when}
        case PlaceEvent(event, month):
            return {"mark": event, "month": month}
        case PinFact(fact, area, weight):
            return {"pin": fact, "area": area, "weight": weight}
        case SetProbabilities():
            return {"believe": {name: share for name, share in asdict(action).items() if name != "kind"}}
        case WriteNote(words):
            return {"note": words}
        case AskSupervisor():
            return {"ask": "supervisor"}
        case OpenSession() | EndSession():
            return {}
    assert_never(action)


def _flow(value: object) -> str:
    """Spell a value as YAML on one line."""
    match value:
        case dict():
            given = (f"{key}: {_flow(each)}" for key, each in value.items() if each is not None)
            return "{" + ", ".join(given) + "}"
        case tuple():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case int():
            return str(value)
    words = str(value)
    return words if _PLAIN.fullmatch(words) else "".join(map(_spelt, json.dumps(words, ensure_ascii=False)))


def _spelt(letter: str) -> str:
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def _from_nought(choice: str | None) -> str | None:
    """Wordings are counted from 1 in an exemplar and from 0 in an action."""
    return str(int(choice) - 1) if choice is not None and choice.isdecimal() else choice


def _from_one(choice: str | None) -> str | None:
    return str(int(choice) + 1) if choice is not None and choice.isdecimal() else choice
