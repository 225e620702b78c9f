"""Exemplars: whole treatments in an educator's words, with the score they must reach or must not exceed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Final, Literal

from game.case import CaseFile
from game.manual import Area, Book
from game.reading import (
    Diagnostic,
    Faults,
    Ident,
    Length,
    OneOrMany,
    Range,
    Refers,
    Tree,
    nearest,
    read_file_faults,
    read_tree_faults,
    shape_faults,
)
from game.reading.source import shown
from game.record.log import Mode
from game.treatment import Course
from game.treatment.actions import When

EXEMPLAR_CODES: Final[Mapping[str, str]] = {
    "SW120": "The exemplar belongs to another case.",
    "SW121": "A move must do exactly one thing.",
    "SW122": "A key does not go with what the move does, or one that it needs is missing.",
    "SW123": "The procedure has no such step.",
    "SW124": "The score has no bound, or its bounds contradict each other.",
    "SW125": "The move cannot be made at this point of the treatment.",
}

_Target = Annotated[
    str, Refers("person", "event", "symptom", "fact", "incident", "decision", "rehearsal", prefixed=True)
]
_Share = Annotated[int, Range(0, 100)]
_Prose = Annotated[str, Length(1, 2500)]


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely each area is, in per cent; the four add up to 100."""

    grief: _Share
    role_dispute: _Share
    role_transition: _Share
    interpersonal_deficits: _Share


@dataclass(frozen=True, slots=True)
class Move:
    """One thing done. Exactly one of the verbs is given: `say`, `do`, `leave`, `formulate`, `agree`, … `ask`."""

    say: Annotated[str, Refers("intent")] | None = None
    to: _Target | None = None
    """Whom or what it is said about."""
    as_: Annotated[int, Range(1, 24)] | None = None
    """Which of the ways to say it, counted from 1 as they are shown."""
    do: Annotated[str, Refers("procedure")] | None = None
    on: Annotated[str, Refers("incident", "decision", "rehearsal", prefixed=True)] | None = None
    step: Annotated[str, Ident()] | None = None
    choose: Annotated[str, Length(1, 60)] | None = None
    """The failure or option chosen, or the number of the wording, counted from 1."""
    leave: Literal["procedure"] | None = None
    formulate: Area | None = None
    about: Annotated[str, Refers("person", "event", prefixed=True)] | None = None
    evidence: Annotated[tuple[Annotated[str, Refers("fact")], ...], OneOrMany()] | None = None
    second: Area | None = None
    agree: Annotated[tuple[Annotated[str, Length(1, 200)], ...], OneOrMany(), Length(0, 3)] | None = None
    """The goals, in words; an empty list agrees on none."""
    place: Annotated[str, Refers("person")] | None = None
    ring: Annotated[int, Range(0, 4)] | None = None
    when: When | None = None
    mark: Annotated[str, Refers("event")] | None = None
    month: Annotated[int, Range(-720, 6)] | None = None
    pin: Annotated[str, Refers("fact")] | None = None
    area: Area | None = None
    weight: Annotated[int, Range(-3, 3)] | None = None
    believe: Belief | None = None
    note: Annotated[str, Length(1, 2000)] | None = None
    ask: Literal["supervisor"] | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """One session. The patient is asked in before `moves`, and the session is ended after them if it is still open."""

    moves: tuple[Move, ...]
    note: _Prose | None = None
    """What a supervisor would point out."""
    before: tuple[Move, ...] = ()
    """What is written down, or asked of the supervisor, before the patient comes in."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The composite the treatment must reach, or must not exceed."""

    at_least: _Share | None = None
    at_most: _Share | None = None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A treatment as it is written in `exemplar.yaml` or `careless.yaml`."""

    format: Literal["1"]
    case: Annotated[str, Ident()]
    seed: Annotated[int, Range(0, 10**9)]
    mode: Mode
    score: Bounds
    why: _Prose
    sessions: Annotated[tuple[Hour, ...], Length(1, 16)]
    length: Literal["8", "12", "16"] | None = None
    """Agreed number of sessions; the case's own where it is left out."""
    course: Course = "teaching"


@dataclass(frozen=True, slots=True, eq=False)
class ExemplarFile:
    """A checked exemplar and where its moves stand."""

    rows: Exemplar
    tree: Tree


_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "say": (),
    "do": ("step",),
    "leave": (),
    "formulate": ("about",),
    "agree": (),
    "place": ("ring", "when"),
    "mark": ("month",),
    "pin": ("area", "weight"),
    "believe": (),
    "note": (),
    "ask": (),
}
_MAY: Final[Mapping[str, tuple[str, ...]]] = {
    "say": ("to", "as"),
    "do": ("on", "choose"),
    "formulate": ("evidence", "second"),
}


