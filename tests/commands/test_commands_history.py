"""`history` and `screenshots`: what was played, taken along or deleted; and pictures of the main screens."""

import json
import zipfile
from pathlib import Path

import pytest
from processes import Run, play_to

SCREENS = ("title", "shelf", "referral", "session", "evidence", "formulation", "procedure", "debrief")


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """A home in which something has been played; the one in which `run` runs."""
    folder = tmp_path / "home" / "sixteen-weeks" / "treatments"
    folder.mkdir(parents=True, exist_ok=True)
    play_to(folder / "ines-2026-11-01-200000.jsonl", 12)
    play_to(folder / "ines-2026-11-02-200000.jsonl", 2_000)
    return folder


def test_history_of_an_empty_home_says_so(run: Run) -> None:
    assert run("history").stdout == "Nothing has been played here.\n"


def test_history_lists_treatments_and_skills_as_text_and_as_data(run: Run, played: Path) -> None:
    text = run("history").stdout
    assert text.count(".jsonl)") == 2
    assert "What you do well: " in text
    data = json.loads(run("history", "--json").stdout)
    assert {entry["log"] for entry in data["treatments"]} == {path.name for path in played.iterdir()}
    assert sum(bool(entry["ended"]) for entry in data["treatments"]) == 1
    assert {skill["kind"] for skill in data["skills"]} == {"task", "technique"}


def test_everything_is_taken_along_and_never_over_another_file(run: Run, played: Path, tmp_path: Path) -> None:
    assert run("history", "--export", tmp_path / "mine.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "mine.zip") as zipped:
        assert {f"treatments/{path.name}" for path in played.iterdir()} <= set(zipped.namelist())
    again = run("history", "--export", tmp_path / "mine.zip")
    assert again.returncode == 1
    assert "never written over" in again.stderr


@pytest.mark.parametrize("answer", ["", "yes\n", "no\n"])
def test_nothing_is_deleted_without_the_word(run: Run, played: Path, answer: str) -> None:
    assert "Nothing was deleted." in run("history", "--delete-all", typed=answer).stdout
    assert len(list(played.iterdir())) == 2


def test_with_the_word_everything_is_deleted(run: Run, played: Path) -> None:
    run("history")
    assert "Everything of yours is deleted." in run("history", "--delete-all", typed="delete\n").stdout
    assert not played.parent.exists()
    assert run("history").stdout == "Nothing has been played here.\n"


def test_screenshots_of_the_eight_main_screens_need_no_display(run: Run, tmp_path: Path) -> None:
    import pygame

    done = run("screenshots", "--to", tmp_path / "shots", "--size", "1366x768", "--text", "150", "--theme", "dark")
    assert done.returncode == 0, done.stderr
    made = sorted((tmp_path / "shots").iterdir())
    assert [path.stem.partition("-")[2] for path in made] == list(SCREENS)
    pictures = [pygame.image.load(path) for path in made]
    assert {picture.get_size() for picture in pictures} == {(1366, 768)}
    assert len({pygame.image.tobytes(picture, "RGB") for picture in pictures}) == len(SCREENS)


@pytest.mark.parametrize(
    "words", [("--size", "big"), ("--size", "9x9"), ("--theme", "pink"), ("--text", "300")], ids=" ".join
)
def test_screenshots_that_cannot_be_made_are_refused(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run("screenshots", "--to", tmp_path / "shots", *words)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.png"))
