"""The report in plain sentences, section by section, for a terminal and whoever has it read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.report.words import (
    anchors,
    mode_name,
    month_name,
    phase_name,
    points_to,
    ring_name,
    scale_value,
    sides,
    turns,
    week_words,
)
from game.view import Report
from game.view.ledger import LedgerRow
from game.view.report import CriterionRow, MomentRow, SessionRow
from game.words import _, decimal


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a word to ask for it, its heading, and its lines, one paragraph each."""

    id: str
    title: str
    lines: tuple[str, ...]


def sections(report: Report) -> tuple[Section, ...]:
    """Return the whole report, the most important first."""
    return (
        Section("summary", _("In short"), tuple(_summary(report))),
        Section("profile", _("Profile"), tuple(_profile(report))),
        Section("moments", _("The moments that counted"), tuple(_moments(report))),
        Section("focus", _("What it was about"), tuple(_focus(report))),
        Section("course", _("How the patient fared"), tuple(_course(report))),
        Section("sessions", _("Session by session"), tuple(map(_session, report.sessions))),
        Section("evidence", _("Evidence: heard and missed"), tuple(_evidence(report))),
        Section("odds", _("Your probabilities"), tuple(_odds(report))),
        Section("circle", _("Circle and timeline, yours beside the case's"), tuple(_circle(report))),
        Section("voice", _("What it was like to sit with you"), report.voice),
    )


def _summary(report: Report) -> Iterator[str]:
    yield _(
        "{title}, {patient}. {ended}. Mode: {mode}.",
        title=report.title,
        patient=report.patient,
        ended=report.ended,
        mode=mode_name(report.mode),
    )
    verdict = _("Passed.") if report.passed else _("Not passed.")
    yield _("Composite score: {score} of 100.", score=decimal(report.composite / 1_000)) + f" {verdict}"
    yield report.summary
    yield from report.silence
    if not report.safe:
        for name, because in report.red_lines:
            yield _("Red line: {name} ({turns}).", name=name, turns=turns(because))
    if report.harmful:
        yield _("An act was harmful, which sets common factors to the lowest level.")
    yield _("One goal for next time: {goal}", goal=report.goal)
    yield report.disclosure
    yield report.notice


def _profile(report: Report) -> Iterator[str]:
    for bar in report.bars:
        yield _(
            "{bar}: {value}, {anchor}; brings {points} of {most} points. {sides}.",
            bar=bar.name,
            value=scale_value(bar),
            anchor=bar.anchor,
            points=decimal(bar.points / 1_000),
            most=bar.most,
            sides=_capital(sides(bar.earned, bar.lost)),
        )
        yield "  " + _("The scale: {anchors}.", anchors=anchors(bar))
        yield from (_criterion(row) for row in report.criteria if row.dimension == bar.id)
    if not report.contamination:
        yield _("Contamination: none.")
    for name, points, because in report.contamination:
        yield _("Contamination: {name}, −{points} ({turns}).", name=name, points=points, turns=turns(because))


def _criterion(row: CriterionRow) -> str:
    remark = f" {row.remark}" if row.remark else ""
    return f"  {row.share // 10} %  {row.name}. {row.says}{remark} ({sides(row.earned, row.lost)})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _moments(report: Report) -> Iterator[str]:
    yield _("Strongest:")
    yield from (_moment(row) for row in report.strong)
    yield _("Most costly:")
    yield from (_moment(row) for row in report.costly)
    if not report.costly:
        yield "  " + _("None worth naming.")


def _moment(row: MomentRow) -> str:
    comment = row.comment
    parts = ["  " + _("Turn {turn}, session {session}.", turn=row.turn, session=row.session)]
    if row.words:
        parts.append(_("You: “{words}”", words=row.words))
    if row.reply:
        parts.append(_("Answer: “{words}”", words=row.reply))
    parts.append(f"{comment.title}.")
    if comment.goal:
        parts.append(_("Goal: {goal}", goal=comment.goal))
    if comment.gap:
        parts.append(_("Gap: {gap}", gap=comment.gap))
    if comment.instead:
        parts.append(_("Instead, for example: “{words}”", words=comment.instead))
    parts.append(f"[{comment.reference}]")
    return " ".join(parts)


