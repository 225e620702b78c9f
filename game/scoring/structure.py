"""Evidence of structure: openings, the clock, the count of sessions, the ending in time, the agreed length."""

from game.manual import Criterion
from game.scoring.looking import Log, Share, share_of


def opened_sessions(log: Log, row: Criterion) -> Share:
    """Sessions from the second on that began with the question about the time since the last."""
    good = []
    sessions = [number for number in log.held if number >= 2]
    for number in sessions:
        opening = [said for said in log.tally.spoken if said.session == number][:2]
        good += [said.turn for said in opening if said.what == "open_session"][:1]
    return share_of(len(good) * 1_000, len(sessions) * row.full, good)


def kept_time(log: Log, row: Criterion) -> Share:
    """Sessions that used the hour and did not run over."""
    over = {at.session: at.turn for at in log.tally.overran if int(at.id) > 1}
    kept = [number for number in log.held if number not in over and log.tally.closed[number][1] <= 15]
    return share_of(len(kept) * 1_000, len(log.held) * row.full, over.values())


def counted_sessions(log: Log, row: Criterion) -> Share:
    """Sessions in which their number and what remains was said; every other one is enough."""
    named = {
        said.session: said.turn for said in log.tally.spoken if said.what in ("name_session_number", "raise_ending")
    }
    return share_of(len(named) * 2_000, max(1, len(log.held)) * row.full, named.values())


def ending_in_time(log: Log, row: Criterion) -> Share:
    """The ending raised two to five sessions before the last; in the last but one, or long before, half."""
    raised = [said for said in log.tally.spoken if said.what == "raise_ending"]
    best = max(raised, key=lambda said: _ending_worth(log.windows.sessions - said.session), default=None)
    if best is None:
        return Share(0)
    return share_of(_ending_worth(log.windows.sessions - best.session), row.full, (best.turn,))


def _ending_worth(sessions_left: int) -> int:
    if sessions_left == 0:
        return 0
    return 1_000 if 2 <= sessions_left <= 5 else 500


def agreed_length(log: Log, row: Criterion) -> Share:
    """The treatment ended when it was agreed to end."""
    full_length = log.windows.sessions in log.tally.closed and log.tally.ended in ("ended", "maintenance")
    last = max((turn for turn, _ in log.tally.closed.values()), default=0)
    return share_of(1_000 if full_length else 0, row.full, (last,))
