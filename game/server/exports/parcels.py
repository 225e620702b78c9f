"""Everything about a contest as files, one after the other, and packed as a zip while it is being made."""

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Connection, Row, select

from game.case import CASE_FILE
from game.record import LogDamaged
from game.server import tables as t
from game.server.codes import shown
from game.server.exports.handout import handout
from game.server.exports.results import TEACHER, Result, called, need, result, runs_of
from game.server.exports.sheets import canvas_sheet, moodle_sheet, results_sheet
from game.server.exports.telling import statements
from game.server.host import Host
from game.server.refusals import Refused, Unknown
from game.server.rows import settings_of
from game.server.seeds import commitment
from game.server.sittings import log_of
from game.server.visibility import may_see
from game.words import _, later

Part = Literal["tables", "logs", "handouts", "statements"]
PARTS: Final[tuple[Part, ...]] = ("tables", "logs", "handouts", "statements")
AFTER_REVEAL: Final[frozenset[Part]] = frozenset({"handouts", "statements"})
"""What tells what the patient kept hidden."""
_LONGEST: Final = 40
_READ_ME: Final = later("""\
A contest of Sixteen Weeks.

contest.json      what it was set to, and everything a teacher or the host did to it
results.csv       a row for each run; scores are of 100, ratings on their own scales
canvas.csv        grades as Canvas imports them
moodle.csv        grades as Moodle imports them: map "User ID" to its user id
logs/             each run as the program's own log: `sixteen-weeks audit`, `report` and `replay` read them
handouts/         a page for everybody, to print (after the reveal)
statements/       xAPI statements of each run, after the Virtual Patient profile (after the reveal)
problems.txt      what could not be made, where there is any

Scores have not been validated: this is a training exercise.
""")
File = tuple[str, bytes]
Looker = Callable[[Callable[[Connection], Any]], Any]


def files(host: Host, contest: Row[Any], parts: Iterable[Part] = PARTS) -> Iterator[File]:
    """Yield the files of a contest, by name and content; what may not be seen yet is left out.

    The database is asked for one run at a time, so that nobody waits for it. A run that cannot be read is named in the
    last file and takes no other with it.
    """
    look = host.store.read
    wanted, problems = set(parts) - (set() if _is_told(contest) else AFTER_REVEAL), list[str]()
    runs: list[str] = look(lambda c: runs_of(c, contest))
    if "tables" in wanted:
        yield from _tables(host, contest, runs)
    if "logs" in wanted and _is_told(contest):
        yield from _case(look, contest)
    for run, part in product(runs, ("logs", "handouts", "statements")):
        if part in wanted:
            try:
                yield look(lambda c, run=run, part=part: _file(host, c, contest, run, part))  # type: ignore[misc]
            except Unknown:
                continue
            except (Refused, LogDamaged) as problem:
                problems.append(f"{part}, {run}: {problem}")
    if problems:
        yield "problems.txt", "".join(f"{problem}\n" for problem in problems).encode()


def results_of(host: Host, contest: Row[Any], runs: Iterable[str] | None = None) -> Iterator[Result]:
    """Yield what became of every run of a contest, one short question at a time."""
    look = host.store.read
    for run in look(lambda c: runs_of(c, contest)) if runs is None else runs:
        try:
            yield look(lambda c, run=run: result(c, contest, run))  # type: ignore[misc]
        except Unknown:
            continue


def sheet(host: Host, contest: Row[Any], kind: str, found: Iterable[Result]) -> bytes:
    """Return one of the tables: `results`, `canvas` or `moodle`. Raises Unknown for another."""
    found = tuple(found)
    makers: dict[str, Callable[[Connection], str]] = {
        "results": lambda c: results_sheet(host, c, contest, found),
        "canvas": lambda c: canvas_sheet(c, contest, found),
        "moodle": lambda c: moodle_sheet(c, contest, found),
    }
    if kind not in makers:
        raise Unknown
    return host.store.read(makers[kind]).encode()


