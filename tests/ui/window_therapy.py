"""One treatment in a real window with its twin: begun at the title, gone on with there, read to its score."""

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from window_driver import ROOT, Desktop, Program, furnish, places
from window_expert import HurriedExpert
from window_therapist import Therapist
from window_trainee import Trainee

from game.author.sight import Sight
from game.case import CaseFile
from game.commands import in_window
from game.manual import Book
from game.play import Playthrough
from game.record import Mode, branch
from game.scoring import score
from game.text import Console, go_on
from game.treatment import Action, OpenSession
from game.ui.screens.intents import Dismiss, Open, Pick
from game.ui.screens.opening import ready
from game.ui.screens.referral import Referral
from game.ui.screens.title import Title
from game.ui.stack import Reset, Screen
from game.ui.window import Window

SEED = 7
CASE = "ines"
Kind = Callable[[Desktop, Window, Screen, Path], Trainee]


class Therapy:
    """The program in its home, its twin in another, and what the expert would do."""

    def __init__(
        self,
        kind: Kind,
        desktop: Desktop,
        window: Window,
        book: Book,
        case: CaseFile,
        expert: HurriedExpert,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.desktop, self.book, self.case, self.expert = desktop, book, case, expert
        self.log = desktop.folder / "window.jsonl"
        self.env: dict[str, str] = {}
        """What the program is told of its surroundings besides its home."""
        self._kind, self._window = kind, window
        self._chance = Random(SEED)
        self._program: Program | None = None
        home = desktop.folder / "twin"
        furnish(home)
        for name, place in places(home).items():
            monkeypatch.setenv(name, place)

    @property
    def program(self) -> Program:
        """The program as it was started last."""
        assert self._program is not None
        return self._program

    def begin(self, mode: Mode) -> Trainee:
        """Start the program and go from the title over the shelf and the letter into the first session."""
        self._program = self.desktop.start("play", "--seed", str(SEED), "--log", self.log, env=self.env)
        options = Namespace(
            seed=SEED, sessions=None, realistic=False, log=self.desktop.folder / "twin.jsonl", mode=None, case=None
        )
        user = self._kind(self.desktop, self._window, _opened(lambda: in_window._desk(options, None)), self.log)
        self._past_messages(user)
        user.choose(Open("shelf"))
        user.choose(Pick("shelf.patient", CASE))
        user.choose(Pick("shelf.mode", mode))
        user.choose(Open("referral"))
        if not isinstance(user.screen, Referral):
            user.choose(Open("referral"))  # what the case touches on has been read
        user.choose(Open("session"))
        user.turn_is_written()
        return user

    def go_on(self, number: int) -> Trainee:
        """Start the program on the log it was killed over, and go on from its title."""
        copy = self.desktop.folder / f"twin-{number}.jsonl"
        copy.write_bytes(self.log.read_bytes())
        play = Playthrough.resume(self.book, self.case, copy)
        self._program = self.desktop.start("resume", self.log, env=self.env)
        user = self._kind(self.desktop, self._window, _opened(lambda: in_window._desk_with(play)), self.log)
        self._past_messages(user)
        user.choose(Open("continue"))
        user.turn_is_written()
        return user

    def next_action(self, user: Trainee) -> Action:
        """Return what the expert does next, from what is seen."""
        return self.expert.choose(Sight(self.book, self.case, user.play.treatment, self._chance))

    def play_to_the_end(self, user: Trainee) -> tuple[Action, ...]:
        """Play the whole treatment; return what was done, from the first session's opening."""
        by_hand = Therapist(user)
        done: list[Action] = [OpenSession()]  # from the letter
        while not user.play.treatment.over:
            done.append(by_hand.do(self.next_action(user)))
        return tuple(done)

    def score_is_its_twins(self, done: tuple[Action, ...], mode: Mode) -> int:
        """See that the window's log is what somebody writes who types these actions; return the score of both."""
        with Playthrough.resume(self.book, self.case, self.log) as kept:
            assert [line.action for line in branch(kept.log)] == list(done)
            assert kept.treatment.hour.number == kept.treatment.sessions == 8
            card = score(kept.book, kept.case, kept.treatment.windows, kept.turns)
        typed = _typed(self.book, self.case, done, mode, self.desktop.folder / "typed.jsonl")
        assert (self.desktop.folder / "typed.jsonl").read_bytes() == self.log.read_bytes()
        assert score(typed.book, typed.case, typed.treatment.windows, typed.turns) == card
        typed.close()
        assert json.loads(command("score", self.log, "--json"))["composite"] == card.composite / 1_000
        return card.composite

    def leave(self, user: Trainee) -> None:
        """Go out of the program by the title."""
        user.choose(Open("title"))
        user.choose(Open("quit"))
        user.choose(Open("quit"))  # yes
        assert self.program.wait() == 0, self.program.complaint

    def _past_messages(self, user: Trainee) -> None:
        while user.does(Dismiss()) is not None:
            user.choose(Dismiss())


def _opened(prepare: Callable[[], object]) -> Screen:
    first = ready(Title(), prepare)  # type: ignore[arg-type]
    assert isinstance(first, Reset)
    return first.screen


def command(*words: str | Path) -> str:
    """Run `sixteen-weeks` with these words, and return what it prints."""
    line = [sys.executable, "-m", "game", *map(str, words)]
    run = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _typed(book: Book, case: CaseFile, actions: tuple[Action, ...], mode: Mode, log: Path) -> Playthrough:
    """Play the actions again in the text game, typing every line."""
    sys.path.append(str(ROOT / "tests" / "text"))  # where the typist lives, who belongs to the tests of the text game
    from typist import Screen as Paper
    from typist import Typist

    play = Playthrough.start(book, case, seed=SEED, mode=mode, path=log)
    paper = Paper()
    go_on(Console(Typist(play, actions, paper), paper, width=80), play)
    return play
