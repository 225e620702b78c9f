"""Broken logs, one by one: the line that is named, and the sentence."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.record import Header, Log, LogDamaged, ReadLog, RewindLine, TurnLine, parse_log, read_log, to_lines
from game.record.log import LARGEST_LOG, LONGEST_LINE, seal
from game.treatment import OpenSession, Say
from game.treatment.events import Replied, SessionOpened

CHANGED = "The checksum does not fit: the line was changed, or lines before it were removed, added or moved."


def header(mode: str = "practice") -> Header:
    return Header(
        case="small",
        case_hash="c" * 64,
        manual="ipt",
        manual_version="1",
        manual_hash="m" * 64,
        engine="0.1.0",
        seed=7,
        mode=mode,  # type: ignore[arg-type]
        course="teaching",
        sessions=8,
    )


WHOLE = Log(
    header(),
    (
        TurnLine(1, OpenSession(), (SessionOpened(1), Replied("Hello.", "calm", 2000, "greeting"))),
        TurnLine(2, Say("chat"), (Replied("Yes.", "calm", 2000, "chat"),)),
        RewindLine(2),
        TurnLine(2, Say("ask_story"), (Replied("Well.", "sad", 4000, "ask_story"),)),
        TurnLine(3, Say("chat"), (Replied("No.", "calm", 2000, "chat"),)),
    ),
)
LINES = tuple(to_lines(WHOLE))


def resealed(*bodies: str) -> bytes:
    """Write lines with a chain of right checksums, as somebody would who knows how."""

    def written() -> Iterator[bytes]:
        last = ""
        for body in bodies:
            last = seal(body.encode(), last)
            yield f'{body[:-1]},"sum":"{last}"}}\n'.encode()

    return b"".join(written())


BODIES = tuple(re.sub(r',"sum":"[0-9a-f]{12}"\}\n$', "}", line.decode()) for line in LINES)


def with_body(number: int, change: Callable[[str], str]) -> bytes:
    """Change the JSON of line `number` and recompute every checksum."""
    bodies = list(BODIES)
    bodies[number - 1] = change(bodies[number - 1])
    return resealed(*bodies)


def put(number: int, old: str, new: str) -> bytes:
    assert old in BODIES[number - 1]
    return with_body(number, lambda body: body.replace(old, new, 1))


def with_line(number: int, line: bytes) -> bytes:
    return b"".join((*LINES[: number - 1], line, *LINES[number:]))


def keys_of(number: int, **changes: object) -> bytes:
    return with_body(number, lambda body: json.dumps({**json.loads(body), **changes}, separators=(",", ":")))


BROKEN = {
    "empty": (b"", 1, "The file is empty."),
    "only half a header": (LINES[0][:50], 1, "The line breaks off."),
    "no header": (b"".join(LINES[1:]), 1, "The log does not begin with its header."),
    "a picture": (
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        1,
        "Another program has changed the line ends. Use an unchanged copy.",
    ),
    "another text": (b"Dear diary,\ntoday nothing.\n", 1, "The line is not valid JSON."),
    "another JSON": (b"[1, 2]\n", 1, "The line is not a JSON object."),
    "JSON without checksums": (b'{"format":1}\n', 1, "The line does not end in a checksum."),
    "UTF-16": (b"".join(LINES).decode().encode("utf-16-le"), 1, "The line is not valid JSON."),
    "Latin-1": (with_line(3, LINES[2].replace(b"Yes", b"Y\xe9s")), 3, "The line is not UTF-8 text."),
    "Windows line ends": (
        b"".join(LINES).replace(b"\n", b"\r\n"),
        1,
        "Another program has changed the line ends. Use an unchanged copy.",
    ),
    "an empty line": (with_line(3, b"\n" + LINES[2]), 3, "The line is empty."),
    "an edited word": (with_line(3, LINES[2].replace(b"Yes", b"Yea")), 3, CHANGED),
    "an edited seed": (
        with_line(1, LINES[0].replace(b'"seed":7', b'"seed":8')),
        1,
        "The checksum does not fit: the line was changed.",
    ),
    "an edited checksum": (with_line(2, LINES[1][:-4] + b'0"}\n'), 2, CHANGED),
    "a removed turn": (with_line(3, b""), 3, CHANGED),
    "a removed rewind": (with_line(4, b""), 4, CHANGED),
    "a turn put in twice": (with_line(3, LINES[2] * 2), 4, CHANGED),
    "two turns exchanged": (b"".join((*LINES[:4], LINES[5], LINES[4])), 5, CHANGED),
    "two logs in one file": (b"".join(LINES) * 2, 7, CHANGED),
    "cut in the middle": (with_line(3, LINES[2][:40] + b"\n"), 3, "The line breaks off."),
    "a comma lost in the middle": (with_line(3, LINES[2].replace(b',"events"', b'"events"')), 3, CHANGED),
    "a second header, resealed": (resealed(*BODIES, BODIES[0]), 7, "A second log begins here."),
    "broken JSON, resealed": (put(3, ',"events"', '"events"'), 3, "The line is not valid JSON."),
    "a newer format": (
        put(1, '"format":1', '"format":2'),
        1,
        "A newer version of the program wrote this log: format 2, and this one reads 1.",
    ),
    "no such format": (put(1, '"format":1', '"format":0'), 1, "`format` is not one of the allowed words."),
    "an unknown key in the header": (keys_of(1, admin=True), 1, "`admin` is not known here."),
    "a header without its case": (put(1, '"case":"small",', ""), 1, "`case` is missing."),
    "no such mode": (put(1, '"practice"', '"cheat"'), 1, "`mode` is not one of the allowed words."),
    "no such length": (put(1, '"sessions":8', '"sessions":9'), 1, "`sessions` is not one of the allowed words."),
    "a seed that is a text": (put(1, '"seed":7', '"seed":"7"'), 1, "`seed` must be a whole number."),
    "neither turn nor rewind": (with_body(3, lambda _: '{"hello":1}'), 3, "This is neither a turn nor a step back."),
    "an unknown action": (put(3, '"say"', '"shout"'), 3, "`action` is of a kind that is not known."),
    "an action of no kind": (put(3, '"kind":"say",', ""), 3, "`action` does not say of what kind it is."),
    "an unknown event": (put(3, '"replied"', '"sighed"'), 3, "`events[0]` is of a kind that is not known."),
    "an unknown key in an action": (
        put(3, '"variant":0', '"variant":0,"loud":true'),
        3,
        "`action.loud` is not known here.",
    ),
    "an event without its words": (put(2, '"words":"Hello.",', ""), 2, "`events[1].words` is missing."),
    "words that are a number": (put(2, '"Hello."', "5"), 2, "`events[1].words` must be a text."),
    "an intensity that is true": (put(2, "2000", "true"), 2, "`events[1].intensity` must be a whole number."),
    "an intensity with a fraction": (put(2, "2000", "2000.0"), 2, "`events[1].intensity` must be a whole number."),
    "no such feeling": (put(2, '"calm"', '"bored"'), 2, "`events[1].affect` is not one of the allowed words."),
    "events that are no list": (
        with_body(3, lambda body: re.sub(r'"events":\[.*\]', '"events":3', body)),
        3,
        "`events` must be a list.",
    ),
    "an action that is a list": (
        with_body(3, lambda body: re.sub(r'"action":\{.*?\}', '"action":[]', body)),
        3,
        "`action` must be a group of keys.",
    ),
    "turn nought": (put(2, '"turn":1', '"turn":0'), 2, "`turn` is too small."),
    "a turn left out, resealed": (resealed(*BODIES[:2], *BODIES[5:]), 3, "Turn 3 stands where turn 2 should."),
    "back to a turn that was not": (put(4, '"rewind":2', '"rewind":9'), 4, "There is no turn 9 to go back to."),
    "back in an exam": (put(1, '"practice"', '"exam"'), 4, "In an exam there is no going back."),
    "a key twice": (
        put(3, '"intent":"chat"', '"intent":"hug","intent":"chat"'),
        3,
        "This program would have written the line differently: it was changed.",
    ),
    "other spacing": (
        put(3, '"intent":"chat"', '"intent": "chat"'),
        3,
        "This program would have written the line differently: it was changed.",
    ),
    "nested too deeply": (
        with_body(3, lambda _: '{"turn":' + "[" * 5_000 + "]" * 5_000 + "}"),
        3,
        "The line is nested too deeply.",
    ),
    "a number without end": (put(3, '"variant":0', '"variant":' + "9" * 5_000), 3, "The line is not valid JSON."),
    "an endless line": (
        with_line(3, b'{"turn":2,' + b" " * LONGEST_LINE + b"}\n"),
        3,
        "The line has 262,155 bytes, and 262,144 are allowed.",
    ),
    "an endless file": (
        LINES[0] + b" " * LARGEST_LOG,
        1,
        f"The file has {LARGEST_LOG + len(LINES[0]):,} bytes, and a log has at most 67,108,864.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_log_is_refused_by_line_and_sentence(name: str) -> None:
    source, line, sentence = BROKEN[name]
    with pytest.raises(LogDamaged) as refused:
        parse_log(source)
    assert (refused.value.line, refused.value.sentence) == (line, sentence)
    assert str(refused.value) == f"Line {line} of the log: {sentence}"


def test_the_log_that_was_broken_is_whole() -> None:
    assert parse_log(b"".join(LINES)).log == WHOLE
    assert resealed(*BODIES) == b"".join(LINES)


@pytest.mark.parametrize("number", range(1, len(LINES) + 1))
def test_every_single_letter_of_a_log_is_guarded(number: int) -> None:
    line = LINES[number - 1]
    for place in range(len(line) - 1):
        changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
        source = with_line(number, changed)
        with pytest.raises(LogDamaged) as refused:
            parse_log(source)
        assert refused.value.line in (number, number + 1)


def read_or_damaged(source: bytes) -> ReadLog | LogDamaged:
    try:
        return parse_log(source)
    except LogDamaged as refused:
        return refused


@settings(max_examples=150, deadline=None)
@given(st.binary(), st.integers(0, len(LINES)))
def test_bytes_put_in_anywhere_are_refused_or_cut_off(noise: bytes, place: int) -> None:
    source = b"".join((*LINES[:place], noise, *LINES[place:]))
    found = read_or_damaged(source)
    if isinstance(found, LogDamaged):
        assert found.line >= place
    else:
        assert found.log == WHOLE
        assert found.notice is not None or not noise


WORDS = st.sampled_from(["kind", "turn", "action", "events", "words", "rewind", "say", "intent", "replied"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS, JSON, min_size=1))
def test_other_json_with_a_right_checksum_is_refused(values: dict[str, object]) -> None:
    body = json.dumps(values)
    with pytest.raises(LogDamaged) as refused:
        parse_log(resealed(*BODIES, body))
    assert refused.value.line == len(BODIES) + 1
    assert refused.value.sentence.endswith(".")


def test_a_folder_is_no_log(tmp_path) -> None:
    with pytest.raises(OSError, match="directory"):
        read_log(tmp_path).log  # noqa: B018


def test_a_log_that_is_not_there_is_an_error_of_the_system(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        read_log(tmp_path / "none.jsonl")
