"""Drawings for the page, as SVG: the symptom curve, the strip of sessions, a bar. Numbers stand in words as well."""

from html import escape

from game.view import Report
from game.view.report import SessionRow
from game.words import _, decimal, later

_LEFT, _TOP, _WIDTH, _HEIGHT = 34, 12, 660, 200
_INSET = 18
"""Room at either end, so that no number stands on another."""
_PHASE_LETTERS = {"initial": later("I"), "middle": later("M"), "termination": later("E")}
_CELL, _CELLS_A_ROW = 84, 8


def symptom_curve(report: Report) -> str:
    """Return the scale as shared, session by session, with what happened in the weeks between."""
    last = max((row.number for row in report.sessions), default=1)
    points = [(_x(session, last), _y(total, report.most), total) for session, total in report.curve]
    parts = [
        *(_band(at, name, report.most) for at, name in report.bands if at),
        *(_tick(number, last) for number in range(1, last + 1)),
    ]
    if points:
        path = " ".join(f"{x},{y}" for x, y, _ in points)
        parts.append(f'<polyline class="line" points="{path}"/>')
    for x, y, total in points:
        parts.append(f'<circle class="dot" cx="{x}" cy="{y}" r="4"/>')
        parts.append(f'<text class="value" x="{x}" y="{y - 9}">{total}</text>')
    for session, words, well in report.life:
        x = (_x(session, last) + _x(min(last, session + 1), last)) // 2
        mark = "▲" if well else "▼"
        kind = "good" if well else "costly"
        title = f"<title>{escape(_('After session {session}: {what}', session=session, what=words))}</title>"
        parts.append(f'<text class="life {kind}" x="{x}" y="{_TOP + _HEIGHT + 18}">{title}{mark}</text>')
    shared = (_("session {session}: {total}", session=session, total=total) for session, total in report.curve)
    words = ", ".join(shared) or _("never filled in")
    return (
        f'<svg class="curve" viewBox="0 0 {_LEFT + _WIDTH + 16} {_TOP + _HEIGHT + 30}" role="img" '
        f'aria-label="{escape(_("Symptom scale. {words}", words=words))}">{"".join(parts)}</svg>'
    )


def session_strip(report: Report) -> str:
    """Return the treatment as a strip of sessions, eight in a row, coloured by phase, with drift and failure signed."""
    cells = "".join(_cell(row, place) for place, row in enumerate(report.sessions))
    rows = max(1, -(-len(report.sessions) // _CELLS_A_ROW))
    words = ", ".join(
        _("session {number}: {value}", number=row.number, value=decimal(row.adherence / 1_000))
        for row in report.sessions
    )
    return (
        f'<svg class="strip" viewBox="0 0 {_CELLS_A_ROW * _CELL} {rows * _CELL}" role="img" '
        f'aria-label="{escape(_("Adherence. {words}", words=words))}">{cells}</svg>'
    )


def _cell(row: SessionRow, place: int) -> str:
    x, y = place % _CELLS_A_ROW * _CELL, place // _CELLS_A_ROW * _CELL
    middle = x + _CELL // 2
    sign = "✗ " if row.failed else "≈ " if row.drifted else ""
    letter = escape(_(_PHASE_LETTERS.get(row.phase, "")))
    look = "failed" if row.failed else row.phase
    return (
        f'<rect class="cell {look}" x="{x + 2}" y="{y + 2}" width="{_CELL - 4}" height="{_CELL - 4}" rx="8"/>'
        f'<text class="number" x="{middle}" y="{y + 34}">{row.number} {letter}</text>'
        f'<text class="rating" x="{middle}" y="{y + 62}">{sign}{decimal(row.adherence / 1_000)}</text>'
    )


def bar(value: int, low: int, high: int, words: str) -> str:
    """Return a bar filled by the share of `value` between `low` and `high`."""
    share = 100 * (value - low) // max(1, high - low)
    return (
        f'<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{escape(words)}">'
        f'<rect class="track" width="100" height="6" rx="1"/>'
        f'<rect class="fill" width="{max(0, min(100, share))}" height="6" rx="1"/></svg>'
    )


def _x(session: int, last: int) -> int:
    return _LEFT + _INSET + (session - 1) * (_WIDTH - 2 * _INSET) // max(1, last - 1)


def _y(total: int, most: int) -> int:
    return _TOP + _HEIGHT - total * _HEIGHT // most


def _band(at: int, name: str, most: int) -> str:
    y = _y(at, most)
    return (
        f'<line class="grid" x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{y}" y2="{y}"/>'
        f'<text class="axis end" x="{_LEFT - 6}" y="{y + 4}">{at}</text>'
        f'<text class="axis end" x="{_LEFT + _WIDTH}" y="{y - 4}">{escape(name.lower())}</text>'
    )


def _tick(number: int, last: int) -> str:
    return f'<text class="axis mid" x="{_x(number, last)}" y="{_TOP + _HEIGHT + 18}">{number}</text>'
