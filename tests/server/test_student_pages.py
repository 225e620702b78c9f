"""A student's pages as a browser without JavaScript has them: the door, the seat, the way back, the report."""

import hashlib
from collections.abc import Iterator

import pytest
from browsing import Browser, Page
from classes import A_CLASS, play, play_class, revealed_class
from hosts import Contest, Player, Seat, Served, new_contest, served
from sqlalchemy import func, select

from game.manual import AREAS
from game.server import conducting, rounds
from game.server import tables as t
from game.server.codes import shown
from game.server.host import Host
from game.treatment import EndSession, OpenSession


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def student(server: Served) -> Iterator[Browser]:
    with Browser(server) as opened:
        yield opened


def seats_of(contest: Contest) -> int:
    rows = select(func.count()).select_from(t.seats).where(t.seats.c.contest == contest.id)
    return int(contest.read(lambda c: c.execute(rows).scalar_one()))


def joined(student: Browser, contest: Contest) -> Page:
    """Take a seat by the form, and return its page."""
    sent = student.send("/", "/join", code=contest.row.code)
    assert (sent.status, sent.answer.headers["location"]) == (303, "/seat"), sent.words
    return student.get("/seat")


def sitting_at(server: Served, seat: Seat) -> Browser:
    browser = Browser(server)
    browser.keep("seat", seat.token)
    return browser


# -- the door ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [str.lower, shown, lambda code: f" {code[:2]} {code[2:5]}_{code[5:]} "])
def test_a_code_is_taken_in_any_shape(student: Browser, sqlite_host: Host, shape: object) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", title="Thursday group")
    sent = student.send("/", "/join", code=shape(contest.row.code))  # type: ignore[operator]
    assert (sent.status, sent.answer.headers["location"]) == (303, "/seat")
    cookies = sent.answer.headers.get_list("set-cookie")
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in cookies if "form=" not in cookie)
    page = student.get("/seat")
    name = contest.read(lambda c: c.execute(select(t.seats.c.name)).scalar_one())
    assert f"You are {name}" in page.words
    assert "Thursday group" in page.words
    assert f"sixteen-weeks join {shown(contest.row.code)}@127.0.0.1:8016" in page.words


