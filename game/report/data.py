"""The report as data in natural units, for JSON."""

from dataclasses import asdict
from typing import Any

from game.view import Report

_THOUSANDTHS = 1_000


def report_data(report: Report) -> dict[str, Any]:
    """Return everything in the report: composite 0 to 100, bars on their own scales, shares of 1."""
    data = asdict(report)
    data["composite"] = report.composite / _THOUSANDTHS
    for bar in data["bars"]:
        for amount in ("value", "low", "high", "points"):
            bar[amount] /= _THOUSANDTHS
    for row in data["criteria"]:
        row["share"] /= _THOUSANDTHS
    for session in data["sessions"]:
        session["adherence"] /= _THOUSANDTHS
    data["truth"]["credit"] /= _THOUSANDTHS
    data["contamination"] = [
        {"name": name, "points": points, "because": list(because)} for name, points, because in report.contamination
    ]
    data["red_lines"] = [{"name": name, "because": list(because)} for name, because in report.red_lines]
    return data
