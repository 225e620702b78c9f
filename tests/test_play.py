"""Playing a treatment: what is on the disk, what can be undone, and who may write."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest

from game.case import load_case
from game.log_file import CannotSave, LogFile
from game.manual import load_manual
from game.play import CannotResume, Playthrough
from game.record import Header, Log, LogDamaged, RewindLine, TurnLine, audit, parse_log, read_log, replay, to_lines
from game.record.log import LONGEST_LINE
from game.treatment import AskSupervisor, EndSession, IllegalAction, OpenSession, Say, WriteNote

SMALL = Path(__file__).parent / "cases" / "small.yaml"
BOOK = load_manual()
CASE = load_case(SMALL, BOOK)
FIRST_TURNS = (OpenSession(), Say("ask_story"), Say("ask_people"), Say("ask_course"), EndSession())
needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and resource limits are those of POSIX")


def start(path: Path | None = None, **kwargs) -> Playthrough:
    return Playthrough.start(BOOK, CASE, seed=kwargs.pop("seed", 1), path=path, **kwargs)


def resume(path: Path) -> Playthrough:
    return Playthrough.resume(BOOK, CASE, path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


# What is written, and when


def test_every_turn_is_in_the_file_before_it_is_returned(path) -> None:
    with start(path) as playthrough:
        assert read_log(path).log == playthrough.log
        for number, action in enumerate(FIRST_TURNS, 1):
            events = playthrough.act(action)
            written = read_log(path).log
            assert written.lines[-1] == TurnLine(number, action, events)
            assert written == playthrough.log
            assert playthrough.events_of_last_turn == events


def test_a_treatment_without_a_path_leaves_no_file(tmp_path) -> None:
    playthrough = start()
    playthrough.act(OpenSession())
    assert playthrough.path is None
    assert playthrough.treatment.hour.open
    assert list(tmp_path.iterdir()) == []


def test_a_treatment_has_the_length_of_its_case_unless_told_otherwise() -> None:
    assert start().treatment.sessions == 8
    assert start(sessions=16).treatment.sessions == 16
    assert start(sessions=16).log.header.sessions == 16


def test_an_impossible_action_writes_nothing_and_changes_nothing(path) -> None:
    with start(path) as playthrough:
        playthrough.act(OpenSession())
        before, source = playthrough.treatment, path.read_bytes()
        with pytest.raises(IllegalAction, match="already open"):
            playthrough.act(OpenSession())
        assert playthrough.treatment == before
        assert path.read_bytes() == source


def test_a_note_that_no_file_can_hold_is_refused(path) -> None:
    with start(path) as playthrough:
        source = path.read_bytes()
        with pytest.raises(IllegalAction, match="a character in this that cannot be written down"):
            playthrough.act(WriteNote("half a letter: \udc9f"))
        assert path.read_bytes() == source
        playthrough.act(WriteNote("a whole one: \x00 \u2028 🙂"))
    assert read_log(path).log.lines[-1].action == WriteNote("a whole one: \x00 \u2028 🙂")


def test_an_existing_file_is_never_written_over(path) -> None:
    path.write_text("my thesis")
    with pytest.raises(CannotSave, match="already, and it is never written over"):
        start(path)
    assert path.read_text() == "my thesis"


# Going back


@pytest.mark.parametrize("mode", ["guided", "practice"])
def test_a_turn_can_be_taken_back_and_done_otherwise(path, mode) -> None:
    with start(path, mode=mode) as playthrough:
        playthrough.act(OpenSession())
        before = playthrough.treatment
        playthrough.act(Say("ask_story"))
        playthrough.take_back()
        assert playthrough.treatment == before
        assert playthrough.log.lines[-1] == RewindLine(2)
        other = playthrough.act(Say("ask_people"))
        assert playthrough.turns[-1] == (2, other)
    assert resume(path).treatment == playthrough.treatment


def test_rewinding_leads_to_where_the_treatment_stood(path) -> None:
    with start(path) as playthrough:
        stood = [playthrough.treatment]
        for action in FIRST_TURNS:
            playthrough.act(action)
            stood.append(playthrough.treatment)
        for to in (5, 3, 1):
            playthrough.rewind(to)
            assert playthrough.treatment == stood[to - 1]
            assert len(playthrough.turns) == to - 1
        assert playthrough.events_of_last_turn == ()


def test_the_same_turn_tried_again_comes_out_the_same(path) -> None:
    with start(path) as playthrough:
        playthrough.act(OpenSession())
        first = playthrough.act(EndSession())
        playthrough.take_back()
        assert playthrough.act(EndSession()) == first


def test_there_is_no_going_back_to_what_was_not(path) -> None:
    with start(path) as playthrough:
        source = path.read_bytes()
        with pytest.raises(IllegalAction, match="no turn to take back"):
            playthrough.take_back()
        for to in (0, 1, -1):
            with pytest.raises(IllegalAction, match=f"There is no turn {to} to go back to"):
                playthrough.rewind(to)
        assert path.read_bytes() == source


def test_an_exam_has_no_way_back_and_no_supervisor(path) -> None:
    with start(path, mode="exam") as playthrough:
        playthrough.act(OpenSession())
        source = path.read_bytes()
        for forbidden in (playthrough.take_back, lambda: playthrough.rewind(1)):
            with pytest.raises(IllegalAction, match="In an exam there is no going back"):
                forbidden()
        with pytest.raises(IllegalAction, match="In an exam there is no supervisor"):
            playthrough.act(AskSupervisor())
        assert path.read_bytes() == source


def test_a_supervisor_answers_outside_an_exam() -> None:
    (asked,) = start().act(AskSupervisor())
    assert asked.kind == "supervisor_asked"


# Going on


def test_a_treatment_goes_on_where_it_was_left(path) -> None:
    with start(path, seed=9) as playthrough:
        for action in FIRST_TURNS[:3]:
            playthrough.act(action)
    with resume(path) as again:
        assert again.notice is None
        assert again.treatment == playthrough.treatment
        assert again.log == playthrough.log
        for action in FIRST_TURNS[3:]:
            again.act(action)
    whole = start(seed=9)
    for action in FIRST_TURNS:
        whole.act(action)
    assert read_log(path).log == whole.log
    assert audit(BOOK, CASE, whole.log) == ()


@pytest.mark.parametrize("lost", [1, 2, 20, 200])
def test_a_last_line_that_was_cut_off_is_taken_out_with_a_notice(path, lost) -> None:
    with start(path) as playthrough:
        for action in FIRST_TURNS:
            playthrough.act(action)
    source = path.read_bytes()
    path.write_bytes(source[:-lost])
    with resume(path) as again:
        if lost == 1:  # only the line end
            assert again.notice is None
            assert again.treatment.turn == 5
        else:
            assert again.notice is not None
            assert "line 6" in again.notice
            assert again.treatment.turn == 4
            again.act(FIRST_TURNS[-1])
        assert path.read_bytes() == source


def test_a_log_with_nothing_but_its_header_goes_on(path) -> None:
    start(path).close()
    with resume(path) as playthrough:
        playthrough.act(OpenSession())
    assert len(read_log(path).log.lines) == 1


def test_a_damaged_log_is_refused_and_left_alone(path) -> None:
    with start(path) as playthrough:
        playthrough.act(OpenSession())
        playthrough.act(WriteNote("quiet"))
    damaged = path.read_bytes().replace(b'"seed":1', b'"seed":2')
    path.write_bytes(damaged)
    with pytest.raises(LogDamaged, match="Line 1 of the log"):
        resume(path)
    assert path.read_bytes() == damaged
    path.rename(path.with_suffix(".old"))  # and its lock has been let go of
    start(path).close()


def test_a_log_that_is_not_there_cannot_be_gone_on_with(path, tmp_path) -> None:
    with pytest.raises(CannotSave, match="there is no such file or folder"):
        resume(path)
    with pytest.raises(CannotSave, match="it is a folder"):
        resume(tmp_path)
    with pytest.raises(CannotSave, match="there is no such file or folder"):
        start(tmp_path / "nowhere" / "log.jsonl")


@needs_posix
def test_a_pipe_is_no_log(path) -> None:
    os.mkfifo(path)
    with pytest.raises(CannotSave, match="not an ordinary file"):
        resume(path)


def test_a_log_of_another_case_or_manual_is_not_gone_on_with(path, tmp_path) -> None:
    start(path).close()
    changed = tmp_path / "case.yaml"
    changed.write_bytes(SMALL.read_bytes() + b"notes: Told more plainly.\n")
    folder = tmp_path / "small"
    folder.mkdir()
    other = load_case(changed.rename(folder / "case.yaml"), BOOK)
    with pytest.raises(CannotResume, match="The case 'small' has been changed"):
        Playthrough.resume(BOOK, other, path)
    with pytest.raises(CannotResume, match="with the case 'small', not with 'mehdi'"):
        Playthrough.resume(BOOK, load_case("mehdi", BOOK), path)
    path.write_bytes(sealed_again(path.read_bytes().replace(BOOK.hash.encode(), b"0" * 64)))
    with pytest.raises(CannotResume, match="The manual has been changed"):
        resume(path)


def test_a_log_of_another_version_goes_on_with_a_notice(path) -> None:
    start(path).close()
    path.write_bytes(sealed_again(path.read_bytes().replace(b'"engine":"0.1.0"', b'"engine":"0.0.9"')))
    with resume(path) as playthrough:
        assert playthrough.notice == "This log was begun with version 0.0.9 of the program, and this is 0.1.0."


def sealed_again(header: bytes) -> bytes:
    """Seal a changed header again."""
    values = json.loads(header)
    del values["sum"]
    return b"".join(to_lines(Log(Header(**values))))


# Who may write


def test_two_windows_cannot_play_one_log(path) -> None:
    with start(path):
        with pytest.raises(CannotSave) as refused:
            resume(path)
        assert str(refused.value) == (
            f"The log {path} is being played in another window. Close that one first, or choose another log."
        )
    resume(path).close()


def test_another_process_cannot_play_it_either(path) -> None:
    program = dedent(f"""
        from pathlib import Path
        from game.case import load_case
        from game.manual import load_manual
        from game.play import CannotSave, Playthrough
        book = load_manual()
        try:
            Playthrough.resume(book, load_case(Path({str(SMALL)!r}), book), Path({str(path)!r}))
        except CannotSave as refused:
            print(refused)
    """)
    with start(path):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "is being played in another window" in done.stdout


def test_a_change_from_outside_is_noticed_before_the_next_turn(path) -> None:
    with start(path) as playthrough:
        playthrough.act(OpenSession())
        before = playthrough.treatment
        source = path.read_bytes()
        path.write_bytes(source + b"scribble")
        with pytest.raises(CannotSave, match="Another program has changed the log"):
            playthrough.act(Say("ask_story"))
        assert playthrough.treatment == before
        path.write_bytes(source)
        playthrough.act(Say("ask_story"))


@needs_posix
def test_a_log_deleted_under_the_player_is_noticed(path) -> None:
    with start(path) as playthrough:
        path.unlink()
        with pytest.raises(CannotSave, match="has been deleted"):
            playthrough.act(OpenSession())


def test_a_closed_treatment_writes_no_more(path) -> None:
    playthrough = start(path)
    playthrough.close()
    playthrough.close()
    with pytest.raises(CannotSave, match="The log has been closed"):
        playthrough.act(OpenSession())


# Disks


@needs_posix
def test_a_full_disk_is_a_sentence_and_the_turn_can_be_tried_again(path) -> None:
    program = dedent(f"""
        import resource
        from pathlib import Path
        from game.case import load_case
        from game.manual import load_manual
        from game.play import CannotSave, Playthrough
        from game.record import read_log
        from game.treatment import EndSession, OpenSession, Say
        book = load_manual()
        path = Path({str(path)!r})
        play = Playthrough.start(book, load_case(Path({str(SMALL)!r}), book), seed=1, path=path)
        play.act(OpenSession())
        before, source = play.treatment, path.read_bytes()
        room = len(source) + 40
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            play.act(Say("ask_story"))
        except CannotSave as refused:
            print(refused)
        assert play.treatment == before and path.read_bytes() == source
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        play.act(Say("ask_story"))
        assert read_log(path).log == play.log and len(play.log.lines) == 2
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            Playthrough.start(book, play.case, seed=1, path=path.with_name("second.jsonl"))
        except CannotSave as refused:
            print(refused)
        assert not path.with_name("second.jsonl").exists()
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    second = path.with_name("second.jsonl")
    assert done.stdout.splitlines() == [
        f"The disk is full: the log {path} could not be written. Make room and try again.",
        f"The disk is full: the log {second} could not be written. Make room and try again.",
    ]


