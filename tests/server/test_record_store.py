"""Statements on their way to a learning record store: each once, later where it did not arrive, never inside."""

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from exporting import played
from hosts import Contest, Seat, logged_in, new_teacher, served
from record_stores import LOOPBACK, StandIn, stand_in
from sqlalchemy import select

from game.server import outbox
from game.server import tables as t
from game.server.exports.record_store import KIND, RecordStore, lay_out, record_store, send, sent_of
from game.server.exports.telling import statements
from game.server.host import Host
from game.server.leaving import leave
from game.server.outbox import PAUSES, deliver
from game.server.refusals import NotNow, Unknown, Wrong


@pytest.fixture
def store() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture
def revealed(sqlite_host: Host, store: StandIn) -> tuple[Contest, list[Seat]]:
    """A contest whose results are told, on a host that knows the store."""
    sqlite_host.reach, sqlite_host.record_store = LOOPBACK, store.ours
    contest, seats = played(sqlite_host, None, None, moves=6)
    contest.move("close", "reveal")
    return contest, seats


def lay(contest: Contest) -> int:
    return asyncio.run(lay_out(contest.host, contest.teacher, contest.id))


def delivered(contest: Contest) -> int:
    return asyncio.run(deliver(contest.host))


def ids(contest: Contest, seats: list[Seat]) -> set[str]:
    host = contest.host
    told = (contest.read(lambda c, run=seat.run.id: statements(host, c, contest.row, run)) for seat in seats)
    return {each["id"] for run in told for each in run}


def rows(contest: Contest) -> list[Any]:
    return contest.read(lambda c: c.execute(select(t.outbox).where(t.outbox.c.kind == KIND)).all())


def test_every_statement_arrives_once_however_often_it_is_sent(
    revealed: tuple[Contest, list[Seat]], store: StandIn
) -> None:
    contest, seats = revealed
    assert lay(contest) == 2
    assert delivered(contest) == 2
    assert store.statements.keys() == ids(contest, seats)
    first = dict(store.statements)
    lay(contest)
    delivered(contest)
    assert store.statements == first
    found = contest.read(lambda c: sent_of(c, contest.row))
    assert found is not None
    assert (found.stored, found.waiting, found.failed) == (2, 0, 0)
    assert all("there already" in row.says for row in rows(contest))
    headers = store.asked[0][2]
    assert headers["X-Experience-API-Version"] == "1.0.3"
    assert store.asked[0][1] == "/xapi/statements"


def test_a_lost_answer_is_no_loss(revealed: tuple[Contest, list[Seat]], store: StandIn) -> None:
    contest, seats = revealed
    store.lose_answers = True
    lay(contest)
    assert delivered(contest) == 2
    assert {row.sent is None for row in rows(contest)} == {True, False}
    contest.host.clock.wait(ms=PAUSES[0])  # type: ignore[attr-defined]
    assert delivered(contest) == 1
    assert store.statements.keys() == ids(contest, seats)
    assert all(row.sent is not None for row in rows(contest))


@pytest.mark.parametrize("answer", [429, 500, 503])
def test_a_store_that_is_busy_is_asked_again_later_and_given_up_in_the_end(
    revealed: tuple[Contest, list[Seat]], store: StandIn, answer: int
) -> None:
    contest, _seats = revealed
    store.answers = [answer] * 100
    lay(contest)
    for number, pause in enumerate((*PAUSES, 0), 1):
        assert delivered(contest) == 2
        assert delivered(contest) == 0
        assert {(row.tries, row.says) for row in rows(contest)} == {(number, f"The record store answered {answer}.")}
        contest.host.clock.wait(ms=pause)  # type: ignore[attr-defined]
    assert delivered(contest) == 0
    found = contest.read(lambda c: sent_of(c, contest.row))
    assert found is not None
    assert (found.failed, found.says) == (2, (f"The record store answered {answer}.",))
    store.answers = []
    lay(contest)
    assert delivered(contest) == 2
    assert store.statements


@pytest.mark.parametrize("answer", [400, 401, 403, 413])
def test_a_store_that_refuses_is_not_asked_again(
    revealed: tuple[Contest, list[Seat]], store: StandIn, answer: int
) -> None:
    contest, _seats = revealed
    store.answers = [answer, answer]
    lay(contest)
    assert delivered(contest) == 2
    contest.host.clock.wait(minutes=600)  # type: ignore[attr-defined]
    assert delivered(contest) == 0
    assert not store.statements


def test_nobody_is_followed_elsewhere(revealed: tuple[Contest, list[Seat]], store: StandIn) -> None:
    contest, _seats = revealed
    store.answers = [307, 302]
    lay(contest)
    delivered(contest)
    assert [path for _method, path, _headers in store.asked] == ["/xapi/statements"] * 2
    assert {row.says for row in rows(contest)} == {"The other side sends us elsewhere, and we do not follow."}


