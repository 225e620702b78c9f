"""Displays that are there, are not, or are not what they seem; waiting without working; the measured window."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pygame
import pytest
from ui_demo import SessionDemo

from game.ui import speed, surface, waiting
from game.ui.app import Loop, milliseconds
from game.ui.geometry import Size
from game.ui.shell import Shell
from game.ui.window import Window, density_for

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter that knows no display but those given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SDL_", "DISPLAY", "WAYLAND", "XDG_", "SIXTEEN"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


OPEN = """
from game.ui.window import NoDisplay, open_window
try:
    window = open_window("test")
except NoDisplay as error:
    print("NoDisplay:", error)
else:
    import pygame
    print(pygame.display.get_driver(), *window.size)
"""


# -- the display ---------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display driver")
def test_without_a_display_the_player_is_told_of_the_text_version():
    told = run_python(OPEN)
    assert told.stdout.startswith("NoDisplay: No display to open a window on."), told.stderr
    assert "--text" in told.stdout


def test_a_driver_that_shows_nothing_is_taken_only_when_asked_for():
    assert run_python(OPEN, SDL_VIDEODRIVER="dummy").stdout == "dummy 1280 720\n"


def test_an_unknown_driver_is_no_display_either():
    assert run_python(OPEN, SDL_VIDEODRIVER="nonsense").stdout.startswith("NoDisplay:")


def test_only_display_and_fonts_are_started(window):
    assert not pygame.mixer.get_init()
    assert not pygame.joystick.get_init()


# -- density -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window_size", "desktop", "density"),
    [
        ((1280, 720), (1920, 1080), 1000),
        ((1920, 1080), (1920, 1080), 1000),
        ((2560, 1440), (3840, 2160), 2000),
        ((3840, 2160), (3840, 2160), 2000),
        ((1920, 1080), (3840, 2160), 1500),
        ((1280, 720), (3840, 2160), 1000),
        ((640, 360), (3840, 2160), 1000),
        ((2560, 1440), (2560, 1440), 1250),
        ((7680, 4320), (7680, 4320), 3000),
    ],
)
def test_small_pixels_are_put_together_as_long_as_there_is_room(window_size, desktop, density):
    assert density_for(window_size, desktop) == density


def test_a_dense_window_has_a_logical_size():
    window = Window(pygame.Surface((2560, 1440)), 2000, (3840, 2160))
    assert window.size == Size(1280, 720)


# -- the kind of surface -------------------------------------------------------------------------------

HINT = "SDL_FRAMEBUFFER_ACCELERATION"


@pytest.fixture
def gpu(tmp_path):
    """A folder as Linux has it with one graphics card."""
    folder = tmp_path / "dri"
    folder.mkdir()
    (folder / "renderD128").touch()
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux")
def test_x11_drawn_by_the_processor_gets_a_plain_surface(tmp_path, gpu):
    def hint(folder, **environment: str) -> str | None:
        surface.choose(environment, folder)
        return environment.get(HINT)

    nothing = tmp_path / "none"
    assert hint(nothing, DISPLAY=":0") == "0"
    assert hint(gpu, DISPLAY=":0") is None
    assert hint(gpu, DISPLAY=":0", LIBGL_ALWAYS_SOFTWARE="1") == "0"
    assert hint(gpu, DISPLAY="localhost:10.0") == "0"
    assert hint(nothing) is None
    assert hint(nothing, DISPLAY=":0", SDL_VIDEODRIVER="wayland") is None


def test_a_person_can_choose_the_surface(tmp_path):
    for wanted, hint in (("plain", "0"), ("accelerated", "1")):
        environment = {surface.OVERRIDE: wanted, "DISPLAY": ":0"}
        surface.choose(environment, tmp_path)
        assert environment[HINT] == hint


def test_a_hint_the_user_has_set_stays(tmp_path):
    environment = {HINT: "opengl", "DISPLAY": ":0"}
    surface.choose(environment, tmp_path)
    assert environment[HINT] == "opengl"


def test_another_word_for_the_surface_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'fast'; it can be 'plain' or 'accelerated'"):
        surface.choose({surface.OVERRIDE: "fast"}, tmp_path)


# -- waiting -------------------------------------------------------------------------------------------


def test_waiting_ends_with_an_event_and_leaves_it_in_the_queue(window):
    pygame.event.clear()
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a"))
    waiting.wait(60_000)
    assert [event.key for event in pygame.event.get() if event.type == pygame.KEYDOWN] == [pygame.K_a]


def test_waiting_ends_after_its_time_even_when_nothing_happens(window):
    pygame.event.clear()
    waiting.wait(1)


def test_without_sdl_at_hand_waiting_falls_back_to_pygame(window, monkeypatch):
    monkeypatch.setattr(waiting, "loaded_library", lambda: None)
    pygame.event.clear()
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_b, mod=0, unicode="b"))
    waiting.wait(None)
    assert [event.key for event in pygame.event.get() if event.type == pygame.KEYDOWN] == [pygame.K_b]
    waiting.wait(1)


def test_a_library_that_cannot_be_called_is_no_library(tmp_path):
    nonsense = tmp_path / "libSDL2.so"
    nonsense.write_bytes(b"nothing")
    assert waiting.sdl_wait(nonsense) is None
    assert waiting.sdl_wait(tmp_path / "missing.so") is None
    assert waiting.sdl_wait(None) is None


def test_sdl_is_told_from_its_companions_among_the_mapped_files():
    maps = """7f00-7f01 r--p 0 08:01 1  /usr/lib/libSDL2_image-2.so
