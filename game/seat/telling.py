"""What a seat says about its contest, in sentences."""

from collections.abc import Iterator

from game.wire.standing import Standing
from game.words import _, n_

_MINUTE_MS = 60_000


def changes(before: Standing | None, now: Standing) -> Iterator[str]:
    """Yield what has become different, for somebody who is looking at something else."""
    if before is None:
        return
    if now.contest.code != before.contest.code:
        yield _("The next round: {title}.", title=now.contest.title)
        return
    if now.seat.approved and not before.seat.approved:
        yield _("Your teacher has let you in.")
    if now.seat.name != before.seat.name:
        yield _("You are called {name} now.", name=now.seat.name)
    state = now.contest.state
    if state != before.contest.state:
        yield _happened(before.contest.state, state)
    if now.run is not None and before.run is not None and now.run.talking != before.run.talking:
        yield _("Your team is talking: its clock stands still.") if now.run.talking else _("The talk is over.")


def _happened(before: str, state: str) -> str:
    match state:
        case "running" if before == "paused":
            return _("The contest goes on.")
        case "running" if before == "frozen":
            return _("The board shows results again.")
        case "running":
            return _("The contest has begun.")
        case "paused":
            return _("Your teacher has paused the contest. The clock stands still.")
        case "frozen":
            return _("The board is frozen: what you do still counts, and nobody sees it there until the end.")
        case "closed":
            return _("The contest is closed. What you did until then counts.")
        case "revealed":
            return _("The results are revealed.")
    return _("The contest waits in the lobby.")


def gone_on(standing: Standing) -> str:
    """Return that a treatment is further than this seat has brought it."""
    if standing.seat.team is not None:
        return _("Somebody in your team has gone on.")
    return _("This treatment has gone on from another device.")


def where(standing: Standing, left_ms: int | None = None) -> str:
    """Return where a seat stands while it does not play, with so much time left."""
    if not standing.seat.approved:
        return _("Your teacher has not let you in yet.")
    if standing.run is not None and standing.run.done and standing.contest.state in ("running", "paused", "frozen"):
        return _("You have finished this round. The debrief comes when your teacher reveals the results.")
    match standing.contest.state:
        case "draft" | "lobby":
            return _("Waiting for your teacher to begin.")
        case "paused":
            return _("Your teacher has paused the contest. The clock stands still.")
        case "closed":
            return _("The contest is closed. The debrief comes when your teacher reveals the results.")
        case "revealed":
            return _("The contest is over, and the results may be seen.")
    if left_ms == 0:
        return _("Time is up. What you did until then counts.")
    return _("The contest is running.")


def covers(standing: Standing) -> str:
    """Return how much of the treatment the contest covers, and how long it lasts."""
    contest = standing.contest
    minutes = n_("{count} minute", "{count} minutes", contest.minutes)
    if contest.span is None:
        return _("The contest covers the whole treatment. The round lasts {minutes}.", minutes=minutes)
    return n_(
        "The contest covers the first session. The round lasts {minutes}.",
        "The contest covers the first {count} sessions. The round lasts {minutes}.",
        contest.span,
        minutes=minutes,
    )


def time_left(left_ms: int | None) -> str:
    """Return what is left of the round, empty where there is no limit."""
    if left_ms is None:
        return ""
    if left_ms >= _MINUTE_MS:
        minutes = -(-left_ms // _MINUTE_MS)
        return n_("{count} minute left in this round", "{count} minutes left in this round", minutes)
    return _("less than a minute left in this round") if left_ms else _("time is up")
