"""The desk's closer look: standings, what is odd, forms of a case, items, a run turn by turn, keeping and deeds."""

from collections.abc import Iterator

import pytest
from browsing import Browser
from hosts import TO_RUNNING, Clock, Contest, Seat, moves_of, new_contest, new_teacher, served
from sqlalchemy import select

from game.server import rounds
from game.server import tables as t
from game.server.analysing.fairness import fairness
from game.server.analysing.flags import flags
from game.server.analysing.gains import gains
from game.server.analysing.played import played
from game.server.analysing.traced import traced
from game.server.host import Host
from game.treatment import EndSession, OpenSession

FIRST = moves_of("ines")[moves_of("ines").index(OpenSession()) : moves_of("ines").index(EndSession()) + 1]


def play(seat: Seat, clock: Clock, moves: int = len(FIRST), *, each_ms: int = 20_000) -> None:
    """Play the first session of the exemplar as far as some moves, and close it."""
    for action in (*FIRST[: moves - 1], EndSession()):
        clock.wait(ms=each_ms)
        seat.act(action)


def new(host: Host, **settings: object) -> Contest:
    return new_contest(host, None, *TO_RUNNING, case="ines", span=1, minutes=600, **settings)


def test_somebody_who_answers_faster_than_anybody_reads_is_flagged_with_the_reason(
    sqlite_host: Host, clock: Clock
) -> None:
    contest = new(sqlite_host)
    quick, slow = contest.join(), contest.join()
    play(quick, clock, each_ms=500)
    play(slow, clock, len(FIRST) - 3, each_ms=15_000)
    found = contest.read(lambda c: flags(played(sqlite_host, c, contest.row)))
    fast = [flag for flag in found if flag.kind == "fast"]
    assert [flag.name for flag in fast] == [quick.joined.name]
    assert "within two seconds" in fast[0].says


def test_two_runs_that_are_the_same_move_by_move_are_flagged_by_each_others_names(
    sqlite_host: Host, clock: Clock
) -> None:
    contest = new(sqlite_host, variants=False)
    one, other, own_way = contest.join(), contest.join(), contest.join()
    play(one, clock)
    play(other, clock)
    play(own_way, clock, 5)
    found = contest.read(lambda c: flags(played(sqlite_host, c, contest.row)))
    assert {flag.name for flag in found} == {one.joined.name, other.joined.name}
    assert other.joined.name in next(flag.says for flag in found if flag.name == one.joined.name)


def test_forms_of_a_case_are_compared_once_there_are_enough_runs_of_each(sqlite_host: Host, clock: Clock) -> None:
    contest = new(sqlite_host)
    for number in range(10):
        seat = contest.join()
        play(seat, clock, len(FIRST) if seat.run.variant else 4 + number % 2)
    found = contest.read(lambda c: fairness(played(sqlite_host, c, contest.row)))
    assert [form.runs for form in found.forms] == [5, 5]
    assert found.apart == abs(found.forms[0].mean - found.forms[1].mean)
    assert found.is_doubtful


def test_gains_follow_the_same_person_from_round_to_round(sqlite_host: Host, clock: Clock) -> None:
    contest = new(sqlite_host)
    seat = contest.join()
    play(seat, clock, 3)
    contest.move("close", "reveal")
    made = contest.write(
        lambda c: rounds.next_round(
            sqlite_host, c, contest.teacher, contest.id, title="Again", case="ines", minutes=600
        )
    )
    again = Contest(sqlite_host, contest.teacher, made)
    again.move("start")
    run = again.read(lambda c: c.execute(select(t.seats.c.run).where(t.seats.c.contest == made)).scalar_one())
    place = Seat(again, seat.joined)
    for action in FIRST:
        clock.wait(ms=20_000)
        version = again.read(lambda c: c.execute(select(t.runs.c.version).where(t.runs.c.id == run)).scalar_one())
        _act(again, place, run, version, action)
    (gain,) = again.read(lambda c: gains(c, again.row))
    assert (gain.before, gain.after, gain.people, gain.better) == (1, 2, 1, 1)
    assert gain.mean > 0


def _act(contest: Contest, seat: Seat, run: str, version: int, action: object) -> None:
    from hosts import client_id

    from game.server import playing

    host = contest.host
    contest.write(
        lambda c: playing.act(
            host, c, seat.token, run, client_id=client_id(), expect=version, action=action, at=host.clock()
        )  # type: ignore[arg-type]
    )


def test_a_trace_shows_a_run_as_far_as_any_turn_with_remarks_and_times(sqlite_host: Host, clock: Clock) -> None:
    contest = new(sqlite_host)
    seat = contest.join()
    play(seat, clock, each_ms=7_000)
    (run,) = contest.read(lambda c: played(sqlite_host, c, contest.row))
    whole, early = traced(contest.row, run), traced(contest.row, run, 4)
    assert (whole.at, early.at, whole.last) == (len(FIRST), 4, len(FIRST))
    assert [step.number for step in early.steps] == [1, 2, 3, 4]
    assert early.steps[-1].after_s == 7
    assert any(step.comments for step in whole.steps)
    assert whole.report.composite == seat.run.composite


@pytest.fixture
def desk(sqlite_host: Host, clock: Clock) -> Iterator[tuple[Browser, Contest, Seat]]:
    contest = new(sqlite_host)
    seat = contest.join()
    play(seat, clock)
    with served(sqlite_host) as server, Browser(server) as browser:
        browser.enter_as(contest.teacher)
        yield browser, contest, seat


def test_the_pages_of_the_closer_look_lead_to_each_other(desk: tuple[Browser, Contest, Seat]) -> None:
    browser, contest, seat = desk
    here = f"/desk/c/{contest.id}"
    standings = browser.get(f"{here}/standings")
    assert seat.joined.name in standings.words
    assert f"{here}/r/{seat.run.id}" in standings.links
    trace = browser.get(f"{here}/r/{seat.run.id}?at=5")
    assert "Turn 5 of" in trace.words
    assert f"{here}/r/{seat.run.id}?at=6#turn" in trace.links
    assert browser.get(f"{here}/items").status == 409
    contest.move("close", "reveal")
    assert "From 1 run." in browser.get(f"{here}/items").words


def test_another_teacher_sees_none_of_it(desk: tuple[Browser, Contest, Seat], sqlite_host: Host) -> None:
    browser, contest, seat = desk
    with Browser(browser.server) as other:
        other.enter_as(new_teacher(sqlite_host, "Other"))
        for page in ("standings", "items", f"r/{seat.run.id}", "keeping"):
            assert other.get(f"/desk/c/{contest.id}/{page}").status == 404


def test_a_contest_is_kept_longer_and_every_deed_is_read_in_the_log(
    desk: tuple[Browser, Contest, Seat], clock: Clock
) -> None:
    browser, contest, _seat = desk
    page = f"/desk/c/{contest.id}/keeping"
    browser.send(page, page, days="30")
    assert contest.row.keep_until == clock() + 30 * 86_400_000
    assert "Time of keeping changed" in browser.get(page).words
    assert "Started" in browser.get(page).words


def test_a_contest_is_deleted_only_when_its_code_was_typed(desk: tuple[Browser, Contest, Seat]) -> None:
    browser, contest, _seat = desk
    page = f"/desk/c/{contest.id}/keeping"
    assert "not the code" in browser.send(page, f"/desk/c/{contest.id}/delete", code="KR4T9XWM").words
    browser.send(page, f"/desk/c/{contest.id}/delete", code=contest.row.code.lower())
    assert contest.read(lambda c: c.execute(select(t.contests)).first()) is None
