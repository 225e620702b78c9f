"""A scripted therapist's actions, done in the window the way a person would: by typing, by keys, by clicks."""

from window_driver import Stuck
from window_trainee import Trainee
from window_words import first_letters, words_for

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
from game.ui.screens import palette, plan, timeline
from game.ui.screens.circle import FIRST_RING
from game.ui.screens.contract import Contract
from game.ui.screens.formulation import Formulation
from game.ui.screens.palette import Aiming, Wording
from game.ui.screens.procedure import Offered, Working
from game.ui.screens.session import Session
from game.ui.screens.workbook import REST_MS, Pane

_WELL_UNDER_WAY = 35
"""Minutes left of a session when there is a conversation to be seen."""


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
        assert user.play is not None
        before = len(user.play.log.lines)
        meant = self._begun(action)
        done = [line.action for line in user.play.log.lines[before:] if isinstance(line, TurnLine)]
        if done != [meant]:
            user.stuck(f"meant {meant}, and the twin did {done}")
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
        row, words = words_for(look, action.intent, action.target)
        user.type(words)
        if look.room.minutes_left < _WELL_UNDER_WAY:
            user.picture(f"palette in session {look.room.session}")
        self._take(row)
        if isinstance(self._in_the_room().stage, Aiming):
            assert action.target is not None
            name = next(concern.name for concern in look.room.concerns if concern.ref == action.target)
            user.picture("palette whom about")
            user.type(first_letters(name))
            self._take(f"palette.target.{action.target}")
        stage = self._in_the_room().stage
        assert isinstance(stage, Wording)
        user.picture("palette which words")
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
                self._place_event(event, month)
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

    def _place_event(self, event: str, month: int) -> None:
        """Open the event and press its buttons; where it then is counts after a rest."""
        user = self.trainee
        user.press("alt+2")
        if self._pane.event != f"event:{event}":
            user.choose(f"timeline.{event}")
        while (away := month - self._month_of(event)) != 0:
            step = max(-12, min(12, away)) if abs(away) >= 12 else away // abs(away)
            user.reach(f"timeline.move.{step}")
            user.press("enter")
        self._rest()
        user.picture("timeline")

    def _month_of(self, event: str) -> int:
        """Return where the open event is now: as moved, else as kept, else where the timeline begins."""
        if self._pane.month is not None:
            return self._pane.month
        play = self.trainee.play
        assert play is not None
        return play.treatment.workbook.months.get(event, timeline.moved(None, 0))

    @property
    def _pane(self) -> Pane:
        screen = self.trainee.screen
        pane = getattr(screen, "pane", None)
        assert isinstance(pane, Pane), screen
        return pane

    def _rest(self) -> None:
        """Leave a slider alone until its value counts."""
        self.trainee.let_rest(REST_MS)
