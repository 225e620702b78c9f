"""What time does to contests, and the step from one round to the next."""

from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, or_, select, update

from game.server import tables as t
from game.server.boards import ranked, tell_all_are_through
from game.server.clock import GRACE_MS, Round, deadline, freezes_at
from game.server.conducting import create, move, note, owned
from game.server.host import Host
from game.server.joining import make_run, touched
from game.server.keeping import remove
from game.server.places import Place, extra_of, round_of
from game.server.playing import by_host
from game.server.ranking import leagues
from game.server.refusals import NotNow
from game.server.rows import Settings, settings_of
from game.treatment import EndSession
from game.words import _

_AT_ONCE: Final = 20
"""Runs settled in one job; closing an hour and rating it takes some 10 ms."""


def due(c: Connection, now: int) -> list[str]:
    """Return the contests to which time has something to do just now."""
    going = select(t.contests).where(t.contests.c.state.in_(("running", "frozen")), t.contests.c.began.is_not(None))
    found = [row.id for row in c.execute(going) if _is_due(row, now)]
    unsettled = (
        select(t.runs.c.contest)
        .join(t.contests, t.contests.c.id == t.runs.c.contest)
        .where(t.contests.c.state == "closed", t.runs.c.state == "playing")
        .where(or_(t.runs.c.reopened_until.is_(None), t.runs.c.reopened_until < now - GRACE_MS))
        .distinct()
    )
    return [*found, *c.execute(unsettled).scalars()]


def _is_due(contest: Row[Any], now: int) -> bool:
    usual = Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since)
    freezing = _freezes(contest, settings_of(contest.settings), usual, now)
    end = deadline(usual)
    return freezing or (end is not None and now > end + GRACE_MS)


def _freezes(contest: Row[Any], settings: Settings, usual: Round, now: int) -> bool:
    """Tell whether the board freezes by itself now: once, in the last fifth."""
    return contest.state == "running" and contest.frozen_at is None and settings.freeze and now >= freezes_at(usual)


def pass_time(host: Host, c: Connection, contest_id: str) -> bool:
    """Freeze, close or settle a contest as its clock wants it; tell whether there is more to do at once."""
    contest = c.execute(select(t.contests).where(t.contests.c.id == contest_id).with_for_update()).one_or_none()
    if contest is None:
        return False
    if contest.state == "closed":
        return settle(host, c, contest)
    if contest.state not in ("running", "frozen"):
        return False
    now, settings = host.clock(), settings_of(contest.settings)
    usual = Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since)
    if _freezes(contest, settings, usual, now):
        move(host, c, contest, "freeze", None)
        return True
    if _everybody_is_through(c, contest, settings, now):
        move(host, c, contest, "close", None)
        return True
    return False


def _everybody_is_through(c: Connection, contest: Row[Any], settings: Settings, now: int) -> bool:
    """Tell whether time is up for every seat that is not done; one without a limit keeps a contest open."""
    end = deadline(Round(contest.began, contest.minutes, contest.paused_for, contest.paused_since))
    if end is None or now <= end + GRACE_MS:
        return False
    playing = select(t.runs).where(t.runs.c.contest == contest.id, t.runs.c.state == "playing")
    runs = {row.id: row for row in c.execute(playing)}
    seats = c.execute(select(t.seats).where(t.seats.c.contest == contest.id, t.seats.c.state == "seated"))
    # In teams several seats share a run, and each has its own time.
    return not any(seat.run in runs and _goes_on(Place(seat, contest, runs[seat.run], settings), now) for seat in seats)


def _goes_on(place: Place, now: int) -> bool:
    """Tell whether a run has time left, the grace for slow networks included."""
    round_ = round_of(place.contest, place.run, place.settings, now)
    end = None if round_ is None else deadline(round_, extra_of(place))
    return end is None or now <= end + GRACE_MS


def settle(host: Host, c: Connection, contest: Row[Any]) -> bool:
    """Bring some runs of a closed contest to their end: an hour that is open is closed, and what was done counts.

    Returns whether there are more.
    """
    now, settings = host.clock(), settings_of(contest.settings)
    waiting = (
        select(t.runs)
        .where(t.runs.c.contest == contest.id, t.runs.c.state == "playing")
        .where(or_(t.runs.c.reopened_until.is_(None), t.runs.c.reopened_until < now - GRACE_MS))
        .limit(_AT_ONCE + 1)
        .with_for_update()
    )
    runs = c.execute(waiting).all()
    for run in runs[:_AT_ONCE]:
        sitting = host.sitting(c, run, contest.case_source)
        if sitting.now.hour.open:
            by_host(host, c, run, settings, contest.case_source, EndSession(), now)
        c.execute(update(t.runs).where(t.runs.c.id == run.id).values(state="done", done_at=now, reopened_until=None))
    if runs:
        touched(c, contest.id)
        if contest.frozen_at is None:
            tell_all_are_through(c, contest)
    return len(runs) > _AT_ONCE


def next_round(host: Host, c: Connection, teacher: str, contest_id: str, *, title: str, case: str, minutes: int) -> str:
    """Make the next round of a contest with everybody who has a seat; return its id, in the lobby already.

    Seats keep their names, words, tokens and extra time; leagues are made from this round's ranks where the settings
    want them. Raises NotNow before this round is closed.
    """
    before = owned(c, teacher, contest_id, lock=True)
    if before.state not in ("closed", "revealed"):
        raise NotNow(_("The next round comes when this one is closed."))
    _see_it_is_the_last(c, before)
    settings = settings_of(before.settings)
    made = create(
        host,
        c,
        teacher,
        title=title,
        case=case,
        minutes=minutes,
        settings=settings,
        series=before.series,
        round_number=before.round + 1,
    )
    after = owned(c, teacher, made)
    league = _leagues(c, before, settings)
    here = (t.seats.c.contest == before.id, t.seats.c.state == "seated", t.seats.c.token_hash.not_like("gone-%"))
    seats = c.execute(select(t.seats).where(*here)).all()
    runs: dict[str, str] = {}
    for seat in seats:
        own = seat.team or seat.id
        if own not in runs:
            runs[own] = make_run(host, c, after, settings)
        values = {name: getattr(seat, name) for name in ("identity", "name", "words_hash", "person", "team", "extra")}
        values |= {"id": token_hex(16), "contest": made, "run": runs[own], "token_hash": f"earlier-{token_hex(16)}"}
        values |= {"state": "seated", "league": league.get(seat.run), "walkthrough": False, "show_name": seat.show_name}
        c.execute(insert(t.seats).values(**values, joined=host.clock(), seen=seat.seen))
    move(host, c, after, "open_lobby", teacher)
    return made


def _see_it_is_the_last(c: Connection, contest: Row[Any]) -> None:
    """Raise NotNow where there is a next round already, as when two browsers ask for one at once."""
    later = (t.contests.c.series == contest.series, t.contests.c.round > contest.round)
    if c.execute(select(t.contests.c.id).where(*later).limit(1)).first() is not None:
        raise NotNow(_("There is a next round already."))


def _leagues(c: Connection, contest: Row[Any], settings: Settings) -> dict[str, int]:
    if settings.leagues < 2:
        return {}
    groups = leagues((row.standing for row in ranked(c, contest)), settings.leagues)
    return {run: number for number, group in enumerate(groups, 1) for run in group}


def purge(host: Host, c: Connection) -> int:
    """Delete every contest whose time of keeping is over; return how many."""
    old = c.execute(select(t.contests).where(t.contests.c.keep_until < host.clock())).all()
    for contest in old:
        remove(c, contest)
        note(host, c, None, None, "purged", details={"contest": contest.id})
    return len(old)
