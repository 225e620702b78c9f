"""What a teacher does with a contest: make it, lead it through its life, help single seats. Every deed is noted."""

import json
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, case, insert, select, update

from game import __version__
from game.case import CaseFile
from game.server import tables as t
from game.server.boards import hold_still
from game.server.codes import new_code, new_token
from game.server.host import Host
from game.server.joining import touched
from game.server.lifecycle import Trigger, after
from game.server.places import consulted
from game.server.refusals import NotNow, Unknown, Wrong
from game.server.rows import EXTRA, SeatState, Settings, settings_json, settings_of
from game.server.seeds import new_secret
from game.server.words import clean_name
from game.words import _

_DAY: Final = 86_400_000
LONGEST_TITLE: Final = 120
MOST_MINUTES: Final = 60 * 24 * 14
"""A contest over a fortnight."""


def create(
    host: Host,
    c: Connection,
    teacher: str,
    *,
    title: str,
    case: str,
    minutes: int,
    settings: Settings,
    series: str | None = None,
    round_number: int = 1,
) -> str:
    """Make a contest from a case of the shelf or one the teacher has brought, and return its id.

    The case is stored with it, so that the contest can be played and judged when the shelf has changed. Raises Unknown
    for no such case, Faults for one that cannot be read, and Wrong for a title or a length that cannot be.
    """
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE or not title.isprintable():
        raise Wrong(_("A contest needs a title of 1 to {most} characters.", most=LONGEST_TITLE))
    if not 1 <= minutes <= MOST_MINUTES:
        raise Wrong(_("A round lasts from 1 minute to 14 days."))
    source = stored_case(host, c, teacher, case)
    file = host.case_in(c, source, None)
    contest, now = token_hex(16), host.clock()
    c.execute(
        insert(t.contests).values(
            id=contest,
            teacher=teacher,
            code=new_code(),
            board_key=new_token(),
            title=title,
            state="draft",
            settings=settings_json(settings),
            case_id=file.rows.id,
            case_source=source,
            case_hash=file.hash,
            manual_hash=host.adapted_to(file).hash,
            engine=__version__,
            secret=new_secret(),
            minutes=minutes,
            series=series or contest,
            round=round_number,
            keep_until=now + settings.keep_days * _DAY,
            made=now,
            paused_for=0,
            locked=False,
            version=0,
        )
    )
    note(host, c, contest, teacher, "created", details={"case": file.rows.id, "minutes": minutes})
    return contest


def stored_case(host: Host, c: Connection, teacher: str, case: str) -> str:
    """Return the id of a stored case: `case` is that id, or a name on the shelf, which is then stored."""
    own = c.execute(select(t.cases.c.id).where(t.cases.c.id == case, t.cases.c.teacher == teacher)).scalar()
    if own is not None:
        return str(own)
    path = host.on_shelf().get(case)
    if path is None:
        raise Unknown
    return keep_case(host, c, teacher, case, path.read_bytes())


def keep_case(host: Host, c: Connection, teacher: str, name: str, source: bytes, read: CaseFile | None = None) -> str:
    """Store a case for a teacher unless it is there already, and return its id; `read` is what it says, if known.

    Raises Faults for one with mistakes.
    """
    read = read or host.read_case(name, source)
    same = select(t.cases.c.id).where(t.cases.c.teacher == teacher, t.cases.c.hash == read.hash, t.cases.c.name == name)
    found = c.execute(same).scalar()
    if found is not None:
        return str(found)
    key = token_hex(16)
    values = {"id": key, "teacher": teacher, "name": name, "hash": read.hash, "source": source, "made": host.clock()}
    c.execute(insert(t.cases).values(**values))
    return key


def owned(c: Connection, teacher: str, contest: str, *, lock: bool = False) -> Row[Any]:
    """Return a contest of this teacher. Raises Unknown for one that is not there, or is somebody else's."""
    rows = select(t.contests).where(t.contests.c.id == contest, t.contests.c.teacher == teacher)
    found = c.execute(rows.with_for_update() if lock else rows).one_or_none()
    if found is None:
        raise Unknown
    return found


