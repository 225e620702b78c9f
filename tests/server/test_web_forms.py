"""What is sent to a page counts only when it comes from a form of that very browser."""

from collections.abc import Iterator

import pytest
from browsing import Browser, Page
from hosts import Contest, Served, new_contest, new_teacher, served
from starlette.routing import Route

from game.server.app import create_app
from game.server.host import Host
from game.server.web import lti
from game.server.web.who import FIELD

NOBODY, TEACHER, SEAT = "nobody", "a teacher", "a seat"
VOUCHED = {route.path for route in lti.doors.routes if isinstance(route, Route)}
"""Addresses for what learning platforms send, which they sign."""


def sent_to(app: object) -> list[str]:
    """Return the addresses of all pages to which something can be sent."""
    found: list[str] = []
    for each in getattr(app, "routes", []):
        inner = getattr(each, "original_router", None)
        found += sent_to(inner) if inner is not None else [each.path] if _takes_forms(each) else []
    return found


def _takes_forms(route: object) -> bool:
    return isinstance(route, Route) and "POST" in (route.methods or ()) and not route.path.startswith("/api/")


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def contest(server: Served) -> Contest:
    return new_contest(server.host, None, "open_lobby")


@pytest.fixture(params=[NOBODY, TEACHER, SEAT])
def browser(request: pytest.FixtureRequest, server: Served, contest: Contest) -> Iterator[Browser]:
    with Browser(server) as opened:
        if request.param == TEACHER:
            opened.enter_as(contest.teacher)
        if request.param == SEAT:
            opened.keep("seat", contest.join().token)
        yield opened


def addresses(contest: Contest) -> list[str]:
    """Return every address that takes forms, with something in the place of its parts."""
    parts = {"contest": contest.id, "seat": "0" * 32, "run": "0" * 32, "number": "1", "code": contest.row.code}
    app = create_app(contest.host, ticking=False)
    found = []
    for path in sent_to(app):
        for name in [part.split("}")[0].split(":")[0] for part in path.split("{")[1:]]:
            path = path.replace(path[path.index("{") : path.index("}") + 1], parts.get(name, "0" * 32), 1)  # noqa: PLW2901
        found.append(path)
    return [path for path in found if path not in VOUCHED]


def test_there_are_forms_to_be_tested(contest: Contest) -> None:
    found = addresses(contest)
    assert {"/login", "/enter", "/desk/new", f"/desk/c/{contest.id}/move", "/logout"} <= set(found)
    assert all("{" not in path for path in found)


def test_nothing_is_taken_without_a_token(browser: Browser, contest: Contest) -> None:
    browser.get("/login")
    answers = {path: browser.client.post(path, data={}).status_code for path in addresses(contest)}
    assert set(answers.values()) == {403}, {path: status for path, status in answers.items() if status != 403}


def test_nothing_is_taken_with_the_token_of_another_browser(browser: Browser, server: Served, contest: Contest) -> None:
    browser.get("/enter")
    with Browser(server) as other:
        strange = other.get("/enter").form("/enter").fields[FIELD]
        foreign = other.enter_as(new_teacher(server.host)).csrf
    for token in (strange, foreign, ""):
        answers = {path: browser.client.post(path, data={FIELD: token}).status_code for path in addresses(contest)}
        assert set(answers.values()) == {403}, {path: status for path, status in answers.items() if status != 403}


def test_a_teachers_deeds_need_the_token_of_the_login(server: Served, contest: Contest) -> None:
    with Browser(server) as browser:
        token = browser.get("/enter").form("/enter").fields[FIELD]
        browser.enter_as(contest.teacher)
        answers = {
            path: browser.client.post(path, data={FIELD: token}).status_code
            for path in addresses(contest)
            if path.startswith("/desk") or path == "/logout"
        }
    assert len(answers) > 10
    assert set(answers.values()) == {403}, {path: status for path, status in answers.items() if status != 403}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "http://127.0.0.1.example.org"},
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_right_token(
    server: Served, contest: Contest, headers: dict[str, str]
) -> None:
    with Browser(server) as browser:
        csrf = browser.enter_as(contest.teacher).csrf
        for path in addresses(contest):
            assert browser.client.post(path, data={FIELD: csrf}, headers=headers).status_code == 403


def test_our_own_form_is_taken_whether_the_browser_names_its_origin_or_not(server: Served, contest: Contest) -> None:
    for headers in ({}, {"Origin": "null"}, {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}):
        with Browser(server) as browser:
            csrf = browser.enter_as(contest.teacher).csrf
            locked = {FIELD: csrf, "locked": "yes"}
            assert browser.client.post(f"/desk/c/{contest.id}/lock", data=locked, headers=headers).status_code == 303


def test_every_form_of_every_page_carries_its_token(server: Served, contest: Contest) -> None:
    contest.join()
    with Browser(server) as browser:
        csrf = browser.enter_as(contest.teacher).csrf
        todo, seen, forms = ["/desk", "/desk/new"], set(), 0
        while todo:
            path = todo.pop()
            if path in seen or not path.startswith("/desk") or "/live" in path:
                continue
            seen.add(path)
            answer = browser.client.get(path)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            page = Page(answer)
            todo += [link.split("#")[0] for link in page.links]
            for form in page.forms:
                forms += form.method == "post"
                assert form.method != "post" or form.fields.get(FIELD) == csrf, (path, form.action)
    assert forms > 10
