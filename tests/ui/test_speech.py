"""Reading aloud: through real processes, and through a real engine where there is one."""

import shutil
import stat
import sys
import time
import wave
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pygame
import pytest

from game.ui.app import Loop
from game.ui.elements import Column
from game.ui.layout import place
from game.ui.screens.settings import Settings
from game.ui.speech.aloud import Aloud
from game.ui.speech.engines import Engine, engines_here
from game.ui.speech.voice import Voice
from game.ui.stack import Pop, Stay
from game.ui.state import Back, Key, Wake
from game.ui.theme import Appearance
from game.ui.widgets import Button, Text

LISTENING = Appearance(read_aloud=True)
LONG = 20


@pytest.fixture
def engine(tmp_path):
    """Return a function that makes an engine: a program that does something with the words it reads."""
    made = []

    def make(script: str, kind: str = "espeak") -> Engine:
        path = tmp_path / f"engine{len(made)}"
        path.write_text(f"#!{sys.executable}\nimport sys, time, pathlib\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        made.append(path)
        return Engine(kind, "test", str(path))

    return make


@pytest.fixture
def voices():
    """Return a function that makes a voice, silenced after the test."""
    made = []

    def make(*engines: Engine) -> Voice:
        made.append(Voice(engines))
        return made[-1]

    yield make
    for voice in made:
        voice.close()


def writes(heard: Path) -> str:
    """A script that keeps what it is told to say, and how."""
    return f"pathlib.Path({str(heard)!r}).open('a').write(' '.join(sys.argv[1:]) + '|' + sys.stdin.read() + chr(10))"


# -- engines -------------------------------------------------------------------------------------------


def test_each_system_has_its_engines_and_the_best_comes_first():
    found = {system: [e.kind for e in engines_here(system, lambda name: f"/bin/{name}")] for system in SYSTEMS}
    assert found == {
        "linux": ["speech_dispatcher", "espeak", "espeak"],
        "freebsd14": ["speech_dispatcher", "espeak", "espeak"],
        "win32": ["sapi", "sapi"],
        "darwin": ["say"],
    }


SYSTEMS = ("linux", "freebsd14", "win32", "darwin")


def test_a_system_without_an_engine_has_none():
    assert [engines_here(system, lambda _: None) for system in SYSTEMS] == [()] * len(SYSTEMS)


@pytest.mark.parametrize("kind", ["speech_dispatcher", "espeak", "sapi", "say"])
def test_words_are_never_taken_for_options_or_commands(kind):
    words = "--help; $(reboot) '\"`"
    command, text = Engine(kind, "it", "/bin/it").speaking(words, "en", 100)
    assert (text == words) != (command[-2:] == ["--", words])
    assert not any(words in part for part in command[:-1])


@pytest.mark.parametrize("kind", ["speech_dispatcher", "espeak", "sapi", "say"])
def test_a_faster_pace_is_faster_for_every_engine(kind):
    asked = [Engine(kind, "it", "/bin/it").speaking("Yes.", "en", pace)[0] for pace in (50, 75, 100, 150, 200)]
    rates = [[int(digits) for digits in numbers(part)] for part in ("\n".join(command) for command in asked)]
    assert all(slow < fast for slow, fast in pairwise(rates)), rates


def numbers(words: str) -> list[str]:
    return [part for part in words.replace("=", " ").replace(";", " ").split() if part.lstrip("-").isdigit()]


# -- the voice -----------------------------------------------------------------------------------------


def test_words_are_said_in_order_at_the_pace_and_in_the_language_wanted(engine, voices, tmp_path):
    heard = tmp_path / "heard"
    voice = voices(engine(writes(heard)))
    voice.say("I sleep four hours — maybe.")
    voice.say("Ja.", language="de", pace=200)
    assert voice.wait(LONG)
    assert heard.read_text(encoding="utf-8").splitlines() == [
        "-v en -s 165 --stdin|I sleep four hours — maybe.",
        "-v de -s 330 --stdin|Ja.",
    ]


def test_a_hushed_voice_is_silent_and_speaks_again_when_asked(engine, voices, tmp_path):
    heard = tmp_path / "heard"
    slow = "words = sys.stdin.read()\nif 'long' in words: time.sleep(60)\n"
    voice = voices(engine(slow + f"pathlib.Path({str(heard)!r}).open('a').write(words)"))
    voice.say("A long story.")
    voice.say("And another.")
    voice.hush()
    assert voice.wait(LONG)
    assert not heard.exists()
    voice.say("Yes.")
    assert voice.wait(LONG)
    assert heard.read_text(encoding="utf-8") == "Yes."


def test_stopping_an_engine_that_talks_in_another_process_asks_it_to_stop(engine, voices, tmp_path):
    heard, begun = tmp_path / "heard", tmp_path / "begun"
    script = (
        f"pathlib.Path({str(heard)!r}).open('a').write(sys.argv[1] + chr(10))\n"
        f"if sys.argv[1] == '--wait':\n    pathlib.Path({str(begun)!r}).touch()\n    time.sleep(60)"
    )
    voice = voices(engine(script, "speech_dispatcher"))
    voice.say("A long story.")
    wait_for(begun.exists)
    voice.hush()
    assert voice.wait(LONG)
    assert heard.read_text(encoding="utf-8").split() == ["--wait", "--stop"]


def test_an_engine_that_fails_gives_way_to_the_next_one(engine, voices, tmp_path):
    heard = tmp_path / "heard"
    gone = Engine("say", "gone", str(tmp_path / "nowhere"))
    voice = voices(gone, engine("sys.exit(1)"), engine(writes(heard)))
    voice.say("Yes.")
    assert voice.wait(LONG)
    assert heard.read_text(encoding="utf-8").endswith("|Yes.\n")
    assert voice.engine is not None


def test_without_an_engine_that_works_nothing_is_said_and_nothing_breaks(engine, voices):
    voice = voices(engine("sys.exit(1)"))
    voice.say("Yes.")
    assert voice.wait(LONG)
    assert voice.engine is None
    voice.say("Is anybody there?")
    assert not voice.speaking
    voice.hush()


def test_espeak_ng_says_the_words_and_says_them_faster_when_asked(voices, tmp_path):
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed")
    lengths = []
    for pace in (100, 200):
        sound, wrapper = tmp_path / f"{pace}.wav", tmp_path / f"espeak{pace}"
        wrapper.write_text(f'#!/bin/sh\nexec {program} -w {sound} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        voice = voices(Engine("espeak", "eSpeak NG", str(wrapper)))
        voice.say("And then I lie there having the whole argument on my own.", pace=pace)
        assert voice.wait(LONG)
        assert voice.engine is not None
        with wave.open(str(sound)) as recorded:
            lengths.append(recorded.getnframes() / recorded.getframerate())
    assert lengths[0] > 2
    assert lengths[1] < 0.7 * lengths[0]


# -- what is read in a window --------------------------------------------------------------------------


@dataclass(frozen=True)
class Talk:
    """A conversation: Wake says one more line."""

    lines: tuple[str, ...] = ("Hello.",)

    def scene(self, size, theme, ui):
        said = [Text(words, role="patient_line", speaker="Ana") for words in self.lines]
        mine = Text("How was the week?", role="therapist_line", speaker="You")
        return place(Column([*said, mine, Button("Leave", intent="leave")]), size, theme, ui)

    def handle(self, intent):
        if intent == "leave":
            return Pop()
        return Stay(replace(self, lines=(*self.lines, f"Line {len(self.lines)}.")))


@pytest.fixture
def listening(engine, voices, tmp_path, hand):
    """Somebody at a conversation, and a function that returns what was read aloud since it was asked last."""
    heard = tmp_path / "heard"
    heard.touch()
    voice = voices(engine(f"pathlib.Path({str(heard)!r}).open('a').write(sys.stdin.read() + chr(10))"))

    def start(appearance=LISTENING, screen=None):
        user = hand(screen or Talk(), appearance)
        aloud = Aloud(lambda: voice)

        def read():
            heard.write_text("", encoding="utf-8")
            aloud.tell(user.shell)
            assert voice.wait(LONG)
            return heard.read_text(encoding="utf-8").splitlines()

        return user, aloud, read

    return start


def test_the_patient_is_read_aloud_and_every_line_once(listening):
    user, _, read = listening()
    assert read() == ["Hello."]
    assert read() == []
    user.shell.deliver(Wake())
    assert read() == ["Line 1."]
    user.press("tab")
    assert read() == []


def test_nothing_is_read_unless_somebody_wants_it(listening):
    user, _, read = listening(Appearance())
    assert read() == []
    user.shell.restyle(LISTENING)
    assert read() == ["Hello."]
    user.shell.restyle(Appearance())
    user.shell.deliver(Wake())
    assert read() == []


def test_another_pace_is_heard_at_once(listening):
    user, _, read = listening()
    read()
    user.shell.restyle(replace(LISTENING, pace=150))
    assert read() == ["Hello."]


def test_the_settings_let_one_hear_how_it_sounds(listening):
    _, _, read = listening(screen=Settings())
    assert len(read()) == 1


def test_escape_stops_what_is_read_and_goes_no_further(engine, voices, hand, tmp_path):
    begun = tmp_path / "begun"
    voice = voices(engine(f"pathlib.Path({str(begun)!r}).touch()\ntime.sleep(60)"))
    user, aloud = hand(Talk(), LISTENING), Aloud(lambda: voice)
    aloud.tell(user.shell)
    wait_for(begun.exists)
    assert aloud.heard([Key("a"), Key("escape")]) == [Key("a")]
    assert voice.wait(LONG)
    assert aloud.heard([Key("escape")]) == [Key("escape")]


def test_the_window_reads_by_itself_and_its_escape_stops_what_is_read(engine, voices, hand, tmp_path):
    begun = tmp_path / "begun"
    voice = voices(engine(f"pathlib.Path({str(begun)!r}).touch()\ntime.sleep(60)"))
    user = hand(Asking(), LISTENING)
    loop = Loop(user.shell, aloud=Aloud(lambda: voice))
    loop.turn(at_most_ms=0)
    wait_for(begun.exists)
    escape = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")
    let_go = pygame.event.Event(pygame.KEYUP, key=pygame.K_ESCAPE, mod=0)
    loop.take([escape, let_go])
    assert voice.wait(LONG)
    assert user.shell.running
    loop.take([escape])
    assert not user.shell.running


@dataclass(frozen=True)
class Asking(Talk):
    """A conversation that Esc ends."""

    def handle(self, intent):
        return Pop() if isinstance(intent, Back) else Stay()


def test_new_words_stop_the_ones_before(engine, voices, hand, tmp_path):
    heard = tmp_path / "heard"
    slow = "words = sys.stdin.read()\nif words == 'Hello.': time.sleep(60)\n"
    script = slow + f"pathlib.Path({str(heard)!r}).write_text(words)"
    voice = voices(engine(script))
    user, aloud = hand(Talk(), LISTENING), Aloud(lambda: voice)
    aloud.tell(user.shell)
    user.shell.deliver(Wake())
    aloud.tell(user.shell)
    assert voice.wait(LONG)
    assert heard.read_text(encoding="utf-8") == "Line 1."


def wait_for(come, seconds=LONG):
    until = time.monotonic() + seconds
    while not come() and time.monotonic() < until:
        time.sleep(0.005)
    assert come()
