"""Branches of a log: what was gone back on is all there, and where two ways part is found."""

from game.record import Header, Log, RewindLine, TurnLine
from game.record.branches import branches, parting
from game.treatment import EndSession, OpenSession, WriteNote


def turn(number: int, words: str = "") -> TurnLine:
    return TurnLine(number, WriteNote(words) if words else OpenSession(), ())


def log_of(book, case, *lines) -> Log:
    header = Header.of(book, case, seed=1, mode="practice", course="teaching", sessions=8)
    return Log(header, lines)


def test_a_log_without_a_step_back_has_no_branches(book, nora) -> None:
    assert branches(log_of(book, nora, turn(1), turn(2, "a"))) == ()


def test_what_was_gone_back_on_is_kept_whole(book, nora) -> None:
    lines = (turn(1), turn(2, "a"), turn(3, "b"), RewindLine(2), turn(2, "c"))
    (found,) = branches(log_of(book, nora, *lines))
    assert found.turns == lines[:3]
    assert found.back_to == 2


def test_several_steps_back_in_a_row_are_one_branch(book, nora) -> None:
    lines = (turn(1), turn(2, "a"), turn(3, "b"), RewindLine(3), RewindLine(2), turn(2, "c"), RewindLine(2))
    first, second = branches(log_of(book, nora, *lines))
    assert (first.turns, first.back_to) == (lines[:3], 2)
    assert second.turns == (lines[0], lines[5])


def test_two_ways_part_where_they_first_differ() -> None:
    one = (turn(1), turn(2, "a"), turn(3, "b"))
    assert parting(one, (turn(1), turn(2, "a"), turn(3, "c"))) == 3
    assert parting(one, one[:2]) == 3
    assert parting(one, (TurnLine(1, EndSession(), ()),)) == 1
