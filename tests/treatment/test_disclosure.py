"""Disclosure: which move brings what out, in which words, and what keeps it back."""

from dataclasses import replace

import pytest
from casenotes import Notes, found, with_row

from game.case import Fact
from game.treatment import Say, TakeStep
from game.treatment.disclosure import OPEN
from game.treatment.events import CameUp, FactTold, FieldAnswered, LifeHappened, PatientMoved, Replied, WeekTold

JONAS, RUTH, LEAVING = "person:jonas", "person:ruth", "event:moved_out"
WARM = {"alliance": 9, "openness": 9}


def told(events) -> list[str]:
    return [event.fact for event in found(FactTold, events)]


def words(events) -> list[str]:
    return [event.words for event in found(Replied, events)]


def came_up(events) -> list[str]:
    return [event.concern for event in found(CameUp, events) if not event.concern.startswith("fact:")]


@pytest.fixture
def in_session(notes):
    """Nora in her first session, with everybody known, so that anything can be asked about anyone."""

    def begin(**changes) -> Notes:
        treatment = notes(**changes)
        treatment.open()
        treatment.know_everything()
        return treatment

    return begin


def only_fact(**changes) -> tuple[Fact, ...]:
    """The facts of a case with one fact, which comes out by `how`."""
    fact = Fact(id="the_one", card="The one", about=(JONAS,), how=("open_question",), words=("It is this.",))
    return (replace(fact, **changes),)


# ---- routes


@pytest.mark.parametrize(
    ("route", "about", "moves"),
    [
        ("spontaneous", JONAS, [("ask_story", None), ("open_session", None)]),
        ("open_question", JONAS, [("explore", JONAS), ("explore_person", JONAS), ("ask_story", None)]),
        ("inventory", JONAS, [("ask_contact", JONAS), ("explore_person", JONAS)]),
        ("timeline", LEAVING, [("ask_event", LEAVING), ("ask_course", None), ("ask_worse_better", None)]),
        ("clarification", JONAS, [("clarify", JONAS), ("point_to_contradiction", JONAS)]),
        ("affect", JONAS, [("ask_feeling", JONAS), ("validate_feeling", JONAS)]),
        ("symptom", "symptom:sleep", [("ask_symptom", "symptom:sleep"), ("ask_course", None)]),
        ("risk", JONAS, [("screen_violence", None)]),
        ("culture", JONAS, [("ask_culture", JONAS), ("ask_culture", None)]),
    ],
)
def test_a_fact_comes_out_by_its_own_route(in_session, route: str, about: str, moves) -> None:
    for intent, target in moves:
        if route == "open_question" and target is None:
            continue  # without a topic there is nothing an open question could be about
        treatment = in_session(facts=only_fact(how=(route,), about=(about,)), risk={"violence": ()})
        events = treatment.say(intent, to=target)
        assert told(events) == ["the_one"], intent
        assert "It is this." in words(events)
        assert "fact:the_one" in treatment.now.knowledge.known


@pytest.mark.parametrize(
    ("route", "intent", "target"),
    [
        ("affect", "explore", JONAS),
        ("open_question", "ask_feeling", JONAS),
        ("clarification", "explore_person", JONAS),
        ("timeline", "clarify", LEAVING),
        ("communication_analysis", "explore", JONAS),
        ("risk", "ask_symptom", "symptom:sleep"),
    ],
)
def test_a_fact_does_not_come_out_by_another_route(in_session, route: str, intent: str, target: str) -> None:
    treatment = in_session(facts=only_fact(how=(route,), about=(target,)))
    assert told(treatment.say(intent, to=target)) == []


def test_a_fact_comes_out_only_about_whom_it_concerns(in_session) -> None:
    treatment = in_session(facts=only_fact())
    assert told(treatment.say("explore", to=RUTH)) == []
    assert told(treatment.say("explore", to=JONAS)) == ["the_one"]


def test_speaking_of_an_event_is_speaking_of_the_people_in_it(in_session) -> None:
    treatment = in_session(facts=only_fact())
    assert told(treatment.say("explore", to=LEAVING)) == ["the_one"]


