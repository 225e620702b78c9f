"""Saying something: the clock, the words, how the patient takes it, what comes out, what it counts as."""

from game.case import CaseFile
from game.manual import Intent
from game.treatment.actions import Say
from game.treatment.disclosure import answer
from game.treatment.events import (
    ProcedureClosed,
    RedLineCrossed,
    Said,
    ScaleFilled,
    SessionClosed,
    TreatmentEnded,
)
from game.treatment.patient import take
from game.treatment.risk import ask_directly, maybe_hint, note_asked, raise_risk
from game.treatment.speech import said
from game.treatment.tasks import note_strategies, note_tasks
from game.treatment.turn import IllegalAction, Turn
from game.words import _

# What may still be said while danger is being spoken of: hearing, feeling, asking directly, referring on.
_IN_DANGER = frozenset({"T04", "T15", "T19", "X10", "X15"})
# Intents about the ending and the part of the case that answers them.
_ENDING = {
    "raise_ending": "raised",
    "ask_feelings_ending": "feelings",
    "normalise_sadness": "sadness",
    "review_gains": "gains",
    "ask_what_helped": "helped",
    "ask_what_remains": "remains",
    "plan_warning_signs": "warning_signs",
    "plan_future_stress": "future",
    "say_goodbye": "goodbye",
}
_WENT_WELL = 5_000
# What a case has words for only where the work was done.
_OF_SUCCESS = frozenset({"review_gains", "ask_what_helped"})


def check_saying(turn: Turn, action: Say) -> None:
    """Raise IllegalAction, with a sentence for the player, for words that cannot be said."""
    intent = turn.book.intents.get(action.intent)
    if intent is None:
        raise IllegalAction(_("The manual knows no such move."))
    if action.target is None:
        if intent.target == "required":
            raise IllegalAction(_("“{move}” needs somebody or something to be about.", move=intent.name))
    elif not can_target(turn, intent, action.target):
        raise IllegalAction(_("“{move}” cannot be about that, or it has not come up yet.", move=intent.name))
    if action.variant < 0:
        raise IllegalAction(_("There is no such wording."))
    if turn.now.phase == "risk" and not fits_danger(intent):
        raise IllegalAction(_("First finish speaking about safety."))


def fits_danger(intent: Intent) -> bool:
    """Tell whether `intent` may still be said while danger is being spoken of."""
    return intent.does in _IN_DANGER or intent.milestone == "refer"


def can_target(turn: Turn, intent: Intent, target: str) -> bool:
    """Tell whether `intent` can be about `target` now."""
    kind, _, key = target.partition(":")
    if kind not in intent.targets or (intent.only_dead and not may_speak_of_death(turn.case, target)):
        return False
    if kind == "symptom":
        return any(item.id == key for item in turn.book.measures[turn.case.rows.measure.scale].items)
    return target in turn.now.knowledge.known


def may_speak_of_death(case: CaseFile, target: str) -> bool:
    """Tell whether a death can be told of: that of a person who has died, or through an event."""
    kind, _, key = target.partition(":")
    return kind != "person" or case.people[key].died is not None


def say(turn: Turn, action: Say) -> None:
    """Say it, and let everything follow."""
    intent = turn.book.intents[action.intent]
    words = said(turn.book, turn.case, turn.now, intent, action.target, action.variant)
    turn.add(Said(intent.id, action.target, words, intent.minutes, intent.stance))
    if intent.milestone is not None:
        turn.pass_milestone(intent.milestone)
    take(turn, intent, action.target)
    _cross_red_lines(turn, intent, action.target)
    _answer(turn, intent, action.target)
    maybe_hint(turn)
    note_strategies(turn, intent.strategies, action.target or turn.now.inner.topic)
    note_tasks(turn, intent.id)
    if intent.milestone is not None:
        note_tasks(turn, intent.milestone)
    if turn.now.phase == "referred":
        _hand_over(turn)


def _hand_over(turn: Turn) -> None:
    """Close the session with the treatment: after a referral no week passes and nothing is settled."""
    running, hour = turn.now.progress.running, turn.now.hour
    if running is not None:
        turn.add(ProcedureClosed(running.procedure, running.subject, completed=False, in_order=False))
    turn.add(SessionClosed(hour.number, hour.minutes_left))
    turn.add(TreatmentEnded("referred"))


def _answer(turn: Turn, intent: Intent, target: str | None) -> None:
    if intent.id == "ask_suicide":
        ask_directly(turn)
    elif intent.id == "screen_violence" and turn.case.rows.risk.violence:
        violence = turn.case.rows.risk.violence
        used = turn.now.knowledge.used.get("violence", 0)
        turn.reply(violence[min(used, len(violence) - 1)], "violence")
    elif intent.id in _ENDING:
        _answer_about_ending(turn, intent)
    else:
        answer(turn, intent, target)
    if target == f"symptom:{turn.book.measures[turn.case.rows.measure.scale].risk_item}":
        note_asked(turn)
    if intent.id == "fill_scale":
        turn.add(ScaleFilled(turn.now.body.items))
        if turn.now.body.items[-1] > 0:
            raise_risk(turn, "scale")


def _answer_about_ending(turn: Turn, intent: Intent) -> None:
    found: str | tuple[str, ...] = getattr(turn.case.rows.ending, _ENDING[intent.id])
    lines = (found,) if isinstance(found, str) else found
    cue = f"ending:{intent.id}"
    used = turn.now.knowledge.used.get(cue, 0)
    if intent.id == "say_goodbye" and turn.now.remaining:
        turn.reply_from(("session_over",))  # the last words are kept for the last hour
    elif intent.id in _OF_SUCCESS and not _went_well(turn):
        turn.reply_from((intent.id,))  # nobody thanks for what there was not
    elif intent.id == "say_goodbye" and used == 0 and len(lines) > 1:
        line = lines[0] if _went_well(turn) else lines[1]
        turn.reply(line, cue, "warm" if line == lines[0] else "sad", 4_000)
    elif used < len(lines):
        turn.reply(lines[used], cue, "sad", 4_000)
    else:
        turn.reply_from(("asked_before",))


def _went_well(turn: Turn) -> bool:
    return turn.now.progress.contract and turn.now.inner.alliance >= _WENT_WELL


def _cross_red_lines(turn: Turn, intent: Intent, target: str | None) -> None:
    error = turn.book.errors.get(intent.does)
    if intent.red_line is not None:
        turn.add(RedLineCrossed(intent.red_line))
    elif error is not None and error.red_line == "always":
        turn.add(RedLineCrossed("ignored_risk"))
    elif error is not None and error.red_line == "repeated" and turn.now.progress.errors.get(error.id, 0) > 1:
        turn.add(RedLineCrossed("repeated_blame"))
    if intent.id == "urge_confrontation" and target is not None:
        person = turn.case.people[target.partition(":")[2]]
        if person.unsafe:
            turn.add(RedLineCrossed("unsafe_confrontation"))
