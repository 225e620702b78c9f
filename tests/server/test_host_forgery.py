"""Tampered, replayed, reordered, foreign and oversized submissions: every one is refused, and nothing has changed."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from hosts import TO_RUNNING, Clock, Contest, Player, Served, client_id, new_contest, served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.server import conducting
from game.server import tables as t
from game.server.host import Host
from game.treatment import OpenSession, WriteNote

LARGEST = 64 * 1024
NOTE = {"kind": "write_note", "words": "She waits for the bus at six."}
FORGED: tuple[dict[str, Any], ...] = (
    {"score": 100_000},
    {"composite": 1},
    {"seed": 1},
    {"variant": "b"},
    {"state": "done"},
    {"at": 0},
    {"left_ms": 10**9},
    {"version": 1},
    {"chain": "0" * 64},
    {"run": "0" * 32},
    {"seat": "0" * 32},
    {"events": []},
    {"__proto__": {}},
    {"": 1},
)
BODY = st.fixed_dictionaries({"client_id": st.just("client-forged"), "expect": st.just(0), "action": st.just(NOTE)})
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
TAMPERED_WITH = ("missing", "extra", "bytes", "client_id", "expect", "action", "kind", "words", "have")
FREQUENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=50
)


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as answering:
        yield answering


@pytest.fixture
def contest(sqlite_host: Host) -> Contest:
    return new_contest(sqlite_host, None, *TO_RUNNING)


@pytest.fixture
def player(server: Served, contest: Contest) -> Iterator[Player]:
    """A seat that has begun."""
    joined = Player.join(server, contest.row.code)
    assert joined.act(OpenSession()).status_code == 200
    yield joined
    joined.client.close()


@pytest.fixture
def another(server: Served, contest: Contest) -> Iterator[Player]:
    joined = Player.join(server, contest.row.code)
    yield joined
    joined.client.close()


def sent(player: Player, body: bytes, **headers: str) -> httpx.Response:
    """Send bytes as an action."""
    assert player.clock is not None
    player.clock.wait(ms=300)
    return player.client.post(
        f"/api/runs/{player.run}/actions", content=body, headers={"Content-Type": "application/json"} | headers
    )


def receipt(player: Player) -> dict[str, Any]:
    """Return what the host vouches for."""
    found: dict[str, Any] = player.client.get(f"/api/runs/{player.run}/receipt").json()
    return {key: found[key] for key in ("version", "chain", "state")}


def see_it_is_refused(player: Player, answer: httpx.Response, before: dict[str, Any], *statuses: int) -> None:
    """See that an answer is a refusal with a sentence, and that the run is as it was."""
    assert answer.status_code in statuses, (answer.status_code, answer.text)
    told = answer.json()
    assert told["error"]
    assert told["says"].endswith((".", "!", "?")) or ": " in told["says"]
    assert receipt(player) == before


@pytest.mark.parametrize("extra", FORGED, ids=lambda extra: next(iter(extra)) or "empty")
@pytest.mark.parametrize("where", ["body", "action"])
def test_a_key_that_nobody_asked_for_is_refused(player: Player, extra: dict[str, Any], where: str) -> None:
    before, body = receipt(player), {"client_id": client_id(), "expect": 1, "action": dict(NOTE)}
    (body if where == "body" else body["action"]).update(extra)
    see_it_is_refused(player, sent(player, json.dumps(body).encode()), before, 422)


def tampered(draw: st.DrawFn) -> bytes:
    """Draw the bytes of an action that differs from a good one in something that matters."""
    body: dict[str, Any] = {"client_id": "client-forged", "expect": 1, "action": dict(NOTE)}
    match draw(
        st.sampled_from(["missing", "client_id", "expect", "action", "kind", "words", "have", "extra", "bytes"])
    ):
        case "missing":
            del body[draw(st.sampled_from(sorted(body)))]
        case "client_id":
            wrong = st.text().filter(lambda each: not each.isascii() or not 8 <= len(each) <= 64)
            body["client_id"] = draw(JUNK.filter(lambda each: not isinstance(each, str)) | wrong)
        case "expect":
            body["expect"] = draw(JUNK.filter(lambda each: type(each) is not int or each != 1))
        case "action":
            body["action"] = draw(JUNK)
        case "kind":
            body["action"]["kind"] = draw(JUNK)
        case "words":
            body["action"]["words"] = draw(JUNK.filter(lambda each: not isinstance(each, str)))
        case "have":
            body["have"] = draw(JUNK.filter(lambda each: each != {}))
        case "extra":
            body[draw(st.text(max_size=9).filter(lambda key: key not in {*body, "have"}))] = draw(JUNK)
        case "bytes":
            whole = json.dumps(body).encode()
            return whole[: draw(st.integers(0, len(whole) - 1))]
    return json.dumps(body).encode()


@FREQUENT
@given(body=st.composite(tampered)())
def test_whatever_was_tampered_with_is_refused(player: Player, body: bytes) -> None:
    before = receipt(player)
    see_it_is_refused(player, sent(player, body), before, 422, 409)


@FREQUENT
@given(body=st.binary(max_size=300))
def test_bytes_that_are_no_action_are_refused(player: Player, body: bytes) -> None:
    before = receipt(player)
    see_it_is_refused(player, sent(player, body), before, 422)


@pytest.mark.parametrize(
    "words",
    ["\x00", "a\x00b", "\x1b[31mred", "bell\x07", "\x7f", "\x85", "carriage\rreturn", "\x08\x08\x08"],
    ids=ascii,
)
def test_characters_that_cannot_be_seen_are_refused(player: Player, words: str) -> None:
    before = receipt(player)
    see_it_is_refused(player, player.act(WriteNote(words)), before, 400)


@pytest.mark.parametrize(
    "body",
    [
        b'{"client_id":"client-forged","expect":1,"action":{"kind":"write_note","words":"\\ud800"}}',
        b'{"client_id":"client-forged","expect":1,"action":{"kind":"write_note","words":"\xff\xfe"}}',
        b'\xef\xbb\xbf{"client_id":"client-forged","expect":1,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":NaN,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":-1,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":1.0,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":true,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":"1","action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":' + b"9" * 6_000 + b',"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged\\n","expect":1,"action":{"kind":"end_session"}}',
        b'{"client_id":"host:2","expect":1,"action":{"kind":"end_session"}}',
        b'{"client_id":"client-forged","expect":1,"action":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"client_id":"client-forged","expect":1,"action":{"kind":"place_event","event":"e","month":'
        + b"9" * 400
        + b"}}",
        b'[{"client_id":"client-forged","expect":1,"action":{"kind":"end_session"}}]',
        b'{"client_id":"client-forged","expect":1,"action":{"kind":"end_session"}}{}',
        b"null",
        b"",
    ],
    ids=lambda body: ascii(body[:40]),
)
def test_json_that_hurts_other_readers_is_refused(player: Player, body: bytes) -> None:
    before = receipt(player)
    see_it_is_refused(player, sent(player, body), before, 400, 422)


@pytest.mark.parametrize("length", [LARGEST + 1, 10 * LARGEST])
def test_what_is_larger_than_anything_that_belongs_here_is_refused_unread(player: Player, length: int) -> None:
    before = receipt(player)
    see_it_is_refused(player, sent(player, b" " * length), before, 413)


def test_a_body_whose_end_nobody_knows_is_refused(player: Player) -> None:
    before = receipt(player)

    def for_ever() -> Iterator[bytes]:
        for _number in range(1_000):
            yield b" " * 1_000

    try:
        answer = player.client.post(f"/api/runs/{player.run}/actions", content=for_ever())
    except httpx.WriteError:  # hung up on while it was still being sent
        assert receipt(player) == before
    else:
        see_it_is_refused(player, answer, before, 413)


def test_what_is_replayed_is_answered_and_not_done_again(player: Player) -> None:
    body = json.dumps({"client_id": "client-once", "expect": 1, "action": NOTE}).encode()
    first = sent(player, body).json()
    before = receipt(player)
    for _number in range(5):
        again = sent(player, body)
        assert again.status_code == 200
        assert {key: again.json()[key] for key in ("version", "chain")} == {
            key: first[key] for key in ("version", "chain")
        }
    assert receipt(player) == before


def test_a_replay_with_something_else_in_it_is_refused(player: Player) -> None:
    body = {"client_id": "client-once", "expect": 1, "action": NOTE}
    assert sent(player, json.dumps(body).encode()).status_code == 200
    before = receipt(player)
    for action in ({**NOTE, "words": "Something else."}, {"kind": "end_session"}):
        answer = sent(player, json.dumps({**body, "action": action}).encode())
        see_it_is_refused(player, answer, before, 422)
        assert answer.json()["error"] == "other_body"


@FREQUENT
@given(order=st.permutations(range(6)))
def test_what_arrives_out_of_its_order_waits_for_its_turn(player: Player, order: list[int]) -> None:
    start = player.version
    for place in order:
        ahead = receipt(player)
        answer = player.act(WriteNote(f"Note {place}."), expect=start + place)
        if ahead["version"] == start + place:
            assert answer.status_code == 200
        else:
            see_it_is_refused(player, answer, ahead, 409)
            assert answer.json()["version"] == ahead["version"]
    player.version = receipt(player)["version"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "GET"])
def test_there_is_one_way_to_act(player: Player, method: str) -> None:
    before = receipt(player)
    answer = player.client.request(method, f"/api/runs/{player.run}/actions", json={"action": NOTE})
    see_it_is_refused(player, answer, before, 405)


def test_another_seats_run_is_not_there(player: Player, another: Player) -> None:
    before = receipt(player)
    mine, another.run = another.run, player.run
    another.version = player.version
    for answer in (
        another.act(OpenSession()),
        another.client.get(f"/api/runs/{player.run}/view"),
        another.client.get(f"/api/runs/{player.run}/receipt"),
        another.client.get(f"/api/runs/{player.run}/report"),
        another.client.get(f"/api/runs/{player.run}/turns/1"),
        another.client.post(f"/api/runs/{player.run}/preview", json={"action": NOTE}),
        another.client.post(f"/api/runs/{player.run}/ways", json={"intent": "ask_week"}),
        another.client.post(f"/api/runs/{player.run}/consult", json={"on": True}),
        another.client.get("/api/runs/" + "0" * 32 + "/view"),
    ):
        see_it_is_refused(player, answer, before, 404)
        assert answer.json()["error"] == "not_found"
    another.run = mine
    assert receipt(another)["version"] == 0


def test_a_run_of_another_contest_is_not_there(player: Player, server: Served, sqlite_host: Host) -> None:
    foreign = Player.join(server, new_contest(sqlite_host, None, *TO_RUNNING).row.code)
    with closing(foreign.client):
        before, foreign.run = receipt(player), player.run
        see_it_is_refused(player, foreign.act(OpenSession(), expect=1), before, 404)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer nobody",
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer {token} {token}",
        "Bearer {upper}",
        "Bearer {hash}",
        "Bearer " + "a" * 5_000,
        "Bearer \u00e4",
    ],
    ids=lambda each: ascii(each[:20]),
)
def test_without_the_seats_own_token_nothing_is_done(player: Player, contest: Contest, authorization: str) -> None:
    before, token = receipt(player), player.told["token"]
    stored = contest.read(lambda c: c.execute(t.seats.select()).one()).token_hash
    header = authorization.format(token=token, upper=token.swapcase(), hash=stored)
    answer = sent(
        player,
        json.dumps({"client_id": client_id(), "expect": 1, "action": NOTE}).encode(),
        Authorization=header.encode("latin-1"),  # type: ignore[arg-type]
    )
    see_it_is_refused(player, answer, before, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_who_was_sent_away_is_known_no_more(player: Player, contest: Contest) -> None:
    seat = player.told["seat"]["id"]
    contest.deed(conducting.set_seat, seat, "kicked", contest.teacher)
    for answer in (player.act(OpenSession()), player.client.get("/api/seat")):
        assert (answer.status_code, answer.json()["error"]) == (401, "bad_token")
    words = {"code": contest.row.code, "words": player.told["words"]}
    assert player.client.post("/api/resume", json=words).status_code == 404


@pytest.mark.parametrize("trigger", ["pause", "close"])
def test_nobody_acts_when_the_contest_stands_still(player: Player, contest: Contest, trigger: Any) -> None:
    contest.move(trigger)
    answer, before = player.act(OpenSession()), receipt(player)
    see_it_is_refused(player, answer, before, 409)
    assert answer.json()["error"] == "not_now"


def test_the_seats_clock_counts_for_nothing(player: Player, contest: Contest, clock: Clock) -> None:
    clock.wait(minutes=46)
    before = receipt(player)
    dated = {"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "X-Request-Start": "0"}
    body = json.dumps({"client_id": client_id(), "expect": 1, "action": NOTE}).encode()
    see_it_is_refused(player, sent(player, body, **dated), before, 409)


def test_what_only_a_contest_in_practice_allows_is_refused_in_an_exam(player: Player) -> None:
    before = receipt(player)
    body = {"client_id": client_id(), "expect": 1, "action": {"kind": "ask_supervisor"}}
    see_it_is_refused(player, sent(player, json.dumps(body).encode()), before, 400)
    rewind = {"client_id": client_id(), "expect": 1, "action": {"rewind": 1}}
    see_it_is_refused(player, sent(player, json.dumps(rewind).encode()), before, 422)


@FREQUENT
@given(code=st.text(max_size=60), words=st.text(max_size=120), name=st.none() | st.text(max_size=120))
def test_nobody_joins_or_comes_back_by_what_is_not_a_code(server: Served, code: str, words: str, name: str) -> None:
    with server.client() as client:
        clock: Clock = server.host.clock  # type: ignore[assignment]
        clock.wait(minutes=1)
        bodies = {"/api/join": {"code": code, "name": name}, "/api/resume": {"code": code, "words": words}}
        for path, body in bodies.items():
            answer = client.post(path, content=json.dumps(body))
            assert answer.status_code in (404, 422), answer.text


def test_after_all_of_it_the_seat_plays_on(player: Player) -> None:
    for body in (b"{}", b"\x00", b'{"client_id":"client-forged"}'):
        sent(player, body)
    assert player.act(WriteNote("Still here,\n\tand two lines long.")).status_code == 200
