"""Saying things: the clock, what can be said about what, errors that happen and are recorded, red lines."""

from dataclasses import replace

import pytest
from casenotes import Notes, found, with_row

from game.manual import load_manual
from game.treatment import IllegalAction, LeaveProcedure, OpenSession, PlacePerson, Say, TakeStep, legal_actions, step
from game.treatment.events import (
    ErrorMade,
    PatientMoved,
    RedLineCrossed,
    Replied,
    Said,
    SessionClosed,
    SessionOverran,
    TaskDone,
    WeekPassed,
)
from game.view import spoken_ways

BOOK = load_manual()
ERROR_INTENTS = [row for row in BOOK.rows.intents if row.does in BOOK.errors]


def causes(events) -> list[str]:
    return [event.cause for event in found(PatientMoved, events)]


def errors(events) -> list[str]:
    return [event.error for event in found(ErrorMade, events)]


def red_lines(events) -> list[str]:
    return [event.red_line for event in found(RedLineCrossed, events)]


def hot(treatment: Notes) -> Notes:
    """Ask after Ruth, so that the anger is in the room."""
    treatment.say("explore", to="person:ruth")
    assert treatment.now.inner.intensity >= 5_000
    assert treatment.now.inner.affect == "angry"
    return treatment


# ---- the clock


@pytest.mark.parametrize("intent", ["empathise", "ask_closeness", "open_session", "ask_story"])
def test_a_move_costs_the_minutes_of_its_row(notes, book, intent: str) -> None:
    treatment = notes()
    treatment.open()
    target = "person:ruth" if book.intents[intent].target == "required" else None
    said = found(Said, treatment.say(intent, to=target))[0]
    assert said.minutes == book.intents[intent].minutes
    assert treatment.now.hour.minutes_left == 50 - said.minutes


