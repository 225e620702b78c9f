"""What colours an answer: something that rankles, a feeling too strong for words, an empty week, an hour too long."""

from dataclasses import replace

from casenotes import Notes, found

from game.treatment import EndSession
from game.treatment.events import PatientMoved, Replied


def cues(events) -> list[str]:
    return [event.cue.removeprefix("manual:") for event in found(Replied, events)]


def feeling(treatment: Notes, affect: str, intensity: int) -> Notes:
    inner = replace(treatment.now.inner, affect=affect, intensity=intensity)
    treatment.now = replace(treatment.now, inner=inner)
    return treatment


def test_what_rankles_is_heard_once_in_the_session(notes) -> None:
    treatment = notes(facts=())
    treatment.open()
    treatment.say("label_character")
    assert "strained" in cues(treatment.say("ask_course"))
    assert "strained" not in cues(treatment.say("ask_worse_better"))


def test_what_was_put_right_rankles_no_more(notes) -> None:
    treatment = notes(facts=())
    treatment.open()
    treatment.say("label_character", "ask_strain")
    assert "strained" not in cues(treatment.say("ask_course"))


def test_a_feeling_that_fills_everything_leaves_no_room_for_a_closed_question(notes) -> None:
    treatment = feeling(notes(), "sad", 9_000)
    treatment.open()
    feeling(treatment, "sad", 9_000)
    assert cues(treatment.say("ask_earlier_episodes")) == ["distressed"]
    feeling(treatment, "sad", 9_000)
    assert "distressed" not in cues(treatment.say("fill_scale"))  # the scale and safety are always answered
    feeling(treatment, "sad", 9_000)
    assert "distressed" not in cues(treatment.say("ask_feeling"))


def test_a_week_in_which_nothing_happened_is_said_to_be_one(notes) -> None:
    treatment = notes(weeks=(), facts=())
    treatment.open(2)
    assert cues(treatment.say("open_session")) == ["week_quiet"]


def test_the_patient_minds_an_hour_that_runs_over(notes) -> None:
    treatment = notes(facts=())
    treatment.open()
    hour = replace(treatment.now.hour, minutes_left=1)
    treatment.now = replace(treatment.now, hour=hour)
    events = treatment.say("tell_own_story")
    assert "overran" in [event.cause for event in found(PatientMoved, events)]
    assert cues(events)[-1] == "overran"


def test_a_session_closed_in_time_ends_with_a_goodbye(notes) -> None:
    treatment = notes()
    treatment.open()
    assert cues(treatment.do(EndSession())) == ["session_over"]


def test_what_was_missing_from_a_formulation_that_fits_is_put_in_once(notes, nora) -> None:
    treatment = notes()
    treatment.open()
    treatment.contract()
    first = found(Replied, treatment.say("ask_fit"))
    assert first[0].words == nora.rows.formulation.amended
    assert "formulation:amended" not in cues(treatment.say("ask_fit"))


def test_gains_are_counted_only_where_there_were_some(notes, nora) -> None:
    poor = notes()
    poor.open()
    poor.say("raise_ending")
    assert cues(poor.say("review_gains", "ask_what_helped")) == ["review_gains", "ask_what_helped"]
    good = notes()
    good.open()
    good.contract()
    good.now = replace(good.now, inner=replace(good.now.inner, alliance=6_000))
    events = good.say("review_gains")
    assert found(Replied, events)[0].words == nora.rows.ending.gains[0]


def test_an_occasion_there_is_to_tell_of_is_not_held_back(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("ask_people")
    events = treatment.say("ask_example", to="person:ruth")
    assert not [cue for cue in cues(events) if cue.startswith("premature")]
