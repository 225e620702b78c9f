"""Procedures as the trainee sees them, guided and not."""

from dataclasses import replace

from game.treatment import LeaveProcedure, TakeStep
from game.treatment.events import Replied
from game.view import procedure_views

CALL, EVENING = "incident:sunday_call", "rehearsal:thursday"


def views(treatment, *, guided: bool = False):
    found = procedure_views(treatment.book, treatment.case, treatment.now, treatment.turns, guided=guided)
    return {(row.procedure, row.subject): row for row in found}


def open_with_everything(notes):
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    treatment.formulate()
    return treatment


def test_only_what_has_come_up_can_be_worked_through(notes) -> None:
    treatment = notes()
    treatment.open()
    assert set(views(treatment)) == {("risk_ladder", None)}
    treatment.say("ask_people")
    treatment.say("ask_example", to="person:jonas")
    assert ("communication_analysis", CALL) in views(treatment)
    assert views(treatment)["communication_analysis", CALL].subject_name == "The call on Sunday"


def test_guided_mode_shows_the_manuals_order_and_what_it_says(notes, book) -> None:
    treatment = open_with_everything(notes)
    for (procedure, _), view in views(treatment, guided=True).items():
        rows = book.procedures[procedure].steps
        assert [step.id for step in view.steps] == [row.id for row in rows]
        assert [step.says for step in view.steps] == [row.says for row in rows]


def test_otherwise_the_order_is_the_trainees_to_know(notes, book) -> None:
    treatment = open_with_everything(notes)
    for (procedure, _), view in views(treatment).items():
        names = [step.name for step in view.steps]
        assert names == sorted(names)
        assert sorted(step.id for step in view.steps) == sorted(row.id for row in book.procedures[procedure].steps)
        assert all(step.says is None for step in view.steps)


def test_no_choice_tells_which_is_apt(notes, nora, book) -> None:
    treatment = open_with_everything(notes)
    steps = {step.id: step for step in views(treatment)["communication_analysis", CALL].steps}
    assert [choice.id for choice in steps["name_failure"].choices] == list(book.failures)
    assert [choice.words for choice in steps["alternatives"].choices] == [
        row.words for row in nora.incidents["sunday_call"].better
    ]
    assert {type(choice).__slots__ for step in steps.values() for choice in step.choices} == {("id", "words")}


def test_what_was_rebuilt_stands_there_to_be_read(notes) -> None:
    treatment = open_with_everything(notes)
    events = treatment.do(*(TakeStep("communication_analysis", step, CALL) for step in ("pick", "scene", "rebuild")))
    view = views(treatment)["communication_analysis", CALL]
    assert view.running
    assert [words for _, words in view.told] == [event.words for event in events if isinstance(event, Replied)]
    taken = {step.id: (step.taken, step.times) for step in view.steps}
    assert taken["rebuild"] == (1, 3)
    assert taken["pick"] == (1, 1)
    assert not views(treatment)["role_play", EVENING].running


def test_the_strip_fills_only_with_what_was_told(notes, nora) -> None:
    treatment = open_with_everything(notes)
    whole = nora.incidents["sunday_call"].exchanges

    def strip():
        return views(treatment)["communication_analysis", CALL].exchanges

    assert strip() == ()
    treatment.do(TakeStep("communication_analysis", "rebuild", CALL))
    (first,) = strip()
    assert (first.said, first.tone) == (whole[0].said, whole[0].tone)
    assert (first.meant, first.heard, first.felt) == (None, None, None)
    treatment.do(*(TakeStep("communication_analysis", "each_turn", CALL) for _ in range(2)))
    first, second = strip()
    assert (first.meant, first.heard, first.felt) == (whole[0].intended, whole[0].heard, whole[0].felt)
    assert (second.who, second.said, second.tone) == (None, None, None)  # asked what lay behind it before its words
    assert second.felt == whole[1].felt


def test_the_table_of_a_decision_fills_as_it_is_asked_for(notes, nora) -> None:
    treatment = open_with_everything(notes)
    decision = nora.rows.decisions[0]
    subject = f"decision:{decision.id}"

    def table():
        return views(treatment)["decision_analysis", subject].options

    treatment.do(*(TakeStep("decision_analysis", step, subject) for step in ("state", "wish")))
    assert table() == ()
    treatment.do(TakeStep("decision_analysis", "options", subject))
    assert [(row.name, row.leads_to, row.chosen) for row in table()] == [
        (row.name, None, False) for row in decision.options
    ]
    treatment.do(TakeStep("decision_analysis", "effects", subject))
    assert [row.leads_to for row in table()] == [row.consequences for row in decision.options]
    treatment.do(TakeStep("decision_analysis", "choose", subject, decision.options[1].id))
    assert [row.chosen for row in table()] == [False, True, *[False] * (len(decision.options) - 2)]


def test_a_line_has_both_voices_and_the_step_it_belongs_to(notes) -> None:
    treatment = open_with_everything(notes)
    said, *_ = [
        event for event in treatment.do(TakeStep("role_play", "purpose", EVENING)) if event.kind == "step_taken"
    ]
    (line,) = views(treatment)["role_play", EVENING].lines
    assert (line.step, line.yours) == ("purpose", said.words)


def test_the_other_person_is_named_once_they_have_come_up(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    assert views(treatment)["role_play", EVENING].other
    known = treatment.now.knowledge.known
    alone = frozenset(ref for ref in known if not ref.startswith("person:"))
    treatment.now = replace(treatment.now, knowledge=replace(treatment.now.knowledge, known=alone))
    assert views(treatment)["role_play", EVENING].other is None


def test_steps_close_and_open_as_the_work_goes_on(notes) -> None:
    treatment = open_with_everything(notes)
    treatment.do(*(TakeStep("communication_analysis", step, CALL) for step in ("pick", "scene", *["rebuild"] * 3)))
    possible = {step.id: step.possible for step in views(treatment)["communication_analysis", CALL].steps}
    assert possible["rebuild"] is False
    assert possible["each_turn"] is True
    assert possible["follow_up"] is False  # not before a later session
    treatment.do(LeaveProcedure())
    put_down = {step.id: step.taken for step in views(treatment)["communication_analysis", CALL].steps}
    assert (put_down["scene"], put_down["rebuild"]) == (1, 3)  # it can be taken up where it was left
    treatment.do(*(TakeStep("communication_analysis", step, CALL) for step in [*["each_turn"] * 3, "result"]))
    treatment.do(TakeStep("communication_analysis", "compare", CALL))
    treatment.do(TakeStep("communication_analysis", "name_failure", CALL, "silence"))
    treatment.do(TakeStep("communication_analysis", "alternatives", CALL, "0"))
    treatment.do(TakeStep("communication_analysis", "rehearse", CALL))
    view = views(treatment)["communication_analysis", CALL]
    assert view.completed
    assert {step.id: step.possible for step in view.steps}["follow_up"] is True
