"""Whole treatments through the screens alone: what the buttons do is what was meant, to the last turn."""

from random import Random

import pytest
from ui_screens import CASES, begun, desk_of, never, played_until

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.treatment import (
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
)
from game.ui.screens.between import Between
from game.ui.screens.flow import where
from game.ui.screens.intents import Act, Open, Pick, Reach, Work
from game.ui.screens.intents import Say as SayIt
from game.ui.screens.procedure import Working
from game.ui.screens.session import Session
from game.ui.stack import Pop, Push, Reset, Stay
from game.ui.state import Back, Changed, Moved, Submitted


class Screens:
    """A stack of screens without a window."""

    def __init__(self, first):
        self.stack = [first]

    @property
    def top(self):
        return self.stack[-1]

    def do(self, *intents):
        for intent in intents:
            self._apply(self.top.handle(intent))
        return self

    def _apply(self, result):
        match result:
            case Stay(screen):
                self.stack[-1] = screen or self.top
            case Push(screen, below):
                self.stack[-1] = below or self.top
                self.stack.append(screen)
            case Pop(answer):
                self.stack.pop()
                if answer is not None:
                    self.do(answer)
            case Reset(screen):
                self.stack = [screen]
        assert getattr(self.top, "message", None) is None, self.top.message


def take(screens, action):
    """Do what a scripted therapist wants by what the widgets would hand over."""
    if not isinstance(action, TakeStep) and isinstance(screens.top, Working):
        screens.do(*([Act(action)] if isinstance(action, LeaveProcedure) else [Back()]))
        if isinstance(action, LeaveProcedure):
            return
    match action:
        case Say(name, target, variant):
            screens.do(Reach(name, target))
            screens.do(SayIt(variant))
        case TakeStep(procedure, step, subject, choice):
            at = screens.top
            if not (isinstance(at, Working) and (at.procedure, at.subject) == (procedure, subject)):
                screens.do(*([Back()] if isinstance(at, Working) else []), Work(procedure, subject))
            screens.do(Pick("step", step), *([Pick("choice", choice)] if choice is not None else []))
        case OfferFormulation(area, about, evidence, second):
            screens.do(Open("formulation"), Pick("formulation.area", area), Pick("formulation.about", about))
            screens.do(*(Pick("formulation.evidence", f"fact:{fact}") for fact in evidence))
            screens.do(*([Pick("formulation.second", second)] if second else []))
            screens.do(Act(screens.top._action()))
        case AgreeContract(goals):
            screens.do(Open("contract"))
            for goal in goals:
                screens.do(Submitted("contract.own", goal))
            screens.do(Act(AgreeContract(screens.top.goals)))
        case OpenSession():
            screens.do(Open("session"))
        case EndSession():
            early = screens.top.look.room.minutes_left > 10
            result = screens.top.handle(Open("end"))
            screens._apply(result.screen.handle(Open("end")) if early else result)
        case LeaveProcedure():
            screens.do(Act(action))
        case PlacePerson(person, when, ring):
            screens.do(Pick("circle.when", when), Moved("circle", person, ring))
        case PinFact(fact, area, weight):
            screens.do(Pick("evidence.card", fact), Changed(f"evidence.weight.{area}", weight))
            screens.do(Pick("evidence.card", fact))
        case _:
            pytest.fail(f"no therapist was thought to do {action}")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("policy", ["expert", "random"])
def test_a_treatment_through_the_screens_is_the_treatment_that_was_meant(book, cases, case, policy):
    meant = played_until(begun(book, cases[case]), policy, never)
    play = begun(book, cases[case])
    chance = Random(f"{policy}:1")
    therapist = POLICIES[policy](chance)
    screens = Screens(where(desk_of(play)))
    while not play.treatment.over:
        action = therapist.choose(Sight(play.book, cases[case], play.treatment, chance))
        if isinstance(action, SetProbabilities):
            play.act(action)  # sliders set four shares one after another, so this one is done by hand
            screens = Screens(where(desk_of(play)))
            continue
        turns = len(play.turns)
        take(screens, action)
        assert len(play.turns) == turns + 1, action
        assert isinstance(screens.stack[0], Session | Between)
    assert play.log.lines == meant.log.lines
