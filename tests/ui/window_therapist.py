"""A scripted therapist's actions, done in the window the way a person would: by typing, by keys, by clicks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from window_driver import Stuck
from window_trainee import Trainee

from game.author.expert import Expert
from game.author.sight import Sight
from game.manual import AREAS
from game.record import TurnLine
from game.treatment import (
    Action,
    AgreeContract,
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
from game.ui.diagrams import Token
from game.ui.screens import palette, plan
from game.ui.screens.circle import FIRST_RING
from game.ui.screens.contract import Contract
from game.ui.screens.evidence import balanced
from game.ui.screens.formulation import Formulation
from game.ui.screens.outlook import Outlook
from game.ui.screens.palette import Aiming, Wording
from game.ui.screens.procedure import Offered, Working
from game.ui.screens.session import Session
from game.ui.screens.workbook import REST_MS, Pane

_LETTERS = re.compile(r"[a-z]+")
_NEAR_THE_TOP = 2
_ENOUGH_LETTERS = 6
NOTE = "ask about the move before the ending"


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
            yield "note", WriteNote(NOTE)
            if people:
                name = people[0].ref.partition(":")[2]
                self.done.add(f"placed:{people[0].ref}")
                yield "placed", PlacePerson(name, "now", FIRST_RING)
                yield "nearer", PlacePerson(name, "now", FIRST_RING - 1)
                yield "nearest", PlacePerson(name, "now", 0)
                yield "wished", PlacePerson(name, "wished", FIRST_RING)
        if room.in_session and room.session == 2 and events:
            yield "event", PlaceEvent(events[0].ref.partition(":")[2], -7)
        if room.in_session and room.session == 3 and room.minutes_left < 30 and room.running is None:
            yield "ladder", TakeStep("risk_ladder", "wish_dead")

    def _believed(self, sight: Sight) -> tuple[int, ...]:
        """Believe what one move of a slider can say: in fives, with the rest as it falls."""
        exact = super()._believed(sight)
        place = exact.index(max(exact))
        return balanced(tuple(sight.probabilities), place, 5 * round(exact[place] / 5))


class Therapist:
    """Does actions at the window of a trainee, each to the end: until it stands in the log."""

    def __init__(self, trainee: Trainee) -> None:
        self.trainee = trainee

    def do(self, action: Action) -> Action:
        """Do it and return it as the window can mean it: a wording is counted among those there are."""
        user = self.trainee
        assert user.play is not None
        before = len(user.play.log.lines)
        meant = self._begun(action)
        done = [line.action for line in user.play.log.lines[before:] if isinstance(line, TurnLine)]
        if done != [meant]:
            user.stuck(f"meant {meant}, and the twin did {done}")
        user.turn_is_written()
        return meant

    def _begun(self, action: Action) -> Action:  # one arm an action
        match action:
            case Say():
                return self._say(action)
            case TakeStep():
                self._take_step(action)
            case LeaveProcedure():
                self._leave_procedure()
            case OfferFormulation():
                self._offer(action)
            case AgreeContract(goals):
                self._agree(goals)
            case OpenSession():
                self.trainee.picture("between sessions")
                self.trainee.choose("between.open")
            case EndSession():
                self._end()
            case _:
                self._keep_notes(action)
        return action

    # -- in the room ---------------------------------------------------------------------------------------

    def _in_the_room(self) -> Session:
        """Go back to the room from wherever one is in the session."""
        while not isinstance(self.trainee.screen, Session):
            if not isinstance(self.trainee.screen, Working | Offered | Formulation | Contract):
                raise Stuck(f"{type(self.trainee.screen).__name__} is not in the session")
            self.trainee.press("escape")
        return self.trainee.screen

    def _at_the_palette(self) -> Session:
        """Have the caret in an empty palette."""
        user = self.trainee
        if self._in_the_room().stage is not None:
            user.press("escape")
        if user.ui.focus != palette.FIELD:
            user.press("ctrl+k")
        if user.ui.text(palette.FIELD):
            user.press("ctrl+a", "backspace")
        return self._in_the_room()

    def _say(self, action: Say) -> Say:
        user = self.trainee
        look = self._at_the_palette().look
        row, words = _words_for(look, action.intent, action.target)
        user.type(words)
        user.picture("palette")
        self._take(row)
        if isinstance(self._in_the_room().stage, Aiming):
            assert action.target is not None
            name = next(concern.name for concern in look.room.concerns if concern.ref == action.target)
            user.picture("palette, whom it is about")
            user.type(_first_letters(name))
            self._take(f"palette.target.{action.target}")
        stage = self._in_the_room().stage
        assert isinstance(stage, Wording)
        user.picture("palette, in which words")
        way = action.variant % len(stage.ways)
        user.choose(f"palette.way.{way}")
        return Say(action.intent, action.target, way)

    def _take(self, row: str) -> None:
        """Take a row of the list below a field; Enter alone takes the first."""
        user = self.trainee
        marked = user.widget(row)
        if getattr(marked, "marked", False) and user.ui.focus in {palette.FIELD, palette.TARGET}:
            user.press("enter")
        else:
            user.choose(row)

    def _end(self) -> None:
        user = self.trainee
        self._in_the_room()
        user.press("f6")
        if isinstance(user.screen, Session) and user.screen.message is not None:
            user.picture("end early")
            user.choose("message.answer0")

    # -- procedures ----------------------------------------------------------------------------------------

    def _take_step(self, action: TakeStep) -> None:
        user = self.trainee
        self._open_procedure(action.procedure, action.subject)
        user.picture(f"procedure {action.procedure}")
        user.choose(f"working.step.{action.step}")
        if action.choice is not None:
            user.picture(f"choice {action.step}")
            user.choose(f"working.choice.{action.choice}")

    def _open_procedure(self, procedure: str, subject: str | None) -> None:
        user, screen = self.trainee, self.trainee.screen
        if isinstance(screen, Working) and (screen.procedure, screen.subject) == (procedure, subject):
            return
        if self._in_the_room().look.room.running is not None:
            user.picture("procedure open")
            user.choose("session.return")
            return
        user.press("f4")
        user.picture("procedures")
        user.choose(f"procedures.{procedure}.{subject or 'risk'}")

    def _leave_procedure(self) -> None:
        user = self.trainee
        user.choose("working.leave" if isinstance(user.screen, Working) else "session.leave")

    # -- formulation and contract --------------------------------------------------------------------------

    def _offer(self, action: OfferFormulation) -> None:
        user = self.trainee
        self._in_the_room()
        user.press("f2")
        user.choose(f"formulation.area.{action.area}")
        user.choose(f"formulation.about.{action.about}")
        for fact in action.evidence:
            user.choose(f"formulation.evidence.fact:{fact}")
        if action.second is not None:
            user.choose(f"formulation.second.{action.second}")
        user.picture("formulation")
        user.choose("formulation.offer")

    def _agree(self, goals: tuple[str, ...]) -> None:
        user = self.trainee
        self._in_the_room()
        user.press("f3")
        assert isinstance(user.screen, Contract)
        view = user.screen.view
        offered = next(area.goals for area in view.areas if area.id == view.offered)
        for goal in goals:
            user.choose(f"contract.goal.{offered.index(goal)}")
        user.picture("contract")
        user.choose("contract.agree")

    # -- the workbook --------------------------------------------------------------------------------------

    def _keep_notes(self, action: Action) -> None:
        user = self.trainee
        if isinstance(user.screen, Working):
            self._in_the_room()
        match action:
            case PinFact(fact, area, weight):
                self._pin(fact, area, weight)
            case SetProbabilities():
                self._believe(action)
            case PlacePerson(person, when, ring):
                self._place(person, when, ring)
            case PlaceEvent(event, month):
                user.press("alt+2")
                user.choose(f"timeline.{event}")
                user.choose(f"timeline.move.{month - FIRST_MONTH}")
                self._rest()
                user.picture("timeline")
            case WriteNote(words):
                user.press("alt+4")
                user.reach(plan.FIELD)
                user.type(words)
                user.press("ctrl+enter")
                user.picture("plan")
            case _:
                raise Stuck(f"nobody has shown the trainee how to {action}")

    def _pin(self, fact: str, area: str, weight: int) -> None:
        """Pin a card; what is meant counts when the card is closed."""
        user = self.trainee
        user.press("alt+3")
        if self._pane.card != fact:
            user.choose(f"evidence.card.{fact}")
        slider = f"evidence.weight.{area}"
        by_key = {1: "right", -1: "left", 3: "end", -3: "home"}.get(weight)
        if by_key is not None:
            user.reach(slider)
            user.press(by_key)
        else:
            user.slide(slider, weight)
        user.picture("evidence")
        user.choose(f"evidence.card.{fact}")

    def _believe(self, action: SetProbabilities) -> None:
        user = self.trainee
        user.press("alt+3")
        shares = (action.grief, action.role_dispute, action.role_transition, action.interpersonal_deficits)
        place = shares.index(max(shares))
        assert len(AREAS) == len(shares)
        user.slide(f"evidence.share.{place}", shares[place])
        self._rest()
        user.picture("probabilities")

    def _place(self, person: str, when: str, ring: int) -> None:
        """Press a name to place it; then drag it, or move it by arrow keys where it has not far to go."""
        user = self.trainee
        user.press("alt+1")
        if self._pane.when != when:
            user.choose(f"circle.when.{when}")
        token = user.find(f"circle:{person}")
        if token is None:
            assert ring == FIRST_RING
            user.choose(f"circle.place.{person}")
        elif isinstance(token, Token) and token.ring - ring == 1 and ring:
            user.reach(token.key)
            user.press("up")
        else:
            user.drop_on_ring(token.key, ring)
        user.picture(f"circle {when}")

    @property
    def _pane(self) -> Pane:
        screen = self.trainee.screen
        pane = getattr(screen, "pane", None)
        assert isinstance(pane, Pane), screen
        return pane

    def _rest(self) -> None:
        """Leave a slider alone until its value counts."""
        self.trainee.let_rest(REST_MS)


FIRST_MONTH = -6
"""Where the timeline puts an event before it is moved."""


def _words_for(look: Outlook, intent: str, target: str | None) -> tuple[str, str]:
    """Return the row of the palette that is wanted, and few words that bring it near the top."""
    move = next(move for move in look.moves if move.intent == intent)
    name = next((concern.name for concern in look.room.concerns if concern.ref == target), "")
    wanted = f"palette.move.{intent}.{target or ''}"
    best: tuple[int, str, str] | None = None
    for words in _ways_to_type(move.name, name):
        rows = [f"palette.move.{match.move.intent}.{match.target or ''}" for match in palette.found_moves(look, words)]
        above = len(palette.found_doors(look, words))
        row = wanted if wanted in rows else f"palette.move.{intent}."
        if row not in rows or (row != wanted and not move.needs_target):
            continue
        rank = rows.index(row) + above
        if best is None or rank < best[0]:
            best = rank, row, words
        if rank <= _NEAR_THE_TOP:
            break
    if best is None:
        raise Stuck(f"no words bring {intent!r} about {target!r} into the palette")
    return best[1], best[2]


def _ways_to_type(move: str, target: str) -> Iterator[str]:
    """Yield what one might type, the shortest first: parts of words, then whole names."""
    words = sorted(_LETTERS.findall(move.lower()), key=lambda word: -len(word))
    about = _first_letters(target)
    for word in words[:2]:
        yield f"{word[:_ENOUGH_LETTERS]} {about}".strip()
    yield f"{' '.join(word[:_ENOUGH_LETTERS] for word in words[:2])} {about}".strip()
    yield f"{' '.join(_LETTERS.findall(move.lower()))} {about}".strip()
    yield " ".join(_LETTERS.findall(move.lower()))


def _first_letters(name: str) -> str:
    """Return the beginning of a name's first word of some length."""
    words = _LETTERS.findall(name.lower())
    return next((word[:_ENOUGH_LETTERS] for word in words if len(word) > 3), " ".join(words))
