"""The pathway: phases, milestones, and the interrupt that returns where it came from."""

from dataclasses import replace

import pytest
from casenotes import Notes, found

from game.manual import Milestone, load_manual
from game.treatment import (
    AgreeContract,
    EndSession,
    IllegalAction,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    Pathway,
    Say,
    TakeStep,
    legal_actions,
    pathway_of,
    step,
)
from game.treatment.events import (
    ContractAnswered,
    ExpectationMissed,
    MilestonePassed,
    ProcedureClosed,
    SessionClosed,
    TaskDone,
    TreatmentEnded,
    WeekPassed,
)
from game.treatment.state import Formulation

TRUSTING = {"alliance": 10, "trust": 10}
DISTANT = {"alliance": 3, "trust": 0}
MILESTONES = load_manual().rows.milestones


def missed(events, milestone: str) -> tuple[str, ...]:
    return tuple(event.expected for event in found(ExpectationMissed, events) if event.milestone == milestone)


def in_phase(notes, phase: str) -> Notes:
    """An open session in `phase`."""
    treatment = notes(patient=TRUSTING)
    treatment.open()
    if phase != "initial":
        treatment.contract()
    if phase == "termination":
        treatment.say("raise_ending")
    assert treatment.now.phase == phase
    return treatment


def test_the_first_session_takes_the_treatment_into_the_initial_phase(notes) -> None:
    treatment = notes()
    assert treatment.now.phase == "intake"
    assert MilestonePassed("begin", "intake", "initial") in treatment.do(OpenSession())
    assert treatment.now.phase == "initial"


def test_a_contract_without_a_formulation_is_refused(notes) -> None:
    treatment = notes(patient=TRUSTING)
    treatment.open()
    with pytest.raises(IllegalAction, match="no formulation"):
        treatment.do(AgreeContract())
    assert treatment.now.phase == "initial"


def test_a_formulation_without_an_inventory_happens_and_is_recorded(notes, book) -> None:
    treatment = notes()
    treatment.open()
    events = treatment.formulate()
    assert missed(events, "offer_formulation") == book.milestones["offer_formulation"].expects
    assert treatment.now.progress.formulation is not None
    assert treatment.now.phase == "initial"


def test_a_contract_without_an_inventory_is_allowed_and_recorded(notes, book) -> None:
    treatment = notes(patient=TRUSTING)
    treatment.open()
    events = treatment.contract()
    assert ContractAnswered(True, ()) in events
    assert MilestonePassed("agree_contract", "initial", "middle") in events
    # Offering the formulation counts as choosing an area; goals were never set.
    assert "I15" in missed(events, "agree_contract")
    assert set(missed(events, "agree_contract")) <= set(book.milestones["agree_contract"].expects)


def test_goals_set_before_the_contract_are_not_missed(notes) -> None:
    treatment = notes(patient=TRUSTING)
    treatment.open()
    treatment.formulate()
    treatment.say("set_goals")
    assert "I15" not in missed(treatment.do(AgreeContract()), "agree_contract")


def test_only_the_patients_yes_moves_the_treatment_into_the_middle(notes) -> None:
    refused = notes(patient=DISTANT)
    refused.open()
    refused.formulate("grief")
    events = refused.do(AgreeContract())
    assert found(ContractAnswered, events)[0].agreed is False
    assert refused.now.phase == "initial"
    assert AgreeContract() in legal_actions(refused.book, refused.case, refused.now)
    refused.open(5)  # the window of the initial phase is long over, and nothing but the contract ends it
    assert refused.now.phase == "initial"

    agreed = in_phase(notes, "middle")
    assert AgreeContract() not in legal_actions(agreed.book, agreed.case, agreed.now)


@pytest.mark.parametrize("patient", [TRUSTING, DISTANT], ids=["who would agree", "who would refuse"])
def test_a_contract_is_not_put_twice_once_agreed(notes, book, patient) -> None:
    treatment = in_phase(notes, "middle")
    inner = replace(treatment.now.inner, trust=patient["trust"] * 1_000)
    formulation = replace(treatment.now.progress.formulation, agreement=100 * patient["alliance"])
    progress = replace(treatment.now.progress, formulation=formulation)
    with pytest.raises(IllegalAction, match="not possible at this point"):
        step(book, treatment.case, replace(treatment.now, inner=inner, progress=progress), AgreeContract())


@pytest.mark.parametrize("phase", ["initial", "middle", "termination"])
def test_speaking_of_danger_returns_to_the_phase_it_came_from(notes, phase: str) -> None:
    treatment = in_phase(notes, phase)
    events = treatment.do(TakeStep("risk_ladder", "wish_dead"))
    assert MilestonePassed("open_risk", phase, "risk") in events
    assert treatment.now.phase == "risk"
    events = treatment.do(LeaveProcedure())
    assert MilestonePassed("close_risk", "risk", phase) in events
    assert treatment.now.phase == phase


