"""What must not be seen is not seen: a token in every sealed text of a case, looked for in everything a host sends.

Before the reveal no page, answer, stream, export, log line and error page may hold a token of what was not yet said in
the reader's own treatment. And what is hidden from somebody leaves every byte that they are sent as it is.
"""

import io
import logging
import re
import secrets
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import yaml
from hidden import unspoken
from hosts import MINUTE, Clock, Seat, Served, served, the_book
from modelled import NOTE
from scenes import Scene, routes
from shelved import SMALL
from sqlalchemy import select

from game.case import CaseFile
from game.server import conducting, joining
from game.server import tables as t
from game.server.host import Host
from game.server.limits import Limits
from game.server.refusals import Refused
from game.treatment import EndSession, OpenSession, Say, Treatment, begin

TOKEN = re.compile(r"Zq\d+x[0-9a-f]{8}")
SEED = re.compile(rb'"seed": *\d+')
DRAWN = re.compile(rb'name="client_id" value="[^"]*"')
"""The name of the next deed, which a form draws anew each time it is shown."""
STREAMED = "text/event-stream"
TOLD_ON_PURPOSE = ("/desk/key",)
"""Where a teacher has asked to be told what a case is about."""
ASKED = {"/desk/key": "/desk/key?case={stored}", "/play/say": "/play/say?intent=ask_story"}
NO_SUCH = {"kind": "x"}
BROKEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("GET", "/nothing", {}),
    ("GET", "/api/nothing", {}),
    ("DELETE", "/", {}),
    ("PUT", "/api/seat", {}),
    ("GET", "/api/runs/{run}/turns/x", {}),
    ("GET", "/api/runs/{run}/view?since=-1", {}),
    ("GET", "/desk/c/{contest}/r/" + "0" * 32, {}),
    ("GET", "/projector/nobody", {}),
    ("POST", "/api/join", {"content": b"{"}),
    ("POST", "/api/resume", {"json": {"code": "{code}", "words": "a b c d"}}),
    (
        "POST",
        "/api/runs/{run}/actions",
        {"json": {"client_id": "client-forged", "expect": 99, "action": NO_SUCH}},
    ),
    ("POST", "/api/runs/{run}/preview", {"json": {"action": {"kind": "say", "intent": "ask_story"}}}),
    ("POST", "/api/runs/{run}/ways", {"json": {"intent": "ask_story"}}),
    ("POST", "/api/join", {"content": b" " * 70_000}),
    ("POST", "/desk/new", {"data": {"title": "x"}}),
    ("POST", "/play/do", {"data": {"kind": "x"}}),
)


def with_tokens() -> bytes:
    """Return the small case with a token in every text that is sealed in the beginning."""
    tree = yaml.safe_load(SMALL.read_bytes())
    case = _read(SMALL.read_bytes())
    sealed = {" ".join(words.split()) for words in unspoken(case, opening(case))}
    number = iter(range(10_000))

    def marked(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: marked(each) for key, each in value.items()}
        if isinstance(value, list):
            return [marked(each) for each in value]
        if isinstance(value, str) and " ".join(value.split()) in sealed:
            return f"{value.strip()} Zq{next(number)}x{secrets.token_hex(4)}"
        return value

    made = marked(tree)
    assert next(number) > 50
    return yaml.dump(made, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000).encode()


class _Plain(yaml.SafeDumper):
    """Writes out what stands in two places twice: cases have no aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _read(source: bytes) -> CaseFile:
    return Host(None, the_book()).read_case("small", source)  # type: ignore[arg-type]


def opening(case: CaseFile) -> Treatment:
    """Return a treatment in which nothing has been said."""
    return begin(the_book(), case, 1, "teaching")


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as answering:
        yield answering


def sealed_for(scene: Scene, seat: Seat | None = None) -> set[str]:
    """Return the tokens of everything that has not been said in a seat's treatment, or in the beginning of one."""
    contest, source = scene.contest, scene.contest.row.case_source
    case = contest.read(lambda c: contest.host.case_in(c, source, None))
    now = opening(case)
    if seat is not None:
        run = seat.run
        now = contest.read(lambda c: contest.host.sitting(c, run, source)).now
    return {token for words in unspoken(case, now) for token in TOKEN.findall(words)}


