"""The debrief's moments: the strongest and the costliest, in the trainee's own words, beside what the manual says."""

from collections.abc import Sequence

from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.parts import small
from game.ui.screens.report_score import go_there
from game.ui.screens.transcript import YOU
from game.ui.widgets import Text
from game.view import Report
from game.view.report_rows import MomentRow


def page(report: Report, patient: str) -> Element:
    """Return both lists, side by side where there is room; the strongest alone where nothing cost much."""
    if not report.costly:
        strong = [_moment(row, patient, good=True) for row in report.strong]
        return Column(
            [_title("What was strongest"), Grid(strong, min_em=32), small("Nothing cost you much.")], gap="small"
        )
    return Grid(
        [
            _list("What cost most", report.costly, patient, good=False),
            _list("What was strongest", report.strong, patient, good=True),
        ],
        min_em=32,
    )


def _title(words: str) -> Element:
    return Text(words, style="lead", bold=True, role="heading")


def _list(title: str, rows: Sequence[MomentRow], patient: str, *, good: bool) -> Element:
    none = small("Nothing stands out.") if not rows else None
    return Column([_title(title), none, *(_moment(row, patient, good=good) for row in rows)], gap="small")


def _moment(row: MomentRow, patient: str, *, good: bool) -> Element:
    comment = row.comment
    sign = "✓" if good else "△"
    return Box(
        Column(
            [
                Row(
                    [
                        Text(f"{sign} {comment.title}", bold=True, tone="good" if good else "costly", grow=1),
                        small(f"session {row.session}"),
                    ],
                    gap="small",
                    align="centre",
                ),
                Text(row.words, role="therapist_line", speaker=YOU) if row.words else None,
                Text(row.reply, role="patient_line", speaker=patient) if row.reply else None,
                Text(comment.says) if comment.says != comment.title else None,
                Text(f"You could have said: “{comment.instead}”", italic=True) if comment.instead else None,
                Row(
                    [
                        Text(comment.reference, style="caption", tone="muted", grow=1),
                        go_there(row.turn, f"report.moment.{'good' if good else 'costly'}"),
                    ],
                    align="centre",
                ),
            ],
            gap="small",
        ),
        padding="normal",
        stripe="good" if good else "costly",
        shadow=True,
        rounded=False,
        name=comment.title,
    )
