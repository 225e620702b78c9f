"""Where treatments and looks are kept."""

import os
from pathlib import Path

import pytest

from game.commands.looks import keep_looks, kept_looks
from game.places import kept_logs, new_log
from game.ui.theme import PLAIN, Appearance


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def test_each_treatment_has_a_log_of_its_own() -> None:
    first = new_log("owen")
    first.touch()
    second = new_log("owen")
    assert first != second
    assert second.name.startswith("owen-")
    assert not second.exists()


def test_the_log_written_last_comes_first() -> None:
    older, newer = new_log("ines"), new_log("owen")
    for path, when in ((older, 1_000), (newer, 2_000)):
        path.touch()
        os.utime(path, (when, when))
    assert kept_logs() == (newer, older)


def test_nothing_kept_is_no_log(home: Path) -> None:
    assert kept_logs() == ()


def test_looks_are_kept() -> None:
    chosen = Appearance(theme="dark", text=150, reduced_motion=True)
    keep_looks(chosen)
    assert kept_looks() == chosen


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"theme": "pink", "text": 9, "reduced_motion": "yes"}', "\x00"])
def test_looks_that_cannot_be_read_are_plain(home: Path, broken: str) -> None:
    keep_looks(Appearance(theme="dark"))
    (kept,) = home.rglob("window.json")
    kept.write_text(broken, encoding="utf-8")
    assert kept_looks() == PLAIN


def test_looks_that_cannot_be_kept_are_no_reason_to_stop(home: Path) -> None:
    (home / "sixteen-weeks").write_text("a file where the folder should be", encoding="utf-8")
    keep_looks(Appearance(theme="dark"))
    assert kept_looks() == PLAIN
