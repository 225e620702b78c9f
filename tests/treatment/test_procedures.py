"""Procedures: communication analysis, decision analysis and role play, step by step."""

from dataclasses import replace

import pytest
from casenotes import Notes, found, with_row

from game.treatment import EndSession, IllegalAction, LeaveProcedure, TakeStep, legal_actions
from game.treatment.events import (
    CameUp,
    ErrorMade,
    MoodShifted,
    PatientMoved,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    Replied,
    SessionOverran,
    StepTaken,
    StrategyUsed,
    TaskDone,
)

CALL, ROOM, EVENING = "incident:sunday_call", "decision:his_room", "rehearsal:thursday"
ANALYSIS, DECIDING, PLAY = "communication_analysis", "decision_analysis", "role_play"
RIGHT = {"name_failure": "indirect_signal", "alternatives": "0"}


@pytest.fixture
def focused(notes):
    """Nora with a formulation on the table and everything known; the dispute with Jonas is the focus."""

    def begin(area: str = "role_dispute", about: str = "person:jonas", **changes) -> Notes:
        treatment = notes(**changes)
        treatment.open()
        treatment.know_everything()
        treatment.formulate(area, about)
        return treatment

    return begin


def steps(*names: str, procedure: str = ANALYSIS, subject: str = CALL) -> list[TakeStep]:
    return [TakeStep(procedure, name, subject) for name in names]


def closed(events) -> ProcedureClosed:
    return found(ProcedureClosed, events)[-1]


def test_a_call_gone_through_in_the_manuals_order_is_complete(focused) -> None:
    treatment = focused()
    events = treatment.work_through(ANALYSIS, CALL, **RIGHT)
    assert found(ProcedureOpened, events) == [ProcedureOpened(ANALYSIS, CALL)]
    assert all(event.in_order for event in found(StepTaken, events))
    assert closed(events) == ProcedureClosed(ANALYSIS, CALL, completed=True, in_order=True)
    assert CALL in treatment.now.progress.completed
    assert treatment.now.progress.running is None
    assert "worked_through" in [event.cause for event in found(PatientMoved, events)]


def test_the_conversation_is_rebuilt_exchange_by_exchange(focused, nora) -> None:
    treatment = focused()
    incident = nora.incidents["sunday_call"]
    treatment.do(*steps("pick", "scene"))
    for exchange in incident.exchanges:
        rebuilt = found(Replied, treatment.do(*steps("rebuild")))[0]
        assert exchange.said in rebuilt.words
        assert exchange.tone in rebuilt.words
        assert rebuilt.words.startswith("Me" if exchange.who == "patient" else "Jonas")
        meant = found(Replied, treatment.do(*steps("each_turn")))[0].words
        assert all(part in meant for part in (exchange.intended, exchange.heard, exchange.felt))


