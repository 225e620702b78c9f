"""Everything a host holds of a person, as files to take along; what is hidden from them comes after the reveal."""

import json
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from game.record import LogDamaged, parse_log
from game.record.schema import ACTION
from game.server import tables as t
from game.server.codes import shown
from game.server.exports.cells import table
from game.server.exports.handout import handout
from game.server.exports.parcels import File, plain_name
from game.server.exports.results import result
from game.server.exports.sheets import results_sheet
from game.server.exports.statements import moment
from game.server.host import Host
from game.server.leaving import seats_of_person
from game.server.refusals import NotNow
from game.server.rows import Viewer, settings_of
from game.server.sittings import log_of
from game.server.visibility import may_see
from game.view import transcript
from game.words import _, later

_READ_ME: Final = later("""\
What this host of Sixteen Weeks holds about you.

me.json      who you are to the host, your seats, and what was done to them
actions.csv  everything you did, and when
results.csv  what it was worth, as soon as you may know
said/        what was said in your treatments
logs/        your treatments as the program's own logs, after the reveal: `report` and `replay` read them
reports/     your reports, after the reveal

Scores have not been validated: this is a training exercise.
""")
_ACTIONS: Final = ("contest", "round", "run", "turn", "at", "yours", "action")
_SEAT: Final = (
    "id",
    "name",
    "person",
    "state",
    "team",
    "league",
    "extra",
    "walkthrough",
    "show_name",
    "joined",
    "seen",
)
_RUN: Final = ("id", "state", "version", "chain", "session", "phase", "last_at", "done_at", "consults")


def own_files(host: Host, c: Connection, token: str) -> list[File]:
    """Return the files of whoever has this token. Raises NoTicket."""
    seats = seats_of_person(c, token)
    found: list[File] = [("README.txt", _(_READ_ME).encode()), ("me.json", _me(c, seats))]
    actions: list[tuple[str | int, ...]] = []
    results: list[str] = []
    for seat in seats:
        contest = c.execute(select(t.contests).where(t.contests.c.id == seat.contest)).one()
        run = c.execute(select(t.runs).where(t.runs.c.id == seat.run)).one_or_none()
        if run is None:
            continue
        viewer = Viewer("seat", run.id, done=run.state == "done")
        if may_see(viewer, "own_score", contest.state, settings_of(contest.settings)):
            results.append(_result(host, c, contest, run.id))
        try:
            actions += _actions(c, contest, run, seat)
            found += _treatment(host, c, contest, run, viewer)
        except (LogDamaged, NotNow) as problem:
            found.append((f"problems/{_name(contest, run)}.txt", f"{problem}\n".encode()))
    found.append(("actions.csv", table(_ACTIONS, actions).encode()))
    if results:
        found.append(("results.csv", _joined(results).encode()))
    return found


def _me(c: Connection, seats: list[Row[Any]]) -> bytes:
    keys = [seat.identity for seat in seats if seat.identity]
    who = c.execute(select(t.identities).where(t.identities.c.key.in_(keys))).all()
    me = {
        "identities": [{"name": row.name, "issuer": row.issuer, "subject": row.subject} for row in who],
        "seats": [_seat(c, seat) for seat in seats],
    }
    return json.dumps(me, indent=2, ensure_ascii=False).encode()


def _seat(c: Connection, seat: Row[Any]) -> dict[str, Any]:
    contest = c.execute(select(t.contests).where(t.contests.c.id == seat.contest)).one()
    run = c.execute(select(t.runs).where(t.runs.c.id == seat.run)).one_or_none()
    about = (t.notices.c.contest == contest.id, t.notices.c.subject.in_([seat.id, seat.run]))
    deeds = c.execute(select(t.notices).where(*about).order_by(t.notices.c.id))
    return {
        "contest": {"code": contest.code, "title": contest.title, "round": contest.round, "state": contest.state},
        **{name: getattr(seat, name) for name in _SEAT},
        "run": None if run is None else {name: getattr(run, name) for name in _RUN},
        "deeds": [
            {"at": deed.at, "what": deed.what, "reason": deed.reason, "details": json.loads(deed.details)}
            for deed in deeds
        ],
    }


def _result(host: Host, c: Connection, contest: Row[Any], run: str) -> str:
    return results_sheet(host, c, contest, [result(c, contest, run)])


def _joined(sheets: list[str]) -> str:
    return sheets[0] + "".join(sheet.partition("\r\n")[2] for sheet in sheets[1:])


def _actions(c: Connection, contest: Row[Any], run: Row[Any], seat: Row[Any]) -> list[tuple[str | int, ...]]:
    lines = parse_log(log_of(c, run.id, run.header)).log.lines
    turns = c.execute(select(t.turns).where(t.turns.c.run == run.id).order_by(t.turns.c.number)).all()
    return [
        (
            contest.code,
            contest.round,
            run.id,
            turn.number,
            moment(turn.at),
            "yes" if turn.seat == seat.id else "no",
            ACTION.dump_json(line.action).decode(),  # type: ignore[union-attr]
        )
        for turn, line in zip(turns, lines, strict=True)
    ]


def _treatment(host: Host, c: Connection, contest: Row[Any], run: Row[Any], viewer: Viewer) -> list[File]:
    settings, name = settings_of(contest.settings), _name(contest, run)
    if not may_see(viewer, "own_run", contest.state, settings):
        return []
    sitting = host.sitting(c, run, contest.case_source)
    said = [asdict(line) for line in transcript(sitting.book, sitting.turns)]
    found: list[File] = [(f"said/{name}.json", json.dumps(said, indent=2, ensure_ascii=False).encode())]
    if may_see(viewer, "own_report", contest.state, settings):
        seats = tuple(c.execute(select(t.seats).where(t.seats.c.run == run.id).order_by(t.seats.c.name)))
        found.append((f"logs/{name}.jsonl", log_of(c, run.id, run.header)))
        found.append((f"reports/{name}.html", handout(host, c, contest, run, seats).encode()))
    return found


def _name(contest: Row[Any], run: Row[Any]) -> str:
    return "-".join(filter(None, (shown(contest.code).lower(), plain_name(contest.title), run.id[:8])))