def test_danger_comes_before_everything_else(notes) -> None:
    treatment = in_phase(notes, "initial")
    treatment.do(TakeStep("risk_ladder", "wish_dead"))
    for action in (Say("ask_people"), OfferFormulation("grief", "person:ruth"), AgreeContract()):
        with pytest.raises(IllegalAction, match="safety"):
            treatment.do(action)
    treatment.say("ask_feeling", "empathise", "ask_suicide")
    assert treatment.now.phase == "risk"


@pytest.mark.parametrize("phase", ["initial", "middle", "termination"])
def test_the_ending_can_be_raised_in_any_phase(notes, book, phase: str) -> None:
    treatment = in_phase(notes, phase)
    events = treatment.say("raise_ending")
    assert MilestonePassed("raise_ending", phase, "termination") in events
    if phase == "initial":
        assert missed(events, "raise_ending") == book.milestones["raise_ending"].expects


def test_the_close_of_the_last_session_ends_the_treatment(notes, book) -> None:
    treatment = notes()
    treatment.open(treatment.now.sessions)
    events = treatment.close()
    assert events[-1] == TreatmentEnded("ended")
    assert treatment.now.over
    assert missed(events, "end_treatment") == book.milestones["end_treatment"].expects
    assert found(WeekPassed, events) == []
    with pytest.raises(IllegalAction, match="over"):
        treatment.do(OpenSession())
    assert legal_actions(book, treatment.case, treatment.now) == ()


def test_with_maintenance_agreed_the_treatment_goes_over_into_it(notes) -> None:
    treatment = notes()
    treatment.open(treatment.now.sessions)
    phase = treatment.now.phase
    assert MilestonePassed("agree_maintenance", phase, phase) in treatment.say("contract_maintenance")
    assert treatment.close()[-1] == TreatmentEnded("maintenance")
    assert treatment.now.phase == "maintenance"


@pytest.mark.parametrize("phase", ["initial", "middle", "termination", "risk"])
def test_a_referral_ends_session_and_treatment(notes, book, phase: str) -> None:
    treatment = in_phase(notes, "initial" if phase == "risk" else phase)
    if phase == "risk":
        treatment.do(TakeStep("risk_ladder", "wish_dead"))
    left = treatment.now.hour.minutes_left - book.intents["refer_on"].minutes
    events = treatment.say("refer_on")
    assert MilestonePassed("refer", phase, "referred") in events
    assert events[-2:] == (
        SessionClosed(1, left),
        TreatmentEnded("referred"),
    )
    assert bool(found(ProcedureClosed, events)) == (phase == "risk")
    assert treatment.now.phase == "referred"
    assert treatment.now.over


@pytest.mark.parametrize("session", [1, 8])
def test_a_referral_in_the_last_minutes_lets_no_week_pass(notes, session: int) -> None:
    treatment = notes()
    treatment.open(session)
    hour = replace(treatment.now.hour, minutes_left=1)
    treatment.now = replace(treatment.now, hour=hour)
    events = treatment.say("refer_on")
    assert treatment.now.phase == "referred"
    assert found(WeekPassed, events) == []
    assert len(found(SessionClosed, events)) == 1
    assert found(TreatmentEnded, events) == [TreatmentEnded("referred")]


def test_a_patient_who_has_lost_all_faith_does_not_come_back(notes) -> None:
    treatment = notes(patient={"alliance": 0})
    for session in (1, 2):
        treatment.open(session)
        assert found(TreatmentEnded, treatment.close()) == []
    treatment.open(3)
    events = treatment.close()
    assert MilestonePassed("drop_out", "initial", "dropped_out") in events
    assert events[-1] == TreatmentEnded("dropped_out")
    assert treatment.now.phase == "dropped_out"


def test_one_better_session_starts_the_count_to_drop_out_anew(notes) -> None:
    treatment = notes(patient={"alliance": 0})
    treatment.open(3)
    treatment.now = replace(treatment.now, inner=replace(treatment.now.inner, alliance=3_000))
    treatment.close()
    treatment.now = replace(treatment.now, inner=replace(treatment.now.inner, alliance=0))
    treatment.open(5)
    assert not treatment.now.over


HOLDS = {
    "session_open": lambda now: now.hour.open,
    "session_closed": lambda now: not now.hour.open,
    "formulated": lambda now: now.progress.formulation is not None,
    "risk_raised": lambda now: now.hour.risk_raised is not None,
}


