"""`preview`: a case played in the terminal with its hidden side visible, read again whenever it is saved."""

import os
import queue
import shlex
import shutil
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import IO, Final, cast

from game.author.previewing import inside, place_of, reloaded, why_not
from game.author.previewing.hidden import nearly
from game.case import CaseFile, advice, case_path, read_case, severity_of
from game.commands.manners import FINE, Refused
from game.manual import Book, adapted, load_manual
from game.play import Playthrough
from game.reading import Diagnostic, Tree
from game.record import branch
from game.sitting import OwnSitting
from game.text import Console
from game.text.commands import between, doors, in_session, run_command, show_commands
from game.text.console import Leave
from game.text.desk import Desk
from game.text.saying import say_something
from game.treatment import EndSession, OpenSession, Say
from game.treatment.events import Replied

_LOOKS_EVERY: Final = 0.05
"""Seconds between two looks at the file."""
_OWN: Final = {
    "why": "why FACT: what keeps it back; alone: every fact",
    "inside": "how the patient stands, and what the last move did",
    "open": "open ID: its line in your editor; alone: the line just said",
    "jump": "jump N: the expert plays up to session N",
    "again": "again: from the beginning",
}


def run(options: Namespace) -> int:
    """Play until the player leaves. Exit code 1 where the case cannot be read at all."""
    path = case_path(options.case)
    preview = Preview(path, load_manual(), options.seed)
    watched = Watched(sys.stdin, path, preview.reload)
    console = Console(cast("IO[str]", watched), sys.stdout)  # type: ignore[arg-type]
    preview.begin(console, options.session)
    try:
        preview.talk()
    except (Leave, KeyboardInterrupt):
        console.say("Nothing was kept: a preview leaves no log.")
    return FINE


class Watched:
    """Standard input, line by line, that looks at a file while it waits and tells when it has been saved."""

    def __init__(self, lines: IO[str], path: Path, saved: Callable[[], None]) -> None:
        self._lines = lines
        self._path = path
        self._saved = saved
        self._stamp = _stamp(path)
        self._typed: queue.Queue[str] = queue.Queue()
        self._reader: threading.Thread | None = None

    def isatty(self) -> bool:
        """Tell whether somebody is typing."""
        return self._lines.isatty()

    def readline(self) -> str:
        """Return the next line; '' at the end. Meanwhile, every change of the file is told."""
        if self._reader is None:
            self._reader = threading.Thread(target=self._read, daemon=True)
            self._reader.start()
        while True:
            stamp = _stamp(self._path)
            if stamp != self._stamp and stamp is not None:
                self._stamp = stamp
                self._saved()
            try:
                return self._typed.get(timeout=_LOOKS_EVERY)
            except queue.Empty:
                continue

    def _read(self) -> None:
        while True:
            line = self._lines.readline()
            self._typed.put(line)
            if not line:
                return


