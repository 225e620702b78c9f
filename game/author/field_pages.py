"""Item analysis of real treatments, as lines for a terminal, as data, as a table and as a page with plots."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from game.author import page, pictures
from game.author.field import FieldReport, Weighed
from game.author.figures import correlation, percent, table
from game.author.items import ENOUGH, WEAK, Item, Kind
from game.author.smells import NAMES
from game.case import CaseFile
from game.manual import Book

_KINDS: Final[tuple[tuple[Kind, str], ...]] = (("fact", "Facts"), ("task", "Tasks"), ("criterion", "Criteria"))
_BYTE_ORDER: Final = "\ufeff"
"""By this mark a spreadsheet knows the letters for what they are."""
_STANDINGS: Final = {
    "confirmed": "Confirmed by these treatments",
    "cleared": "Cleared: no asking had brought it, and yet somebody met it",
    "not met": "Not met: it can be had, and nobody came by it",
}

Rows = list[tuple[str, ...]]


def as_data(report: FieldReport) -> dict[str, Any]:
    """Return everything in natural units: points of 100, shares of 1, correlations."""
    data = asdict(report)
    data["mean"], data["sd"] = round(report.mean, 3), round(report.sd, 3)
    for row in data["items"]:
        row["mean"] = round(row["mean"], 4)
        row["discrimination"] = None if row["discrimination"] is None else round(row["discrimination"], 4)
    return data


def as_lines(book: Book, case: CaseFile, report: FieldReport) -> list[str]:
    """Return everything for reading in a terminal."""
    lines = [_summary(report)]
    for kind, name in _KINDS:
        lines += ["", name, *table(_items(report, kind))]
    lines += ["", *_choices(book, case, report)]
    for standing, words in _STANDINGS.items():
        rows = [row for row in report.smells if row.standing == standing]
        lines += ["", f"{words} ({len(rows)})", *(f"  {_smell(row)}" for row in rows)] if rows else []
    return [*lines, *(["", _unheard(report)] if report.unheard else [])]


def as_csv(reports: Sequence[FieldReport]) -> str:
    """Return the items of every case as CSV (commas, CRLF, numbers with a point), a row each."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(("case", "treatments", "kind", "id", "name", "mean", "discrimination"))
    for report in reports:
        for row in report.items:
            found = "" if row.discrimination is None else f"{row.discrimination:.4f}"
            name = f"'{row.name}" if row.name[:1] in "=+-@" else row.name  # text that looks like a formula stays text
            writer.writerow((report.case, report.treatments, row.kind, row.id, name, f"{row.mean:.4f}", found))
    return _BYTE_ORDER + sheet.getvalue()


def as_page(book: Book, cases: Sequence[CaseFile], reports: Sequence[FieldReport]) -> str:
    """Return one page about all cases that were played."""
    title = "Item analysis"
    parts = [page.heading(title, 1)]
    for case, report in zip(cases, reports, strict=True):
        parts += _about(book, case, report)
    return page.page(title, parts)


def _about(book: Book, case: CaseFile, report: FieldReport) -> Iterator[str]:
    yield page.heading(report.title)
    yield page.paragraph(_summary(report))
    for kind, name in _KINDS:
        items = [row for row in report.items if row.kind == kind]
        dots = [(row.mean, row.discrimination, row.name) for row in items if row.discrimination is not None]
        yield page.heading(name, 3)
        if dots:
            yield page.figure(
                pictures.scatter(dots, WEAK, f"{name} by difficulty and discrimination"),
                "Across: the mean share earned (told, done). Up: how it goes with the composite. "
                f"Below {WEAK:.2f} (the line) an item tells strong from weak hardly at all.",
            )
        yield page.folded(f"All {name.lower()} ({len(items)})", page.rows(_items(report, kind)))
    yield page.heading("The area that was chosen", 3)
    yield from (page.paragraph(line) for line in _choices(book, case, report))
    yield page.heading("Smells", 3)
    for standing, words in _STANDINGS.items():
        rows = [row for row in report.smells if row.standing == standing]
        if rows:
            listed: Rows = [("Where", "What"), *((row.smell.what, row.smell.sentence) for row in rows)]
            yield page.folded(f"{words} ({len(rows)})", page.rows(listed))
    if report.unheard:
        yield page.paragraph(_unheard(report))


def _summary(report: FieldReport) -> str:
    few = "" if report.treatments >= ENOUGH else f"; fewer than {ENOUGH} say nothing about discrimination"
    number = f"{report.treatments} treatment{'s' * (report.treatments != 1)}"
    return f"{report.title} ({report.case}): {number}, composite {report.mean:.1f} (SD {report.sd:.1f}){few}."


def _items(report: FieldReport, kind: Kind) -> Rows:
    rows: Rows = [("Id", "Earned", "Discrimination", "Name")]
    rows += [_row(row) for row in report.items if row.kind == kind]
    return rows


def _row(row: Item) -> tuple[str, ...]:
    return row.id, percent(row.mean), correlation(row.discrimination), row.name


def _choices(book: Book, case: CaseFile, report: FieldReport) -> list[str]:
    own = book.areas[case.rows.key.area].name
    without = report.treatments - report.right - sum(row.times for row in report.wrong)
    lines = [f"The key, {own.lower()}, was chosen {_times(report.right)}; {_times(without)} nothing was formulated."]
    for row in report.wrong:
        cards = ", ".join(f"“{case.facts[fact].card}” ({times})" for fact, times in row.pinned)
        credit = f", credited with {percent(row.credit)}" if row.credit else ""
        lines.append(
            f"{book.areas[row.area].name} about {case.name_of(row.about)}: {_times(row.times)}{credit}; "
            f"{f'pinned for it: {cards}' if cards else 'nothing was pinned for it'}."
        )
    return lines


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _smell(row: Weighed) -> str:
    met = f" Met by {row.met_by}." if row.met_by else ""
    return f"{NAMES[row.smell.kind]}: {row.smell.what}: {row.smell.sentence}{met}"


def _unheard(report: FieldReport) -> str:
    return f"{report.unheard} lines can be said and were heard by nobody."
