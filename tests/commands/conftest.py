"""Commands run as people run them: in a process of their own, in an empty home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from processes import Run, play_to


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `sixteen-weeks` with these words, in an empty folder, without a display."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
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
