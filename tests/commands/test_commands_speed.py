"""What a person waits for in a terminal: `pytest --benchmark-only tests/commands`."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from game.resources import scenarios_folder

CHECKOUT = Path(__file__).parents[2]


def start(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "game", *words], cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)


def test_checking_a_long_case_in_a_process_of_its_own(benchmark: Any) -> None:
    case = max((path / "case.yaml" for path in scenarios_folder().iterdir() if path.is_dir()), key=lines_of)
    assert lines_of(case) > 1_500
    benchmark.pedantic(start, ("check", str(case)), rounds=9, warmup_rounds=1)


def test_asking_for_help(benchmark: Any) -> None:
    benchmark.pedantic(start, ("--help",), rounds=9, warmup_rounds=1)


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
