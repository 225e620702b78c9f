"""Learning platforms, end to end: a course's link, its seats, its grades; against a platform that answers."""

import asyncio
import re
from collections.abc import Iterator

import httpx
import jwt
import pytest
from hosts import Clock, Contest, Player, Served, logged_in, moves_of, new_contest, new_teacher, served
from lms import (
    AGS,
    CLAIM,
    CLIENT,
    DEEP,
    DEPLOYMENT,
    INSTITUTION,
    LEARNER,
    MEMBER,
    TEACHER,
    Browser,
    Claims,
    Lms,
    platform,
    registered,
)
from sqlalchemy import select

from game.server import outbox
from game.server import tables as t
from game.server.host import Host


@pytest.fixture
def lms(clock: Clock) -> Iterator[Lms]:
    """A learning platform."""
    with platform(clock) as running:
        yield running


@pytest.fixture
def server(host: Host, lms: Lms) -> Iterator[Served]:
    """A host that may call the platform, once on each database; its outbox is emptied by hand."""
    host.reach = ("127.0.0.0/8",)
    with served(host, ticking=False) as running:
        lms.tool = host.public_url = running.url
        yield running


@pytest.fixture
def teacher(host: Host) -> str:
    """A teacher."""
    return new_teacher(host)


def hidden(page: httpx.Response, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found is not None, page.text
    return found[1]


def at_desk(server: Served, teacher: str) -> httpx.Client:
    """Return a browser in which a teacher is logged in; its `csrf` goes into forms."""
    entered = logged_in(server.host, teacher)
    client = server.client(cookies={"login": entered.token})
    client.headers["x-csrf"] = entered.csrf
    return client


def send(client: httpx.Client, path: str, /, **fields: str) -> httpx.Response:
    """Send a form of the desk."""
    return client.post(path, data={"token": client.headers["x-csrf"], **fields})


def tied(browser: Browser, contest: Contest, account: str = "prof") -> None:
    """Have the link of the course open a contest."""
    page = browser.launch(account, TEACHER)
    chosen = browser.client.post("/lti/choose", data={"choice": hidden(page, "choice"), "contest": contest.id})
    assert chosen.status_code == 200, chosen.text
    assert f'href="/desk/c/{contest.id}"' in chosen.text


def sit_down(browser: Browser, subject: str, **how: str) -> str:
    """Open the link as a learner, take the seat, and return its token."""
    page = browser.launch(subject, **how)
    assert page.status_code == 200, page.text
    taken = browser.client.post("/lti/seat", data={"ticket": hidden(page, "ticket")})
    assert (taken.status_code, taken.headers["location"]) == (303, "/seat")
    return str(browser.client.cookies["seat"])


def playing(server: Served, token: str) -> Player:
    """Return whoever holds a seat's token, ready to play."""
    clock = server.host.clock
    assert isinstance(clock, Clock)
    return Player(server.client(token), clock=clock).looked()


def deliver(host: Host) -> int:
    """Empty the outbox once."""
    return asyncio.run(outbox.deliver(host))


def test_a_course_launches_joins_plays_and_gets_its_grades_once(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby", case="ines", title="Ines, together")
    with at_desk(server, teacher) as desk, Browser(server, lms) as prof:
        values = {"issuer": lms.url, "client": CLIENT, "deployments": DEPLOYMENT, "login_url": f"{lms.url}/auth"}
        values |= {"token_url": f"{lms.url}/token", "keys_url": f"{lms.url}/keys"}
        assert send(desk, "/desk/platforms", **values).status_code == 303
        assert lms.url in desk.get("/desk/platforms").text

        asked = hidden(prof.launch("prof", TEACHER), "choice")
        assert "Log in to your desk" in prof.client.post("/lti/account", data={"choice": asked}).text
        assert "Is this account yours?" in send(desk, "/lti/account", choice=asked).text
        assert "This account is yours" in send(desk, "/desk/platforms/account", choice=asked).text
        tied(prof, contest)

    players = []
    for subject in ("anna", "ben", "carl"):
        with Browser(server, lms) as browser:
            players.append(playing(server, sit_down(browser, subject)))
    contest.move("start")
    for player in players[:2]:
        player.looked().play(moves_of()[: 20 if player is players[0] else 8])
        player.client.close()
    players[2].client.close()
    contest.move("close")
    assert deliver(host) == 0, "nothing leaves before the reveal"
    assert lms.scores == []
    contest.move("reveal")
    while deliver(host):
        pass

    runs = {row.id: row for row in contest.read(lambda c: c.execute(select(t.runs)).all())}
    expected = {"anna": runs[players[0].run].composite / 1_000, "ben": runs[players[1].run].composite / 1_000}
    assert {score["userId"]: score["scoreGiven"] for _column, score in lms.scores} == expected
    assert len(lms.scores) == 2, "each grade arrives once, and none for who did not play"
    [column] = lms.columns
    assert (column["resourceId"], column["tag"], column["label"]) == (contest.id, "sixteen-weeks", "Ines, together")
    for address, score in lms.scores:
        assert address == column["id"]
        assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
        assert (score["scoreMaximum"], score["timestamp"][-10:]) == (100, score["timestamp"][-10:])
        assert re.fullmatch(r".*T\d\d:\d\d:\d\d\.\d{3}\+00:00", score["timestamp"])
    with at_desk(server, teacher) as desk:
        page = desk.get(f"/desk/c/{contest.id}/course").text
    assert page.count("In the course.") == 2
    assert page.count("Nothing was played") == 1


def test_whoever_launches_again_has_the_same_seat_and_the_lost_device_none(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        tied(browser, contest)
        first = sit_down(browser, "anna")
        again = sit_down(browser, "anna")
        other = sit_down(browser, "ben")
    seats = []
    for token in (first, again, other):
        with server.client(token) as client:
            seats.append(client.get("/api/seat").json().get("seat", {}).get("id"))
    assert seats[0] is None
    assert seats[1] is not None
    assert seats[2] not in (None, seats[1])
    assert len(contest.read(lambda c: c.execute(select(t.seats.c.id)).all())) == 2


def test_a_launch_in_a_window_of_its_own_leads_straight_to_the_seat(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        tied(browser, contest)
        learner = browser.launch("anna", window=True)
        staff = browser.launch("prof", TEACHER, window=True)
    assert (learner.status_code, learner.headers["location"]) == (303, "/seat")
    assert "seat=" in learner.headers["set-cookie"]
    assert (staff.status_code, staff.headers["location"]) == (303, f"/desk/c/{contest.id}")
    assert "login=" not in staff.headers.get("set-cookie", ""), "a platform's word logs no teacher in"


def test_learners_go_by_a_pseudonym_and_their_name_is_kept_apart(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby", names="own")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        tied(browser, contest)
        page = browser.launch("anna")
    [seat] = contest.read(lambda c: c.execute(select(t.seats)).all())
    [who] = contest.read(lambda c: c.execute(select(t.identities)).all())
    assert seat.name in page.text
    assert "Real Name" not in seat.name + page.text
    assert (who.key, who.subject, who.name) == (seat.identity, "anna", "Real Name of anna")
    everything = contest.read(
        lambda c: [tuple(row) for table in t.metadata.sorted_tables for row in c.execute(select(table))]
    )
    assert "anna@example.org" not in str(everything), "no e-mail is kept anywhere"


def test_a_link_that_is_tied_to_nothing_seats_nobody(server: Served, lms: Lms, teacher: str, host: Host) -> None:
    new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher)
    with Browser(server, lms) as browser:
        page = browser.launch("anna")
    assert page.status_code == 409
    assert "has not said yet which contest" in page.text


def test_only_the_role_in_this_very_course_counts(server: Served, lms: Lms, teacher: str, host: Host) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")
    opens = [
        ([f"{INSTITUTION}Instructor", LEARNER], "Take your seat"),
        ([f"{INSTITUTION}Administrator", f"{INSTITUTION}Instructor"], "opens nothing here"),
        ([f"{MEMBER}Mentor"], "opens nothing here"),
        ([LEARNER, TEACHER], "Open the desk"),
        ([], "opens nothing here"),
    ]
    with Browser(server, lms) as browser:
        tied(browser, contest)
        for roles, says in opens:
            page = browser.launch("anna", change=lambda claims, said=roles: claims.update({f"{CLAIM}roles": said}))
            assert says in page.text, roles


def test_a_teacher_of_the_platform_who_is_not_ours_chooses_nothing(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    new_contest(host, teacher, "open_lobby", title="Secret title")
    stranger = new_teacher(host, "Stranger")
    registered(host, lms, teacher)
    with Browser(server, lms) as browser, at_desk(server, stranger) as desk:
        page = browser.launch("rival", TEACHER)
        assert "Secret title" not in page.text
        choice = hidden(page, "choice")
        contest = host.store.read(lambda c: c.execute(select(t.contests.c.id)).scalar_one())
        refused = browser.client.post("/lti/choose", data={"choice": choice, "contest": contest})
        assert refused.status_code == 403
        assert send(desk, "/lti/account", choice=choice).status_code == 404
        assert send(desk, "/desk/platforms/account", choice=choice).status_code == 404
    assert host.store.read(lambda c: c.execute(select(t.links)).all()) == []


def test_a_confirmed_account_reaches_only_its_own_teachers_contests(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    foreign = new_contest(host, new_teacher(host, "Other"), "open_lobby", title="Foreign title")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser, at_desk(server, teacher) as desk:
        assert "You have no contest that is open" in browser.launch("prof", TEACHER).text
        new_contest(host, teacher, "open_lobby", title="Own title")
        page = browser.launch("prof", TEACHER)
        assert "Own title" in page.text
        assert "Foreign title" not in page.text
        fields = {"choice": hidden(browser.launch("prof", TEACHER, change=deep_linking(lms)), "choice")}
        refused = browser.client.post("/lti/choose", data=fields | {"contest": foreign.id})
        assert refused.status_code == 404
        for path in ("course", "course/again"):
            call = desk.get if path == "course" else lambda to: send(desk, to)
            assert call(f"/desk/c/{foreign.id}/{path}").status_code == 404


def deep_linking(lms: Lms, data: str | None = "opaque") -> "Claims":
    """Return what changes a launch into the making of a new link."""

    def change(claims: Claims) -> None:
        settings = {"deep_link_return_url": f"{lms.url}/made", "accept_types": ["ltiResourceLink"]}
        settings |= {"accept_presentation_document_targets": ["iframe"]} | ({"data": data} if data else {})
        claims[f"{CLAIM}message_type"] = "LtiDeepLinkingRequest"
        claims[f"{DEEP}deep_linking_settings"] = settings
        del claims[f"{CLAIM}resource_link"]

    return change  # type: ignore[return-value]


@pytest.mark.parametrize("data", ["opaque", None])
def test_a_contest_is_chosen_while_a_link_is_made(
    server: Served, lms: Lms, teacher: str, host: Host, data: str | None
) -> None:
    contest = new_contest(host, teacher, "open_lobby", title="Chosen <b>here</b>")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        page = browser.launch("prof", TEACHER, change=deep_linking(lms, data))
        assert "Chosen &lt;b&gt;here&lt;/b&gt;" in page.text
        made = browser.client.post("/lti/choose", data={"choice": hidden(page, "choice"), "contest": contest.id})
        assert f'action="{lms.url}/made"' in made.text
        assert lms.url in re.search("form-action ([^;]*)", made.headers["content-security-policy"])[1]  # type: ignore[index]
        [key] = browser.client.get("/lti/keys").json()["keys"]
        assert "d" not in key, "only the public half is shown"
        said = jwt.decode(hidden(made, "JWT"), jwt.PyJWK(key), algorithms=["RS256"], audience=lms.url)
        assert said["iss"] == CLIENT
        assert said[f"{CLAIM}deployment_id"] == DEPLOYMENT
        assert said.get(f"{DEEP}data") == data
        [item] = said[f"{DEEP}content_items"]
        assert (item["type"], item["url"]) == ("ltiResourceLink", f"{server.url}/lti/launch")
        assert item["lineItem"]["resourceId"] == contest.id

        def through_it(claims: Claims) -> None:
            claims[f"{CLAIM}custom"] = item["custom"]

        assert browser.launch("anna", link="link-9", change=through_it).status_code == 200
    [link] = contest.read(lambda c: c.execute(select(t.links)).all())
    assert (link.contest, link.resource) == (contest.id, "link-9")


def test_a_link_cannot_name_a_contest_that_was_not_chosen_for_it(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        for mark in ("", "0" * 64):
            custom = {"contest": contest.id, "seal": mark}
            page = browser.launch("anna", change=lambda claims, said=custom: claims.update({f"{CLAIM}custom": said}))
            assert page.status_code == 409
    assert contest.read(lambda c: c.execute(select(t.seats)).all()) == []


def test_who_was_sent_out_or_comes_too_late_gets_no_seat(
    server: Served, lms: Lms, teacher: str, host: Host, clock: Clock
) -> None:
    from game.server import conducting

    contest = new_contest(host, teacher, "open_lobby", late=False)
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        tied(browser, contest)
        sit_down(browser, "anna")
        [seat] = contest.read(lambda c: c.execute(select(t.seats.c.id)).scalars().all())
        contest.deed(conducting.set_seat, seat, "kicked", teacher)
        assert browser.launch("anna").status_code == 409
        contest.move("start")
        assert browser.launch("ben").status_code == 409
    assert len(contest.read(lambda c: c.execute(select(t.seats)).all())) == 1


def test_a_ticket_to_a_seat_works_once_and_for_ten_minutes(
    server: Served, lms: Lms, teacher: str, host: Host, clock: Clock
) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")
    with Browser(server, lms) as browser:
        tied(browser, contest)
        ticket = hidden(browser.launch("anna"), "ticket")
        answers = [browser.client.post("/lti/seat", data={"ticket": ticket}).status_code for _try in range(2)]
        late = hidden(browser.launch("anna"), "ticket")
        clock.wait(minutes=10)
        answers.append(browser.client.post("/lti/seat", data={"ticket": late}).status_code)
        elsewhere = {"sec-fetch-site": "cross-site"}
        fresh = hidden(browser.launch("anna"), "ticket")
        answers.append(browser.client.post("/lti/seat", data={"ticket": fresh}, headers=elsewhere).status_code)
    assert answers == [303, 401, 401, 403]


def test_only_pages_for_courses_may_be_shown_inside_them(server: Served, lms: Lms, teacher: str, host: Host) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    registered(host, lms, teacher, staff="prof")

    def frames(answer: httpx.Response) -> str:
        return str(re.search("frame-ancestors ([^;]*)", answer.headers["content-security-policy"])[1])  # type: ignore[index]

    with Browser(server, lms) as browser, at_desk(server, teacher) as desk:
        tied(browser, contest)
        assert frames(browser.launch("anna")) == f"'self' {lms.url}"
        assert frames(browser.finish("no such state", "a.b.c")) == "'none'"
        for path in ("/", "/login", "/lti/keys"):
            assert frames(browser.client.get(path)) == "'none'"
        for path in ("/desk/platforms", f"/desk/c/{contest.id}/course"):
            assert frames(desk.get(path)) == "'none'"


def test_the_states_cookie_is_for_frames_and_for_tls_alone(server: Served, lms: Lms, teacher: str, host: Host) -> None:
    registered(host, lms, teacher)
    asked = {"iss": lms.url, "client_id": CLIENT, "login_hint": "7"}
    with server.client() as client:
        host.public_url = "https://contest.example.org"
        to = {"target_link_uri": "https://contest.example.org/lti/launch"}
        secure = client.get("/lti/login", params=asked | to).headers["set-cookie"]
        host.public_url = server.url
        plain = client.get("/lti/login", params=asked | {"target_link_uri": f"{server.url}/lti/launch"})
    assert secure.startswith("__Host-lti-")
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"} <= set(secure.split("; "))
    assert "HttpOnly" in plain.headers["set-cookie"]
    assert "SameSite" not in plain.headers["set-cookie"]


def test_a_browser_that_keeps_no_cookies_is_offered_a_window_of_its_own(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    registered(host, lms, teacher)
    with Browser(server, lms) as browser:
        asked = browser.begin()
        browser.client.cookies.clear()
        page = browser.finish(asked["state"], lms.signed(lms.claims("anna", LEARNER, asked["nonce"])))
        assert page.status_code == 403
        again = re.search(r'href="(/lti/login[^"]*)" target="_blank"', page.text)
        assert again is not None
        answer = browser.client.get(again[1].replace("&amp;", "&"))
        assert answer.headers["location"].startswith(f"{lms.url}/auth?")


def test_a_platform_with_an_address_that_is_not_called_is_not_registered(
    server: Served, teacher: str, host: Host
) -> None:
    host.reach = ()
    base = "https://platform.example.org"
    values = {"issuer": base, "client": "7", "deployments": "1", "login_url": base, "token_url": base}
    values |= {"keys_url": base, "pages": "", "audience": ""}
    wrong = [
        {"keys_url": "https://127.0.0.1/keys"},
        {"keys_url": "https://10.0.0.8/keys"},
        {"token_url": "http://platform.example.org/token"},
        {"token_url": "https://user:word@platform.example.org/token"},
        {"login_url": "javascript:alert(1)"},
        {"issuer": "https://platform.example.org;script-src *"},
        {"pages": "https://a b"},
        {"deployments": ""},
        {"client": ""},
    ]
    with at_desk(server, teacher) as desk:
        for change in wrong:
            assert send(desk, "/desk/platforms", **(values | change)).status_code == 422, change
        assert host.store.read(lambda c: c.execute(select(t.platforms)).all()) == []
        assert send(desk, "/desk/platforms", **values).status_code == 303
        assert send(desk, "/desk/platforms", **values).status_code == 422, "each platform is registered once"


def test_a_platform_that_is_removed_is_forgotten_with_its_people(
    server: Served, lms: Lms, teacher: str, host: Host
) -> None:
    contest = new_contest(host, teacher, "open_lobby")
    known = registered(host, lms, teacher, staff="prof")
    stranger = new_teacher(host, "Stranger")
    with Browser(server, lms) as browser, at_desk(server, teacher) as desk, at_desk(server, stranger) as other:
        tied(browser, contest)
        sit_down(browser, "anna")
        assert send(other, f"/desk/platforms/{known.id}/remove").status_code == 404
        assert send(desk, f"/desk/platforms/{known.id}/remove").status_code == 303
        asked = {"iss": lms.url, "client_id": CLIENT, "login_hint": "7", "target_link_uri": f"{server.url}/lti/launch"}
        assert browser.client.get("/lti/login", params=asked).status_code == 403
    for table in (t.platforms, t.links, t.identities):
        assert contest.read(lambda c, table=table: c.execute(select(table)).all()) == []
    [seat] = contest.read(lambda c: c.execute(select(t.seats)).all())
    assert seat.identity is None


def test_the_configuration_names_our_own_addresses(server: Served) -> None:
    with server.client() as client:
        told = client.get("/lti/config.json").json()
        assert client.get(told["public_jwk_url"]).json() == {"keys": []}
    assert told["oidc_initiation_url"] == f"{server.url}/lti/login"
    assert told["redirect_uris"] == [f"{server.url}/lti/launch"]
    assert f"{AGS}scope/score" in told["scopes"]
