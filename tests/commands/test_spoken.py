"""Commands in another language: what they say to people is said in it, data are not."""

from pathlib import Path

import pytest
from processes import Run

from game.cli import main
from game.commands.looks import keep_looks
from game.ui.appearance import Appearance


@pytest.fixture
def klingon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIXTEEN_WEEKS_LANGUAGE", "tlh")
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIXTEEN_WEEKS_LANGUAGE")


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIXTEEN_WEEKS_LANGUAGE", "de")


def test_the_text_twin_speaks_the_language_of_the_variable(german: None, run: Run) -> None:
    done = run("--text", typed="quit\n")
    assert "Wen behandeln Sie?" in done.stdout
    assert "Whom do you treat?" not in done.stdout


def test_the_text_twin_speaks_the_language_chosen_in_the_window(
    nothing_set: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    keep_looks(Appearance(language="de"))
    assert "Wen behandeln Sie?" in run("--text", typed="quit\n").stdout


def test_a_language_there_is_no_file_for_is_english(klingon: None, run: Run) -> None:
    assert "Whom do you treat?" in run("--text", typed="quit\n").stdout


def test_the_debrief_is_german_as_text_and_as_a_page_and_the_same_as_data(
    german: None, run: Run, whole_log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "report.html"
    assert "Gesamtwert" in run("report", whole_log).stdout
    assert run("report", whole_log, "--html", page).returncode == 0
    assert '<html lang="de">' in page.read_text(encoding="utf-8")
    assert main(["report", str(whole_log), "--json"]) == 0  # in this process, which speaks English
    assert run("report", whole_log, "--json").stdout == capsys.readouterr().out
