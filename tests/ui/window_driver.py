"""A real window on a display of its own, a hand on its keyboard and mouse, and an eye on its pixels."""

import json
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

import pygame
import pytest

from game.ui.appearance import Appearance

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "xdotool")
WIDE, HIGH = 1280, 720
TITLE = "Sixteen Weeks"
STILL = Appearance(reduced_motion=True, typewriter=False, volume=0, language="en")
_PIXELS = WIDE * HIGH * 4
_POLL_S = 0.002
_PAUSE_S = 0.004
_FOREIGN = ("SDL_", "DISPLAY", "WAYLAND", "XDG_", "DBUS", "XMODIFIERS", "SIXTEEN")
_KEYSYMS = {
    "enter": "Return",
    "escape": "Escape",
    "backspace": "BackSpace",
    "pageup": "Prior",
    "pagedown": "Next",
    "tab": "Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    " ": "space",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}


def skip_without_tools() -> None:
    """Skip the test, naming the program that is missing."""
    for tool in TOOLS:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


class Stuck(AssertionError):
    """The window did not do what was waited for. The message says what was attempted and where to look."""


class Patience:
    """How long to wait for anything: so long for each thing, and no longer than so long for all of them."""

    def __init__(self, each_s: float = 60, all_s: float = 240) -> None:
        self._each = each_s
        self._end = time.monotonic() + all_s

    def until(self, met: Callable[[], bool]) -> bool:
        """Look every few milliseconds whether it is so, and return whether it came to be in time."""
        end = min(self._end, time.monotonic() + self._each)
        while not met():
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_S)
        return True


class Display:
    """An X server nobody sees, which keeps what it shows in a file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        read, write = os.pipe()
        # Without "-r" a key is repeated when the hand that pressed it has to wait for the processor.
        words = ["Xvfb", "-r", "-displayfd", str(write), "-screen", "0", f"{WIDE}x{HIGH}x24", "-fbdir", str(folder)]
        self._server = subprocess.Popen(
            [*words, "-nolisten", "tcp", "-noreset"], pass_fds=(write,), stderr=subprocess.DEVNULL
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = f":{pipe.readline().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # An XWD file: a header of big-endian words, the first its length, the twentieth the number of colours of
        # twelve bytes each; then the pixels.
        words_of_header = struct.unpack(">25I", self._memory[:100])
        self._start = words_of_header[0] + 12 * words_of_header[19]

    def frame(self) -> bytes:
        """Return the pixels shown now, four bytes each: blue, green, red, nothing."""
        return self._memory[self._start : self._start + _PIXELS]

    def save(self, path: Path) -> None:
        """Write what is shown now to a PNG file."""
        shown = pygame.Surface((WIDE, HIGH), 0, 32, (0xFF0000, 0xFF00, 0xFF, 0))
        shown.get_buffer().write(self.frame())
        pygame.image.save(shown, str(path))

    def close(self) -> None:
        self._memory.close()
        self._server.terminate()
        self._server.wait(timeout=20)


class Hands:
    """Presses keys and moves the mouse as the display's own devices: one `xdotool`, reading from a pipe."""

    def __init__(self, display: str) -> None:
        self.done: deque[str] = deque(maxlen=12)
        """What was attempted last."""
        self.keys = self.clicks = 0
        """How many keys were pressed, and mouse buttons."""
        self._fresh: set[str] = set()
        """Keys pressed since the last pause."""
        self._tool = subprocess.Popen(
            ["xdotool", "-"], stdin=subprocess.PIPE, text=True, env={**os.environ, "DISPLAY": display}
        )

    def press(self, *names: str) -> None:
        """Press and release keys, such as `enter` or `shift+tab`.

        SDL takes a key that is pressed again within two milliseconds for one that was held down, so there is a
        pause before a key comes again.
        """
        self.keys += len(names)
        waiting: list[str] = []
        for name in map(_keysym, names):
            again = self._fresh.intersection(name.split("+"))
            if again:
                self._press_all(waiting)
                waiting = []
                self._do(f"sleep {_PAUSE_S}")
                self._fresh.clear()
            self._fresh.update(name.split("+"))
            waiting.append(name)
        self._press_all(waiting)

    def point(self, x: int, y: int) -> None:
        self._do(f"mousemove {x} {y}")

    def button(self, deed: str, number: int = 1) -> None:
        """Do `click`, `mousedown` or `mouseup` with a button; 4 and 5 are the wheel."""
        self.clicks += deed != "mouseup"
        self._do(f"{deed} {number}")

    def close(self) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait(timeout=20)

    def _press_all(self, keysyms: list[str]) -> None:
        if keysyms:
            self._do(f"key --delay 0 {' '.join(keysyms)}")

    def _do(self, command: str) -> None:
        assert self._tool.stdin is not None
        self.done.append(command)
        self._tool.stdin.write(f"{command}\n")
        self._tool.stdin.flush()


