"""The wall of a classroom: what it shows in each state of a contest, and what it never shows."""

from collections.abc import Iterator

import pytest
import segno
from browsing import Browser, Page
from classes import A_CLASS, consent, play, play_class, revealed_class
from hosts import Clock, Contest, Seat, Served, new_contest, served
from sqlalchemy import update

from game.manual import AREAS
from game.server import conducting, rounds
from game.server import tables as t
from game.server.codes import shown
from game.server.host import Host
from game.server.web.projecting import wall
from game.treatment import EndSession, OpenSession

PARTS_IN_ORDER = (
    "What it was about",
    "Why, and what misleads",
    "What you took it for",
    "Questions that mattered",
    "The inventory, question by question",
    "Where the time went",
    "How faithful",
    "The profile of the class",
    "Where the ways parted",
)


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def browser(server: Served) -> Iterator[Browser]:
    with Browser(server) as opened:
        yield opened


def on_wall(browser: Browser, contest: Contest, step: int | None = None) -> Page:
    query = "" if step is None else f"?step={step}"
    page = browser.get(f"/projector/{contest.row.board_key}{query}")
    assert page.status == 200
    return page


def one_session(seat: Seat) -> Seat:
    seat.act(OpenSession())
    seat.act(EndSession())
    return seat


# -- before the start ----------------------------------------------------------------------------------------


def test_the_lobby_shows_how_to_come_in_and_who_is_here(browser: Browser, sqlite_host: Host, clock: Clock) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", title="Thursday group")
    names = []
    for _number in range(4):
        clock.wait(ms=900)
        names.append(contest.join().joined.name)
    page, code = on_wall(browser, contest), contest.row.code
    assert "Thursday group" in page.words
    assert shown(code) in page.words
    assert f"sixteen-weeks join {shown(code)}@127.0.0.1:8016" in page.words
    assert "4 are here" in page.words
    assert sorted(names, key=page.words.index) == names[::-1]
    # The picture code holds the address and nothing else.
    drawn = segno.make(f"http://127.0.0.1:8016/j/{code}", error="m", micro=False)
    assert drawn.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None, dark="#000", light="#fff") in (
        page.answer.text
    )


