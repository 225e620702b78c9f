"""`speed`: how fast the window, or a host, is on this machine, beside what is aimed at."""

import subprocess
import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING

from game.commands.manners import CANNOT, FINE, Refused, print_json
from game.commands.records import open_case
from game.commands.speed_table import Row, as_data, table
from game.manual import load_manual
from game.play import Playthrough
from game.treatment import OpenSession, Say

if TYPE_CHECKING:
    from game.ui.geometry import Size
    from game.ui.screens.desk import Desk
    from game.ui.shell import Shell
    from game.ui.speed import Idle, Speed, Times

_ROUND = 40
"""Tab and Shift Tab: there and back again."""
_ROUNDS = 5
_WORDS = ("that must have been hard", "expectations", "how did it go", "suicied", "tell me about the week", "who")
_STARTS = 9
_IDLE_MS = 10_000
_TITLE = "Sixteen Weeks: speed"
_FIRST_FRAME = """
import os, sys, time
from game import cli
from game.commands import in_window
def shown(*_):
    print(time.time() - float(sys.argv[1]), flush=True)
    os._exit(0)
in_window._desk = shown
sys.exit(cli.main([]))
"""
"""The program as it is started; what is called after the first frame says the time instead."""


def run(options: Namespace) -> int:
    """Measure the window (`ui`) or a host (`server`), and print the table. Exit code 2 where that cannot be done."""
    if options.what == "server":
        from game.commands.speed_server import run as measure_server

        return measure_server(options)
    return _run_ui(options)


def _run_ui(options: Namespace) -> int:
    """Open the window, use it for half a minute, and print what was measured."""
    from game.ui.window import NoDisplay, close_window

    try:
        rows = _measured()
    except NoDisplay as error:
        raise Refused(str(error), CANNOT) from None
    finally:
        close_window()
    if options.json:
        print_json(as_data(rows))
    else:
        print("\n".join(table(rows)))
    return FINE


def _measured() -> list[Row]:
    """Return every row. Raises `NoDisplay`."""
    from game.ui.app import Loop
    from game.ui.speed import FULL_HD, HD, idle, measure, memory_kib, still
    from game.ui.window import close_window

    keys = [ord("\t")] * _ROUND
    small = measure(_session(HD), keys, _WORDS, rounds=_ROUNDS)
    memory = memory_kib()
    moving = idle(Loop(_session(HD)), _IDLE_MS)
    resting = idle(Loop(still(lambda: _session(HD))), _IDLE_MS)
    close_window()
    large = measure(_session(FULL_HD), keys, _WORDS, rounds=_ROUNDS)
    close_window()
    return [
        _start_row(),
        *_window_rows(small, HD, key=(3, 8), repaint=8),
        *_window_rows(large, FULL_HD, key=(5, 10), repaint=10),
        *_idle_rows(resting, "rest", "nothing moves"),
        *_idle_rows(moving, "moving", "the patient breathes and blinks", aimed=False),
        Row("memory", "Memory (PSS)", "MB", None if memory is None else round(memory / 1024, 1), target=60),
    ]


def _session(size: "Size") -> "Shell":
    """Return the window on the first session of a case, where most time is spent."""
    from game.ui.app import milliseconds
    from game.ui.screens import flow
    from game.ui.shell import Shell
    from game.ui.window import open_window

    return Shell(open_window(_TITLE, size), flow.where(_desk()), clock=milliseconds)


def _desk() -> "Desk":
    from game.case import shelf
    from game.ui.screens.desk import Desk

    book = load_manual()
    case = open_case(shelf()[0], book)
    begun = Playthrough.start(book, case, seed=1)
    for action in (OpenSession(), Say("ask_people")):
        begun.act(action)
    return Desk(book, (case,), lambda *_: begun, begun)


def _start_row() -> Row:
    """Measure from starting the program to the title being on the screen, in processes of their own."""
    taken = []
    for _ in range(_STARTS):
        command = [sys.executable, "-c", _FIRST_FRAME, repr(time.time())]
        shown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own words)
        taken.append(1_000 * float(shown.stdout.split()[-1]))
    taken.sort()
    name = "Starting the program to the title on the screen"
    return Row("start", name, "ms", round(taken[_STARTS // 2], 1), p99=round(taken[-1], 1), target=300)


def _window_rows(speed: "Speed", wanted: "Size", *, key: tuple[int, int], repaint: int) -> list[Row]:
    """Return the rows of one window; nothing is known of a size for which there is no room."""
    lines = f"{wanted.h}p"
    fits = speed.size == wanted
    return [
        _times_row(f"key_{lines}", f"Key to painted frame, {lines}", speed.key if fits else None, key),
        _times_row(f"letter_{lines}", f"Letter to painted list, {lines}", speed.letter if fits else None, (50, 50)),
        _times_row(
            f"repaint_{lines}",
            f"Laying out and painting everything, {lines}",
            speed.repaint if fits else None,
            (repaint,),
        ),
    ]


def _times_row(key: str, name: str, times: "Times | None", target: tuple[int, ...]) -> Row:
    if times is None:
        return Row(key, f"{name} (no room on this display)", "ms", None, target=target[0])
    found = (round(micros / 1000, 2) for micros in (times.median, times.p95, times.p99))
    return Row(key, name, "ms", *found, *target)


def _idle_rows(idle: "Idle", key: str, what: str, *, aimed: bool = True) -> list[Row]:
    seconds = round(idle.milliseconds / 1000)
    percent = round(idle.cpu_millionths / 10_000, 3)
    rows = [Row(f"idle_{key}", f"Processor over {seconds} s, {what}", "%", percent, target=0.1 if aimed else None)]
    if idle.wakeups is not None:
        rows.append(Row(f"wakeups_{key}", f"Wake-ups a second, {what}", "", idle.wakeups, target=5 if aimed else None))
    return rows
