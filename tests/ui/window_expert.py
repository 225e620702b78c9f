"""Whom the trainees at the window follow: an expert in a hurry, with errands that lead to many of the screens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.author.expert import Expert
from game.author.sight import Sight
from game.manual import AREAS
from game.treatment import (
    Action,
    AgreeContract,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlacePerson,
    SetProbabilities,
    TakeStep,
    WriteNote,
)
from game.ui.screens.circle import FIRST_RING
from game.ui.screens.evidence import balanced

_NOTE = "ask about the move before the ending"


@dataclass
class HurriedExpert(Expert):
    """The expert, who leaves a session after a few moves, and runs each errand once."""

    moves: int = 3
    """How many moves a session has, besides errands."""
    notes: bool = True
    """Whether notes are written, for which one has to type."""
    run: set[str] = field(default_factory=set)
    _moved: int = 0

    def choose(self, sight: Sight) -> Action:
        """Return the next action: an errand, what is to be done now or never, the expert's move, or the end."""
        for name, action in self._errands(sight):
            if name not in self.run:
                self.run.add(name)
                return action
        room = sight.room
        if not room.in_session:
            self._moved = 0
            return OpenSession()
        if room.running is not None:
            return LeaveProcedure()
        if self._moved >= self.moves:
            return EndSession()
        self._moved += 1
        return super().choose(sight)

    def _note(self, sight: Sight) -> Action | None:  # noqa: ARG002 (the hurried keep none but for errands)
        return None

    def _errands(self, sight: Sight) -> Iterator[tuple[str, Action]]:
        room = sight.room
        if not room.in_session:
            if room.session == 1:
                yield from self._after_the_first(sight)
            return
        if room.session == 2 and room.running is None:
            yield "ladder", TakeStep("risk_ladder", "wish_dead")
        if room.session >= 3 and self._moved and room.running is None:
            yield from self._agreement(sight)

    def _after_the_first(self, sight: Sight) -> Iterator[tuple[str, Action]]:
        if self.notes:
            yield "note", WriteNote(_NOTE)
        people = sight.of_kind("person")
        if people:
            name = people[0].ref.partition(":")[2]
            yield "placed", PlacePerson(name, "now", FIRST_RING)
            yield "moved", PlacePerson(name, "now", FIRST_RING - 1)
        if sight.told:
            told = sight.told[0]
            area = max(AREAS, key=lambda each: told.points.get(each, 0))
            yield "pinned", PinFact(told.fact, area, 2)
        shares = balanced(tuple(sight.probabilities), 2, 55)
        grief, dispute, transition, deficits = shares
        yield "believed", SetProbabilities(grief, dispute, transition, deficits)

    def _agreement(self, sight: Sight) -> Iterator[tuple[str, Action]]:
        room = sight.room
        if "offer_formulation" in room.milestones and "offered" not in self.run:
            self._settle_focus(sight)
            if self.area is not None and self.about is not None:
                evidence = tuple(told.fact for told in sight.told if told.points.get(self.area, 0) > 0)[:2]
                yield "offered", OfferFormulation(self.area, self.about, evidence)
        elif "agree_contract" in room.milestones and self.area is not None:
            goals = tuple(goal.said for goal in sight.book.areas[self.area].goals[:2])
            yield f"agreed in {room.session}", AgreeContract(goals)
