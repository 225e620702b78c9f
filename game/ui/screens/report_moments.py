"""The debrief's moments: the strongest and the costliest, in the trainee's own words, beside what the manual says."""

from collections.abc import Sequence

from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.parts import small
from game.ui.screens.report_links import go_there
from game.ui.widgets import Text
from game.view import Report
from game.view.report_rows import MomentRow
from game.words import _


def page(report: Report, patient: str) -> Element:
    """Return both lists, side by side where there is room; the strongest alone where nothing cost much."""
    if not report.costly:
        strong = [_moment(row, patient, good=True) for row in report.strong]
        nothing = small(_("Nothing cost you much."))
        return Column([_title(_("What was strongest")), Grid(strong, min_em=32), nothing], gap="small")
    return Grid(
        [
            _list(_("What cost most"), report.costly, patient, good=False),
            _list(_("What was strongest"), report.strong, patient, good=True),
        ],
        min_em=32,
    )


def _title(words: str) -> Element:
    return Text(words, style="lead", bold=True, role="heading")


def _list(title: str, rows: Sequence[MomentRow], patient: str, *, good: bool) -> Element:
    none = small(_("Nothing stands out.")) if not rows else None
    return Column([_title(title), none, *(_moment(row, patient, good=good) for row in rows)], gap="small")


def _moment(row: MomentRow, patient: str, *, good: bool) -> Element:
    comment = row.comment
    title = f"{'✓' if good else '△'} {comment.title}"
    head = Row(
        [
            Text(title, bold=True, tone="good" if good else "costly", grow=1),
            small(_("session {session}", session=row.session)),
        ],
        gap="small",
        align="centre",
    )
    foot = Row(
        [
            Text(comment.reference, style="caption", tone="muted", grow=1),
            go_there(row.turn, f"report.moment.{'good' if good else 'costly'}"),
        ],
        align="centre",
    )
    return Box(
        Column(
            [
                head,
                Text(row.words, role="therapist_line", speaker=_("You")) if row.words else None,
                Text(row.reply, role="patient_line", speaker=patient) if row.reply else None,
                _named(_("Goal"), comment.goal),
                _named(_("Gap"), comment.gap if comment.gap != comment.title else ""),
                _named(_("You could have said"), f"“{comment.instead}”" if comment.instead else ""),
                foot,
            ],
            gap="small",
        ),
        padding="normal",
        stripe="good" if good else "costly",
        shadow=True,
        rounded=False,
        name=comment.title,
    )


def _named(name: str, words: str) -> Element | None:
    """Return a part of what is said of a moment under its name."""
    return Column([small(name, "accent"), Text(words)], gap="none") if words else None
