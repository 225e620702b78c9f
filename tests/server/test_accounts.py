"""Teachers come in by a link that works once, or by login and password, and nobody else does."""

from collections.abc import Iterator

import pytest
from browsing import Browser
from hosts import Clock, Served, new_teacher, served
from sqlalchemy import select

from game.server import accounts, entering
from game.server import tables as t
from game.server.host import Host

GOOD = "larch osprey vole"


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def browser(server: Served) -> Iterator[Browser]:
    with Browser(server) as opened:
        yield opened


def link_for(host: Host, teacher: str | None = None) -> str:
    return host.store.write(
        lambda c: entering.ticket(host, c, entering.FIRST_LINK, teacher or entering.first_teacher(host, c))
    ).result()


def with_password(browser: Browser, login: str = "mara") -> str:
    """Enter by a link, choose a login and a password, log out; return the teacher's id."""
    host = browser.server.host
    teacher = new_teacher(host)
    browser.enter_as(teacher)
    assert browser.send("/desk/account", "/desk/account/password", login=login, password=GOOD).status == 303
    assert browser.send("/desk/account", "/logout").answer.headers["location"] == "/login"
    return teacher


def log_in(browser: Browser, login: str = "mara", password: str = GOOD) -> int:
    """Try to log in; past the limit of the host, which is not what these tests are about."""
    browser.server.app.state.limits.logins._buckets.clear()
    return browser.send("/login", "/login", login=login, password=password).status


def test_the_link_of_the_host_lets_one_browser_in_once(server: Served, browser: Browser) -> None:
    link = f"http://desk/enter#{link_for(server.host)}"
    entered = browser.send("/enter", "/enter", link=link)
    assert (entered.status, entered.answer.headers["location"]) == (303, "/desk/account")
    assert browser.get("/desk/account").status == 200
    with Browser(server) as other:
        again = other.send("/enter", "/enter", link=link)
        assert again.status == 401
        assert "has been used" in again.words
        assert other.get("/desk/account").answer.headers["location"] == "/login"


def test_a_link_that_was_made_up_or_is_too_old_lets_nobody_in(server: Served, browser: Browser, clock: Clock) -> None:
    assert browser.send("/enter", "/enter", link="made-up").status == 401
    link = link_for(server.host)
    clock.wait(minutes=12 * 60 + 1)
    assert browser.send("/enter", "/enter", link=link).status == 401


def test_links_that_are_too_old_are_forgotten_when_a_new_one_is_made(sqlite_host: Host, clock: Clock) -> None:
    for _day in range(3):
        link_for(sqlite_host)
        clock.wait(minutes=24 * 60)
    kept = sqlite_host.store.read(lambda c: len(c.execute(select(t.tickets)).all()))
    assert kept == 1


