"""A course's page in a real Chromium, with ours inside it: what opens there, and what does not."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from chromium import Window, chromium, window
from hosts import Contest, Served, logged_in, new_contest, served
from lms import LEARNER, TEACHER, Lms, platform, registered
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from game.server.host import Host, server_time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def lms(sqlite_host: Host) -> Iterator[Lms]:
    with platform(server_time) as running:
        yield running


@pytest.fixture
def server(sqlite_host: Host, lms: Lms) -> Iterator[Served]:
    sqlite_host.clock, sqlite_host.reach = server_time, ("127.0.0.0/8",)
    with served(sqlite_host) as running:
        lms.tool = sqlite_host.public_url = running.url
        yield running


@pytest.fixture
def contest(server: Served, lms: Lms) -> Contest:
    """A contest in its lobby, of a teacher who has registered the platform."""
    made = new_contest(server.host, None, "open_lobby", title="In the course")
    registered(server.host, lms, made.teacher)
    return made


def course(opened: Window, lms: Lms, account: str, role: str, *, at: str = "127.0.0.1") -> FrameLocator:
    """Open the course's page as somebody, and return ours inside it."""
    opened.page.goto(f"{lms.url.replace('127.0.0.1', at)}/course?hint={quote(f'{account} {role}')}")
    return opened.page.frame_locator("iframe")


def window_of(opened: Window, inside: FrameLocator, name: str, role: str = "button") -> Page:
    """Press what opens a window of its own, and return that."""
    with opened.page.expect_popup() as popup:
        inside.get_by_role(role, name=name).click()  # type: ignore[arg-type]
    return popup.value


def chosen(opened: Window, lms: Lms) -> FrameLocator:
    """Confirm the teacher's account, choose the contest, and return what the course then shows."""
    asked = window_of(opened, course(opened, lms, "prof", TEACHER), "Confirm at your desk")
    asked.get_by_role("button", name="Yes, it is mine").click()
    expect(asked.locator("h1")).to_have_text("This account is yours")
    inside = course(opened, lms, "prof", TEACHER)
    inside.get_by_label("In the course").check()
    inside.get_by_role("button", name="Choose this contest").click()
    expect(inside.locator("h1")).to_have_text("This link opens your contest")
    return inside


def test_a_teacher_ties_a_link_inside_the_course_and_a_learner_takes_a_seat_from_it(
    browser: Browser, server: Served, lms: Lms, contest: Contest
) -> None:
    login = logged_in(server.host, contest.teacher).token
    with window(browser, server, cookies={"login": login}) as prof:
        inside = chosen(prof, lms)
        desk = window_of(prof, inside, "Open the desk", "link")
        expect(desk.locator("h1")).to_have_text("In the course")
    with window(browser, server) as student:
        seat = window_of(student, course(student, lms, "anna", LEARNER), "Take your seat")
        expect(seat).to_have_url(f"{server.url}/seat")
        expect(seat.locator("h1")).to_contain_text("You are ")
        assert "anna" not in seat.locator("main").inner_text()


def test_who_is_not_logged_in_is_led_to_the_login_and_confirms_nothing(
    browser: Browser, server: Served, lms: Lms, contest: Contest
) -> None:
    with window(browser, server) as prof:
        asked = window_of(prof, course(prof, lms, "prof", TEACHER), "Confirm at your desk")
        expect(asked.get_by_role("link", name="Log in")).to_be_visible()
        assert asked.get_by_role("button", name="Yes, it is mine").count() == 0


def test_no_other_sites_page_can_hold_ours_and_no_page_the_desk(
    browser: Browser, server: Served, lms: Lms, contest: Contest
) -> None:
    def blocked(page: Page) -> None:
        while not page.frames[1].url.startswith("chrome-error:"):
            page.wait_for_event("framenavigated")

    login = logged_in(server.host, contest.teacher).token
    with window(browser, server, cookies={"login": login}) as opened:
        inside = course(opened, lms, "anna", LEARNER)
        expect(inside.locator("h1")).to_be_visible()
        course(opened, lms, "anna", LEARNER, at="localhost")
        blocked(opened.page)
        course(opened, lms, "anna", LEARNER)
        expect(inside.locator("h1")).to_be_visible()
        opened.page.evaluate("url => { document.querySelector('iframe').src = url }", f"{server.url}/desk")
        blocked(opened.page)


_RUN = """async () => (await axe.run()).violations.map(found =>
    found.id + ": " + found.nodes.map(node => node.html.slice(0, 160)).join(" ; "))"""


def test_axe_finds_nothing_on_pages_of_courses(browser: Browser, server: Served, lms: Lms, contest: Contest) -> None:
    path = os.environ.get("AXE_CORE")
    if path is None:
        pytest.skip("AXE_CORE does not say where axe.min.js is")
    axe, found, shown = Path(path).read_text("utf-8"), list[str](), list[str]()
    login = logged_in(server.host, contest.teacher).token

    def judge(frame: Frame | Page) -> None:
        shown.append(frame.locator("h1").inner_text())
        frame.evaluate(axe)
        found.extend(f"{shown[-1]}: {each}" for each in frame.evaluate(_RUN))

    def judge_inside(opened: Window) -> None:
        opened.page.frame_locator("iframe").locator("h1").wait_for()
        judge(opened.page.frames[1])

    for width in (320, 1280):
        with window(browser, server, width=width, cookies={"login": login}) as prof:
            course(prof, lms, f"prof-{width}", TEACHER)
            judge_inside(prof)
            asked = window_of(prof, prof.page.frame_locator("iframe"), "Confirm at your desk")
            judge(asked)
            asked.get_by_role("button").last.click()
            expect(asked.locator("h1")).to_have_text("This account is yours")
            judge(asked)
            course(prof, lms, f"prof-{width}", TEACHER)
            judge_inside(prof)
    with window(browser, server, cookies={"login": login}) as prof:
        course(prof, lms, "prof-320", TEACHER).get_by_role("button", name="Choose this contest").click()
        expect(prof.page.frame_locator("iframe").locator("h1")).to_have_text("This link opens your contest")
    for width in (320, 1280):
        with window(browser, server, width=width, cookies={"login": login}) as prof:
            for account, role in ((f"prof-{width}", TEACHER), ("anna", LEARNER), ("anna", "nobody")):
                course(prof, lms, account, role)
                judge_inside(prof)
            for address in ("/desk/platforms", f"/desk/c/{contest.id}/course"):
                judge(prof.open(address))
                assert prof.overflow() <= 0
    assert found == []
    assert {"Is this you?", "Is this account yours?", "This account is yours", "Learning platforms"} <= set(shown)
    assert {"Which contest shall this link open?", "This link opens your contest", "This was not possible"} <= set(
        shown
    )
