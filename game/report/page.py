"""The report as one HTML page that needs nothing else: no script, no network, no other file."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from game.report.charts import bar, symptom_curve
from game.report.plain import month_name, ring_name, scale_value
from game.report.style import css
from game.view import Report, Utterance
from game.view.ledger import LedgerRow
from game.view.report import MomentRow, SessionRow

_CONTENTS = (
    ("profile", "Profile"),
    ("moments", "Moments"),
    ("focus", "What it was about"),
    ("course", "Course"),
    ("sessions", "Sessions"),
    ("evidence", "Evidence"),
    ("circle", "Circle and timeline"),
    ("voice", "The patient's voice"),
)


def page(report: Report, said: tuple[Utterance, ...] = ()) -> str:
    """Return the page. With `said`, the transcript follows, and every turn that is cited links to it."""
    linked = frozenset(line.turn for line in said)
    contents = "".join(f'<li><a href="#{name}">{words}</a></li>' for name, words in _CONTENTS)
    parts = [
        *_head(report),
        f'<nav aria-label="Contents"><ul>{contents}</ul></nav>',
        *_profile(report, linked),
        *_moments(report, linked),
        *_focus(report),
        *_course(report),
        *_sessions(report),
        *_evidence(report, linked),
        *_circle(report),
        _heading("voice", "What it was like to sit with you"),
        *(f"<p>{escape(words)}</p>" for words in report.voice),
        *_transcript(report, said),
        f'<p class="muted">{escape(report.notice)}</p>',
    ]
    title = escape(f"{report.title}: {report.patient}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{css()}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _head(report: Report) -> Iterator[str]:
    yield f'<h1>{escape(report.title)}</h1><p class="muted">{escape(report.patient)} · {escape(report.ended)} · '
    yield f"{escape(report.mode)} mode</p>"
    verdict = '<span class="good">passed</span>' if report.passed else '<span class="costly">not passed</span>'
    yield f'<div class="score"><b>{report.composite / 1_000:.1f}</b><span>of 100, {verdict}</span></div>'
    yield f"<p>{escape(report.summary)}</p>"
    for name, because in report.red_lines:
        yield f'<p class="costly">Red line: {escape(name)} ({_turns(because, frozenset())})</p>'
    yield f'<div class="card good-edge"><b>One goal for next time.</b> {escape(report.goal)}</div>'
    yield f'<p class="muted">{escape(report.disclosure)}</p>'


def _heading(name: str, words: str) -> str:
    return f'<h2 id="{name}">{escape(words)}</h2>'


def _profile(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("profile", "Profile")
    for row in report.bars:
        words = f"{row.name}: {scale_value(row)}, {row.anchor}"
        yield (
            f'<div class="card"><div class="row"><b>{escape(row.name)}</b>'
            f"<span>{scale_value(row)} · {escape(row.anchor)} · {row.points / 1_000:.1f} points</span></div>"
            f"{bar(row.value, row.low, row.high, words)}"
        )
        criteria = [each for each in report.criteria if each.dimension == row.id]
        items = (
            f"<tr><td>{each.share // 10} %</td><td>{escape(each.name)}<br>"
            f'<span class="muted">{escape(each.says)}</span></td><td>{_turns(each.because, linked)}</td></tr>'
            for each in criteria
        )
        table = _table(("Share", "What it looks at", "Turns"), items) if criteria else ""
        rests = table or f"<p>Rests on {_turns(row.because, linked)}.</p>"
        yield f"<details><summary>What it rests on</summary>{rests}</details>"
        yield "</div>"
    for name, points, because in report.contamination:
        yield f'<p class="costly">−{points} {escape(name)} ({_turns(because, linked)})</p>'


def _moments(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("moments", "The moments that counted")
    for title, rows, edge in (("Strongest", report.strong, "good"), ("Most costly", report.costly, "costly")):
        yield f"<h3>{title}</h3>"
        yield from (_moment(row, edge, linked) for row in rows)
        if not rows:
            yield "<p>None worth naming.</p>"


def _moment(row: MomentRow, edge: str, linked: frozenset[int]) -> str:
    comment = row.comment
    words = f"<blockquote>You: “{escape(row.words)}”</blockquote>" if row.words else ""
    reply = f"<blockquote>“{escape(row.reply)}”</blockquote>" if row.reply else ""
    says = f"<p>{escape(comment.says)}</p>" if comment.says != comment.title else ""
    instead = f"<p>Instead, for example: “{escape(comment.instead)}”</p>" if comment.instead else ""
    return (
        f'<div class="card {edge}-edge"><div class="row"><b class="{edge}">{escape(comment.title)}</b>'
        f'<span class="muted">session {row.session}, {_turns((row.turn,), linked)}</span></div>{words}{reply}'
        f'{says}{instead}<p class="muted">{escape(comment.reference)}</p></div>'
    )


def _focus(report: Report) -> Iterator[str]:
    truth = report.truth
    yield _heading("focus", "What it was about")
    yield f"<p><b>{escape(truth.area)}: {escape(truth.about)}.</b> {escape(truth.why)}</p>"
    if truth.acceptable:
        yield f"<p>Also defensible: {escape('; '.join(truth.acceptable))}.</p>"
    yield f"<p>What misleads: {escape(truth.misleads)}</p>"
    yours = escape(truth.yours or "no formulation was offered")
    yield f"<p>Yours: {yours}. Credit {truth.credit / 10:.0f} %.</p>"
    rows = (
        f"<tr><td>{turn}</td>{''.join(f'<td>{share} %</td>' for share in shares)}</tr>"
        for turn, shares in report.probabilities
    )
    if report.probabilities:
        table = _table(("Turn", *report.area_names), rows)
        yield f"<details><summary>Your probabilities over time</summary>{table}</details>"


def _course(report: Report) -> Iterator[str]:
    yield _heading("course", "How the patient fared")
    yield f"<figure>{symptom_curve(report)}<figcaption>The scale as shared in each session; ▲ a week that went well, "
    yield "▼ a setback.</figcaption></figure>"
    for session, words, well in report.life:
        yield f"<p>After session {session}: {escape(words)}, {'went well' if well else 'a setback'}.</p>"


def _sessions(report: Report) -> Iterator[str]:
    yield _heading("sessions", "Session by session")
    rows = (_session(row) for row in report.sessions)
    yield _table(("Session", "Adherence", "Tasks", "Missing, and errors"), rows)


def _session(row: SessionRow) -> str:
    lines = [escape(", ".join(row.missing))] if row.missing else []
    lines += [f'<span class="costly">{escape(name)}</span>' for name in row.errors]
    lines += ['<b class="costly">failed by a red line</b>'] if row.failed else []
    return (
        f'<tr><td>{row.number} <span class="muted">{escape(row.phase)}</span></td><td>{row.adherence / 1_000:.1f}</td>'
        f"<td>{row.done} of {row.called_for}</td><td>{'<br>'.join(lines)}</td></tr>"
    )


def _evidence(report: Report, linked: frozenset[int]) -> Iterator[str]:
    yield _heading("evidence", "Evidence")
    yield f"<h3>Heard ({len(report.heard)})</h3>"
    yield _table(("Card", "Speaks for", "Turn"), (_fact(row, _turns((row.turn or 0,), linked)) for row in report.heard))
    yield f"<h3>Missed ({len(report.missed)})</h3>"
    yield _table(("Card", "Speaks for", "Cheapest way"), (_fact(row, escape(row.way)) for row in report.missed))


def _fact(row: LedgerRow, last: str) -> str:
    points = escape(", ".join(f"{area} {weight:+d}" for area, weight in row.points_to) or "nothing in particular")
    herring = '<br><span class="costly">a red herring</span>' if row.misleading else ""
    title = f"<b>{escape(row.title)}</b><br>“{escape(row.words)}”"
    return f"<tr><td>{title}</td><td>{points}{herring}</td><td>{last}</td></tr>"


def _circle(report: Report) -> Iterator[str]:
    yield _heading("circle", "Circle and timeline, yours beside the case's")
    people = (
        f"<tr><td><b>{escape(row.name)}</b><br>{escape(row.relation)}{_unheard(row.came_up)}</td>"
        f"<td>{escape(', '.join(map(ring_name, row.yours)))}</td>"
        f"<td>{escape(', '.join(map(ring_name, row.theirs)))}</td></tr>"
        for row in report.people
    )
    yield _table(("Before, now, wished", "Yours", "The case's"), people)
    events = (
        f"<tr><td><b>{escape(row.name)}</b>{_unheard(row.came_up)}</td>"
        f"<td>{month_name(row.yours)}</td><td>{month_name(row.theirs)}</td></tr>"
        for row in report.events
    )
    yield _table(("Months from the first session", "Yours", "The case's"), events)


def _unheard(came_up: bool) -> str:
    return "" if came_up else '<br><span class="muted">never came up</span>'


def _transcript(report: Report, said: tuple[Utterance, ...]) -> Iterator[str]:
    if not said:
        return
    yield _heading("transcript", "What was said")
    first = report.patient.split()[0]
    who = {"patient": first, "therapist": "You", "note": ""}
    for session, lines in groupby(said, key=lambda line: line.session):
        rows, numbered = [], 0
        for line in lines:
            anchor = f' id="turn-{line.turn}"' if line.turn != numbered else ""
            numbered = line.turn
            name = f"<b>{escape(who[line.speaker])}:</b> " if who[line.speaker] else ""
            turn = f'<span class="turn">{line.turn}</span>'
            rows.append(f'<p class="said {line.speaker}"{anchor}>{turn} {name}{escape(line.words)}</p>')
        yield f"<details open><summary>Session {session}</summary>{''.join(rows)}</details>"


def _table(head: tuple[str, ...], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
    body = "".join(rows)
    return f'<div class="table"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'


def _turns(because: tuple[int, ...], linked: frozenset[int]) -> str:
    if not because:
        return "no turn"
    shown = (f'<a href="#turn-{turn}">{turn}</a>' if turn in linked else str(turn) for turn in because)
    return f"turn{'s' * (len(because) > 1)} {', '.join(shown)}"