def readable(answer: httpx.Response) -> str:
    """Return everything of an answer that somebody could read, headers and what is zipped included."""
    words = [str(answer.headers)]
    if answer.headers.get("content-type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as parcel:
            words += [f"{name} {parcel.read(name).decode(errors='replace')}" for name in parcel.namelist()]
    else:
        words.append(answer.content.decode(errors="replace"))
    # An error page may repeat what was asked for.
    return "\n".join(words).replace(answer.request.url.path, "")


def looked(client: httpx.Client, address: str) -> httpx.Response:
    """Look at an address; of a stream, at the first thing it says."""
    with client.stream("GET", address) as answer:
        if answer.headers.get("content-type", "").startswith(STREAMED):
            first = next(answer.iter_bytes(), b"")
            return httpx.Response(answer.status_code, content=first, request=answer.request)
        answer.read()
        return answer


def looks(scene: Scene, role: str) -> Iterator[tuple[str, httpx.Response]]:
    """Look at everything there is to look at."""
    with scene.client(role) as client:
        for method, path in sorted(set(routes(scene.server.app))):
            if method == "GET":
                yield path, looked(client, scene.at(ASKED.get(path, path)))


def stumbles(scene: Scene, role: str) -> Iterator[tuple[str, httpx.Response]]:
    """Ask for what is not there, and send what cannot be read."""
    with scene.client(role) as client:
        for method, path, sent in BROKEN:
            yield path, client.request(method, scene.at(path), **sent)


def rested(scene: Scene) -> None:
    """Let nobody be too fast."""
    scene.server.app.state.limits = Limits.usual(scene.contest.host.clock)


def said_a_little(seat: Seat) -> None:
    """Let a treatment begin, so that something of what was sealed is told in it."""
    seat.act(OpenSession())
    for intent in list(the_book().intents)[:25]:
        try:
            seat.act(Say(intent))
        except Refused:
            continue


@pytest.mark.parametrize("mode", ["guided"])
def test_no_token_of_what_is_sealed_leaves_the_host_before_the_reveal(
    server: Served, caplog: pytest.LogCaptureFixture, mode: str
) -> None:
    caplog.set_level(logging.DEBUG)
    source = with_tokens()
    settings = {"mode": mode, "live_board": True, "show_own_score": True, "podium": True, "span": 1}
    scene = Scene.new(server, source=source, **settings)
    leaks: list[str] = []
    for trigger in (None, "start", "pause", "resume", "freeze", "close"):
        if trigger is not None:
            scene.contest.move(trigger)
        if trigger == "start":
            said_a_little(scene.seat)
            scene.other.act(OpenSession())
            assert sealed_for(scene, scene.seat) < sealed_for(scene)
        allowed = {
            "nobody": sealed_for(scene),
            "seat": sealed_for(scene, scene.seat),
            "other": sealed_for(scene, scene.other),
            "away": sealed_for(scene),
            "teacher": sealed_for(scene, scene.seat) & sealed_for(scene, scene.other),
            "foreign": sealed_for(scene),
        }
        for role, sealed in allowed.items():
            rested(scene)
            hidden = sealed | hidden_from(scene, role)
            for path, answer in [*looks(scene, role), *stumbles(scene, role)]:
                found = {token for token in hidden if token in readable(answer)}
                if found and not (role == "teacher" and path in TOLD_ON_PURPOSE):
                    leaks.append(f"{trigger}: {role} at {path}: {sorted(found)[:3]}")
    assert "\n".join(leaks) == ""
    assert not set(TOKEN.findall(caplog.text)) & sealed_for(scene)


def hidden_from(scene: Scene, role: str) -> set[str]:
    """Return what is stored and nobody's to see: secrets, seeds, and what others are known by."""
    row = scene.contest.row
    seats = scene.contest.read(lambda c: c.execute(select(t.seats)).all())
    found = {row.secret.hex(), *(seat.words_hash for seat in seats), *(seat.token_hash for seat in seats)}
    own = {"seat": scene.seat, "other": scene.other, "away": scene.away}
    for name, seat in own.items():
        if name != role:
            found |= {seat.joined.words, seat.token}
    if role in ("teacher",):
        return found
    for name, seat in own.items():
        run = seat.run
        found |= {seed.decode() for seed in SEED.findall(run.header)}
        if name != role and role in own:
            found.add(run.id)
    return found


def test_after_the_reveal_the_debrief_tells_what_was_sealed(server: Served) -> None:
    """Without this the test above could look for what is never there."""
    scene = Scene.new(server, source=with_tokens(), span=1)
    scene.contest.move("start")
    said_a_little(scene.seat)
    sealed = sealed_for(scene, scene.seat)
    scene.contest.move("close", "reveal")
    told = {role: "\n".join(readable(answer) for _path, answer in looks(scene, role)) for role in ("seat", "nobody")}
    assert any(token in told["seat"] for token in sealed)
    assert any(token in told["nobody"] for token in sealed), "the projector"
    assert scene.contest.row.secret.hex() in told["seat"]


@pytest.mark.parametrize("path", ["/api/runs/{run}/view", "/api/seat", "/play", "/seat", "/projector/{board_key}"])
def test_what_goes_wrong_inside_is_told_nobody(
    server: Served, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scene = Scene.new(server, "start")

    def broken(*_values: Any) -> Any:
        raise ZeroDivisionError("She misses being needed.")

    with scene.client("seat") as client:
        monkeypatch.setattr(type(server.host.store), "read", broken)
        answer = client.get(path.format(run="0" * 32, board_key="nobody"))
    assert answer.status_code == 500
    assert "She misses" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "ZeroDivision" in caplog.text


def seen_by(scene: Scene, role: str) -> dict[str, tuple[int, bytes]]:
    """Return every byte that somebody is shown."""
    rested(scene)
    return {path: (answer.status_code, DRAWN.sub(b"", answer.content)) for path, answer in looks(scene, role)}


def third(scene: Scene) -> Seat:
    """Return a seat that neither of the lookers sits in."""
    return scene.other


def _time_goes_to_another(scene: Scene) -> None:
    scene.contest.deed(conducting.give_time, third(scene).joined.seat, 200, scene.contest.teacher)


def _another_is_renamed(scene: Scene) -> None:
    scene.contest.deed(conducting.rename, third(scene).joined.seat, "Cem", scene.contest.teacher)


def _another_is_sent_away(scene: Scene) -> None:
    scene.contest.deed(conducting.set_seat, third(scene).joined.seat, "kicked", scene.contest.teacher, "noise")


def _another_is_reopened(scene: Scene) -> None:
    run, by = third(scene).run.id, scene.contest.teacher
    scene.contest.deed(conducting.reopen, run, 5, "The fire alarm went.", by)


def _another_changes_device(scene: Scene) -> None:
    code, words = scene.contest.row.code, third(scene).joined.words
    joined = scene.contest.write(lambda c: joining.resume(scene.contest.host, c, code, words))
    third(scene).token = joined.token


HIDDEN: dict[str, Callable[[Scene], object]] = {
    "another acts": lambda scene: third(scene).act(NOTE),
    "another ends the session": lambda scene: third(scene).act(EndSession()),
    "another changes the device": _another_changes_device,
    "another has more time": _time_goes_to_another,
    "another is renamed": _another_is_renamed,
    "another is reopened": _another_is_reopened,
    "another goes on": lambda scene: third(scene).act(OpenSession()),
    "another is sent away": _another_is_sent_away,
}


@pytest.mark.parametrize("state", ["frozen", "closed"])
@pytest.mark.parametrize("role", ["seat", "nobody"])
def test_what_happens_behind_the_freeze_moves_no_byte(server: Served, clock: Clock, role: str, state: str) -> None:
    """`nobody` looks at the wall: its address is all that a projector has."""
    scene = Scene.new(server, "start", live_board=True, show_own_score=True, span=2, names="own")
    third(scene).act(EndSession())
    third(scene).act(OpenSession())
    scene.contest.move("freeze")
    if state == "closed":
        scene.contest.move("close")
        _another_is_reopened(scene)
        third(scene).act(OpenSession())
    clock.wait(ms=MINUTE)
    before = seen_by(scene, role)
    # The wall says it all: a test in which it is not seen would see nothing.
    assert before["/projector/{board_key}"][0] == 200
    moved = []
    for name, happens in HIDDEN.items():
        happens(scene)
        after = seen_by(scene, role)
        moved += [f"{name}: {path}" for path in before if after[path] != before[path]]
    assert moved == []
    assert scene.contest.read(lambda c: c.execute(select(t.runs.c.composite)).scalars().all()).count(None) < 3


def test_what_another_does_within_a_session_moves_no_byte_while_the_contest_runs(server: Served) -> None:
    scene = Scene.new(server, "start", live_board=False, span=2)
    for role in ("seat", "nobody"):
        before = seen_by(scene, role)
        for happens in ("another acts", "another changes the device", "another has more time"):
            HIDDEN[happens](scene)
        after = seen_by(scene, role)
        assert {path: (before[path], after[path]) for path in before if after[path] != before[path]} == {}
