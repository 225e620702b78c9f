"""`preview`: the hidden side, saving while it is played, jumping, and the way to the editor."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from processes import Run

from game.author.new_case import QUESTIONS, case_text
from game.author.previewing import place_of, reloaded, why_not
from game.author.previewing.reloading import changes
from game.case import load_case, read_case
from game.commands.preview import Watched, editor_command
from game.manual import load_manual
from game.play import Playthrough
from game.treatment import OpenSession, Say

BOOK = load_manual()
TEXT = case_text({question.key: question.usual for question in QUESTIONS})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "nora"
    folder.mkdir()
    (folder / "case.yaml").write_text(TEXT, encoding="utf-8")
    return folder


def begun(folder: Path) -> Playthrough:
    play = Playthrough.start(BOOK, load_case(folder, BOOK), seed=1)
    for action in (OpenSession(), Say("ask_story"), Say("ask_course")):
        play.act(action)
    return play


def edited(folder: Path, old: str, new: str) -> None:
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_hidden_side_is_shown_after_each_turn(run: Run, folder: Path) -> None:
    shown = run("preview", folder, typed="\nask course\n1\n1\nquit\n")
    assert shown.returncode == 0, shown.stderr
    assert "alliance 5.0" in shown.stdout
    assert "told: old_story, which speaks against role_dispute (-2)" in " ".join(shown.stdout.split()).replace("| ", "")


def test_why_a_fact_did_not_come_out_is_told(folder: Path) -> None:
    play = begun(folder)
    why = why_not(BOOK, play.case, play.treatment, "underneath")
    assert "it needs an alliance of 6" in why
    assert "ask_feeling" in why or "explore" in why
    asked = why_not(BOOK, play.case, play.treatment, "since_then", Say("ask_feeling", "person:ruth"))
    assert "asks another way" in asked
    assert "it was about person:ruth" in asked


def test_a_saved_change_keeps_the_turn_and_says_what_is_new(folder: Path) -> None:
    before = begun(folder)
    edited(folder, "It is Ruth, if you ask me.", "Ask me about Ruth.")
    edited(folder, "card: Being needed is what is missed", "card: Nobody asks for eggs")
    again = reloaded(BOOK, load_case(folder, BOOK), before)
    assert len(again.play.turns) == len(before.turns)
    assert again.changes == ("changed: facts.loud", "changed: facts.underneath")
    assert again.stopped is None
    assert again.news is not None
    assert again.news == (2, "Ask me about Ruth. Four hundred, and every Sunday I hear of it.")


def test_a_turn_that_is_no_longer_possible_stops_the_replay(folder: Path) -> None:
    before = begun(folder)
    before.act(Say("ask_event", "event:quarrel"))
    text = (folder / "case.yaml").read_text(encoding="utf-8").replace("id: quarrel", "id: argument")
    (folder / "case.yaml").write_text(text.replace("event:quarrel", "event:argument"), encoding="utf-8")
    again = reloaded(BOOK, load_case(folder, BOOK), before)
    assert again.stopped is not None
    assert again.stopped.startswith("turn 4 can no longer be made")
    assert len(again.play.turns) == 3
    assert {"new: events.argument", "gone: events.quarrel"} <= set(again.changes)


def test_nothing_changed_is_said_so(folder: Path) -> None:
    case = load_case(folder, BOOK)
    assert changes(case, case) == ()


def test_the_running_preview_reads_a_saved_case_again(folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    program = [sys.executable, "-m", "game", "preview", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", env=env) as preview:
        assert preview.stdin is not None
        assert preview.stdout is not None
        guard = threading.Timer(90, preview.kill)
        guard.start()
        preview.stdin.write("\n")
        preview.stdin.flush()
        seen = ""
        while "facts told" not in seen:
            seen += preview.stdout.readline()
        edited(folder, "Good morning. Is this chair the right one?", "Is it this chair?")
        seen = ""
        while "Is it this chair?" not in seen:
            line = preview.stdout.readline()
            assert line, "the preview has ended"
            seen += line
        assert "changed: lines" in seen
        edited(folder, "format: 1", "format: [")
        while "SW004" not in seen:
            seen += preview.stdout.readline()
        _, complaints = preview.communicate("quit\n")
        guard.cancel()
    assert "cannot be read" in seen
    assert complaints == ""
    assert preview.returncode == 0


def test_jumping_lets_the_expert_play_up_to_there(run: Run, folder: Path) -> None:
    shown = run("preview", folder, "--session", "4", typed="\nquit\n")
    assert "The expert has played 3 sessions." in shown.stdout
    assert "-- Session 4" in shown.stdout
    assert "There are 8 sessions." in run("preview", folder, typed="jump 40\nquit\n").stdout


def test_a_case_that_cannot_be_read_is_refused_with_its_mistakes(run: Run, folder: Path) -> None:
    edited(folder, "format: 1", "format: [")
    shown = run("preview", folder, typed="quit\n")
    assert shown.returncode == 1
    assert "SW004" in shown.stderr


def test_the_line_behind_what_was_said_is_found(folder: Path) -> None:
    case, tree, _ = read_case(folder, BOOK)
    assert case is not None
    assert tree is not None
    lines = TEXT.splitlines()
    for cue, words in (
        ("fact:underneath", "    words: I was somebody"),
        ("field:jonas:contact", "      contact: A call when"),
        ("week:thursday", "  - id: thursday"),
        ("greeting_first", "  greeting_first:"),
        ("underneath", "  - id: underneath"),
        ("symptom:sleep", "    sleep:"),
        ("manual:silence", "# yaml-language-server"),
    ):
        assert lines[place_of(case, tree, cue) - 1].startswith(words), cue


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("nano", ["nano", "+12", "a/case.yaml"]),
        ("emacsclient -n", ["emacsclient", "-n", "+12", "a/case.yaml"]),
        ("code --wait", ["code", "--wait", "-g", "a/case.yaml:12"]),
        ("hx", ["hx", "a/case.yaml:12"]),
    ],
)
def test_the_editor_is_asked_for_the_line(editor: str, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setenv("EDITOR", "ed")
    assert editor_command(Path("a/case.yaml"), 12) == words


def test_without_an_editor_the_place_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    assert editor_command(Path("case.yaml"), 1) is None


def test_lines_typed_before_the_end_of_the_input_are_all_read(folder: Path) -> None:
    watched = Watched(io.StringIO("one\ntwo\n"), folder / "case.yaml", lambda: None)
    assert [watched.readline() for _ in range(3)] == ["one\n", "two\n", ""]
