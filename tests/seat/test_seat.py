"""A seat and a real host: what is done is done once, whatever happens on the way."""

import random
import subprocess
import sys
from contextlib import suppress

import pytest
from hosts import TO_RUNNING, Contest, moves_of, new_contest
from network import Gate
from seats import SOON_S, Rough, done_in
from sqlalchemy import select

from game.play import CannotSave
from game.seat import HostRefused, Offline, SeatSitting, join, kept_seats, resume
from game.seat.calling import Caller
from game.seat.keeping import Unsent
from game.server import conducting, playing, rounds
from game.server import tables as t
from game.server.api import runs
from game.sitting import Outlook, OwnOutlook
from game.treatment import IllegalAction, LeaveProcedure, OpenSession, Say, WriteNote
from game.view import NotOver


def does(seat, action):
    """Do something, and wait until it is on the host."""
    seat.act(action)
    assert seat.settle(SOON_S)


def played(seat, actions):
    """Do what the host takes of these; return it."""
    taken = []
    for action in actions:
        with suppress(IllegalAction):
            does(seat, action)
            taken.append(action)
    return taken


def test_a_seat_sees_what_the_host_has_of_its_treatment(contest, room):
    seat = room.sits(contest)
    does(seat, OpenSession())
    sitting = SeatSitting(seat, SOON_S)
    assert sitting.look.room.in_session
    assert sitting.saving == "saved"
    assert sitting.look.ways("reassure", None)
    assert sitting.look.words_of(Say("reassure"))
    seat.act(Say("introduce_frame"))
    assert sitting.look.turn == 2
    assert sitting.look.turn_view(2).asked[0].name
    assert done_in(contest, sitting.run) == [OpenSession(), Say("introduce_frame")]


def test_the_look_is_the_same_until_something_changes(contest, room):
    sitting = SeatSitting(room.sits(contest), SOON_S)
    before = sitting.look
    assert sitting.look is before
    does(sitting, OpenSession())
    assert sitting.look is not before


@pytest.mark.parametrize("mode", ["exam", "practice", "guided"])
def test_a_seat_sees_what_would_be_seen_of_the_same_treatment_here(server, room, mode):
    contest = new_contest(server.host, None, *TO_RUNNING, mode=mode, span=None, case="ines")
    seat = room.sits(contest)
    for action in moves_of()[:12]:
        with suppress(IllegalAction):
            does(seat, action)
    there = SeatSitting(seat, SOON_S).look
    row = contest.read(lambda c: c.execute(select(t.runs).where(t.runs.c.id == seat.standing.run.id)).one())
    held = contest.read(lambda c: contest.host.sitting(c, row, contest.row.case_source))
    here = OwnOutlook(held.book, mode, held.case, held.now, held.turns)
    own_to_each = {"weather", "can_go_back", "report", "forks", "has_forks"}
    asked = {
        "portrait_of": [("",), *((row.ref,) for row in here.workbook.people)],
        "turn_view": [(turn,) for turn in (1, 5, here.turn)],
        "ways": [("reassure", None), ("introduce_frame", None)],
        "words_of": [(Say("reassure"),), (LeaveProcedure(),)],
    }
    for name in Outlook.__abstractmethods__ - own_to_each:
        one, other = getattr(here, name), getattr(there, name)
        if name in asked:
            one, other = [one(*each) for each in asked[name]], [other(*each) for each in asked[name]]
        assert one == other, name
    assert (there.guided, there.supervised, there.can_go_back) == (here.guided, here.supervised, False)


def test_a_seat_is_imported_without_what_only_calls_need():
    """The window must open before any of this is wanted."""
    code = "import sys, game.seat; print(sorted({'httpx', 'pydantic', 'ssl'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_nothing_is_taken_back_in_a_contest(contest, room):
    sitting = SeatSitting(room.sits(contest))
    sitting.act(OpenSession())
    for way_back in (sitting.take_back, lambda: sitting.rewind(1)):
        with pytest.raises(IllegalAction, match="no going back"):
            way_back()
    assert not sitting.look.can_go_back


def test_what_the_engine_refuses_is_said_and_changes_nothing(contest, room):
    seat = room.sits(contest)
    with pytest.raises(IllegalAction):
        does(seat, LeaveProcedure())
    assert seat.saving == "saved"
    assert done_in(contest, seat.standing.run.id) == []


def test_several_things_are_done_in_their_order(contest, room):
    seat = room.sits(contest)
    seat.act(OpenSession(), WriteNote("one"), WriteNote("two"))
    assert seat.settle(SOON_S)
    assert done_in(contest, seat.standing.run.id) == [OpenSession(), WriteNote("one"), WriteNote("two")]


@pytest.mark.parametrize("luck", range(3))
def test_whatever_is_lost_on_the_way_everything_is_done_once_and_in_order(contest, room, monkeypatch, luck):
    seat = room.sits(contest)
    Rough(monkeypatch, random.Random(luck))
    taken = played(seat, [OpenSession(), *(WriteNote(f"note {number}") for number in range(25)), Say("reassure")])
    assert len(taken) == 27
    assert done_in(contest, seat.standing.run.id) == taken
    assert seat.snapshot.version == len(taken)


