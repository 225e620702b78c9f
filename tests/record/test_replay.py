"""Replay equals play; the audit finds what replay cannot."""

from contextlib import suppress
from dataclasses import replace

import pytest
from any_log import logs
from hypothesis import given, settings

from game.record import (
    Drift,
    Log,
    LogDamaged,
    RewindLine,
    TurnLine,
    audit,
    branch,
    parse_log,
    replay,
    to_lines,
    turns,
)
from game.treatment import AskSupervisor, EndSession, OpenSession, Say, WriteNote
from game.treatment.events import FormulationAnswered, Replied, SessionOpened


def forged(log: Log) -> Log:
    """Write the log out and read it back: every checksum is right again."""
    return parse_log(b"".join(to_lines(log))).log


def with_line(log: Log, number: int, line: TurnLine | RewindLine) -> Log:
    lines = list(log.lines)
    lines[number - 2] = line
    return replace(log, lines=tuple(lines))


@pytest.mark.parametrize("seed", range(6))
def test_replay_equals_play(book, small, wander, seed) -> None:
    played = wander(seed, 120)
    assert replay(book, small, forged(played.log)) == played.treatment
    assert audit(book, small, played.log) == ()


def test_replay_stops_at_any_turn(book, small, wander) -> None:
    played = wander(11, 30, mode="exam")
    for turn in range(len(played.log.lines) + 1):
        first = replace(played.log, lines=played.log.lines[:turn])
        assert replay(book, small, played.log, to=turn) == replay(book, small, first)
    assert replay(book, small, played.log, to=0).turn == 0


def test_a_turn_beyond_the_log_is_refused(book, small, wander) -> None:
    with pytest.raises(ValueError, match="The log has 3 turns, so there is no turn 4"):
        replay(book, small, wander(1, 3, mode="exam").log, to=4)


def test_the_branch_is_what_was_not_gone_back_on() -> None:
    one, two, other, three = (
        TurnLine(1, OpenSession(), ()),
        TurnLine(2, Say("a"), ()),
        TurnLine(2, Say("b"), (SessionOpened(1),)),
        TurnLine(3, Say("c"), ()),
    )
    log = Log(None, (one, two, three, RewindLine(2), other))  # type: ignore[arg-type]
    assert branch(log) == (one, other)
    assert turns(log) == ((1, ()), (2, (SessionOpened(1),)))


def test_audit_finds_an_edited_event_although_every_checksum_is_right(book, small, wander) -> None:
    log = wander(5, 40, mode="exam").log
    number, line = next(
        (number, line)
        for number, line in enumerate(log.lines, 2)
        if any(isinstance(event, Replied) for event in line.events)
    )
    place = next(place for place, event in enumerate(line.events) if isinstance(event, Replied))
    was = line.events[place].words
    edited = replace(line.events[place], words="Thank you, that helps so much.")
    events = (*line.events[:place], edited, *line.events[place + 1 :])
    found = audit(book, small, forged(with_line(log, number, replace(line, events=events))))
    difference = (
        f"Event {place + 1} is replied with words 'Thank you, that helps so much.', and the rules lead to {was!r}."
    )
    assert found == (Drift(number, line.turn, difference),)
    assert str(found[0]) == f"Line {number} of the log: {difference}"


def test_audit_names_one_line_although_the_edit_changes_what_follows(book, small, wander) -> None:
    log = wander(5, 60, mode="exam").log
    number, line = next(
        (number, line)
        for number, line in enumerate(log.lines, 2)
        if any(event.kind == "patient_moved" and event.alliance for event in line.events)
    )
    events = tuple(replace(event, alliance=9_000) if event.kind == "patient_moved" else event for event in line.events)
    found = audit(book, small, forged(with_line(log, number, replace(line, events=events))))
    assert [drift.line for drift in found] == [number]


def test_audit_finds_events_left_out_and_put_in(book, small, wander) -> None:
    log = wander(8, 5, mode="exam").log
    last = log.lines[-1]
    number = len(log.lines) + 1
    assert isinstance(last, TurnLine)
    shorter = audit(book, small, with_line(log, number, replace(last, events=last.events[:-1])))
    longer = audit(book, small, with_line(log, number, replace(last, events=(*last.events, SessionOpened(9)))))
    kind = last.events[-1].kind
    assert [drift.difference for drift in shorter] == [
        f"Event {len(last.events)} is {kind}, and the log leaves it out."
    ]
    assert [drift.difference for drift in longer] == [
        f"Event {len(last.events) + 1} is session_opened, and only the log has it."
    ]


def test_audit_finds_an_action_that_cannot_be_done(book, small, wander) -> None:
    log = wander(3, 1, mode="exam").log
    second = TurnLine(2, OpenSession(), (SessionOpened(2),))
    found = audit(book, small, replace(log, lines=(*log.lines, second)))
    assert found == (Drift(3, 2, "Turn 2 cannot be done here: The session is already open."),)


def test_audit_looks_at_what_was_gone_back_on_as_well(book, small, wander) -> None:
    played = wander(9, 3, mode="guided")
    while played.treatment.turn < 3:
        played.act(WriteNote("more"))
    played.take_back()
    log = played.log
    number = len(log.lines)
    gone = log.lines[-2]
    assert isinstance(gone, TurnLine)
    edited = with_line(log, number, replace(gone, events=()))
    assert [drift.line for drift in audit(book, small, edited)] == [number]


def test_a_supervisor_in_an_exam_is_a_drift(book, small, wander) -> None:
    played = wander(3, 1, mode="practice")
    played.act(AskSupervisor())
    log = replace(played.log, header=replace(played.log.header, mode="exam"))
    assert audit(book, small, log) == (Drift(3, 2, "An exam has no supervisor to ask."),)


def test_audit_says_what_the_log_was_played_with(book, small, wander) -> None:
    log = wander(3, 2).log
    other = replace(log.header, case_hash="0" * 64, manual_version="0", manual_hash="0" * 64, engine="0.0.1")
    found = audit(book, small, replace(log, header=other))
    assert [(drift.line, drift.turn) for drift in found] == [(1, None)] * 3
    assert [drift.difference for drift in found] == [
        "The case 'small' has been changed since this was played.",
        f"It was played with the manual 'ipt' 0, and this is 'ipt' {book.rows.version}.",
        "It was played with version 0.0.1 of the program, and this is 0.1.0.",
    ]
    elsewhere = audit(book, small, replace(log, header=replace(log.header, case="tess", manual_hash="0" * 64)))
    assert [drift.difference for drift in elsewhere] == [
        "It was played with the case 'tess', and this is 'small'.",
        f"The manual 'ipt' {book.rows.version} has been changed since this was played.",
    ]


def test_events_that_make_no_sense_are_named_by_their_line(book, small, wander) -> None:
    log = wander(3, 1, mode="exam").log
    nonsense = TurnLine(2, EndSession(), (FormulationAnswered(500),))
    forged_log = replace(log, lines=(*log.lines, nonsense))
    with pytest.raises(LogDamaged) as refused:
        replay(book, small, forged_log)
    assert str(refused.value) == "Line 3 of the log: What it says does not follow from the turns before it."
    assert [drift.line for drift in audit(book, small, forged_log)] == [3]


@settings(max_examples=150, deadline=None)
@given(logs())
def test_a_log_that_nobody_played_is_damaged_or_drifts_and_never_crashes(book, small, log: Log) -> None:
    with suppress(LogDamaged):
        assert replay(book, small, log).turn == len(branch(log))
    lines = [drift.line for drift in audit(book, small, log)]
    assert lines == sorted(lines)
    assert set(lines) <= set(range(1, len(log.lines) + 2))
