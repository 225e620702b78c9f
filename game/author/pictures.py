"""Drawings for the pages of authors, as SVG that we write ourselves; their numbers stand in tables as well."""

from collections.abc import Iterable, Sequence
from html import escape

_LEFT, _RIGHT, _TOP = 190, 24, 10
_WIDTH = 480
_ROW = 26
_AXIS = 34

CSS = """
.plot{width:100%;height:auto;background:var(--surface);border:1px solid var(--border);border-radius:.6rem}
.plot text{fill:var(--text);font-size:13px}.plot .axis{fill:var(--muted);font-size:12px}
.plot .grid{stroke:var(--border)}.plot .limit{stroke:var(--costly);stroke-width:2;stroke-dasharray:5 4}
.plot .limit-name{fill:var(--costly);font-size:12px}.plot .line{fill:none;stroke:var(--accent);stroke-width:2.5}
.plot .dot{fill:var(--accent);fill-opacity:.45}.plot .bad{fill:var(--costly);fill-opacity:.7}
.plot .mean{stroke:var(--text);stroke-width:3}.plot .fill{fill:var(--accent)}.plot .second{fill:var(--muted)}
.plot .end{text-anchor:end}.plot .mid{text-anchor:middle}
"""


def spread(rows: Sequence[tuple[str, Sequence[float]]], limit: float, limit_name: str, title: str) -> str:
    """Return a line for each name with a dot for every value from 0 to 100, a stroke at the mean, and a limit."""
    height = _TOP + _ROW * len(rows)
    parts = [*_scale(height, 100, "")]
    for place, (name, values) in enumerate(rows):
        y = _TOP + _ROW * place + _ROW // 2
        parts.append(f'<text class="end" x="{_LEFT - 10}" y="{y + 4}">{escape(name)}</text>')
        parts += [f'<circle class="dot" cx="{_across(value, 100)}" cy="{y}" r="4"/>' for value in values]
        mean = _across(sum(values) / max(1, len(values)), 100)
        parts.append(f'<line class="mean" x1="{mean}" x2="{mean}" y1="{y - 8}" y2="{y + 8}"/>')
    parts += _limit(limit, 100, height, limit_name)
    return _svg(height + _AXIS, title, parts)


def bars(rows: Sequence[tuple[str, float, float | None]], most: float, unit: str, title: str) -> str:
    """Return a bar for each name, with a second, thinner one where a row has two values."""
    height = _TOP + _ROW * len(rows)
    parts = [*_scale(height, most, unit)]
    for place, (name, first, second) in enumerate(rows):
        y = _TOP + _ROW * place
        tall = _ROW - 8 if second is None else 9
        parts.append(f'<text class="end" x="{_LEFT - 10}" y="{y + 17}">{escape(name)}</text>')
        parts.append(_bar("fill", y + 4, tall, first, most))
        if second is not None:
            parts.append(_bar("second", y + 14, 7, second, most))
    return _svg(height + _AXIS, title, parts)


def steps(points: Sequence[tuple[int, str]], limit: int, limit_name: str, title: str) -> str:
    """Return a line through thousandths, a dot for each, with the name that is given for some under the axis."""
    high = 180
    wide = _WIDTH + _LEFT - 50
    gap = wide / max(1, len(points) - 1)
    at = [
        (round(44 + gap * place), round(_TOP + high - value * high / 1_000)) for place, (value, _) in enumerate(points)
    ]
    parts = [
        f'<line class="grid" x1="44" x2="{44 + wide}" y1="{y}" y2="{y}"/>'
        f'<text class="axis end" x="38" y="{y + 4}">{share} %</text>'
        for share in (0, 25, 50, 75, 100)
        for y in (_TOP + high - share * high // 100,)
    ]
    level = _TOP + high - limit * high // 1_000
    parts.append(f'<line class="limit" x1="44" x2="{44 + wide}" y1="{level}" y2="{level}"/>')
    parts.append(f'<text class="limit-name end" x="{44 + wide}" y="{level + 14}">{escape(limit_name)}</text>')
    if at:
        parts.append(f'<polyline class="line" points="{" ".join(f"{x},{y}" for x, y in at)}"/>')
    parts += [f'<circle class="dot" cx="{x}" cy="{y}" r="5"/>' for x, y in at]
    for (x, _), (_, name) in zip(at, points, strict=True):
        parts.append(f'<text class="axis mid" x="{x}" y="{_TOP + high + 18}">{escape(name)}</text>' if name else "")
    return _svg(_TOP + high + _AXIS, title, parts)


def scatter(points: Iterable[tuple[float, float, str]], weak: float, title: str) -> str:
    """Return items by difficulty (across, 0 to 1) and discrimination (up, -1 to 1), each named on hovering."""
    high, left, wide = 220, 44, _WIDTH + _LEFT - 60
    middle = _TOP + high // 2
    parts = [
        f'<line class="grid" x1="{left}" x2="{left + wide}" y1="{y}" y2="{y}"/>'
        f'<text class="axis end" x="{left - 6}" y="{y + 4}">{f"{value:+.1f}".replace("-", "−")}</text>'
        for value in (-1.0, -0.5, 0.0, 0.5, 1.0)
        for y in (round(middle - value * high / 2),)
    ]
    parts += [
        f'<text class="axis mid" x="{left + wide * share // 100}" y="{_TOP + high + 18}">{share} %</text>'
        for share in (0, 25, 50, 75, 100)
    ]
    level = round(middle - weak * high / 2)
    parts.append(f'<line class="limit" x1="{left}" x2="{left + wide}" y1="{level}" y2="{level}"/>')
    for mean, found, name in points:
        x, y = round(left + mean * wide), round(middle - found * high / 2)
        look = "dot" if found >= weak else "bad"
        parts.append(f'<circle class="{look}" cx="{x}" cy="{y}" r="6"><title>{escape(name)}</title></circle>')
    return _svg(_TOP + high + _AXIS, title, parts)


def _svg(height: int, title: str, parts: Iterable[str]) -> str:
    wide = _LEFT + _WIDTH + _RIGHT
    name = escape(title, quote=True)
    return f'<svg class="plot" viewBox="0 0 {wide} {height}" role="img" aria-label="{name}">{"".join(parts)}</svg>'


def _across(value: float, most: float) -> int:
    return round(_LEFT + min(most, max(0.0, value)) * _WIDTH / most)


def _bar(look: str, y: int, tall: int, value: float, most: float) -> str:
    return f'<rect class="{look}" x="{_LEFT}" y="{y}" width="{_across(value, most) - _LEFT}" height="{tall}" rx="2"/>'


def _scale(height: int, most: float, unit: str) -> list[str]:
    return [
        f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{height}"/>'
        f'<text class="axis mid" x="{x}" y="{height + 18}">{most * share / 100:.0f}{unit}</text>'
        for share in (0, 25, 50, 75, 100)
        for x in (_across(most * share / 100, most),)
    ]


def _limit(value: float, most: float, height: int, name: str) -> list[str]:
    x = _across(value, most)
    return [
        f'<line class="limit" x1="{x}" x2="{x}" y1="{_TOP}" y2="{height}"/>',
        f'<text class="limit-name mid" x="{x}" y="{height + 31}">{escape(name)}</text>',
    ]
