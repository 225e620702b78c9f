"""`sixteen-weeks join … --text`, as a process of its own through a pipe."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hosts import TO_RUNNING, new_contest
from seats import SOON_S, done_in
from sqlalchemy import select

from game.server import tables as t
from game.treatment import OpenSession, Say, WriteNote

ROOT = Path(__file__).parents[2]


class Terminal:
    """The command in a terminal; what it says is waited for, and answered."""

    def __init__(self, home: Path, *words: str) -> None:
        home.mkdir(exist_ok=True)
        environment = os.environ | {"XDG_DATA_HOME": str(home), "COLUMNS": "96", "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "game", "join", *words, "--text"],
            env=environment,
            cwd=home,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = ""
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        while letters := os.read(self._process.stdout.fileno(), 65_536):
            with self._more:
                self.said += letters.decode()
                self._more.notify_all()
        with self._more:
            self._more.notify_all()

    def hears(self, words: str) -> "Terminal":
        """Wait until these words have been said, and forget what came before their end."""
        with self._more:
            assert self._more.wait_for(lambda: words in " ".join(self.said.split()), SOON_S), self.said
            self.said = " ".join(self.said.split()).partition(words)[2]
        return self

    def types(self, *lines: str) -> "Terminal":
        self._process.stdin.write("".join(f"{line}\n" for line in lines))
        self._process.stdin.flush()
        return self

    def kill(self) -> None:
        self._process.kill()
        self.ends()

    def ends(self) -> int:
        self._process.stdin.close()
        code = self._process.wait(SOON_S)
        self._reader.join()
        self._process.stdout.close()
        return code


@pytest.fixture
def where(contest, server):
    return f"{contest.row.code.lower()}@{server.url}"


def only_run(contest):
    return contest.read(lambda c: c.execute(select(t.runs.c.id).where(t.runs.c.contest == contest.id)).scalar_one())


def test_a_killed_terminal_goes_on_in_the_same_seat_by_the_same_command(contest, where, tmp_path):
    one = Terminal(tmp_path, where, "--name", "Anna").hears("Enter to open session 1, or a command")
    one.types("", "note", "a thought").hears("Noted.")
    one.kill()
    two = Terminal(tmp_path, where, "--name", "Anna").hears("What was said last:").hears("Session 1 of")
    two.types("say set the frame", "1", "1").hears("You:").hears("Session 1 of")
    two.types("quit").hears("Your seat is kept.")
    assert two.ends() == 0
    done = done_in(contest, only_run(contest))
    assert done[:2] == [OpenSession(), WriteNote("a thought")]
    assert isinstance(done[2], Say)


def test_whoever_sits_down_at_the_same_computer_is_asked_whether_they_are_new(contest, where, tmp_path):
    one = Terminal(tmp_path, where).hears("You are ")
    name = re.match(r"\w+ \w+", one.said)
    one.hears("Enter to open session 1").types("quit")
    assert one.ends() == 0
    same = Terminal(tmp_path, where).hears(f"was taken from here: {name[0]}.").types("").hears(f"You are {name[0]}.")
    same.types("quit")
    assert same.ends() == 0
    new = Terminal(tmp_path, where).hears("Enter if that is you").types("new").hears("You are ")
    assert not new.said.startswith(name[0])
    new.types("quit")
    assert new.ends() == 0


def test_the_words_printed_at_the_end_take_the_seat_again_elsewhere(contest, where, tmp_path):
    one = (
        Terminal(tmp_path / "a", where).hears("Enter to open session 1").types("", "quit").hears("by your four words:")
    )
    assert one.ends() == 0
    words = re.search(r'--words "([a-z ]+)"', one.said)[1]
    two = Terminal(tmp_path / "b", where, "--words", words).hears("Session 1 of").types("quit")
    assert two.ends() == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nonsense",), "Type the code and the host"),
        (("22222222@127.0.0.1:9",), "http://127.0.0.1:9 does not answer."),
        (("22222222@{url}",), "nothing of this name"),
        (("{where}", "--words", "not the right words"), "nothing of this name"),
    ],
)
def test_what_cannot_be_joined_is_said_in_a_sentence(where, server, tmp_path, words, says):
    terminal = Terminal(tmp_path, *(word.format(url=server.url, where=where) for word in words)).hears(says)
    assert terminal.ends() == 2
    assert "Traceback" not in terminal.said


def test_a_seat_that_the_teacher_has_to_let_in_waits(server, tmp_path):
    contest = new_contest(server.host, None, *TO_RUNNING, approval=True)
    terminal = Terminal(tmp_path, f"{contest.row.code}@{server.url}").hears("Your teacher has not let you in yet.")
    terminal.kill()
