"""Commands run as people run them: in a process of their own, in an empty home."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import load_case
from game.manual import load_manual
from game.play import Playthrough

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `sixteen-weeks` with these words, in an empty folder, without a display."""
    home = tmp_path / "home"
    home.mkdir()
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env = {**clean, "HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    env |= {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8", "SDL_VIDEODRIVER": ""}

    def command(*words: str | Path, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "game", *map(str, words)],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            env=env,
            cwd=home,
            timeout=120,
            check=False,
        )

    return command


def play_to(path: Path, turns: int) -> None:
    """Leave the log of an expert's treatment of Ines, so many turns long at most."""
    book = load_manual()
    chance = Random(11)
    therapist = POLICIES["expert"](chance)
    with Playthrough.start(book, load_case("ines", book), seed=11, sessions=8, path=path) as play:
        while not play.treatment.over and len(play.turns) < turns:
            play.act(therapist.choose(Sight(book, play.case, play.treatment, chance)))


@pytest.fixture(scope="session")
def whole_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logs") / "whole.jsonl"
    play_to(path, 2_000)
    return path


@pytest.fixture
def short_log(tmp_path: Path) -> Path:
    path = tmp_path / "short.jsonl"
    play_to(path, 20)
    return path
