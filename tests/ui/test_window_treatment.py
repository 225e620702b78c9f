"""A real window under Xvfb, real keys and clicks: a whole treatment to its debrief, and nothing lost by a kill.

With SIXTEEN_WEEKS_SCREENSHOTS=FOLDER the treatment leaves a picture of every screen in that folder:
`SIXTEEN_WEEKS_SCREENSHOTS=pictures pytest tests/ui/test_window_treatment.py -k debrief`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from signal import SIGCONT, SIGKILL, SIGSTOP
from time import sleep

import pytest
from shelved import CASES
from window_driver import ROOT, Desktop, Program, desktop_in
from window_expert import ThoroughExpert
from window_therapist import Therapist
from window_trainee import Trainee

from game.author.sight import Sight
from game.case import CaseFile
from game.manual import Book
from game.play import Playthrough
from game.record import Mode, branch
from game.scoring import score
from game.text import Console, go_on
from game.treatment import Action, OpenSession
from game.ui.screens.desk import Desk
from game.ui.screens.message import Message
from game.ui.screens.report import TABS, Debrief
from game.ui.screens.session import Session
from game.ui.screens.title import Title
from game.ui.screens.transcript import Transcript
from game.ui.window import Window

SEED = 7
CASE = "ines"
_A_TURN_S = 0.25
"""The window is done with a turn after so long, or with most of it."""
_STILL_S = 0.03
"""What a stopped program has drawn is on the display after so long."""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with desktop_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def therapy(
    desktop: Desktop, window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path
) -> Iterator["Therapy"]:
    begun = Therapy(desktop, window, book, {name: cases[name] for name in CASES}, tmp_path)
    yield begun
    begun.close()


class Therapy:
    """One treatment in the window, with its twin: begun from the title, or gone on with from there."""

    def __init__(
        self, desktop: Desktop, window: Window, book: Book, cases: Mapping[str, CaseFile], folder: Path
    ) -> None:
        self.desktop, self.window, self.book, self.cases = desktop, window, book, cases
        self.folder, self.log = folder, folder / "window.jsonl"
        self.chance = Random(SEED)
        self.expert = ThoroughExpert()
        self._program: Program | None = None
        self._plays: list[Playthrough] = []

    @property
    def program(self) -> Program:
        """The program as it was started last."""
        assert self._program is not None
        return self._program

    @property
    def case(self) -> CaseFile:
        return self.cases[CASE]

    def begin(self, album: Path | None = None) -> Trainee:
        """Start the program and go from the title over the shelf and the letter into the first session."""
        self._program = self.desktop.start("play", "--seed", str(SEED), "--log", self.log)

        def start(case: CaseFile, mode: Mode) -> Playthrough:
            user.play = Playthrough.start(self.book, case, seed=SEED, mode=mode, path=self.folder / "twin.jsonl")
            self._plays.append(user.play)
            return user.play

        desk = Desk(self.book, tuple(self.cases.values()), start)
        user = Trainee(self.desktop, self.window, Title(desk), self.log, album)
        user.picture("title")
        user.choose("title.shelf")
        user.click(f"shelf.patient.{CASE}")
        user.choose("shelf.mode.exam")
        user.picture("shelf")
        user.choose("shelf.letter")
        user.picture("what the case contains")
        user.choose("care.accept")
        user.picture("referral")
        user.choose("referral.begin")
        user.turn_is_written()
        user.picture("session")
        return user

    def go_on(self) -> Trainee:
        """Start the program on the log it was killed over, and go on from its title."""
        copy = self.folder / f"twin-{len(self._plays)}.jsonl"
        copy.write_bytes(self.log.read_bytes())
        play = Playthrough.resume(self.book, self.case, copy)
        self._plays.append(play)
        self._program = self.desktop.start("resume", self.log)
        desk = Desk(self.book, tuple(self.cases.values()), _nothing_new, play, mode=play.mode)
        message = Message("Before you go on", desk.notice) if desk.notice else None
        user = Trainee(self.desktop, self.window, Title(desk, message), self.log)
        user.play = play
        if message is not None:
            user.press("enter")
        user.sees()
        user.choose("title.continue")
        user.sees()
        user.turn_is_written()
        return user

    def next_action(self, user: Trainee) -> Action:
        """Return what the expert does next, from what is seen."""
        assert user.play is not None
        return self.expert.choose(Sight(self.book, self.case, user.play.treatment, self.chance))

    def close(self) -> None:
        for play in self._plays:
            play.close()


def _nothing_new(case: CaseFile, _: Mode) -> Playthrough:
    raise AssertionError(f"nobody asked for a new treatment of {case.rows.id}")


def _album() -> Path | None:
    """Return the folder where pictures are wanted, made where it is missing."""
    named = os.environ.get("SIXTEEN_WEEKS_SCREENSHOTS")
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


def leave(user: Trainee, program: Program) -> None:
    """Go to the title and out of the program."""
    user.press("escape")
    assert isinstance(user.screen, Title)
    user.choose("title.quit")
    user.picture("leaving")
    user.choose("message.answer0")
    assert program.wait() == 0, program.complaint


def command(*words: str | Path) -> str:
    """Run `sixteen-weeks` with these words, and return what it prints."""
    line = [sys.executable, "-m", "game", *map(str, words)]
    run = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def typed_twin(book: Book, case: CaseFile, actions: tuple[Action, ...], log: Path) -> Playthrough:
    """Play the actions again in the text game, typing every line."""
    sys.path.append(str(ROOT / "tests" / "text"))  # where the typist lives, who belongs to the tests of the text game
    from typist import Screen, Typist

    play = Playthrough.start(book, case, seed=SEED, mode="exam", path=log)
    screen = Screen()
    go_on(Console(Typist(play, actions, screen), screen, width=80), play)
    return play


def tour(user: Trainee, minutes_left: int) -> None:
    """Look, once and half way through a session, at what takes no turn: the manual, the moods, the keys."""
    if "keys" in user.pictures or minutes_left > 30:
        return
    user.press("alt+5")
    user.picture("manual")
    user.press("alt+2")
    user.picture("timeline with moods")
    user.press("f1")
    user.picture("keys")
    user.press("escape")


def read_debrief(user: Trainee) -> None:
    """Turn every page of the debrief, and go to the turn that a moment cites and back."""
    user.choose("between.debrief")
    assert isinstance(user.screen, Debrief)
    for tab, _ in TABS:
        user.choose(f"report.tab.{tab}")
        assert isinstance(user.screen, Debrief)
        assert user.screen.tab == tab
        user.picture(f"debrief {tab}")
        if tab == "moments":
            cited = next(widget.key for widget in user.widgets if widget.key.startswith("report.moment."))
            user.choose(cited)
            assert isinstance(user.screen, Transcript)
            user.picture("debrief cites a turn")
            user.press("escape")


def test_a_whole_treatment_is_played_in_a_real_window_to_its_debrief(therapy: Therapy, tmp_path: Path) -> None:
    user = therapy.begin(_album())
    assert user.play is not None
    by_hand = Therapist(user)
    done: list[Action] = [OpenSession()]  # from the letter
    while not user.play.treatment.over:
        if isinstance(user.screen, Session) and user.screen.look.room.session == 5:
            tour(user, user.screen.look.room.minutes_left)
        done.append(by_hand.do(therapy.next_action(user)))
    user.picture("the end")
    read_debrief(user)
    leave(user, therapy.program)
    assert min(user.desktop.hands.keys, user.desktop.hands.clicks) >= 100

    # What was meant is what was logged, and the window's log is its twin's, byte for byte.
    with Playthrough.resume(therapy.book, therapy.case, therapy.log) as kept:
        assert [line.action for line in branch(kept.log)] == done
        assert kept.treatment.hour.number == kept.treatment.sessions == 8
        card = score(kept.book, kept.case, kept.treatment.windows, kept.turns)
    typed = typed_twin(therapy.book, therapy.case, tuple(done), tmp_path / "typed.jsonl")
    assert (tmp_path / "typed.jsonl").read_bytes() == therapy.log.read_bytes()
    assert score(typed.book, typed.case, typed.treatment.windows, typed.turns) == card
    assert json.loads(command("score", therapy.log, "--json"))["composite"] == card.composite / 1_000
    typed.close()


# -- nothing is lost -----------------------------------------------------------------------------------


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
    user = therapy.begin()
    moments = Random(SEED)
    for _ in range(5):
        shown = stopped_in_a_turn(user, therapy, moments)
        therapy.program.signal(SIGKILL)
        therapy.program.wait()
        written = therapy.log.read_bytes()
        assert user.written_by_twin().startswith(written)
        assert written.count(b"\n") - 1 >= shown
        user = therapy.go_on()
        assert user.play is not None
        assert len(user.play.turns) >= shown
    command("audit", therapy.log)
