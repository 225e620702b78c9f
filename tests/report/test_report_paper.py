"""The report on paper: as sections, as data, as a page."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from game.author.cohort import play_one
from game.case import CaseFile, load_case
from game.manual import Book
from game.report import page, report_data, sections
from game.report.charts import bar, symptom_curve
from game.report.style import DARK, LIGHT, css
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


def test_the_curve_says_its_numbers_to_those_who_cannot_see_it(told: tuple[Report, tuple[Utterance, ...]]) -> None:
    report = replace(told[0], curve=((1, 18), (2, 15)))
    drawn = symptom_curve(report)
    assert 'aria-label="Symptom scale. session 1: 18, session 2: 15"' in drawn
    assert "never filled in" in symptom_curve(replace(report, curve=()))


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
