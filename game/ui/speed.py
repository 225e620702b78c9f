"""How fast the window is: from input to pixels, a whole repaint, what it uses while nothing happens, its memory."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pygame

from game.ui.app import Loop
from game.ui.geometry import Size
from game.ui.shell import Shell

HD, FULL_HD = Size(1280, 720), Size(1920, 1080)
_WARM = 5
_SMAPS = Path("/proc/self/smaps_rollup")


@dataclass(frozen=True, slots=True)
class Times:
    """Middle and slow times of repeated measurements, in microseconds."""

    median: int
    p95: int
    p99: int
    count: int


@dataclass(frozen=True, slots=True)
class Idle:
    """What the process used while nothing happened: millionths of one processor, and how often a second it woke."""

    cpu_millionths: int
    wakeups: int | None
    """None where the system does not count them."""
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Speed:
    """The measurements of one window; `size` is what it really got."""

    size: Size
    key: Times
    letter: Times
    """From a letter in a field to the list it finds."""
    repaint: Times


def measure(shell: Shell, keys: Sequence[int], words: Sequence[str], *, rounds: int = 1) -> Speed:
    """Press `keys` (pygame's key codes) one by one, type `words` into what has the focus then, and repaint.

    The keys should do something to be seen and leave the screen and the focus as they were.
    """
    loop = Loop(shell)
    shell.draw()
    key_to_frame(loop, keys[:_WARM])
    return Speed(
        size=shell.window.size,
        key=key_to_frame(loop, [*keys] * rounds),
        letter=letter_to_list(loop, [*words] * rounds),
        repaint=repaint(shell),
    )


def key_to_frame(loop: Loop, keys: Sequence[int]) -> Times:
    """Press each key, let it go, and measure until the frame that answers it is on the screen."""
    taken = []
    for key in keys:
        taken.append(_answered(loop, pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")))
        loop.take([pygame.event.Event(pygame.KEYUP, key=key, mod=0)])
    return _times(taken)


def letter_to_list(loop: Loop, words: Sequence[str]) -> Times:
    """Type words letter by letter, each into an empty field, and measure until what they find is on the screen."""
    taken = []
    _press(loop, pygame.K_k, pygame.KMOD_CTRL | pygame.KMOD_META)
    for word in words:
        taken += [_answered(loop, pygame.event.Event(pygame.TEXTINPUT, text=letter)) for letter in word]
        _press(loop, pygame.K_a, pygame.KMOD_CTRL | pygame.KMOD_META)
        _press(loop, pygame.K_BACKSPACE)
    return _times(taken)


def repaint(shell: Shell, count: int = 30) -> Times:
    """Measure laying out and painting everything the window shows."""
    taken = []
    for _ in range(count):
        before = time.perf_counter_ns()
        shell.screen.scene(shell.window.size, shell.theme, shell.ui)
        shell.resized()
        shell.draw()
        taken.append(_micros(before))
    return _times(taken)


def idle(loop: Loop, milliseconds: int) -> Idle:
    """Run the loop without input and measure what the process uses."""
    loop.take(pygame.event.get())
    loop.shell.draw()
    clock, used, woken = time.monotonic_ns(), time.process_time_ns(), _wakeups()
    end = clock + milliseconds * 1_000_000
    while (left := end - time.monotonic_ns()) > 0:
        loop.turn(at_most_ms=left // 1_000_000 + 1)
    wall = time.monotonic_ns() - clock
    spent = time.process_time_ns() - used
    now = _wakeups()
    per_second = None if woken is None or now is None else round((now - woken) * 1e9 / wall)
    return Idle(round(1_000_000 * spent / wall), per_second, round(wall / 1_000_000))


def memory_kib() -> int | None:
    """Return the memory of this process in KiB, shared pages counted in shares; None where it cannot be learnt."""
    if not _SMAPS.exists():
        return None
    rows = (line.split() for line in _SMAPS.read_text(encoding="ascii").splitlines())
    return next((int(row[1]) for row in rows if row and row[0] == "Pss:"), None)


def still(open_shell: Callable[[], Shell]) -> Shell:
    """Return a window in which nothing moves by itself."""
    shell = open_shell()
    shell.restyle(replace(shell.theme.appearance, reduced_motion=True))
    return shell


def _wakeups() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw


def _press(loop: Loop, key: int, mod: int = 0) -> None:
    loop.take([pygame.event.Event(kind, key=key, mod=mod, unicode="") for kind in (pygame.KEYDOWN, pygame.KEYUP)])
    loop.shell.draw()


def _answered(loop: Loop, event: pygame.event.Event) -> int:
    """Post an event and return the microseconds until the loop has painted the answer."""
    pygame.event.post(event)
    before = time.perf_counter_ns()
    loop.turn(at_most_ms=0)
    return _micros(before)


def _micros(since: int) -> int:
    return (time.perf_counter_ns() - since) // 1000


def _times(taken: list[int]) -> Times:
    ordered = sorted(taken)
    count = len(ordered)

    def at(hundredths: int) -> int:
        return ordered[min(count - 1, count * hundredths // 100)]

    return Times(at(50), at(95), at(99), count)
