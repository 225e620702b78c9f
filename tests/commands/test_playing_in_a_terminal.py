"""`play --text` and `resume --text` through a pipe, as a remote shell or a screen reader would have them."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import Run

from game.resources import scenarios_folder


def test_a_stranger_is_led_from_the_title_to_the_first_words(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    typed = "1\n1\n\nintroduce\n1\n\nquit\n"
    shown = run("--text", "--seed", "4", "--log", log, typed=typed)
    assert shown.returncode == 0, shown.stderr
    for words in ("SIXTEEN WEEKS", "WHO IS WAITING", "HOW DO YOU WANT TO PLAY?", "REFERRAL", "SESSION 1", "You:"):
        assert words in shown.stdout
    header = json.loads(log.read_text(encoding="utf-8").split("\n")[0])
    assert (header["mode"], header["seed"]) == ("guided", 4)


def test_help_is_there_at_every_question(run: Run) -> None:
    shown = run("--text", typed="help\n1\nhelp\n2\nhelp\n\nhelp\nfeeling\nhelp\n")
    assert shown.stdout.count("HELP") == 3
    assert "Type the number of the patient" in shown.stdout


def test_leaving_before_anything_was_begun_leaves_no_log(run: Run, tmp_path: Path) -> None:
    shown = run("--text", typed="quit\n")
    assert shown.returncode == 0
    assert "Nothing was begun." in shown.stdout
    assert not list(tmp_path.rglob("*.jsonl"))


def test_without_a_name_the_log_lies_in_the_data_folder_and_can_be_resumed(run: Run, tmp_path: Path) -> None:
    shown = run("play", "ines", "--text", "--mode", "practice", typed="\nconfidentiality\n1\n\n")
    kept = next(tmp_path.rglob("ines-*.jsonl"))
    assert str(kept) in shown.stdout
    again = run("resume", kept, "--text", typed="look\nquit\n")
    assert again.returncode == 0
    assert "What was said last:" in again.stdout
    assert "Session 1 of 8" in again.stdout


def test_an_existing_log_is_never_written_over(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "kept.jsonl"
    log.write_text("mine", encoding="utf-8")
    shown = run("play", "ines", "--text", "--mode", "exam", "--log", log, typed="\n")
    assert shown.returncode == 1
    assert "never written over" in shown.stderr
    assert log.read_text(encoding="utf-8") == "mine"


def test_exam_has_no_supervisor_and_no_way_back(run: Run) -> None:
    shown = run("play", "ines", "--text", "--mode", "exam", "--log", "x.jsonl", typed="\nhelp\nsupervisor\nundo\n")
    help_words = shown.stdout.partition("HELP")[2]
    assert "undo:" not in help_words
    assert "supervisor:" not in help_words
    assert "Taken back" not in shown.stdout


def test_practice_takes_a_turn_back_and_the_log_keeps_it(run: Run) -> None:
    typed = "\nconfidentiality\n1\n\nundo\nquit\n"
    shown = run("play", "ines", "--text", "--mode", "practice", "--log", "x.jsonl", typed=typed)
    assert "Taken back" in shown.stdout


def test_colour_is_off_in_a_pipe(run: Run) -> None:
    assert "\x1b[" not in run("play", "ines", "--text", "--mode", "guided", "--log", "x.jsonl", typed="\n").stdout


def test_a_case_from_a_folder_can_be_played(run: Run) -> None:
    folder = scenarios_folder() / "mehdi"
    shown = run("play", folder, "--text", "--mode", "exam", "--log", "x.jsonl", "--sessions", "8", typed="\n")
    assert "SESSION 1 OF 8" in shown.stdout


def test_a_case_with_faults_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    source = (scenarios_folder() / "ines" / "case.yaml").read_text(encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(source.replace("level: 1", "level: 9", 1), encoding="utf-8")
    shown = run("play", case, "--text", typed="\n")
    assert shown.returncode == 1
    assert "SW024" in shown.stderr


def test_lines_fit_a_terminal_of_eighty_columns(run: Run) -> None:
    shown = run("play", "ines", "--text", "--mode", "exam", "--log", "x.jsonl", typed="\n")
    lines = [line for line in shown.stdout.split("\n") if " > " not in line]
    assert len(lines) > 30
    assert max(map(len, lines)) <= 80


@pytest.fixture
def at_a_keyboard(tmp_path: Path):
    """Start the text game at a terminal of its own; return the process and the end to type into."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "game",
        "play",
        "ines",
        "--text",
        "--mode",
        "exam",
        "--log",
        str(tmp_path / "t.jsonl"),
    ]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    env.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=tmp_path) as process:
        os.close(theirs)
        yield process, ours
        process.kill()
    os.close(ours)


def shown_until(terminal: int, words: str, seconds: int = 60) -> str:
    """Read what the terminal shows until `words` appear."""
    shown, end = b"", time.monotonic() + seconds
    while words.encode() not in shown and time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            shown += os.read(terminal, 65_536)
        except OSError:  # the process has closed its end
            break
    return shown.decode(errors="replace")


def test_a_keyboard_can_edit_its_line_and_sees_colour(at_a_keyboard) -> None:
    process, terminal = at_a_keyboard
    assert "\x1b[1m" in shown_until(terminal, "or a command > ")
    os.write(terminal, b"qx\x7fuit\n")  # the x is rubbed out
    assert "sixteen-weeks resume" in shown_until(terminal, "--text")
    assert process.wait(60) == 0


def test_ctrl_c_stops_the_game_as_quit_does(at_a_keyboard) -> None:
    process, terminal = at_a_keyboard
    shown_until(terminal, "or a command > ")
    shown = ""
    for _ in range(30):  # pressed once more where the line editor had not begun to listen, as a person would
        process.send_signal(signal.SIGINT)
        shown += shown_until(terminal, "--text", seconds=2)
        if "--text" in shown:
            break
    assert "sixteen-weeks resume" in shown
    assert "Traceback" not in shown
    assert process.wait(60) == 0