@needs_posix
def test_a_read_only_folder_is_a_sentence(tmp_path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o555)
    program = dedent(f"""
        import os
        from pathlib import Path
        from game.case import load_case
        from game.manual import load_manual
        from game.play import CannotSave, Playthrough
        book = load_manual()
        case = load_case(Path({str(SMALL)!r}), book)
        if os.geteuid() == 0:
            os.seteuid(65534)  # nobody: the superuser may write anywhere
        try:
            Playthrough.start(book, case, seed=1, path=Path({str(folder / "log.jsonl")!r}))
        except CannotSave as refused:
            print(refused)
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == (
        f"The log {folder / 'log.jsonl'} cannot be written: it, or its folder, is read-only. Choose another place."
    )


def test_what_is_too_long_for_a_line_is_not_written(path) -> None:
    with pytest.raises(CannotSave, match="too long to be kept in the log"):
        LogFile.create(path, b"x" * (LONGEST_LINE + 1))
    assert not path.exists()
    file = LogFile.create(path, b"one\n")
    with pytest.raises(CannotSave, match="too long to be kept in the log"):
        file.append(b"x" * (LONGEST_LINE + 1))
    file.append(b"two\n")
    file.close()
    assert path.read_bytes() == b"one\ntwo\n"


# Power cuts

PLAYER = """
import sys
from pathlib import Path
from random import Random
from game.case import load_case
from game.manual import load_manual
from game.play import Playthrough
from game.record import checksum_of, read_log
from game.treatment import legal_actions
book = load_manual()
case = load_case(Path(sys.argv[1]), book)
path, chance = Path(sys.argv[2]), Random(sys.argv[3])
play = Playthrough.resume(book, case, path) if path.exists() else Playthrough.start(book, case, seed=5, path=path)
print("ready", flush=True)
while True:
    if play.treatment.over or chance.random() < 0.1 and play.treatment.turn:
        play.rewind(1 + chance.randrange(play.treatment.turn))
    else:
        play.act(chance.choice(legal_actions(book, case, play.treatment)))
    print(len(play.log.lines), repr(play.log.lines[-1]), flush=True)
"""


@needs_posix
def test_a_kill_in_the_middle_of_play_loses_nothing_that_was_shown(path) -> None:
    chance = Random(20)
    shown: list[str] = []
    for life in range(5):
        arguments = [sys.executable, "-c", PLAYER, str(SMALL), str(path), str(life)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as player:
            assert player.stdout is not None
            assert player.stdout.readline() == "ready\n"
            shown += [player.stdout.readline() for _ in range(chance.randrange(1, 25))]
            player.send_signal(signal.SIGKILL)
            shown += [line for line in player.stdout if line.endswith("\n")]
        lines = read_log(path).log.lines
        for line in shown:
            number, _, turn = line.rstrip("\n").partition(" ")
            assert repr(lines[int(number) - 1]) == turn
        assert len(lines) - int(shown[-1].split()[0]) in (0, 1)
    with resume(path) as playthrough:
        assert audit(BOOK, CASE, playthrough.log) == ()
        assert replay(BOOK, CASE, parse_log(path.read_bytes()).log) == playthrough.treatment
