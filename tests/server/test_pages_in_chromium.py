"""All pages in a real Chromium: hostile names do nothing, axe finds nothing, and the door opens without JavaScript.

axe is a script of others; AXE_CORE says where its `axe.min.js` is. Without it what needs it is skipped by name.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from chromium import Window, chromium, window
from classes import consent, play_class
from hosts import Contest, Seat, Served, logged_in, new_contest, served
from playwright.sync_api import Browser, expect

from game.server.codes import shown
from game.server.host import Host, server_time
from game.server.lifecycle import Trigger
from game.server.words import clean_name
from game.treatment import EndSession, OpenSession, Say

HOSTILE = (
    "<script>alert(1)</script>"[:24],
    "<img src=x onerror=a()>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc=x>a",
    '"><b>bold</b>',
    "' onclick=alert(1) x='",
    "{{7*7}}${7*7}a",
    "{% raw %}{{x}}a",
    "</title><h1>hi</h1>",
    "javascript:alert(1)//",
    "&lt;b&gt;&#60;i&#62;a",
    "<!--a--><style>*{}",
    "\u202egnp.exe\u2066\u200d<a href=//x>",
)
A_SMALL_CLASS = ("expert", "expert", "expert", "adviser", "adviser", "passive")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    sqlite_host.clock = server_time
    with served(sqlite_host) as running:
        yield running


# -- names that mean harm ------------------------------------------------------------------------------------


def harmless(opened: Window, names: Iterable[str]) -> None:
    """See that names stand on the page as text and as nothing else."""
    page = opened.page
    shown_names = page.locator("bdi").all_inner_texts()
    assert set(names) <= set(shown_names), set(names) - set(shown_names)
    assert page.locator("bdi *, main iframe, main script, main img, main style, [onclick], [onerror]").count() == 0
    assert all(address.startswith(opened.url) for address in page.evaluate("[...document.scripts].map(s => s.src)"))
    assert (opened.asked, opened.said) == ([], [])


def test_hostile_names_are_names_on_every_page_of_a_contest(browser: Browser, server: Served) -> None:
    """Thirteen of them: no dialog is opened and no node put in, on the wall, on the desk and on one's own pages."""
    contest = new_contest(
        server.host, None, "open_lobby", case="ines", names="own", span=1, live_board=True, podium=True, top=10
    )
    names = [clean_name(typed) for typed in HOSTILE]
    assert len(set(names)) == 13
    login = logged_in(server.host, contest.teacher).token
    wall_at, desk_at = f"/projector/{contest.row.board_key}", f"/desk/c/{contest.id}"
    with window(browser, server) as wall, window(browser, server, cookies={"login": login}) as desk:
        # They arrive while the pages are open, so that what the script puts in is looked at as well.
        wall.open(wall_at)
        desk.open(desk_at)
        seats = [contest.join(typed) for typed in HOSTILE]
        expect(wall.page.locator("bdi")).to_have_count(13)
        expect(desk.page.locator("#roster tbody tr")).to_have_count(13)
        harmless(wall, names)
        harmless(desk, names)
        contest.move("start")
        for seat in seats:
            seat.act(OpenSession())
            seat.act(EndSession())
            consent(seat, name=True)
        in_front = [seat.joined.name for seat in sorted(seats, key=lambda seat: seat.run.id)][:10]
        expect(wall.page.locator(".places bdi")).to_have_text(in_front)
        harmless(wall, in_front)
        contest.move("close", "reveal")
        wall.open(f"{wall_at}?step=99")
        harmless(wall, in_front)
        for address in desk.page.locator(".tabs a").evaluate_all("links => links.map(a => a.getAttribute('href'))"):
            desk.open(address)
            harmless(desk, ())
    for seat, name in zip(seats, names, strict=True):
        with window(browser, server, cookies={"seat": seat.token}) as own:
            own.open("/seat")
            harmless(own, [name])
            assert own.page.locator("h1").inner_text() == f"You are {name}"
            own.open("/report")
            harmless(own, [name])