def test_ids_that_stand_for_something_else_are_not_overwritten(
    revealed: tuple[Contest, list[Seat]], store: StandIn
) -> None:
    contest, seats = revealed
    first = contest.read(lambda c: statements(contest.host, c, contest.row, seats[0].run.id))[0]["id"]
    store.statements[first] = {"id": first, "verb": "other"}
    lay(contest)
    delivered(contest)
    failed = [row.says for row in rows(contest) if row.sent is None]
    assert failed == ["The record store has other statements under these names."]
    assert store.statements[first]["verb"] == "other"


def test_long_treatments_go_in_batches(sqlite_host: Host, store: StandIn) -> None:
    sqlite_host.reach, sqlite_host.record_store = LOOPBACK, store.ours
    contest, seats = played(sqlite_host, moves=120, span=5)
    contest.move("close", "reveal")
    laid = lay(contest)
    sizes = sorted(len(json.loads(row.body)) for row in rows(contest))
    assert laid == len(sizes) >= 2
    assert sizes[-1] == 200
    assert delivered(contest) == laid
    assert store.statements.keys() == ids(contest, seats)


def test_nothing_is_laid_out_before_the_reveal_by_others_or_without_a_store(sqlite_host: Host, store: StandIn) -> None:
    contest, _seats = played(sqlite_host, moves=3)
    with pytest.raises(Unknown):
        asyncio.run(lay_out(sqlite_host, new_teacher(sqlite_host), contest.id))
    with pytest.raises(NotNow, match="when the results are revealed"):
        lay(contest)
    contest.move("close", "reveal")
    with pytest.raises(NotNow, match="without a record store"):
        lay(contest)
    assert rows(contest) == []


def test_whoever_leaves_takes_back_what_is_still_to_be_sent(
    revealed: tuple[Contest, list[Seat]], store: StandIn
) -> None:
    contest, (leaver, other) = revealed
    lay(contest)
    contest.write(lambda c: leave(contest.host, c, leaver.token))
    assert {row.subject for row in rows(contest)} == {other.run.id}
    delivered(contest)
    assert store.statements.keys() == ids(contest, [other])


def test_the_desk_sends_and_says_what_became_of_it(revealed: tuple[Contest, list[Seat]], store: StandIn) -> None:
    contest, _seats = revealed
    host, here = contest.host, f"/desk/c/{contest.id}/exports"
    entered = logged_in(host, contest.teacher)
    with served(host, ticking=False) as server, server.client() as client:
        client.cookies.set("login", entered.token)
        assert "Nothing has been sent yet" in client.get(here).text
        assert client.post(f"{here}/send").status_code == 403
        assert not store.asked
        answer = client.post(f"{here}/send", data={"token": entered.csrf})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{here}#records")
        delivered(contest)
        assert "<dt>Stored</dt><dd>2</dd>" in client.get(here).text


# -- where it may go -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.7",
        "172.16.9.9",
        "192.168.1.20",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.7",
        "64:ff9b::a00:7",
        "2002:a00:7::1",
    ],
)
def test_a_name_that_stands_for_a_place_inside_is_never_called(
    revealed: tuple[Contest, list[Seat]], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    contest, _seats = revealed
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    connected: list[object] = []

    def resolve(host: str, port: int, *_more: object, **_named: object) -> list[tuple[Any, ...]]:
        assert host == "lrs.example.org"
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", lambda _self, where: connected.append(where))
    contest.host.reach = ()
    contest.host.record_store = record_store("https://lrs.example.org/xapi", "key:secret", ())
    lay(contest)
    row = rows(contest)[0]
    with pytest.raises(outbox.Undelivered, match="Addresses inside this network are not called"):
        send(contest.host, row)
    assert connected == []


def test_of_several_addresses_one_inside_is_enough_to_call_none(
    revealed: tuple[Contest, list[Seat]], monkeypatch: pytest.MonkeyPatch
) -> None:
    contest, _seats = revealed
    connected: list[object] = []
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    monkeypatch.setattr(socket.socket, "connect", lambda _self, where: connected.append(where))
    contest.host.reach = ()
    contest.host.record_store = record_store("https://lrs.example.org/xapi", "key:secret", ())
    lay(contest)
    with pytest.raises(outbox.Undelivered, match="Addresses inside this network are not called"):
        send(contest.host, rows(contest)[0])
    assert connected == []


@pytest.mark.parametrize(
    "url",
    [
        "http://lrs.example.org/xapi",
        "https://127.0.0.1/xapi",
        "https://[::1]/xapi",
        "https://user:word@lrs.example.org/",
        "ftp://lrs.example.org/",
        "file:///etc/passwd",
        "https://",
        "nonsense",
    ],
)
def test_addresses_that_are_never_called_are_refused_when_the_host_is_started(url: str) -> None:
    with pytest.raises(Wrong):
        record_store(url, "key:secret", ())


@pytest.mark.parametrize("key", ["", "key", "key:", ":secret"])
def test_a_store_wants_a_key_and_a_secret_which_no_message_shows(key: str) -> None:
    with pytest.raises(NotNow, match="SIXTEEN_WEEKS_LRS_KEY"):
        record_store("https://lrs.example.org", key, ())
    assert "hush" not in repr(RecordStore("https://lrs.example.org", "key", "hush"))