def test_an_open_question_without_a_target_stays_with_the_topic(in_session) -> None:
    treatment = in_session(facts=only_fact())
    assert told(treatment.say("explore")) == []
    treatment.say("ask_closeness", to=JONAS)
    assert told(treatment.say("explore")) == ["the_one"]


def test_a_fact_is_told_once(in_session) -> None:
    treatment = in_session(facts=only_fact())
    assert told(treatment.say("explore", to=JONAS)) == ["the_one"]
    assert told(treatment.say("explore_person", "ask_example", to=JONAS)) == []
    assert treatment.now.knowledge.told == ("the_one",)


def test_one_question_brings_one_fact(in_session) -> None:
    two = (*only_fact(), *only_fact(id="the_other", card="The other", words=("And this.",)))
    treatment = in_session(facts=two)
    assert told(treatment.say("explore", to=JONAS)) == ["the_one"]
    assert told(treatment.say("explore_person", to=JONAS)) == ["the_other"]


def test_a_fact_bound_to_a_field_waits_for_that_field(in_session) -> None:
    treatment = in_session(facts=only_fact(how=("inventory",), field="expectations"))
    assert told(treatment.say("ask_contact", to=JONAS)) == []
    assert told(treatment.say("ask_expectations", to=JONAS)) == ["the_one"]


# ---- what keeps it back


def test_without_the_bond_the_patient_says_something_else_and_the_fact_stays_back(in_session) -> None:
    fact = only_fact(alliance=8, premature=("Not that.", "I said not that."))
    treatment = in_session(facts=fact, patient={"alliance": 4})
    assert words(treatment.say("explore", to=JONAS)) == ["Not that."]
    assert words(treatment.say("explore_person", to=JONAS)) == ["I said not that."]
    assert treatment.now.knowledge.told == ()
    assert "It is this." not in words(treatment.say("ask_example", to=JONAS))


def test_with_the_bond_the_same_question_brings_it_out(in_session) -> None:
    treatment = in_session(facts=only_fact(alliance=8, premature=("Not that.",)), patient={"alliance": 9})
    assert told(treatment.say("explore", to=JONAS)) == ["the_one"]


def test_a_fact_that_follows_another_waits_for_it(notes) -> None:
    treatment = notes(patient=WARM)
    treatment.open()
    treatment.know_everything()
    assert "spare_key" not in told(treatment.say("ask_feeling", to=JONAS))
    assert "six_oclock" in told(treatment.say("ask_event", to=LEAVING))
    assert "spare_key" in told(treatment.say("name_feeling", to=JONAS))


def test_a_fact_that_waits_for_another_says_nothing_premature(in_session) -> None:
    earlier = only_fact(id="earlier", card="Earlier", how=("culture",), words=("First this.",))
    later = only_fact(after=("earlier",), premature=("Not that.",), alliance=9)
    treatment = in_session(facts=(*earlier, *later))
    assert "Not that." not in words(treatment.say("explore", to=JONAS))


