"""A host that is killed four times while forty seats play and two answers in five get lost: nothing is lost, or done
twice, that anybody was told is saved.

The host is a real `sixteen-weeks serve`. Seats do as the classroom's rules want it: one action on its way at a time,
sent again under the same id until it is answered.
"""

import asyncio
from collections.abc import Callable
from random import Random
from typing import Any

import httpx
from hosts import TO_RUNNING, Process, as_json, client_id, free_port, moves_of, new_contest, opened, see_it_works_out
from sqlalchemy import select

from game.server import tables as t
from game.treatment import Action, EndSession

SEATS = 40
KILLS = 4
LOST = 0.4
INTERRUPTED = 130
MOVES: tuple[Action, ...] = (*moves_of()[2:8], EndSession(), *moves_of()[25:28])


class Lossy(httpx.AsyncHTTPTransport):
    """A network that loses answers to actions, after the host has given them."""

    def __init__(self, chance: Random) -> None:
        super().__init__(limits=httpx.Limits(max_connections=SEATS + 4))
        self._chance = chance

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if request.url.path.endswith("/actions") and self._chance.random() < LOST:
            await answer.aread()
            raise httpx.ReadError("The answer got lost.", request=request)
        return answer


class Sender:
    """One seat. `saved` is what it was told is saved: id, version and head of the chain."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client, self._head = client, {"Authorization": f"Bearer {token}"}
        self.run = ""
        self.saved: list[tuple[str, int, str]] = []

    async def play(self) -> None:
        place = await self._asked("GET", "/api/seat", None)
        self.run = place["run"]["id"]
        for action in MOVES:
            version = self.saved[-1][1] if self.saved else 0
            body = {"client_id": client_id(), "expect": version, "action": as_json(action)}
            told = await self._asked("POST", f"/api/runs/{self.run}/actions", body)
            if told is not None:
                self.saved.append((body["client_id"], told["version"], told["chain"]))

    async def _asked(self, method: str, path: str, body: Any) -> Any:
        """Ask until there is an answer; None where the engine refuses."""
        pause = 0.1
        while True:
            try:
                answer = await self._client.request(method, path, json=body, headers=self._head)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code not in (429, 503):
                assert answer.status_code in (200, 400), answer.text
                return answer.json() if answer.status_code == 200 else None
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.5)


async def play_and_kill(start: Callable[[], Process], code: str) -> list[Sender]:
    """Let everybody play to the end, killing the host whenever another fifth of all actions is saved."""
    host = start()
    async with httpx.AsyncClient(base_url=host.url, transport=Lossy(Random(7)), timeout=20) as client:
        joined = [(await client.post("/api/join", json={"code": code})).json() for _number in range(SEATS)]
        senders = [Sender(client, each["token"]) for each in joined]
        async with asyncio.TaskGroup() as group:
            for sender in senders:
                group.create_task(sender.play())
            for kill in range(1, KILLS + 1):
                while sum(len(sender.saved) for sender in senders) < kill * SEATS * len(MOVES) // (KILLS + 1):
                    await asyncio.sleep(0.02)
                host.kill()
                host = await asyncio.to_thread(start)
    assert host.stop() == INTERRUPTED
    return senders


def test_four_kills_and_lost_answers_lose_and_double_nothing(
    new_database: Callable[[], str], serve: Callable[[str, int], Process]
) -> None:
    url, port = new_database(), free_port()
    with opened(url) as host:
        code = new_contest(host, None, *TO_RUNNING, case="ines", sessions=8).row.code

    senders = asyncio.run(play_and_kill(lambda: serve(url, port), code))

    with opened(url) as host:
        for sender in senders:
            turns = host.store.read(
                lambda c, run=sender.run: c.execute(
                    select(t.turns.c.client_id, t.turns.c.number, t.turns.c.chain)
                    .where(t.turns.c.run == run)
                    .order_by(t.turns.c.number)
                ).all()
            )
            assert [tuple(turn) for turn in turns] == sender.saved
            assert len(turns) > len(MOVES) // 2
            run = host.store.read(lambda c, run=sender.run: see_it_works_out(host, c, run))
            assert run.composite is not None
