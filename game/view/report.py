"""The debrief: the profile with its reasons, the course, the moments, the ledger and, at last, the key.

`report_view` is the one place where hidden things enter a view, and it refuses before the treatment is over.
"""

from collections.abc import Iterable

from game.case import CaseFile
from game.manual import AREAS, Book
from game.scoring import Moment, Scorecard, moments, score
from game.treatment import Event, Treatment
from game.view.counts import counts
from game.view.ledger import events_beside, ledger, people_beside
from game.view.report_profile import bars, criteria, workbook_kept
from game.view.report_rows import Bar, CriterionRow, MomentRow, Report, SessionRow, Truth
from game.view.report_words import disclosure, goal, summary, truth_of
from game.view.session import transcript
from game.view.supervisor import Comment, comment_on, said_before
from game.view.voice import patients_voice
from game.words import _

Turns = Iterable[tuple[int, tuple[Event, ...]]]


_DRIFT = {"X09"}
"""Errors by which the talk leaves the focus."""


class NotOver(Exception):
    """Raised when a debrief is asked for before the treatment is over; the message is for the player."""


def report_view(
    book: Book, case: CaseFile, now: Treatment, turns: Turns, mode: str = "exam", *, span: int | None = None
) -> Report:
    """Return the debrief. Raises NotOver while the treatment goes on.

    With `span` it was played in a contest over so many sessions that has been revealed, and is over with it.
    """
    if not now.over and span is None:
        raise NotOver("The debrief comes after the last session.")
    turns = tuple(turns)
    card = score(book, case, now.windows, turns, realistic=now.course == "realistic", span=span or 0)
    strong, costly = moments(book, case, now.windows, turns)
    heard, missed = ledger(book, case, now, turns)
    rated = criteria(book, card, workbook_kept(turns))
    rows = case.rows
    measure = book.measures[rows.measure.scale]
    return Report(
        case=rows.id,
        title=rows.title,
        patient=rows.patient.name,
        mode=mode,
        course=now.course,
        ended=book.phases[now.phase].name,
        composite=card.composite,
        passed=card.passed,
        safe=card.safety,
        harmful=card.harmful,
        summary=summary(book, case, now, card),
        silence=tuple(row.remark for row in rated if row.remark),
        bars=bars(book, card),
        criteria=rated,
        contamination=tuple((book.errors[e].name, points, because) for e, points, because in card.contaminating),
        red_lines=tuple((book.red_lines[line].name, because) for line, because in card.red_lines),
        sessions=_sessions(book, now, card, turns),
        curve=tuple((session, sum(items)) for session, items in now.knowledge.shared),
        most=measure.most,
        bands=tuple((row.at_least, row.name) for row in measure.bands),
        counts=counts(book, case, now),
        life=_life(case, turns),
        strong=_moments(book, case, strong, turns),
        costly=_moments(book, case, costly, turns),
        truth=truth_of(book, case, now, card),
        heard=heard,
        missed=missed,
        probabilities=tuple(
            (turn, event.shares) for turn, events in turns for event in events if event.kind == "probabilities_set"
        ),
        area_names=tuple(book.areas[area].name for area in AREAS),
        people=people_beside(case, now),
        events=events_beside(case, now),
        voice=patients_voice(case, now, turns),
        goal=goal(book, card),
        disclosure=disclosure(now),
        notice=book.rows.notice,
    )


def _sessions(book: Book, now: Treatment, card: Scorecard, turns: Turns) -> tuple[SessionRow, ...]:
    shared = {session: sum(items) for session, items in now.knowledge.shared}
    opened = {event.number: turn for turn, events in turns for event in events if event.kind == "session_opened"}
    return tuple(
        SessionRow(
            number=session.number,
            phase=session.phase,
            adherence=session.adherence,
            called_for=len(session.called_for),
            done=len(session.done),
            missing=tuple(book.tasks[task].name for task in session.called_for if task not in session.done),
            missing_says=tuple(book.tasks[task].says for task in session.called_for if task not in session.done),
            errors=tuple(book.errors[error].name for error in session.errors),
            failed=session.failed,
            drifted=bool(_DRIFT & set(session.errors)),
            scale=shared.get(session.number),
            first_turn=opened.get(session.number),
        )
        for session in card.sessions
    )


def _life(case: CaseFile, turns: Turns) -> tuple[tuple[int, str, bool], ...]:
    session, happened = 0, []
    for _turn, events in turns:
        for event in events:
            if event.kind == "session_closed":
                session = event.number
            elif event.kind == "life_happened":
                happened.append((session, case.weeks[event.week].name, event.outcome == "done"))
    return tuple(happened)


def _moments(book: Book, case: CaseFile, found: Iterable[Moment], turns: Turns) -> tuple[MomentRow, ...]:
    turns = tuple(turns)
    happened = dict(turns)
    replies = {line.turn: line.words for line in reversed(transcript(book, turns)) if line.speaker == "patient"}
    rows = []
    for moment in found:
        said = said_before(turns, moment.turn)
        comment = comment_on(book, moment.kind, moment.id, happened[moment.turn], said)
        comment = comment or _plain_comment(book, case, moment)
        rows.append(
            MomentRow(
                moment.turn,
                moment.session,
                moment.words,
                replies.get(moment.turn, ""),
                moment.points,
                comment,
            )
        )
    return tuple(rows)


def _plain_comment(book: Book, case: CaseFile, moment: Moment) -> Comment:
    """Return the comment for a moment that no row of the manual comments on by itself."""
    match moment.kind:
        case "fact":
            title = _("You heard it: {card}", card=case.facts[moment.id].card)
            says = _("A piece of the true picture came out.")
            return Comment("task", moment.id, True, title, says, None, book.tasks["I12"].reference, goal=says)
        case "formulation":
            task, area = book.tasks["I14"], book.areas[moment.id]
            gap = "" if moment.points > 0 else _("It is not what this was about; see the key.")
            title = _("You offered: {area}", area=area.name)
            return Comment("task", "I14", not gap, title, task.says, None, task.reference, goal=task.says, gap=gap)
    title = _("The hour ran {minutes} minutes over", minutes=moment.id)
    says = _("Fifty minutes are part of the frame.")
    reference = book.tasks["I16"].reference
    return Comment("expectation", moment.id, False, title, says, None, reference, goal=says, gap=title)


__all__ = ["Bar", "CriterionRow", "MomentRow", "NotOver", "Report", "SessionRow", "Truth", "report_view"]