def test_the_cookie_of_a_login_is_kept_from_scripts_and_from_other_sites(server: Served, browser: Browser) -> None:
    entered = browser.send("/enter", "/enter", link=link_for(server.host))
    cookie = next(line for line in entered.answer.headers.get_list("set-cookie") if line.startswith("login="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_on_https_the_cookies_are_secure_and_tied_to_the_host(sqlite_host: Host) -> None:
    sqlite_host.public_url = "https://contest.example.org"
    with served(sqlite_host, ticking=False) as server, Browser(server) as browser:
        page = browser.get("/enter")
        cookie = page.answer.headers["set-cookie"]
        assert cookie.startswith("__Host-form=")
        assert "Secure" in cookie
        assert "Domain" not in cookie


def test_coming_in_gives_the_browser_a_new_token_and_ends_the_old_one(server: Served, browser: Browser) -> None:
    teacher = new_teacher(server.host)
    old = browser.enter_as(teacher)
    page = browser.send("/enter", "/enter", link=link_for(server.host, teacher))
    assert page.status == 303
    assert browser.cookie("login") != old.token
    browser.keep("login", old.token)
    assert browser.get("/desk/account").status == 303


def test_a_teacher_comes_back_with_login_and_password(browser: Browser) -> None:
    with_password(browser)
    assert log_in(browser, "Mara ") == 303
    assert browser.get("/desk/account").status == 200


def test_a_password_is_stored_as_a_slow_hash_only(browser: Browser) -> None:
    teacher = with_password(browser)
    row = browser.server.host.store.read(
        lambda c: c.execute(select(t.teachers).where(t.teachers.c.id == teacher)).one()
    )
    assert row.password.startswith("$argon2id$")
    assert GOOD not in row.password


def test_wrong_passwords_and_unknown_logins_are_answered_alike(browser: Browser) -> None:
    with_password(browser)
    wrong = browser.send("/login", "/login", login="mara", password="something else")
    unknown = browser.send("/login", "/login", login="mira", password="something else")
    assert wrong.status == unknown.status == 401
    assert wrong.answer.text.replace("mara", "mira") == unknown.answer.text


def test_after_three_wrong_tries_the_right_password_waits_longer_and_longer(browser: Browser, clock: Clock) -> None:
    with_password(browser)
    waits = []
    for _try in range(5):
        assert log_in(browser, password="wrong, wrong") == 401
        row = browser.server.host.store.read(lambda c: c.execute(select(t.teachers.c.locked_until)).scalar_one())
        waits.append(max(0, row - clock()))
        clock.wait(ms=waits[-1] + 1)
    assert waits == [0, 0, 1_000, 2_000, 4_000]
    assert log_in(browser, password="wrong, wrong") == 401
    assert log_in(browser) == 401
    clock.wait(ms=8_001)
    assert log_in(browser) == 303


def test_the_wait_is_never_longer_than_five_minutes(sqlite_host: Host, clock: Clock) -> None:
    teacher = new_teacher(sqlite_host)
    sqlite_host.store.write(lambda c: accounts.set_password(sqlite_host, c, teacher, "mara", "hash", None)).result()
    for _try in range(30):
        sqlite_host.store.write(
            lambda c: accounts.judge(sqlite_host, c, teacher, "hash", right=False, before=None)
        ).result()
        clock.wait(minutes=5, ms=1)
    assert sqlite_host.store.write(
        lambda c: accounts.judge(sqlite_host, c, teacher, "hash", right=True, before=None)
    ).result()


def test_a_password_that_was_changed_in_the_meantime_lets_nobody_in(sqlite_host: Host) -> None:
    teacher = new_teacher(sqlite_host)
    sqlite_host.store.write(lambda c: accounts.set_password(sqlite_host, c, teacher, "mara", "old", None)).result()
    sqlite_host.store.write(lambda c: accounts.set_password(sqlite_host, c, teacher, "mara", "new", None)).result()
    late = sqlite_host.store.write(
        lambda c: accounts.judge(sqlite_host, c, teacher, "old", right=True, before=None)
    ).result()
    assert late is None


def test_many_tries_at_one_login_are_slowed_down_whether_it_exists_or_not(browser: Browser) -> None:
    for login in ("mara", "mira"):
        statuses = [browser.send("/login", "/login", login=login, password="wrong, wrong").status for _try in range(6)]
        assert statuses == [401] * 5 + [429]


@pytest.mark.parametrize(
    ("login", "password", "says"),
    [
        ("ma", GOOD, "A login has 3 to 80"),
        ("ma ra", GOOD, "A login has 3 to 80"),
        ("mara", "too short", "A password has 10"),
        ("mara", "x" * 201, "A password has 10"),
        ("mara", "aaaaaaaaaaaa", "guessed at once"),
        ("mara.mara.mara", "Mara.Mara.Mara", "guessed at once"),
    ],
)
def test_logins_and_passwords_that_cannot_be_are_refused(
    browser: Browser, login: str, password: str, says: str
) -> None:
    browser.enter_as(new_teacher(browser.server.host))
    page = browser.send("/desk/account", "/desk/account/password", login=login, password=password)
    assert page.status == 422
    assert says in page.words


def test_a_login_belongs_to_one_teacher(server: Served, browser: Browser) -> None:
    with_password(browser)
    browser.enter_as(new_teacher(server.host))
    page = browser.send("/desk/account", "/desk/account/password", login="MARA", password=GOOD)
    assert page.status == 422
    assert "Another teacher has this login" in page.words


def test_changing_a_password_needs_the_old_one_and_ends_every_other_browser(server: Served, browser: Browser) -> None:
    with_password(browser)
    log_in(browser)
    with Browser(server) as other:
        log_in(other)
        fields = {"login": "mara", "password": "willow crane newt"}
        refused = browser.send("/desk/account", "/desk/account/password", current="not this one", **fields)
        assert refused.status == 422
        assert other.get("/desk/account").status == 200
        assert browser.send("/desk/account", "/desk/account/password", current=GOOD, **fields).status == 303
        assert other.get("/desk/account").status == 303
    assert browser.get("/desk/account").status == 200


def test_a_teacher_logs_out_everywhere_else(server: Served, browser: Browser) -> None:
    teacher = new_teacher(server.host)
    browser.enter_as(teacher)
    with Browser(server) as other:
        other.enter_as(teacher)
        assert browser.send("/desk/account", "/desk/account/elsewhere").status == 303
        assert other.get("/desk/account").status == 303
    assert browser.get("/desk/account").status == 200


def test_logging_out_makes_the_token_worthless(server: Served, browser: Browser) -> None:
    entered = browser.enter_as(new_teacher(server.host))
    browser.send("/desk/account", "/logout")
    browser.keep("login", entered.token)
    assert browser.get("/desk/account").status == 303


def test_a_colleague_comes_in_by_invitation_with_a_desk_of_their_own(server: Served, browser: Browser) -> None:
    teacher = new_teacher(server.host)
    browser.enter_as(teacher)
    page = browser.send("/desk/account", "/desk/account/invite")
    link = next(word for word in page.answer.text.split('"') if "/enter#" in word)
    with Browser(server) as colleague:
        assert colleague.send("/enter", "/enter", link=link).status == 303
        row = server.host.store.read(lambda c: entering.login_of(server.host, c, colleague.cookie("login") or ""))
        assert row.teacher != teacher
        assert colleague.send("/enter", "/enter", link=link).status == 401


def test_a_teacher_has_a_name_that_colleagues_read(browser: Browser) -> None:
    browser.enter_as(new_teacher(browser.server.host))
    assert browser.send("/desk/account", "/desk/account/name", name=" Dr.  Mara <b>Lind</b> ").status == 303
    assert 'value="Dr. Mara &lt;b&gt;Lind&lt;/b&gt;"' in browser.get("/desk/account").answer.text
    assert browser.send("/desk/account", "/desk/account/name", name="").status == 422


def test_deeds_of_accounts_are_noted(server: Served, browser: Browser) -> None:
    with_password(browser)
    log_in(browser)
    browser.send("/desk/account", "/desk/account/invite")
    noted = server.host.store.read(lambda c: list(c.scalars(select(t.notices.c.what).order_by(t.notices.c.id))))
    assert noted == ["password_set", "logged_in", "invited"]
