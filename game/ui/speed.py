"""How fast the window is: from input to pixels, a whole repaint, and the share of a processor used at rest."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.ui.app import Loop
from game.ui.geometry import Size
from game.ui.paint import Painter
from game.ui.shell import Shell
from game.ui.theme import load

HD, FULL_HD = Size(1280, 720), Size(1920, 1080)


@dataclass(frozen=True, slots=True)
class Times:
    """Middle and slow times of repeated measurements, in microseconds."""

    median: int
    p95: int
    count: int


@dataclass(frozen=True, slots=True)
class Idle:
    """What the process used while nothing happened: thousandths of one processor."""

    cpu_thousandths: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Speed:
    """All measurements of one window."""

    start: int
    """Microseconds from the call that opens the window to its first painted frame."""
    input_to_frame: Times
    repaint_hd: Times
    repaint_full_hd: Times
    idle: Idle


def measure(start: Callable[[], Shell], keys: tuple[int, ...], *, idle_ms: int = 2000) -> Speed:
    """Open a window with `start`, press `keys` (pygame's key codes) one by one, repaint, and rest.

    The keys should do something to be seen and leave the screen open. Nothing is closed.
    """
    before = time.perf_counter_ns()
    shell = start()
    shell.draw()
    opened = _micros(before)
    loop = Loop(shell)
    return Speed(
        start=opened,
        input_to_frame=input_to_frame(loop, keys),
        repaint_hd=repaint(shell, HD),
        repaint_full_hd=repaint(shell, FULL_HD),
        idle=idle(loop, idle_ms),
    )


def input_to_frame(loop: Loop, keys: tuple[int, ...]) -> Times:
    """Press each key and measure until the frame that answers it is on the screen."""
    taken = []
    for key in keys:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
        before = time.perf_counter_ns()
        loop.turn(at_most_ms=0)
        taken.append(_micros(before))
    return _times(taken)


def repaint(shell: Shell, size: Size, count: int = 20) -> Times:
    """Measure laying out and painting the screen on top, all of it, at a size, away from the window."""
    surface, theme, painter = pygame.Surface(size), load(density=1000), Painter()
    taken = []
    for _ in range(count):
        before = time.perf_counter_ns()
        painter.forget()
        painter.paint(surface, shell.screen.scene(size, theme, shell.ui), shell.ui, theme)
        taken.append(_micros(before))
    return _times(taken)


def idle(loop: Loop, milliseconds: int) -> Idle:
    """Run the loop without input and measure what the process uses."""
    loop.take(pygame.event.get())
    loop.shell.draw()
    clock, began = time.monotonic_ns(), os.times()
    end = clock + milliseconds * 1_000_000
    while (left := end - time.monotonic_ns()) > 0:
        loop.turn(at_most_ms=left // 1_000_000 + 1)
    now, wall = os.times(), (time.monotonic_ns() - clock) / 1e9
    used = now.user + now.system - began.user - began.system
    return Idle(round(1000 * used / wall), round(wall * 1000))


def _micros(since: int) -> int:
    return (time.perf_counter_ns() - since) // 1000


def _times(taken: list[int]) -> Times:
    ordered = sorted(taken)
    return Times(ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], len(ordered))