def test_a_crash_before_the_acknowledgement_loses_and_doubles_nothing(contest, room, monkeypatch):
    """The action is on the disk; whether or not the host had it, whoever comes back ends with it done once."""
    seat = room.sits(contest)
    folder, ticket, run = room.folder / "one", seat.ticket, seat.standing.run.id
    kept = kept_seats(folder, ticket.url, ticket.code)[0][0]
    for had_it in (False, True):
        version = seat.snapshot.version
        seat.close()
        unsent = Unsent(run, f"crash-{version:06}", version, WriteNote(f"thought {version}"))
        kept.keep_unsent((unsent,))
        if had_it:
            caller = Caller(ticket.url, ticket.token)
            caller.act(run, unsent.client_id, unsent.expect, unsent.action, None)
            caller.close()
        seat = room.opened(*kept_seats(folder, ticket.url, ticket.code)[0])
        assert seat.wait(lambda seat=seat: seat.standing is not None and seat.saving == "saved", SOON_S)
        assert seat.wait(lambda seat=seat, version=version: seat.snapshot.version == version + 1, SOON_S)
        assert kept.unsent() == ()
    assert done_in(contest, run) == [WriteNote("thought 0"), WriteNote("thought 1")]


def test_without_a_host_it_is_kept_and_sent_when_there_is_one_again(contest, room, server):
    with Gate(int(server.url.rpartition(":")[2])) as gate:
        room.url = gate.url
        seat = room.sits(contest)
        kept = kept_seats(room.folder / "one", gate.url, seat.ticket.code)[0][0]
        gate.shut()
        with pytest.raises(Offline, match="does not answer"):
            join(room.folder / "late", room.address(contest))
        seat.act(OpenSession())
        assert seat.wait(lambda: seat.saving == "offline", SOON_S)
        assert [each.action for each in kept.unsent()] == [OpenSession()]
        with pytest.raises(CannotSave, match="still on its way"):
            seat.act(Say("reassure"))
        assert any("No connection" in words for words in seat.news())
        gate.open()
        assert seat.settle(SOON_S)
        assert seat.wait(lambda: seat.saving == "saved", SOON_S)
        assert "Connected again." in seat.news()
        assert done_in(contest, seat.standing.run.id) == [OpenSession()]
        assert kept.unsent() == ()
        seat.close()


def test_what_the_host_stumbles_over_every_time_is_given_up_with_a_sentence(contest, room, server, monkeypatch):
    """As with a mistake in the program: whoever plays can go on with something else."""
    seat = room.sits(contest)
    done = playing.act

    def stumbles(*given, action, **named):
        if action == Say("reassure"):
            raise RuntimeError("a mistake in the program")
        return done(*given, action=action, **named)

    monkeypatch.setattr(runs, "act", stumbles)
    does(seat, OpenSession())
    with pytest.raises(IllegalAction, match="difficulty"):
        does(seat, Say("reassure"))
    does(seat, WriteNote("something else"))
    assert done_in(contest, seat.standing.run.id) == [OpenSession(), WriteNote("something else")]


def test_what_is_too_long_for_a_host_is_refused(contest, room):
    seat = room.sits(contest)
    with pytest.raises(IllegalAction, match="larger"):
        does(seat, WriteNote("x" * 100_000))


def test_offline_nothing_raises_in_a_screen(contest, room, server, monkeypatch):
    seat = room.sits(contest)
    does(seat, OpenSession())
    sitting = SeatSitting(seat, SOON_S)
    known = sitting.look.ways("reassure", None)
    Rough(monkeypatch, random.Random(1), lost=2)
    assert seat.wait(lambda: seat.saving == "offline", SOON_S)
    look = sitting.look
    assert look.ways("reassure", None) == known
    assert look.ways("ask_feeling", None)
    assert look.words_of(Say("introduce_frame")) == "No connection just now."
    assert look.turn_view(1).asked == ()
    with pytest.raises(NotOver):
        _ = look.report


def test_in_a_team_notes_follow_what_others_did_and_words_wait_for_another_look(server, room):
    contest = new_contest(server.host, None, *TO_RUNNING, teams=1)
    one, other = room.sits(contest, "one"), room.sits(contest, "other")
    assert one.standing.run.id == other.standing.run.id
    one.close()
    does(other, OpenSession())
    one = room.opened(*kept_seats(room.folder / "one", room.url, contest.row.code)[0])
    assert one.wait(lambda: one.snapshot is not None and one.snapshot.version == 1, SOON_S)
    behind = one.snapshot
    does(other, Say("introduce_frame"))
    assert one.wait(lambda: one.snapshot.version == 2, SOON_S)
    assert "Somebody in your team has gone on." in one.news()
    one.snapshot = behind
    with pytest.raises(IllegalAction, match="gone on"):
        does(one, Say("reassure"))
    assert one.snapshot.version == 2
    one.snapshot = behind
    does(one, WriteNote("what I think"))
    assert done_in(contest, one.standing.run.id) == [OpenSession(), Say("introduce_frame"), WriteNote("what I think")]