7f02-7f03 r-xp 0 08:01 2  /opt/with space/pygame_ce.libs/libSDL2-2-50d1.0.so.0.3200.10
7f04-7f05 rw-p 0 00:00 0  [heap]
"""
    assert waiting.mapped_library(maps) == Path("/opt/with space/pygame_ce.libs/libSDL2-2-50d1.0.so.0.3200.10")
    assert waiting.mapped_library("7f04-7f05 rw-p 0 00:00 0  [heap]") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the library is found in another way elsewhere")
def test_the_sdl_that_pygame_loaded_is_found_and_has_the_call():
    library = waiting.loaded_library()
    assert library is not None
    assert waiting.sdl_wait(library) is not None


# -- measuring -----------------------------------------------------------------------------------------


@pytest.fixture
def demo_loop(window):
    """The loop of a screen with a palette."""
    pygame.event.clear()
    return Loop(Shell(window, SessionDemo(), clock=milliseconds))


def test_speed_is_measured_on_a_running_screen(demo_loop):
    measured = speed.measure(demo_loop.shell, (pygame.K_DOWN, pygame.K_UP) * 3, ("say", "who"), rounds=2)
    assert (measured.key.count, measured.letter.count, measured.size) == (12, 12, (1280, 720))
    for times in (measured.key, measured.letter, measured.repaint):
        assert 0 < times.median <= times.p95 <= times.p99


def test_keys_are_let_go_and_letters_are_taken_back_while_measuring(demo_loop):
    speed.key_to_frame(demo_loop, (pygame.K_F5, pygame.K_F5))
    speed.letter_to_list(demo_loop, ("say nothing",))
    assert demo_loop.shell.ui.text("palette.field") == ""
    demo_loop.take([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F2, mod=0, unicode="")])
    assert not isinstance(demo_loop.shell.screen, SessionDemo)


def test_what_is_used_at_rest_is_counted_in_millionths_of_a_processor(demo_loop):
    used = speed.idle(demo_loop, 50)
    assert used.milliseconds >= 50
    assert 0 <= used.cpu_millionths <= 1_000_000
    assert (used.wakeups is None) == (sys.platform == "win32")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_memory_is_counted_with_shared_pages_in_shares():
    memory = speed.memory_kib()
    assert memory is not None
    assert 5_000 < memory < 2_000_000


def test_a_window_can_be_had_in_which_nothing_moves(window):
    shell = speed.still(lambda: Shell(window, SessionDemo(), clock=milliseconds))
    assert shell.theme.reduced_motion


# -- a real window -------------------------------------------------------------------------------------

PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from dataclasses import dataclass
from pathlib import Path
import pygame
from ui_demo import SessionDemo
from game.ui import app
from game.ui.stack import Stay

@dataclass(frozen=True)
class Watched:
    inner: SessionDemo

    def scene(self, size, theme, ui):
        print("typed", repr(ui.text("palette.field")), flush=True)
        return self.inner.scene(size, theme, ui)

    def handle(self, intent):
        print("heard", intent, flush=True)
        result = self.inner.handle(intent)
        if isinstance(result, Stay) and result.screen is not None:
            return Stay(Watched(result.screen), texts=result.texts, focus=result.focus)
        return result

def ready():
    print("ready", pygame.display.get_driver(), flush=True)
    return Stay()

print("answer", app.run(Watched(SessionDemo()), title="Sixteen Weeks test", after_first_frame=ready), flush=True)
"""


class Session:
    """A program in a real window on a display of its own, and hands on its keyboard."""

    def __init__(self, display: str, program: "subprocess.Popen[str]") -> None:
        self.display, self.program = display, program

    def until(self, start: str) -> str:
        """Read what the program prints until a line begins so."""
        assert self.program.stdout is not None
        for line in self.program.stdout:
            if line.startswith(start):
                return line.strip()
        raise AssertionError(f"the program ended before it said {start!r}")

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return done.stdout.strip()


@pytest.fixture
def session():
    """The demo under Xvfb, with its window in front."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SDL_")}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(folder=str(HERE))],
        env={**kept, "DISPLAY": display, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Session(display, program)
    finally:
        for process in (program, server):
            process.terminate()
            process.wait(timeout=20)
        if program.stdout is not None:
            program.stdout.close()


def test_real_keys_and_clicks_reach_a_real_window(session):
    assert session.until("ready") == "ready x11"
    window = session.xdotool("search", "--class", ".*").split()[-1]
    assert session.xdotool("getwindowname", window) == "Sixteen Weeks test"
    session.xdotool("windowfocus", "--sync", window)
    session.xdotool("type", "--delay", "20", "say nothing")
    assert session.until("typed 'say nothing'")
    session.xdotool("key", "Return")
    assert session.until("heard") == "heard Do(what='Say nothing, and wait')"
    session.xdotool("mousemove", "1200", "33", "click", "1")
    assert session.until("heard") == "heard Do(what='end')"
    session.xdotool("key", "Escape")
    assert session.until("heard") == "heard Back()"
    session.xdotool("key", "Tab", "space")
    assert session.until("heard") == "heard Do(what='leave')"
    assert session.until("answer") == "answer None"
    assert session.program.wait(timeout=20) == 0
