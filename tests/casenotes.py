"""Treatments told as case notes: actions go in, events come out."""

from dataclasses import replace
from typing import Any, TypeVar

from game.case import CaseFile
from game.manual import Book
from game.treatment import (
    Action,
    AgreeContract,
    EndSession,
    Event,
    OfferFormulation,
    OpenSession,
    Say,
    TakeStep,
    begin,
    step,
)

Kind = TypeVar("Kind")


def altered(case: CaseFile, **changes: Any) -> CaseFile:
    """Return `case` with some of its rows changed; a dict changes parts of a row: `patient={"alliance": 9}`."""
    rows = {
        name: replace(getattr(case.rows, name), **value) if isinstance(value, dict) and name != "lines" else value
        for name, value in changes.items()
    }
    return CaseFile.of(replace(case.rows, **rows), case.hash)


def with_row(rows: tuple[Any, ...], name: str, **changes: Any) -> tuple[Any, ...]:
    """Return `rows` with the one called `name` changed."""
    assert any(row.id == name for row in rows)
    return tuple(replace(row, **changes) if row.id == name else row for row in rows)


def found(kind: type[Kind], events: tuple[Event, ...]) -> list[Kind]:
    """Return the events of one kind, in order."""
    return [event for event in events if isinstance(event, kind)]


class Notes:
    """One treatment in the making: what was done, what happened, where it stands."""

    def __init__(
        self, book: Book, case: CaseFile, seed: int = 1, course: Any = "teaching", windows: Any = None
    ) -> None:
        self.book = book
        self.case = case
        self.now = begin(book, case, seed, course, windows)
        self.turns: list[tuple[int, tuple[Event, ...]]] = []

    def do(self, *actions: Action) -> tuple[Event, ...]:
        """Do `actions`; return what happened in them."""
        happened: list[Event] = []
        for action in actions:
            turn = self.now.turn
            self.now, events = step(self.book, self.case, self.now, action)
            self.turns.append((turn, events))
            happened += events
        return tuple(happened)

    def say(self, *intents: str, to: str | None = None) -> tuple[Event, ...]:
        """Say `intents`, one after the other, each about `to`."""
        return self.do(*(Say(intent, to) for intent in intents))

    def open(self, session: int = 1) -> tuple[Event, ...]:
        """Let empty sessions pass until `session` is open; return what happened when it opened."""
        while self.now.hour.number < session - 1 or self.now.hour.open:
            self.do(EndSession() if self.now.hour.open else OpenSession())
        return self.do(OpenSession())

    def close(self) -> tuple[Event, ...]:
        """Close the session."""
        return self.do(EndSession())

    def know_everything(self) -> None:
        """Let everybody and everything of the case have come up, so that all of it can be spoken of."""
        self.now = replace(self.now, knowledge=replace(self.now.knowledge, known=frozenset(self.case.links)))

    def formulate(self, area: str = "role_dispute", about: str = "person:ruth") -> tuple[Event, ...]:
        """Offer a formulation without any of the patient's words."""
        return self.do(OfferFormulation(area, about))  # type: ignore[arg-type]

    def contract(self, area: str = "role_dispute", about: str = "person:ruth") -> tuple[Event, ...]:
        """Offer a formulation, let the patient go along with it entirely, and put the contract to them."""
        offered = self.formulate(area, about)
        formulation = self.now.progress.formulation
        assert formulation is not None
        progress = replace(self.now.progress, formulation=replace(formulation, agreement=1_000))
        self.now = replace(self.now, progress=progress)
        return (*offered, *self.do(AgreeContract()))

    def work_through(self, procedure: str, subject: str | None, **choices: str) -> tuple[Event, ...]:
        """Take every step of a procedure in the manual's order, exchange by exchange where it repeats."""
        happened: list[Event] = []
        for name in self.steps_of(procedure, subject):
            happened += self.do(TakeStep(procedure, name, subject, choices.get(name)))
        return tuple(happened)

    def steps_of(self, procedure: str, subject: str | None) -> tuple[str, ...]:
        """Return the steps that complete a procedure, in the manual's order; repeated ones turn by turn."""
        steps = [row for row in self.book.procedures[procedure].steps if not row.later]
        kind, _, key = (subject or "").partition(":")
        times = len(self.case.incidents[key].exchanges) if kind == "incident" else 1
        repeated = [row.id for row in steps if row.repeats]
        names: list[str] = []
        for row in steps:
            if not row.repeats:
                names.append(row.id)
            elif row.id == repeated[0]:
                names += repeated * times
        return tuple(names)
