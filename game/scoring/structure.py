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
    """The ending raised at least two sessions before the last; in the last but one, half."""
    raised = log.tally.first(log.tally.tasks, "E01")
    if raised is None:
        return Share(0)
    before_last = log.windows.sessions - raised.session
    return share_of(min(2, before_last) * 500, row.full, (raised.turn,))


def agreed_length(log: Log, row: Criterion) -> Share:
    """The treatment ended when it was agreed to end."""
    full_length = log.windows.sessions in log.tally.closed and log.tally.ended in ("ended", "maintenance")
    last = max((turn for turn, _ in log.tally.closed.values()), default=0)
    return share_of(1_000 if full_length else 0, row.full, (last,))