def _focus(report: Report) -> Iterator[str]:
    truth = report.truth
    yield _("The key: {area}, {about}.", area=truth.area, about=truth.about) + f" {truth.why}"
    if truth.acceptable:
        yield _("Also defensible: {others}.", others="; ".join(truth.acceptable))
    yield _("What misleads: {what}", what=truth.misleads)
    yours = truth.yours or _("no formulation was offered")
    yield _("Yours: {yours}. Credit {credit} %.", yours=yours, credit=round(truth.credit / 10))
    yield from report.silence


def _course(report: Report) -> Iterator[str]:
    life: dict[int, list[str]] = {}
    for session, words, well in report.life:
        life.setdefault(session, []).append(week_words(words, well=well))
    shared = dict(report.curve)
    for session in sorted({*shared, *life}):
        score = _("scale {total}", total=shared[session]) if session in shared else _("scale not filled in")
        after = "; " + _("in the week after: {what}", what="; ".join(life[session])) if session in life else ""
        yield _("Session {session}: {score}", session=session, score=score) + f"{after}."
    for count in report.counts:
        shown = ", ".join(
            _("session {session}: {number}", session=session, number=number) for session, number in count.shared
        )
        yield _("{name} ({unit}): {shown}.", name=count.name, unit=count.unit, shown=shown)
    if not report.curve:
        yield _("The scale was never filled in, so nobody can say how the symptoms went.")


def _session(row: SessionRow) -> str:
    adherence = decimal(row.adherence / 1_000)
    name = _("Session {number} ({phase})", number=row.number, phase=phase_name(row.phase))
    parts = [f"{name}: " + _("adherence {value} of 7", value=adherence)]
    parts.append(_("{done} of {called_for} tasks done", done=row.done, called_for=row.called_for))
    if row.missing:
        parts.append(_("missing: {tasks}", tasks=", ".join(row.missing)))
    if row.errors:
        parts.append(_("errors: {errors}", errors=", ".join(row.errors)))
    if row.drifted:
        parts.append(_("drifted from the focus"))
    if row.failed:
        parts.append(_("failed by a red line"))
    return "; ".join(parts) + "."


def _evidence(report: Report) -> Iterator[str]:
    yield _("Heard, {number}:", number=len(report.heard))
    yield from ("  " + _("Turn {turn}: {card}", turn=row.turn, card=_ledger_row(row)) for row in report.heard)
    yield _("Missed, {number}:", number=len(report.missed))
    yield from (f"  {_ledger_row(row)} " + _("Cheapest way: {way}.", way=row.way) for row in report.missed)


def _ledger_row(row: LedgerRow) -> str:
    herring = " " + _("A red herring.") if row.misleading else ""
    speaks = _("Speaks for: {areas}.", areas=points_to(row.points_to))
    return f"{row.title}. “{row.words}” {speaks}{herring}"


def _odds(report: Report) -> Iterator[str]:
    if not report.probabilities:
        yield _("You never set them, so they stayed at 25 % each.")
    for turn, shares in report.probabilities:
        said = ", ".join(f"{name} {share} %" for name, share in zip(report.area_names, shares, strict=True))
        yield _("Turn {turn}: {odds}.", turn=turn, odds=said)
    yield from report.silence


def _circle(report: Report) -> Iterator[str]:
    for person in report.people:
        yield _(
            "{name}, {relation}; before, now, wished. Yours: {yours}. The case's: {theirs}.",
            name=person.name,
            relation=person.relation,
            yours=", ".join(map(ring_name, person.yours)),
            theirs=", ".join(map(ring_name, person.theirs)),
        ) + _unheard(person.came_up)
    for event in report.events:
        yield _(
            "{name}. Yours: {yours}. The case's: {theirs}.",
            name=event.name,
            yours=month_name(event.yours),
            theirs=month_name(event.theirs),
        ) + _unheard(event.came_up)


def _unheard(came_up: bool) -> str:
    return "" if came_up else " " + _("Never came up.")
