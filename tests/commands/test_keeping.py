"""Where treatments and looks are kept."""

import os
import sys
from pathlib import Path

import pytest

from game.commands.looks import first_looks, keep_looks, kept_looks, looks_and_trouble
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
        path.write_text("{}\n", encoding="utf-8")
        os.utime(path, (when, when))
    new_log("mehdi").touch()  # nothing was begun in it
    assert kept_logs() == (newer, older)


def test_nothing_kept_is_no_log(home: Path) -> None:
    assert kept_logs() == ()


def test_looks_are_kept() -> None:
    chosen = Appearance(
        theme="dark",
        text=150,
        reduced_motion=True,
        font="dyslexic",
        leading=125,
        typewriter=False,
        volume=0,
        language="de",
        read_aloud=True,
        pace=150,
        keys=(("end", "f7"), ("keys", "f12")),
    )
    keep_looks(chosen)
    assert kept_looks() == chosen


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"theme": "pink", "text": 9, "reduced_motion": "yes"}', "\x00"])
def test_looks_that_cannot_be_read_are_plain(home: Path, broken: str) -> None:
    keep_looks(Appearance(theme="dark"))
    (kept,) = home.rglob("window.json")
    kept.write_text(broken, encoding="utf-8")
    assert kept_looks() == PLAIN


def test_one_setting_that_cannot_be_read_is_named_and_the_others_are_kept(home: Path) -> None:
    keep_looks(Appearance(theme="dark"))
    (kept,) = home.rglob("window.json")
    kept.write_text('{"theme": "dark", "volume": true, "keys": [["end"]], "text": 200}', encoding="utf-8")
    looks, trouble = looks_and_trouble()
    assert looks == Appearance(theme="dark", text=200)
    assert "volume, keys" in trouble
    assert str(kept) in trouble


def test_a_file_without_the_settings_of_today_is_no_fault(home: Path) -> None:
    keep_looks(PLAIN)
    (kept,) = home.rglob("window.json")
    kept.write_text('{"theme": "dark", "text": 125, "reduced_motion": false}', encoding="utf-8")
    assert looks_and_trouble() == (Appearance(theme="dark", text=125), "")


def test_nothing_kept_is_no_fault(home: Path) -> None:
    assert looks_and_trouble() == (PLAIN, "")


def test_until_anything_is_set_things_move_as_elsewhere_on_the_computer(home: Path, monkeypatch) -> None:
    asked = home / ("defaults" if sys.platform == "darwin" else "gsettings")
    asked.write_text(f"#!/bin/sh\necho {1 if sys.platform == 'darwin' else 'false'}\n", encoding="utf-8")
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    assert first_looks() == (Appearance(reduced_motion=True), "")
    keep_looks(PLAIN)
    assert first_looks() == (PLAIN, "")


def test_looks_that_cannot_be_kept_are_no_reason_to_stop(home: Path) -> None:
    (home / "sixteen-weeks").write_text("a file where the folder should be", encoding="utf-8")
    keep_looks(Appearance(theme="dark"))
    assert kept_looks() == PLAIN
