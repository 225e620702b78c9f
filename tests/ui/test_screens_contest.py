"""A contest in the window, against a host that answers: joining, the lobby, playing, being cut off, the debrief."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import _file_with_tables, sqlite_store  # noqa: F401 (fixtures)
from hosts import Contest, Served, new_contest, served, the_book
from sqlalchemy import select

from game.server import conducting, rounds
from game.server import tables as t
from game.server.host import Host
from game.server.store import Store
from game.treatment import EndSession
from game.ui import accessibility
from game.ui.screens.contest_watch import Heard
from game.ui.screens.contested import Contested
from game.ui.screens.desk import Desk
from game.ui.screens.joining import Joining
from game.ui.screens.lobby import Lobby
from game.ui.screens.report import Debrief
from game.ui.screens.title import Title

PATIENCE = 30


class Somebody:
    """Somebody at a window, and the contest they are about to join."""

    def __init__(self, hand: Any, contest: Contest, server: Served, folder: Path) -> None:
        self.contest, self.server = contest, server
        self.desk = Desk(
            the_book(), (), lambda *_: pytest.fail("no treatment of one's own is begun"), seats_folder=folder
        )
        self.address = f"{contest.row.code}@{server.url.removeprefix('http://')}"
        self.user = hand(Joining(self.desk, self.address))

    @property
    def screen(self) -> object:
        return self.user.shell.screen

    @property
    def words(self) -> str:
        """All that can be read on the screen."""
        nodes = accessibility.tree(self.user.shell.widgets, self.user.shell.ui)
        return "\n".join(f"{node.name} {node.value}" for node in nodes)

    def until(self, done: Callable[[], bool]) -> None:
        """Let time pass, and the seat be heard of, until something is so."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, self.words
            time.sleep(0.02)
            self.user.now += 1_000
            self.user.shell.wake()
            if isinstance(self.screen, Contested):
                self.user.shell.deliver(Heard())
            self.user.shell.draw()

    def joined(self) -> "Somebody":
        self.user.click("Join")
        self.until(lambda: isinstance(self.screen, Lobby))
        self.until(lambda: self.screen.seat.standing is not None)  # type: ignore[attr-defined]
        return self

    def playing(self) -> "Somebody":
        self.joined()
        self.contest.move("start") if self.contest.row.state == "lobby" else None
        self.until(lambda: isinstance(self.screen, Contested))
        return self


@pytest.fixture
def server(sqlite_store: Store) -> Iterator[Served]:  # noqa: F811
    with served(Host(sqlite_store, the_book())) as running:
        yield running


@pytest.fixture
def somebody(server: Served, hand: Any, tmp_path: Path) -> Callable[..., Somebody]:
    def make(*triggers: Any, **settings: Any) -> Somebody:
        return Somebody(hand, new_contest(server.host, None, *triggers, **settings), server, tmp_path / "seats")

    return make


def test_who_joins_reads_their_name_and_four_words_and_waits_for_the_teacher(somebody: Any) -> None:
    waiting = somebody("open_lobby", title="Thursday").joined()
    seat = waiting.screen.seat
    waiting.until(lambda: "Waiting for your teacher to begin." in waiting.words)
    for words in ("Thursday", seat.ticket.name, seat.ticket.words, "Saved"):
        assert words in waiting.words
    seat.close()


def test_a_code_that_is_wrong_is_said_in_a_sentence_and_can_be_typed_again(somebody: Any) -> None:
    lost = somebody("open_lobby")
    lost.user.click("Code and host").press("ctrl+a").type("KR4T-9XWM@127.0.0.1:1")
    lost.user.click("Join")
    lost.until(lambda: "You could not join" in lost.words)
    lost.user.press("escape")
    assert isinstance(lost.screen, Joining)
    assert "You could not join" not in lost.words


def test_the_screen_goes_to_the_patient_when_the_contest_begins_and_a_session_is_played(somebody: Any) -> None:
    player = somebody("open_lobby", minutes=30).playing()
    assert "30 minutes left in this round" in player.words
    assert player.desk.look.referral.letter.split("\n")[0] in player.words
    player.user.press("enter")
    player.until(lambda: "Session 1" in player.words and player.desk.look.room.in_session)
    run = player.screen.seat.standing.run.id
    assert player.contest.read(lambda c: _version(c, run)) == 1
    player.screen.seat.close()


def test_a_pause_by_the_teacher_is_read_below_the_screen(somebody: Any) -> None:
    player = somebody("open_lobby").playing()
    player.contest.move("pause")
    player.until(lambda: "Your teacher has paused the contest." in player.words)
    player.contest.move("resume")
    player.until(lambda: "Your teacher has paused the contest." not in player.words)
    player.screen.seat.close()


def test_at_the_end_the_seat_waits_for_the_reveal_and_reads_its_debrief(somebody: Any) -> None:
    player = somebody("open_lobby", span=1).playing()
    player.user.press("enter")
    player.until(lambda: player.desk.look.room.in_session)
    player.desk.act(EndSession())
    player.until(lambda: isinstance(player.screen, Lobby))
    player.until(lambda: "You have finished this round." in player.words)
    player.contest.move("close", "reveal")
    player.until(lambda: "See your debrief" in player.words)
    player.user.click("See your debrief")
    assert isinstance(player.screen, Debrief)
    player.desk.sitting.seat.close()


def test_a_seat_that_was_left_is_taken_again_on_the_same_machine(somebody: Any, hand: Any, tmp_path: Path) -> None:
    player = somebody("open_lobby").playing()
    name = player.screen.seat.ticket.name
    player.screen.seat.close()
    again = Somebody(hand, player.contest, player.server, tmp_path / "seats")
    again.user.click("I have a seat already").click("Take my seat")
    again.until(lambda: isinstance(again.screen, Contested))
    assert name in again.words
    again.screen.seat.close()


def test_the_next_round_begins_in_the_same_window(somebody: Any) -> None:
    player = somebody("open_lobby").playing()
    seat, contest = player.screen.seat, player.contest
    contest.move("close", "reveal")
    player.until(lambda: isinstance(player.screen, Lobby))
    made = contest.write(
        lambda c: rounds.next_round(
            contest.host, c, contest.teacher, contest.id, title="Again", case="ines", minutes=20
        )
    )
    Contest(contest.host, contest.teacher, made).move("start")
    player.until(lambda: isinstance(player.screen, Contested) and player.desk.look.room.case == "ines")
    assert player.screen.seat is seat
    seat.close()


def test_who_was_sent_away_is_told_so_at_the_title(somebody: Any) -> None:
    player = somebody("open_lobby").playing()
    seat = player.screen.seat
    player.contest.deed(conducting.set_seat, seat.ticket.seat, "kicked", player.contest.teacher)
    player.until(lambda: isinstance(player.screen, Title))
    assert "This seat cannot go on" in player.words


def _version(c: Any, run: str) -> int:
    return int(c.execute(select(t.runs.c.version).where(t.runs.c.id == run)).scalar_one())
