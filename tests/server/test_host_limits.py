"""How much a host takes: a class behind one address, wrong codes up to a budget, hasty seats, and a full queue."""

import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from browsing import Browser
from hosts import TO_RUNNING, Clock, Player, Served, as_json, client_id, new_contest, served
from modelled import NOTE
from noting import held_up
from sqlalchemy import func, select

from game.server import tables as t
from game.server.host import Host
from game.server.store import Busy
from game.treatment import OpenSession

A_CLASS = 300
BUDGET = 20
BURST = 8
WRONG = str.maketrans("0123456789", "BCDFGHJKMN")


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as answering:
        yield answering


def test_three_hundred_join_from_one_address_at_one_moment(server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby")
    with server.client() as client:
        joined = [client.post("/api/join", json={"code": contest.row.code}) for _number in range(A_CLASS)]
    assert {answer.status_code for answer in joined} == {201}
    told = [answer.json() for answer in joined]
    assert all(each["seat"]["approved"] for each in told)
    assert len({each["seat"]["name"] for each in told}) == len({each["token"] for each in told}) == A_CLASS


def test_after_many_wrong_codes_newcomers_wait_at_the_door_and_nobody_is_locked_out(
    server: Served, clock: Clock
) -> None:
    contest = new_contest(server.host, None, "open_lobby")
    right = {"code": contest.row.code}
    with server.client() as client:

        def approved() -> bool:
            answer = client.post("/api/join", json=right)
            assert answer.status_code == 201
            return bool(answer.json()["seat"]["approved"])

        for number in range(BUDGET):
            assert approved()
            guess = f"{number:08}".translate(WRONG)
            assert client.post("/api/join", json={"code": guess}).status_code == 404
        assert not approved()
        clock.wait(minutes=1)
        assert approved()


def test_a_code_guessed_on_the_page_counts_like_one_guessed_by_a_program(server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby")
    with server.client() as client, Browser(server) as browser:
        for number in range(BUDGET):
            assert browser.send("/", "/join", code=f"{number:08}".translate(WRONG)).status == 404
        assert not client.post("/api/join", json={"code": contest.row.code}).json()["seat"]["approved"]


def test_a_hasty_seat_is_told_when_to_go_on_and_hinders_nobody(server: Served, clock: Clock) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING)
    hasty, calm = (Player.join(server, contest.row.code) for _number in range(2))
    with closing(hasty.client), closing(calm.client):
        hasty.clock = calm.clock = None
        done = [hasty.act(OpenSession() if number == 0 else NOTE) for number in range(BURST + 3)]
        assert [answer.status_code for answer in done] == [200] * BURST + [429] * 3
        assert {answer.headers["Retry-After"] for answer in done[BURST:]} == {"1"}
        assert calm.act(OpenSession()).status_code == 200
        clock.wait(ms=1_000)
        assert [hasty.act(NOTE).status_code for _number in range(5)] == [200] * 4 + [429]
        assert hasty.client.get(f"/api/runs/{hasty.run}/receipt").json()["version"] == BURST + 4


def test_a_full_queue_is_told_as_such_and_loses_nothing_that_was_acknowledged(server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING)
    store = server.host.store
    players = [Player.join(server, contest.row.code) for _number in range(4)]
    refused, saved = threading.Event(), []

    def insist(player: Player) -> None:
        """Send one action until it is answered, as a seat does."""
        body = {"client_id": client_id(), "expect": 0, "action": as_json(OpenSession())}
        while True:
            answer = player.client.post(f"/api/runs/{player.run}/actions", json=body)
            if answer.status_code == 200:
                saved.append((player.run, answer.json()["version"], answer.json()["chain"]))
                return
            assert answer.status_code in (429, 503), answer.text
            if answer.status_code == 503:
                assert (answer.json()["error"], answer.headers["Retry-After"]) == ("busy", "1")
                refused.set()
            server.host.clock.wait(ms=250)  # type: ignore[attr-defined]

    with held_up(store):
        waiting = []
        with suppress(Busy):
            while True:
                waiting.append(store.write(lambda c: c.execute(select(func.count()).select_from(t.runs)).scalar_one()))
        threads = [threading.Thread(target=insist, args=[player]) for player in players]
        for thread in threads:
            thread.start()
        refused.wait()
        # Who only looks is still answered.
        assert players[0].client.get(f"/api/runs/{players[0].run}/receipt").status_code == 200
        assert saved == []
    for thread in threads:
        thread.join()
    assert {answer.result() for answer in waiting} == {len(players)}
    rows = contest.read(lambda c: c.execute(select(t.runs.c.id, t.runs.c.version, t.runs.c.chain)).all())
    assert sorted(tuple(row) for row in rows) == sorted(saved)
    assert {row.version for row in rows} == {1}
    for player in players:
        player.client.close()
