"""The history is what the logs say, whatever becomes of the database."""

import sqlite3
from contextlib import closing

import pytest

from game.case import CaseFile
from game.history import bests
from game.history.store import STEPS, version_of
from game.play import Playthrough
from game.treatment import EndSession


def test_every_treatment_is_there_finished_or_open_the_one_played_last_first(plays, history):
    plays(day="2026-11-01", turns=5)
    plays(day="2026-11-03")
    shown = history()
    assert shown.refresh() == 0
    finished, running = shown.entries()
    assert (finished.played, finished.over, finished.is_open) == ("2026-11-03T12:00", True, False)
    assert (running.played, running.over, running.is_open, running.composite) == ("2026-11-01T12:00", False, True, 0)
    assert (running.session, running.in_session, running.turns) == (1, True, 5)
    assert finished.began == "2026-11-03T00:00"
    assert finished.session == finished.sessions


def test_an_entry_has_the_score_of_its_log(plays, history, book, cases):
    from game.scoring import score

    path = plays()
    shown = history()
    shown.refresh()
    with Playthrough.resume(book, cases["small"], path) as play:
        card = score(book, cases["small"], play.treatment.windows, play.turns)
    (entry,) = shown.entries()
    assert (entry.composite, entry.passed) == (card.composite, card.passed)
    called = [task for session in card.sessions for task in session.called_for]
    for row in entry.tried:
        if row.kind == "task":
            assert (row.called, row.done <= row.called) == (called.count(row.id), True)


def test_the_same_history_comes_back_when_the_database_is_deleted(plays, history, tmp_path):
    for day, policy in (("2026-11-01", "expert"), ("2026-11-02", "supportive"), ("2026-11-03", "cbt")):
        plays(day=day, policy=policy, seed=int(day[-2:]))
    first = history()
    first.refresh()
    before = first.entries()
    assert len(before) == 3
    first.close()
    (tmp_path / "history.db").unlink()
    again = history()
    assert again.entries() == ()
    again.refresh()
    assert again.entries() == before


def test_only_what_has_changed_is_read_again(plays, history, book, cases, logs):
    asked = []
    path = plays(turns=3)
    plays(day="2026-11-02", seed=2, turns=3)
    shown = history()
    find = shown._find_case
    shown._find_case = lambda case: asked.append(case) or find(case)
    shown.refresh()
    assert len(asked) == 2
    shown.refresh()
    assert len(asked) == 2
    with Playthrough.resume(book, cases["small"], path) as play:
        play.act(EndSession())
    shown.refresh()
    assert len(asked) == 3
    assert {entry.turns for entry in shown.entries()} == {3, 4}


def test_reading_can_be_done_in_helpings(plays, history):
    for seed in range(1, 4):
        plays(day=f"2026-11-0{seed}", seed=seed, turns=2)
    shown = history()
    assert shown.refresh(at_most=2) == 1
    assert [entry.played[:10] for entry in shown.entries()] == ["2026-11-03", "2026-11-02"]
    assert shown.refresh(at_most=2) == 0
    assert len(shown.entries()) == 3


def test_a_log_that_is_gone_leaves_the_history_and_a_deleted_one_the_disk(plays, history):
    gone, deleted = plays(turns=2), plays(day="2026-11-02", seed=2, turns=2)
    shown = history()
    shown.refresh()
    gone.unlink()
    shown.refresh()
    assert [entry.log for entry in shown.entries()] == [deleted.name]
    assert shown.delete(deleted.name)
    assert shown.entries() == ()
    assert not deleted.exists()


def test_a_damaged_log_is_shown_with_the_reason_and_the_others_with_it(plays, history):
    plays(day="2026-11-02", seed=2, turns=4)
    bad = plays(turns=4)
    lines = bad.read_bytes().splitlines(keepends=True)
    bad.write_bytes(lines[0] + lines[2])
    shown = history()
    shown.refresh()
    good, damaged = sorted(shown.entries(), key=lambda entry: bool(entry.trouble))
    assert not good.trouble
    assert damaged.trouble.startswith("Line 2 of the log")
    assert not damaged.is_open


def test_a_treatment_of_a_case_that_is_not_there_says_so(plays, history, logs):
    plays(turns=2)
    shown = history()
    shown._find_case = lambda _: None
    shown.refresh()
    (entry,) = shown.entries()
    assert "not on the shelf" in entry.trouble


def test_a_treatment_of_a_case_that_was_changed_can_be_read_and_not_gone_on_with(plays, history, cases):
    plays(turns=2)
    shown = history()
    shown._find_case = lambda _: CaseFile.of(cases["small"].rows, "0" * 64)
    shown.refresh()
    (entry,) = shown.entries()
    assert "changed since" in entry.trouble
    assert not entry.is_open


def test_personal_bests_are_the_finished_treatments_with_most_points(plays, history):
    best = plays(day="2026-11-01")
    plays(day="2026-11-02", policy="supportive", seed=2)
    plays(day="2026-11-03", seed=3, turns=5)
    shown = history()
    shown.refresh()
    found = bests(shown.entries())
    assert [entry.log for entry in found.values()] == [best.name]


# -- the database --------------------------------------------------------------------------------------


def test_a_database_of_the_first_version_is_brought_up_to_date(plays, history, tmp_path):
    plays(turns=3)
    with closing(sqlite3.connect(tmp_path / "history.db")) as old:
        old.executescript(STEPS[0] + "PRAGMA user_version = 1;")
        old.execute(
            "INSERT INTO treatments VALUES ('old.jsonl', 'x', 'small', 'Nora', '', 'exam', 'teaching', 8, 1, 0, 3, "
            "'', 0, 0, '2026-01-01T10:00', '2026-01-01T10:00')"
        )
        old.commit()
    shown = history()
    assert version_of(tmp_path / "history.db") == len(STEPS)
    (kept,) = shown.entries()
    assert (kept.log, kept.trouble) == ("old.jsonl", "")
    shown.refresh()
    assert [entry.turns for entry in shown.entries()] == [3]


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_damaged_database_is_made_anew(plays, history, tmp_path, content):
    plays(turns=3)
    (tmp_path / "history.db").write_bytes(content)
    shown = history()
    shown.refresh()
    assert [entry.turns for entry in shown.entries()] == [3]
    assert shown.kept


def test_a_database_of_a_newer_program_is_made_anew(plays, history, tmp_path):
    with closing(sqlite3.connect(tmp_path / "history.db")) as newer:
        newer.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    plays(turns=3)
    shown = history()
    shown.refresh()
    assert len(shown.entries()) == 1
    assert version_of(tmp_path / "history.db") == len(STEPS)


def test_where_no_database_can_be_kept_the_history_is_read_from_the_logs_each_time(plays, history, tmp_path):
    plays(turns=3)
    (tmp_path / "history.db").mkdir()
    shown = history()
    assert not shown.kept
    shown.refresh()
    assert [entry.turns for entry in shown.entries()] == [3]


def test_a_database_another_window_is_writing_is_done_without(plays, history, tmp_path):
    plays(turns=3)
    history().refresh()
    plays(day="2026-11-05", seed=2, turns=3)
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        shown = history()
        shown.refresh()
        assert len(shown.entries()) == 2
        assert not shown.kept
