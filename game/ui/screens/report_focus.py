"""The debrief's key: what it was about, why, what misled, and how the trainee's odds moved towards it."""

from game.ui.diagrams import Chart, Hue, Series
from game.ui.elements import Column, Element, Grid, Row
from game.ui.screens.parts import block, paragraphs, small
from game.ui.widgets import Badge, Text, Tone
from game.view import Report

_HUES: tuple[Hue, ...] = ("series_1", "series_2", "series_3", "series_4")


def page(report: Report) -> Element:
    """Return the truth beside the trainee's formulation, and the probabilities over time."""
    truth = report.truth
    near = "right" if truth.credit >= 900 else "near" if truth.credit > 0 else "wrong"
    tone: Tone = "good" if near == "right" else "warning" if near == "near" else "costly"
    yours = block(
        "Your focus",
        Text(truth.yours or "You offered none."),
        Row([Badge(near.title(), tone=tone)]) if truth.yours else None,
        small(f"Also defensible: {'; '.join(truth.acceptable)}.") if truth.acceptable else None,
    )
    key = block(
        "What it was about",
        Text(f"{truth.area}: {truth.about}", style="lead", bold=True),
        paragraphs(truth.why),
        Text("What misleads", bold=True),
        paragraphs(truth.misleads),
    )
    return Grid([key, Column([yours, _odds(report)], gap="normal")], min_em=30)


def _odds(report: Report) -> Element:
    if not report.probabilities:
        words = "You never noted how likely each area seemed, so there is nothing to compare."
        return block("Your probabilities", Text(words, tone="muted"))
    times = range(1, len(report.probabilities) + 1)
    series = tuple(
        Series(
            name, tuple((n, row[1][place]) for n, row in zip(times, report.probabilities, strict=True)), _HUES[place]
        )
        for place, name in enumerate(report.area_names)
    )
    last = report.probabilities[-1][1]
    words = ", ".join(f"{name} {share} %" for name, share in zip(report.area_names, last, strict=True))
    return block(
        "Your probabilities over time",
        Chart(
            series,
            "each time you set them",
            "%",
            (1, max(2, len(times)), max(1, len(times) // 8)),
            (0, 100, 25),
            height_em=13,
            name=f"Probabilities over time; at the end: {words}",
        ),
        small(f"At the end: {words}."),
    )
