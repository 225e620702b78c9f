"""What moves by itself on a screen, at one moment: part of the window's state, so that a frame is still a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pose:
    """How somebody holds still: lids 0 open to 2 shut, breath 0 out to 2 in, and a face that gives way to the next."""

    lids: int = 0
    breath: int = 0
    before: str = ""
    """The expression that fades out."""
    blend: int = 100
    """Percent of the present expression."""


STILL = Pose()
