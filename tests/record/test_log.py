"""The log as it is written, and read back to the bit."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from any_log import HEADER, logs
from hypothesis import given, settings

from game.record import (
    Log,
    RewindLine,
    TurnLine,
    checksum_of,
    header_line,
    parse_log,
    read_log,
    to_lines,
    turn_line,
)
from game.treatment import OpenSession, Say


@settings(max_examples=60, deadline=None)
@given(logs())
def test_any_log_comes_back_as_it_was_written(log: Log) -> None:
    source = b"".join(to_lines(log))
    found = parse_log(source)
    assert found.log == log
    assert (found.size, found.ended, found.notice) == (len(source), True, None)
    assert b"".join(to_lines(found.log)) == source


def test_a_log_that_was_played_comes_back_as_it_was_written(wander, tmp_path) -> None:
    played = wander(4, 60, path=tmp_path / "played.jsonl")
    source = (tmp_path / "played.jsonl").read_bytes()
    played.close()
    assert b"".join(to_lines(played.log)) == source
    assert read_log(tmp_path / "played.jsonl").log == played.log


def test_every_line_is_json_with_the_header_first() -> None:
    log = Log(HEADER, (TurnLine(1, OpenSession(), ()), RewindLine(1), TurnLine(1, Say("chat"), ())))
    header, first, back, again = map(json.loads, to_lines(log))
    assert header["format"] == 1
    assert (header["case"], header["seed"], header["mode"], header["sessions"]) == ("small", 7, "practice", 8)
    assert first["action"] == {"kind": "open_session"}
    assert back["rewind"] == 1
    assert again["action"] == {"kind": "say", "intent": "chat", "target": None, "variant": 0}


def test_a_checksum_depends_on_every_line_before_it() -> None:
    turn = TurnLine(1, OpenSession(), ())
    one, other = header_line(HEADER), header_line(replace(HEADER, seed=8))
    assert checksum_of(one) != checksum_of(other)
    assert checksum_of(turn_line(turn, one)) != checksum_of(turn_line(turn, other))
    assert turn_line(turn, one)[:-16] == turn_line(turn, other)[:-16]


def test_a_line_end_that_is_missing_costs_no_turn() -> None:
    source = b"".join(to_lines(Log(HEADER, (TurnLine(1, OpenSession(), ()),))))
    found = parse_log(source[:-1])
    assert len(found.log.lines) == 1
    assert (found.size, found.ended, found.notice) == (len(source) - 1, False, None)


def test_a_log_cut_anywhere_keeps_every_whole_turn(wander) -> None:
    source = b"".join(to_lines(wander(2, 6).log))
    ends = [place + 1 for place, byte in enumerate(source) if byte == 10]
    for cut in range(ends[0], len(source)):
        found = parse_log(source[:cut])
        whole = sum(end - 1 <= cut for end in ends)
        assert len(found.log.lines) == whole - 1
        assert (found.notice is None) == (cut in ends or cut + 1 in ends)


@pytest.mark.parametrize("tail", [b"\0" * 700, b'{"turn":2,"act\n', b'{"turn":2,"act\n\0\0', b"\xc3"])
def test_what_a_power_cut_leaves_behind_is_left_out_with_a_notice(tail: bytes) -> None:
    source = b"".join(to_lines(Log(HEADER, (TurnLine(1, OpenSession(), ()),))))
    found = parse_log(source + tail)
    assert len(found.log.lines) == 1
    assert found.size == len(source)
    assert found.notice == (
        "The last line of the log (line 3) was cut off and has been left out. Everything before it is whole."
    )


def test_a_note_that_no_file_can_hold_is_refused_in_writing() -> None:
    with pytest.raises(UnicodeEncodeError):
        turn_line(TurnLine(1, Say("\ud800"), ()), header_line(HEADER))


def test_importing_the_record_loads_neither_pydantic_nor_yaml_nor_pygame() -> None:
    program = "import sys, game.play; print(sorted({'yaml', 'pydantic', 'pygame'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