def one_run(host: Host, c: Connection, contest: Row[Any], run: str, part: Part) -> File:
    """Return one file of a run. Raises Unknown, NotNow before it may be seen, and LogDamaged."""
    if part in AFTER_REVEAL:
        need("truth", contest)
    return _file(host, c, contest, run, part)


def zipped(contents: Iterable[File]) -> Iterator[bytes]:
    """Yield a zip piece by piece; nothing of it is kept longer than it takes to send."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, content in contents:
            # Without a date of its own, so that the same files make the same zip.
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
            yield pipe.taken()
    yield pipe.taken()


def folder_name(contest: Row[Any]) -> str:
    """Return a name for a contest's files that every system takes: `kr4t-9xwm-first-contest`."""
    return "-".join(part for part in (shown(contest.code).lower(), plain_name(contest.title)) if part)


def plain_name(words: str) -> str:
    """Return words as part of a file's name: small ASCII letters, digits and dashes; empty where none are left."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_LONGEST].strip("-")


def _is_told(contest: Row[Any]) -> bool:
    return may_see(TEACHER, "truth", contest.state, settings_of(contest.settings))


def _tables(host: Host, contest: Row[Any], runs: list[str]) -> Iterator[File]:
    yield "README.txt", _(_READ_ME).encode()
    yield "contest.json", host.store.read(lambda c: _about(c, contest))
    found = tuple(results_of(host, contest, runs))
    for kind in ("results", "canvas", "moodle"):
        yield f"{kind}.csv", sheet(host, contest, kind, found)


def _case(look: Looker, contest: Row[Any]) -> Iterator[File]:
    """Yield the case beside the logs, in a folder of its name: there the program's commands look for it."""
    source = look(lambda c: c.execute(select(t.cases.c.source).where(t.cases.c.id == contest.case_source)).scalar())
    if source is not None:
        yield f"logs/{contest.case_id}/{CASE_FILE}", source


def _file(host: Host, c: Connection, contest: Row[Any], run: str, part: str) -> File:
    row = c.execute(select(t.runs).where(t.runs.c.id == run, t.runs.c.contest == contest.id)).one_or_none()
    if row is None:
        raise Unknown
    seats = tuple(c.execute(select(t.seats).where(t.seats.c.run == run).order_by(t.seats.c.name)))
    name = "-".join(filter(None, (plain_name(called(settings_of(contest.settings), seats)), run[:8])))
    match part:
        case "logs":
            return f"logs/{contest.case_id}/{name}.jsonl", log_of(c, row.id, row.header)
        case "handouts":
            return f"handouts/{name}.html", handout(host, c, contest, row, seats).encode()
    lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in statements(host, c, contest, run))
    return f"statements/{name}.jsonl", "".join(f"{line}\n" for line in lines).encode()


def _about(c: Connection, contest: Row[Any]) -> bytes:
    """Return the contest and its audit log as JSON; the secret only when it is everybody's."""
    told = _is_told(contest)
    deeds = c.execute(select(t.notices).where(t.notices.c.contest == contest.id).order_by(t.notices.c.id))
    plain = ("code", "title", "state", "case_id", "case_hash", "manual_hash", "engine", "minutes", "round", "series")
    times = ("made", "began", "paused_for", "frozen_at", "closed_at", "revealed_at", "keep_until")
    about = {
        **{name: getattr(contest, name) for name in (*plain, *times)},
        "settings": json.loads(contest.settings),
        "commitment": commitment(contest.secret),
        "secret": contest.secret.hex() if told else None,
        "deeds": [
            {
                "at": deed.at,
                "by": deed.teacher or "the host",
                "what": deed.what,
                "subject": deed.subject,
                "reason": deed.reason,
                "details": json.loads(deed.details),
            }
            for deed in deeds
        ],
    }
    return json.dumps(about, indent=2, ensure_ascii=False).encode()


class _Pipe(io.RawIOBase):
    """Where a zip is written to, and taken from in pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since it was last asked for."""
        held = bytes(self._held)
        self._held.clear()
        return held
