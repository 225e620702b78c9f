"""The close of a session and the week after it."""

from game.case import Week
from game.treatment.course import drops_out, next_week
from game.treatment.events import (
    ErrorMade,
    LifeHappened,
    MoodShifted,
    ProcedureClosed,
    SessionClosed,
    TreatmentEnded,
    WeekPassed,
)
from game.treatment.patient import move
from game.treatment.risk import LADDER, leave_ladder, settle
from game.treatment.turn import Turn

_SHOCK_WEEKS = 2


def close_session(turn: Turn, *, late: bool = False) -> None:
    """Close the session (`late`: over its time); end the treatment with the last one, else let a week pass."""
    _put_down_what_is_open(turn)
    settle(turn)
    if turn.now.to_follow_up is not None or turn.now.untold is not None:
        move(turn, "week_forgotten")
    hour = turn.now.hour
    last = hour.number >= turn.now.sessions
    if last:
        _ending_named_too_late(turn)
    else:
        turn.reply_from(("overran", "session_over") if late else ("session_over",))
    turn.add(SessionClosed(hour.number, hour.minutes_left))
    if last:
        turn.pass_milestone("end_treatment")
        maintained = "agree_maintenance" in turn.now.progress.milestones
        turn.add(TreatmentEnded("maintenance" if maintained else "ended"))
    else:
        _let_a_week_pass(turn)


def _put_down_what_is_open(turn: Turn) -> None:
    running = turn.now.progress.running
    if running is None:
        return
    if running.procedure == LADDER:
        leave_ladder(turn)
    else:
        turn.add(ProcedureClosed(running.procedure, running.subject, completed=False, in_order=False))


def _ending_named_too_late(turn: Turn) -> None:
    if turn.now.progress.tasks.get("E01", turn.now.sessions) >= turn.now.sessions:
        turn.add(ErrorMade("X18"))
        move(turn, "hurried_ending")


def _let_a_week_pass(turn: Turn) -> None:
    week = _next_happening(turn)
    if week is not None:
        done = not week.hinges_on or any(_achieved(turn, earlier) for earlier in week.hinges_on)
        outcome = week.done if done else week.not_done
        turn.add(LifeHappened(week.id, "done" if done else "not_done"))
        # In realistic mode the ordinary ups and downs of life are in the published error already.
        if outcome.mood and (turn.now.course == "teaching" or week.anniversary):
            turn.add(MoodShifted(outcome.mood, _SHOCK_WEEKS, "anniversary" if week.anniversary else "life"))
    items, latent, sudden = next_week(turn.book, turn.case, turn.now)
    leaves = drops_out(turn.book, turn.case, turn.now)
    turn.add(WeekPassed(items, latent, sudden_gain=sudden))
    if leaves:
        turn.pass_milestone("drop_out")
        turn.reply_from(("drop_out",))
        turn.add(TreatmentEnded("dropped_out"))


def _next_happening(turn: Turn) -> Week | None:
    """The first of the case's weeks that fits now and has not happened, stretched to the length agreed."""
    happened = {name for name, _ in turn.now.life}
    own = int(turn.case.rows.treatment.sessions)
    number, sessions = turn.now.hour.number, turn.now.sessions
    for week in turn.case.rows.weeks:
        first = max(1, week.between[0] * sessions // own)
        last = min(sessions - 1, -(-week.between[1] * sessions // own))
        if week.id not in happened and first <= number <= last:
            return week
    return None


def _achieved(turn: Turn, earlier: str) -> bool:
    kind, _, key = earlier.partition(":")
    progress = turn.now.progress
    match kind:
        case "strategy":
            return key in progress.strategies
        case "task":
            return key in progress.tasks
        case "fact":
            return key in turn.now.knowledge.told
    return earlier in progress.completed
