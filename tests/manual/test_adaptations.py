"""Adaptations: rows laid over the manual, checked as a whole, found by the case that names one."""

from pathlib import Path
from typing import get_args

import pytest
from casenotes import Notes, altered, found

from game.manual import AdaptationId, Book, adapted, load_manual, read_adaptation
from game.manual.adapting import FOLDER
from game.reading import Faults
from game.treatment.events import TaskDone

OVERLAYS = sorted(FOLDER.glob("*.yaml"))
TELE = (FOLDER / "tele.yaml").read_text(encoding="utf-8")


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        read_adaptation(text.encode(), "overlay.yaml")
    return [str(fault) for fault in refused.value.diagnostics]


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_every_overlay_makes_a_whole_manual_of_its_own(path: Path, book: Book) -> None:
    whole = adapted(book, path.stem)
    assert path.stem in get_args(AdaptationId)
    assert whole.rows.id == path.stem
    assert whole.hash != book.hash
    assert len(whole.rows.changes) > len(book.rows.changes)
    assert set(whole.tasks) ^ set(book.tasks) or whole.trackers or set(whole.measures) ^ set(book.measures)
    for task in set(whole.tasks) - set(book.tasks):
        assert whole.tasks[task].reference
        assert whole.tasks[task].status in ("sourced", "recalled", "design")


def test_without_an_adaptation_the_manual_is_the_manual(book: Book) -> None:
    assert adapted(book, "none") is book
    assert adapted(adapted(book, "tele"), "tele") is adapted(book, "tele")
    assert load_manual().rows.id == "ipt"


def test_a_task_of_an_adaptation_is_done_by_its_own_move(book: Book, nora) -> None:
    notes = Notes(adapted(book, "tele"), altered(nora, adaptation="tele"))
    notes.open()
    assert "V01" in [event.task for event in found(TaskDone, notes.say("check_privacy"))]


def test_a_row_that_is_there_already_cannot_be_added() -> None:
    wanted = "the manual has a row 'M01' already; write it under 'replace' [SW070]"
    assert any(wanted in fault for fault in faults(TELE.replace("V01", "M01")))


def test_a_row_that_is_not_there_cannot_be_replaced() -> None:
    text = TELE.replace("add:\n", "replace:\n")
    assert any("that could be replaced; write it under 'add' [SW070]" in fault for fault in faults(text))


def test_a_fault_of_the_whole_is_told_at_its_line_in_the_overlay() -> None:
    text = TELE.replace('      first: "1"\n      last: "1"\n', '      first: "9"\n      last: "3"\n', 1)
    line = text[: text.index('first: "9"')].count("\n") + 1
    assert any(fault.startswith(f"overlay.yaml:{line}:") and "[SW052]" in fault for fault in faults(text))


def test_rows_can_be_left_out_and_put_in_the_place_of_others(book: Book) -> None:
    text = TELE + "remove:\n  tasks: [I09]\n"
    assert "I09" in book.tasks
    whole = read_adaptation(text.encode(), "overlay.yaml")
    assert "I09" not in whole.tasks
    assert not [intent.id for intent in whole.rows.intents if "I09" in intent.serves]


def test_what_the_program_relies_on_cannot_be_left_out() -> None:
    assert any("the program relies on it" in fault for fault in faults(TELE + "remove:\n  tasks: [I12]\n"))
