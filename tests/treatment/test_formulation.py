"""Formulation and contract: what is offered, how the patient takes it, what it counts as."""

from dataclasses import replace

import pytest
from casenotes import found

from game.treatment import AgreeContract, IllegalAction, OfferFormulation, PinFact, area_credit
from game.treatment.events import (
    ContractAnswered,
    ErrorMade,
    FormulationAnswered,
    FormulationOffered,
    PatientMoved,
    Replied,
    Said,
    StrategyUsed,
    TaskDone,
)

LEAVING = "event:moved_out"


def agreement(events) -> int:
    return found(FormulationAnswered, events)[0].agreement


def bank(events) -> str:
    return next(event.cue for event in found(Replied, events) if event.cue.startswith("formulation:"))


def test_the_key_gives_full_credit_an_acceptable_area_part_and_a_wrong_one_none(nora) -> None:
    assert area_credit(nora, "role_transition", LEAVING) == 1_000
    assert area_credit(nora, "role_transition", "person:jonas") == 1_000  # also_about
    assert area_credit(nora, "role_transition", "person:ruth") == 500
    assert area_credit(nora, "role_dispute", "person:ruth") == 400
    assert area_credit(nora, "role_dispute", "person:jonas") == 200
    assert area_credit(nora, "grief", LEAVING) == 0
    assert area_credit(nora, None, None) == 0


def test_the_formulation_is_spoken_with_the_patients_own_evidence(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_story")
    (fact,) = treatment.now.knowledge.told
    events = treatment.do(OfferFormulation("role_dispute", "person:ruth", (fact,), "grief"))
    words = found(Said, events)[0].words
    assert "Ruth" in words
    assert treatment.case.facts[fact].card in words
    for area in ("role_dispute", "grief"):
        assert treatment.book.areas[area].spoken in words
    assert FormulationOffered("role_dispute", "person:ruth", (fact,), "grief") in events


@pytest.mark.parametrize(
    ("area", "about", "answer"),
    [
        ("role_transition", LEAVING, "best"),
        ("role_dispute", "person:ruth", "acceptable"),
        ("grief", "person:ruth", "wrong"),
        ("interpersonal_deficits", "person:ruth", "wrong"),
    ],
)
def test_the_patient_answers_as_it_fits(notes, area: str, about: str, answer: str) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    progress = {"I12": 1, "I06": 1}
    treatment.now = replace(treatment.now, progress=replace(treatment.now.progress, tasks=progress))
    events = treatment.formulate(area, about)
    assert bank(events) == f"formulation:{answer}"
    assert "X20" not in [event.error for event in found(ErrorMade, events)]


def test_a_formulation_before_the_inventory_is_too_soon_even_if_right(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    events = treatment.formulate("role_transition", LEAVING)
    assert ErrorMade("X20") in events
    assert bank(events) == "formulation:premature"


def test_agreement_grows_with_fit_bond_and_the_patients_own_words(notes) -> None:
    def offered(area: str = "role_transition", evidence: tuple[str, ...] = (), **patient: int) -> int:
        treatment = notes(patient=patient)
        treatment.open()
        treatment.know_everything()
        treatment.say("ask_event", to=LEAVING)
        return agreement(treatment.do(OfferFormulation(area, LEAVING, evidence)))  # type: ignore[arg-type]

    middling = offered(alliance=5)
    assert offered("grief", alliance=5) < middling
    assert offered(alliance=9) > middling
    assert offered(alliance=2) < middling
    assert offered(evidence=("six_oclock",), alliance=5) > middling


def test_waiting_for_diagnosis_and_inventory_raises_agreement(notes) -> None:
    soon, later = notes(), notes()
    for treatment in (soon, later):
        treatment.open()
        treatment.know_everything()
    tasks = {"I06": 1, "I12": 1}
    later.now = replace(later.now, progress=replace(later.now.progress, tasks=tasks))
    assert agreement(later.formulate("role_transition", LEAVING)) > agreement(
        soon.formulate("role_transition", LEAVING)
    )


def test_the_right_area_second_earns_more_than_not_at_all(notes) -> None:
    def offered(second) -> int:
        treatment = notes()
        treatment.open()
        treatment.know_everything()
        return agreement(treatment.do(OfferFormulation("grief", LEAVING, (), second)))

    assert offered("role_transition") > offered(None)


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (OfferFormulation("grief", LEAVING), "has come up"),
        (OfferFormulation("grief", "symptom:sleep"), "has come up"),
        (OfferFormulation("grief", "person:ruth", ("spare_key",)), "told"),
        (OfferFormulation("grief", "person:ruth", (), "grief"), "another one"),
        (PinFact("spare_key", "grief", 2), "told"),
    ],
)
def test_a_formulation_rests_on_what_has_come_up(notes, action, sentence: str) -> None:
    treatment = notes()
    treatment.open()
    before = treatment.now
    with pytest.raises(IllegalAction, match=sentence):
        treatment.do(action)
    assert treatment.now is before


