"""Words of patients where a case has none."""

import re
from collections.abc import Callable

from game.manual import Book, load_replies
from game.manual.check_words import STYLES
from game.manual.required import CUES
from game.reading import Diagnostic

ReplyFaults = Callable[[str, str], tuple[Diagnostic, ...]]
FREQUENT = (
    "T01",
    "T02",
    "T03",
    "T04",
    "T14",
    "T19",
    "silence",
    "greeting",
    "closed_off",
    "nothing_more",
    "asked_before",
)
CLINICAL = re.compile(
    r"\b(affect|symptom|cognitive|interpersonal|alliance|formulation|trauma|attachment|boundar)", re.I
)


def lines_of(book: Book) -> list[str]:
    return [words for row in book.replies.values() for style in STYLES for words in getattr(row, style)]


def test_every_cue_of_the_program_has_words(book: Book) -> None:
    assert set(CUES) <= set(book.replies)


def test_whatever_is_said_a_patient_has_an_answer(book: Book) -> None:
    """By the intent itself, or by its technique or error."""
    for intent in book.rows.intents:
        assert intent.id in book.replies or intent.does in book.replies, intent.id


def test_frequent_moments_sound_different_in_every_style(book: Book) -> None:
    for cue in FREQUENT:
        for style in STYLES[1:]:
            assert 1 <= len(getattr(book.replies[cue], style)) <= 3, (cue, style)


def test_no_two_replies_are_the_same(book: Book) -> None:
    lines = [words.casefold() for words in lines_of(book)]
    assert len(lines) == len(set(lines))


def test_patients_do_not_speak_like_clinicians(book: Book) -> None:
    assert [words for words in lines_of(book) if CLINICAL.search(words)] == []


def test_replies_hold_no_slots_and_end_like_speech(book: Book) -> None:
    for words in lines_of(book):
        assert "{" not in words
        assert words[-1] in ".?!)", words


def test_the_replies_can_be_read_alone(book: Book) -> None:
    assert {row.cue for row in load_replies().replies} == set(book.replies)


def test_a_cue_without_words_is_refused(reply_faults_after: ReplyFaults) -> None:
    codes = {(fault.code, fault.path) for fault in reply_faults_after("  - cue: tired\n", "  - cue: chat_more\n")}
    assert codes == {("SW068", "replies"), ("SW068", f"replies[{place_of('tired')}].cue")}


def place_of(cue: str) -> int:
    return [row.cue for row in load_replies().replies].index(cue)


def test_a_misspelt_cue_is_told_with_what_was_meant(reply_faults_after: ReplyFaults) -> None:
    found = reply_faults_after("  - cue: name_diagnosis\n", "  - cue: name_diagnoses\n")
    assert [fault.code for fault in found] == ["SW068"]
    assert "name_diagnosis" in found[0].instead


def test_a_reply_given_twice_is_refused(reply_faults_after: ReplyFaults) -> None:
    found = reply_faults_after("      - Hi. I made it.\n", "      - You seem very sure.\n")
    assert [fault.code for fault in found] == ["SW069"]


def test_too_few_lines_are_refused(reply_faults_after: ReplyFaults) -> None:
    found = reply_faults_after("      - Just like that? My head's quite empty.\n", "")
    assert [fault.code for fault in found] == ["SW026"]
