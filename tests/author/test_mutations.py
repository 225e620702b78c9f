"""The mutation battery: defects put into real cases by rule, and how many of them `check` finds where they are."""

from collections import Counter
from pathlib import Path

import pytest
from defects import RULES, Defect, defects

from game.author.checking.examine import examine
from game.case import severity_of
from game.manual import load_manual
from game.resources import scenarios_folder

SHIPPED = ("ines", "mehdi", "rosalind", "owen")
BOOK = load_manual()


def text_of(name: str) -> str:
    return (scenarios_folder() / name / "case.yaml").read_text(encoding="utf-8")


def caught(defect: Defect, file: Path) -> bool:
    file.write_text(defect.text, encoding="utf-8")
    found = examine((file,), BOOK).found
    return any(each.code in defect.codes and each.line in defect.lines for each in found)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_first_four_cases_have_neither_errors_nor_warnings(name: str) -> None:
    found = examine((scenarios_folder() / name / "case.yaml",), BOOK).found
    assert [str(each) for each in found if severity_of(each.code) != "hint"] == []


def test_the_battery_is_as_large_as_promised_and_every_rule_finds_a_place() -> None:
    used = Counter(defect.rule for name in SHIPPED for defect in defects(text_of(name)))
    assert set(used) == set(RULES)
    assert used.total() >= 200
    texts = {defect.text for name in SHIPPED for defect in defects(text_of(name))}
    assert len(texts) == used.total(), "two defects are the same"
    assert texts.isdisjoint(text_of(name) for name in SHIPPED)


def test_at_least_ninety_five_in_a_hundred_defects_are_caught_with_their_code_and_line(tmp_path: Path) -> None:
    missed: list[str] = []
    total = 0
    for name in SHIPPED:
        folder = tmp_path / name
        folder.mkdir()
        for defect in defects(text_of(name)):
            total += 1
            if not caught(defect, folder / "case.yaml"):
                missed.append(f"{name}: {defect.rule} ({'/'.join(sorted(defect.codes))})")
    assert len(missed) * 100 <= total * 5, "\n".join(missed)


def test_no_kind_of_defect_is_always_missed(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    folder = tmp_path / "owen"
    folder.mkdir()
    for name in SHIPPED[-1:]:
        for defect in defects(text_of(name)):
            found[defect.rule] += caught(defect, folder / "case.yaml")
    assert [rule for rule, times in found.items() if not times] == []