def test_choosing_is_to_look_for_what_speaks_against_it_and_formulating_to_say_it(notes) -> None:
    treatment = notes()
    treatment.open()
    assert "I13" in [event.task for event in found(TaskDone, treatment.say("weigh_alternatives"))]
    assert "I14" in [event.task for event in found(TaskDone, treatment.formulate())]


def test_a_formulation_alone_has_not_weighed_anything(notes) -> None:
    treatment = notes()
    treatment.open()
    assert "I13" not in [event.task for event in found(TaskDone, treatment.formulate())]


def test_a_formulation_after_the_scale_is_the_first_two_strategies_of_its_area(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("introduce_frame", "explain_confidentiality", "fill_scale")
    events = treatment.do(OfferFormulation("role_dispute", "person:ruth"))
    assert found(StrategyUsed, events) == [StrategyUsed("RD1", ()), StrategyUsed("RD2", ())]
    unasked = notes()
    unasked.open()
    events = unasked.do(OfferFormulation("role_dispute", "person:ruth"))
    assert found(StrategyUsed, events) == [StrategyUsed("RD2", ("RD1",))]


def test_the_contract_is_done_when_the_patient_agrees(notes) -> None:
    willing, unwilling = notes(patient={"alliance": 10, "trust": 10}), notes(patient={"alliance": 3, "trust": 0})
    for treatment, agreed in ((willing, True), (unwilling, False)):
        treatment.open()
        treatment.know_everything()
        treatment.formulate(*(("role_transition", LEAVING) if agreed else ("grief", "person:ruth")))
        events = treatment.do(AgreeContract(("To speak once a week",)))
        assert found(ContractAnswered, events) == [ContractAnswered(agreed, ("To speak once a week",))]
        assert ({"I16", "I17"} <= {event.task for event in found(TaskDone, events)}) is agreed
        assert treatment.now.progress.contract is agreed
        assert found(Replied, events)[0].cue.removeprefix("manual:") == ("contract_yes" if agreed else "contract_no")
        assert ("contract_agreed" in [event.cause for event in found(PatientMoved, events)]) is agreed


def test_a_refused_contract_can_be_won_by_a_better_formulation(notes) -> None:
    treatment = notes(patient={"alliance": 8, "trust": 4})
    treatment.open()
    treatment.know_everything()
    treatment.formulate("grief")
    assert not found(ContractAnswered, treatment.do(AgreeContract()))[0].agreed
    treatment.formulate("role_transition", LEAVING)
    assert found(ContractAnswered, treatment.do(AgreeContract()))[0].agreed
    assert treatment.now.phase == "middle"


def test_the_contract_names_goals_length_and_what_is_left(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.formulate()
    words = found(Said, treatment.do(AgreeContract(("To be paid back or forgiven",))))[0].words
    assert "Ruth" in words
    assert "To be paid back or forgiven" in words
    assert "8 times" in words
    assert "7 are left" in words


def test_no_more_than_three_goals(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.formulate()
    with pytest.raises(IllegalAction, match="three goals"):
        treatment.do(AgreeContract(("a", "b", "c", "d")))


def test_the_focus_can_be_offered_anew_in_the_middle(notes) -> None:
    treatment = notes(patient={"alliance": 10, "trust": 10})
    treatment.open()
    treatment.know_everything()
    treatment.contract()
    treatment.open(3)
    treatment.formulate("role_transition", LEAVING)
    assert treatment.now.progress.formulation.area == "role_transition"
    assert treatment.now.phase == "middle"
