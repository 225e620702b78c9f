"""How long a round is for whom: server time only, in whole milliseconds."""

from dataclasses import dataclass
from typing import Final

_MINUTE: Final = 60_000
_WHOLE: Final = 100
GRACE_MS: Final = 3_000
"""An action that saw the newest state and comes this late is still taken (classroom.md 4.2)."""
_FROZEN_SHARE: Final = 20
"""Per cent of the round, at its end, in which the board stands still (classroom.md 6)."""


@dataclass(frozen=True, slots=True)
class Round:
    """When a round began, how long it is, and how long it has stood still."""

    began: int
    """Server time, milliseconds."""
    minutes: int
    paused_for: int = 0
    """Milliseconds of pauses that are over."""
    paused_since: int | None = None


def deadline(of: Round, extra: int | None = _WHOLE) -> int | None:
    """Return when time is up for a seat with `extra` per cent of the usual time; None for a seat without a limit."""
    if extra is None:
        return None
    return of.began + of.minutes * _MINUTE * extra // _WHOLE + of.paused_for


def left(of: Round, now: int, extra: int | None = _WHOLE) -> int | None:
    """Return the milliseconds left at `now`, never less than 0; the clock stands still in a pause."""
    end = deadline(of, extra)
    if end is None:
        return None
    at = now if of.paused_since is None else min(now, of.paused_since)
    return max(0, end - at)


def in_time(of: Round, now: int, extra: int | None = _WHOLE) -> bool:
    """Tell whether an action received at `now` counts, with the grace that slow networks are given."""
    end = deadline(of, extra)
    return end is None or now <= end + GRACE_MS


def freezes_at(of: Round) -> int:
    """Return when the board freezes by itself."""
    return of.began + of.minutes * _MINUTE * (_WHOLE - _FROZEN_SHARE) // _WHOLE + of.paused_for


def paused(of: Round, now: int) -> Round:
    """Return the round standing still from `now` on."""
    return of if of.paused_since is not None else Round(of.began, of.minutes, of.paused_for, now)


def resumed(of: Round, now: int) -> Round:
    """Return the round going on at `now`."""
    if of.paused_since is None:
        return of
    return Round(of.began, of.minutes, of.paused_for + max(0, now - of.paused_since))


def extended(of: Round, minutes: int) -> Round:
    """Return the round with so many minutes more."""
    return Round(of.began, of.minutes + minutes, of.paused_for, of.paused_since)
