"""The table of what was measured, beside what is aimed at."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, in which unit, and what is aimed at; None is not known."""

    key: str
    name: str
    unit: str
    median: float | None
    p95: float | None = None
    p99: float | None = None
    target: float | None = None
    target_p95: float | None = None
    at_least: bool = field(default=False, kw_only=True)
    """Whether more is better."""


def as_data(rows: list[Row]) -> dict[str, dict[str, Any]]:
    """Return the rows by key, as JSON."""
    return {row.key: {k: v for k, v in asdict(row).items() if k not in {"key", "name"}} for row in rows}


def table(rows: list[Row]) -> list[str]:
    """Return the rows for reading, what was measured beside what is aimed at."""
    lines = [["", "median", "95 %", "99 %", "aim"]]
    lines += [[row.name, *(_number(row, value) for value in (row.median, row.p95, row.p99)), _aim(row)] for row in rows]
    wide = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return ["  ".join([line[0].ljust(wide[0]), *map(str.rjust, line[1:], wide[1:])]) for line in lines]


def _number(row: Row, value: float | None) -> str:
    if value is None:
        return "not known" if row.median is None and row.p95 is None and row.p99 is None else ""
    return f"{value:g} {row.unit}".strip()


def _aim(row: Row) -> str:
    if row.target is None:
        return ""
    words = f"{row.target:g}" if row.target_p95 is None else f"{row.target:g} / {row.target_p95:g}"
    return f"{'≥' if row.at_least else '≤'} {words} {row.unit}".strip()
