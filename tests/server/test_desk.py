"""The desk: a contest made in one form, led by its buttons, and every seat helped by small ones."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import Browser, Page
from hosts import Clock, Contest, Seat, Served, moves_of, new_contest, new_teacher, served
from sqlalchemy import select

from game.case import load_case
from game.server import joining
from game.server import tables as t
from game.server.host import Host
from game.server.rows import Settings, settings_of
from game.server.web.templating import clock as as_clock

DEFAULTS = Settings()


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def teacher(server: Served) -> str:
    return new_teacher(server.host)


@pytest.fixture
def browser(server: Served, teacher: str) -> Iterator[Browser]:
    with Browser(server) as opened:
        opened.enter_as(teacher)
        yield opened


def made(browser: Browser, teacher: str, **fields: Any) -> Contest:
    """Make a contest by the form."""
    page = browser.send("/desk/new", "/desk/new", **{"and": "open"} | fields)
    assert page.status == 303, page.words
    return Contest(browser.server.host, teacher, page.answer.headers["location"].rpartition("/")[2])


def do(browser: Browser, contest: Contest, button: str, **fields: Any) -> Page:
    """Send one of the forms of a contest's page."""
    return browser.send(f"/desk/c/{contest.id}", f"/desk/c/{contest.id}/{button}", **fields)


def help_seat(browser: Browser, seat: Seat, button: str, **fields: Any) -> Page:
    """Send one of the forms of a seat's page."""
    at = f"/desk/c/{seat.contest.id}/s/{seat.row.id}"
    return browser.send(at, f"{at}/{button}", **fields)


# -- a new contest -------------------------------------------------------------------------------------


def test_who_has_no_contest_yet_is_led_to_the_form(browser: Browser, teacher: str) -> None:
    assert browser.get("/desk").answer.headers["location"] == "/desk/new"
    contest = made(browser, teacher, title="Tuesday")
    page = browser.get("/desk")
    assert page.status == 200
    assert "Tuesday" in page.words
    assert f"/desk/c/{contest.id}" in page.links


