"""A real window that is killed in the middle of a turn: no turn that was shown is lost, and the game goes on."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL, SIGSTOP
from time import sleep

import pytest
from window_driver import desktop_in
from window_expert import HurriedExpert
from window_hands import AtTheKeyboard
from window_therapist import Therapist
from window_therapy import CASE, SEED, Therapy, command
from window_trainee import Trainee

from game.case import CaseFile
from game.manual import Book
from game.ui.window import Window

_A_TURN_S = 0.25
"""The window is done with a turn after so long, or with most of it."""
_STILL_S = 0.03
"""What a stopped program has drawn is on the display after so long."""


@pytest.fixture
def therapy(
    window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Therapy]:
    with desktop_in(tmp_path) as desktop:
        yield Therapy(AtTheKeyboard, desktop, window, book, cases[CASE], HurriedExpert(moves=6), monkeypatch)


def stopped_in_a_turn(user: Trainee, therapy: Therapy, moments: Random) -> int:
    """Take some turns; stop the program while it is busy with one more, and return how many turns it shows.

    A stopped program does nothing any more, so to kill it then is to have killed it at that moment; and what it has
    shown stays on the display to be looked at.
    """
    by_hand = Therapist(user)
    for _ in range(moments.randrange(1, 4)):
        by_hand.do(therapy.next_action(user))
    user.watch()
    by_hand.begin(therapy.next_action(user))
    sleep(moments.random() * _A_TURN_S)
    therapy.program.signal(SIGSTOP)

    def is_whole() -> bool:
        """Tell whether a whole frame is shown; if it was caught in the middle of painting, let it go on a moment."""
        sleep(_STILL_S)
        if user.turns_shown() is not None:
            return True
        therapy.program.signal(SIGCONT)
        sleep(moments.random() / 200)
        therapy.program.signal(SIGSTOP)
        return False

    if not user.desktop.patience.until(is_whole):
        user.stuck("the window shows what its twin has never shown")
    shown = user.turns_shown()
    assert shown is not None
    return shown


def test_a_killed_window_has_lost_no_turn_that_was_shown(therapy: Therapy) -> None:
    user: Trainee = therapy.begin("exam")
    moments = Random(SEED)
    for number in range(5):
        shown = stopped_in_a_turn(user, therapy, moments)
        therapy.program.signal(SIGKILL)
        therapy.program.wait()
        written = therapy.log.read_bytes()
        assert user.written_by_twin().startswith(written)
        assert written.count(b"\n") - 1 >= shown
        user = therapy.go_on(number)
        assert len(user.play.turns) >= shown
    command("audit", therapy.log)
