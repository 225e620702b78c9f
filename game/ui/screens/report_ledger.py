"""The debrief's ledger: what the case offered, what was heard, what was missed and the cheapest way to it."""

from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.parts import small
from game.ui.screens.report_links import go_there
from game.ui.widgets import Text
from game.view import Report
from game.view.ledger import LedgerRow
from game.words import _


def page(report: Report) -> Element:
    """Return what was heard beside what was missed."""
    whole = len(report.heard) + len(report.missed)
    heard = _("Heard: {number} of {whole}", number=len(report.heard), whole=whole)
    return Grid(
        [
            Column([_title(heard), *(_row(row) for row in report.heard)], gap="small"),
            Column(
                [
                    _title(_("Missed: {number}", number=len(report.missed))),
                    small(_("Nobody hears everything; the weightiest come first.")),
                    *(_row(row) for row in report.missed),
                ],
                gap="small",
            ),
        ],
        min_em=30,
    )


def _title(words: str) -> Text:
    return Text(words, style="lead", bold=True, role="heading")


def _row(row: LedgerRow) -> Element:
    heard = row.turn is not None
    points = ", ".join(
        f"{area.lower()} {'+' if weight > 0 else '−'}{abs(weight)}" for area, weight in row.points_to if weight
    )
    return Box(
        Column(
            [
                Row(
                    [
                        Text(f"{'✓' if heard else '○'} {row.title}", bold=True, grow=1),
                        go_there(row.turn, "report.heard") if row.turn is not None else None,
                    ],
                    gap="small",
                    align="centre",
                ),
                Text(f"“{row.words}”", italic=True),
                None if heard else Text(_("Cheapest way: {way}.", way=row.way)),
                small(_("Speaks for {areas}.", areas=points) if points else _("Speaks for no area.")),
                small(_("A false trail."), "warning") if row.misleading else None,
            ],
            gap="tight",
        ),
        padding="normal",
        stripe="good" if heard else "warning",
        rounded=False,
        shadow=True,
        name=row.title,
    )
