"""Whether the store still says what was played: every chain, checksum, decision and score of a contest, made again.

Whoever can write into the database can change a row, but not so that everything still fits: the chain of a run covers
its turns, its log seals its lines, the rules lead to its events, and its score follows from them. What is cut off at
the end of a run without a trace is told by the receipts that seats keep.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from game.record import Header, Log, LogDamaged, TurnLine, audit, branch, header_line, parse_log, replay
from game.server import tables as t
from game.server.codes import shown
from game.server.host import Host
from game.server.joining import length_of
from game.server.playing import fingerprint, link
from game.server.rating import is_done, worth
from game.server.refusals import NotNow, Unknown
from game.server.rows import Settings, settings_of
from game.server.seeds import seed_of
from game.server.sittings import Sitting, sitting_of

Look = Callable[[Callable[[Connection], Any]], Any]
_HOSTS: Final = "host"
"""Begins the client ids of turns that the host made itself."""
_MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit: in which contest, run and turn, and a sentence."""

    contest: str
    """Its code, as it is written on the wall."""
    run: str | None
    turn: int | None
    says: str

    def __str__(self) -> str:
        where = [
            self.contest,
            *([f"run {self.run}"] if self.run else []),
            *([f"turn {self.turn}"] if self.turn else []),
        ]
        return f"{', '.join(where)}: {self.says}"


def findings(host: Host, contest: Row[Any]) -> Iterator[Finding]:
    """Yield everything that does not fit in a contest; the database is asked for one run at a time."""
    look, code = host.store.read, shown(contest.code)
    for says in look(lambda c: list(_of_contest(c, contest))):
        yield Finding(code, None, None, says)
    for run in look(lambda c: _runs(c, contest.id)):
        for turn, says in look(lambda c, run=run: list(_of_run(host, c, contest, run))):  # type: ignore[misc]
            yield Finding(code, run, turn, says)


