"""The debrief's key: what it was about, why, what misled, and how the trainee's odds moved towards it."""

from game.ui.diagrams import Chart, Hue, Series
from game.ui.elements import Column, Element, Grid, Row
from game.ui.screens.parts import block, paragraphs, small
from game.ui.widgets import Badge, Text, Tone
from game.view import Report
from game.words import _, p_

_RIGHT = 900
_HUES: tuple[Hue, ...] = ("series_1", "series_2", "series_3", "series_4")


def page(report: Report) -> Element:
    """Return the truth beside the trainee's formulation, and the probabilities over time."""
    truth = report.truth
    words, tone = _judged(truth.credit)
    yours = block(
        _("Your focus"),
        Text(truth.yours or _("You offered none.")),
        Row([Badge(words, tone=tone)]) if truth.yours else None,
        small(_("Also defensible: {others}.", others="; ".join(truth.acceptable))) if truth.acceptable else None,
    )
    key = block(
        _("What it was about"),
        Text(f"{truth.area}: {truth.about}", style="lead", bold=True),
        paragraphs(truth.why),
        Text(_("What misleads"), bold=True),
        paragraphs(truth.misleads),
    )
    return Grid([key, Column([yours, _odds(report)], gap="normal")], min_em=30)


def _judged(credit: int) -> tuple[str, Tone]:
    """Say how near the trainee's focus came to the key."""
    if credit >= _RIGHT:
        return p_("a focus", "Right"), "good"
    return (p_("a focus", "Near"), "warning") if credit > 0 else (p_("a focus", "Wrong"), "costly")


def _odds(report: Report) -> Element:
    if not report.probabilities:
        return block(
            _("Your probabilities"),
            Text(_("There is nothing to compare."), tone="muted"),
            *(Text(sentence) for sentence in report.silence),
        )
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
        _("Your probabilities over time"),
        Chart(
            series,
            _("each time you set them"),
            "%",
            (1, max(2, len(times)), max(1, len(times) // 8)),
            (0, 100, 25),
            height_em=13,
            name=_("Probabilities over time; at the end: {words}", words=words),
        ),
        small(_("At the end: {words}.", words=words)),
        *(Text(sentence) for sentence in report.silence),
    )
