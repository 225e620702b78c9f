"""The debrief's first page: the composite, why, the profile with its evidence, the patient's voice, one goal."""

from collections.abc import Mapping, Sequence

from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.intents import GoTo, Pick
from game.ui.screens.parts import block, small
from game.ui.widgets import Badge, Button, Choice, Meter, Text
from game.view import Report
from game.view.report_rows import Bar

_MOST_LINKS = 6
_LONGEST = 64


def page(report: Report, opened: str, said: Mapping[int, str]) -> Element:
    """Return the score with everything it rests on."""
    voice = block(
        f"What {report.patient.split()[0]} might say", *(Text(f"“{line}”", italic=True) for line in report.voice)
    )
    goal = Box(
        Column(
            [Text("One thing for next time", style="lead", bold=True, role="heading"), Text(report.goal)], gap="small"
        ),
        fill="paper",
        padding="wide",
        shadow=True,
        stripe="accent",
        rounded=False,
    )
    return Column(
        [
            _composite(report),
            Grid(
                [_profile(report, opened, said), Column([goal, voice, _costs(report, said)], gap="normal")], min_em=30
            ),
            small(report.disclosure),
            small(report.notice),
        ],
        gap="normal",
    )


def _composite(report: Report) -> Element:
    marks = [
        Badge("Quality passed", tone="good") if report.passed else Badge("Quality not passed yet", tone="warning"),
        Badge("Safe", tone="good") if report.safe else Badge("A red line was crossed", tone="costly"),
        Badge("Harmful act", tone="costly") if report.harmful else None,
        Badge(report.ended, tone="muted"),
        Badge(report.mode.title(), tone="muted"),
    ]
    points = Column(
        [
            Text(str(round(report.composite / 1_000)), style="display", align="centre", tone="accent"),
            small("of 100 points"),
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
        name="Composite score",
    )


def _profile(report: Report, opened: str, said: Mapping[int, str]) -> Element:
    rows: list[Element] = []
    for bar in report.bars:
        rows.append(_bar(bar))
        rows.append(
            Choice(
                "What it rests on",
                trailing=f"{bar.points / 1_000:.1f} points",
                name=f"What {bar.name.lower()} rests on: {bar.points / 1_000:.1f} points",
                marked=bar.id == opened,
                key=f"report.bar.{bar.id}",
                intent=Pick("report.open", bar.id),
            )
        )
        if bar.id == opened:
            rows.append(_reasons(report, bar, said))
    return block("Profile", *rows)


def _bar(bar: Bar) -> Element:
    return Meter(
        bar.name,
        bar.value - bar.low,
        bar.high - bar.low,
        words=f"{_value(bar)}, {bar.anchor}",
        tone="good" if 3 * (bar.value - bar.low) >= 2 * (bar.high - bar.low) else "accent",
        key=f"report.meter.{bar.id}",
        name=f"{bar.name}: {_value(bar)}, {bar.anchor}",
    )


def _value(bar: Bar) -> str:
    """Return a value on its scale: 5.2 of 7, or per cent where the scale ends at 1."""
    if bar.high == 1_000:
        return f"{bar.value // 10} %"
    return f"{bar.value / 1_000:.1f} of {bar.high // 1_000}"


def _reasons(report: Report, bar: Bar, said: Mapping[int, str]) -> Element:
    rows = [row for row in report.criteria if row.dimension == bar.id]
    shown: list[Element] = [
        Column(
            [
                Text(f"{row.name}: {row.share // 10} %", bold=True),
                small(row.says),
                links(row.because, said, f"report.because.{row.id}"),
            ],
            gap="tight",
        )
        for row in rows
    ]
    if not rows:
        shown = [
            small("How much of what each session called for was done; see the course."),
            links(bar.because, said, bar.id),
        ]
    return Column(shown, gap="small", padding="small")


def links(turns: Sequence[int], said: Mapping[int, str], key: str) -> Element:
    """Return ways to the turns something rests on, named by the words spoken there."""
    spoken = [turn for turn in turns if turn in said]
    rows = [
        Choice(
            f"“{_short(said[turn])}”",
            trailing="go there",
            name=f"Go to: {_short(said[turn])}",
            key=f"{key}.{turn}",
            group=key,
            intent=GoTo(turn),
        )
        for turn in spoken[:_MOST_LINKS]
    ]
    more = len(spoken) - len(rows)
    if not rows:
        return small("No single turn to point to.")
    return Column([*rows, small(f"and {more} more") if more else None], gap="hair")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _costs(report: Report, said: Mapping[int, str]) -> Element | None:
    """Return what took points away, each with the turns."""
    rows: list[Element] = []
    for number, (name, turns) in enumerate(report.red_lines):
        rows += [Text(f"✗ {name}", tone="costly", bold=True), links(turns, said, f"report.red_line.{number}")]
    for number, (name, points, turns) in enumerate(report.contamination):
        rows += [Text(f"{name}: −{points}", tone="costly", bold=True), links(turns, said, f"report.cost.{number}")]
    return block("What took points away", *rows) if rows else None


def go_there(turn: int, key: str) -> Button:
    """Return the button that shows the conversation at a turn."""
    return Button("Go there", key=f"{key}.{turn}", kind="quiet", intent=GoTo(turn), name=f"Go to turn {turn}")
