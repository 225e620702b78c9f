"""A host for tests: on either database, with a clock that is set by hand, a small contest, and seats that play.

Two ways in: `Contest` and `Seat` call what the routes call, which is fast; `served` answers real requests, and `Player`
sends them. The small case is played unless a test needs one of the shelf.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from shelved import SMALL
from sqlalchemy import Connection, Row, select

from game.case import case_path, load_case
from game.manual import Book, adapted, load_manual
from game.record import audit, load_exemplar, parse_log, play_exemplar
from game.record.schema import ACTION
from game.server import conducting, entering, joining, playing, rounds
from game.server import tables as t
from game.server.app import create_app
from game.server.host import Host
from game.server.lifecycle import Trigger
from game.server.rating import worth
from game.server.rows import Settings, settings_of
from game.server.sittings import log_of
from game.server.store import Store, open_store
from game.treatment import Action

T = TypeVar("T")
MINUTE = 60_000
NOON = 1_800_000_000_000
"""When tests begin, in server time."""
TO_RUNNING: tuple[Trigger, ...] = ("open_lobby", "start")
TO_REVEALED: tuple[Trigger, ...] = (*TO_RUNNING, "close", "reveal")
_names = count(1)


class Clock:
    """Server time that stands still until it is told to go on."""

    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def wait(self, *, minutes: float = 0, ms: int = 0) -> None:
        """Let time go by."""
        self.now += int(minutes * MINUTE) + ms


@cache
def the_book() -> Book:
    """Return the manual, read once."""
    return load_manual()


@cache
def moves_of(case: str = "ines") -> tuple[Action, ...]:
    """Return the actions of a case's exemplar; with another seed, one here and there may be refused."""
    path = case_path(case)
    file = load_case(path, the_book())
    book = adapted(the_book(), file.rows.adaptation)
    exemplar = load_exemplar(path.with_name("exemplar.yaml"), book, file)
    return tuple(line.action for line in play_exemplar(book, file, exemplar).lines)


def as_json(action: Action) -> dict[str, Any]:
    """Return an action as it is sent."""
    sent: dict[str, Any] = ACTION.dump_python(action, mode="json")
    return sent


def client_id() -> str:
    """Return an id that no action has had."""
    return f"client-{next(_names):08}"


@dataclass
class Contest:
    """One contest of one teacher, called directly."""

    host: Host
    teacher: str
    id: str

    @property
    def row(self) -> Row[Any]:
        """The contest as it is stored now."""
        return self.read(lambda c: conducting.owned(c, self.teacher, self.id))

    def write(self, job: Callable[[Connection], T]) -> T:
        """Do a job, and wait until it is on the disk."""
        return self.host.store.write(job).result()

    def read(self, job: Callable[[Connection], T]) -> T:
        """Read something."""
        return self.host.store.read(job)

    def move(self, *triggers: Trigger) -> None:
        """Lead the contest through its life; what a closed contest has left open is settled."""
        for trigger in triggers:
            self.deed(conducting.move, trigger, self.teacher)
            if trigger == "close":
                self.pass_time()

    def deed(self, what: Callable[..., T], *values: Any, **named: Any) -> T:
        """Do what a teacher can do: `deed(conducting.extend, 5, teacher)`."""

        def job(c: Connection) -> T:
            return what(self.host, c, conducting.owned(c, self.teacher, self.id, lock=True), *values, **named)

        done = self.write(job)
        self.host.changed(self.id)
        return done

    def pass_time(self) -> None:
        """Let the clock do to the contest what it has to."""
        while self.write(lambda c: rounds.pass_time(self.host, c, self.id)):
            pass
        self.host.changed(self.id)

    def join(self, name: str | None = None) -> "Seat":
        """Take a seat."""
        code = self.row.code
        joined = self.write(lambda c: joining.join(self.host, c, code, name))
        self.host.changed(self.id)
        return Seat(self, joined)


