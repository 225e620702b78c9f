"""The debrief's score: the composite, why, and the profile with its anchors and its evidence."""

from collections.abc import Mapping

from game.report.words import anchors, mode_name
from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.intents import Pick
from game.ui.screens.parts import block, small
from game.ui.screens.report_links import both_sides, links
from game.ui.widgets import Badge, Choice, Meter, Text
from game.view import Report
from game.view.report_rows import Bar
from game.words import _, decimal

_TOP = 1_000


def page(report: Report, opened: str, said: Mapping[int, str]) -> Element:
    """Return the score with everything it rests on."""
    beside = Column([_silence(report), _costs(report, said), aim(report)], gap="normal")
    return Column(
        [
            _composite(report),
            Grid([_profile(report, opened, said), beside], min_em=30),
            small(report.disclosure),
            small(report.notice),
        ],
        gap="normal",
    )


def aim(report: Report) -> Element:
    """Return the one goal for next time."""
    title = Text(_("One thing for next time"), style="lead", bold=True, role="heading")
    return Box(
        Column([title, Text(report.goal)], gap="small"),
        fill="paper",
        padding="wide",
        shadow=True,
        stripe="accent",
        rounded=False,
    )


def _composite(report: Report) -> Element:
    marks = [
        Badge(_("Quality passed"), tone="good")
        if report.passed
        else Badge(_("Quality not passed yet"), tone="warning"),
        Badge(_("Safe"), tone="good") if report.safe else Badge(_("A red line was crossed"), tone="costly"),
        Badge(_("Harmful act"), tone="costly") if report.harmful else None,
        Badge(report.ended, tone="muted"),
        Badge(_("{mode} mode", mode=mode_name(report.mode)), tone="muted"),
    ]
    points = Column(
        [
            Text(decimal(report.composite / 1_000), style="display", align="centre", tone="accent"),
            small(_("of 100 points")),
        ],
        gap="none",
        align="centre",
        width_em=8,
    )
    return Box(
        Row(
            [points, Column([Text(report.summary, style="lead"), Row(marks, gap="tight")], gap="small", grow=1)],
            align="centre",
            gap="wide",
        ),
        fill="raised",
        padding="wide",
        shadow=True,
        name=_("Composite score"),
    )


def _profile(report: Report, opened: str, said: Mapping[int, str]) -> Element:
    rows: list[Element] = []
    for bar in report.bars:
        points = _("{points} of {most} points", points=decimal(bar.points / 1_000), most=bar.most)
        rows.append(_bar(bar))
        rows.append(
            Choice(
                _("What it rests on"),
                trailing=points,
                name=_("What {bar} rests on: {points}", bar=bar.name, points=points),
                marked=bar.id == opened,
                key=f"report.bar.{bar.id}",
                intent=Pick("report.open", bar.id),
            )
        )
        if bar.id == opened:
            rows.append(_reasons(report, bar, said))
    return block(_("Profile"), *rows)


def _bar(bar: Bar) -> Element:
    words = f"{_value(bar)}, {bar.anchor}"
    return Meter(
        bar.name,
        bar.value - bar.low,
        bar.high - bar.low,
        words=words,
        tone="good" if 3 * (bar.value - bar.low) >= 2 * (bar.high - bar.low) else "accent",
        marks=tuple((least - bar.low, name) for least, name in bar.anchors if least > bar.low),
        key=f"report.meter.{bar.id}",
        name=f"{bar.name}: {words}. " + _("The scale: {anchors}.", anchors=anchors(bar)),
    )


def _value(bar: Bar) -> str:
    """Return a value on its scale: 5.2 of 7, or 0.85 of 1."""
    digits = 2 if bar.high == _TOP else 1
    return _("{value} of {top}", value=decimal(bar.value / 1_000, digits), top=bar.high // 1_000)


def _reasons(report: Report, bar: Bar, said: Mapping[int, str]) -> Element:
    shown: list[Element] = [
        Column(
            [
                Text(f"{row.name}: {row.share // 10} %", bold=True),
                small(row.says),
                Text(row.remark, tone="costly") if row.remark else None,
                both_sides(row.earned, row.lost, said, f"report.because.{row.id}"),
            ],
            gap="tight",
        )
        for row in report.criteria
        if row.dimension == bar.id
    ]
    if not shown:
        shown = [
            small(_("How much of what each session called for was done; see the course.")),
            both_sides(bar.earned, bar.lost, said, f"report.because.{bar.id}"),
        ]
    return Column(shown, gap="small", padding="small")


def _silence(report: Report) -> Element | None:
    """Return what was kept from the workbook, and what that cost."""
    if not report.silence:
        return None
    return block(_("What the workbook did not say"), *(Text(sentence) for sentence in report.silence))


def _costs(report: Report, said: Mapping[int, str]) -> Element | None:
    """Return what took points away, each with the turns."""
    rows: list[Element] = []
    for number, (name, turns) in enumerate(report.red_lines):
        rows += [Text(f"✗ {name}", tone="costly", bold=True), links(turns, said, f"report.red_line.{number}")]
    for number, (name, points, turns) in enumerate(report.contamination):
        rows += [Text(f"{name}: −{points}", tone="costly", bold=True), links(turns, said, f"report.cost.{number}")]
    return block(_("What took points away"), *rows) if rows else None
