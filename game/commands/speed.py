"""`speed ui`: how fast the window is on this machine."""

import subprocess
import sys
import time
from argparse import Namespace
from statistics import median
from typing import TYPE_CHECKING, Any

from game.commands.manners import CANNOT, FINE, Refused, print_json
from game.commands.records import open_case
from game.manual import load_manual
from game.play import Playthrough
from game.treatment import OpenSession

if TYPE_CHECKING:
    from game.ui.screens.desk import Desk
    from game.ui.shell import Shell
    from game.ui.speed import Speed, Times

_TAB = ord("\t")
_PRESSES = 40
_STARTS = 5
_FIRST_FRAME = """
import sys, time
from game.ui.app import milliseconds
from game.ui.screens.title import Title
from game.ui.shell import Shell
from game.ui.window import open_window
Shell(open_window("Sixteen Weeks"), Title(), clock=milliseconds).draw()
print(time.time() - float(sys.argv[1]))
"""


def run(options: Namespace) -> int:
    """Open the window, use it for a few seconds, and print what was measured. Exit code 2 without a display."""
    from game.ui.speed import measure
    from game.ui.window import NoDisplay, close_window

    try:
        speed = measure(_session, (_TAB,) * _PRESSES)
    except NoDisplay as error:
        raise Refused(str(error), CANNOT) from None
    finally:
        close_window()
    data = _as_data(_first_frame(), speed)
    if options.json:
        print_json(data)
    else:
        print("\n".join(_as_lines(data)))
    return FINE


def _session() -> "Shell":
    """Return the window on the first session of a case, where most time is spent."""
    from game.ui.app import milliseconds
    from game.ui.screens import flow
    from game.ui.shell import Shell
    from game.ui.window import open_window

    return Shell(open_window("Sixteen Weeks: speed"), flow.where(_desk()), clock=milliseconds)


def _desk() -> "Desk":
    from game.case import shelf
    from game.ui.screens.desk import Desk

    book = load_manual()
    case = open_case(shelf()[0], book)
    begun = Playthrough.start(book, case, seed=1)
    begun.act(OpenSession())
    return Desk(book, (case,), lambda *_: begun, begun)


def _first_frame() -> float:
    """Return the middle time, in seconds, from starting a process to the title being on the screen."""
    taken = []
    for _ in range(_STARTS):
        command = [sys.executable, "-c", _FIRST_FRAME, repr(time.time())]
        shown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own words)
        taken.append(float(shown.stdout.split()[-1]))
    return median(taken)


def _as_data(first_frame: float, speed: "Speed") -> dict[str, Any]:
    return {
        "process_to_first_frame_ms": round(first_frame * 1_000, 1),
        "key_to_frame_ms": _times(speed.input_to_frame),
        "repaint_1280x720_ms": _times(speed.repaint_hd),
        "repaint_1920x1080_ms": _times(speed.repaint_full_hd),
        "idle_processor_percent": speed.idle.cpu_thousandths / 10,
    }


def _times(times: "Times") -> dict[str, float]:
    return {"median": times.median / 1_000, "p95": times.p95 / 1_000}


def _as_lines(data: dict[str, Any]) -> list[str]:
    names = {
        "process_to_first_frame_ms": "From starting the program to the title on the screen",
        "key_to_frame_ms": "From a key to the frame that answers it",
        "repaint_1280x720_ms": "Laying out and painting everything, 1280 x 720",
        "repaint_1920x1080_ms": "Laying out and painting everything, 1920 x 1080",
        "idle_processor_percent": "Processor while nothing happens",
    }
    lines = []
    for key, name in names.items():
        value = data[key]
        if isinstance(value, dict):
            lines.append(f"{name}: {value['median']:.1f} ms, 95 % within {value['p95']:.1f} ms")
        else:
            lines.append(f"{name}: {value} {'%' if key.endswith('percent') else 'ms'}")
    return lines
