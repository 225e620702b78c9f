"""A host speaks one language, the one it was started in: on every page, to teachers, classes and the wall."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from browsing import Browser
from hosts import PLAIN, Process, free_port, new_contest, served

from game.languages import VARIABLE, speak_in
from game.server.host import Host
from game.words import ENGLISH, speak


@pytest.fixture
def german() -> Iterator[None]:
    speak_in("de")
    yield
    speak(ENGLISH)


def test_a_host_is_started_in_the_language_the_variable_names(
    serve: Callable[[str, int], Process], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "de")
    host = serve(f"sqlite:///{tmp_path / 'host.db'}", free_port())
    answer = httpx.get(host.url, **PLAIN)
    assert '<html lang="de">' in answer.text
    assert "An einem Wettbewerb teilnehmen" in answer.text
    refused = httpx.post(f"{host.url}/api/join", json={"code": "KR4T9XWM"}, **PLAIN)
    assert refused.json()["says"] == "Unter diesem Namen gibt es hier nichts."
    assert "Zu Ihrem Pult, mit einem Link, der einmal gilt:" in (tmp_path / "serve.log").read_text(encoding="utf-8")


@pytest.mark.usefixtures("german")
def test_desk_wall_seat_and_room_are_german_on_a_german_host(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", title="Donnerstag")
    seat = contest.join()
    contest.move("start")
    with served(sqlite_host) as server, Browser(server) as desk, Browser(server) as place:
        desk.enter_as(contest.teacher)
        place.keep("seat", seat.token)
        shown = {
            "Die Runde schließen": desk.get(f"/desk/c/{contest.id}"),
            "Neuer Wettbewerb": desk.get("/desk/new"),
            "Wo die Klasse ist": place.get(f"/projector/{contest.row.board_key}"),
            "Der Wettbewerb läuft.": place.get("/seat"),
            "Sitzung 1 beginnen": place.get("/play"),
        }
    for words, page in shown.items():
        assert words in page.words
        assert re.search(r'<html lang="de"', page.answer.text)


@pytest.mark.usefixtures("german")
def test_what_cannot_be_done_is_refused_in_german(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", "start")
    with served(sqlite_host) as server, Browser(server) as desk:
        desk.enter_as(contest.teacher)
        desk.get(f"/desk/c/{contest.id}")
        contest.move("pause")
        answer = desk.send(f"/desk/c/{contest.id}", f"/desk/c/{contest.id}/move", trigger="freeze")
    assert "Ein Wettbewerb, der angehalten ist, kann nicht eingefroren werden." in answer.words