_Found = Iterator[tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run with everything that is compared."""

    row: Row[Any]
    contest: Row[Any]
    settings: Settings
    turns: tuple[Row[Any], ...]
    seats: tuple[Row[Any], ...]
    deeds: frozenset[tuple[str, str | None]]
    """What was done in the contest, and to what."""

    @property
    def source(self) -> bytes:
        """The log."""
        return bytes(self.row.header) + b"".join(bytes(turn.line) for turn in self.turns)

    def was(self, *deeds: str) -> bool:
        """Tell whether one of these was done to this run or one of its seats."""
        own = {self.row.id, *(seat.id for seat in self.seats)}
        return any(what in deeds and subject in own for what, subject in self.deeds)


def _runs(c: Connection, contest: str) -> list[str]:
    return list(c.execute(select(t.runs.c.id).where(t.runs.c.contest == contest).order_by(t.runs.c.id)).scalars())


def _of_contest(c: Connection, contest: Row[Any]) -> Iterator[str]:
    stored = c.execute(select(t.cases.c.hash).where(t.cases.c.id == contest.case_source)).scalar()
    if stored is None:
        yield "The case it was played with is not there any more."
    elif stored != contest.case_hash:
        yield "The case is another than the contest was made with."
    runs = set(_runs(c, contest.id))
    for seat in c.execute(select(t.seats.c.id, t.seats.c.run).where(t.seats.c.contest == contest.id)):
        if seat.run not in runs:
            yield f"Seat {seat.id} has no run here."


def _of_run(host: Host, c: Connection, contest: Row[Any], run_id: str) -> _Found:
    row = c.execute(select(t.runs).where(t.runs.c.id == run_id)).one()
    turns = tuple(c.execute(select(t.turns).where(t.turns.c.run == run_id).order_by(t.turns.c.number)))
    seats = tuple(c.execute(select(t.seats).where(t.seats.c.run == run_id)))
    deeds = c.execute(select(t.notices.c.what, t.notices.c.subject).where(t.notices.c.contest == contest.id))
    run = _Run(row, contest, settings_of(contest.settings), turns, seats, frozenset((d.what, d.subject) for d in deeds))
    yield from _chain(run)
    yield from _clocks(run)
    try:
        log = parse_log(run.source).log
    except LogDamaged as damage:
        yield damage.line - 1 or None, damage.sentence
        return
    yield from _fingerprints(run, branch(log))
    try:
        case = host.case_in(c, contest.case_source, row.variant)
    except (NotNow, Unknown) as error:
        yield None, str(error)
        return
    book, seed = host.adapted_to(case), seed_of(contest.secret, contest.id, contest.case_id, row.id)
    length = length_of(run.settings, case)
    due = Header.of(book, case, seed=seed, mode=run.settings.mode, course="teaching", sessions=length)
    yield from _header(run, log, due)
    for drift in audit(book, case, log):
        yield drift.turn, drift.difference
    try:
        sitting = sitting_of(book, case, run.source)
    except LogDamaged as damage:
        yield damage.line - 1 or None, damage.sentence
        return
    yield from _standing(run, sitting)
    yield from _score(run, log, sitting)


def _chain(run: _Run) -> _Found:
    """Follow the chain from the header to the head, and name every turn where it breaks."""
    head = sha256(run.row.header).hexdigest()
    for place, turn in enumerate(run.turns, 1):
        if turn.number != place:
            yield place, f"It is missing: turn {turn.number} stands in its place."
            return
        expected = link(head, run.row.id, turn.number, turn.client_id, turn.seat, turn.at, turn.line)
        if turn.chain != expected:
            yield place, "The chain does not fit: the turn was changed after it was done, or one before it."
        head = turn.chain
    if run.row.version != len(run.turns):
        yield None, f"There are {len(run.turns)} turns, and the run says {run.row.version}."
    if run.row.chain != head:
        yield None, "The head of the chain is not that of the last turn."


def _clocks(run: _Run) -> _Found:
    """See to times, seats and what only a teacher's deed explains."""
    row = run.row
    members = {seat.id for seat in run.seats}
    for turn in run.turns:
        if run.contest.began is None:
            yield turn.number, "It was done in a contest that has not begun."
        if turn.seat is None and not turn.client_id.startswith(_HOSTS):
            yield turn.number, "Nobody has done it."
        if turn.seat is not None and turn.seat not in members:
            yield turn.number, "It was done by a seat that does not belong to this run."
    last = run.turns[-1].at if run.turns else None
    if row.last_at != last:
        yield None, "The time of its last turn is another than that turn's."
    if (row.done_at is not None) != (row.state == "done") and row.state != "void":
        yield None, "Whether it is done and since when do not fit together."
    if row.done_at is not None and last is not None and row.done_at < last:
        yield None, "It is said to have been done before its last turn."
    if row.reopened_until is not None and not run.was("reopened"):
        yield None, "It is open again, and nobody has reopened it."
    most = row.consults * run.settings.consult_minutes * _MINUTE
    if not 0 <= row.consults <= run.settings.consults or not 0 <= row.consulted_for <= most:
        yield None, "There were more or longer talks than the contest allows."


def _fingerprints(run: _Run, lines: tuple[TurnLine, ...]) -> _Found:
    for turn, line in zip(run.turns, lines, strict=False):
        if turn.fingerprint != fingerprint(line.action):
            yield turn.number, "Its fingerprint is not that of its action."


def _header(run: _Run, log: Log, due: Header) -> _Found:
    """See that the run began as the contest's secret says; versions of the program are the audit's own matter."""
    drawn = ("case", "seed", "mode", "course", "sessions", "variant")
    for name in drawn:
        was, is_due = getattr(log.header, name), getattr(due, name)
        if was != is_due:
            yield None, f"It began with {name} {was}, and the contest's secret and settings lead to {is_due}."
    if log.header.case_hash != run.contest.case_hash or log.header.manual_hash != run.contest.manual_hash:
        yield None, "It began with another case or manual than the contest."
    if header_line(log.header) != run.row.header:
        yield None, "Its first line was changed."


def _standing(run: _Run, sitting: Sitting) -> _Found:
    row, now = run.row, sitting.now
    begun = bool(run.turns)
    where = (now.hour.number, now.phase) if begun else (0, "initial")
    if (row.session, row.phase) != where:
        said = f"session {row.session} ({row.phase})"
        yield None, f"It is said to be in {said}, and its log ends in session {where[0]} ({where[1]})."
    over = is_done(run.settings, sitting)
    closed = run.contest.state in ("closed", "revealed")
    fits = {
        "waiting": not begun,
        "playing": (begun and not over) or run.was("reopened", "let_in"),
        "done": over or closed,
        "void": run.was("sent_away", "left"),
    }
    if not fits.get(row.state, False):
        yield None, f"It is said to be {row.state}, which does not follow from what was played."


def _score(run: _Run, log: Log, sitting: Sitting) -> _Found:
    """Score the run again as it stood when it was scored: at the close of its last session."""
    row, stored = run.row, (run.row.composite, run.row.coverage, run.row.card)
    ends = ("session_closed", "treatment_ended")
    last = max((n for n, events in sitting.turns if any(event.kind in ends for event in events)), default=None)
    if last is None:
        if stored != (None, None, None):
            yield None, "It has a score, and no session of it was closed."
        return
    then = replay(sitting.book, sitting.case, log, last)
    found = worth(run.settings, replace(sitting, now=then, turns=sitting.turns[:last]))
    if row.composite != found.composite:
        yield None, f"Its score is {row.composite}, and its log is worth {found.composite}."
    if row.coverage != found.coverage:
        yield None, f"Its coverage of the inventory is {row.coverage}, and its log comes to {found.coverage}."
    if row.card != found.card:
        yield None, "Its scorecard is not the one its log leads to."
