"""What a therapist says: enough ways of saying it, and every way can be spoken."""

from itertools import combinations

import pytest

from game.manual import Book, Intent, load_manual, slots_for, slots_of
from game.manual.check_words import ALWAYS

INTENTS = load_manual().rows.intents
FILLED = {
    "person": "Otieno",
    "event": "the broken phone",
    "symptom": "sleep",
    "about": "your brother Otieno",
    "session": "5",
    "remaining": "7",
    "sessions": "12",
}


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.id)
def test_an_intent_has_three_ways_of_being_said_and_all_slots_fill(intent: Intent) -> None:
    assert len(set(intent.wordings)) >= 3
    for words in intent.wordings:
        spoken = words.format_map(FILLED)
        assert "{" not in spoken
        assert "}" not in spoken
        assert spoken[-1] in ".?!)", spoken
        assert spoken[0].isupper() or spoken[0] == "(", spoken


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.id)
def test_an_intent_can_be_said_in_two_ways_about_each_of_its_targets(intent: Intent) -> None:
    kinds = [*intent.targets, *([] if intent.target == "required" else [None])]
    for kind in kinds:
        assert sum(slots_of(words) <= slots_for(kind) for words in intent.wordings) >= 2, kind


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.id)
def test_a_trainee_can_find_an_intent_by_other_words(intent: Intent) -> None:
    assert 2 <= len(intent.also) <= 20
    assert len(set(intent.also)) == len(intent.also)


def test_no_wording_is_said_for_two_purposes(book: Book) -> None:
    said = [words for intent in book.rows.intents for words in intent.wordings]
    said += [words for row in book.rows.procedures for step in row.steps for words in step.wordings]
    assert len(said) == len({words.casefold() for words in said})


def test_names_in_the_palette_are_all_different(book: Book) -> None:
    for one, other in combinations(book.rows.intents, 2):
        assert one.name.casefold() != other.name.casefold()


def test_the_end_is_always_spoken_of_with_a_number_or_none(book: Book) -> None:
    """`raise_ending` tells how many sessions are left in more than one of its wordings."""
    counted = [words for words in book.intents["raise_ending"].wordings if slots_of(words) & ALWAYS]
    assert len(counted) >= 2


def test_no_patient_is_told_of_a_deficit(book: Book) -> None:
    """The formulation names the area to the patient's face."""
    for area in book.rows.areas:
        assert area.spoken[-1] not in ".?!", area.id
        assert not {"deficit", "deficits", "sensitivity"} & set(area.spoken.casefold().split()), area.id


def test_questions_about_danger_ask_for_an_answer_and_not_for_a_no(book: Book) -> None:
    asked = [words for step in book.procedures["risk_ladder"].steps for words in step.wordings]
    asked += book.intents["ask_suicide"].wordings
    leading = ("you're not", "you wouldn't", "would you?", "aren't you", "promise")
    assert not [words for words in asked if any(phrase in words.casefold() for phrase in leading)]


def test_what_to_say_instead_of_an_error_is_ready_to_be_spoken(book: Book) -> None:
    for error in book.rows.errors:
        assert error.instead[-1] in ".?", error.id
        assert not slots_of(error.instead), error.id
