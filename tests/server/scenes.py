"""A classroom with everybody in it who may come by, and every address there is: for tests of who may do what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from hosts import Contest, Seat, Served, client_id, logged_in, new_contest, new_teacher
from modelled import NOTE
from shelved import SMALL
from sqlalchemy import select

from game.server import conducting
from game.server import tables as t
from game.server.bringing import BROUGHT
from game.server.host import Host
from game.server.lifecycle import Trigger
from game.server.web.who import FIELD, cookie_name
from game.treatment import OpenSession

ROLES = ("nobody", "seat", "other", "away", "teacher", "foreign")
"""Nobody yet; the seat whose run and address it is; another seat of the contest; one that was sent away; the teacher
whose contest it is; another teacher."""
NOT_THERE = "0" * 32


@dataclass
class Scene:
    """A contest with three seats, one of which was sent away, and two teachers."""

    server: Served
    contest: Contest
    seat: Seat
    other: Seat
    away: Seat
    foreign: str
    stored: str
    """A case that the teacher has brought."""

    @classmethod
    def new(cls, server: Served, *triggers: Trigger, **settings: Any) -> "Scene":
        """Set the scene and lead it on; the first two seats have begun where that is possible."""
        host = server.host
        settings = {"span": 1, "minutes": 600, **settings}
        contest = new_contest(host, new_teacher(host), "open_lobby", **settings)
        seats = [contest.join() for _number in range(3)]
        contest.deed(conducting.set_seat, seats[2].joined.seat, "kicked", contest.teacher)
        name, source = f"{BROUGHT}small", SMALL.read_bytes()
        case = host.read_case("small", source)
        stored = contest.write(lambda c: conducting.keep_case(host, c, contest.teacher, name, source, case))
        scene = cls(server, contest, seats[0], seats[1], seats[2], new_teacher(host, "Somebody else"), stored)
        if triggers and triggers[0] == "start":
            contest.move("start")
            for seat in seats[:2]:
                seat.act(OpenSession())
                for _turn in range(5):
                    seat.act(NOTE)
            triggers = triggers[1:]
        contest.move(*triggers)
        return scene

    def client(self, role: str) -> httpx.Client:
        """Return a client of one of `ROLES`: with its cookies, its token, and the token of its forms."""
        host: Host = self.server.host
        client = self.server.client()
        form = "f" * 43
        seats = {"seat": self.seat, "other": self.other, "away": self.away}
        cookies: dict[Any, str] = {"form": form}
        if role in seats:
            cookies["seat"] = seats[role].token
            client.headers["Authorization"] = f"Bearer {seats[role].token}"
        if role in ("teacher", "foreign"):
            entered = logged_in(host, self.contest.teacher if role == "teacher" else self.foreign)
            cookies["login"], form = entered.token, entered.csrf
        for name, value in cookies.items():
            client.cookies.set(cookie_name(host, name), value, client.base_url.host, "/")
        client.headers["X-Form"] = form
        return client

    def at(self, path: str) -> str:
        """Return an address of this scene: what belongs to the first seat and to its contest."""
        row = self.contest.row
        return path.format(
            contest=row.id,
            seat=self.seat.joined.seat,
            run=self.seat.run.id,
            board_key=row.board_key,
            code=row.code,
            number=1,
            stored=self.stored,
            kind="results",
            parcel="logs",
            platform=NOT_THERE,
            link=NOT_THERE,
        )

    def everything(self) -> list[tuple[Any, ...]]:
        """Return every row that a request could change, of contests, seats, runs and turns."""
        tables = (t.contests, t.seats, t.runs, t.turns, t.cases, t.teachers)
        return self.contest.read(
            lambda c: [tuple(row) for table in tables for row in c.execute(select(table).order_by(*table.primary_key))]
        )


def send(client: httpx.Client, method: str, address: str, body: dict[str, Any] | None = None) -> int:
    """Send a request as a browser or a program would, and return the status; streams are left at once."""
    extra: dict[str, Any] = {}
    if address.startswith("/api"):
        extra["json"] = body if body is not None else {}
    elif method == "POST":
        form = {FIELD: client.headers["X-Form"], **(body or {})}
        files = {name: value for name, value in form.items() if isinstance(value, bytes)}
        extra["data"] = {name: value for name, value in form.items() if not isinstance(value, bytes)}
        if files:
            extra["files"] = {name: ("case.yaml", value) for name, value in files.items()}
    with client.stream(method, address, **(extra if method != "GET" else {})) as answer:
        return answer.status_code


def body_of(template: dict[str, Any], scene: Scene) -> dict[str, Any]:
    """Return a body with the names of this scene in it."""
    return {
        key: scene.at(value) if isinstance(value, str) and value.startswith("{") else value
        for key, value in template.items()
    } | ({"client_id": client_id()} if "expect" in template else {})


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and address of everything the application answers to; what is only there for HEAD is left out."""
    for route in _flat(app.routes):
        for method in sorted(getattr(route, "methods", None) or ("MOUNT",)):
            if method != "HEAD":
                yield method, route.path


def _flat(found: Iterable[Any]) -> Iterator[Any]:
    for route in found:
        # Newer versions of FastAPI keep the routes of a router that was included together.
        together = getattr(route, "effective_route_contexts", None)
        yield from together() if together is not None else (route,)
