"""The browser's room in a real Chromium: on a narrow telephone without JavaScript, on a laptop with it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import pytest
from chromium import Window, chromium, window
from hosts import TO_RUNNING, Contest, Seat, Served, moves_of, new_contest, served
from playwright.sync_api import Browser, Page, Route, expect

from game.server.host import Host, server_time
from game.server.refusals import Refused
from game.treatment import AgreeContract, OfferFormulation, OpenSession, Say, TakeStep

PICTURES = os.environ.get("SIXTEEN_WEEKS_PICTURES")
"""A folder for pictures of the pages, for whoever wants to look at them."""
KINDS = [("telephone", 320, 640, False), ("laptop", 1280, 800, True)]
SESSION_IS_OPEN = "Session 1 of 8"


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
def contest(server: Served) -> Contest:
    """A contest of Ines that has begun."""
    return new_contest(server.host, None, *TO_RUNNING, case="ines", variants=False, mode="guided")


@pytest.fixture
def seat(contest: Contest) -> Seat:
    return contest.join()


@pytest.fixture
def laptop(browser: Browser, server: Served, seat: Seat) -> Iterator[Window]:
    """The seat at a laptop with JavaScript."""
    with window(browser, server, cookies={"seat": seat.token}) as opened:
        yield opened


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def find(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    press(page, "Find")
    expect(page.locator("#found-title")).to_contain_text("found")


def saved(page: Page, turns: int) -> None:
    expect(page.locator("#saved")).to_contain_text(
        "Saved: your one turn is on the host." if turns == 1 else f"Saved: all {turns} turns are on the host."
    )


class Camera:
    """Looks at every page: nothing may run over the edge; keeps a picture where one is wanted."""

    def __init__(self, opened: Window, kind: str) -> None:
        self._opened, self._kind = opened, kind

    def see(self, name: str) -> None:
        assert self._opened.overflow() <= 0, f"{name} runs over the edge"
        if PICTURES:
            self._opened.page.screenshot(path=Path(PICTURES) / f"{self._kind}-{name}.png", full_page=True)


@pytest.mark.parametrize(("kind", "width", "height", "scripts"), KINDS, ids=["telephone", "laptop"])
def test_a_session_can_be_played_from_the_letter_to_the_week_after(
    browser: Browser, server: Served, seat: Seat, kind: str, width: int, height: int, scripts: bool
) -> None:
    with window(browser, server, width=width, height=height, scripts=scripts, cookies={"seat": seat.token}) as opened:
        page, camera = opened.open("/play"), Camera(opened, kind)
        expect(page.locator("#talk")).to_contain_text("Thank you for seeing Ines Duarte")
        camera.see("letter")
        press(page, "Open session 1")
        saved(page, 1)
        camera.see("room")

        find(page, "how have things been")
        camera.see("found")
        words = page.locator("#found button.words").first
        what = words.inner_text().removeprefix("Say:").strip().strip("“”")
        words.click()
        saved(page, 2)
        expect(page.locator(".line.therapist").last).to_have_text(f"You: {what}")
        expect(page.locator("#now")).to_be_in_viewport()
        camera.see("said")

        find(page, "expectations")
        page.get_by_role("link", name="Choose whom or what it is about").first.click()
        page.get_by_label("Aníbal").check()
        camera.see("about")
        press(page, "Go on")
        way = page.get_by_role("group", name="How do you put it?").locator("label").nth(1)
        what = way.inner_text().strip("“”")
        way.click()
        camera.see("wording")
        press(page, "Say it")
        saved(page, 3)
        expect(page.locator(".line.therapist").last).to_have_text(f"You: {what}")

        page.get_by_role("link", name="Workbook").click()
        expect(page.locator("h1")).to_have_text("Workbook")
        page.get_by_text("Filipa, elder sister").click()
        place = page.locator("details", has_text="Filipa, elder sister")
        place.get_by_label("How close?").select_option("distant")
        place.get_by_role("button", name="Place Filipa").click()
        saved(page, 4)
        expect(page.get_by_role("row", name="Filipa")).to_contain_text("distant")
        camera.see("workbook")
        page.get_by_label("A new note").fill("Ask about the coat.")
        press(page, "Keep the note")
        saved(page, 5)
        expect(page.locator("#notes li")).to_have_text("Ask about the coat.")

        page.get_by_role("link", name="Transcript").click()
        expect(page.locator("h1")).to_have_text("Transcript")
        camera.see("transcript")
        page.get_by_role("link", name="Room", exact=True).click()
        page.get_by_text("Every move, by what the manual calls it").click()
        camera.see("menu")
        page.get_by_role("link", name="End the session").click()
        camera.see("end")
        press(page, "End the session")
        saved(page, 6)
        expect(page.locator("#doing-title")).to_have_text("A week passes")
        camera.see("week")
        assert opened.said == []
    assert seat.run.version == 6


def test_with_javascript_a_move_is_said_without_loading_the_page_again(laptop: Window, seat: Seat) -> None:
    page = laptop.open("/play")
    page.evaluate("window.still = true")
    press(page, "Open session 1")
    saved(page, 1)
    find(page, "silence")
    page.locator("#found button.words").first.dblclick()
    saved(page, 2)
    assert page.evaluate("window.still") is True
    assert page.url.endswith("/play")
    assert seat.run.version == 2
    assert page.evaluate("document.activeElement.id") == "now"


def test_everything_can_be_done_with_the_keyboard_alone(laptop: Window, seat: Seat) -> None:
    page = laptop.open("/play")
    page.get_by_role("button", name="Open session 1").focus()
    page.keyboard.press("Enter")
    saved(page, 1)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("silence")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saved(page, 2)


def test_without_a_connection_nothing_is_called_saved_and_it_is_sent_when_there_is_one(
    laptop: Window, seat: Seat
) -> None:
    page = laptop.open("/play/workbook")
    page.context.set_offline(True)
    page.get_by_label("A new note").fill("Written in a tunnel.")
    press(page, "Keep the note")
    expect(page.locator("#sending")).to_contain_text("No connection. What you did is kept here")
    expect(page.locator("#saved")).to_have_text("Nothing has been done yet.")
    assert seat.run.version == 0
    page.context.set_offline(False)
    saved(page, 1)
    expect(page.locator("#notes li")).to_have_text("Written in a tunnel.")
    expect(page.get_by_label("A new note")).to_have_value("")
    assert seat.run.version == 1


def test_an_answer_that_was_lost_on_the_way_does_not_do_it_twice(laptop: Window, seat: Seat) -> None:
    page, lost = laptop.open("/play"), []

    def lose_one(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")

    page.route("**/play/do", lose_one)
    press(page, "Open session 1")
    saved(page, 1)
    assert lost == [303]
    assert seat.run.version == 1


def test_what_was_typed_is_still_there_after_loading_again(laptop: Window) -> None:
    page = laptop.open("/play/workbook")
    page.get_by_label("A new note").fill("Half a thou")
    page.reload()
    expect(page.get_by_label("A new note")).to_have_value("Half a thou")


def test_the_way_back_shows_the_treatment_as_it_is_now(laptop: Window) -> None:
    page = laptop.open("/play/letter")
    page.get_by_role("link", name="Room", exact=True).click()
    press(page, "Open session 1")
    saved(page, 1)
    page.get_by_role("link", name="Workbook").click()
    page.get_by_label("A new note").fill("One.")
    press(page, "Keep the note")
    saved(page, 2)
    page.go_back()
    expect(page.locator("#standing")).to_contain_text(SESSION_IS_OPEN)
    saved(page, 2)


def test_what_a_team_mate_does_and_a_pause_come_by_themselves(browser: Browser, server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, teams=1)
    one, mate = contest.join(), contest.join()
    with window(browser, server, cookies={"seat": one.token}) as opened:
        page = opened.open("/play")
        expect(page.get_by_role("button", name="Open session 1")).to_be_visible()
        mate.act(OpenSession())
        expect(page.locator("#standing")).to_contain_text(SESSION_IS_OPEN)
        page.get_by_role("searchbox").fill("half a wo")
        mate.act(Say("open_session"))
        expect(page.locator(".line.therapist")).to_have_count(1)
        expect(page.get_by_role("searchbox")).to_have_value("half a wo")
        contest.move("pause")
        page.get_by_role("searchbox").blur()
        expect(page.locator("#doing")).to_contain_text("The contest is paused.")
        assert opened.said == []


# -- axe, where AXE_CORE says where its script is ----------------------------------------------------------

_FAULTS = """async () => (await axe.run()).violations.map(found =>
    found.id + ": " + found.nodes.map(node => node.html.slice(0, 120)).join(" ; "))"""


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("AXE_CORE")
    if path is None:
        pytest.skip("AXE_CORE does not say where axe.min.js is")
    return Path(path).read_text("utf-8")


def test_axe_finds_nothing_in_the_middle_of_a_treatment_with_everything_opened(
    browser: Browser, server: Served, axe: str
) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, case="ines", variants=False, mode="practice", span=8)
    kinds = {
        OfferFormulation: ("/play/formulate?area=grief&about=event:flat", "/play/workbook", "/play?find=a&every=yes"),
        AgreeContract: ("/play/contract", "/play/say?intent=ask_expectations"),
        TakeStep: ("/play", "/play/work?procedure=risk_ladder"),
    }
    found: list[str] = []
    for kind, paths in kinds.items():
        seat = contest.join()
        for action in takewhile(lambda action, kind=kind: not isinstance(action, kind), moves_of("ines")):  # type: ignore[misc]
            with suppress(Refused):  # with another seed, one here and there is
                seat.act(action)
        with window(browser, server, width=320, height=640, cookies={"seat": seat.token}) as opened:
            for path in paths:
                page = opened.open(path)
                assert page.url.endswith(path), f"{path} leads elsewhere"
                for closed in page.locator("details:not([open]) > summary").all()[::-1]:
                    closed.click()
                page.evaluate(axe)
                found += [f"{path}: {each}" for each in page.evaluate(_FAULTS)]
                found += [f"{path} runs over its edge"] * (opened.overflow() > 0)
    assert found == []