def load_exemplar(path: Path, book: Book, case: CaseFile) -> ExemplarFile:
    """Return the exemplar at `path`; raise Faults with all that is wrong."""
    loaded, faults = exemplar_faults(path, book, case)
    if loaded is None:
        raise Faults(faults)
    return loaded


def exemplar_faults(path: Path, book: Book, case: CaseFile) -> tuple[ExemplarFile | None, tuple[Diagnostic, ...]]:
    """Return the exemplar at `path`, or None and everything wrong with it. Whether it can be played, playing shows."""
    return _read(*read_file_faults(path), book, case)


def faults_of_exemplar(path: Path, source: bytes, book: Book, case: CaseFile) -> tuple[Diagnostic, ...]:
    """Return everything that would be wrong with the exemplar at `path` if it held `source`."""
    return _read(*read_tree_faults(source, shown(path), folder=path.parent), book, case)[1]


def _read(
    tree: Tree | None, unreadable: tuple[Diagnostic, ...], book: Book, case: CaseFile
) -> tuple[ExemplarFile | None, tuple[Diagnostic, ...]]:
    if tree is None:
        return None, unreadable
    rows, misshapen = shape_faults(Exemplar, tree, _known(book, case))
    meant = () if rows is None else tuple(_meaning(rows, tree, book, case))
    faults = tuple(sorted(unreadable + misshapen + meant))
    return (None if faults or rows is None else ExemplarFile(rows, tree)), faults


def verb_of(move: Move) -> str:
    """Return the verb of a checked move, such as `say`."""
    return next(verb for verb in _NEEDS if getattr(move, verb) is not None)


def _known(book: Book, case: CaseFile) -> dict[str, tuple[str, ...]]:
    return {
        "intent": tuple(book.intents),
        "procedure": tuple(book.procedures),
        "symptom": tuple(book.symptoms),
        "person": tuple(case.people),
        "event": tuple(case.events),
        "fact": tuple(case.facts),
        "incident": tuple(case.incidents),
        "decision": tuple(case.decisions),
        "rehearsal": tuple(case.rehearsals),
    }


def _meaning(rows: Exemplar, tree: Tree, book: Book, case: CaseFile) -> list[Diagnostic]:
    found = []
    if rows.case != case.rows.id:
        problem = f"this is played with the case '{case.rows.id}'"
        found.append(tree.diagnostic(("case",), "SW120", problem, f"write 'case: {case.rows.id}'"))
    low, high = rows.score.at_least, rows.score.at_most
    if low is None and high is None:
        problem = "no bound is given"
        found.append(tree.diagnostic(("score",), "SW124", problem, "write 'at_least: 80' or 'at_most: 50'"))
    elif low is not None and high is not None and low > high:
        problem = f"no score is at least {low} and at most {high}"
        found.append(tree.diagnostic(("score",), "SW124", problem, f"write 'at_most' of {low} or more"))
    for number, hour in enumerate(rows.sessions):
        for key, moves in (("before", hour.before), ("moves", hour.moves)):
            for place, move in enumerate(moves):
                found += _faults_of(move, ("sessions", number, key, place), tree, book)
    return found


def _faults_of(move: Move, path: tuple[str | int, ...], tree: Tree, book: Book) -> list[Diagnostic]:
    given = [each.name.removesuffix("_") for each in fields(move) if getattr(move, each.name) is not None]
    verbs = [key for key in given if key in _NEEDS]
    if len(verbs) != 1:
        problem = f"this does {len(verbs)} things: {', '.join(verbs)}" if verbs else "nothing is done here"
        instead = "make a move of each" if verbs else f"begin with one of {', '.join(_NEEDS)}"
        return [tree.diagnostic(path, "SW121", problem, instead)]
    verb = verbs[0]
    allowed = (*_NEEDS[verb], *_MAY.get(verb, ()))
    found = []
    for key in given:
        if key != verb and key not in allowed:
            instead = f"beside '{verb}' stand {' and '.join(allowed)}, nothing else" if allowed else "leave it out"
            if (verb, key) == ("say", "about"):
                instead = "write 'to': whom or what it is said to or about"
            found.append(tree.diagnostic((*path, key), "SW122", f"'{key}' does not go with '{verb}'", instead))
    missing = [key for key in _NEEDS[verb] if key not in given]
    found += [tree.diagnostic(path, "SW122", f"'{verb}' needs '{key}'", f"add '{key}: …'") for key in missing]
    if move.do is not None and move.step is not None:
        steps = [step.id for step in book.procedures[move.do].steps]
        if move.step not in steps:
            guess = nearest(move.step, steps)
            instead = f"did you mean '{guess}'?" if guess else f"the steps are {', '.join(steps)}"
            problem = f"'{move.do}' has no step '{move.step}'"
            found.append(tree.diagnostic((*path, "step"), "SW123", problem, instead))
    return found
