"""The report in plain sentences, section by section, for a terminal and whoever has it read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.view import Report
from game.view.ledger import LedgerRow
from game.view.report import Bar, MomentRow, SessionRow

RINGS = ("closest", "close", "in between", "distant", "outside")
_MOST_TURNS = 14


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a word to ask for it, its heading, and its lines, one paragraph each."""

    id: str
    title: str
    lines: tuple[str, ...]


def sections(report: Report) -> tuple[Section, ...]:
    """Return the whole report, the most important first."""
    return (
        Section("summary", "In short", tuple(_summary(report))),
        Section("profile", "Profile", tuple(_profile(report))),
        Section("moments", "The moments that counted", tuple(_moments(report))),
        Section("focus", "What it was about", tuple(_focus(report))),
        Section("course", "How the patient fared", tuple(_course(report))),
        Section("sessions", "Session by session", tuple(map(_session, report.sessions))),
        Section("evidence", "Evidence: heard and missed", tuple(_evidence(report))),
        Section("odds", "Your probabilities", tuple(_odds(report))),
        Section("circle", "Circle and timeline, yours beside the case's", tuple(_circle(report))),
        Section("voice", "What it was like to sit with you", report.voice),
    )


def turns(because: tuple[int, ...]) -> str:
    """Return turn numbers in words; `no turn` where there are none."""
    if not because:
        return "no turn"
    shown = ", ".join(map(str, because[:_MOST_TURNS]))
    more = f" and {len(because) - _MOST_TURNS} more" if len(because) > _MOST_TURNS else ""
    return f"turn{'s' * (len(because) > 1)} {shown}{more}"


def scale_value(bar: Bar) -> str:
    """Return a bar's value on its own scale: `6.2 of 7`, or `0.85 of 1`."""
    digits = 1 if bar.high > 1_000 else 2
    return f"{bar.value / 1_000:.{digits}f} of {bar.high // 1_000}"


def ring_name(ring: int | None) -> str:
    """Return a ring of the circle in words."""
    return "not placed" if ring is None else RINGS[ring]


def month_name(month: int | None) -> str:
    """Return a month counted from the first session in words."""
    if month is None:
        return "not placed"
    if month == 0:
        return "the month treatment began"
    number = abs(month)
    return f"{number} month{'s' * (number != 1)} {'before' if month < 0 else 'after'}"


def _summary(report: Report) -> Iterator[str]:
    yield f"{report.title}, {report.patient}. {report.ended}. Mode: {report.mode}."
    verdict = "Passed." if report.passed else "Not passed."
    yield f"Composite score: {report.composite / 1_000:.1f} of 100. {verdict}"
    yield report.summary
    if not report.safe:
        for name, because in report.red_lines:
            yield f"Red line: {name} ({turns(because)})."
    if report.harmful:
        yield "An act was harmful, which sets common factors to the lowest level."
    yield f"One goal for next time: {report.goal}"
    yield report.disclosure
    yield report.notice


def _profile(report: Report) -> Iterator[str]:
    for bar in report.bars:
        brings = f"brings {bar.points / 1_000:.1f} points"
        yield f"{bar.name}: {scale_value(bar)}, {bar.anchor}; {brings}. Rests on {turns(bar.because)}."
        for row in report.criteria:
            if row.dimension == bar.id:
                yield f"  {row.share // 10} %  {row.name}. {row.says} ({turns(row.because)})"
    if not report.contamination:
        yield "Contamination: none."
    for name, points, because in report.contamination:
        yield f"Contamination: {name}, {points} point{'s' * (points != 1)} off ({turns(because)})."


def _moments(report: Report) -> Iterator[str]:
    yield "Strongest:"
    yield from (_moment(row) for row in report.strong)
    yield "Most costly:"
    yield from (_moment(row) for row in report.costly)
    if not report.costly:
        yield "  None worth naming."


def _moment(row: MomentRow) -> str:
    comment = row.comment
    parts = [f"  Turn {row.turn}, session {row.session}."]
    if row.words:
        parts.append(f"You: “{row.words}”")
    if row.reply:
        parts.append(f"Answer: “{row.reply}”")
    parts.append(f"{comment.title}." if comment.says == comment.title else f"{comment.title}. {comment.says}")
    if comment.instead:
        parts.append(f"Instead, for example: “{comment.instead}”")
    parts.append(f"[{comment.reference}]")
    return " ".join(parts)


def _focus(report: Report) -> Iterator[str]:
    truth = report.truth
    yield f"The key: {truth.area}, {truth.about}. {truth.why}"
    if truth.acceptable:
        yield f"Also defensible: {'; '.join(truth.acceptable)}."
    yield f"What misleads: {truth.misleads}"
    yours = truth.yours or "no formulation was offered"
    yield f"Yours: {yours}. Credit {truth.credit / 10:.0f} %."


def _course(report: Report) -> Iterator[str]:
    life: dict[int, list[str]] = {}
    for session, words, well in report.life:
        life.setdefault(session, []).append(f"{words} ({'went well' if well else 'a setback'})")
    shared = dict(report.curve)
    for session in sorted({*shared, *life}):
        score = f"scale {shared[session]}" if session in shared else "scale not filled in"
        after = f"; in the week after: {'; '.join(life[session])}" if session in life else ""
        yield f"Session {session}: {score}{after}."
    if not report.curve:
        yield "The scale was never filled in, so nobody can say how the symptoms went."


def _session(row: SessionRow) -> str:
    parts = [f"Session {row.number} ({row.phase}): adherence {row.adherence / 1_000:.1f} of 7"]
    parts.append(f"{row.done} of {row.called_for} tasks done")
    if row.missing:
        parts.append(f"missing: {', '.join(row.missing)}")
    if row.errors:
        parts.append(f"errors: {', '.join(row.errors)}")
    if row.failed:
        parts.append("failed by a red line")
    return "; ".join(parts) + "."


def _evidence(report: Report) -> Iterator[str]:
    yield f"Heard, {len(report.heard)}:"
    yield from (f"  Turn {row.turn}: {_ledger_row(row)}" for row in report.heard)
    yield f"Missed, {len(report.missed)}:"
    yield from (f"  {_ledger_row(row)} Cheapest way: {row.way}." for row in report.missed)


def _ledger_row(row: LedgerRow) -> str:
    points = ", ".join(f"{area} {weight:+d}" for area, weight in row.points_to) or "nothing in particular"
    herring = " A red herring." if row.misleading else ""
    return f"{row.title}. “{row.words}” Speaks for: {points}.{herring}"


def _odds(report: Report) -> Iterator[str]:
    if not report.probabilities:
        yield "You never set them, so they stayed at 25 % each."
    for turn, shares in report.probabilities:
        said = ", ".join(f"{name} {share} %" for name, share in zip(report.area_names, shares, strict=True))
        yield f"Turn {turn}: {said}."


def _circle(report: Report) -> Iterator[str]:
    for person in report.people:
        yours = ", ".join(map(ring_name, person.yours))
        theirs = ", ".join(map(ring_name, person.theirs))
        unheard = "" if person.came_up else " Never came up."
        yield f"{person.name}, {person.relation}; before, now, wished. Yours: {yours}. The case's: {theirs}.{unheard}"
    for event in report.events:
        unheard = "" if event.came_up else " Never came up."
        yield f"{event.name}. Yours: {month_name(event.yours)}. The case's: {month_name(event.theirs)}.{unheard}"
