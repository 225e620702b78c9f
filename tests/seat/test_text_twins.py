"""The text twin in a contest: from the lobby to the debrief, alone and a dozen at a time."""

import random
import threading

import pytest
from clients import TextTwin, anything
from hosts import MINUTE, new_contest
from seats import CALM, SOON_S, Rough, done_in
from sqlalchemy import select

from game.seat import join
from game.server import conducting
from game.server import tables as t
from game.treatment import EndSession, OpenSession


def begun(server, room, who="one", **settings):
    """A contest in its lobby, with somebody who waits in it."""
    contest = new_contest(server.host, None, "open_lobby", **settings)
    seat = room.opened(*join(room.folder / who, room.address(contest)))
    assert seat.wait(lambda: seat.standing is not None, SOON_S)
    return contest, seat


def test_a_contest_from_the_lobby_to_the_debrief(server, room):
    contest, seat = begun(server, room, span=1)
    twin = TextTwin(seat, anything(1), after=("1", "", "quit"))
    contest.move("start")
    assert seat.wait(lambda: seat.standing.run is not None and seat.standing.run.done, SOON_S * 3)
    assert seat.report is None
    contest.move("close", "reveal")
    shown = twin.left()
    told = [
        "THURSDAY",
        f"You are {seat.standing.seat.name}.",
        f"on any device: {seat.ticket.words}",
        "Waiting for your teacher to begin.",
        "The contest has begun.",
        "REFERRAL",
        "45 minutes left in this round",
        "THE ROUND IS OVER",
        "You have finished this round.",
        "The results are revealed.",
        "What else? Each number in the report is a turn",
        "Your seat is kept.",
        f'--words "{seat.ticket.words}"',
    ]
    places = [" ".join(shown.split()).find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)
    assert twin.typist.done[0] == OpenSession()
    assert done_in(contest, seat.standing.run.id) == twin.typist.done


def test_before_the_reveal_nothing_of_the_truth_is_on_the_screen(server, room):
    contest, seat = begun(server, room, span=1)
    twin = TextTwin(seat, anything(2), after=("quit",))
    contest.move("start")
    assert seat.wait(lambda: seat.standing.run is not None and seat.standing.run.done, SOON_S * 3)
    sitting = contest.read(lambda c: contest.host.sitting(c, *_run_and_source(c, seat)))
    before = twin.shown()
    assert sitting.case.rows.key.why not in before
    assert "of 100" not in before
    contest.move("close", "reveal")
    assert "of 100" in twin.left()


def _run_and_source(c, seat):
    run = c.execute(select(t.runs).where(t.runs.c.id == seat.standing.run.id)).one()
    source = c.execute(select(t.contests.c.case_source).where(t.contests.c.id == run.contest)).scalar_one()
    return run, source


def test_a_pause_is_waited_for_and_what_is_typed_then_is_not_lost(server, room):
    contest, seat = begun(server, room, span=1)
    contest.move("start")
    assert seat.wait(lambda: seat.snapshot is not None, SOON_S)
    contest.move("pause")
    assert seat.wait(lambda: seat.standing.contest.state == "paused", SOON_S)
    twin = TextTwin(seat, anything(3), after=("quit",))
    assert seat.wait(lambda: "paused the contest" in twin.shown(), SOON_S)
    assert "> " not in twin.shown()
    contest.move("resume")
    assert seat.wait(lambda: seat.standing.run.done, SOON_S * 3)
    contest.move("close", "reveal")
    assert "The contest goes on." in twin.left()
    assert done_in(contest, seat.standing.run.id) == twin.typist.done


def test_time_that_is_up_ends_the_round_with_what_was_done(server, room):
    contest, seat = begun(server, room, minutes=1, span=None)
    limit = 8

    def slow(look):
        if look.turn == limit:
            contest.host.clock = lambda now=contest.host.clock: now() + 2 * MINUTE
        return anything(look.turn)(look)

    contest.move("start")
    twin = TextTwin(seat, slow, after=("", "quit"))
    assert seat.wait(lambda: seat.standing.contest.state == "closed", SOON_S * 3)
    contest.move("reveal")
    shown = twin.left()
    assert "Time is up. What you did until then counts." in shown
    assert "THE ROUND IS OVER" in shown
    # The hour was open, so the host closed it.
    assert done_in(contest, seat.standing.run.id) == [*twin.typist.done[:limit], EndSession()]


def test_a_team_mate_is_heard_and_the_clock_stands_still_for_a_talk(server, room):
    contest, seat = begun(server, room, teams=1, consults=1)
    other = room.opened(*join(room.folder / "other", room.address(contest)))
    contest.move("start")
    assert other.wait(lambda: other.snapshot is not None, SOON_S)
    assert seat.wait(lambda: seat.snapshot is not None, SOON_S)
    lines = iter(("talk", "talk", "", "help", "quit"))
    twin = TextTwin(seat, anything(1))
    twin.typist._next = lambda: [next(lines, "quit")]
    shown = twin.left()
    assert "You treat your patient together with Team 1." in shown
    assert "Your team is talking: its clock stands still." in shown
    assert "talk: stop the clock to talk with your team" in shown
    assert "SESSION 1 OF" in shown
    assert "undo" not in shown.partition("HELP")[2]


@pytest.mark.parametrize("clients", [12])
def test_a_dozen_text_twins_play_at_once_over_a_network_that_loses_a_fifth(server, room, monkeypatch, clients):
    contest = new_contest(server.host, None, "open_lobby", span=1)
    seats = [room.opened(*join(room.folder / str(number), room.address(contest)), CALM) for number in range(clients)]
    Rough(monkeypatch, random.Random(7), lost=0.2)
    twins = [TextTwin(seat, anything(number, turns=6), after=("", "quit")) for number, seat in enumerate(seats)]
    contest.move("start")
    for seat in seats:
        assert seat.wait(lambda seat=seat: seat.standing and seat.standing.run and seat.standing.run.done, 200)
    contest.move("close", "reveal")
    for twin in twins:
        assert "of 100" in twin.left()
        assert done_in(contest, twin.seat.standing.run.id) == twin.typist.done
    assert len({seat.standing.seat.name for seat in seats}) == clients


def test_a_run_that_is_opened_again_is_played_on(server, room):
    contest, seat = begun(server, room, span=None)
    go_on = threading.Event()

    def stops(look):
        if look.turn == 4 and not go_on.is_set():
            contest.move("close")
            assert seat.wait(lambda: seat.standing.contest.state == "closed", SOON_S)
        return anything(4, turns=12)(look)

    contest.move("start")
    twin = TextTwin(seat, stops, after=("quit",))
    assert seat.wait(lambda: seat.standing.contest.state == "closed", SOON_S)
    go_on.set()
    assert seat.wait(lambda: "THE ROUND IS OVER" in twin.shown(), SOON_S)
    contest.deed(conducting.reopen, seat.standing.run.id, 30, "the network was down", contest.teacher)
    assert seat.wait(lambda: seat.snapshot.views.room.over is not None, SOON_S * 3)
    contest.move("reveal")
    assert "of 100" in twin.left()