def test_a_team_stops_its_clock_to_talk(server, room):
    seat = room.sits(new_contest(server.host, None, *TO_RUNNING, teams=1, consults=1))
    assert seat.standing.run.talks_left == 1
    seat.talk(on=True)
    assert seat.wait(lambda: seat.standing.run.talking, SOON_S)
    assert "Your team is talking: its clock stands still." in seat.news()
    with pytest.raises(IllegalAction, match="talking"):
        does(seat, OpenSession())
    seat.talk(on=False)
    with pytest.raises(IllegalAction, match="no talk left"):
        seat.talk(on=True)


def test_pausing_closing_and_revealing_are_told(contest, room):
    seat = room.sits(contest)
    taken = played(seat, moves_of()[:3])
    contest.move("pause")
    assert seat.wait(lambda: seat.standing.contest.state == "paused", SOON_S)
    with pytest.raises(IllegalAction, match="paused"):
        does(seat, WriteNote("now?"))
    contest.move("resume", "close")
    assert seat.wait(lambda: seat.standing.is_over, SOON_S)
    assert seat.report is None
    contest.move("reveal")
    assert seat.wait(lambda: seat.report is not None, SOON_S)
    told = seat.news()
    assert told[0] == "Your teacher has paused the contest. The clock stands still."
    assert told[-1] == "The results are revealed."
    sitting = SeatSitting(seat)
    assert sitting.look.report == seat.report
    assert seat.standing.contest.secret
    assert done_in(contest, seat.standing.run.id)[: len(taken)] == taken


def test_four_words_take_a_seat_again_and_end_the_lost_device(contest, room):
    seat = room.sits(contest)
    does(seat, OpenSession())
    again = room.opened(*resume(room.folder / "elsewhere", room.address(contest), seat.ticket.words.upper()))
    assert again.wait(lambda: again.snapshot is not None, SOON_S)
    assert (again.snapshot.version, again.standing.seat) == (1, seat.standing.seat)
    assert seat.wait(lambda: bool(seat.gone), SOON_S) is True
    with pytest.raises(IllegalAction, match="four words"):
        seat.act(Say("reassure"))


def test_what_was_not_sent_is_sent_after_the_seat_was_taken_again_here(contest, room):
    seat = room.sits(contest)
    run = seat.standing.run.id
    seat.close()
    kept = kept_seats(room.folder / "one", room.url, contest.row.code)[0][0]
    kept.keep_unsent((Unsent(run, "crash-000001", 0, OpenSession()),))
    again = room.opened(*resume(room.folder / "one", room.address(contest), seat.ticket.words))
    assert again.wait(lambda: again.snapshot is not None and again.snapshot.version == 1, SOON_S)
    assert done_in(contest, run) == [OpenSession()]


@pytest.mark.parametrize(("words", "code"), [("four wrong words here", None), ("", None), ("x", "22222222")])
def test_wrong_words_and_codes_are_refused(contest, room, words, code):
    address = room.address(contest)
    with pytest.raises(HostRefused):
        resume(room.folder, type(address)(code or address.code, address.url), words)
    assert list(room.folder.glob("*/seat.json")) == []


def test_a_contest_that_takes_nobody_in_says_so(contest, room):
    contest.deed(conducting.lock, contest.teacher, locked=True)
    with pytest.raises(HostRefused, match="takes nobody in"):
        join(room.folder, room.address(contest))


def test_the_next_round_is_another_treatment_in_the_same_seat(contest, room):
    seat = room.sits(contest)
    old, run = SeatSitting(seat), seat.standing.run.id
    old.act(OpenSession())
    assert old.settle(SOON_S)
    contest.move("close", "reveal")
    assert seat.wait(lambda: seat.report is not None, SOON_S)
    seen = old.look
    source = contest.row.case_source
    made = contest.write(
        lambda c: rounds.next_round(
            contest.host, c, contest.teacher, contest.id, title="Second", case=source, minutes=30
        )
    )
    assert seat.wait(lambda: seat.standing.contest.title == "Second", SOON_S)
    assert "The next round: Second." in seat.news()
    assert (seat.snapshot, seat.report) == (None, None)
    assert old.is_past
    with pytest.raises(IllegalAction, match="over"):
        old.act(Say("reassure"))
    Contest(contest.host, contest.teacher, made).move("start")
    assert seat.wait(lambda: seat.snapshot is not None, SOON_S)
    assert seat.standing.run.id != run
    assert SeatSitting(seat).look.turn == 0
    assert old.look is seen
    assert [ticket.code for _kept, ticket in kept_seats(room.folder / "one", room.url, seat.standing.contest.code)]
