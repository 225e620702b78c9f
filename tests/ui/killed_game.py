"""Fifty lives of one trainee: the real game with a random hand on it, killed at random moments, and gone on with.

Run by `test_killed` in a home of its own: `killed_game.py LIVES SEED`. Each life is a forked process with a window of
the dummy driver, which says after every frame what that frame shows; the mother of all of them kills and compares.
Prints one JSON object; exits with a traceback when anything was lost.
"""

import json
import os
import select
import signal
import sys
import time
from argparse import Namespace
from collections import Counter
from pathlib import Path
from random import Random

import pygame

from game.case import load_case
from game.commands import in_window
from game.commands.treatments import is_over
from game.manual import adapted, load_manual
from game.places import kept_logs
from game.record import audit, parse_log
from game.ui import names
from game.ui.app import Loop, milliseconds
from game.ui.screens import flow  # noqa: F401 (loads every screen before the first life)
from game.ui.screens.opening import ready
from game.ui.screens.title import Title
from game.ui.shell import Shell
from game.ui.stack import Reset
from game.ui.widgets import Button, Choice
from game.ui.window import open_window

_KEYS = (
    *[pygame.K_RETURN] * 6,
    *[pygame.K_TAB, pygame.K_DOWN, pygame.K_ESCAPE] * 2,
    pygame.K_UP,
    pygame.K_LEFT,
    pygame.K_RIGHT,
    pygame.K_F2,
    pygame.K_F3,
    pygame.K_F4,
    pygame.K_F5,
    pygame.K_F6,
)
_LIFE_S = 10
_FRAMES = 30
"""A life ends after so many frames at most, and then a moment."""
_MOMENT_S = 0.03


def say(pipe: int, **words: object) -> None:
    os.write(pipe, json.dumps(words).encode() + b"\n")


def lines_of(desk: object) -> dict[str, object]:
    """What the treatment on the desk has come to, as the frame that was painted last shows it."""
    play = None if desk.sitting is None else desk.sitting.play
    return {} if play is None or play.path is None else {"log": play.path.name, "lines": len(play.log.lines)}


def live(pipe: int, chance: Random) -> None:
    """Open the game as anybody would, and do anything at all until killed."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    options = Namespace(seed=chance.randrange(1000), sessions=None, realistic=False, log=None, mode=None)
    title = Title()
    shell = Shell(open_window("Sixteen Weeks"), title, clock=milliseconds)
    shell.draw()
    desk = in_window._desk(options, None)
    shell.apply(ready(title, lambda: desk))
    loop = Loop(shell)
    shell.draw()
    say(pipe, notice=desk.notice, screen="Title", **lines_of(desk))
    while True:
        loop.take(a_deed(shell, chance))
        shell.wake()
        if not shell.running:
            shell.running = True
            shell.apply(Reset(Title(desk)))
        shell.draw()
        say(pipe, screen=type(shell.screen).__name__, **lines_of(desk))


def a_deed(shell: Shell, chance: Random) -> list[pygame.event.Event]:
    """Return what a random hand does: a key, some letters, or a click on something that can be clicked on."""
    kind = chance.random()
    # What is deleted on purpose is not lost: the hand keeps off the red buttons.
    red = {widget.key for widget in shell.widgets if isinstance(widget, Button) and widget.kind == "danger"}
    if shell.ui.focus in red:
        return pressed(pygame.K_ESCAPE)
    if kind < 0.25:
        return pressed(chance.choice(_KEYS))
    if kind < 0.5:
        typed = pygame.event.Event(pygame.TEXTINPUT, text=chance.choice(("how", "who", "sleep", "brings", "feel")))
        return [*pressed(pygame.K_k, pygame.KMOD_CTRL), typed, *pressed(pygame.K_RETURN), *pressed(pygame.K_RETURN)]
    top = max((widget.layer for widget in shell.widgets), default=0)
    there = [w for w in names.focusable(shell.widgets) if w.layer == top and isinstance(w, Button | Choice)]
    there = [w for w in there if w.key not in red]
    if not there:
        return []
    x, y = chance.choice(there).rect.centre
    return [
        pygame.event.Event(kind, pos=(x, y), button=1, touch=False)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)
    ]


def pressed(key: int, held: int = 0) -> list[pygame.event.Event]:
    kinds = (pygame.KEYDOWN, pygame.KEYUP)
    return [pygame.event.Event(kind, key=key, mod=held, unicode="", scancode=0) for kind in kinds]


def one_life(number: int, seed: int) -> list[dict[str, object]]:
    """Let a life begin, kill it at a random moment, and return all it said."""
    chance = Random(f"{seed}:{number}")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            live(writer, chance)
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(3)
    os.close(writer)
    fate = Random(f"fate:{seed}:{number}")
    heard = b""
    frames, end = fate.randrange(_FRAMES), time.monotonic() + _LIFE_S
    while heard.count(b"\n") <= frames and time.monotonic() < end:
        if select.select([reader], [], [], 0.5)[0]:
            said = os.read(reader, 65536)
            if not said:
                break
            heard += said
    time.sleep(fate.random() * _MOMENT_S)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"life {number} came to an end by itself"
    while said := os.read(reader, 65536):
        heard += said
    os.close(reader)
    return [json.loads(line) for line in heard.splitlines()]


def lives(count: int, seed: int) -> dict[str, object]:
    """Live, be killed and go on `count` times; return what was seen on the way."""
    book = load_manual()
    killed_in: Counter[str] = Counter()
    resumed = torn = 0
    shown: dict[str, int] = {}
    for number in range(count):
        before = {path.name: parse_log(path.read_bytes()) for path in kept_logs()}
        there = [path for path in kept_logs() if not is_over(path)]
        said = one_life(number, seed)
        assert said, f"life {number} said nothing"
        first = said[0]
        if there:
            log = there[0].name
            assert first.get("log") == log, f"life {number} went on with {first}, not with {log}"
            assert first["lines"] == len(before[log].log.lines), f"life {number} went on elsewhere: {first}"
            resumed += 1
        for words in said:
            if "log" in words:
                shown[str(words["log"])] = int(str(words["lines"]))
        for name, lines in shown.items():
            kept = parse_log((Path(kept_logs()[0]).parent / name).read_bytes())
            assert len(kept.log.lines) >= lines, f"life {number} had shown {lines} lines of {name}, and lost some"
            torn += kept.notice is not None
        killed_in[str(said[-1]["screen"])] += 1
    turns = 0
    for path in kept_logs():
        log = parse_log(path.read_bytes()).log
        case = load_case(log.header.case, book)
        drifts = audit(adapted(book, case.rows.adaptation), case, log)
        assert not drifts, drifts
        turns += len(log.lines)
    return {"lives": count, "resumed": resumed, "torn": torn, "lines": turns, "killed_in": dict(killed_in)}


if __name__ == "__main__":
    print(json.dumps(lives(int(sys.argv[1]), int(sys.argv[2]))))
