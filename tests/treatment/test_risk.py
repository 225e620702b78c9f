"""Danger: how it shows, what answers it, and what becomes of a session that ignores it."""

import pytest
from casenotes import Notes, found

from game.manual import load_manual
from game.treatment import LeaveProcedure, TakeStep
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    MilestonePassed,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    Replied,
    RiskAssessed,
    RiskRaised,
    StepTaken,
    TaskDone,
)

BOOK = load_manual()
SAFE = {"q1": False, "q2": False, "hint": None}
QUIET = {"hint": None}
CALM_SCALE = {"items": (2, 2, 1, 2, 1, 2, 1, 0, 0)}


def ladder(*steps: str) -> list[TakeStep]:
    return [TakeStep("risk_ladder", step) for step in steps]


def level(name: str) -> tuple[str, ...]:
    return BOOK.risk[name].calls_for


def errors(events) -> list[str]:
    return [event.error for event in found(ErrorMade, events)]


def red_lines(events) -> list[str]:
    return [event.red_line for event in found(RedLineCrossed, events)]


def opened(notes, session: int = 1, **changes) -> Notes:
    treatment = notes(**changes)
    treatment.open(session)
    return treatment


# ---- how it shows


def test_the_last_item_of_the_scale_raises_it(notes) -> None:
    assert found(RiskRaised, opened(notes).say("fill_scale")) == [RiskRaised("scale")]
    assert found(RiskRaised, opened(notes, measure=CALM_SCALE).say("fill_scale")) == []


def test_a_yes_to_the_direct_question_raises_it(notes) -> None:
    assert found(RiskRaised, opened(notes).say("ask_suicide")) == [RiskRaised("answer")]
    assert found(RiskRaised, opened(notes, risk=SAFE).say("ask_suicide")) == []


def test_a_sideways_remark_falls_in_its_session_after_a_few_exchanges(notes, nora) -> None:
    treatment = opened(notes, session=2)
    assert found(RiskRaised, treatment.say("empathise", "ask_people")) == []
    events = treatment.say("ask_patient_view")
    assert nora.rows.risk.hint in [event.words for event in found(Replied, events)]
    assert found(RiskRaised, events) == [RiskRaised("hint")]
    assert found(RiskRaised, treatment.say("ask_feeling")) == []  # it is said once


def test_the_remark_does_not_fall_in_another_session_nor_after_the_direct_question(notes) -> None:
    first = opened(notes, measure=CALM_SCALE, risk={"q1": False})
    assert found(RiskRaised, first.say("empathise", "ask_people", "ask_patient_view", "ask_feeling")) == []
    asked = opened(notes, session=2, risk={"q1": False})
    assert found(RiskRaised, asked.say("ask_suicide", "ask_people", "ask_patient_view", "ask_feeling")) == []


# ---- ignored


@pytest.mark.parametrize(
    ("session", "moves", "line"),
    [
        (1, ("fill_scale",), "no_risk_check"),
        (2, ("empathise", "ask_people", "ask_patient_view"), "ignored_risk"),
    ],
)
def test_a_sign_that_nobody_asks_about_fails_the_session(notes, session: int, moves, line: str) -> None:
    treatment = opened(notes, session)
    treatment.say(*moves)
    events = treatment.close()
    assert errors(events)[0] == "X15"
    assert red_lines(events) == [line]


def test_without_a_sign_nothing_is_held_against_the_session(notes) -> None:
    treatment = opened(notes, risk=SAFE, measure=CALM_SCALE)
    treatment.say("fill_scale", "ask_people")
    events = treatment.close()
    assert (errors(events), red_lines(events)) == ([], [])


def test_each_session_with_a_sign_wants_its_own_question(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("fill_scale", "ask_suicide")
    treatment.do(*ladder(*level("low")), LeaveProcedure())
    assert (errors(events := treatment.close()), red_lines(events)) == ([], [])
    treatment.open(2)
    treatment.say("fill_scale")
    assert found(RiskRaised, treatment.turns[-1][1])
    assert red_lines(treatment.close()) == ["no_risk_check"]


def test_asking_again_in_a_later_session_is_enough_once_the_ladder_was_climbed(notes, nora) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("ask_suicide")
    treatment.do(*ladder(*level("low")), LeaveProcedure())
    treatment.open(2)
    reply = found(Replied, treatment.say("fill_scale", "ask_suicide"))[-1]
    assert reply.words == nora.rows.risk.asked[1]
    assert (errors(events := treatment.close()), red_lines(events)) == ([], [])


def test_the_direct_question_is_a_task_of_every_session(notes) -> None:
    treatment = notes(risk=SAFE)
    for session in (1, 2, 3):
        treatment.open(session)
        assert "I04" in [event.task for event in found(TaskDone, treatment.say("ask_suicide"))]
        assert "I04" not in [event.task for event in found(TaskDone, treatment.say("ask_suicide"))]


# ---- the ladder


def test_the_ladder_interrupts_and_returns(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    events = treatment.do(*ladder("wish_dead"))
    assert MilestonePassed("open_risk", "initial", "risk") in events
    assert found(ProcedureOpened, events) == [ProcedureOpened("risk_ladder", None)]
    assert treatment.now.phase == "risk"
    assert found(ProcedureOpened, treatment.do(*ladder("thoughts"))) == []
    events = treatment.do(LeaveProcedure())
    assert treatment.now.phase == "initial"
    assert found(ProcedureClosed, events)[0].procedure == "risk_ladder"


def test_the_ladder_puts_an_open_procedure_down(notes) -> None:
    treatment = opened(notes)
    treatment.know_everything()
    treatment.do(TakeStep("role_play", "purpose", "rehearsal:thursday"))
    events = treatment.do(*ladder("wish_dead"))
    assert events[0] == ProcedureClosed("role_play", "rehearsal:thursday", completed=False, in_order=False)


def test_every_step_of_the_ladder_is_answered_in_the_patients_words(notes, nora, book) -> None:
    treatment = opened(notes)
    for step in book.procedures["risk_ladder"].steps:
        events = treatment.do(*ladder(step.id))
        assert found(Replied, events)[0].words == nora.rows.risk.lines[step.id]
        assert found(StepTaken, events)[0].minutes == step.minutes


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        (SAFE, "none"),
        ({**SAFE, "q1": True}, "low"),
        ({**SAFE, "q1": True, "q2": True, "q3": True}, "moderate"),
        ({**SAFE, "q6_lifetime": True}, "moderate"),
        ({**SAFE, "q2": True, "q4": True}, "high"),
        ({**SAFE, "q2": True, "q5": True}, "high"),
        ({**SAFE, "q6_recent": True}, "high"),
        ({**SAFE, "q3": True, "q6_recent": True}, "high"),
    ],
)
def test_the_answers_give_the_level_and_the_level_calls_for_steps(notes, answers, name: str) -> None:
    treatment = opened(notes, risk=answers)
    complete = treatment.do(*ladder(*level(name)), LeaveProcedure())
    assert found(RiskAssessed, complete) == [RiskAssessed(name, ())]
    assert found(ExpectationMissed, complete) == []
    assert ProcedureClosed("risk_ladder", None, completed=True, in_order=True) in complete


