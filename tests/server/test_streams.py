"""Streams say that a page may look again, to whom it concerns, and nothing else."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Queue

import httpx
import pytest
from browsing import Browser
from hosts import PLAIN, Contest, Process, Served, free_port, logged_in, new_contest, new_teacher, opened, served

from game.server import conducting, keeping
from game.server.host import Host
from game.server.refusals import Unknown
from game.server.web.live import Streams
from game.treatment import OpenSession, Say

_LONG = 20
INTERRUPTED = 130


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def contest(server: Served) -> Contest:
    return new_contest(server.host, None, "open_lobby")


@contextmanager
def listening(browser: Browser, path: str) -> Iterator["Queue[str]"]:
    """Listen to a stream; the queue gets its lines that say something, and `end` when the host ends it."""
    lines: Queue[str] = Queue()
    with browser.client.stream("GET", path) as answer:
        assert answer.status_code == 200

        def read() -> None:
            try:
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        lines.put(line)
                lines.put("end")
            except (httpx.HTTPError, httpx.StreamError):
                lines.put("cut")

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield lines
        finally:
            answer.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
            reader.join(_LONG)


@pytest.fixture
def browser(server: Served, contest: Contest) -> Iterator[Browser]:
    with Browser(server) as opened:
        opened.enter_as(contest.teacher)
        yield opened


def test_a_stream_speaks_when_something_that_its_page_shows_has_changed(browser: Browser, contest: Contest) -> None:
    with listening(browser, f"/desk/c/{contest.id}/live") as lines:
        first = lines.get(timeout=_LONG)
        contest.join()
        assert lines.get(timeout=_LONG) != first


def test_the_page_and_the_first_word_of_its_stream_say_the_same(browser: Browser, contest: Contest) -> None:
    text = browser.get(f"/desk/c/{contest.id}").answer.text
    seen = text.split('data-seen="')[1].split('"')[0]
    with listening(browser, f"/desk/c/{contest.id}/live") as lines:
        assert lines.get(timeout=_LONG) == f"data: {seen}"


def test_a_stream_is_silent_when_its_page_would_be_the_same(browser: Browser, contest: Contest) -> None:
    with listening(browser, f"/desk/c/{contest.id}/live") as lines:
        words = [lines.get(timeout=_LONG)]
        for _time in range(3):
            contest.write(lambda c: conducting.note(contest.host, c, contest.id, contest.teacher, "nothing"))
            contest.host.changed(contest.id)
        contest.join()
        words.append(lines.get(timeout=_LONG))
    assert lines.qsize() <= 1
    assert len(set(words)) == 2


def test_a_stream_ends_when_its_viewer_may_not_look_any_more(browser: Browser, contest: Contest) -> None:
    with listening(browser, f"/desk/c/{contest.id}/live") as lines:
        lines.get(timeout=_LONG)
        contest.write(lambda c: keeping.remove(c, conducting.owned(c, contest.teacher, contest.id)))
        contest.host.changed(contest.id)
        assert [lines.get(timeout=_LONG), lines.get(timeout=_LONG)] == ["data: gone", "end"]


def test_a_seat_hears_of_its_own_turns_and_of_the_contest_and_not_of_another_seat(
    server: Served, contest: Contest
) -> None:
    mine, other = contest.join(), contest.join()
    contest.move("start")
    with Browser(server) as browser, ExitStack() as listened:
        browser.keep("seat", mine.token)
        lines = listened.enter_context(listening(browser, "/seat/live"))
        words = [lines.get(timeout=_LONG)]
        other.act(OpenSession())
        mine.act(OpenSession())
        words.append(lines.get(timeout=_LONG))
        other.act(Say("ask_story"))
        contest.move("pause")
        words.append(lines.get(timeout=_LONG))
        assert lines.empty()
    assert len(set(words)) == 3


def test_a_wall_hears_of_sessions_and_not_of_sentences(server: Served, contest: Contest) -> None:
    seat = contest.join()
    contest.move("start")
    with Browser(server) as browser, listening(browser, f"/projector/{contest.row.board_key}/live") as lines:
        words = [lines.get(timeout=_LONG)]
        seat.act(OpenSession())
        words.append(lines.get(timeout=_LONG))
        seat.act(Say("ask_story"))
        contest.join()
        words.append(lines.get(timeout=_LONG))
        assert lines.empty()
    assert len(set(words)) == 3


def test_many_who_look_at_the_same_at_once_are_one_look_and_later_ones_another() -> None:
    looks: list[str] = []

    async def look() -> str:
        looks.append("look")
        await asyncio.sleep(0)
        return f"as it is at look {len(looks)}"

    async def everybody() -> list[set[str]]:
        streams = Streams()
        together = asyncio.gather(*(streams.together("this moment", look) for _stream in range(60)))
        cut_off = asyncio.create_task(streams.together("this moment", look))
        await asyncio.sleep(0)
        cut_off.cancel()
        return [set(await together), {await streams.together("this moment", look)}]

    first, later = asyncio.run(everybody())
    assert len(looks) == 2
    assert len(first) == len(later) == 1
    assert first != later


def test_where_a_look_is_refused_it_is_refused_to_all_who_share_it() -> None:
    async def look() -> str:
        raise Unknown

    async def both() -> list[object]:
        streams = Streams()
        looking = (streams.together("gone", look) for _stream in range(2))
        return list(await asyncio.gather(*looking, return_exceptions=True))

    assert [type(found) for found in asyncio.run(both())] == [Unknown, Unknown]


def test_nobody_else_gets_the_stream_of_a_contest(server: Served, contest: Contest) -> None:
    with Browser(server) as stranger:
        assert stranger.get(f"/desk/c/{contest.id}/live").status == 303
        stranger.enter_as(new_teacher(server.host))
        assert stranger.get(f"/desk/c/{contest.id}/live").status == 404


def test_a_viewer_has_only_so_many_streams_at_once(server: Served, browser: Browser, contest: Contest) -> None:
    path = f"/desk/c/{contest.id}/live"
    streams = server.app.state.streams
    with ExitStack() as open_ones:
        for _number in range(19):
            open_ones.enter_context(streams.one_more("teacher", contest.teacher))
        with listening(browser, path) as lines:
            lines.get(timeout=_LONG)
            refused = browser.get(path)
            assert refused.status == 429
            assert refused.answer.headers["retry-after"] == "10"
    with listening(browser, path) as lines:
        lines.get(timeout=_LONG)


def test_a_host_that_is_stopped_ends_its_streams_first(serve: Callable[[str, int], Process], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'stopped.db'}"
    with opened(database) as host:
        contest = new_contest(host, None, "open_lobby")
        login = logged_in(host, contest.teacher).token
    process = serve(database, free_port())
    with (
        httpx.Client(base_url=process.url, cookies={"login": login}, **PLAIN) as client,
        client.stream("GET", f"/desk/c/{contest.id}/live") as answer,
    ):
        words = answer.iter_lines()
        assert next(words) == "event: seen"
        assert process.stop() == INTERRUPTED
        assert [word for word in words if word.startswith("event")] == []
