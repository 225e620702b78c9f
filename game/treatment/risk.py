"""Danger: how it shows, the ladder that answers it, and what becomes of a session that ignores it.

The ladder asks what the published C-SSRS screener asks; its triage is recalled (Columbia Lighthouse Project).
"""

from typing import Literal

from game.case import CaseFile
from game.manual import Book, RiskRow
from game.treatment.actions import TakeStep
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    RiskAssessed,
    RiskRaised,
    StepTaken,
)
from game.treatment.patient import move
from game.treatment.speech import step_words
from game.treatment.turn import Turn

LADDER = "risk_ladder"
_HINT_AFTER = 2
_AFTER_A_YES = ("method", "intent", "plan")


def ask_directly(turn: Turn) -> None:
    """Answer the direct question about thoughts of dying; a yes is a sign of danger."""
    risk = turn.case.rows.risk
    asked_before = sum(intent == "ask_suicide" for intent, _ in turn.now.hour.said) > 1
    used = turn.now.knowledge.used.get("risk", 0)
    if asked_before:
        turn.reply_from(("asked_before",))
    else:
        words = risk.asked[min(used, len(risk.asked) - 1)]
        turn.reply(words, "risk", "sad" if risk.q1 or risk.q2 else None, 5_500 if used == 0 else 4_000)
    note_asked(turn)


def note_asked(turn: Turn) -> None:
    """Record that danger has been asked about in this session, and a yes as a sign of it."""
    turn.add(RiskAssessed(_direct_level(turn), _missing_after_direct(turn)))
    if turn.case.rows.risk.q1 or turn.case.rows.risk.q2:
        raise_risk(turn, "answer")


def raise_risk(turn: Turn, source: Literal["scale", "hint", "answer", "violence"]) -> None:
    """Record a sign of danger, once a session."""
    if turn.now.hour.risk_raised is None:
        turn.add(RiskRaised(source))


def maybe_hint(turn: Turn) -> None:
    """Let the case's sideways remark fall, in its session, after a few exchanges."""
    risk, hour = turn.case.rows.risk, turn.now.hour
    due = risk.hint is not None and hour.number == risk.hint_session and len(hour.said) > _HINT_AFTER
    if due and risk.hint is not None and "risk_hint" not in turn.now.knowledge.used and not hour.risk_asked:
        turn.reply(risk.hint, "risk_hint", "sad", 6_000)
        raise_risk(turn, "hint")


def take_ladder_step(turn: Turn, action: TakeStep) -> None:
    """Take a step of the risk ladder, opening the interrupt where it is not open yet."""
    procedure = turn.book.procedures[LADDER]
    step = next(row for row in procedure.steps if row.id == action.step)
    if turn.now.phase != "risk":
        running = turn.now.progress.running
        if running is not None:
            turn.add(ProcedureClosed(running.procedure, running.subject, completed=False, in_order=False))
        turn.pass_milestone("open_risk")
        turn.add(ProcedureOpened(LADDER, None))
    running = turn.now.progress.running
    taken = running.steps if running is not None else ()
    order = [row.id for row in procedure.steps]
    in_order = all(order.index(other) <= order.index(step.id) for other in taken)
    words = step_words(turn.book, turn.case, turn.now, step, None)
    turn.add(StepTaken(LADDER, None, step.id, None, words, step.minutes, apt=True, in_order=in_order))
    if step.id in taken:
        turn.reply_from(("asked_before",))
    else:
        turn.reply(turn.case.rows.risk.lines[step.id], f"risk:{step.id}", "sad", 4_500)
    move(turn, "procedure_step")


def leave_ladder(turn: Turn) -> None:
    """Return to the session; what the patient's answers called for and was left out is recorded."""
    running = turn.now.progress.running
    taken = set(running.steps) if running is not None else set()
    earlier = _earlier_steps(turn)
    row = level_of(turn)
    missing = tuple(step for step in called_for(turn) if step not in taken | earlier)
    turn.add(ProcedureClosed(LADDER, None, completed=not missing, in_order=True))
    turn.add(RiskAssessed(row.id, missing))
    turn.pass_milestone("close_risk")
    for step in missing:
        turn.add(ExpectationMissed("close_risk", step))
    turn.reply_from(("risk_left",))


def risk_row(book: Book, case: CaseFile) -> RiskRow:
    """Return the highest row of the manual that the patient's true answers give."""
    rows = {row.id: row for row in book.rows.risk}
    for name in ("high", "moderate", "low"):
        row = rows[name]
        if any(getattr(case.rows.risk, answer) for answer in row.any_of):
            return row
    return rows["none"]


def level_of(turn: Turn) -> RiskRow:
    """Return the row of this patient."""
    return risk_row(turn.book, turn.case)


def called_for(turn: Turn) -> tuple[str, ...]:
    """Return the steps this patient's answers call for: a yes to the second question brings the next three with it."""
    row = level_of(turn)
    if not turn.case.rows.risk.q2 or row.id == "high":
        return row.calls_for
    order = [step.id for step in turn.book.procedures[LADDER].steps]
    return tuple(sorted({*row.calls_for, *_AFTER_A_YES}, key=order.index))


def settle(turn: Turn) -> None:
    """At the close of a session: danger that showed and was not asked about fails it."""
    hour = turn.now.hour
    if hour.risk_raised is None:
        return
    if not hour.risk_asked:
        turn.add(ErrorMade("X15"))
        turn.add(RedLineCrossed("no_risk_check" if hour.risk_raised == "scale" else "ignored_risk"))
    elif _left_unsafe(turn) and "X15" not in turn.now.progress.errors:
        # Asked, and then not followed through: an error, and not yet the red line.
        turn.add(ErrorMade("X15"))


def _left_unsafe(turn: Turn) -> bool:
    """Tell whether a step that safety rests on is missing; what only leads back to the treatment is no danger."""
    missing = turn.now.progress.risk_missing
    return any(step.id in missing and not step.leads_back for step in turn.book.procedures[LADDER].steps)


def _direct_level(turn: Turn) -> Literal["none", "low", "moderate", "high"]:
    level = turn.now.progress.risk_level
    return level if level is not None else level_of(turn).id


def _missing_after_direct(turn: Turn) -> tuple[str, ...]:
    """The direct question alone answers the ladder only where the patient has nothing to tell."""
    if turn.now.progress.risk_level is not None:
        return turn.now.progress.risk_missing
    return tuple(step for step in called_for(turn) if step not in ("wish_dead", "thoughts"))


def _earlier_steps(turn: Turn) -> set[str]:
    if turn.now.progress.risk_level is None:
        return set()
    return {step for step in called_for(turn) if step not in turn.now.progress.risk_missing}