def test_there_is_nothing_left_to_rebuild_after_the_last_exchange(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick", "scene", "rebuild", "rebuild", "rebuild"))
    with pytest.raises(IllegalAction, match="Every exchange"):
        treatment.do(*steps("rebuild"))


def test_all_exchanges_first_and_then_all_meanings_is_in_order_too(focused) -> None:
    treatment = focused()
    events = treatment.do(*steps("pick", "scene", *["rebuild"] * 3, *["each_turn"] * 3, "result", "compare"))
    assert all(event.in_order for event in found(StepTaken, events))


def test_a_meaning_asked_before_its_exchange_is_out_of_order(focused) -> None:
    treatment = focused()
    events = treatment.do(*steps("pick", "scene", "each_turn"))
    assert [event.in_order for event in found(StepTaken, events)] == [True, True, False]


def test_steps_out_of_order_happen_and_are_recorded(focused) -> None:
    treatment = focused()
    names = list(treatment.steps_of(ANALYSIS, CALL))
    names.insert(0, names.pop(names.index("result")))
    events = treatment.do(*(TakeStep(ANALYSIS, name, CALL, RIGHT.get(name)) for name in names))
    assert [event.in_order for event in found(StepTaken, events)][:2] == [False, True]
    assert closed(events) == ProcedureClosed(ANALYSIS, CALL, completed=True, in_order=False)


def test_naming_the_wrong_failure_is_not_apt_and_the_patient_says_so(focused, nora) -> None:
    incident = nora.incidents["sunday_call"]
    right = focused().do(TakeStep(ANALYSIS, "name_failure", CALL, "indirect_signal"))
    wrong = focused().do(TakeStep(ANALYSIS, "name_failure", CALL, "attack"))
    assert found(StepTaken, right)[0].apt
    assert found(Replied, right)[0].words == incident.failure_reply
    assert not found(StepTaken, wrong)[0].apt
    assert found(Replied, wrong)[0].words == incident.wrong_failure_reply


def test_a_better_wording_is_spoken_and_answered(focused, nora) -> None:
    incident = nora.incidents["sunday_call"]
    for number, better in enumerate(incident.better):
        events = focused().do(TakeStep(ANALYSIS, "alternatives", CALL, str(number)))
        step = found(StepTaken, events)[0]
        assert better.words in step.words
        assert step.apt == better.good
        assert found(Replied, events)[0].words == better.reply


@pytest.mark.parametrize(
    "action",
    [
        TakeStep(ANALYSIS, "name_failure", CALL),
        TakeStep(ANALYSIS, "name_failure", CALL, "bad_luck"),
        TakeStep(ANALYSIS, "alternatives", CALL, "3"),
        TakeStep(ANALYSIS, "alternatives", CALL, "-1"),
        TakeStep(ANALYSIS, "pick", CALL, "0"),
        TakeStep(DECIDING, "choose", ROOM, "burn"),
    ],
)
def test_a_choice_that_is_not_there_cannot_be_made(focused, action: TakeStep) -> None:
    treatment = focused()
    with pytest.raises(IllegalAction, match="not one of the choices"):
        treatment.do(action)


def test_a_step_of_another_session_waits_until_the_rest_is_done(focused, nora) -> None:
    treatment = focused()
    treatment.do(*steps("pick"))
    with pytest.raises(IllegalAction, match="later session"):
        treatment.do(*steps("follow_up"))
    treatment.do(LeaveProcedure())
    treatment.work_through(ANALYSIS, CALL, **RIGHT)
    treatment.open(2)
    events = treatment.do(*steps("follow_up"))
    assert found(StepTaken, events)[0].in_order
    assert found(Replied, events)[0].words == nora.incidents["sunday_call"].followed_up
    assert found(ProcedureOpened, events) == []


def test_a_procedure_can_be_left_and_is_not_complete(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick", "scene"))
    assert treatment.now.progress.running.steps == ("pick", "scene")
    events = treatment.do(LeaveProcedure())
    assert closed(events) == ProcedureClosed(ANALYSIS, CALL, completed=False, in_order=False)
    assert CALL not in treatment.now.progress.completed


def test_a_talk_left_unfinished_is_taken_up_where_it_stopped_in_the_next_session(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick", "scene", "rebuild", "each_turn"))
    treatment.close()
    assert treatment.now.progress.running is None
    treatment.open(treatment.now.hour.number + 1)
    taken_up = treatment.do(*steps("pick", "rebuild"))
    assert treatment.now.progress.running.steps == ("pick", "scene", "rebuild", "each_turn", "pick", "rebuild")
    assert [event.in_order for event in found(StepTaken, taken_up)] == [False, True]
    rest = ["each_turn", "rebuild", "each_turn", "result", "compare"]
    treatment.do(*steps(*rest), TakeStep(ANALYSIS, "name_failure", CALL, "silence"))
    ending = treatment.do(TakeStep(ANALYSIS, "alternatives", CALL, "0"), *steps("rehearse"))
    assert closed(ending) == ProcedureClosed(ANALYSIS, CALL, completed=True, in_order=True)
    assert not treatment.now.progress.put_down


def test_another_procedure_puts_the_open_one_down(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick"))
    events = treatment.do(TakeStep(DECIDING, "state", ROOM))
    assert events[0] == ProcedureClosed(ANALYSIS, CALL, completed=False, in_order=False)
    assert treatment.now.progress.running.procedure == DECIDING


def test_the_end_of_the_hour_puts_an_open_procedure_down(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick"))
    events = treatment.do(EndSession())
    assert events[0] == ProcedureClosed(ANALYSIS, CALL, completed=False, in_order=False)
    assert treatment.now.progress.running is None


def test_a_step_that_overruns_is_finished_and_closes_the_session(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick"))
    treatment.now = replace(treatment.now, hour=replace(treatment.now.hour, minutes_left=1))
    events = treatment.do(*steps("scene"))
    assert found(StepTaken, events)
    assert found(SessionOverran, events) == [SessionOverran(2)]
    assert closed(events).completed is False
    assert not treatment.now.hour.open


def test_asking_for_the_same_step_again_brings_nothing_new(focused) -> None:
    treatment = focused()
    treatment.do(*steps("pick"))
    reply = found(Replied, treatment.do(*steps("pick")))[0]
    assert reply.cue in ("asked_before", "manual:asked_before")


def test_a_procedure_before_any_formulation_is_too_soon(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    assert ErrorMade("X20") in treatment.do(*steps("pick"))
    assert ErrorMade("X20") not in treatment.do(*steps("scene"))


def test_a_completed_procedure_is_a_strategy_of_the_agreed_area(focused) -> None:
    events = focused("role_dispute").work_through(ANALYSIS, CALL, **RIGHT)
    assert "RD6" in [event.strategy for event in found(StrategyUsed, events)]
    other = focused("grief").work_through(ANALYSIS, CALL, **RIGHT)
    assert found(StrategyUsed, other) == []


def test_an_unfinished_procedure_is_no_strategy(focused) -> None:
    treatment = focused("role_dispute")
    events = (*treatment.do(*steps("pick", "scene", "rebuild")), *treatment.do(LeaveProcedure()))
    assert found(StrategyUsed, events) == []


def test_work_off_the_focus_is_no_strategy(focused) -> None:
    events = focused("role_dispute", "person:ruth").work_through(ANALYSIS, CALL, **RIGHT)
    assert found(StrategyUsed, events) == []


def test_three_steps_of_an_analysis_are_one_occasion_in_detail(focused) -> None:
    treatment = focused()
    assert "M04" not in [event.task for event in found(TaskDone, treatment.do(*steps("pick", "scene")))]
    assert "M04" in [event.task for event in found(TaskDone, treatment.do(*steps("rebuild")))]


def test_what_was_worked_through_makes_it_natural_to_practise_next(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_people")
    treatment.say("ask_example", to="person:jonas")
    assert EVENING not in treatment.now.knowledge.known
    events = treatment.work_through(ANALYSIS, CALL, **RIGHT)
    assert CameUp(EVENING) in events


def test_opening_an_impasse_stirs_things_up_for_a_while(focused, nora) -> None:
    stuck = {"area": "role_dispute", "about": "person:jonas", "stage": "impasse"}
    events = focused(key=stuck).work_through(ANALYSIS, CALL, **RIGHT)
    assert [event.cause for event in found(MoodShifted, events)] == ["impasse_opened"]
    assert found(MoodShifted, events)[0].points > 0
    negotiating = focused(key={**stuck, "stage": "renegotiation"}).work_through(ANALYSIS, CALL, **RIGHT)
    assert found(MoodShifted, negotiating) == []


def test_the_options_are_weighed_before_one_is_chosen(focused, nora) -> None:
    decision = nora.decisions["his_room"]
    treatment = focused()
    named = found(Replied, treatment.do(*steps("state", "wish", "options", procedure=DECIDING, subject=ROOM)))[-1]
    assert all(option.name in named.words for option in decision.options)
    weighed = found(Replied, treatment.do(*steps("effects", procedure=DECIDING, subject=ROOM)))[-1]
    assert all(option.consequences in weighed.words for option in decision.options)
    hasty = found(StepTaken, focused().do(TakeStep(DECIDING, "choose", ROOM, "share")))[0]
    assert not hasty.in_order


@pytest.mark.parametrize(("option", "apt"), [("keep", False), ("share", True), ("let", False)])
def test_a_choice_is_apt_when_the_patient_can_live_with_it(focused, nora, option: str, apt: bool) -> None:
    events = focused().work_through(DECIDING, ROOM, choose=option)
    step = next(event for event in found(StepTaken, events) if event.step == "choose")
    chosen = next(row for row in nora.decisions["his_room"].options if row.id == option)
    assert step.apt is apt
    assert chosen.name in step.words
    assert any(chosen.reply in event.words for event in found(Replied, events))
    assert closed(events) == ProcedureClosed(DECIDING, ROOM, completed=True, in_order=True)


def test_a_role_play_runs_through_to_the_second_try(focused, nora) -> None:
    events = focused().work_through(PLAY, EVENING)
    assert closed(events) == ProcedureClosed(PLAY, EVENING, completed=True, in_order=True)
    spoken = [event.words for event in found(Replied, events)]
    assert [line for line in nora.rehearsals["thursday"].lines.values() if line not in spoken] == []


def test_rehearsing_with_somebody_dangerous_crosses_a_red_line(focused, nora) -> None:
    safe = focused().do(*steps("purpose", procedure=PLAY, subject=EVENING))
    assert found(RedLineCrossed, safe) == []
    unsafe = focused(people=with_row(nora.rows.people, "jonas", unsafe=True))
    events = unsafe.do(*steps("purpose", "scene", procedure=PLAY, subject=EVENING))
    assert found(RedLineCrossed, events) == [RedLineCrossed("unsafe_confrontation")]


def test_every_legal_step_can_be_taken_and_every_step_is_legal_somewhere(focused, book) -> None:
    treatment = focused()
    listed = {
        (action.procedure, action.step)
        for action in legal_actions(book, treatment.case, treatment.now)
        if isinstance(action, TakeStep)
    }
    wanted = {(row.id, step.id) for row in book.rows.procedures for step in row.steps if not step.later}
    assert listed == wanted
    treatment.work_through(ANALYSIS, CALL, **RIGHT)
    after = legal_actions(book, treatment.case, treatment.now)
    assert TakeStep(ANALYSIS, "follow_up", CALL) in after
