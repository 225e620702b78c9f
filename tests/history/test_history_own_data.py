"""A trainee's own data leaves in one file, or leaves altogether."""

import csv
import io
import os
import zipfile
from datetime import date

import pytest
from unprivileged import nobody_special

from game.history import CannotExport, forget

TODAY = date(2026, 11, 20)


def test_an_export_holds_every_log_byte_for_byte_and_two_tables(plays, history, tmp_path):
    paths = [plays(), plays(day="2026-11-02", seed=2, turns=4)]
    settings = tmp_path / "window.json"
    settings.write_text("{}", encoding="utf-8")
    shown = history()
    shown.export(tmp_path / "mine.zip", TODAY, [settings])
    with zipfile.ZipFile(tmp_path / "mine.zip") as zipped:
        for path in paths:
            assert zipped.read(f"treatments/{path.name}") == path.read_bytes()
        assert zipped.read("settings/window.json") == b"{}"
        rows = list(csv.DictReader(io.StringIO(zipped.read("history.csv").decode())))
        skills = list(csv.DictReader(io.StringIO(zipped.read("skills.csv").decode())))
    assert [(row["log"], row["points"] != "") for row in rows] == [(paths[1].name, False), (paths[0].name, True)]
    assert len(skills) == len(shown.skills(TODAY))
    assert {row["kind"] for row in skills} == {"task", "technique"}


def test_an_export_never_writes_over_a_file_and_leaves_no_half_one(plays, history, tmp_path):
    plays(turns=2)
    (tmp_path / "mine.zip").write_text("precious", encoding="utf-8")
    with pytest.raises(CannotExport, match="already"):
        history().export(tmp_path / "mine.zip", TODAY)
    assert (tmp_path / "mine.zip").read_text(encoding="utf-8") == "precious"
    with pytest.raises(CannotExport, match="could not be written"):
        history().export(tmp_path / "nowhere" / "mine.zip", TODAY)
    with pytest.raises(CannotExport, match="could not be written"):
        history().export(tmp_path / "other.zip", TODAY, [tmp_path / "missing.json"])
    assert not (tmp_path / "other.zip").exists()


def test_words_in_the_tables_are_no_formulas_for_a_spreadsheet(plays, history, tmp_path):
    path = plays(turns=2)
    path.rename(path.with_name("=cmd()-2026-11-01-000001.jsonl"))
    shown = history()
    shown.export(tmp_path / "mine.zip", TODAY)
    with zipfile.ZipFile(tmp_path / "mine.zip") as zipped:
        (row,) = csv.DictReader(io.StringIO(zipped.read("history.csv").decode()))
    assert row["log"].startswith("'=cmd()")


def test_forgetting_removes_everything_and_tells_what_stayed(plays, history, tmp_path):
    plays(turns=2)
    shown = history()
    shown.refresh()
    shown.close()
    assert forget([tmp_path / "treatments", tmp_path / "never-was"]) == ()
    assert not (tmp_path / "treatments").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_may_not_be_deleted_is_named(tmp_path):
    inner = tmp_path / "locked" / "inner"
    inner.mkdir(parents=True)
    (inner / "log").touch()
    with nobody_special(tmp_path / "locked"):
        inner.chmod(0o500)
        try:
            assert forget([tmp_path / "locked"]) == (tmp_path / "locked",)
        finally:
            inner.chmod(0o700)