def move(host: Host, c: Connection, contest: Row[Any], trigger: Trigger, by: str | None) -> str:
    """Lead a contest to its next state and return that. `by` is the teacher, None when time did it. Raises NotNow."""
    state, now = after(contest.state, trigger), host.clock()
    values: dict[str, Any] = {"state": state}
    match trigger:
        case "start":
            values["began"] = now
        case "pause":
            values["paused_since"] = now
            _end_talks(c, contest, now)
        case "resume":
            values |= {"paused_since": None, "paused_for": contest.paused_for + max(0, now - contest.paused_since)}
        case "freeze":
            values["frozen_at"] = now
            hold_still(c, contest)
        case "thaw":
            values["board"] = None  # when it was frozen stays: what a teacher thawed does not freeze by itself again
        case "close":
            values["closed_at"] = now
            if contest.board is None:
                hold_still(c, contest)
            if contest.paused_since is not None:
                values |= {"paused_since": None, "paused_for": contest.paused_for + max(0, now - contest.paused_since)}
        case "reveal":
            see_all_are_settled(c, contest.id)
            values["revealed_at"] = now
    c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(**values))
    note(host, c, contest.id, by, trigger)
    return state


def _end_talks(c: Connection, contest: Row[Any], now: int) -> None:
    """End every talk for which a clock stands still: in a pause it would stand still twice over."""
    settings = settings_of(contest.settings)
    talking = select(t.runs).where(t.runs.c.contest == contest.id, t.runs.c.consult_since.is_not(None))
    for run in c.execute(talking).all():
        values = {"consult_since": None, "consulted_for": consulted(run, settings, now)}
        c.execute(update(t.runs).where(t.runs.c.id == run.id).values(**values))


def extend(host: Host, c: Connection, contest: Row[Any], minutes: int, by: str) -> None:
    """Give everybody more minutes. Raises Wrong, and NotNow once the contest is closed."""
    _see_it_is_open(contest)
    if not 1 <= minutes <= MOST_MINUTES or contest.minutes + minutes > MOST_MINUTES:
        raise Wrong(_("A round lasts from 1 minute to 14 days."))
    c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(minutes=contest.minutes + minutes))
    note(host, c, contest.id, by, "extended", details={"minutes": minutes})


def lock(host: Host, c: Connection, contest: Row[Any], by: str, *, locked: bool) -> None:
    """Let nobody new in, or let people in again."""
    c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(locked=locked))
    note(host, c, contest.id, by, "locked" if locked else "unlocked")


def set_seat(
    host: Host, c: Connection, contest: Row[Any], seat: str, state: SeatState, by: str, reason: str = ""
) -> None:
    """Let a seat in or send it away; a seat that is sent away is known by no token any more."""
    row = seat_of(c, contest.id, seat)
    values: dict[str, Any] = {"state": state}
    if state == "kicked":
        values["token_hash"] = f"away-{token_hex(16)}"
        _void_unless_shared(c, row)
    elif row.state == "kicked":
        _count_again(c, row)
    c.execute(update(t.seats).where(t.seats.c.id == seat).values(**values))
    note(host, c, contest.id, by, {"seated": "let_in", "kicked": "sent_away", "waiting": "held"}[state], seat, reason)


def _void_unless_shared(c: Connection, seat: Row[Any]) -> None:
    mates = select(t.seats.c.id).where(t.seats.c.run == seat.run, t.seats.c.id != seat.id, t.seats.c.state != "kicked")
    if c.execute(mates.limit(1)).first() is None:
        c.execute(update(t.runs).where(t.runs.c.id == seat.run).values(state="void"))


