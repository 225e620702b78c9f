"""A round as a class lives it: the clock, teams that stop it to talk, time for one seat alone, the step to the next."""

import json

import pytest
from hosts import MINUTE, TO_REVEALED, TO_RUNNING, Clock, Contest, Player, moves_of, new_contest, served
from sqlalchemy import select, update

from game.record import parse_log, replay
from game.scoring import score
from game.server import boards, conducting, rounds
from game.server import tables as t
from game.server.host import Host
from game.server.places import left_ms, place_of
from game.server.playing import consult
from game.server.refusals import NotNow, Refused, Wrong
from game.server.sittings import log_of
from game.treatment import EndSession, OpenSession, Say


def left(contest: Contest, token: str) -> int | None:
    return contest.read(lambda c: left_ms(place_of(c, token), contest.host.clock()))


def test_the_board_freezes_in_the_last_fifth_and_the_round_closes_by_itself(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    seat = contest.join()
    seat.act(OpenSession())
    clock.wait(minutes=8)
    contest.pass_time()
    assert contest.row.state == "frozen"
    seat.act(Say("ask_people"))
    clock.wait(minutes=2, ms=3_001)
    contest.pass_time()
    assert contest.row.state == "closed"
    with pytest.raises(NotNow, match="closed"):
        seat.act(Say("ask_people"))


def test_an_action_that_comes_within_the_grace_counts_and_a_later_one_does_not(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    seat = contest.join()
    clock.wait(minutes=10, ms=3_000)
    seat.act(OpenSession())
    clock.wait(ms=1)
    with pytest.raises(NotNow, match="Time is up"):
        seat.act(Say("ask_people"))


def test_an_hour_that_is_open_at_the_end_is_closed_by_the_host_and_what_was_done_counts(host: Host) -> None:
    contest = new_contest(host, None, *TO_RUNNING, case="ines", span=2)
    seat = contest.join()
    for action in moves_of("ines")[:12]:
        seat.act(action)
    assert seat.run.composite is None
    contest.move("close")
    assert seat.run.state == "done"
    last = contest.read(
        lambda c: c.execute(
            select(t.turns).where(t.turns.c.run == seat.run.id).order_by(t.turns.c.number.desc())
        ).first()
    )
    assert last is not None
    assert (last.seat, last.client_id) == (None, "host:13")
    assert seat.run.composite > 0


def test_the_stored_score_is_the_one_the_log_gives_when_it_is_rated_again(host: Host) -> None:
    contest = new_contest(host, None, *TO_RUNNING, case="ines", span=1, variants=False)
    seat = contest.join()
    for action in moves_of("ines"):
        seat.act(action)
        if isinstance(action, EndSession):
            break
    run = seat.run
    assert run.state == "done"
    source = contest.read(lambda c: log_of(c, run.id, run.header))
    log = parse_log(source).log
    case = contest.read(lambda c: host.case_in(c, contest.row.case_source, None))
    now = replay(host.adapted_to(case), case, log)
    turns = tuple((line.turn, line.events) for line in log.lines)
    card = score(host.adapted_to(case), case, now.windows, turns, span=1)
    assert (card.composite, json.loads(run.card)["composite"]) == (run.composite, run.composite)


def test_when_the_last_session_of_the_span_is_closed_the_run_is_done(host: Host) -> None:
    contest = new_contest(host, None, *TO_RUNNING, span=1)
    seat = contest.join()
    seat.act(OpenSession())
    seat.act(EndSession())
    assert seat.run.state == "done"
    with pytest.raises(NotNow, match="over"):
        seat.act(OpenSession())


def test_sessions_of_the_span_that_were_not_held_count_as_empty(host: Host) -> None:
    one, three = (new_contest(host, None, *TO_RUNNING, case="ines", span=span) for span in (1, 3))
    scores = []
    for contest in (one, three):
        seat = contest.join()
        for action in moves_of("ines"):
            seat.act(action)
            if isinstance(action, EndSession):
                break
        scores.append(seat.run.composite)
    assert scores[0] > scores[1]


def test_a_pause_stops_the_clock_for_everybody_and_takes_no_actions(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    seat = contest.join()
    clock.wait(minutes=4)
    contest.move("pause")
    clock.wait(minutes=30)
    assert left(contest, seat.token) == 6 * MINUTE
    with pytest.raises(NotNow, match="paused"):
        seat.act(OpenSession())
    contest.move("resume")
    clock.wait(minutes=1)
    assert left(contest, seat.token) == 5 * MINUTE
    seat.act(OpenSession())


def test_extra_time_is_one_seats_own_and_keeps_the_round_open_for_it(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    usual, slow = contest.join(), contest.join()
    for seat in (usual, slow):
        seat.act(OpenSession())
    contest.deed(conducting.give_time, slow.joined.seat, 150, contest.teacher)
    clock.wait(minutes=10, ms=3_001)
    contest.pass_time()
    with pytest.raises(NotNow, match="Time is up"):
        usual.act(Say("ask_people"))
    slow.act(Say("ask_people"))
    clock.wait(minutes=5)
    contest.pass_time()
    assert contest.row.state == "closed"


def test_a_seat_without_a_limit_keeps_the_round_open_until_the_teacher_closes_it(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    seat = contest.join()
    seat.act(OpenSession())
    contest.deed(conducting.give_time, seat.joined.seat, 0, contest.teacher)
    clock.wait(minutes=600)
    contest.pass_time()
    assert (contest.row.state, left(contest, seat.token)) == ("frozen", None)
    seat.act(Say("ask_people"))


def test_a_team_shares_one_treatment_and_may_stop_its_clock_to_talk(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10, teams=2, consults=1, consult_minutes=3)
    first, other, mate = contest.join(), contest.join(), contest.join()
    assert [seat.row.team for seat in (first, other, mate)] == ["Team 1", "Team 2", "Team 1"]
    assert first.row.run == mate.row.run != other.row.run
    first.act(OpenSession())
    mate.act(Say("ask_people"))

    def talk(*, on: bool) -> None:
        contest.write(lambda c: consult(c, first.token, first.run.id, on=on, at=clock()))

    clock.wait(minutes=2)
    talk(on=True)
    with pytest.raises(NotNow, match="talking"):
        mate.act(Say("ask_people"))
    clock.wait(minutes=1)
    talk(on=False)
    assert (left(contest, mate.token), left(contest, other.token)) == (8 * MINUTE, 7 * MINUTE)
    with pytest.raises(NotNow, match="no talk left"):
        talk(on=True)


def test_a_talk_ends_by_itself(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10, teams=1, consult_minutes=3)
    seat = contest.join()
    contest.write(lambda c: consult(c, seat.token, seat.run.id, on=True, at=clock()))
    clock.wait(minutes=5)
    assert left(contest, seat.token) == 8 * MINUTE
    seat.act(OpenSession())


def test_one_run_is_reopened_after_the_end_with_a_reason_and_no_other(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, minutes=10)
    cut_off, other = contest.join(), contest.join()
    for seat in (cut_off, other):
        seat.act(OpenSession())
    contest.move("close")
    with pytest.raises(Wrong, match="reason"):
        contest.deed(conducting.reopen, cut_off.run.id, 5, " ", contest.teacher)
    contest.deed(conducting.reopen, cut_off.run.id, 5, "The battery died", contest.teacher)
    with pytest.raises(NotNow, match="still being finished"):
        contest.move("reveal")
    cut_off.act(OpenSession())
    with pytest.raises(NotNow):
        other.act(OpenSession())
    clock.wait(minutes=5, ms=3_001)
    contest.pass_time()
    contest.move("reveal")
    assert contest.row.state == "revealed"
    noted = contest.read(lambda c: c.execute(select(t.notices).where(t.notices.c.what == "reopened")).one())
    assert (noted.reason, noted.subject) == ("The battery died", cut_off.run.id)


def test_the_next_round_keeps_seats_names_words_and_tokens_and_makes_leagues_of_similar_strength(host: Host) -> None:
    contest = new_contest(host, None, *TO_RUNNING, leagues=2, span=1, case="ines")
    seats = [contest.join() for _ in range(4)]
    played = moves_of("ines")[moves_of("ines").index(OpenSession()) : moves_of("ines").index(EndSession()) + 1]
    for seat, most in zip(seats, (len(played), 3, len(played) - 1, 2), strict=True):
        for action in (*played[: most - 1], EndSession()):
            seat.act(action)
    contest.move("close", "reveal")
    made = contest.write(
        lambda c: rounds.next_round(host, c, contest.teacher, contest.id, title="Again", case="mehdi", minutes=20)
    )
    again = Contest(host, contest.teacher, made)
    assert (again.row.state, again.row.round, again.row.series) == ("lobby", 2, contest.row.series)
    places = [contest.read(lambda c, seat=seat: place_of(c, seat.token)) for seat in seats]
    assert [place.contest.id for place in places] == [made] * 4
    assert [place.seat.name for place in places] == [seat.joined.name for seat in seats]
    assert [place.seat.league for place in places] == [1, 2, 1, 2]
    assert len({place.run.id for place in places} | {seat.run.id for seat in seats}) == 8


def test_a_frozen_board_stays_as_it_was_whatever_happens_behind_it(host: Host) -> None:
    contest = new_contest(host, None, *TO_RUNNING, span=1)
    quick, slow = contest.join(), contest.join()
    for action in (OpenSession(), EndSession()):
        quick.act(action)
    contest.move("freeze")
    frozen = boards.frozen_board(contest.row)
    for action in (OpenSession(), EndSession()):
        slow.act(action)
    assert boards.frozen_board(contest.row) == frozen
    assert frozen is not None
    assert (frozen.progress.done, len(frozen.places)) == (1, 1)
    assert contest.read(lambda c: boards.board(c, contest.row)).progress.done == 2


def test_equal_runs_share_a_rank_however_long_they_took(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_RUNNING, span=1)
    seats = [contest.join() for _ in range(3)]
    for seat in seats:
        seat.act(OpenSession())
        clock.wait(minutes=1)
        seat.act(EndSession())
    assert [row.rank for row in contest.read(lambda c: boards.ranked(c, contest.row))] == [1, 1, 1]


def test_a_contest_is_forgotten_with_everything_in_it_when_its_time_is_over(host: Host, clock: Clock) -> None:
    contest = new_contest(host, None, *TO_REVEALED, keep_days=1)
    clock.wait(minutes=24 * 60 + 1)
    assert contest.write(lambda c: rounds.purge(host, c)) == 1
    for table in (t.contests, t.seats, t.runs, t.turns):
        assert contest.read(lambda c, table=table: c.execute(select(table)).first()) is None


def test_nothing_is_begun_before_the_start_and_nobody_joins_a_locked_contest(host: Host) -> None:
    contest = new_contest(host, None, "open_lobby")
    seat = contest.join()
    with pytest.raises(NotNow, match="not begun"):
        seat.act(OpenSession())
    contest.deed(conducting.lock, contest.teacher, locked=True)
    with pytest.raises(Refused, match="takes nobody in"):
        contest.join()


def test_a_damaged_log_is_said_in_a_sentence_to_whoever_asks_for_it(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, *TO_RUNNING)
    with served(sqlite_host, ticking=False) as server:
        player = Player.join(server, contest.row.code)
        player.play((OpenSession(), Say("ask_people")))
        contest.write(lambda c: c.execute(update(t.turns).where(t.turns.c.number == 2).values(line=b"{}\n")))
        sqlite_host.sittings.drop(player.run)
        answer = player.client.get(f"/api/runs/{player.run}/view")
        player.client.close()
    assert answer.status_code == 409
    assert "damaged" in answer.json()["says"]


def test_a_board_that_was_thawed_does_not_freeze_by_itself_again(sqlite_host: Host, clock: Clock) -> None:
    contest = new_contest(sqlite_host, None, *TO_RUNNING, minutes=10)
    clock.wait(minutes=8)
    contest.pass_time()
    contest.move("thaw")
    clock.wait(minutes=1)
    contest.pass_time()
    assert contest.row.state == "running"
    contest.move("freeze")
    assert contest.row.state == "frozen"


def test_who_was_sent_away_and_let_in_again_is_in_the_next_round(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, *TO_RUNNING)
    seat = contest.join()
    contest.move("close")
    for state in ("kicked", "seated"):
        contest.deed(conducting.set_seat, seat.joined.seat, state, contest.teacher)
    made = contest.write(
        lambda c: rounds.next_round(sqlite_host, c, contest.teacher, contest.id, title="Again", case="ines", minutes=20)
    )
    names = contest.read(lambda c: c.execute(select(t.seats.c.name).where(t.seats.c.contest == made)).scalars().all())
    assert names == [seat.joined.name]