def test_who_waits_for_the_teachers_yes_is_not_shown(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", approval=True, names="own")
    contest.join("Somebody Unasked")
    page = on_wall(browser, contest)
    assert "Somebody" not in page.words
    assert "0 are here" in page.words


def test_names_are_text_whatever_they_are(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", names="own")
    contest.join("<img src=x onerror=a>")
    page = on_wall(browser, contest)
    assert "<img src=x onerror=a>" in page.words
    assert "<img" not in page.answer.text


def test_an_address_nobody_was_given_shows_nothing(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    assert browser.get(f"/projector/{contest.id}").status == 404
    assert browser.get(f"/projector/{contest.row.code}/live").status == 404


# -- while it runs -------------------------------------------------------------------------------------------


def test_while_running_counts_are_shown_and_no_scores(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1)
    seats = [contest.join() for _number in range(6)]
    contest.move("start")
    seats[0].act(OpenSession())
    one_session(seats[1])
    page = on_wall(browser, contest)
    assert "6 joined 2 have begun 1 are through" in page.words
    assert "45:00" in page.words
    assert "In front" not in page.words
    assert not any(seat.joined.name in page.words for seat in seats)


def test_a_live_board_shows_the_first_places_only(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1, live_board=True, top=2)
    seats = [contest.join() for _number in range(6)]
    contest.move("start")
    for seat in seats[:4]:
        one_session(seat)
    assert "In front" not in on_wall(browser, contest).words, "a group of four would show who is not named"
    play(seats[4], "expert")
    page = on_wall(browser, contest)
    assert "In front" in page.words
    assert seats[4].joined.name in page.words
    assert sum(seat.joined.name in page.words for seat in seats) == 2


def test_leagues_stand_side_by_side_unless_they_are_too_small(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1, live_board=True)
    seats = [contest.join() for _number in range(8)]
    for number, seat in enumerate(seats):
        league = 1 if number < 5 else 2
        contest.write(
            lambda c, seat=seat, league=league: (
                c.execute(update(t.seats).where(t.seats.c.id == seat.joined.seat).values(league=league)).rowcount
            )
        )
    contest.move("start")
    for seat in seats:
        one_session(seat)
    page = on_wall(browser, contest)
    assert "In front in league 1" in page.words
    assert "league 2" not in page.words
    assert not any(seat.joined.name in page.words for seat in seats[5:])


def test_teams_stand_in_the_order_of_their_names_with_totals_where_they_may_be_seen(
    browser: Browser, sqlite_host: Host
) -> None:
    for live_board in (False, True):
        contest = new_contest(sqlite_host, None, "open_lobby", span=1, teams=3, live_board=live_board)
        seats = [contest.join() for _number in range(6)]
        contest.move("start")
        play(seats[2], "expert")
        one_session(seats[0])
        page = on_wall(browser, contest)
        assert page.words.index("Team 1") < page.words.index("Team 2") < page.words.index("Team 3")
        points = f"{seats[2].run.composite / 1_000:.1f}"
        assert (points in page.words) is live_board
        assert "In front" not in page.words


def test_a_pause_and_a_freeze_are_told(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", "start", "pause")
    assert "Paused" in on_wall(browser, contest).words
    contest.move("resume", "freeze")
    assert "The board stands still since" in on_wall(browser, contest).words


def test_danger_in_a_treatment_does_not_show_on_the_wall(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    seat = contest.join()
    contest.move("start")
    seat.act(OpenSession())
    contest.write(lambda c: c.execute(update(t.runs).values(phase="risk")).rowcount)
    words = on_wall(browser, contest).words
    assert "Safety" not in words
    assert "referred" not in words.lower()


# -- what stands still ---------------------------------------------------------------------------------------


def test_nothing_on_a_frozen_wall_moves_by_what_is_played(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1, live_board=True, top=3)
    seats = [contest.join() for _number in range(6)]
    contest.move("start")
    for seat in seats[:5]:
        one_session(seat)
    contest.move("freeze")
    before, digest = on_wall(browser, contest).answer.text, seen_of(contest)
    play(seats[5], "expert")
    assert on_wall(browser, contest).answer.text == before
    assert seen_of(contest) == digest
    contest.move("close")
    closed = on_wall(browser, contest).words
    assert "The results are being worked out" in closed
    assert "5 are through" in closed, "the last one was through after the freeze"
    assert seats[5].joined.name not in closed


def seen_of(contest: Contest) -> object:
    return contest.read(lambda c: wall(contest.host, c, contest.row).seen())


def test_nothing_hidden_is_on_the_wall_before_the_reveal(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, span=1, live_board=True)
    case = contest.read(lambda c: sqlite_host.case_in(c, contest.row.case_source, None))
    hidden = [sqlite_host.book.areas[area].name for area in AREAS]
    hidden += [fact.card for fact in case.rows.facts] + [case.name_of(case.rows.key.about), case.rows.patient.name]

    def see() -> None:
        for step in (None, 1, 2, 30):
            words = on_wall(browser, contest, step).words
            assert not [each for each in hidden if each in words]

    see()
    contest.move("open_lobby")
    seat = contest.join()
    see()
    contest.move("start")
    one_session(seat)
    see()
    for trigger in ("pause", "resume", "freeze", "close"):
        contest.move(trigger)
        see()
    contest.move("reveal")
    assert hidden[AREAS.index(case.rows.key.area)] in on_wall(browser, contest).words


# -- the debrief ---------------------------------------------------------------------------------------------


def test_the_debrief_goes_step_by_step_in_its_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wall")
    with revealed_class(folder, A_CLASS, podium=True) as (contest, seats):
        consent(seats[0])
        with served(contest.host, ticking=False) as server, Browser(server) as browser:
            titles, number = [], 1
            while True:
                page = on_wall(browser, contest, number)
                title = page.answer.text.split("<h1")[1].split(">", 1)[1].split("</h1>")[0]
                titles.append(title)
                if title != "The podium":
                    assert not any(seat.joined.name in page.words for seat in seats), title
                assert (f"?step={number - 1}" in page.links) is (number > 1)
                if f"?step={number + 1}" not in page.links:
                    break
                number += 1
            assert tuple(titles[: len(PARTS_IN_ORDER)]) == PARTS_IN_ORDER
            stops = [title for title in titles if title.startswith("Stop")]
            assert len(stops) >= 6
            assert [("what would you say" in title) for title in stops] == [True, False] * (len(stops) // 2)
            assert titles[-1] == "The podium"
            # Past the end is the end, and what is no number is an address that cannot be read.
            assert "The podium" in on_wall(browser, contest, number + 50).words
            key = contest.row.board_key
            assert browser.get(f"/projector/{key}?step=0").status == 422
            assert browser.get(f"/projector/{key}?step=x").status == 422


def test_the_answer_comes_a_step_after_the_question(tmp_path_factory: pytest.TempPathFactory) -> None:
    with revealed_class(tmp_path_factory.mktemp("stops"), ("expert",)) as (contest, seats):
        consent(seats[0])
        with served(contest.host, ticking=False) as server, Browser(server) as browser:
            pages = [on_wall(browser, contest, number) for number in range(4, 6)]
            asked, answered = (page.answer.text for page in pages)
            assert 'class="question"' in asked
            assert "notice good" not in asked
            assert "notice good" in answered
            assert 'class="question"' not in answered


def test_a_small_group_is_told_why_there_are_no_tables(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1, podium=True)
    seats = play_class(contest, ("passive", "passive", "expert"))
    contest.move("close", "reveal")
    words = [on_wall(browser, contest, number).words for number in (1, 2, 3)]
    assert "3 treatments count" in words[2]
    assert "Step 3 of 3" in words[2]
    assert not any(seat.joined.name in "".join(words) for seat in seats)


def test_the_wall_leads_on_to_the_next_round(browser: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", "start", "close", "reveal")
    made = contest.write(
        lambda c: rounds.next_round(sqlite_host, c, contest.teacher, contest.id, title="Two", case="ines", minutes=9)
    )
    key = contest.read(lambda c: conducting.owned(c, contest.teacher, made).board_key)
    assert f"/projector/{key}" in on_wall(browser, contest, 99).links
    assert f"/projector/{key}" not in on_wall(browser, contest, 1).links