def test_an_open_patient_says_it_more_fully(in_session) -> None:
    fact = only_fact(words=("Briefly.", "At length, and then some."))
    for openness, said in ((OPEN // 1_000 - 2, "Briefly."), (OPEN // 1_000, "At length, and then some.")):
        treatment = in_session(facts=fact, patient={"openness": openness})
        assert words(treatment.say("explore", to=JONAS))[0] == said


def test_a_tired_patient_tells_nothing_more_this_session(in_session) -> None:
    treatment = in_session(facts=only_fact())
    treatment.now = replace(treatment.now, inner=replace(treatment.now.inner, patience=1_000))
    events = treatment.say("explore", to=JONAS)
    assert told(events) == []
    assert found(Replied, events)[0].cue in ("tired", "manual:tired")
    treatment.open(2)
    assert told(treatment.say("explore", to=JONAS)) == ["the_one"]


def test_a_patient_who_has_shut_the_door_on_a_topic_tells_nothing_of_it(in_session) -> None:
    treatment = in_session(facts=only_fact(how=("open_question", "affect")))
    inner = replace(treatment.now.inner, openness={JONAS: 500})
    treatment.now = replace(treatment.now, inner=inner)
    events = treatment.say("explore", to=JONAS)
    assert told(events) == []
    assert found(Replied, events)[0].cue in ("closed_off", "manual:closed_off")
    # Another topic is still open, and the feeling about the closed one may be spoken of.
    assert found(FieldAnswered, treatment.say("ask_closeness", to=RUTH)) == [FieldAnswered("ruth", "closeness")]
    assert told(treatment.say("ask_feeling", to=JONAS)) == ["the_one"]


def test_telling_something_brings_the_feeling_into_the_room(in_session) -> None:
    treatment = in_session(facts=only_fact(feeling="ashamed", intensity=7))
    treatment.say("explore", to=JONAS)
    assert treatment.now.inner.affect == "ashamed"
    assert treatment.now.inner.intensity >= 7_000


def test_a_feeling_that_nobody_takes_up_fades(in_session) -> None:
    treatment = in_session(facts=only_fact(feeling="ashamed", intensity=7))
    treatment.say("explore", to=JONAS)
    felt = [treatment.now.inner.intensity]
    for _ in range(6):
        treatment.say("name_session_number")
        felt.append(treatment.now.inner.intensity)
    assert felt == sorted(felt, reverse=True)
    assert treatment.now.inner.affect == "calm"


# ---- people and events


def test_a_field_is_answered_in_the_patients_words_once_and_then_more_fully(in_session) -> None:
    treatment = in_session(facts=only_fact())
    first = treatment.say("ask_expectations", to=RUTH)
    assert words(first) == ["She expects to be paid back by June."]
    assert found(FieldAnswered, first) == [FieldAnswered("ruth", "expectations")]
    treatment.open(2)
    again = treatment.say("ask_expectations", to=RUTH)
    assert words(again) == ["And I expect her to forget it, I suppose."]
    assert found(FieldAnswered, again) == []


def test_a_field_the_person_has_nothing_on_is_not_counted(in_session) -> None:
    treatment = in_session(facts=only_fact())
    events = treatment.say("ask_conflict", to="person:selma")
    assert found(FieldAnswered, events) == []
    assert found(Replied, events)[0].cue in ("not_applicable", "manual:not_applicable")


def test_people_come_up_when_people_are_asked_about(notes) -> None:
    treatment = notes()
    treatment.open()
    assert JONAS not in treatment.now.knowledge.known
    events = treatment.say("ask_people")
    assert came_up(events) == [JONAS]
    assert any("Jonas" in said for said in words(events))
    assert "person:selma" not in treatment.now.knowledge.known  # she waits for a fact or a week


def test_two_names_at_a_time_and_the_dead_first_when_the_missing_are_asked_for(notes, nora) -> None:
    jonas = next(row for row in nora.rows.people if row.id == "jonas")
    extra = tuple(
        replace(jonas, id=name, name=name.title(), died=died, rings=replace(jonas.rings, before=2, now=2))
        for name, died in (("ada", None), ("ben", None), ("cleo", -20))
    )
    people = (*with_row(nora.rows.people, "jonas", known="later"), *extra)
    missing, asked = notes(people=people), notes(people=people)
    for treatment in (missing, asked):
        treatment.open()
    assert came_up(asked.say("ask_people")) == ["person:ada", "person:ben"]
    events = missing.say("ask_missing_people")
    assert came_up(events)[0] == "person:cleo"
    assert any("There was Cleo." in said for said in words(events))


def test_events_come_up_when_the_course_is_asked_for(notes) -> None:
    treatment = notes()
    treatment.open()
    events = treatment.say("ask_onset_relationships")
    assert came_up(events) == [LEAVING]


def test_a_fact_introduces_whom_it_names(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    treatment.now = replace(
        treatment.now,
        knowledge=replace(treatment.now.knowledge, known=treatment.now.knowledge.known - {"person:selma"}),
    )
    treatment.formulate("role_transition", LEAVING)
    events = treatment.work_through(
        "communication_analysis", "incident:sunday_call", name_failure="silence", alternatives="0"
    )
    assert "asked_nothing" in told(events)
    assert "person:selma" in came_up(events)


def test_incidents_come_up_when_one_occasion_is_asked_for(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_people")
    assert came_up(treatment.say("ask_example", to=RUTH)) == []
    assert came_up(treatment.say("ask_example", to=JONAS)) == ["incident:sunday_call"]


def test_decisions_and_rehearsals_come_up_when_options_are_looked_for(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_people", "ask_onset_relationships")
    assert came_up(treatment.say("plan_small_step", to=JONAS)) == ["rehearsal:thursday"]
    assert came_up(treatment.say("explore_options", to=RUTH)) == []
    assert came_up(treatment.say("explore_options", to=LEAVING)) == ["decision:his_room"]


def test_an_event_is_told_line_by_line(in_session, nora) -> None:
    treatment = in_session(facts=only_fact())
    lines = next(row.told for row in nora.rows.events if row.id == "moved_out")
    assert words(treatment.say("ask_event", to=LEAVING)) == [lines[0]]
    assert words(treatment.say("ask_event", to=LEAVING)) == [lines[1]]
    assert lines[0] not in words(treatment.say("ask_event", to=LEAVING))


def test_a_symptom_is_answered_in_the_patients_words(in_session, nora) -> None:
    treatment = in_session(facts=only_fact())
    assert words(treatment.say("ask_symptom", to="symptom:sleep")) == [nora.rows.measure.symptoms["sleep"][0]]


def test_where_the_case_has_no_words_the_manual_lends_some(notes) -> None:
    treatment = notes()
    treatment.open()
    for intent in ("ask_story", "ask_story", "ask_patient_view", "explain_ipt"):
        reply = found(Replied, treatment.say(intent))[0]
        assert reply.words
    assert reply.cue.startswith("manual:")


# ---- weeks


@pytest.fixture
def with_a_letter(notes):
    """Nora in her second session; in the week before it Ruth has written (Selma comes with it)."""

    def begin(**changes) -> Notes:
        treatment = notes(facts=only_fact(how=("culture",)), **changes)
        treatment.open()
        assert found(LifeHappened, treatment.close()) == [LifeHappened("ruth_writes", "done")]
        treatment.open(2)
        return treatment

    return begin


def test_what_happened_in_the_week_is_told_at_the_opening_question(with_a_letter, nora) -> None:
    treatment = with_a_letter()
    assert treatment.now.untold == "ruth_writes"
    events = treatment.say("open_session")
    assert found(WeekTold, events) == [WeekTold("ruth_writes")]
    assert words(events) == [nora.weeks["ruth_writes"].done.told[0]]
    assert came_up(events) == ["person:selma"]
    assert treatment.now.untold is None


def test_a_week_nobody_asks_about_stays_untold_and_is_felt_at_the_close(with_a_letter) -> None:
    treatment = with_a_letter()
    events = (*treatment.say("ask_people", "review_mood"), *treatment.close())
    assert found(WeekTold, events) == []
    assert "week_forgotten" in [event.cause for event in found(PatientMoved, events)]


def test_what_was_told_and_taken_up_does_good(with_a_letter) -> None:
    treatment = with_a_letter()
    treatment.say("open_session")
    assert "success_credited" in [event.cause for event in found(PatientMoved, treatment.say("credit_trial"))]
    assert "week_forgotten" not in [event.cause for event in found(PatientMoved, treatment.close())]


def test_what_was_told_and_not_taken_up_is_felt_at_the_close(with_a_letter) -> None:
    treatment = with_a_letter()
    treatment.say("open_session", "ask_people")
    closing = found(PatientMoved, treatment.close())
    assert [event.cause for event in closing] == ["week_forgotten"]
    assert closing[0].alliance < 0


@pytest.mark.parametrize(("intent", "helps"), [("look_at_setback", True), ("credit_trial", False)])
def test_a_setback_wants_sharing_not_praise(notes, intent: str, helps: bool) -> None:
    treatment = notes(facts=only_fact(how=("culture",)))
    treatment.open(4)
    treatment.say("open_session")
    assert dict(treatment.now.life)["he_rings"] == "not_done"
    causes = [event.cause for event in found(PatientMoved, treatment.say(intent))]
    assert ("setback_shared" in causes) == helps
    assert "success_credited" not in causes


@pytest.mark.parametrize("earlier", ["fact:quarrel", "task:I02", "rehearsal:thursday"])
def test_a_week_goes_well_when_the_work_it_hinges_on_was_done(notes, nora, earlier: str) -> None:
    weeks = with_row(nora.rows.weeks, "ruth_writes", hinges_on=(earlier,))
    idle, busy = notes(weeks=weeks), notes(weeks=weeks)
    for treatment in (idle, busy):
        treatment.open()
    busy.say("ask_story", "ask_course", "ask_people", "introduce_frame")
    busy.know_everything()
    if earlier.startswith("rehearsal"):
        busy.work_through("role_play", earlier)
    assert found(LifeHappened, idle.close()) == [LifeHappened("ruth_writes", "not_done")]
    assert found(LifeHappened, busy.close()) == [LifeHappened("ruth_writes", "done")]


def test_any_of_the_work_it_hinges_on_is_enough(notes, nora) -> None:
    weeks = with_row(nora.rows.weeks, "ruth_writes", hinges_on=("rehearsal:thursday", "task:I02", "strategy:RT3"))
    treatment = notes(weeks=weeks)
    treatment.open()
    treatment.say("ask_story", "ask_course", "introduce_frame")
    assert found(LifeHappened, treatment.close()) == [LifeHappened("ruth_writes", "done")]


def test_more_is_told_of_the_week_when_it_is_touched_on(notes, nora) -> None:
    weeks = with_row(nora.rows.weeks, "ruth_writes", about=JONAS, done=nora.weeks["he_rings"].done)
    treatment = notes(weeks=weeks, facts=only_fact(how=("culture",)), risk={"hint": None})
    treatment.open(2)
    lines = nora.weeks["he_rings"].done.told
    assert words(treatment.say("open_session"))[0] == lines[0]
    assert lines[1] not in words(treatment.say("explore", to=RUTH))
    assert words(treatment.say("explore", to=JONAS)) == [lines[1]]


def test_no_week_happens_twice_and_each_in_its_window(notes, nora) -> None:
    treatment = notes()
    for session in range(1, treatment.now.sessions):
        treatment.open(session)
        for happened in found(LifeHappened, treatment.close()):
            first, last = nora.weeks[happened.week].between
            assert first <= session <= last
    names = [name for name, _ in treatment.now.life]
    assert sorted(names) == ["he_rings", "ruth_writes"]


def test_weeks_stretch_with_the_length_of_the_treatment(notes, book, nora) -> None:
    treatment = notes(windows=book.formats["16"].windows, weeks=with_row(nora.rows.weeks, "he_rings", between=(6, 7)))
    sessions = {}
    for session in range(1, 16):
        treatment.open(session)
        for happened in found(LifeHappened, treatment.close()):
            sessions[happened.week] = session
    assert 12 <= sessions["he_rings"] <= 14


# ---- steps bring facts too


def test_a_fact_of_an_incident_comes_out_while_it_is_worked_through(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.know_everything()
    incident = "incident:sunday_call"
    steps = ("pick", "scene", "rebuild")
    assert told(treatment.do(*(TakeStep("communication_analysis", step, incident) for step in steps))) == []
    assert told(treatment.do(TakeStep("communication_analysis", "each_turn", incident))) == ["asked_nothing"]


def test_silence_brings_no_fact_of_its_own_accord(in_session) -> None:
    treatment = in_session(facts=only_fact(how=("open_question", "inventory", "clarification")))
    treatment.say("ask_closeness", to=JONAS)
    assert told(treatment.do(Say("wait_in_silence"), Say("just_nod"))) == []
