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


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Defect, bool]]:
    """Every defect of every case, and whether it was caught."""
    found = []
    for name in SHIPPED:
        folder = tmp_path_factory.mktemp("mutated") / name
        folder.mkdir()
        found += [(name, defect, caught(defect, folder / "case.yaml")) for defect in defects(text_of(name))]
    return found


def test_at_least_ninety_five_in_a_hundred_defects_are_caught_with_their_code_and_line(
    outcomes: list[tuple[str, Defect, bool]],
) -> None:
    missed = [f"{name}: {row.rule} {sorted(row.codes)}" for name, row, was_caught in outcomes if not was_caught]
    assert len(missed) * 100 <= len(outcomes) * 5, "\n".join(missed)


def test_no_kind_of_defect_is_missed_more_often_than_caught(outcomes: list[tuple[str, Defect, bool]]) -> None:
    balance: Counter[str] = Counter()
    for _, defect, was_caught in outcomes:
        balance[defect.rule] += 1 if was_caught else -1
    assert [rule for rule, times in balance.items() if times <= 0] == []
