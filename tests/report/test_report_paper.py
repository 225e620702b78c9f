"""The report on paper: as sections, as data, as a page."""

import csv
import errno
import io
import json
import os
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from unprivileged import nobody_special

from game.author.cohort import play_one
from game.case import CaseFile, load_case
from game.manual import Book
from game.report import CannotExport, page, report_data, save, sections, table
from game.report.charts import bar, session_strip, symptom_curve
from game.report.style import DARK, LIGHT, css
from game.report.words import anchors, sides
from game.view import Report, Utterance, report_view, transcript

VOID = {"meta", "br", "link", "img", "hr", "input"}


@pytest.fixture(scope="module")
def ines(book: Book) -> CaseFile:
    return load_case("ines", book)


@pytest.fixture(scope="module", params=["expert", "cbt"])
def told(request: pytest.FixtureRequest, book: Book, ines: CaseFile) -> tuple[Report, tuple[Utterance, ...]]:
    now, turns = play_one(book, ines, request.param, seed=4)
    return report_view(book, ines, now, turns), transcript(book, turns)


class Page(HTMLParser):
    """Keeps ids, links and what the page would load; complains about tags that are not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" else []
        self.loads += [tag] if tag in ("script", "link", "img", "iframe") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    html = page(*told)
    parsed = Page(html)
    assert parsed.open == []
    assert parsed.loads == []
    assert "url(" not in html
    assert len(parsed.ids) == len(set(parsed.ids))


def test_every_turn_that_is_cited_leads_to_its_words(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    parsed = Page(page(*told))
    assert sum(link.startswith("#turn-") for link in parsed.links) > 20
    assert {link.removeprefix("#") for link in parsed.links} <= set(parsed.ids)


def test_without_a_transcript_nothing_is_linked_that_is_not_there(
    told: tuple[Report, tuple[Utterance, ...]],
) -> None:
    parsed = Page(page(told[0]))
    assert {link.removeprefix("#") for link in parsed.links} <= set(parsed.ids)


def test_words_that_look_like_markup_stay_words(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = replace(told[0], title="<script>alert(1)</script>", goal="a < b & c", patient="<b>X</b> Y")
    html = page(report, told[1])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a &lt; b &amp; c" in html


def test_the_page_and_the_sections_hold_the_same_score_reasons_and_goal(
    told: tuple[Report, tuple[Utterance, ...]],
) -> None:
    report, said = told
    html = page(report, said)
    plain = "\n".join(line for part in sections(report) for line in part.lines)
    for words in (f"{report.composite / 1_000:.1f}", report.truth.area, report.voice[0], report.disclosure):
        assert words in plain
        assert words in html
    for row in (*report.strong, *report.costly):
        assert row.comment.title in plain
    assert len({part.id for part in sections(report)}) == len(sections(report))


def test_data_are_in_natural_units_and_can_be_written_as_json(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = told[0]
    data = json.loads(json.dumps(report_data(report)))
    assert data["composite"] == report.composite / 1_000
    for row in data["bars"]:
        assert row["low"] <= row["value"] <= row["high"] <= 7
    assert all(0 <= row["share"] <= 1 for row in data["criteria"])


def test_every_rating_on_paper_says_what_earned_it_and_what_cost(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report, said = told
    html = page(report, said)
    plain = next(part for part in sections(report) if part.id == "profile").lines
    for row in report.criteria:
        line = next(line for line in plain if f"  {row.name}. " in line)
        assert line.endswith(f"({sides(row.earned, row.lost)})")
        assert ("earned by" in line) == bool(row.earned)
        assert ("lost at" in line) == bool(row.lost)
    both = (*report.criteria, report.bars[0])  # adherence has no criteria: the bar itself says it
    assert html.count("✓ Earned by") == sum(bool(row.earned) for row in both)
    assert html.count("△ Lost at") == sum(bool(row.lost) for row in both)


def test_the_anchors_of_every_scale_stand_on_paper(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report, said = told
    html, plain = page(report, said), "\n".join(line for part in sections(report) for line in part.lines)
    for row in report.bars:
        for _, words in row.anchors:
            assert words in anchors(row)
        assert anchors(row) in plain
        assert anchors(row) in html


def test_silence_in_the_workbook_is_said_on_paper(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = replace(told[0], silence=("Nothing was noted.",))
    assert "Nothing was noted." in page(report)
    assert "Nothing was noted." in sections(report)[0].lines


def test_a_moment_has_its_goal_its_gap_and_other_words(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = told[0]
    html = page(report)
    lines = next(part for part in sections(report) if part.id == "moments").lines
    for row in (*report.strong, *report.costly):
        assert row.comment.goal
        assert (row.comment.gap == "") == row.comment.good
        line = next(line for line in lines if f"Turn {row.turn}, " in line and row.comment.title in line)
        for words in (row.comment.goal, row.comment.gap, row.comment.instead or ""):
            assert words in line
            assert html_of(words) in html


def test_reactions_come_first_and_the_goal_last(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    html = page(*told, reaction="I was <nervous>.")
    order = [html.index(f'id="{name}"') for name in ("reactions", "profile", "moments", "goal")]
    assert order == sorted(order)
    assert "I was &lt;nervous&gt;." in html


def test_the_table_has_every_number_of_the_report(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = told[0]
    rows = list(csv.DictReader(io.StringIO(table(report).removeprefix("\ufeff"), newline="")))
    by_part = {part: [row for row in rows if row["part"] == part] for part in {row["part"] for row in rows}}
    assert float(by_part["composite"][0]["value"]) == report.composite / 1_000
    assert {row["id"]: float(row["value"]) for row in by_part["profile"]} == {
        row.id: row.value / 1_000 for row in report.bars
    }
    shares = {row["id"]: row for row in rows if row["part"].startswith("criterion")}
    for row in report.criteria:
        assert float(shares[row.id]["value"]) == row.share / 1_000
        assert shares[row.id]["lost_at"].split() == [str(turn) for turn in row.lost]
    assert len(by_part["session adherence"]) == len(report.sessions)
    assert len(by_part.get("heard", [])) == len(report.heard)


def test_words_that_look_like_a_formula_stay_words(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = replace(told[0], goal='=HYPERLINK("http://x")', title="a, b")
    text = table(report)
    assert "'=HYPERLINK" in text
    assert '"a, b, ' in text


# ---- files


def test_a_page_is_put_in_place_whole_and_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("before")
    assert save(path, "after: ü") == path.resolve()
    assert path.read_text(encoding="utf-8") == "after: ü"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_a_sentence() -> None:
    with pytest.raises(CannotExport, match=r"The disk is full.*Make room"):
        save(Path("/dev/full"), "x" * 10_000)


def test_places_that_cannot_be_written_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="there is no such folder"):
        save(tmp_path / "no" / "page.html", "x")
    with pytest.raises(CannotExport, match="it is a folder"):
        save(tmp_path, "x")
    with pytest.raises(CannotExport, match="cannot be written"):
        save(tmp_path / "a\0b", "x")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_folder_one_may_only_read_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with nobody_special(folder):
        folder.chmod(0o500)
        with pytest.raises(CannotExport, match="read-only"):
            save(folder / "page.html", "x")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def test_what_was_there_stays_when_the_disk_gives_out(tmp_path: Path, monkeypatch: Any, number: int) -> None:
    path = tmp_path / "page.html"
    path.write_text("before")

    def give_out(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", give_out)
    with pytest.raises(CannotExport, match=r"full|read-only"):
        save(path, "after")
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def html_of(words: str) -> str:
    return escape(words)


def test_the_curve_says_its_numbers_to_those_who_cannot_see_it(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = replace(told[0], curve=((1, 18), (2, 15)))
    drawn = symptom_curve(report)
    assert 'aria-label="Symptom scale. session 1: 18, session 2: 15"' in drawn
    assert "never filled in" in symptom_curve(replace(report, curve=()))


def test_the_strip_signs_drift_and_failure_without_colour(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    first, second, *others = told[0].sessions
    report = replace(told[0], sessions=(replace(first, failed=True), replace(second, drifted=True), *others))
    drawn = session_strip(report)
    assert drawn.count("<rect") == len(report.sessions)
    assert f"✗ {first.adherence / 1_000:.1f}" in drawn
    assert "≈ " in drawn


def test_a_bar_is_as_long_as_its_value() -> None:
    assert 'width="50" height="6" rx="1"' in bar(4_000, 1_000, 7_000, "Adherence")
    assert 'class="fill" width="0"' in bar(0, 0, 1_000, "Focus")
    assert 'class="fill" width="100"' in bar(1_000, 0, 1_000, "Focus")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(colours: dict[str, str]) -> None:
    for behind in ("background", "surface"):
        for role in ("text", "muted", "accent", "good", "costly", "patient"):
            assert contrast(colours[role], colours[behind]) >= 7, (role, behind)


def test_the_style_has_a_dark_and_a_printed_form() -> None:
    assert "prefers-color-scheme:dark" in css()
    assert "@media print" in css()
    used = set(re.findall(r"var\(--(\w+)\)", css()))
    assert used == set(LIGHT) == set(DARK)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
