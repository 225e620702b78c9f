"""The wheel, outside the checkout; and the same log on another Python."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
OTHER = "SIXTEEN_WEEKS_OTHER_PYTHON"


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel has been unpacked, as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)]
    subprocess.run(build, check=True, capture_output=True, timeout=240)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def command(python: str, path: Path, cwd: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(path), "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [python, "-m", "game", *words],
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_wheel_carries_cases_assets_and_licence(installed: Path) -> None:
    assert (installed / "game" / "data" / "scenarios" / "owen" / "case.yaml").is_file()
    assert (installed / "game" / "data" / "assets" / "theme.toml").is_file()
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
    assert not list(installed.rglob("tests"))


def test_installed_elsewhere_the_game_finds_its_shelf(installed: Path, tmp_path: Path) -> None:
    shown = command(sys.executable, installed, tmp_path, "check", "--json")
    files = json.loads(shown.stdout)["files"]
    assert shown.returncode == 0, shown.stdout
    assert len(files) == 3 * len(list((CHECKOUT / "scenarios").glob("*/case.yaml")))
    assert all(Path(file).is_relative_to(installed) for file in files)


def test_installed_elsewhere_a_treatment_can_be_played_and_scored(installed: Path, tmp_path: Path) -> None:
    log = str(tmp_path / "a.jsonl")
    played = command(sys.executable, installed, tmp_path, "play", "owen", "--text", "--mode", "exam", "--log", log)
    assert played.returncode == 0, played.stderr
    scored = command(sys.executable, installed, tmp_path, "score", log, "--json")
    assert (scored.returncode, json.loads(scored.stdout)["case"]) == (0, "owen"), scored.stderr


def test_a_log_scores_the_same_on_another_python(whole_log: Path, tmp_path: Path) -> None:
    other = os.environ.get(OTHER)
    if other is None:
        pytest.skip(f"name another Python that has the dependencies in {OTHER}; .ci/run does")
    version = "import sys; print(sys.version_info[:2])"
    versions = {subprocess.check_output([python, "-c", version]) for python in (other, sys.executable)}
    assert len(versions) == 2
    for words in (
        ("score", str(whole_log), "--json"),
        ("audit", str(whole_log), "--json"),
        ("report", str(whole_log), "--json"),
        ("cohort", "owen", "--policy", "mixed", "--n", "2", "--realistic", "--json"),
    ):
        here, there = (command(python, CHECKOUT, tmp_path, *words) for python in (sys.executable, other))
        assert (here.returncode, here.stdout) == (there.returncode, there.stdout), there.stderr