@dataclass
class Seat:
    """Somebody's place, called directly."""

    contest: Contest
    joined: joining.Joined
    token: str = ""

    def __post_init__(self) -> None:
        self.token = self.joined.token

    @property
    def row(self) -> Row[Any]:
        """The seat as it is stored now."""
        return self.contest.read(lambda c: c.execute(select(t.seats).where(t.seats.c.id == self.joined.seat)).one())

    @property
    def run(self) -> Row[Any]:
        """Its run as it is stored now."""
        return self.contest.read(lambda c: c.execute(select(t.runs).where(t.runs.c.id == self.row.run)).one())

    def act(self, action: Action, *, expect: int | None = None, name: str | None = None) -> playing.Acted:
        """Do one action in its run."""
        host, run = self.contest.host, self.run
        seen = run.version if expect is None else expect
        done = self.contest.write(
            lambda c: playing.act(
                host, c, self.token, run.id, client_id=name or client_id(), expect=seen, action=action, at=host.clock()
            )
        )
        host.sittings.keep(done.run, done.sitting)
        host.changed(*done.news)
        return done


def new_teacher(host: Host, name: str = "Teacher") -> str:
    """Make a teacher and return the id."""
    return host.store.write(lambda c: entering.make_teacher(host, c, name)).result()


def logged_in(host: Host, teacher: str) -> entering.Entered:
    """Return a browser of a teacher that is logged in."""
    return host.store.write(lambda c: entering.enter(host, c, teacher)).result()


def new_contest(
    host: Host,
    teacher: str | None = None,
    *triggers: Trigger,
    case: str | None = None,
    source: bytes | None = None,
    title: str = "Thursday",
    minutes: int = 45,
    **settings: Any,
) -> Contest:
    """Make a contest and lead it through `triggers`; of the small case, unless a `case` of the shelf is named."""
    teacher = teacher or new_teacher(host)

    def job(c: Connection) -> str:
        played = case or conducting.keep_case(host, c, teacher, "small", source or SMALL.read_bytes())
        return conducting.create(
            host, c, teacher, title=title, case=played, minutes=minutes, settings=Settings(**settings)
        )

    made = Contest(host, teacher, host.store.write(job).result())
    made.move(*triggers)
    return made


@pytest.fixture
def clock() -> Clock:
    """The clock of `host`."""
    return Clock()


@pytest.fixture
def host(store: Store, clock: Clock) -> Host:
    """A host with empty tables, once on each database."""
    return Host(store, the_book(), clock)


@pytest.fixture
def sqlite_host(sqlite_store: Store, clock: Clock) -> Host:
    """A host with empty tables, for tests in which the database does not matter."""
    return Host(sqlite_store, the_book(), clock)


PLAIN: Final[dict[str, Any]] = {"trust_env": False, "verify": httpx.create_ssl_context(verify=False)}
"""For clients that speak plain HTTP: to read every certificate of the system takes longer than most requests."""


