"""Killed at any moment on any screen, fifty times: the game goes on where it was, and no turn shown is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LIVES = 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forked, so that fifty of them take seconds")
def test_a_game_killed_fifty_times_goes_on_where_it_was_and_loses_no_turn(tmp_path: Path) -> None:
    homes = {name: str(tmp_path / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_game.py"), str(LIVES), "12"],
        env={**os.environ, **homes, "HOME": str(tmp_path), "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-4000:]
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["lives"] == LIVES
    assert found["resumed"] > LIVES // 2
    assert found["lines"] > LIVES
    assert len(found["killed_in"]) >= 5, found
