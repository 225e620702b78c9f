"""The debrief's course: sessions as a strip, and the scale over them with what life did."""

from game.ui.diagrams import Cell, Chart, Hue, Marker, Series
from game.ui.elements import Column, Element, Grid, Row
from game.ui.screens.intents import Pick
from game.ui.screens.parts import block, small
from game.ui.screens.report_score import go_there
from game.ui.widgets import Badge, Text
from game.view import Report
from game.view.report_rows import SessionRow

_HUES: dict[str, Hue] = {"initial": "series_1", "middle": "series_2", "termination": "series_3", "risk": "costly"}
_LETTERS = {"initial": "I", "middle": "M", "termination": "E", "risk": "!"}
_NAMES = {"initial": "I initial", "middle": "M middle", "termination": "E ending"}


def page(report: Report, opened: str) -> Element:
    """Return strip, what is opened of it, and curve."""
    chosen = next((row for row in report.sessions if f"session.{row.number}" == opened), None)
    return Column([_strip(report, opened), _session(chosen), _curve(report)], gap="normal")


def _strip(report: Report, opened: str) -> Element:
    cells = [
        Cell(
            f"{row.number} {_LETTERS.get(row.phase, '')}",
            hue="costly" if row.failed else _HUES.get(row.phase, "muted"),
            sign=f"{'✗ ' if row.failed else ''}{row.adherence / 1_000:.1f}",
            marked=f"session.{row.number}" == opened,
            key=f"report.session.{row.number}",
            group="report.strip",
            name=_said(row),
            intent=Pick("report.open", f"session.{row.number}"),
        )
        for row in report.sessions
    ]
    return block(
        "Session by session",
        Grid(cells, min_em=4, gap="hair"),
        small(
            f"{' · '.join(_NAMES.values())} phase, with adherence from 1 to 7. ✗ marks a failed session. Choose one."
        ),
    )


def _said(row: SessionRow) -> str:
    failed = ", failed" if row.failed else ""
    return f"Session {row.number}, {row.phase} phase, adherence {row.adherence / 1_000:.1f} of 7{failed}"


def _session(row: SessionRow | None) -> Element | None:
    if row is None:
        return None
    done = f"{row.done} of {row.called_for} things done that this session called for."
    return block(
        f"Session {row.number}",
        Row(
            [
                Badge(f"{row.phase.title()} phase", tone="accent"),
                Badge(f"Adherence {row.adherence / 1_000:.1f}"),
                Badge(f"Scale {row.scale}") if row.scale is not None else None,
                Badge("Failed: a red line", tone="costly") if row.failed else None,
                go_there(row.first_turn, "report.session.go") if row.first_turn is not None else None,
            ],
            gap="tight",
            align="centre",
        ),
        Text(done),
        Text(f"Missing: {'; '.join(row.missing)}.") if row.missing else None,
        Text(f"Not IPT: {'; '.join(row.errors)}.", tone="costly") if row.errors else None,
    )


def _curve(report: Report) -> Element:
    if not report.curve:
        return block("Symptoms", Text("The scale was never gone through, so there is no curve.", tone="muted"))
    last = max(row.number for row in report.sessions)
    markers = tuple(
        Marker(after, f"After session {after}: {_mark(good=good)} {words}") for after, words, good in report.life
    )
    words = ", ".join(f"session {session}: {total}" for session, total in report.curve)
    return block(
        "Symptoms, as shared",
        Chart(
            (Series("Total of the scale", report.curve),),
            "session",
            "total",
            (1, max(2, last), 1),
            (0, 27, 9),
            markers=markers,
            height_em=15,
            name=f"Symptoms by session: {words}",
        ),
        small(report.disclosure),
    )


def _mark(*, good: bool) -> str:
    return "✓" if good else "✗"
