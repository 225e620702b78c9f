"""What a scripted therapist sees: the views a player sees, and a clinician's reading of what has been told."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Protocol

from game.case import CaseFile
from game.manual import AREAS, Area, Book
from game.treatment import Action, Treatment, open_tasks
from game.view import Concern, Move, Room, moves, room


@dataclass(frozen=True)
class Told:
    """A fact that was told, read with clinical judgement: whom it concerns and what it speaks for."""

    fact: str
    about: tuple[str, ...]
    points: Mapping[Area, int]


class Sight:
    """One look at the treatment. Only what views show; `told` reads told facts and no others, and never the key."""

    def __init__(
        self, book: Book, case: CaseFile, now: Treatment, chance: Random, before: "Sight | None" = None
    ) -> None:
        """With the look `before` this one, what has not changed since then need not be looked at again."""
        self.book = book
        self._case = case
        self._now = now
        self.chance = chance
        self._moves = moves(book, case, now)
        if before is None:
            return
        if before._moves is self._moves and "moves" in before.__dict__:
            self.__dict__["moves"] = before.moves
        if before._now.knowledge.told is now.knowledge.told:
            self.__dict__.update(
                {name: before.__dict__[name] for name in ("told", "_totals") if name in before.__dict__}
            )

    @cached_property
    def room(self) -> Room:
        """Where the treatment stands."""
        return room(self.book, self._case, self._now)

    @cached_property
    def moves(self) -> dict[str, Move]:
        """What can be said, by intent."""
        return {move.intent: move for move in self._moves}

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The facts told so far, in order."""
        facts = (self._case.facts[name] for name in self._now.knowledge.told)
        return tuple(Told(fact.id, fact.about, fact.signals) for fact in facts)

    @property
    def said_today(self) -> tuple[tuple[str, str | None], ...]:
        """What was said in this session, as the transcript shows."""
        return self._now.hour.said

    @property
    def answered(self) -> frozenset[tuple[str, str]]:
        """Inventory fields that were answered, as the workbook shows."""
        return self._now.knowledge.answered

    @property
    def pins(self) -> Mapping[tuple[str, Area], int]:
        """The trainee's own pins."""
        return self._now.workbook.pins

    @property
    def probabilities(self) -> tuple[int, ...]:
        """The trainee's own probabilities."""
        return self._now.workbook.probabilities

    @property
    def steps_taken(self) -> tuple[str, ...]:
        """Steps of the open procedure so far."""
        running = self._now.progress.running
        return running.steps if running is not None else ()

    def put_down(self, procedure: str, subject: str) -> tuple[str, ...]:
        """Steps taken of a procedure that was left unfinished."""
        return self._now.progress.put_down.get((procedure, subject), ())

    @property
    def completed(self) -> frozenset[str]:
        """Subjects of procedures that were completed."""
        return self._now.progress.completed

    @property
    def of_the_adaptation(self) -> tuple[str, ...]:
        """What fulfils the open tasks of this adaptation; those of every manual are numbered I, M and E."""
        open_now = open_tasks(self.book, self._now) if self.book.rows.id != "ipt" else ()
        return tuple(
            intent
            for task in open_now
            if task.id[0] not in "IME" and task.fulfilled_by.kind in ("said", "said_all")
            for intent in task.fulfilled_by.of
        )

    @property
    def middle(self) -> tuple[int, int]:
        """First and last session of the middle phase, as agreed."""
        return self._now.windows.middle[0], self._now.windows.middle[1]

    def exchanges(self, subject: str) -> int:
        """How many exchanges an incident has, as its strip shows."""
        return len(self._case.incidents[subject.partition(":")[2]].exchanges)

    def options(self, subject: str) -> tuple[str, ...]:
        """The options of a decision, as its table lists them."""
        return tuple(option.id for option in self._case.decisions[subject.partition(":")[2]].options)

    def wordings(self, subject: str) -> int:
        """How many other wordings an incident offers."""
        return len(self._case.incidents[subject.partition(":")[2]].better)

    def of_kind(self, kind: str) -> list[Concern]:
        """The concerns of one kind that have come up."""
        return [concern for concern in self.room.concerns if concern.kind == kind]

    def leading(self) -> tuple[Area, str | None]:
        """The area most spoken for by what was told, and whom or what of the right kind it is mostly about."""
        totals = self.totals()
        area = max(AREAS, key=lambda name: totals[name])
        return area, self.about_for(area)

    def about_for(self, area: Area) -> str | None:
        """Whom or what work on `area` would be about: the dead, a living person, or an event."""

        def fits(concern: Concern) -> bool:
            if area == "role_transition":
                return concern.kind == "event"
            return concern.kind == "person" and concern.dead == (area == "grief")

        weights = {concern.ref: 0 for concern in self.room.concerns if fits(concern)}
        for fact in self.told:
            for ref in fact.about:
                if ref in weights:
                    weights[ref] += 1 + 3 * max(0, fact.points.get(area, 0))
        return max(sorted(weights), key=lambda ref: weights[ref]) if weights else None

    def totals(self) -> dict[Area, int]:
        """Points for each area over all that was told."""
        return dict(self._totals)

    @cached_property
    def _totals(self) -> dict[Area, int]:
        return {area: sum(fact.points.get(area, 0) for fact in self.told) for area in AREAS}


class Therapist(Protocol):
    """A scripted therapist: sees, and chooses the next action."""

    def choose(self, sight: Sight) -> Action:
        """Return a legal action."""
        ...
