"""The debrief's two ends: reactions before the evidence, and one goal for next time after it."""

from collections.abc import Mapping

from game.ui.elements import Column, Element, Grid, Row
from game.ui.screens.intents import Open, Show
from game.ui.screens.parts import block, small
from game.ui.screens.report_links import links
from game.ui.screens.report_score import aim
from game.ui.widgets import Button, Text, TextField
from game.view import Report
from game.words import _

FIELD = "report.reaction"
_WIDE_EM = 48


def reactions(report: Report, patient: str) -> Element:
    """Return what it was like for the patient, and room to say what it was like for oneself."""
    voice = block(
        _("What {patient} might say", patient=patient),
        *(Text(f"“{line}”", italic=True) for line in report.voice),
        fill="paper",
    )
    own = block(
        _("What it was like for you"),
        Text(_("Before the numbers: what stays with you? Where were you at ease, and where not?")),
        TextField(
            label=_("In your own words"),
            key=FIELD,
            multiline=True,
            lines=3,
            placeholder=_("A sentence or two, for yourself"),
        ),
        small(_("It goes into the page you can save, and nowhere else.")),
    )
    onward = Button(_("On to the evidence"), key="report.onward", kind="primary", intent=Show("score"))
    return Column([voice, own, Row([onward], justify="end")], gap="normal", max_em=_WIDE_EM)


def goal(report: Report, said: Mapping[int, str]) -> Element:
    """Return the one goal for next time with the turns it comes from, and the ways to keep the debrief."""
    keep = block(
        _("Keep this debrief"),
        Text(_("As a page for any browser, to read on a phone or to print, or as a table for a spreadsheet.")),
        Row([Button(_("Save…"), key="report.keep", intent=Open("export"))]),
    )
    turns = _turns_of_goal(report)
    where = block(_("Where it was wanted"), links(turns, said, "report.goal")) if turns else None
    return Column([aim(report), Grid([where, keep] if where else [keep], min_em=28)], gap="normal", max_em=66)


def _turns_of_goal(report: Report) -> tuple[int, ...]:
    """Return the turns that cost what the goal is about."""
    if report.red_lines:
        return report.red_lines[0][1]
    for name, _points, turns in report.contamination:
        if report.goal.startswith(name):
            return turns
    return next((row.lost for row in report.criteria if report.goal.startswith(row.name)), ())
