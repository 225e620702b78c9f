"""`contest`: look after contests where the host keeps them: list, audit, export, purge, delete.

Listing, auditing and exporting only read, and may be done while the host serves.
"""

import shutil
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.commands.manners import CANNOT, FAULTS, FINE, Refused, complain, print_json
from game.commands.serve import host_for, opened_store
from game.commands.spoken import speak_here

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from game.server.exports.parcels import File
    from game.server.host import Host

_WRITES = ("purge", "delete")


def run(options: Namespace) -> int:
    """Do what was asked. Exit code 1 where the audit finds something, 2 where the database cannot be used."""
    if options.what == "export" and options.to is None:
        raise Refused("Say where the files go: --to FOLDER.", CANNOT)
    if options.what == "delete" and options.code is None:
        raise Refused("Say which contest is to be deleted, by its code.", CANNOT)
    if options.what == "purge" and options.code is not None:
        raise Refused("What is purged is decided by the time it was to be kept; `delete` takes a code.", CANNOT)
    speak_here()
    with opened_store(options.db, to_read=options.what not in _WRITES) as store:
        host = host_for(store)
        match options.what:
            case "list":
                return _list(host, options)
            case "audit":
                return _audit(host, options)
            case "export":
                return _export(host, options)
            case "purge":
                return _purge(host, options)
        return _delete(host, options)


def _contests(host: "Host", typed_code: str | None) -> "list[Row[Any]]":
    """Return the contest of a code, or all of them, the oldest first. Raises Refused for a code that none has."""
    from sqlalchemy import select

    from game.server import tables as t
    from game.server.codes import typed

    rows = select(t.contests).order_by(t.contests.c.made, t.contests.c.id)
    if typed_code is not None:
        rows = rows.where(t.contests.c.code == (typed(typed_code) or ""))
    found = host.store.read(lambda c: list(c.execute(rows)))
    if typed_code is not None and not found:
        raise Refused(f"There is no contest with the code {typed_code}.")
    return found


# -- list ----------------------------------------------------------------------------------------------


def _list(host: "Host", options: Namespace) -> int:
    rows = [host.store.read(lambda c, contest=contest: _row(c, contest)) for contest in _contests(host, options.code)]  # type: ignore[misc]
    if options.json:
        print_json({"contests": rows})
    elif not rows:
        print("There are no contests.")
    for row in () if options.json else rows:
        seats = "1 seat" if row["seats"] == 1 else f"{row['seats']} seats"
        print(
            f"{row['code']}  {row['state']:<8}  {row['title']}, round {row['round']} ({row['case']}): {seats}, "
            f"{row['done']} of {row['runs']} done; made {row['made'][:10]}, kept until {row['keep_until'][:10]}"
        )
    return FINE


def _row(c: "Connection", contest: "Row[Any]") -> dict[str, Any]:
    from sqlalchemy import func, select

    from game.server import tables as t
    from game.server.codes import shown

    states = select(t.runs.c.state, func.count()).where(t.runs.c.contest == contest.id).group_by(t.runs.c.state)
    runs: dict[str, int] = {state: number for state, number in c.execute(states)}  # noqa: C416  (rows are no pairs)
    seats = c.execute(select(func.count()).where(t.seats.c.contest == contest.id)).scalar_one()
    return {
        "code": shown(contest.code),
        "title": contest.title,
        "state": contest.state,
        "round": contest.round,
        "case": contest.case_id,
        "seats": seats,
        "runs": sum(runs.values()),
        "done": runs.get("done", 0),
        "made": _day(contest.made),
        "keep_until": _day(contest.keep_until),
    }


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1_000, UTC).isoformat().replace("+00:00", "Z")


# -- audit ---------------------------------------------------------------------------------------------


def _audit(host: "Host", options: Namespace) -> int:
    from dataclasses import asdict

    from game.server.auditing import findings

    contests = _contests(host, options.code)
    found = [finding for contest in contests for finding in findings(host, contest)]
    if options.json:
        print_json({"contests": len(contests), "fine": not found, "findings": [asdict(each) for each in found]})
    elif found:
        print("\n".join(map(str, found)))
    else:
        named = "1 contest" if len(contests) == 1 else f"{len(contests)} contests"
        print(f"{named} played and scored again: everything is as it was.")
    return FAULTS if found else FINE


# -- export --------------------------------------------------------------------------------------------


def _export(host: "Host", options: Namespace) -> int:
    from game.server.exports.parcels import files, folder_name

    written, problems = [], []
    for contest in _contests(host, options.code):
        folder = Path(options.to) / folder_name(contest)
        if folder.exists():
            raise Refused(f"{folder} is there already, and is never written over.")
        problems += _fill(folder, files(host, contest))
        written.append(str(folder))
    if options.json:
        print_json({"folders": written, "problems": problems})
    else:
        print("\n".join(written) or "There are no contests.")
    for problem in problems:
        complain(problem)
    return FAULTS if problems else FINE


def _fill(folder: Path, contents: "Iterable[File]") -> list[str]:
    """Write files beside the folder and move it there, so that it is whole or not there; return what was left out."""
    beside, problems = folder.with_name(f"{folder.name}.part"), ""
    try:
        for name, content in contents:
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            problems = content.decode() if name == "problems.txt" else problems
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return problems.splitlines()


# -- purge and delete ----------------------------------------------------------------------------------


def _purge(host: "Host", options: Namespace) -> int:
    from game.server.rounds import purge

    gone = host.store.write(lambda c: purge(host, c)).result()
    if options.json:
        print_json({"purged": gone})
    else:
        print(f"{gone} deleted, because their time of keeping was over.")
    return FINE


def _delete(host: "Host", options: Namespace) -> int:
    from game.server.codes import shown, typed
    from game.server.conducting import note
    from game.server.keeping import remove

    (contest,) = _contests(host, options.code)
    code = shown(contest.code)
    print(f"“{contest.title}”, its seats, treatments and scores will be gone for good. Type {code} to go on.")
    try:
        answer = input("> ")
    except EOFError:
        answer = ""
    if typed(answer) != contest.code:
        print("Nothing was deleted.")
        return FINE

    def job(c: "Connection") -> None:
        remove(c, contest)
        note(host, c, None, None, "deleted", details={"contest": contest.id})

    host.store.write(job).result()
    print(f"{code} is deleted.")
    return FINE
