"""Plain lines out and in."""

import io

import pytest

from game.text.console import Console, Leave


def console(typed: str, width: int = 60, *, colour: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(io.StringIO(typed), out, width, colour=colour), out


def test_a_number_chooses_its_row() -> None:
    asked, _ = console("2\n")
    assert asked.choose(["one", "two"], "Which?") == 1


def test_other_words_come_back_as_typed() -> None:
    asked, _ = console("something else\n")
    assert asked.choose(["one"], "Which?") == "something else"


def test_rows_come_nine_at_a_time_and_keep_their_numbers() -> None:
    asked, out = console("more\n12\n")
    rows = [f"row {number}" for number in range(1, 16)]
    assert asked.choose(rows, "Which?") == 11
    before, _, after = out.getvalue().partition("…and 6 more")
    assert "row 9" in before
    assert "row 10" not in before
    assert " 12  row 12" in after


def test_a_number_that_is_not_there_is_asked_again() -> None:
    asked, out = console("7\n1\n")
    assert asked.choose(["one", "two"], "Which?") == 0
    assert "from 1 to 2" in out.getvalue()


def test_words_that_mean_no_row_are_asked_again_until_going_back() -> None:
    asked, out = console("perhaps\nback\n")
    assert asked.choose_only(["one"], "Which?") is None
    assert "Nothing here goes by these words" in out.getvalue()


@pytest.mark.parametrize("typed", ["2", "role transition", "TRANSITION", "role tr"])
def test_a_row_is_chosen_by_its_name_as_well_as_by_its_number(typed: str) -> None:
    asked, _ = console(f"{typed}\n")
    assert asked.choose_only(["Grief", "Role transition", "Role dispute"], "Which?") == 1


def test_words_that_mean_several_rows_show_them_with_their_numbers() -> None:
    asked, out = console("role\n3\n")
    assert asked.choose_only(["Grief", "Role transition", "Role dispute"], "Which?") == 2
    assert "More than one goes by these words:\n  2  Role transition\n  3  Role dispute" in out.getvalue()


def test_rows_can_be_chosen_by_other_words_than_they_show() -> None:
    asked, _ = console("sister\n")
    assert asked.choose_only(["Vera, placed close", "Tomás"], "Whom?", ["Vera sister", "Tomás son"]) == 0


def test_three_rows_are_too_few_to_hold_back() -> None:
    asked, out = console("12\n")
    assert asked.choose([f"row {number}" for number in range(1, 13)], "Which?") == 11
    assert "more" not in out.getvalue()


def test_help_inside_a_question_is_its_own_and_goes_away_with_it() -> None:
    asked, out = console("help\nyes\nhelp\nyes\n")
    asked.help = lambda: asked.say("Help of the room.")
    with asked.helping("Help of the question."):
        asked.agrees("Sure?")
    asked.agrees("Quite sure?")
    inside, _, after = out.getvalue().partition("Quite sure?")
    assert "Help of the question." in inside
    assert "Help of the room." not in inside
    assert "Help of the room." in after


def test_help_is_given_and_the_question_asked_again() -> None:
    asked, out = console("help\n?\nyes\n")
    asked.help = lambda: asked.say("Here is help.")
    assert asked.agrees("Sure?")
    assert out.getvalue().count("Here is help.") == 2
    assert out.getvalue().count("Sure?") == 3


@pytest.mark.parametrize("typed", ["", "quit\n", " EXIT \n"])
def test_quitting_and_the_end_of_input_leave(typed: str) -> None:
    asked, _ = console(typed)
    with pytest.raises(Leave):
        asked.ask("And now?")


def test_lines_are_wrapped_and_paths_are_not() -> None:
    shown, out = console("", width=50)
    shown.say("word " * 40)
    path = "/a-folder/with-a-name/" + "long-" * 20
    shown.exactly(path)
    lines = out.getvalue().splitlines()
    assert lines[-1] == path
    assert max(map(len, lines[:-1])) <= 50


def test_line_breaks_of_a_letter_are_kept() -> None:
    shown, out = console("")
    shown.say("First paragraph.\nSecond paragraph.")
    assert out.getvalue() == "First paragraph.\nSecond paragraph.\n"


def test_colour_adds_to_the_words_and_takes_none_away() -> None:
    plain, plain_out = console("")
    bright, bright_out = console("", colour=True)
    for each in (plain, bright):
        each.said("Owen (sad)", "Nothing much.", "patient")
    without = bright_out.getvalue().replace("\x1b[33m", "").replace("\x1b[0m", "")
    assert without == plain_out.getvalue()
    assert without != bright_out.getvalue()


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with_colour, without = Tty(), Tty()
    Console(io.StringIO(), with_colour, 60).heading("Session 1")
    monkeypatch.setenv(name, value)
    Console(io.StringIO(), without, 60).heading("Session 1")
    assert "\x1b[1m" in with_colour.getvalue()
    assert "\x1b" not in without.getvalue()


def test_what_would_tell_the_terminal_to_do_something_is_left_out() -> None:
    """A note of a team mate, or a name, may hold anything."""
    out = io.StringIO()
    console = Console(io.StringIO(), out, 96, colour=False)
    console.say("one \x1b]0;title\x07two\x9b2J")
    console.exactly("three\x1b[2J")
    console.rows(["fo\rur"])
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in out.getvalue().replace("\n", ""))
    assert "two" in out.getvalue()