def _count_again(c: Connection, seat: Row[Any]) -> None:
    void = (t.runs.c.id == seat.run, t.runs.c.state == "void")
    state = case((t.runs.c.version > 0, "playing"), else_="waiting")
    c.execute(update(t.runs).where(*void).values(state=state))


def rename(host: Host, c: Connection, contest: Row[Any], seat: str, name: str, by: str) -> None:
    """Give a seat another name. Raises Wrong for a name that cannot be shown or is taken."""
    seat_of(c, contest.id, seat)
    try:
        shown = clean_name(name)
    except ValueError as error:
        raise Wrong(str(error)) from None
    same = select(t.seats.c.id).where(t.seats.c.contest == contest.id, t.seats.c.name == shown, t.seats.c.id != seat)
    if c.execute(same).first() is not None:
        raise Wrong(_("Somebody here has this name already."))
    c.execute(update(t.seats).where(t.seats.c.id == seat).values(name=shown))
    note(host, c, contest.id, by, "renamed", seat)


def give_time(host: Host, c: Connection, contest: Row[Any], seat: str, extra: int, by: str) -> None:
    """Give one seat more time, in per cent of the usual; 0 is without a limit. Nobody else sees it."""
    if extra not in EXTRA:
        raise Wrong(_("Time is 100, 125, 150 or 200 per cent, or 0 for no limit."))
    seat_of(c, contest.id, seat)
    c.execute(update(t.seats).where(t.seats.c.id == seat).values(extra=extra))
    note(host, c, contest.id, by, "extra_time", seat, details={"extra": extra})


def reopen(host: Host, c: Connection, contest: Row[Any], run: str, minutes: int, reason: str, by: str) -> None:
    """Let one run go on for some minutes, also after the end, with a reason. Raises NotNow after the reveal."""
    if contest.state not in ("running", "paused", "frozen", "closed"):
        raise NotNow(_("A run can be reopened from the start until the reveal."))
    if not reason.strip() or not 1 <= minutes <= 24 * 60:
        raise Wrong(_("Reopening a run needs a reason, and from 1 minute to 24 hours."))
    row = c.execute(select(t.runs).where(t.runs.c.id == run, t.runs.c.contest == contest.id)).one_or_none()
    if row is None:
        raise Unknown
    if row.state == "done" and host.sitting(c, row, contest.case_source).now.over:
        raise NotNow(_("This treatment has come to its end, so there is nothing to go on with."))
    values = {"state": "playing", "reopened_until": host.clock() + minutes * 60_000, "done_at": None}
    c.execute(update(t.runs).where(t.runs.c.id == run).values(**values))
    note(host, c, contest.id, by, "reopened", run, reason.strip()[:300], {"minutes": minutes})


def seat_of(c: Connection, contest: str, seat: str) -> Row[Any]:
    """Return a seat of a contest. Raises Unknown."""
    found = c.execute(select(t.seats).where(t.seats.c.id == seat, t.seats.c.contest == contest)).one_or_none()
    if found is None:
        raise Unknown
    return found


def note(
    host: Host,
    c: Connection,
    contest: str | None,
    by: str | None,
    what: str,
    subject: str | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Write a deed into the audit log; whatever is noted changes what pages show."""
    values = {"contest": contest, "teacher": by, "at": host.clock(), "what": what, "subject": subject}
    c.execute(insert(t.notices).values(**values, reason=reason[:300], details=json.dumps(details or {})))
    if contest is not None:
        touched(c, contest)


def see_all_are_settled(c: Connection, contest: str) -> None:
    """Raise NotNow while a run of the contest is still being played or worked out."""
    open_ones = select(t.runs.c.id).where(t.runs.c.contest == contest, t.runs.c.state == "playing")
    if c.execute(open_ones.limit(1)).first() is not None:
        raise NotNow(_("A treatment is still being finished. Wait a moment, then reveal."))


def _see_it_is_open(contest: Row[Any]) -> None:
    if contest.state in ("closed", "revealed"):
        raise NotNow(_("This contest is closed."))
