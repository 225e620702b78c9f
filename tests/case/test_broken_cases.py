"""Bad input: what an educator may get wrong in a case, and the sentence that says so."""

import tomllib
from pathlib import Path

import pytest

from game.case import case_faults
from game.manual import load_manual

HERE = Path(__file__).parent
SMALL = (HERE.parent / "cases" / "small.yaml").read_text(encoding="utf-8")
BROKEN = tomllib.loads((HERE / "broken_cases.toml").read_text(encoding="utf-8"))["case"]


def test_the_table_is_as_long_as_promised() -> None:
    assert len(BROKEN) >= 60
    assert len({row["name"] for row in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row["name"])
def test_a_broken_case_is_told_in_one_sentence_with_its_place(row: dict[str, str], tmp_path: Path) -> None:
    assert SMALL.count(row["old"]) >= 1, "the small case has changed under this row"
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "case.yaml").write_text(SMALL.replace(row["old"], row["new"], 1), encoding="utf-8")
    _, found = case_faults(folder, load_manual())
    assert row["message"] in [str(fault).partition("case.yaml:")[2] for fault in found]
