"""What moves by itself: somebody who is shown blinks, breathes, and changes their face without a jump.

Time comes in from outside and a `Pose` goes out, so that every frame can be had again. Little moves, seldom, and less
and less while nobody touches anything: a window that is left alone rests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from game.ui.pose import STILL, Pose
from game.ui.widgets import Picture, Widget

FADE_MS: Final = 250
_FRAME_MS: Final = 32
_BREATHES_MS: Final = 20_000
"""How long after the last input somebody is seen to breathe."""
_BLINKS_MS: Final = 120_000
_BLINK: Final = ((45, 1), (85, 2), (60, 1))
"""Milliseconds and lids of a blink."""
_BREATH: Final = ((1700, 0), (600, 1), (1500, 2), (1000, 1))
"""Milliseconds and height of the chest: out, rising, in, sinking."""
_BETWEEN_BLINKS_MS: Final = (2800, 6200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive(Picture):
    """A picture of somebody who moves a little by themselves; `expression` names what their face shows."""

    expression: str = ""
    blinks: bool = True


class Motion:
    """The pose of the one somebody on the screen. `clock` returns milliseconds that never go back."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.pose = STILL
        self._clock = clock
        self._chance = Random(0)
        self._shown: Alive | None = None
        self._stirred = clock()
        self._since = self._stirred
        """When they came into view; breaths are counted from there."""
        self._blink_at = self._stirred
        self._fading: tuple[str, int] | None = None
        """The expression that gives way, and since when."""
        self._due: int | None = None

    def stirred(self) -> None:
        """Take note that somebody used the window."""
        now = self._clock()
        if now - self._stirred >= _BREATHES_MS:
            self._since = now
        if now - self._stirred >= _BLINKS_MS:
            self._blink_at = now + _BETWEEN_BLINKS_MS[0]
        self._stirred = now
        if self._shown is not None:
            self._settle()

    def shows(self, widgets: Sequence[Widget], *, still: bool) -> None:
        """Take note of what is on the screen now; with `still` nothing moves."""
        here = next((widget for widget in widgets if isinstance(widget, Alive)), None)
        before, self._shown = self._shown, None if still else here
        if self._shown is None:
            self.pose, self._due, self._fading = STILL, None, None
            return
        now = self._clock()
        if before is None:
            self._since, self._fading = now, None
            self._blink_at = now + self._chance.randint(*_BETWEEN_BLINKS_MS)
        elif before.expression != self._shown.expression:
            self._fading = before.expression, now
        self._settle()

    def wait_ms(self) -> int | None:
        """Return how long nothing will move; None means for ever."""
        return None if self._due is None else max(0, self._due - self._clock())

    def go_on(self) -> None:
        """Move on to where the time has come to."""
        if self.wait_ms() == 0:
            self._settle()

    def _settle(self) -> None:
        """Work out the pose of this moment and when it will next be another."""
        now = self._clock()
        lids, lids_due = self._lids(now)
        breath, breath_due = self._breath(now)
        before, blend, fade_due = self._fade(now)
        self.pose = Pose(lids, breath, before, blend)
        self._due = min((due for due in (lids_due, breath_due, fade_due) if due is not None), default=None)

    def _lids(self, now: int) -> tuple[int, int | None]:
        if self._shown is None or not self._shown.blinks or now - self._stirred >= _BLINKS_MS:
            return 0, None
        if now < self._blink_at:
            return 0, self._blink_at
        for (_, lids), end in zip(_BLINK, accumulate(ms for ms, _ in _BLINK), strict=True):
            if now < self._blink_at + end:
                return lids, self._blink_at + end
        self._blink_at = now + self._chance.randint(*_BETWEEN_BLINKS_MS)
        return 0, self._blink_at

    def _breath(self, now: int) -> tuple[int, int | None]:
        if now - self._stirred >= _BREATHES_MS:
            return 0, None
        within = (now - self._since) % sum(ms for ms, _ in _BREATH)
        for (_, height), end in zip(_BREATH, accumulate(ms for ms, _ in _BREATH), strict=True):
            if within < end:
                return height, now - within + end
        raise AssertionError(within)

    def _fade(self, now: int) -> tuple[str, int, int | None]:
        if self._fading is None:
            return "", 100, None
        before, since = self._fading
        if now - since >= FADE_MS:
            self._fading = None
            return "", 100, None
        return before, (now - since) * 100 // FADE_MS, now + _FRAME_MS