def test_a_move_that_overruns_is_finished_recorded_and_closes_the_session(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say(*["ask_story"] * 12)  # 48 of the 50 minutes
    assert treatment.now.hour.minutes_left == 2
    events = treatment.say("ask_course")
    assert found(Said, events)
    assert found(Replied, events)
    assert found(TaskDone, events) or "I02" in treatment.now.progress.tasks
    assert found(SessionOverran, events) == [SessionOverran(2)]
    assert found(SessionClosed, events) == [SessionClosed(1, 0)]
    assert found(WeekPassed, events)
    assert not treatment.now.hour.open


def test_a_session_that_ends_on_the_minute_has_not_overrun(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say(*["ask_story"] * 12)
    events = treatment.say("ask_closeness", to="person:ruth")
    assert found(SessionOverran, events) == []
    assert found(SessionClosed, events) == [SessionClosed(1, 0)]


def test_a_session_goes_on_to_its_last_minute(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say(*["ask_story"] * 12)
    assert found(SessionClosed, treatment.say("give_hope")) == []
    assert (treatment.now.hour.open, treatment.now.hour.minutes_left) == (True, 1)


def test_a_session_can_be_ended_early_and_says_how_much_was_left(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_story")
    assert found(SessionClosed, treatment.close()) == [SessionClosed(1, 46)]


def test_every_session_has_fifty_minutes_again(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say(*["ask_story"] * 5)
    treatment.close()
    treatment.open(2)
    assert treatment.now.hour.minutes_left == 50
    assert treatment.now.hour.said == ()


# ---- what can be said about what


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (Say("hypnotise"), "no such move"),
        (Say("ask_closeness"), "needs somebody or something"),
        (Say("ask_closeness", "event:easter"), "cannot be about that"),
        (Say("ask_closeness", "person:jonas"), "not come up yet"),
        (Say("ask_closeness", "person:nobody"), "not come up yet"),
        (Say("give_hope", "person:ruth"), "cannot be about that"),
        (Say("ask_symptom", "symptom:hiccups"), "cannot be about that"),
        (Say("empathise", None, -1), "no such wording"),
        (OpenSession(), "already open"),
        (LeaveProcedure(), "No procedure is open"),
        (TakeStep("hypnosis", "sleep"), "no such step"),
        (TakeStep("role_play", "sleep", "rehearsal:thursday"), "no such step"),
        (TakeStep("role_play", "purpose", "rehearsal:thursday"), "nothing yet"),
        (TakeStep("role_play", "purpose", "person:ruth"), "nothing yet"),
        (TakeStep("risk_ladder", "thoughts", "person:ruth"), "about the patient"),
        (PlacePerson("jonas", "now", 1), "not come up yet"),
        (PlacePerson("ruth", "now", 5), "rings 0 to 4"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(notes, action, sentence: str) -> None:
    treatment = notes()
    treatment.open()
    before = treatment.now
    with pytest.raises(IllegalAction, match=sentence) as refused:
        treatment.do(action)
    assert str(refused.value).endswith(".")
    assert treatment.now is before


def test_nothing_can_be_said_to_an_empty_chair(notes) -> None:
    treatment = notes()
    assert legal_actions(treatment.book, treatment.case, treatment.now) == (OpenSession(),)
    for action in (Say("ask_story"), TakeStep("risk_ladder", "thoughts")):
        with pytest.raises(IllegalAction, match="not in the room"):
            treatment.do(action)


def test_the_words_spoken_name_the_target_and_later_wordings_come_round(notes, book) -> None:
    treatment = notes()
    treatment.open()
    said = [
        found(Said, treatment.do(Say("ask_expectations", "person:ruth", variant)))[0].words for variant in range(12)
    ]
    assert all("Ruth" in words and "{" not in words for words in said)
    ways = len(set(said))
    assert 1 <= ways <= len(book.intents["ask_expectations"].wordings)
    assert said[ways] == said[0]


@pytest.mark.parametrize(
    "intent", [row for row in BOOK.rows.intents if "person" in row.targets], ids=lambda row: row.id
)
def test_the_first_wording_names_whom_it_is_about_wherever_one_can(notes, intent) -> None:
    treatment = notes()
    treatment.open()
    ways = spoken_ways(treatment.book, treatment.case, treatment.now, intent.id, "person:ruth")
    assert ("Ruth" in ways[0]) == any("Ruth" in words for words in ways)


@pytest.mark.parametrize("intent", BOOK.rows.intents, ids=lambda row: row.id)
def test_no_wording_leaves_a_slot_empty(notes, book, intent) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    kinds: dict[str, Say] = {}
    for action in legal_actions(book, treatment.case, treatment.now):
        if isinstance(action, Say) and action.intent == intent.id:
            kinds.setdefault((action.target or "").partition(":")[0], action)
    assert kinds
    for action in kinds.values():
        for variant in range(len(intent.wordings)):
            _, events = step(book, treatment.case, treatment.now, Say(action.intent, action.target, variant))
            words = found(Said, events)[0].words
            assert "{" not in words
            assert words[0].isupper() or not words[0].isalpha()


# ---- errors happen


@pytest.mark.parametrize("intent", ERROR_INTENTS, ids=lambda row: row.id)
def test_a_mistake_is_allowed_recorded_and_felt(notes, book, intent) -> None:
    treatment = notes()
    treatment.open()
    target = "person:ruth" if intent.target == "required" else None
    if intent.does == "X09":
        treatment.formulate()  # there is nothing to drift from before
    events = treatment.say(intent.id, to=target)
    assert intent.does in errors(events)
    assert book.errors[intent.does].response in causes(events)
    assert treatment.now.progress.errors[intent.does] == 1
    moved = [event for event in found(PatientMoved, events) if event.cause == book.errors[intent.does].response]
    assert moved[0].alliance < 0


def test_a_new_subject_is_no_drift_while_no_focus_has_been_named(notes) -> None:
    treatment = notes()
    treatment.open()
    events = treatment.say("open_new_topic")
    assert errors(events) == []
    assert "open_question" in causes(events)
    assert errors(treatment.say("chat")) == ["X09"]


def test_five_closed_questions_in_a_row_are_borne_the_sixth_is_an_interrogation(notes) -> None:
    treatment = notes()
    treatment.open()
    closed = ["ask_earlier_episodes", "screen_mania_psychosis", "screen_medical_substances", "screen_violence"]
    assert "X19" not in errors(treatment.say(*closed))
    assert errors(treatment.say("ask_suicide", "fill_scale")) == []  # they neither count nor end the run
    assert "X19" not in errors(treatment.say("ask_contact", to="person:ruth"))
    sixth = treatment.say("ask_knows", to="person:ruth")
    assert errors(sixth) == ["X19"]
    assert "interrogated" in causes(sixth)
    assert errors(treatment.say("screen_violence")) == []  # the same interrogation is not counted twice


def test_an_open_question_between_them_ends_the_run(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_earlier_episodes", "screen_mania_psychosis", "screen_medical_substances", "screen_violence")
    treatment.say("ask_people")
    assert "X19" not in errors(treatment.say("ask_contact", "ask_knows", to="person:ruth"))


@pytest.mark.parametrize("solving", ["explore_options", "plan_small_step", "find_supports"])
def test_solving_the_problem_over_a_strong_feeling_is_recorded(notes, solving: str) -> None:
    treatment = notes()
    treatment.open()
    hot(treatment)
    assert "X11" in errors(treatment.say(solving))


@pytest.mark.parametrize("solving", ["explore_options", "plan_small_step", "find_supports"])
def test_solving_the_problem_in_calm_is_not_an_error(notes, solving: str) -> None:
    treatment = notes()
    treatment.open()
    assert treatment.now.inner.affect == "calm"
    assert errors(treatment.say(solving)) == []


def test_solving_the_problem_over_a_slight_feeling_is_not_an_error(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.now = replace(treatment.now, inner=replace(treatment.now.inner, affect="angry", intensity=3_000))
    assert errors(treatment.say("explore_options")) == []


def test_closed_questions_over_a_strong_feeling_pass_it_by(notes) -> None:
    treatment = notes()
    treatment.open()
    hot(treatment)
    assert "feeling_skipped" in causes(treatment.say("screen_medical_substances"))
    calm = notes()
    calm.open()
    assert "feeling_skipped" not in causes(calm.say("screen_medical_substances"))


def test_closing_words_do_not_pass_a_strong_feeling_by(notes) -> None:
    treatment = notes()
    treatment.open()
    hot(treatment)
    assert "feeling_skipped" not in causes(treatment.say("summarise_session", "name_session_number"))


def test_putting_a_big_decision_off_is_right_over_a_strong_feeling(notes) -> None:
    treatment = notes()
    treatment.open()
    hot(treatment)
    events = treatment.say("postpone_decision")
    assert errors(events) == []
    assert "relieved" in causes(events)


def test_one_silence_is_room_and_a_second_leaves_them_alone(notes) -> None:
    treatment = notes()
    treatment.open()
    assert causes(treatment.say("wait_in_silence")) == []
    assert causes(treatment.say("wait_in_silence")) == ["left_alone"]
    hot(treatment)
    assert causes(treatment.say("wait_in_silence")) == ["room_given"]


def test_meeting_a_strong_feeling_does_the_bond_good(notes) -> None:
    treatment = notes()
    treatment.open()
    hot(treatment)
    before = treatment.now.inner.alliance
    assert "feeling_welcomed" in causes(treatment.say("validate_feeling"))
    assert treatment.now.inner.alliance > before


def test_asking_the_same_again_tires_the_patient(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_closeness", to="person:ruth")
    before = treatment.now.inner
    assert "repeated" in causes(treatment.say("ask_closeness", to="person:ruth"))
    assert treatment.now.inner.patience < before.patience
    assert treatment.now.inner.alliance < before.alliance


def test_the_same_question_about_somebody_else_is_not_a_repetition(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_people")
    treatment.say("ask_closeness", to="person:ruth")
    assert "repeated" not in causes(treatment.say("ask_closeness", to="person:jonas"))


def test_the_same_question_in_another_session_is_not_a_repetition(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_closeness", to="person:ruth")
    treatment.open(2)
    assert "repeated" not in causes(treatment.say("ask_closeness", to="person:ruth"))


def test_warmth_cannot_be_farmed(notes) -> None:
    treatment = notes()
    treatment.open()
    gained = [found(PatientMoved, treatment.say("empathise"))[0].alliance for _ in range(6)]
    assert gained == sorted(gained, reverse=True)
    assert gained[0] > gained[-1] >= 0


def test_harm_counts_in_full_every_time(notes) -> None:
    treatment = notes(patient={"alliance": 10})
    treatment.open()
    lost = [found(PatientMoved, treatment.say("set_homework"))[0].alliance for _ in range(4)]
    assert len(set(lost)) == 1
    assert lost[0] < 0


def test_a_strain_that_is_spoken_of_is_mended(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("set_homework")
    assert treatment.now.hour.alliance_low
    assert "strain_repaired" in causes(treatment.say("ask_strain"))
    assert not treatment.now.hour.alliance_low


def test_no_strain_nothing_to_mend(notes) -> None:
    treatment = notes()
    treatment.open()
    assert "strain_repaired" not in causes(treatment.say("ask_strain"))


# ---- styles


def test_a_reserved_patient_is_hurt_more_by_pressing_for_feelings(notes) -> None:
    felt = {}
    for style in ("plain", "reserved"):
        treatment = notes(patient={"style": style, "alliance": 1})
        treatment.open()
        pressed = [event for event in found(PatientMoved, treatment.say("ask_feeling")) if event.alliance < 0]
        assert pressed[0].cause == "feeling_pressed"
        felt[style] = pressed[0].alliance
    assert felt["reserved"] < felt["plain"]


# ---- red lines


@pytest.mark.parametrize("intent", [row for row in BOOK.rows.intents if row.red_line], ids=lambda row: row.id)
def test_an_act_that_fails_the_session_is_recorded_as_such(notes, intent) -> None:
    treatment = notes()
    treatment.open()
    events = treatment.say(intent.id, to="person:ruth" if intent.target == "required" else None)
    assert red_lines(events) == [intent.red_line]
    assert treatment.now.progress.red_lines == 1


@pytest.mark.parametrize("intent", ["ask_why_not", "explain_by_culture", "say_own_doing"])
def test_blame_is_an_error_once_and_a_red_line_the_second_time(notes, intent: str) -> None:
    treatment = notes(patient={"alliance": 10})
    treatment.open()
    assert red_lines(treatment.say(intent)) == []
    assert red_lines(treatment.say(intent)) == ["repeated_blame"]


def test_urging_a_confrontation_is_a_red_line_only_with_somebody_dangerous(notes, nora) -> None:
    treatment = notes()
    treatment.open()
    assert red_lines(treatment.say("urge_confrontation", to="person:ruth")) == []
    unsafe = notes(people=with_row(nora.rows.people, "ruth", unsafe=True))
    unsafe.open()
    assert red_lines(unsafe.say("urge_confrontation", to="person:ruth")) == ["unsafe_confrontation"]
