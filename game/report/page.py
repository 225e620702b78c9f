"""The report as one HTML page that needs nothing else: no script, no network, no other file."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from game.report.charts import bar, session_strip, symptom_curve
from game.report.style import css
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
from game.view import Report, Utterance
from game.view.ledger import LedgerRow
from game.view.report import CriterionRow, MomentRow, SessionRow
from game.words import _, decimal, language, later

_CONTENTS = (
    ("reactions", later("Reactions")),
    ("profile", later("Profile")),
    ("moments", later("Moments")),
    ("focus", later("What it was about")),
    ("course", later("Course")),
    ("sessions", later("Sessions")),
    ("evidence", later("Evidence")),
    ("circle", later("Circle and timeline")),
    ("goal", later("One goal")),
)


def page(report: Report, said: tuple[Utterance, ...] = (), reaction: str = "", about: str = "") -> str:
    """Return the page: reactions, then the evidence, then one goal for next time.

    With `said`, the transcript follows, and every turn that is cited links to it. `reaction` is the trainee's own;
    `about` is a line above everything, such as whose page it is.
    """
    linked = frozenset(line.turn for line in said)
    names = [*_CONTENTS, *([("transcript", later("What was said"))] if said else [])]
    contents = "".join(f'<li><a href="#{name}">{escape(_(words))}</a></li>' for name, words in names)
    parts = [
        *([f'<p class="muted">{escape(about)}</p>'] if about else []),
        *_head(report),
        f'<nav aria-label="{escape(_("Contents"))}"><ul>{contents}</ul></nav>',
        *_reactions(report, reaction),
        *_profile(report, linked),
        *_moments(report, linked),
        *_focus(report),
        *_course(report),
        *_sessions(report, linked),
        *_evidence(report, linked),
        *_circle(report),
        _heading("goal", _("One goal for next time")),
        f'<div class="card good-edge"><p>{escape(report.goal)}</p></div>',
        *_transcript(report, said),
        f'<p class="muted">{escape(report.notice)}</p>',
    ]
    title = escape(f"{report.title}: {report.patient}")
    return (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{css()}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _head(report: Report) -> Iterator[str]:
    mode = _("{mode} mode", mode=mode_name(report.mode))
    yield f'<h1>{escape(report.title)}</h1><p class="muted">{escape(report.patient)} · {escape(report.ended)} · '
    yield f"{escape(mode)}</p>"
    passed = (_("passed"), "good") if report.passed else (_("not passed"), "costly")
    verdict = f'{escape(_("of 100"))}, <span class="{passed[1]}">{escape(passed[0])}</span>'
    yield f'<div class="score"><b>{decimal(report.composite / 1_000)}</b><span>{verdict}</span></div>'
    yield f"<p>{escape(report.summary)}</p>"
    for sentence in report.silence:
        yield f"<p>{escape(sentence)}</p>"
    for name, because in report.red_lines:
        yield f'<p class="costly">{escape(_("Red line: {name} ({turns})", name=name, turns=turns(because)))}</p>'
    yield f'<p class="muted">{escape(report.disclosure)}</p>'


def _heading(name: str, words: str) -> str:
    return f'<h2 id="{name}">{escape(words)}</h2>'


def _reactions(report: Report, reaction: str) -> Iterator[str]:
    yield _heading("reactions", _("What it was like to sit with you"))
    yield from (f"<blockquote>“{escape(words)}”</blockquote>" for words in report.voice)
    if reaction:
        yield f"<h3>{escape(_('What it was like for you'))}</h3><p>{escape(reaction)}</p>"


def _profile(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("profile", _("Profile"))
    for row in report.bars:
        value = scale_value(row)
        points = _("{points} of {most} points", points=decimal(row.points / 1_000), most=row.most)
        yield (
            f'<div class="card"><div class="row"><b>{escape(row.name)}</b>'
            f"<span>{escape(value)} · {escape(row.anchor)} · {escape(points)}</span></div>"
            f"{bar(row.value, row.low, row.high, f'{row.name}: {value}, {row.anchor}')}"
            f'<p class="muted">{escape(_("The scale: {anchors}.", anchors=anchors(row)))}</p>'
        )
        items = [_criterion(each, linked) for each in report.criteria if each.dimension == row.id]
        rests = "".join(items) or _both_sides(row.earned, row.lost, linked)
        yield f"<details><summary>{escape(_('What it rests on'))}</summary>{rests}</details></div>"
    for name, points_off, because in report.contamination:
        yield f'<p class="costly">−{points_off} {escape(name)} ({_turns(because, linked)})</p>'


def _criterion(row: CriterionRow, linked: frozenset[int]) -> str:
    remark = f'<p class="costly">{escape(row.remark)}</p>' if row.remark else ""
    return (
        f'<div class="criterion"><div class="row"><b>{escape(row.name)}</b><span>{row.share // 10} %</span></div>'
        f'<p class="muted">{escape(row.says)}</p>{remark}{_both_sides(row.earned, row.lost, linked)}</div>'
    )


def _both_sides(earned: tuple[int, ...], lost: tuple[int, ...], linked: frozenset[int]) -> str:
    parts = [f'<p><span class="good">✓ {escape(_("Earned by"))}</span> {_turns(earned, linked)}</p>'] if earned else []
    parts += [f'<p><span class="costly">△ {escape(_("Lost at"))}</span> {_turns(lost, linked)}</p>'] if lost else []
    return "".join(parts) or f'<p class="muted">{escape(sides(earned, lost))}</p>'


def _moments(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("moments", _("The moments that counted"))
    for title, rows, edge in ((_("Strongest"), report.strong, "good"), (_("Most costly"), report.costly, "costly")):
        yield f"<h3>{escape(title)}</h3>"
        yield from (_moment(row, edge, linked) for row in rows)
        if not rows:
            yield f"<p>{escape(_('None worth naming.'))}</p>"


def _moment(row: MomentRow, edge: str, linked: frozenset[int]) -> str:
    comment = row.comment
    quoted = (_("You: “{words}”", words=row.words) if row.words else "", f"“{row.reply}”" if row.reply else "")
    named = (
        (_("Goal"), comment.goal),
        (_("Gap"), comment.gap if comment.gap != comment.title else ""),
        (_("Instead, for example"), f"“{comment.instead}”" if comment.instead else ""),
    )
    where = escape(_("session {session}", session=row.session))
    return (
        f'<div class="card {edge}-edge"><div class="row"><b class="{edge}">{escape(comment.title)}</b>'
        f'<span class="muted">{where}, {_turns((row.turn,), linked)}</span></div>'
        + "".join(f"<blockquote>{escape(words)}</blockquote>" for words in quoted if words)
        + "".join(f"<p><b>{escape(name)}:</b> {escape(words)}</p>" for name, words in named if words)
        + f'<p class="muted">{escape(comment.reference)}</p></div>'
    )


def _focus(report: Report) -> Iterator[str]:
    truth = report.truth
    yield _heading("focus", _("What it was about"))
    yield f"<p><b>{escape(truth.area)}: {escape(truth.about)}.</b> {escape(truth.why)}</p>"
    if truth.acceptable:
        yield f"<p>{escape(_('Also defensible: {others}.', others='; '.join(truth.acceptable)))}</p>"
    yield f"<p>{escape(_('What misleads: {what}', what=truth.misleads))}</p>"
    yours = truth.yours or _("no formulation was offered")
    yield f"<p>{escape(_('Yours: {yours}. Credit {credit} %.', yours=yours, credit=round(truth.credit / 10)))}</p>"
    for sentence in report.silence:
        yield f"<p>{escape(sentence)}</p>"
    rows = (
        f"<tr><td>{turn}</td>{''.join(f'<td>{share} %</td>' for share in shares)}</tr>"
        for turn, shares in report.probabilities
    )
    if report.probabilities:
        table = _table((_("Turn"), *report.area_names), rows)
        yield f"<details><summary>{escape(_('Your probabilities over time'))}</summary>{table}</details>"


def _course(report: Report) -> Iterator[str]:
    yield _heading("course", _("How the patient fared"))
    caption = _("The scale as shared in each session; ▲ a week that went well, ▼ a setback.")
    yield f"<figure>{symptom_curve(report)}<figcaption>{escape(caption)}</figcaption></figure>"
    for count in report.counts:
        shown = ", ".join(
            _("session {session}: {number}", session=session, number=number) for session, number in count.shared
        )
        yield f"<p>{escape(_('{name} ({unit}): {shown}.', name=count.name, unit=count.unit, shown=shown))}</p>"
    for session, words, well in report.life:
        sentence = _("After session {session}: {what}.", session=session, what=week_words(words, well=well))
        yield f"<p>{escape(sentence)}</p>"


def _sessions(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("sessions", _("Session by session"))
    caption = _("Adherence from 1 to 7, by phase; ≈ drifted from the focus, ✗ failed by a red line.")
    yield f"<figure>{session_strip(report)}<figcaption>{escape(caption)}</figcaption></figure>"
    head = (_("Session"), _("Adherence"), _("Done"), _("Missing or wrong"))
    yield _table(head, (_session(row, linked) for row in report.sessions))


def _session(row: SessionRow, linked: frozenset[int]) -> str:
    lines = [escape(name) for name in row.missing]
    lines += [f'<span class="costly">{escape(name)}</span>' for name in row.errors]
    lines += [f'<b class="costly">{escape(_("failed by a red line"))}</b>'] if row.failed else []
    number = f'<a href="#turn-{row.first_turn}">{row.number}</a>' if row.first_turn in linked else str(row.number)
    done = escape(_("{done} of {called_for}", done=row.done, called_for=row.called_for))
    return (
        f'<tr><td>{number} <span class="muted">{escape(phase_name(row.phase))}</span></td>'
        f"<td>{decimal(row.adherence / 1_000)}</td><td>{done}</td><td>{'<br>'.join(lines)}</td></tr>"
    )


def _evidence(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("evidence", _("Evidence"))
    yield f"<h3>{escape(_('Heard ({number})', number=len(report.heard)))}</h3>"
    heard = (_fact(row, _turns((row.turn or 0,), linked)) for row in report.heard)
    yield _table((_("Card"), _("Speaks for"), _("Turn")), heard)
    yield f"<h3>{escape(_('Missed ({number})', number=len(report.missed)))}</h3>"
    missed = (_fact(row, escape(row.way)) for row in report.missed)
    yield _table((_("Card"), _("Speaks for"), _("Cheapest way")), missed)


def _fact(row: LedgerRow, last: str) -> str:
    herring = f'<br><span class="costly">{escape(_("a red herring"))}</span>' if row.misleading else ""
    title = f"<b>{escape(row.title)}</b><br>“{escape(row.words)}”"
    return f"<tr><td>{title}</td><td>{escape(points_to(row.points_to))}{herring}</td><td>{last}</td></tr>"


def _circle(report: Report) -> Iterator[str]:
    yield _heading("circle", _("Circle and timeline, yours beside the case's"))
    people = (
        f"<tr><td><b>{escape(row.name)}</b><br>{escape(row.relation)}{_unheard(row.came_up)}</td>"
        f"<td>{escape(', '.join(map(ring_name, row.yours)))}</td>"
        f"<td>{escape(', '.join(map(ring_name, row.theirs)))}</td></tr>"
        for row in report.people
    )
    yield _table((_("Before, now, wished"), _("Yours"), _("The case's")), people)
    events = (
        f"<tr><td><b>{escape(row.name)}</b>{_unheard(row.came_up)}</td>"
        f"<td>{escape(month_name(row.yours))}</td><td>{escape(month_name(row.theirs))}</td></tr>"
        for row in report.events
    )
    yield _table((_("Months from the first session"), _("Yours"), _("The case's")), events)


def _unheard(came_up: bool) -> str:
    return "" if came_up else f'<br><span class="muted">{escape(_("never came up"))}</span>'


def _transcript(report: Report, said: tuple[Utterance, ...]) -> Iterator[str]:
    if not said:
        return
    yield _heading("transcript", _("What was said"))
    who = {"patient": report.patient.split()[0], "therapist": _("You"), "note": ""}
    for session, lines in groupby(said, key=lambda line: line.session):
        rows, numbered = [], -1
        for line in lines:
            anchor = f' id="turn-{line.turn}"' if line.turn != numbered else ""
            numbered = line.turn
            name = f"<b>{escape(who[line.speaker])}:</b> " if who[line.speaker] else ""
            turn = f'<span class="turn">{line.turn}</span>'
            rows.append(f'<p class="said {line.speaker}"{anchor}>{turn} {name}{escape(line.words)}</p>')
        title = escape(_("Session {number}", number=session))
        yield f"<details open><summary>{title}</summary>{''.join(rows)}</details>"


def _table(head: tuple[str, ...], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
    body = "".join(rows)
    return f'<div class="table"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'


def _turns(because: tuple[int, ...], linked: frozenset[int]) -> str:
    """Return turn numbers, each a link to its words where they are on the page."""
    if not because:
        return escape(_("no turn"))
    shown = (f'<a href="#turn-{turn}">{turn}</a>' if turn in linked else str(turn) for turn in because)
    return ", ".join(shown)
