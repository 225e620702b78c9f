"""The report as one table for a spreadsheet: a row for each number, with the turns that earned and cost it."""

import csv
import io
from collections.abc import Iterator

from game.report.words import mode_name, phase_name
from game.view import Report
from game.view.report import MomentRow
from game.words import _

_COLUMNS = ("part", "id", "name", "session", "turn", "value", "of", "words", "earned_by", "lost_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER = "\ufeff"
"""By this mark a spreadsheet knows the letters for what they are."""


def table(report: Report) -> str:
    """Return the report as CSV (commas, CRLF, numbers with a point); text that looks like a formula stays text."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(_COLUMNS)
    for row in _rows(report):
        writer.writerow([_safe(row.get(name, "")) for name in _COLUMNS])
    return _BYTE_ORDER + page.getvalue()


_Row = dict[str, str | int | float]


def _rows(report: Report) -> Iterator[_Row]:
    verdict = _("passed") if report.passed else _("not passed")
    yield {
        "part": "composite",
        "id": report.case,
        "name": f"{report.title}, {report.patient}",
        "value": report.composite / 1_000,
        "of": 100,
        "words": f"{verdict}; {mode_name(report.mode)}; {report.ended}",
    }
    yield from _ratings(report)
    yield from _sessions(report)
    yield from _moments("strong", report.strong)
    yield from _moments("costly", report.costly)
    yield from _evidence(report)
    for turn, shares in report.probabilities:
        for name, share in zip(report.area_names, shares, strict=True):
            yield {"part": "probability", "name": name, "turn": turn, "value": share, "of": 100}
    yield {"part": "goal", "words": report.goal}


def _ratings(report: Report) -> Iterator[_Row]:
    for bar in report.bars:
        yield {
            "part": "profile",
            "id": bar.id,
            "name": bar.name,
            "value": bar.value / 1_000,
            "of": bar.high // 1_000,
            "words": bar.anchor,
            "earned_by": _numbers(bar.earned),
            "lost_at": _numbers(bar.lost),
        }
    for row in report.criteria:
        yield {
            "part": f"criterion of {row.dimension}",
            "id": row.id,
            "name": row.name,
            "value": row.share / 1_000,
            "of": 1,
            "words": row.remark or row.says,
            "earned_by": _numbers(row.earned),
            "lost_at": _numbers(row.lost),
        }
    for name, points, because in report.contamination:
        yield {"part": "contamination", "name": name, "value": -points, "lost_at": _numbers(because)}
    for name, because in report.red_lines:
        yield {"part": "red line", "name": name, "lost_at": _numbers(because)}


def _sessions(report: Report) -> Iterator[_Row]:
    shared = dict(report.curve)
    for row in report.sessions:
        yield {
            "part": "session adherence",
            "name": phase_name(row.phase),
            "session": row.number,
            "turn": "" if row.first_turn is None else row.first_turn,
            "value": row.adherence / 1_000,
            "of": 7,
            "words": "; ".join((*row.missing, *row.errors)),
        }
        if row.number in shared:
            yield {"part": "symptoms", "session": row.number, "value": shared[row.number], "of": report.most}
    for session, words, well in report.life:
        yield {"part": "week", "session": session, "value": int(well), "of": 1, "words": words}


def _moments(kind: str, rows: tuple[MomentRow, ...]) -> Iterator[_Row]:
    for row in rows:
        yield {
            "part": f"{kind} moment",
            "id": row.comment.id,
            "name": row.comment.title,
            "session": row.session,
            "turn": row.turn,
            "value": row.points,
            "words": row.words,
        }


def _evidence(report: Report) -> Iterator[_Row]:
    for row in (*report.heard, *report.missed):
        heard = row.turn is not None
        yield {
            "part": "heard" if heard else "missed",
            "id": row.fact,
            "name": row.title,
            "turn": row.turn if row.turn is not None else "",
            "value": int(heard),
            "of": 1,
            "words": row.words if heard else row.way,
        }


def _numbers(turns: tuple[int, ...]) -> str:
    return " ".join(map(str, turns))


def _safe(cell: str | int | float) -> str | int | float:
    """Keep a spreadsheet from taking somebody's words for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
