"""A teacher at a real browser leads a contest from the first link to the next round, and every page holds its shape."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Final, Literal

import pytest
from chromium import WIDTHS, Window, chromium, window
from hosts import Player, Served, logged_in, moves_of, new_teacher, served
from playwright.sync_api import Browser, Page, expect

from game.server import entering
from game.server.host import Host, server_time

Join = Callable[[str], Player]
GROUND: Final[dict[Literal["light", "dark"], str]] = {"light": "rgb(241, 234, 221)", "dark": "rgb(26, 23, 20)"}
"""Colours of the ground, as in the window."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    sqlite_host.clock = server_time
    with served(sqlite_host) as running:
        yield running


@pytest.fixture
def join(server: Served) -> Iterator[Join]:
    """Take a seat in the contest of a code."""
    with ExitStack() as clients:

        def join(code: str) -> Player:
            player = Player.join(server, code)
            clients.callback(player.client.close)
            return player

        yield join


def link_for(host: Host) -> str:
    return host.store.write(
        lambda c: entering.ticket(host, c, entering.FIRST_LINK, entering.first_teacher(host, c))
    ).result()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def state(page: Page, words: str) -> None:
    expect(page.locator("#state")).to_contain_text(words)


def new_contest_by_form(teacher: Window) -> str:
    """Make a contest with its lobby open, and return its code."""
    page = teacher.open("/desk/new")
    page.get_by_label("Title").fill("Tuesday <b>group</b>")
    press(page, "Create, and open the lobby")
    state(page, "Lobby open")
    return page.locator("#code").inner_text()


def test_a_teacher_comes_in_by_link_and_leads_a_contest_to_the_next_round(
    browser: Browser, server: Served, join: Join
) -> None:
    with window(browser, server) as teacher:
        page = teacher.open(f"/enter#{link_for(server.host)}")
        page.wait_for_url("**/desk/account")
        assert "#" not in page.url
        press(page, "Make a link for a colleague")
        assert "/enter#" in page.get_by_label("The link, shown only this once").input_value()

        code = new_contest_by_form(teacher)
        expect(page.locator("h1")).to_have_text("Tuesday <b>group</b>")
        players = [join(code) for _number in range(3)]
        rows = page.locator("#roster tbody tr")
        expect(rows).to_have_count(3)

        press(page, "Start the round")
        state(page, "Running")
        players[0].looked().play(moves_of()[:1])
        expect(page.locator("#roster")).to_contain_text("In treatment")

        press(page, "Pause")
        state(page, "Paused")
        assert players[0].act(moves_of()[1]).status_code == 409
        press(page, "Go on")
        page.get_by_label("More minutes for everybody").fill("30")
        press(page, "Give them")
        expect(page.locator(".clock")).to_have_text(re.compile(r"1:1\d:\d\d"))

        press(page, "Let nobody new in")
        expect(page.locator("#conduct")).to_contain_text("The door is locked")
        assert players[0].client.post("/api/join", json={"code": code}).status_code == 409

        press(page, "Freeze the board")
        state(page, "board frozen")
        press(page, "Close the round")
        state(page, "Closed")
        expect(page.locator("#conduct")).not_to_contain_text("brought to")
        press(page, "Reveal the results")
        state(page, "Revealed")
        assert players[0].client.get(f"/api/runs/{players[0].run}/report").status_code == 200

        page.get_by_role("link", name="Next round with everybody").click()
        page.get_by_label("Title").fill("Second round")
        press(page, "Make the next round")
        state(page, "Lobby open")
        expect(page.locator("#roster tbody tr")).to_have_count(3)
        assert teacher.asked == [
            "Close the round for everybody? It is not opened again.",
            "Reveal the results, and what the case was about, to everybody?",
        ]
        assert teacher.said == []


def test_helping_single_seats(browser: Browser, server: Served, join: Join) -> None:
    login = logged_in(server.host, new_teacher(server.host)).token
    with window(browser, server, cookies={"login": login}) as teacher:
        code = new_contest_by_form(teacher)
        page = teacher.page
        contest = page.url
        player = join(code)
        name = player.told["seat"]["name"]
        page.get_by_role("link", name=name).click()
        page.get_by_label("Name on the boards").fill("Grey Wren")
        press(page, "Rename")
        expect(page.locator("h2")).to_have_text("Grey Wren")
        page.get_by_label("Time of this seat").select_option("Twice the time")
        press(page, "Save")
        expect(page.locator(".facts")).to_contain_text("Twice the time")
        page.get_by_label("Reason").fill("wrong class")
        press(page, "Send away")
        expect(page.locator("body")).to_contain_text("This seat was sent away")
        assert player.client.get("/api/seat").status_code == 401
        press(page, "Let in")
        page.goto(contest)
        expect(page.locator("#roster")).to_contain_text("Grey Wren")
        assert teacher.said == []


def test_a_half_typed_number_is_not_thrown_away_by_news(browser: Browser, server: Served, join: Join) -> None:
    login = logged_in(server.host, new_teacher(server.host)).token
    with window(browser, server, cookies={"login": login}) as teacher:
        code = new_contest_by_form(teacher)
        page = teacher.page
        minutes = page.get_by_label("More minutes for everybody")
        minutes.fill("12")
        join(code)
        expect(page.locator("#roster tbody tr")).to_have_count(1)
        assert minutes.input_value() == "12"
        expect(minutes).to_be_focused()
        page.locator("h1").click()
        expect(page.locator("#conduct")).to_contain_text("1 seat is taken")


def test_the_desk_works_without_javascript(browser: Browser, server: Served) -> None:
    with window(browser, server, scripts=False) as teacher:
        page = teacher.open("/enter")
        page.get_by_label("Your link").fill(f"http://somewhere/enter#{link_for(server.host)}")
        press(page, "Come in")
        page.wait_for_url("**/desk/account")
        new_contest_by_form(teacher)
        for button, then in (("Start the round", "Running"), ("Close the round", "Closed")):
            press(page, button)
            state(page, then)


def test_no_page_of_the_desk_runs_over_its_edge_in_light_or_dark(browser: Browser, server: Served, join: Join) -> None:
    login = logged_in(server.host, new_teacher(server.host)).token
    with window(browser, server, cookies={"login": login}) as teacher:
        join(new_contest_by_form(teacher))
        contest = teacher.page.url.removeprefix(server.url)
        teacher.open(contest)
        seat = teacher.page.locator("#roster tbody a").get_attribute("href") or ""
        for path in ("/desk", "/desk/new", "/desk/key?case=ines", "/desk/account", contest, seat, "/nowhere"):
            page = teacher.open(path)
            for scheme, colour in GROUND.items():
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate("getComputedStyle(document.body).backgroundColor") == colour
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 800})
                    assert (path, width, teacher.overflow()) == (path, width, 0)