# -- the door without JavaScript -----------------------------------------------------------------------------


def test_somebody_joins_waits_and_begins_without_javascript(browser: Browser, server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby", names="own", title="Thursday group")
    with window(browser, server, width=320, scripts=False) as student:
        page = student.open("/")
        page.get_by_label("Code").fill(shown(contest.row.code).lower())
        page.get_by_role("button", name="Join").click()
        page.get_by_label("What you want to be called here").fill("Mira")
        page.get_by_role("button", name="Join").click()
        expect(page.locator("h1")).to_have_text("You are Mira")
        words = page.locator(".words").inner_text()
        assert len(words.split()) == 4
        page.get_by_role("button", name="I have written them down").click()
        expect(page.locator(".words")).to_have_count(0)
        contest.move("start")
        page.reload()
        page.get_by_role("link", name="Begin").click()
        expect(page).to_have_url(re.compile("/play"))
    with window(browser, server, width=320, scripts=False) as elsewhere:
        page = elsewhere.open("/resume")
        page.get_by_label("Code").fill(contest.row.code)
        page.get_by_label("Your four words").fill(words.upper())
        page.get_by_role("button", name="Take my seat").click()
        expect(page.locator("h1")).to_have_text("You are Mira")


def test_the_seat_goes_on_by_itself_where_there_is_javascript(browser: Browser, server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby")
    seat = contest.join()
    with window(browser, server, cookies={"seat": seat.token}) as student:
        page = student.open("/seat")
        page.get_by_text("May your treatment be shown").click()
        contest.move("start")
        expect(page.get_by_role("link", name="Begin")).to_be_visible()
        expect(page.locator("#consent")).to_have_attribute("open", "")
        contest.move("pause")
        expect(page.get_by_role("link", name="Begin")).to_have_count(0)
        assert student.said == []


def test_a_clicker_leads_through_the_debrief(browser: Browser, server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby", "start", "close", "reveal")
    with window(browser, server) as wall:
        page = wall.open(f"/projector/{contest.row.board_key}")
        expect(page.locator("h1")).to_have_text("What it was about")
        for key, title in (
            ("PageDown", "Why, and what misleads"),
            ("ArrowRight", "The class"),
            ("PageDown", "The class"),
            ("PageUp", "Why, and what misleads"),
            ("ArrowLeft", "What it was about"),
            ("ArrowLeft", "What it was about"),
        ):
            page.keyboard.press(key)
            expect(page.locator("h1")).to_have_text(title)


# -- axe -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("AXE_CORE")
    if path is None:
        pytest.skip("AXE_CORE does not say where axe.min.js is")
    return Path(path).read_text("utf-8")


_RUN = """async () => (await axe.run()).violations.map(found =>
    found.id + ": " + found.nodes.map(node => node.target.join(" ") + " " + node.html.slice(0, 120)).join(" ; "))"""


def faults(opened: Window, axe: str, path: str) -> list[str]:
    """Open a page and return what axe has against it: in light on a wall, in the dark on a narrow telephone."""
    page = opened.open(path)
    page.evaluate(axe)
    found = []
    for width, height, scheme in ((1920, 1080, "light"), (320, 640, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        # Without motion, so that no colour is looked at on its way from one theme to the other.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{path} at {width}, {scheme}: {each}" for each in page.evaluate(_RUN)]
        if opened.overflow() > 0:
            found.append(f"{path} at {width} runs {opened.overflow()} px over its edge")
    return found


def every_page(opened: Window, starts: Iterable[str]) -> Iterator[str]:
    """Yield the addresses that can be reached by links from `starts`, one of each kind; and every step of a debrief."""
    waiting, seen = list(starts), set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f]{32}|[\w-]{40,}", "*", path)
        kind = kind if "step=" in kind else kind.partition("?")[0]
        if kind in seen or not path.startswith("/") or re.search(r"\.(csv|zip|jsonl|html|cer|json)$|/live$", kind):
            continue
        seen.add(kind)
        yield path
        here = opened.page.url
        for link in opened.page.locator("a[href]").evaluate_all("links => links.map(a => a.href)"):
            address = link.partition("#")[0]
            if address.startswith(opened.url) and address != here:
                waiting.append(address.removeprefix(opened.url))


@pytest.fixture
def revealed(server: Served) -> tuple[Contest, tuple[Seat, ...]]:
    """A contest that was played and revealed, with everything a debrief can have."""
    contest = new_contest(server.host, None, "open_lobby", case="ines", podium=True, span=1, variants=False)
    seats = play_class(contest, A_SMALL_CLASS)
    consent(seats[0], name=True)
    contest.move("close", "reveal")
    return contest, seats


def test_axe_finds_nothing_on_the_walls(
    browser: Browser, server: Served, axe: str, revealed: tuple[Contest, object]
) -> None:
    begun: tuple[Trigger, ...] = ("open_lobby", "start")
    lives: tuple[tuple[Trigger, ...], ...] = ((), ("open_lobby",), (*begun, "pause"), (*begun, "close", "reveal"))
    walls = [revealed[0], *(new_contest(server.host, None, *triggers) for triggers in lives)]
    for teams in (0, 2):
        busy = new_contest(server.host, None, "open_lobby", span=1, live_board=True, teams=teams)
        seats = [busy.join() for _number in range(5)]
        busy.move("start")
        for seat in seats[: teams or 5]:
            seat.act(OpenSession())
            seat.act(EndSession())
        busy.move(*(("freeze",) if teams else ()))
        walls.append(busy)
    with window(browser, server) as wall:
        found, steps = [], 0
        for contest in walls:
            for path in every_page(wall, [f"/projector/{contest.row.board_key}"]):
                found += faults(wall, axe, path)
                steps += "step=" in path
        assert found == []
        assert wall.said == []
        assert steps > 12


def test_axe_finds_nothing_on_a_students_pages(
    browser: Browser, server: Served, axe: str, revealed: tuple[Contest, tuple[Seat, ...]]
) -> None:
    found: list[str] = []
    own = new_contest(server.host, None, "open_lobby", names="own")
    paths = set[str]()
    with window(browser, server) as anyone:
        doors = (
            "/",
            f"/j/{own.row.code}",
            f"/resume?code={own.row.code}",
            "/j/nothing",
            "/nothing",
            "/login",
            "/enter",
        )
        for path in every_page(anyone, doors):
            found += faults(anyone, axe, path)
            paths.add(path)
    going = new_contest(server.host, None, "open_lobby", case="ines", mode="guided", variants=False, teams=1)
    talking = going.join()
    going.move("start")
    talking.act(OpenSession())
    talking.act(Say("ask_story"))
    waiting = new_contest(server.host, None, "open_lobby", approval=True).join()
    for seat in (own.join("Mira"), waiting, talking, revealed[1][0], revealed[1][5]):
        with window(browser, server, cookies={"seat": seat.token, "words": "bodak-lumit-savor-nepal"}) as student:
            for path in every_page(student, ("/seat", "/report?band=yes", "/play")):
                found += faults(student, axe, path)
                paths.add(path.partition("?")[0])
    assert found == []
    assert {"/", "/seat", "/report", "/seat/data", "/play", "/resume"} <= paths


def test_axe_finds_nothing_on_the_desk(
    browser: Browser, server: Served, axe: str, revealed: tuple[Contest, tuple[Seat, ...]]
) -> None:
    contest, found, paths = revealed[0], list[str](), set[str]()
    login = logged_in(server.host, contest.teacher).token
    running = new_contest(server.host, contest.teacher, "open_lobby", "start")
    running.join()
    with window(browser, server, cookies={"login": login}) as desk:
        for start in ("/desk", f"/desk/c/{contest.id}", f"/desk/c/{running.id}"):
            for path in every_page(desk, [start]):
                found += faults(desk, axe, path)
                paths.add(path)
    assert found == []
    assert {"/desk", "/desk/new", f"/desk/c/{contest.id}", f"/desk/c/{running.id}"} <= paths