@dataclass
class Served:
    """A host that answers at `url`."""

    host: Host
    app: FastAPI
    url: str

    def client(self, token: str | None = None, **settings: Any) -> httpx.Client:
        """Return a client, with a seat's token where one is given. Close it, or use it in a `with`."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, **PLAIN, **settings)


@contextmanager
def served(host: Host, *, ticking: bool = True) -> Iterator[Served]:
    """Answer real requests on a port of its own inside the block."""
    app = create_app(host, ticking=ticking)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2, ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="uvicorn")
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "uvicorn did not start"
                time.sleep(0.005)
            yield Served(host, app, f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join()


def see_it_works_out(host: Host, c: Connection, run_id: str) -> Row[Any]:
    """See that a run comes to its stored version, chain and score when all of it is worked out again from its log."""
    run = c.execute(select(t.runs).where(t.runs.c.id == run_id)).one()
    contest = c.execute(select(t.contests).where(t.contests.c.id == run.contest)).one()
    host.sittings.drop(run_id)
    sitting = host.sitting(c, run, contest.case_source)
    assert sitting.version == run.version
    assert audit(sitting.book, sitting.case, parse_log(log_of(c, run.id, run.header)).log) == ()
    chain = sha256(run.header).hexdigest()
    for turn in c.execute(select(t.turns).where(t.turns.c.run == run_id).order_by(t.turns.c.number)):
        chain = playing.link(chain, run.id, turn.number, turn.client_id, turn.seat, turn.at, turn.line)
        assert turn.chain == chain
    assert chain == run.chain
    if run.state == "done" and run.composite is not None:
        found = worth(settings_of(contest.settings), sitting)
        assert (run.composite, run.coverage, run.card) == (found.composite, found.coverage, found.card)
    return run


@dataclass
class Player:
    """A seat that plays over the wire. `clock`, where the host's is set by hand, goes on a little with every action."""

    client: httpx.Client
    run: str = ""
    version: int = 0
    clock: Clock | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the host said when the seat was taken: token, words, seat, contest."""

    @classmethod
    def join(cls, server: Served, code: str, name: str | None = None) -> "Player":
        """Take a seat."""
        client = server.client()
        answer = client.post("/api/join", json={"code": code} | ({"name": name} if name else {}))
        assert answer.status_code == 201, answer.text
        told = answer.json()
        client.headers["Authorization"] = f"Bearer {told['token']}"
        clock = server.host.clock if isinstance(server.host.clock, Clock) else None
        return cls(client, clock=clock, told=told).looked()

    def looked(self) -> "Player":
        """Learn which run is theirs, as soon as the contest has begun."""
        run = self.client.get("/api/seat").json()["run"]
        if run is not None:
            self.run, self.version = run["id"], run["version"]
        return self

    def act(self, action: Action, **changes: Any) -> httpx.Response:
        """Send one action; `changes` to its body."""
        if self.clock is not None:
            self.clock.wait(ms=250)
        body = {"client_id": client_id(), "expect": self.version, "action": as_json(action)} | changes
        answer = self.client.post(f"/api/runs/{self.run}/actions", json=body)
        if answer.status_code == 200:
            self.version = answer.json()["version"]
        return answer

    def play(self, actions: tuple[Action, ...]) -> int:
        """Play moves in their order, leaving out what is refused by the engine; return how many were done."""
        done = 0
        for action in actions:
            answer = self.act(action)
            assert answer.status_code in (200, 400), answer.text
            done += answer.status_code == 200
        return done


def free_port() -> int:
    """Return a port that nobody has just now."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


class Process:
    """A host as it is started by hand, with `sixteen-weeks serve`, in a process of its own."""

    def __init__(self, db: str, port: int, log: Path) -> None:
        self._said = log.open("ab")
        command = [sys.executable, "-m", "game", "serve", "--db", db, "--port", str(port), "--listen", "127.0.0.1"]
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(SMALL.parents[2])}
        self._process = subprocess.Popen(command, stdout=self._said, stderr=self._said, env=environment)
        self.url = f"http://127.0.0.1:{port}"
        self._log = log

    def ready(self) -> "Process":
        """Wait until it answers."""
        for _attempt in range(3_000):
            assert self._process.poll() is None, self._log.read_text()
            try:
                httpx.get(f"{self.url}/api/seat", **PLAIN)
            except httpx.TransportError:
                time.sleep(0.02)
            else:
                return self
        raise AssertionError(self._log.read_text())

    def kill(self) -> None:
        """End it as a power cut would; what has ended already stays so."""
        self._process.kill()
        self._process.wait()
        self._said.close()

    def stop(self) -> int:
        """End it as Ctrl C does, and return what it says to the shell."""
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(timeout=60)
        self._said.close()
        return code


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[str, int], Process]]:
    """Start a real host: `serve(db, port)`; the test leaves none behind."""
    started: list[Process] = []

    def start(db: str, port: int) -> Process:
        started.append(Process(db, port, tmp_path / "serve.log"))
        return started[-1].ready()

    yield start
    for process in started:
        process.kill()


@contextmanager
def opened(url: str) -> Iterator[Host]:
    """Open a database for a host by the computer's clock, and close it again."""
    with open_store(url) as store:
        yield Host(store, the_book())
