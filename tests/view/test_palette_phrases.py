"""What a therapist would honestly type, and the move it must bring among the first three."""

import pytest

from game.case import load_case
from game.treatment import OpenSession, Say, begin, step
from game.view import moves
from game.view.palette import find
from game.view.session import concerns

SENTENCES = [
    ("that must have been hard", "empathise"),
    ("that sounds really tough", "empathise"),
    ("I'm so sorry to hear that", "empathise"),
    ("who is important to you", "ask_people"),
    ("who do you live with", "ask_people"),
    ("is there anyone you can talk to", "ask_people"),
    ("tell me about the week", "open_session"),
    ("how was your week?", "open_session"),
    ("how are you", "open_session"),
    ("how are you today", "open_session"),
    ("how did it go", "open_session"),
    ("hello", "introduce_frame"),
    ("hi", "introduce_frame"),
    ("good to see you", "introduce_frame"),
    ("nice to meet you", "introduce_frame"),
    ("what brings you here today", "ask_story"),
    ("how can I help you", "ask_story"),
    ("when did this start", "ask_course"),
    ("have you ever felt like this before", "ask_earlier_episodes"),
    ("have you had therapy before", "ask_earlier_episodes"),
    ("what helped", "ask_what_helped"),
    ("do you think of dying", "ask_suicide"),
    ("do you want to kill yourself", "ask_suicide"),
    ("are you safe", "ask_suicide"),
    ("so what I hear is", "check_understanding"),
    ("let me see if I understand you", "check_understanding"),
    ("if I understood you correctly", "check_understanding"),
    ("what would you like to be different", "ask_wished_change"),
    ("what do you want to change", "ask_wished_change"),
    ("what would you like to work on", "ask_patient_view"),
    ("you have an illness called depression", "name_diagnosis"),
    ("it's not your fault", "relieve_blame"),
    ("you will get better", "give_hope"),
    ("do you drink", "screen_medical_substances"),
    ("do you take any medication", "screen_medical_substances"),
    ("do you hear voices", "screen_mania_psychosis"),
    ("how are you feeling right now", "ask_feeling"),
    ("how does that make you feel", "ask_feeling"),
    ("how did that make you feel", "ask_feeling"),
    ("you seem angry", "name_feeling"),
    ("you look sad", "name_feeling"),
    ("it's ok to cry", "validate_feeling"),
    ("that's understandable", "validate_feeling"),
    ("take your time", "wait_in_silence"),
    ("can you give me an example", "ask_example"),
    ("what exactly do you mean by that", "clarify"),
    ("tell me more", "explore"),
    ("what happened then", "explore"),
    ("how often do you see each other", "ask_contact"),
    ("do they know how you feel", "ask_knows"),
    ("what do you fight about", "ask_conflict"),
    ("what do you like about him", "ask_satisfying"),
    ("what bothers you about her", "ask_unsatisfying"),
    ("what did you expect from him", "ask_expectations"),
    ("how long will the therapy take", "explain_time_limit"),
    ("we have three sessions left", "name_session_number"),
    ("what are your goals", "set_goals"),
    ("does that make sense to you", "ask_fit"),
    ("tell me how she died", "tell_the_death"),
    ("what do you miss about your old life", "mourn_old_role"),
    ("what are your options", "explore_options"),
    ("who could help you", "find_supports"),
    ("well done", "credit_trial"),
    ("I'm proud of you", "credit_trial"),
    ("did I say something wrong", "ask_strain"),
    ("how do you feel about ending", "ask_feelings_ending"),
    ("what will you do if it comes back", "plan_warning_signs"),
    ("you should talk to her", "advise"),
    ("why didn't you call", "ask_why_not"),
    ("everything will be alright", "reassure"),
    ("don't worry", "reassure"),
    ("what's the evidence for that", "question_thought"),
    ("tell me about your childhood", "interpret_childhood"),
    ("tell me about your mother", "explore_person"),
    ("see you next week", "summarise_session"),
    ("let's stop here for today", "summarise_session"),
    ("goodbye", "say_goodbye"),
    ("thank you for everything", "say_goodbye"),
    ("what is better since we started", "compare_symptoms"),
]
WORDS = [
    ("suicied", "ask_suicide"),
    ("sucide", "ask_suicide"),
    ("suicidality", "ask_suicide"),
    ("expectatoins", "ask_expectations"),
    ("empahty", "empathise"),
    ("confidentialty", "explain_confidentiality"),
    ("medecine", "consider_medication"),
    ("silnce", "wait_in_silence"),
    ("summery", "summarise_session"),
    ("inventry", "ask_people"),
    ("relpase", "plan_warning_signs"),
    ("homwork", "set_homework"),
    ("phq", "fill_scale"),
    ("phq9", "fill_scale"),
    ("cc", "draw_circle"),
    ("sr", "give_sick_role"),
    ("tmm", "explore"),
    ("antidepressants", "consider_medication"),
    ("pills", "consider_medication"),
    ("booze", "screen_medical_substances"),
    ("argument", "ask_conflict"),
    ("rows", "ask_conflict"),
    ("grief", "mourn_old_role"),
    ("funeral", "tell_the_death"),
    ("paraphrase", "check_understanding"),
    ("reflect", "name_feeling"),
    ("psychoeducation", "explain_depression"),
    ("termination", "raise_ending"),
    ("booster", "contract_maintenance"),
    ("abuse", "screen_violence"),
    ("self-harm", "ask_suicide"),
    ("loneliness", "ask_people"),
    ("open question", "explore"),
    ("nod", "just_nod"),
    ("advice", "advise"),
    ("cbt", "question_thought"),
    ("rupture", "ask_strain"),
]


@pytest.fixture(scope="module")
def first_three(book):
    """Return a function that says which moves come first for what is typed."""
    case = load_case("rosalind", book)
    now = begin(book, case, seed=1)
    for action in (OpenSession(), Say("ask_people"), Say("ask_missing_people")):
        now, _ = step(book, case, now, action)
    listed, named = moves(book, case, now), concerns(book, case, now)

    def first(typed: str) -> list[str]:
        found = dict.fromkeys(match.move.intent for match in find(listed, named, typed))
        return list(found)[:3]

    return first


@pytest.mark.parametrize(("typed", "intent"), SENTENCES)
def test_a_whole_sentence_finds_the_move(first_three, typed, intent):
    assert intent in first_three(typed)


@pytest.mark.parametrize(("typed", "intent"), WORDS)
def test_slips_synonyms_and_initials_find_the_move(first_three, typed, intent):
    assert intent in first_three(typed)
