"""Evidence of common factors: feeling met, questions left open, the patient asked."""

from collections import Counter

from game.manual import Criterion
from game.scoring.looking import MOST_CITED, Log, Share, ramp, share_of

_HOT = 5_000
_MEETING = frozenset({"T04", "T12", "T14", "T18", "T19"})
# Where what is felt may be despair, asking about danger is what meets it.
_ASKING_ABOUT_DANGER = frozenset({"ask_suicide", "risk_ladder"})


def empathy(log: Log, row: Criterion) -> Share:
    """Moments when a feeling filled the room and the next move met it."""
    hot = [
        said for said in log.tally.spoken if said.intensity >= _HOT and said.found not in ("calm", "warm", "hopeful")
    ]
    truly = [said for said in hot if said.does in _MEETING or said.what in _ASKING_ABOUT_DANGER]
    met = [said for said in hot if said in truly or said.stance in ("reflective", "open")]
    amount = 500 * len(met) + 500 * len(truly)
    enough = min(1_000, 100 * len(hot))
    passed_by = [said.turn for said in hot if said not in met]
    full = max(1, len(hot)) * 1_000 * row.full // 2
    return share_of(amount * enough, full, passed_by, earned=(said.turn for said in met), lost=passed_by)


def open_questions(log: Log, row: Criterion) -> Share:
    """Open questions among all questions: two in five is poor, three in four is full.

    The scale and the question about safety belong to every hour and are closed by nature; they count for neither side.
    """
    del row
    asked = [said for said in log.tally.spoken if said.stance in ("open", "closed") and said.does != "T15"]
    share = 1_000 * sum(said.stance == "open" for said in asked) // max(1, len(asked))
    closed = tuple(said.turn for said in asked if said.stance == "closed")
    left_open = tuple(said.turn for said in asked if said.stance == "open")
    return Share(ramp(share, 400, 750), closed[:MOST_CITED], left_open, closed)


def collaboration(log: Log, row: Criterion) -> Share:
    """Moves that asked for the patient's view or agreement; `full` of them in a session is all that is asked."""
    asked = [said for said in log.tally.spoken if said.collaborative and not said.repeated]
    enough = Counter(said.session for said in asked)
    amount = sum(min(row.full, times) for session, times in enough.items() if session in log.held)
    without = (log.tally.closed[number][0] for number in log.held if enough[number] < row.full)
    turns = [said.turn for said in asked]
    return share_of(amount, max(1, len(log.held)) * row.full, turns, earned=turns, lost=without)
