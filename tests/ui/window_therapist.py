"""A scripted therapist's actions, done at a window by whatever means its trainee has."""

import re

from window_driver import Stuck
from window_trainee import Trainee

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
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    WriteNote,
)
from game.ui.diagrams import Token
from game.ui.screens.circle import FIRST_RING
from game.ui.screens.intents import Act, Aim, Open, Pick, Reach, Show, Work
from game.ui.screens.intents import Say as SayWay
from game.ui.screens.menu import groups
from game.ui.screens.palette import Aiming, Wording
from game.ui.screens.session import Session
from game.ui.screens.workbook import REST_MS
from game.ui.state import Back
from game.ui.widgets import Slider
from game.view import Move
from game.view.palette import find

_LETTERS = re.compile(r"[a-z]+")
_FARTHEST_BACK = 4
_NEAR_THE_TOP = 6


class Therapist:
    """Does actions at the window of a trainee, each to the end: until it stands in the log."""

    def __init__(self, trainee: Trainee) -> None:
        self.trainee = trainee

    def do(self, action: Action) -> Action:
        """Do it and wait until it is written; return it as `begin` does."""
        meant = self.begin(action)
        self.trainee.turn_is_written()
        return meant

    def begin(self, action: Action) -> Action:
        """Do it, and do not wait; return it as the window can mean it: a wording is counted among those there are."""
        user = self.trainee
        before = len(user.play.log.lines)
        meant = self._begun(action)
        done = [line.action for line in user.play.log.lines[before:] if isinstance(line, TurnLine)]
        if done != [meant]:
            user.stuck(f"meant {meant}, and the twin did {done}")
        return meant

    def _begun(self, action: Action) -> Action:  # one arm an action
        user = self.trainee
        match action:
            case Say():
                return self._say(action)
            case OpenSession():
                user.choose(Open("session"))
            case EndSession():
                self._to_the_room()
                user.choose(Open("end"))
                if user.does(Open("end")) is not None:
                    user.choose(Open("end"))  # yes, although it is early
            case TakeStep():
                self._step(action)
            case LeaveProcedure():
                user.choose(Act(action))
            case OfferFormulation():
                self._offer(action)
            case AgreeContract(goals):
                self._to_the_room()
                user.choose(Open("contract"))
                for goal in goals:
                    user.choose(Pick("contract.goal", goal))
                user.choose(Act(action))
            case _:
                self._keep(action)
        return action

    # -- in the room -------------------------------------------------------------------------------------

    def _to_the_room(self) -> Session:
        """Go back to the room, with nothing chosen there, from wherever one is in the session."""
        user = self.trainee
        for _ in range(_FARTHEST_BACK):
            screen = user.screen
            if isinstance(screen, Session) and screen.stage is None:
                return screen
            user.choose(Open("session") if isinstance(screen, Session) else Back())
        raise Stuck(f"there is no way from {type(user.screen).__name__} to the room")

    def _say(self, action: Say) -> Say:
        user = self.trainee
        room = self._to_the_room()
        if user.types:
            self._find(room, action)
        else:
            self._find_in_menu(room, action)
        if isinstance(self._stage, Aiming):
            user.choose(Aim(action.target))
        elif isinstance(self._stage, Wording) and self._stage.target != action.target:
            user.choose(Open("palette"))
            user.choose(Aim(action.target))
        stage = self._stage
        assert isinstance(stage, Wording)
        way = action.variant % len(stage.ways)
        user.choose(SayWay(way))
        return Say(action.intent, action.target, way)

    @property
    def _stage(self) -> object:
        screen = self.trainee.screen
        assert isinstance(screen, Session)
        return screen.stage

    def _find(self, room: Session, action: Say) -> None:
        """Type what the move is called, and about whom; take it from the list."""
        user = self.trainee
        move = next(move for move in room.look.moves if move.intent == action.intent)
        about = next((concern.name for concern in room.look.room.concerns if concern.ref == action.target), "")
        words = self._shortest(room, move, about, action)
        user.sees()
        user.write(user.named("What do you say to", "text_field"), words)
        found = (Reach(action.intent, target) for target in (action.target, None))
        here = next((reach for reach in found if user.does(reach) is not None), None)
        if here is None:
            user.stuck(f"{words!r} does not find {action}")
        user.choose(here)

    def _shortest(self, room: Session, move: Move, about: str, action: Say) -> str:
        """Return the fewest words that find it, as somebody would type who knows the game."""
        whole = _LETTERS.findall(move.name.lower())
        longest = sorted(whole, key=lambda word: -len(word))
        name = _LETTERS.findall(about.lower())[:1]
        known_as = {row.ref: row.relation for row in room.look.workbook.people}
        for some in (longest[:1], longest[:2], whole):
            words = " ".join([*some, *name])
            found = find(room.look.moves, room.look.room.concerns, words, known_as)[:_NEAR_THE_TOP]
            if any(match.move.intent == action.intent and match.target in {action.target, None} for match in found):
                return words
        return " ".join([*whole, *name])

    def _find_in_menu(self, room: Session, action: Say) -> None:
        """Open the page of moves and the group in which it stands."""
        user = self.trainee
        if user.does(Show("moves")) is not None:
            user.choose(Show("moves"))
        group = next(name for name, moves in groups(room.look) if any(move.intent == action.intent for move in moves))
        if user.does(Reach(action.intent, None)) is None:
            user.choose(Pick("menu.group", group))
        user.choose(Reach(action.intent, None))

    # -- procedures, formulation -------------------------------------------------------------------------

    def _step(self, action: TakeStep) -> None:
        user = self.trainee
        self._to_the_room()
        user.choose(Open("procedures"))
        user.choose(Work(action.procedure, action.subject))
        user.choose(Pick("step", action.step))

    def _offer(self, action: OfferFormulation) -> None:
        user = self.trainee
        self._to_the_room()
        user.choose(Open("formulation"))
        user.choose(Pick("formulation.area", action.area))
        user.choose(Pick("formulation.about", action.about))
        for fact in action.evidence:
            user.choose(Pick("formulation.evidence", f"fact:{fact}"))
        user.choose(Act(action))

    # -- the workbook ------------------------------------------------------------------------------------

    def _keep(self, action: Action) -> None:
        user = self.trainee
        match action:
            case PlacePerson(person, when, ring):
                user.choose(Show("circle"))
                token = next((w for w in user.widgets if isinstance(w, Token) and w.person == person), None)
                if token is None:
                    assert (when, ring) == ("now", FIRST_RING)
                    user.choose(Pick("circle.place", person))
                else:
                    user.sees()
                    user.set(token.key, ring)
            case PinFact(fact, area, weight):
                user.choose(Show("evidence"))
                user.choose(Pick("evidence.card", fact))
                self._slide(AREAS.index(area) - len(AREAS), weight)  # below those of the probabilities
            case SetProbabilities():
                user.choose(Show("evidence"))
                shares = (action.grief, action.role_dispute, action.role_transition, action.interpersonal_deficits)
                place = shares.index(max(shares))
                self._slide(place, shares[place])
            case WriteNote(words):
                user.choose(Show("plan"))
                user.sees()
                user.write(user.named("A note to yourself", "text_field"), words)
                user.submit()
            case _:
                raise Stuck(f"nobody has shown the trainee how to {action}")

    def _slide(self, place: int, value: int) -> None:
        """Move one of the sliders, and leave it alone until its value counts."""
        user = self.trainee
        sliders = [widget.key for widget in user.widgets if isinstance(widget, Slider)]
        user.sees()
        user.set(sliders[place], value)
        user.let_rest(REST_MS)