def test_the_picture_code_leads_to_the_same_door(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", title="Thursday group")
    page = student.get(f"/j/{contest.row.code}")
    assert "Thursday group" in page.words
    assert "name" not in page.form("/join").fields
    sent = student.send(f"/j/{contest.row.code}", "/join")
    assert sent.answer.headers["location"] == "/seat"
    # Whoever sits already is led to their seat, and takes no second one by pressing twice.
    assert student.get(f"/j/{contest.row.code}").answer.headers["location"] == "/seat"
    assert student.send("/", "/join", code=contest.row.code).answer.headers["location"] == "/seat"
    assert seats_of(contest) == 1


def test_a_name_is_asked_for_after_the_code_where_the_contest_wants_one(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", names="own")
    sent = student.send("/", "/join", code=contest.row.code.lower())
    assert (sent.status, sent.answer.headers["location"]) == (303, f"/j/{contest.row.code}")
    assert seats_of(contest) == 0
    contest.join("Anna")
    refused = student.send(f"/j/{contest.row.code}", "/join", name="ÀNNA")
    assert refused.status == 422
    assert "looks like it" in refused.words
    assert refused.form("/join").fields["name"] == "ÀNNA", "what was typed is not thrown away"
    assert student.send(f"/j/{contest.row.code}", "/join", name="  ").status == 422
    assert student.send(f"/j/{contest.row.code}", "/join", name="Bo <b>").answer.headers["location"] == "/seat"
    page = student.get("/seat")
    assert "You are Bo <b>" in page.words
    assert "<b>" not in page.answer.text


def test_a_wrong_code_is_told_and_can_be_mended(student: Browser, sqlite_host: Host) -> None:
    for code in ("", "nothing like it", "KR4T9XWM"):
        page = student.send("/", "/join", code=code)
        assert page.status == 404
        assert "no contest with this code" in page.words
        assert page.form("/join").fields["code"] == code
    assert student.get("/j/KR4T9XWM").status == 404
    draft = new_contest(sqlite_host)
    page = student.send("/", "/join", code=draft.row.code)
    assert page.status == 409
    assert "takes nobody in" in page.words


def test_after_many_wrong_codes_newcomers_wait_for_the_teacher(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    for _number in range(11):
        student.get("/j/KR4T9XWM")
        student.send("/", "/join", code="KR4T9XWM")
    assert "asked to let you in" in joined(student, contest).words


def test_a_form_from_elsewhere_takes_no_seat(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    assert student.client.post("/join", data={"code": contest.row.code}).status_code == 403
    assert seats_of(contest) == 0
    joined(student, contest)
    assert student.client.post("/seat/consent", data={"walkthrough": "yes"}).status_code == 403
    assert student.client.post("/seat/stand-up").status_code == 403


# -- the four words ------------------------------------------------------------------------------------------


def test_the_words_are_shown_until_they_are_written_down(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    page = joined(student, contest)
    words = (student.cookie("words") or "").replace("-", " ")
    assert len(words.split()) == 4
    assert words in page.words
    assert words in student.get("/seat").words, "a page that is loaded again still has them"
    student.send("/seat", "/seat/words")
    assert words not in student.get("/seat").words


def test_the_words_open_the_seat_on_another_device(server: Served, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    with Browser(server) as lost, Browser(server) as other:
        name = joined(lost, contest).words.split("You are ")[1][:12]
        words = str(lost.cookie("words")).upper()
        wrong = other.send("/resume", "/resume", code=contest.row.code, words="bodak lumit savor nepal")
        assert wrong.status == 404
        assert "letter by letter" in wrong.words
        sent = other.send(f"/resume?code={contest.row.code}", "/resume", words=words)
        assert sent.answer.headers["location"] == "/seat"
        assert name in other.get("/seat").words
        assert seats_of(contest) == 1
        # The lost device is nobody any more, and its browser is told so once.
        page = lost.get("/seat")
        assert page.status == 401
        assert "not known any more" in page.words
        assert lost.cookie("seat") is None
        assert lost.get("/seat").answer.headers["location"] == "/"


def test_standing_up_leaves_the_seat_for_the_words(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    joined(student, contest)
    words = student.cookie("words")
    student.send("/seat", "/seat/stand-up")
    assert (student.cookie("seat"), student.cookie("words")) == (None, None)
    student.send("/resume", "/resume", code=contest.row.code, words=words)
    assert student.get("/seat").status == 200


# -- the seat ------------------------------------------------------------------------------------------------


def test_the_seat_shows_the_way_through_a_contest(student: Browser, server: Served, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1, minutes=30)
    page = joined(student, contest)
    assert "You are in." in page.words
    assert "1 session of fifty minutes" in page.words
    assert "/play" not in page.links
    contest.move("start")
    page = student.get("/seat")
    assert "30:00" in page.words
    assert "/play" in page.links
    assert "Begin" in page.words
    assert "/report" not in page.links
    contest.move("pause")
    page = student.get("/seat")
    assert "paused" in page.words
    assert "Begin" not in page.words
    contest.move("resume")
    player = Player(server.client(student.cookie("seat"))).looked()
    assert player.act(OpenSession()).status_code == 200
    assert "Go on" in student.get("/seat").words
    assert player.act(EndSession()).status_code == 200
    player.client.close()
    page = student.get("/seat")
    assert "You are through" in page.words
    assert "of 100 points" not in page.words
    assert student.get("/report").status == 409
    contest.move("close")
    assert student.get("/report").status == 409
    contest.move("reveal")
    assert "/report" in student.get("/seat").links
    assert student.get("/report").status == 200


def test_who_waits_for_a_yes_cannot_begin(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", approval=True)
    assert "asked to let you in" in joined(student, contest).words
    contest.move("start")
    assert "/play" not in student.get("/seat").links
    seat = contest.read(lambda c: c.execute(select(t.seats.c.id)).scalar_one())
    contest.deed(conducting.set_seat, seat, "seated", contest.teacher)
    assert "/play" in student.get("/seat").links


def test_the_own_score_shows_early_only_where_the_teacher_wants_it(server: Served, sqlite_host: Host) -> None:
    for show in (False, True):
        contest = new_contest(sqlite_host, None, "open_lobby", span=1, show_own_score=show)
        seat = contest.join()
        contest.move("start")
        play(seat, "expert")
        with sitting_at(server, seat) as student:
            assert (f"{seat.run.composite / 1_000:.1f} of 100" in student.get("/seat").words) is show


def test_a_team_knows_who_sits_in_it(server: Served, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", teams=2)
    first, other, mate = (contest.join() for _number in range(3))
    with sitting_at(server, first) as student:
        words = student.get("/seat").words
        assert f"Team 1 together with {mate.joined.name}" in words
        assert other.joined.name not in words


def one_session(seat: Seat) -> Seat:
    seat.act(OpenSession())
    seat.act(EndSession())
    return seat


def test_a_seat_shows_how_the_class_is_going_as_the_wall_does(server: Served, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1)
    seats = [contest.join() for _number in range(6)]
    with sitting_at(server, seats[0]) as student:
        assert "How the class is going" not in student.get("/seat").words
        contest.move("start")
        seats[1].act(OpenSession())
        one_session(seats[2])
        words = student.get("/seat").words
        assert "6 joined, 2 have begun, 1 are through." in words
        assert not any(seat.joined.name in words for seat in seats[1:]), "names stand only on boards"
        contest.move("freeze")
        frozen = student.get("/seat").answer.text
        assert "As it stood at" in frozen
        one_session(seats[3])
        assert student.get("/seat").answer.text == frozen, "what moves after the freeze is nobody's to see"
        contest.move("close")
        assert "2 have begun, 1 are through" in student.get("/seat").words
        contest.move("reveal")
        assert "How the class is going" not in student.get("/seat").words


def test_neighbours_are_shown_where_standings_are_and_nobody_in_a_small_group(
    server: Served, sqlite_host: Host
) -> None:
    for live_board, size in ((True, 7), (False, 7), (True, 4)):
        contest = new_contest(sqlite_host, None, "open_lobby", span=1, live_board=live_board, top=1)
        seats = [contest.join() for _number in range(size)]
        contest.move("start")
        for seat in seats:
            one_session(seat)
        order = sorted(seats, key=lambda seat: seat.run.id)  # all are equal, and stand in the order of their runs
        with sitting_at(server, order[-1]) as student:
            words = student.get("/seat").words
            near = [seat.joined.name in words for seat in order[1:-1]]
            assert ("Near you" in words) is (live_board and size > 4)
            assert near == ([False] * 3 + [True] * 2 if live_board and size > 4 else [False] * (size - 2))
            if live_board and size > 4:
                assert order[0].joined.name in words, "the first place is on every board"


def test_consent_is_given_and_taken_back(student: Browser, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    joined(student, contest)

    def agreed() -> tuple[bool, bool]:
        row = contest.read(lambda c: c.execute(select(t.seats.c.walkthrough, t.seats.c.show_name)).one())
        return row.walkthrough, row.show_name

    assert agreed() == (False, False)
    version = contest.row.version
    student.send("/seat", "/seat/consent", name="yes")
    assert agreed() == (False, False), "a name goes only with a treatment that is shown"
    student.send("/seat", "/seat/consent", walkthrough="yes", name="yes")
    assert agreed() == (True, True)
    assert student.get("/seat").form("/seat/consent").fields.keys() >= {"walkthrough", "name"}
    student.send("/seat", "/seat/consent", walkthrough=None, name=None)
    assert agreed() == (False, False)
    assert contest.row.version > version, "debriefs are made anew when somebody changes their mind"


def test_a_browser_without_a_seat_is_led_to_the_door(student: Browser) -> None:
    for path in ("/seat", "/report"):
        assert student.get(path).answer.headers["location"] == "/"
    student.keep("seat", "made-up")
    assert student.get("/seat").status == 401


# -- the report ----------------------------------------------------------------------------------------------


def test_the_report_says_what_was_done_well_and_three_things_to_do_better(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with (
        revealed_class(tmp_path_factory.mktemp("report"), A_CLASS, span=2) as (contest, seats),
        served(contest.host, ticking=False) as server,
    ):
        order = sorted(seats, key=lambda seat: -seat.run.composite)
        for seat, policy in zip(seats, A_CLASS, strict=True):
            with sitting_at(server, seat) as student:
                page = student.get("/report")
                run = seat.run
                assert "Done well" in page.words
                assert page.words.count("Why:") == 3
                assert page.words.count("Better, for example:") >= (1 if policy == "expert" else 3)
                assert f"{run.composite / 1_000:.1f} of 100 points" in page.words
                assert "quarter of" not in page.words.replace("the quarter of the class", "")
                assert not any(other.joined.name in page.words for other in seats if other is not seat)
                # Only whoever asks is told a quarter, and the quarter is right.
                asked = student.get("/report?band=yes").words
                better = sum(other.run.composite > run.composite for other in order)
                quarter = ("first", "second", "third", "last")[-(-4 * (better + 1) // len(seats)) - 1]
                assert f"lies in the {quarter} quarter of {len(seats)}" in asked
                # The receipt is that of the run, and the secret is what was committed to.
                assert run.chain in page.words
                assert contest.row.secret.hex() in page.words
                assert hashlib.sha256(contest.row.secret).hexdigest() in page.words
                assert hashlib.sha256(contest.row.secret).hexdigest() in student.get("/seat").words
                # Another's report is nobody's business.
                stranger = seats[0] if seat is not seats[0] else seats[1]
                assert student.get(f"/report?run={stranger.run.id}").status == 404
        case = contest.read(lambda c: contest.host.case_in(c, contest.row.case_source, None))
        with sitting_at(server, seats[0]) as student:
            siblings = student.get("/report").words.split("sibling case")[1].split("Receipt")[0]
            assert siblings.count("sixteen-weeks play") == 2
            assert f"play {case.rows.id}" not in siblings
            assert not any(contest.host.book.areas[area].name in siblings for area in AREAS)


def test_a_small_class_has_no_quarters(server: Served, sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", span=1)
    seats = play_class(contest, ("expert", "passive", "passive", "passive"))
    contest.move("close", "reveal")
    with sitting_at(server, seats[0]) as student:
        assert "too small" in student.get("/report?band=yes").words


def test_the_report_of_an_earlier_round_stays_when_the_next_has_begun(server: Served, sqlite_host: Host) -> None:
    first = new_contest(sqlite_host, None, "open_lobby", span=1, title="First round")
    seat = play_class(first, ("expert",))[0]
    first.move("close", "reveal")
    first.write(
        lambda c: rounds.next_round(sqlite_host, c, first.teacher, first.id, title="Second", case="ines", minutes=9)
    )
    with sitting_at(server, seat) as student:
        page = student.get("/seat")
        assert "Second" in page.words
        assert student.get("/report").status == 409
        assert f"/report?run={seat.run.id}" in page.links
        assert seat.run.chain in student.get(f"/report?run={seat.run.id}").words