def test_the_form_makes_a_contest_as_it_stands(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    row = contest.row
    assert (row.state, row.minutes, row.case_id) == ("lobby", 45, "ines")
    assert settings_of(row.settings) == DEFAULTS


def test_a_draft_has_no_lobby_yet(browser: Browser, teacher: str) -> None:
    assert made(browser, teacher, **{"and": "draft"}).row.state == "draft"


def test_every_choice_of_the_form_arrives_in_the_settings(browser: Browser, teacher: str) -> None:
    chosen = {"mode": "guided", "sessions": 12, "span": 5, "freeze": False, "late": False, "names": "own"}
    chosen |= {"approval": True, "cap": 31, "variants": False, "teams": 4, "consults": 3, "consult_minutes": 6}
    chosen |= {"leagues": 7, "live_board": True, "show_own_score": True, "podium": True, "top": 5, "keep_days": 30}
    assert set(chosen) == set(Settings.__dataclass_fields__), "the form has a field for every setting"
    typed: dict[str, Any] = {name: value for name, value in chosen.items() if not isinstance(value, bool)}
    typed |= {name: "yes" if value else None for name, value in chosen.items() if isinstance(value, bool)}
    typed |= {"span": "number", "span_sessions": "5"}
    row = made(browser, teacher, case="mehdi", minutes="90", title=" Friday   group ", **typed).row
    assert (row.title, row.minutes, row.case_id) == ("Friday group", 90, "mehdi")
    assert settings_of(row.settings) == Settings(**chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize(("span", "sessions"), [("first", 1), ("initial", 3), ("whole", None)])
def test_the_span_is_chosen_in_plain_words(browser: Browser, teacher: str, span: str, sessions: int | None) -> None:
    assert settings_of(made(browser, teacher, span=span).row.settings).span == sessions


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": "  "}, "A contest needs a title"),
        ({"minutes": "0"}, "A round lasts from 1 minute"),
        ({"minutes": "soon"}, "Minutes of the round: type a whole number"),
        ({"minutes": "20161"}, "A round lasts from 1 minute"),
        ({"case": "nobody"}, "There is nothing of this name"),
        ({"teams": "201"}, "Number of teams: this value is not possible"),
        ({"teams": "²"}, "Number of teams: type a whole number"),
        ({"mode": "easy"}, "Mode: this value is not possible"),
        ({"sessions": "9"}, "Length of the treatment: this value is not possible"),
        ({"span": "number", "span_sessions": "17"}, "Number of sessions: this value is not possible"),
        ({"keep_days": "0"}, "Days of keeping: this value is not possible"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    browser: Browser, teacher: str, fields: dict[str, str], says: str
) -> None:
    page = browser.send("/desk/new", "/desk/new", **{"cap": "77", "approval": "yes", "late": None} | fields)
    assert page.status in (404, 422)
    assert says in page.words
    kept = page.form("/desk/new").fields
    assert (kept["cap"], kept.get("approval"), kept.get("late")) == ("77", "yes", None)
    assert browser.get("/desk").status == 303, "there is still no contest"


def test_the_key_of_a_case_is_shown_to_who_asks_for_it_and_not_before(browser: Browser) -> None:
    case = load_case("ines", browser.server.host.book)
    area = browser.server.host.book.areas[case.rows.key.area].name
    new = browser.get("/desk/new")
    assert case.rows.teaser in new.words
    assert area not in new.words
    assert case.rows.key.why[:60] not in new.words
    key = browser.get("/desk/key?case=ines")
    assert area in key.words
    assert case.rows.key.why[:60] in key.words
    assert browser.get("/desk/key?case=nobody").status == 404


def test_an_earlier_contest_is_a_model_for_the_next(browser: Browser, teacher: str) -> None:
    first = made(browser, teacher, title="Friday", minutes="70", case="hana", teams="3", live_board="yes", span="first")
    fields = browser.get(f"/desk/new?like={first.id}").form("/desk/new").fields
    expected = {"title": "Friday", "minutes": "70", "case": "hana", "teams": "3", "live_board": "yes", "span": "first"}
    assert {name: fields[name] for name in expected} == expected
    assert "You had a contest of this case" in browser.get("/desk/new").words


# -- one contest ---------------------------------------------------------------------------------------


def test_the_page_of_a_contest_has_its_code_its_address_and_its_picture(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    code = contest.row.code
    page = browser.get(f"/desk/c/{contest.id}")
    assert f"{code[:4]}-{code[4:]}" in page.words
    assert f'aria-label="Picture code that leads to {browser.server.host.public_url}/j/{code}"' in page.answer.text
    assert "<svg" in page.answer.text
    assert f"/projector/{contest.row.board_key}" in page.links


def test_each_state_offers_its_next_step(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher, **{"and": "draft"})
    offered = []
    for trigger in ("open_lobby", "start", "pause", "resume", "freeze", "thaw", "close", "reveal"):
        forms = browser.get(f"/desk/c/{contest.id}").forms
        offered.append({form.fields["trigger"] for form in forms if form.action.endswith("/move")})
        assert trigger in offered[-1]
        contest.move(trigger)
    assert offered[1] == {"start"}
    assert offered[2] == {"pause", "freeze", "close"}


def test_a_button_that_was_pressed_twice_says_what_is_the_matter(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    old = browser.get(f"/desk/c/{contest.id}").form(f"/desk/c/{contest.id}/move").fields
    assert do(browser, contest, "move").status == 303
    again = Page(browser.client.post(f"/desk/c/{contest.id}/move", data=old))
    assert again.status == 409
    assert "A contest that is running cannot start." in again.words
    assert contest.row.state == "running"


def test_the_clock_stands_still_in_a_pause_and_grows_by_what_is_given(
    browser: Browser, teacher: str, clock: Clock
) -> None:
    contest = made(browser, teacher)
    contest.move("start")
    clock.wait(minutes=5)
    assert "40:00 left" in browser.get(f"/desk/c/{contest.id}").words
    contest.move("pause")
    clock.wait(minutes=5)
    assert "40:00 left, and standing still" in browser.get(f"/desk/c/{contest.id}").words
    assert do(browser, contest, "extend", minutes="10").status == 303
    assert "50:00 left" in browser.get(f"/desk/c/{contest.id}").words


@pytest.mark.parametrize("minutes", ["", "-5", "x", "9999999", "٣"])
def test_minutes_that_are_none_are_refused_on_the_page_itself(browser: Browser, teacher: str, minutes: str) -> None:
    contest = made(browser, teacher)
    page = do(browser, contest, "extend", minutes=minutes)
    assert page.status == 422
    assert "Type a number of minutes" in page.words
    assert contest.row.minutes == 45


def test_the_door_is_locked_and_opened(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    do(browser, contest, "lock")
    assert contest.row.locked
    assert "The door is locked" in browser.get(f"/desk/c/{contest.id}").words
    do(browser, contest, "lock")
    assert not contest.row.locked


def test_the_roster_tells_where_everybody_is_and_when_they_were_last_seen(
    browser: Browser, teacher: str, clock: Clock
) -> None:
    contest = made(browser, teacher)
    seats = [contest.join() for _number in range(3)]
    contest.move("start")
    seats[0].act(moves_of()[0])
    clock.wait(minutes=7)
    page = browser.get(f"/desk/c/{contest.id}")
    assert "3 seated" in page.words
    assert "0 connected" in page.words
    assert "1 begun" in page.words
    assert page.words.count("7 minutes ago") == 3
    assert page.words.count("Not begun") == 2
    assert "In treatment" in page.words


def test_names_and_titles_are_text_whatever_stands_in_them(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher, title='<img src=x onerror="alert(1)">', names="own")
    contest.join("<b>Al</b>")
    for path in ("/desk", f"/desk/c/{contest.id}"):
        text = browser.get(path).answer.text
        assert "<img" not in text
        assert "<b>Al" not in text
    assert "<bdi>&lt;b&gt;Al&lt;/b&gt;</bdi>" in text


def test_other_teachers_find_nothing(server: Served, browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    seat = contest.join()
    with Browser(server) as other:
        csrf = other.enter_as(new_teacher(server.host)).csrf
        for path in ("", "/live", "/next", f"/s/{seat.row.id}"):
            assert other.get(f"/desk/c/{contest.id}{path}").status == 404
        deeds = {"move": {"trigger": "start"}, "extend": {"minutes": "5"}, "lock": {"locked": "yes"}, "let-in": {}}
        deeds |= {f"s/{seat.row.id}/{deed}": {} for deed in ("let-in", "name", "away", "reopen")}
        deeds |= {"next": {"title": "Mine", "minutes": "5", "case": "ines"}, f"s/{seat.row.id}/time": {"extra": "0"}}
        for deed, fields in deeds.items():
            sent = other.client.post(f"/desk/c/{contest.id}/{deed}", data=fields | {"token": csrf, "reason": "x"})
            assert sent.status_code == 404, deed
        assert other.get(f"/desk/new?like={contest.id}").status == 404
        assert other.get("/desk").status == 303
    assert (contest.row.state, contest.row.minutes, contest.row.locked) == ("lobby", 45, False)


# -- seats ---------------------------------------------------------------------------------------------


def test_a_teacher_lets_in_one_or_all(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher, approval="yes")
    seats = [contest.join() for _number in range(3)]
    assert [seat.row.state for seat in seats] == ["waiting"] * 3
    do(browser, contest, f"s/{seats[1].row.id}/let-in")
    assert sorted(seat.row.state for seat in seats) == ["seated", "waiting", "waiting"]
    assert "Let all 2 waiting seats in" in browser.get(f"/desk/c/{contest.id}").words
    do(browser, contest, "let-in")
    assert [seat.row.state for seat in seats] == ["seated"] * 3


def test_a_seat_gets_another_name_more_time_and_is_sent_away_with_a_reason(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    seat, other = contest.join(), contest.join()
    assert help_seat(browser, seat, "name", name="Grey Wren").status == 303
    assert seat.row.name == "Grey Wren"
    assert "Somebody here has this name" in help_seat(browser, other, "name", name="Grey Wren").words
    assert help_seat(browser, seat, "time", extra="0").status == 303
    assert seat.row.extra == 0
    assert "No limit" in browser.get(f"/desk/c/{contest.id}").words
    assert "needs a reason" in help_seat(browser, seat, "away", reason=" ").words
    assert help_seat(browser, seat, "away", reason="wrong class").status == 303
    assert seat.row.state == "kicked"
    noted = contest.read(lambda c: c.execute(select(t.notices).where(t.notices.c.what == "sent_away")).one())
    assert (noted.reason, noted.teacher, noted.subject) == ("wrong class", teacher, seat.row.id)


def test_who_was_sent_away_by_mistake_comes_back_with_the_four_words(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher)
    seat = contest.join()
    contest.move("start")
    seat.act(moves_of()[0])
    help_seat(browser, seat, "away", reason="mistake")
    assert seat.run.state == "void"
    help_seat(browser, seat, "let-in")
    back = contest.write(lambda c: joining.resume(contest.host, c, contest.row.code, seat.joined.words))
    assert back.seat == seat.row.id
    assert seat.run.state == "playing"


def test_a_run_is_reopened_with_a_reason(browser: Browser, teacher: str, clock: Clock) -> None:
    contest = made(browser, teacher)
    seat = contest.join()
    contest.move("start")
    seat.act(moves_of()[0])
    contest.move("close")
    refused = help_seat(browser, seat, "reopen", reason="")
    assert refused.status == 422
    assert help_seat(browser, seat, "reopen", reason="the power went out", minutes="10").status == 303
    assert seat.run.reopened_until == clock() + 600_000
    assert "reopened" in browser.get(f"/desk/c/{contest.id}").words


# -- the next round ------------------------------------------------------------------------------------


def test_the_next_round_comes_with_everybody_and_another_case(browser: Browser, teacher: str) -> None:
    contest = made(browser, teacher, title="First")
    seat = contest.join()
    assert browser.send(f"/desk/c/{contest.id}/next", f"/desk/c/{contest.id}/next").status == 409
    contest.move("start", "close")
    fields = browser.get(f"/desk/c/{contest.id}/next").form(f"/desk/c/{contest.id}/next").fields
    assert fields["case"] != "ines"
    page = browser.send(f"/desk/c/{contest.id}/next", f"/desk/c/{contest.id}/next", title="Second")
    second = Contest(contest.host, teacher, page.answer.headers["location"].rpartition("/")[2])
    assert (second.row.title, second.row.state, second.row.round) == ("Second", "lobby", 2)
    assert seat.row.name in browser.get(f"/desk/c/{second.id}").words


@pytest.mark.parametrize("bad", [{"minutes": "x"}, {"title": " "}, {"case": "nobody"}])
def test_a_next_round_that_cannot_be_is_said_on_its_form(browser: Browser, teacher: str, bad: dict[str, str]) -> None:
    contest = made(browser, teacher)
    contest.move("start", "close")
    page = browser.send(f"/desk/c/{contest.id}/next", f"/desk/c/{contest.id}/next", **bad)
    assert page.status in (404, 422)
    assert page.form(f"/desk/c/{contest.id}/next")


def test_a_case_the_teacher_has_brought_can_be_chosen(browser: Browser, teacher: str) -> None:
    contest = new_contest(browser.server.host, teacher)
    own = contest.row.case_source
    assert made(browser, teacher, case=own).row.case_source == own
    with Browser(browser.server) as other:
        other.enter_as(new_teacher(browser.server.host))
        assert other.send("/desk/new", "/desk/new", case=own).status == 404


# -- how values are written ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0:00"),
        (-5, "0:00"),
        (59_999, "0:59"),
        (2_700_000, "45:00"),
        (3_725_000, "1:02:05"),
        (180_000_000, "2 days"),
    ],
)
def test_a_length_of_time_is_written_as_on_a_clock(ms: int, words: str) -> None:
    assert as_clock(ms) == words
