"""Whom the trainee at the window follows: the expert, with errands that lead to every corner of the screens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.author.expert import Expert
from game.author.sight import Sight
from game.treatment import Action, PlaceEvent, PlacePerson, TakeStep, WriteNote
from game.ui.screens.circle import FIRST_RING
from game.ui.screens.evidence import balanced

_NOTE = "ask about the move before the ending"
_A_MONTH = -19


@dataclass
class ThoroughExpert(Expert):
    """The expert, who also keeps notes of every kind, moves people about, and once asks about danger in full."""

    run: set[str] = field(default_factory=set)

    def choose(self, sight: Sight) -> Action:
        for name, action in self._errands(sight):
            if name not in self.run:
                self.run.add(name)
                return action
        return super().choose(sight)

    def _errands(self, sight: Sight) -> Iterator[tuple[str, Action]]:
        room = sight.room
        people, events = sight.of_kind("person"), sight.of_kind("event")
        if room.session == 1 and not room.in_session:
            yield "note", WriteNote(_NOTE)
            if people:
                name = people[0].ref.partition(":")[2]
                self.done.add(f"placed:{people[0].ref}")
                yield "placed", PlacePerson(name, "now", FIRST_RING)
                yield "nearer", PlacePerson(name, "now", FIRST_RING - 1)
                yield "nearest", PlacePerson(name, "now", 0)
                yield "wished", PlacePerson(name, "wished", FIRST_RING)
        if room.in_session and room.session == 2 and events:
            yield "event", PlaceEvent(events[0].ref.partition(":")[2], _A_MONTH)
        if room.in_session and room.session == 3 and room.minutes_left < 30 and room.running is None:
            yield "ladder", TakeStep("risk_ladder", "wish_dead")

    def _believed(self, sight: Sight) -> tuple[int, ...]:
        """Believe what one move of a slider can say: in fives, with the rest as it falls."""
        exact = super()._believed(sight)
        place = exact.index(max(exact))
        return balanced(tuple(sight.probabilities), place, 5 * round(exact[place] / 5))
