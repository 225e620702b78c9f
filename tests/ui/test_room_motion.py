"""What moves by itself in the room, when it rests, and that nothing does under reduced motion."""

from dataclasses import replace

import pygame
import pytest
from ui_screens import begun, desk_of, in_session, played_until

from game.case import load_case
from game.manual import load_manual
from game.ui.geometry import Rect, Size
from game.ui.motion import FADE_MS, Alive, Motion
from game.ui.paint import Painter
from game.ui.pose import STILL, Pose
from game.ui.screens.session import Session
from game.ui.shell import Shell
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.window import Window

BOOK = load_manual()
SOMEBODY = Alive((), name="somebody", expression="calm", key="x")


class Watch:
    """A clock that is set by hand."""

    now = 0

    def __call__(self) -> int:
        return self.now


def poses(motion: Motion, watch: Watch, until: int) -> list[tuple[int, Pose]]:
    """Go on from one movement to the next, as the window does, and return when each came and what it was."""
    seen = []
    while (wait := motion.wait_ms()) is not None and watch.now + wait <= until:
        watch.now += wait
        motion.go_on()
        seen.append((watch.now, motion.pose))
    watch.now = until
    return seen


def session() -> Session:
    play = played_until(begun(BOOK, load_case("ines", BOOK)), "expert", in_session(2, 10))
    desk = desk_of(play)
    return Session(desk, desk.look)


def test_somebody_blinks_and_breathes_and_both_come_to_rest() -> None:
    motion = Motion(watch := Watch())
    motion.shows((SOMEBODY,), still=False)
    seen = poses(motion, watch, 19_000)
    assert {pose.lids for _, pose in seen} == {0, 1, 2}
    assert {pose.breath for _, pose in seen} == {0, 1, 2}
    later = poses(motion, watch, 100_000)
    assert all(pose.breath == 0 for at, pose in later if at > 21_000)
    assert any(pose.lids == 2 for at, pose in later if at > 90_000)
    assert poses(motion, watch, 1_000_000)[-1][0] < 130_000
    assert (motion.pose, motion.wait_ms()) == (STILL, None)


def test_a_touch_wakes_what_came_to_rest() -> None:
    motion = Motion(watch := Watch())
    motion.shows((SOMEBODY,), still=False)
    poses(motion, watch, 500_000)
    motion.stirred()
    assert any(pose.lids == 2 for _, pose in poses(motion, watch, 510_000))


def test_at_rest_little_moves_and_seldom() -> None:
    motion = Motion(watch := Watch())
    motion.shows((SOMEBODY,), still=False)
    assert len(poses(motion, watch, 20_000)) < 2 * 20


def test_one_face_gives_way_to_the_next_in_a_quarter_of_a_second() -> None:
    motion = Motion(watch := Watch())
    motion.shows((SOMEBODY,), still=False)
    motion.shows((replace(SOMEBODY, expression="sad"),), still=False)
    assert (motion.pose.before, motion.pose.blend) == ("calm", 0)
    blends = [pose.blend for _, pose in poses(motion, watch, FADE_MS + 40)]
    assert blends == sorted(blends)
    assert len(blends) > 5
    assert (motion.pose.before, motion.pose.blend) == ("", 100)


def test_nobody_on_the_screen_means_nothing_moves() -> None:
    motion = Motion(Watch())
    motion.shows((), still=False)
    assert motion.wait_ms() is None
    motion.shows((SOMEBODY,), still=False)
    assert motion.wait_ms() is not None
    motion.shows((), still=False)
    assert (motion.wait_ms(), motion.pose) == (None, STILL)


def test_eyes_that_are_shut_stay_so() -> None:
    motion = Motion(watch := Watch())
    motion.shows((replace(SOMEBODY, blinks=False),), still=False)
    assert all(pose.lids == 0 for _, pose in poses(motion, watch, 60_000))


@pytest.mark.parametrize("still", [False, True])
def test_under_reduced_motion_every_frame_is_the_same(window: Window, *, still: bool) -> None:
    watch = Watch()
    shell = Shell(window, session(), clock=watch, appearance=Appearance(reduced_motion=still))
    shell.draw()
    frames = {pygame.image.tobytes(window.surface, "RGB")}
    for _ in range(40):
        watch.now += 251
        shell.wake()
        shell.draw()
        frames.add(pygame.image.tobytes(window.surface, "RGB"))
    assert (len(frames) == 1) is still
    assert (shell.wait_ms() is None) is still


def test_a_movement_repaints_little_and_leaves_what_a_whole_repaint_would(window: Window) -> None:
    watch = Watch()
    shell = Shell(window, session(), clock=watch)
    shell.draw()
    whole, theme = window.size.w * window.size.h, load()
    for _ in range(60):
        watch.now += shell.wait_ms() or 0
        shell.wake()
        painted = shell.draw()
        assert sum(area.w * area.h for area in painted) < whole * 8 // 100
        fresh = pygame.Surface(window.surface.get_size())
        ui = replace(shell.ui, pose=shell._motion.pose)
        Painter().paint(fresh, shell.widgets, ui, theme)
        assert pygame.image.tobytes(fresh, "RGB") == pygame.image.tobytes(window.surface, "RGB")


def test_a_pose_changes_nothing_for_whoever_does_not_move() -> None:
    from game.ui.widgets import Text

    surface = pygame.Surface(Size(100, 40))
    painter, text = Painter(), Text("Quiet.", rect=Rect(0, 0, 100, 40))
    painter.paint(surface, (text,), UiState(), load())
    assert painter.paint(surface, (text,), UiState(pose=Pose(lids=2, breath=1)), load()) == ()
