"""Finding a move by typing."""

import pytest

from game.case import CaseFile, load_case
from game.manual import Book
from game.treatment import OpenSession, Say, Treatment, begin, step
from game.view import Concern, Move, moves
from game.view.palette import Match, find, nearest_names
from game.view.session import concerns


@pytest.fixture(scope="module")
def case(book: Book) -> CaseFile:
    return load_case("owen", book)


@pytest.fixture(scope="module")
def opened(book: Book, case: CaseFile) -> Treatment:
    now = begin(book, case, seed=1)
    for action in (OpenSession(), Say("ask_people")):
        now, _ = step(book, case, now, action)
    return now


@pytest.fixture(scope="module")
def listed(book: Book, case: CaseFile, opened: Treatment) -> tuple[Move, ...]:
    return moves(book, case, opened)


@pytest.fixture(scope="module")
def named(book: Book, case: CaseFile, opened: Treatment) -> tuple[Concern, ...]:
    return concerns(book, case, opened)


def intents(found: tuple[Match, ...]) -> list[str]:
    return [match.move.intent for match in found]


def test_nothing_typed_lists_every_move_in_its_order(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    assert [match.move for match in find(listed, named, "  ")] == list(listed)


def test_the_beginning_of_a_word_is_enough(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    assert intents(find(listed, named, "expec"))[0] == "ask_expectations"


def test_every_telling_word_must_be_met(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    found = find(listed, named, "ask calmly dying")
    assert intents(found) == ["ask_suicide"]


def test_other_words_find_a_move_after_those_named_so(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    move = next(move for move in listed if move.also)
    assert move.intent in intents(find(listed, named, move.also[0]))


def test_a_slip_of_the_finger_still_finds_the_move(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    assert "ask_suicide" in intents(find(listed, named, "sucide"))


def test_a_name_gives_moves_about_that_target(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    person = next(concern for concern in named if concern.kind == "person")
    found = find(listed, named, f"expects {person.name}")
    assert found[0].move.intent == "ask_expectations"
    assert found[0].target == person.ref
    assert person.name in found[0].label


def test_a_relation_finds_the_person(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    person = next(concern for concern in named if concern.kind == "person")
    found = find(listed, named, "expects landlady", {person.ref: "his landlady of ten years"})
    assert (found[0].move.intent, found[0].target) == ("ask_expectations", person.ref)


def test_a_move_that_needs_a_target_says_so_until_one_is_named(
    listed: tuple[Move, ...], named: tuple[Concern, ...]
) -> None:
    assert find(listed, named, "expects of the other")[0].wants_target


def test_a_whole_sentence_finds_what_most_of_it_means(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    assert "ask_suicide" in intents(find(listed, named, "do you have any thoughts of dying"))


def test_words_of_nothing_find_nothing(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    assert find(listed, named, "zzzz") == ()


def test_equal_matches_come_in_alphabetical_order(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    twins = tuple(Move(name, f"{name} thing", 2, (), needs_target=False, targets=()) for name in ("cold", "bold"))
    assert intents(find(twins, (), "thing")) == ["bold", "cold"]


def test_no_target_that_cannot_be_spoken_of_is_offered(listed: tuple[Move, ...], named: tuple[Concern, ...]) -> None:
    for concern in named:
        for match in find(listed, named, concern.name):
            assert match.target is None or match.target in match.move.targets


def test_names_are_narrowed_by_what_is_typed() -> None:
    names = ("Nothing in particular", "Clare", "Dan", "The row about Clare")
    assert nearest_names("clare", names) == (1, 3)
    assert nearest_names("", names) == (0, 1, 2, 3)
    assert nearest_names("nobody", names) == ()
