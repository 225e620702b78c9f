"""Evidence of structure: openings, the clock, the count of sessions, the ending in time, the agreed length."""

from game.manual import Criterion
from game.scoring.looking import Log, Share, share_of
from game.treatment import FORGIVEN_MINUTES, LADDER

_FULL = 1_000


def opened_sessions(log: Log, row: Criterion) -> Share:
    """Sessions from the second on that began with the question about the time since the last."""
    good, missed = [], []
    sessions = [number for number in log.held if number >= 2]
    for number in sessions:
        opening = [said for said in log.tally.spoken if said.session == number][:2]
        well = [said.turn for said in opening if said.what == "open_session"][:1]
        good += well
        missed += [] if well else [said.turn for said in opening[:1]] or [log.tally.closed[number][0]]
    return share_of(len(good) * 1_000, len(sessions) * row.full, good, earned=good, lost=missed)


def kept_time(log: Log, row: Criterion) -> Share:
    """Sessions that used the hour and did not run over; one cut short for the patient's safety has kept it."""
    over = {at.session: at.turn for at in log.tally.overran if int(at.id) > FORGIVEN_MINUTES}
    safety = {at.session for at in log.tally.procedures if at.id == LADDER}
    if log.tally.ended == "referred":
        safety.add(max(log.held, default=0))
    used = [number for number in log.held if number in safety or log.tally.closed[number][1] <= 15]
    kept = [number for number in used if number not in over]
    ends = {number: log.tally.closed[number][0] for number in log.held}
    cut_short = [ends[number] for number in log.held if number not in used]
    missed = [*over.values(), *cut_short]
    earned = (ends[number] for number in kept)
    return share_of(len(kept) * 1_000, len(log.held) * row.full, over.values(), earned=earned, lost=missed)


def counted_sessions(log: Log, row: Criterion) -> Share:
    """Sessions in which their number and what remains was said; every other one is enough."""
    named = {
        said.session: said.turn for said in log.tally.spoken if said.what in ("name_session_number", "raise_ending")
    }
    part, whole = len(named) * 2_000, max(1, len(log.held)) * row.full
    without = () if part >= whole else (log.tally.closed[number][0] for number in log.held if number not in named)
    return share_of(part, whole, named.values(), earned=named.values(), lost=without)


def ending_in_time(log: Log, row: Criterion) -> Share:
    """The ending raised two to five sessions before the last; in the last but one, or long before, half."""
    raised = [said for said in log.tally.spoken if said.what == "raise_ending"]
    best = max(raised, key=lambda said: _ending_worth(log.windows.sessions - said.session), default=None)
    if best is None:
        return Share(0)
    worth, turn = _ending_worth(log.windows.sessions - best.session), (best.turn,)
    return share_of(worth, row.full, turn, earned=turn if worth == _FULL else (), lost=turn if worth < _FULL else ())


def _ending_worth(sessions_left: int) -> int:
    if sessions_left == 0:
        return 0
    return _FULL if 2 <= sessions_left <= 5 else 500


def agreed_length(log: Log, row: Criterion) -> Share:
    """The treatment ended when it was agreed to end."""
    full_length = log.windows.sessions in log.tally.closed and log.tally.ended in ("ended", "maintenance")
    last = max((turn for turn, _ in log.tally.closed.values()), default=0)
    return share_of(1_000 if full_length else 0, row.full, (last,))