@pytest.mark.parametrize("milestone", MILESTONES, ids=lambda row: row.id)
@pytest.mark.parametrize("session_open", [True, False], ids=["in session", "between sessions"])
@pytest.mark.parametrize("formulated", [True, False], ids=["formulated", "not formulated"])
def test_a_milestone_passes_from_its_phases_when_what_it_requires_holds(
    notes, book, milestone: Milestone, session_open: bool, formulated: bool
) -> None:
    treatment = notes()
    treatment.open()
    formulation = Formulation("grief", "person:ruth", (), None, 500) if formulated else None
    for phase in book.phases:
        now = replace(
            treatment.now,
            phase=phase,
            back_to="middle",
            hour=replace(treatment.now.hour, open=session_open),
            progress=replace(treatment.now.progress, formulation=formulation),
        )
        passage = Pathway(book).pass_milestone(milestone.id, now)
        expected = phase in milestone.from_ and all(HOLDS[name](now) for name in milestone.requires)
        assert (passage is not None) == expected, phase
        assert (milestone.id in pathway_of(book).open_milestones(now)) == expected, phase
        if passage is not None:
            leads_to = {"same": phase, "back": "middle"}.get(milestone.to, milestone.to)
            assert (passage.before, passage.after) == (phase, leads_to)
            assert passage.unmet == milestone.expects


@pytest.mark.parametrize("milestone", [row for row in MILESTONES if row.expects], ids=lambda row: row.id)
def test_what_was_done_is_not_reported_missing(notes, book, milestone: Milestone) -> None:
    treatment = notes()
    treatment.open()
    for task in milestone.expects:
        now = replace(
            treatment.now,
            phase=milestone.from_[0],
            hour=replace(treatment.now.hour, open="session_closed" not in milestone.requires),
            progress=replace(
                treatment.now.progress, tasks={task: 1}, formulation=Formulation("grief", "person:ruth", (), None)
            ),
        )
        passage = pathway_of(book).pass_milestone(milestone.id, now)
        assert passage is not None
        assert passage.unmet == tuple(other for other in milestone.expects if other != task)


def test_all_treatments_share_one_chart_that_holds_none_of_them(notes, book) -> None:
    one, other = in_phase(notes, "middle"), in_phase(notes, "initial")
    assert pathway_of(book) is pathway_of(one.book)
    one.do(TakeStep("risk_ladder", "wish_dead"))
    assert (one.now.phase, other.now.phase) == ("risk", "initial")
    assert pathway_of(book)._machine.models == []


@pytest.mark.parametrize("milestone", MILESTONES, ids=lambda row: row.id)
def test_the_diagram_shows_every_milestone_with_its_phases(book, milestone: Milestone) -> None:
    lines = pathway_of(book).mermaid().splitlines()
    for phase in milestone.from_:
        leads_to = ("initial", "middle", "termination") if milestone.to == "back" else (milestone.to,)
        for after in leads_to:
            arrow = phase if after == "same" else after
            assert f"    {phase} --> {arrow}: {milestone.id}" in lines


def test_the_diagram_begins_at_intake_and_ends_where_a_treatment_can_end(book) -> None:
    lines = pathway_of(book).mermaid().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> intake"]
    endings = [line.split()[0] for line in lines if line.endswith("--> [*]")]
    assert endings == ["ended", "maintenance", "dropped_out", "referred"]
    assert len(lines) == len(set(lines))


def test_every_session_can_be_ended_whatever_is_open(notes) -> None:
    for phase in ("initial", "middle", "termination"):
        treatment = in_phase(notes, phase)
        treatment.do(TakeStep("risk_ladder", "wish_dead"))
        events = treatment.do(EndSession())
        assert MilestonePassed("close_risk", "risk", phase) in events
        assert found(SessionClosed, events)
        assert treatment.now.phase == phase


def test_an_ending_spoken_of_too_early_does_not_close_the_way_to_a_contract(notes, book) -> None:
    treatment = notes()
    treatment.open()
    assert missed(treatment.say("raise_ending"), "raise_ending") == ("I17",)
    assert treatment.now.phase == "termination"
    assert missed(treatment.say("raise_ending"), "raise_ending") == ()  # on record once
    assert MilestonePassed("agree_contract", "termination", "middle") in treatment.contract()
    assert treatment.now.phase == "middle"


def test_to_raise_the_ending_is_to_count_the_sessions(notes) -> None:
    treatment = notes()
    treatment.open()
    assert "M12" not in [event.task for event in found(TaskDone, treatment.say("summarise_session"))]
    assert "M12" in [event.task for event in found(TaskDone, treatment.say("raise_ending"))]