@pytest.mark.parametrize("left_out", [step for step in level("low") if step != "event"])
def test_a_step_left_out_is_recorded_and_is_an_error_at_the_close(notes, left_out: str) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("fill_scale")
    steps = [step for step in level("low") if step != left_out]
    events = treatment.do(*ladder(*steps), LeaveProcedure())
    assert found(RiskAssessed, events) == [RiskAssessed("low", (left_out,))]
    assert found(ExpectationMissed, events) == [ExpectationMissed("close_risk", left_out)]
    closing = treatment.close()
    assert errors(closing) == ["X15"]
    assert red_lines(closing) == []  # asked, and then not followed through: no red line yet


def test_not_asking_what_came_before_the_thoughts_is_a_gap_and_no_danger_ignored(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("fill_scale")
    events = treatment.do(*ladder(*(step for step in level("low") if step != "event")), LeaveProcedure())
    assert found(ExpectationMissed, events) == [ExpectationMissed("close_risk", "event")]
    assert errors(treatment.close()) == []


def test_what_was_left_out_can_be_made_good(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("fill_scale")
    treatment.do(*ladder("wish_dead", "thoughts"), LeaveProcedure())
    assert treatment.now.progress.risk_missing
    treatment.do(*ladder(*level("low")[2:]), LeaveProcedure())
    assert treatment.now.progress.risk_missing == ()
    assert errors(treatment.close()) == []


def test_the_direct_question_alone_is_not_the_ladder_where_there_is_something_to_tell(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    events = treatment.say("ask_suicide")
    assert found(RiskAssessed, events)[0].level == "low"
    assert "safety_plan" in found(RiskAssessed, events)[0].missing
    closing = treatment.close()
    assert errors(closing) == ["X15"]
    assert red_lines(closing) == []


def test_the_hour_that_ends_on_the_ladder_leaves_it_first(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.do(*ladder("wish_dead"))
    events = treatment.close()
    assert found(RiskAssessed, events)
    assert MilestonePassed("close_risk", "risk", "initial") in events
    assert treatment.now.phase == "initial"
    assert not treatment.now.hour.open


def test_a_yes_to_thoughts_of_suicide_brings_how_intention_and_plan_with_it(notes) -> None:
    treatment = opened(notes, risk={**QUIET, "q2": True})
    left = treatment.do(*ladder(*level("low")), LeaveProcedure())
    assert found(RiskAssessed, left) == [RiskAssessed("low", ("method", "intent", "plan"))]
    treatment.do(*ladder("method", "intent", "plan"), LeaveProcedure())
    assert errors(treatment.close()) == []


def test_asking_about_the_ninth_symptom_is_asking_about_danger(notes) -> None:
    treatment = opened(notes, risk=QUIET)
    treatment.say("fill_scale")
    events = treatment.say("ask_symptom", to="symptom:self_harm")
    assert found(RiskAssessed, events)[0].level == "low"
    assert red_lines(treatment.close()) == []
    other = opened(notes, risk=QUIET)
    other.say("fill_scale")
    assert found(RiskAssessed, other.say("ask_symptom", to="symptom:sleep")) == []


def test_asking_twice_in_one_session_brings_nothing_new(notes, nora) -> None:
    treatment = opened(notes, risk=QUIET)
    first = found(Replied, treatment.say("ask_suicide"))[0]
    second = found(Replied, treatment.say("ask_suicide"))[0]
    assert first.words == nora.rows.risk.asked[0]
    assert second.cue.removeprefix("manual:") == "asked_before"


def test_violence_at_home_is_answered_when_asked_about(notes) -> None:
    treatment = opened(notes, risk={**QUIET, "violence": ("He has thrown things.",)})
    assert found(Replied, treatment.say("screen_violence"))[0].words == "He has thrown things."
