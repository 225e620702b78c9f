"""The debrief's course: sessions as a strip, and the scale over them with what life did."""

from game.report.words import phase_name
from game.ui.diagrams import Cell, Chart, Hue, Marker, Series
from game.ui.elements import Column, Element, Grid, Row
from game.ui.screens.between_week import count_words
from game.ui.screens.intents import Pick
from game.ui.screens.parts import block, small
from game.ui.screens.report_links import go_there
from game.ui.widgets import Badge, Text
from game.view import Report
from game.view.report_rows import SessionRow
from game.words import _, decimal, later, p_

_HUES: dict[str, Hue] = {"initial": "series_1", "middle": "series_2", "termination": "series_3", "risk": "costly"}
_LETTERS = {"initial": later("I"), "middle": later("M"), "termination": later("E"), "risk": "!"}


def page(report: Report, opened: str) -> Element:
    """Return strip, what is opened of it, and curve."""
    chosen = next((row for row in report.sessions if f"session.{row.number}" == opened), None)
    return Column([_strip(report, opened), _session(chosen), _curve(report)], gap="normal")


def _strip(report: Report, opened: str) -> Element:
    cells = [
        Cell(
            f"{row.number} {_(_LETTERS.get(row.phase, ''))}".strip(),
            hue="costly" if row.failed else _HUES.get(row.phase, "muted"),
            sign=f"{_mark_of(row)}{decimal(row.adherence / 1_000)}",
            marked=f"session.{row.number}" == opened,
            key=f"report.session.{row.number}",
            group="report.strip",
            name=_said(row),
            intent=Pick("report.open", f"session.{row.number}"),
        )
        for row in report.sessions
    ]
    return block(
        _("Session by session"),
        Grid(cells, min_em=4, gap="hair"),
        small(
            _(
                "I initial, M middle, E ending phase, with adherence from 1 to 7. "
                "≈ drifted from the focus, ✗ failed by a red line. Choose a session."
            )
        ),
    )


def _mark_of(row: SessionRow) -> str:
    return "✗ " if row.failed else "≈ " if row.drifted else ""


def _said(row: SessionRow) -> str:
    words = _(
        "Session {number}, {phase}, adherence {value} of 7",
        number=row.number,
        phase=phase_name(row.phase),
        value=decimal(row.adherence / 1_000),
    )
    words += ", " + _("drifted") if row.drifted else ""
    return words + (", " + _("failed") if row.failed else "")


def _session(row: SessionRow | None) -> Element | None:
    if row is None:
        return None
    done = _(
        "{done} of {called_for} things done that this session called for.", done=row.done, called_for=row.called_for
    )
    return block(
        _("Session {number}", number=row.number),
        Row(
            [
                Badge(phase_name(row.phase), tone="accent"),
                Badge(_("Adherence {value}", value=decimal(row.adherence / 1_000))),
                Badge(_("Scale {total}", total=row.scale)) if row.scale is not None else None,
                Badge(_("≈ Drifted from the focus"), tone="warning") if row.drifted else None,
                Badge(_("Failed: a red line"), tone="costly") if row.failed else None,
                go_there(row.first_turn, "report.session.go") if row.first_turn is not None else None,
            ],
            gap="tight",
            align="centre",
        ),
        Text(done),
        *(
            Column([Text(_("Missing: {task}", task=task)), small(says, "text")], gap="none")
            for task, says in zip(row.missing, row.missing_says, strict=True)
        ),
        Text(_("Not IPT: {errors}.", errors="; ".join(row.errors)), tone="costly") if row.errors else None,
    )


def _curve(report: Report) -> Element:
    if not report.curve:
        return block(_("Symptoms"), Text(_("The scale was never gone through, so there is no curve."), tone="muted"))
    last = max(row.number for row in report.sessions)
    markers = tuple(
        Marker(after, _("After session {session}: {what}", session=after, what=f"{_mark(good=good)} {words}"))
        for after, words, good in report.life
    )
    words = ", ".join(_("session {session}: {total}", session=session, total=total) for session, total in report.curve)
    return block(
        _("Symptoms, as shared"),
        Chart(
            (Series(_("Total of the scale"), report.curve),),
            p_("axis of a chart", "session"),
            p_("axis of a chart", "total"),
            (1, max(2, last), 1),
            (0, report.most, report.most // 3),
            markers=markers,
            height_em=15,
            name=_("Symptoms by session: {words}", words=words),
        ),
        small(bands(report)),
        *(small(count_words(count), "text") for count in report.counts),
        small(report.disclosure),
    )


def bands(report: Report) -> str:
    """Say from which total on the scale calls it what."""
    named = [_("from {total} {band}", total=total, band=name.lower()) for total, name in report.bands if total]
    words = ", ".join(named)
    return f"{words[:1].upper()}{words[1:]}."


def _mark(*, good: bool) -> str:
    return "✓" if good else "✗"