class Preview:
    """A treatment on the author's desk."""

    def __init__(self, path: Path, book: Book, seed: int) -> None:
        self._path = path
        self._manual = book
        self._seed = seed
        self._case, self._tree, faults = self._read()
        if self._case is None or self._tree is None:
            raise Refused("\n".join(map(str, faults)))

    def begin(self, console: Console, session: int) -> None:
        """Open the case for play, at the start of `session`."""
        self._console = console
        console.help = self._help
        self.desk = Desk(console, OwnSitting(self._started()))
        self._tell_faults(self._read()[2])
        if session > 1:
            self._jump(session)
        console.say(f"{self._sound.rows.title}: Enter begins a session; type what you want to do, or “help”.")

    def talk(self) -> None:
        """Take what is typed until the treatment is over or the player leaves."""
        waiting: str | None = None
        while not self._played.treatment.over:
            room = self.desk.room
            where = (
                f"Session {room.session}, {room.minutes_left} minutes left" if room.in_session else "Between sessions"
            )
            typed, waiting = (waiting if waiting is not None else self._console.ask(f"\n{where}")), None
            turns = len(self._played.turns)
            if not self._own(typed):
                waiting = self._play(typed)
            if len(self._played.turns) != turns:
                self._show_inside()
        self._console.say("The treatment is over. “sixteen-weeks play” keeps a log and shows the report.")

    def reload(self) -> None:
        """Read the case again and make the turns so far again in it; what is wrong with it is said instead."""
        case, tree, faults = self._read()
        say = self._console.say
        say()
        if case is None or tree is None:
            say(f"Saved, and it cannot be read ({len(faults)} found). The last one that could be plays on.")
            self._tell_faults(faults)
            return
        self._case, self._tree = case, tree
        again = reloaded(self._book, case, self._played)
        self.desk.sitting = OwnSitting(again.play)
        say(f"Read again. {'; '.join(again.changes) or 'Nothing in it is different'}.")
        if again.stopped:
            say(f"Stopped before the end: {again.stopped}")
        if again.news is not None:
            turn, words = again.news
            self._console.said(f"Turn {turn}, now", words, "patient")
        self._tell_faults(faults)

    # ---- what is typed

    def _play(self, typed: str) -> str | None:
        is_open = self.desk.room.in_session
        if run_command(self.desk, (in_session if is_open else between)(self.desk), typed):
            return None
        if not is_open:
            self.desk.act(OpenSession())
            return None
        return say_something(self.desk, typed.removeprefix("say "), doors(self.desk)) if typed else None

    def _own(self, typed: str) -> bool:
        word, _, rest = typed.partition(" ")
        match word:
            case "why":
                self._why(rest.strip())
            case "inside":
                self._show_inside()
            case "open":
                self._open(rest.strip())
            case "jump" if rest.strip().isdigit():
                self._jump(int(rest))
            case "again":
                self.desk.sitting = OwnSitting(self._started())
            case _:
                return False
        return True

    def _why(self, name: str) -> None:
        names = [name] if name else list(self._sound.facts)
        for each in names:
            known = each in self._sound.facts
            now = self._played.treatment
            words = why_not(self._book, self._sound, now, each) if known else f"no fact is called {each}"
            self._console.say(f"- {words}")

    def _show_inside(self) -> None:
        play = self._played
        for line in inside(self._book, self._sound, play.treatment, play.events_of_last_turn):
            self._console.say(f"| {line}", "note")
        made = branch(play.log)[-1:]
        if made and isinstance(made[0].action, Say):
            for line in nearly(self._book, self._sound, play.treatment, made[0].action):
                self._console.say(f"| not yet: {line}", "note")

    def _jump(self, session: int) -> None:
        """Let the expert play from the beginning until `session` is to be opened."""
        from game.author.policies import POLICIES
        from game.author.sight import Sight

        play = self._started()
        self.desk.sitting = OwnSitting(play)
        if not 1 <= session <= play.treatment.sessions:
            self._console.say(f"There are {play.treatment.sessions} sessions.")
            return
        chance = Random(self._seed)
        expert = POLICIES["expert"](chance)
        while not play.treatment.over and (play.treatment.hour.number < session - 1 or play.treatment.hour.open):
            play.act(expert.choose(Sight(self._book, self._sound, play.treatment, chance)))
        if play.treatment.hour.number == session - 1 and session > 1 and play.treatment.hour.open:
            play.act(EndSession())
        self._console.say(f"The expert has played {session - 1} session{'s' * (session != 2)}.")

    def _open(self, name: str) -> None:
        events = [event for _, turn in self._played.turns for event in turn]
        cue = name or next((event.cue for event in reversed(events) if isinstance(event, Replied)), "")
        assert self._tree is not None
        line = place_of(self._sound, self._tree, cue)
        command = editor_command(self._path, line)
        if command is None:
            self._console.say(f"{self._path}:{line} (set VISUAL or EDITOR to open it from here)")
            return
        subprocess.run(command, check=False)  # noqa: S603 - the user's own editor

    def _help(self) -> None:
        self._console.heading("Preview")
        for words in _OWN.values():
            self._console.say(words, indent=2)
        show_commands(self.desk, (in_session if self.desk.room.in_session else between)(self.desk))

    # ---- the case

    @property
    def _played(self) -> Playthrough:
        assert isinstance(self.desk.sitting, OwnSitting)
        return self.desk.sitting.play

    @property
    def _sound(self) -> CaseFile:
        assert self._case is not None
        return self._case

    @property
    def _book(self) -> Book:
        return adapted(self._manual, self._sound.rows.adaptation)

    def _read(self) -> tuple[CaseFile | None, Tree | None, tuple[Diagnostic, ...]]:
        case, tree, faults = read_case(self._path, self._manual)
        if case is not None and tree is not None and not faults:
            counsel = advice(case, tree, adapted(self._manual, case.rows.adaptation))
            faults = tuple(each for each in counsel if severity_of(each.code) != "hint")
        return case, tree, faults

    def _started(self) -> Playthrough:
        return Playthrough.start(self._manual, self._sound, seed=self._seed)

    def _tell_faults(self, faults: tuple[Diagnostic, ...]) -> None:
        for fault in faults[:5]:
            self._console.say(f"! {fault}")
        if len(faults) > len(faults[:5]):
            self._console.say(f"! and {len(faults) - 5} more: sixteen-weeks check {self._path.parent}")


def editor_command(path: Path, line: int) -> list[str] | None:
    """Return how to open a file at a line in the user's editor: $VISUAL, $EDITOR, or `code`; None without any."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    words = shlex.split(named) if named else []
    if not words:
        code = shutil.which("code")
        return [code, "-g", f"{path}:{line}"] if code else None
    if Path(words[0]).stem in ("code", "code-insiders", "codium", "cursor"):
        return [*words, "-g", f"{path}:{line}"]
    if Path(words[0]).stem in ("subl", "hx", "zed"):
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", str(path)]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None  # an editor may be between taking the old file away and putting the new one there
    return status.st_mtime_ns, status.st_size