def _keysym(name: str) -> str:
    *held, key = name.split("+")
    return "+".join([*held, _KEYSYMS.get(key, key)])


def places(home: Path) -> dict[str, str]:
    """Return the environment in which everything of a player's is kept in one folder."""
    return dict.fromkeys(
        ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"), str(home)
    )


def furnish(home: Path) -> None:
    """Make a home in which nothing moves by itself, so that a picture of the window stands still."""
    settings = home / "sixteen-weeks" / "window.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(asdict(STILL)), encoding="utf-8")


class Program:
    """`sixteen-weeks` in a process group of its own, in an empty home, with its window in front."""

    def __init__(
        self, display: str, home: Path, *words: str, patience: Patience, env: Mapping[str, str] | None = None
    ) -> None:
        furnish(home)
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        here = {"DISPLAY": display, "XMODIFIERS": "@im=none", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self._env = {**clean, **(env or {}), **places(home), **here}
        self._errors = home / "stderr.txt"
        self._window = ""
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "game", *words],
                env=self._env,
                cwd=home,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        try:
            if not patience.until(self._brought_to_front):
                raise Stuck(f"no window opened: {self.complaint}")
        except BaseException:
            self.close()
            raise

    @property
    def complaint(self) -> str:
        """What it has written to its standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def arrange(self, deed: str, *numbers: int) -> None:
        """Do something with the window as a window manager would, such as `windowmove` to a place."""
        self._xdotool(deed, self._window, *map(str, numbers))

    def lose_the_keyboard(self) -> None:
        """Give the keyboard to the desktop."""
        self._xdotool("windowfocus", self._xdotool("search", "--maxdepth", "0", ".*").split()[0])

    def signal(self, number: int) -> None:
        """Send a signal to all of its processes."""
        os.killpg(self._process.pid, number)

    def wait(self) -> int:
        """Wait until it has ended, and return its exit code."""
        return self._process.wait(timeout=60)

    def close(self) -> None:
        """End it, whatever it is doing."""
        if self.running:
            self.signal(signal.SIGKILL)
        self._process.wait(timeout=20)

    def _brought_to_front(self) -> bool:
        """Give the keyboard to the window, if it is there. No window manager does that here."""
        if not self.running:
            raise Stuck(f"the program ended before its window opened: {self.complaint}")
        for window in self._xdotool("search", "--class", ".*").split():
            if self._xdotool("getwindowname", window).strip() == TITLE:
                self._xdotool("windowfocus", "--sync", window)
                self._window = window
                return True
        return False

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words], env=self._env, capture_output=True, text=True, check=False, timeout=60
        ).stdout


class Desktop:
    """A display with hands on it, on which the program can be started, and again after it was killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.patience = Patience()
        self._open = ExitStack()
        self.display = Display(folder / "display")
        self._open.callback(self.display.close)
        self.hands = Hands(self.display.name)
        self._open.callback(self.hands.close)
        # Where there is nothing to hover over, before the window opens under the pointer.
        self.hands.point(WIDE - 1, HIGH - 1)

    @property
    def home(self) -> Path:
        """Where the program keeps what is a player's."""
        return self.folder / "home"

    def start(self, *words: str | Path, env: Mapping[str, str] | None = None) -> Program:
        """Start `sixteen-weeks` with these words, and bring its window to the front."""
        program = Program(self.display.name, self.home, *map(str, words), patience=self.patience, env=env)
        self._open.callback(program.close)
        return program

    def close(self) -> None:
        self._open.close()


@contextmanager
def desktop_in(folder: Path) -> Iterator[Desktop]:
    """A desktop that is cleared away whatever happens. Skips the test where the tools for one are missing."""
    skip_without_tools()
    desktop = Desktop(folder)
    try:
        yield desktop
    finally:
        desktop.close()
