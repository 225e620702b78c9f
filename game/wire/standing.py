"""Where a seat stands in its contest, as the host tells it."""

from dataclasses import dataclass
from typing import Literal

from game.record import Mode
from game.wire.snapshot import Snapshot

ContestState = Literal["draft", "lobby", "running", "paused", "frozen", "closed", "revealed"]
_ACTING: tuple[ContestState, ...] = ("running", "frozen")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Whose seat it is; a seat that is not approved waits for the teacher's yes."""

    id: str
    name: str
    approved: bool
    team: str | None = None
    league: int | None = None


@dataclass(frozen=True, slots=True)
class ContestRow:
    """The contest: `left_ms` is what is left to this seat, None without a limit and before the start."""

    code: str
    title: str
    state: ContestState
    minutes: int
    mode: Mode
    commitment: str
    round: int = 1
    left_ms: int | None = None
    span: int | None = None
    """How many sessions it covers; None for the whole treatment."""
    locked: bool = False
    secret: str | None = None
    """What the seeds were drawn from, once it is revealed: `commitment` is its SHA-256."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """The seat's treatment: how many turns the host has of it, and the head of the chain over them."""

    id: str
    version: int
    chain: str
    done: bool
    open: bool | None = None
    """Whether the seat may act now; None where the host leaves that to the contest's state."""
    talks_left: int = 0
    """How often a team may still stop its clock to talk."""
    talking: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a seat stands. `run` is None while nothing may be seen of it: before the start."""

    seat: SeatRow
    contest: ContestRow
    run: RunRow | None
    score: int | None = None
    """Thousandths of a point, where they may be seen."""

    @property
    def may_act(self) -> bool:
        """Whether what the therapist does counts just now, as far as is known here."""
        if self.run is None or self.run.done:
            return False
        return self.contest.state in _ACTING if self.run.open is None else self.run.open

    @property
    def plays_alone(self) -> bool:
        """Whether all that can happen in the treatment now is what is done from this seat."""
        return self.may_act and self.seat.team is None

    def left_after(self, passed_ms: int) -> int | None:
        """Return what is left to this seat so many milliseconds after this was told; None without a limit."""
        if self.contest.left_ms is None:
            return None
        stands_still = self.contest.state == "paused" or (self.run is not None and self.run.talking)
        return max(0, self.contest.left_ms - (0 if stands_still else passed_ms))

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done in this round."""
        if self.run is not None and self.run.done:
            return True
        return self.contest.state in ("closed", "revealed") and not self.may_act

    @property
    def is_revealed(self) -> bool:
        """Whether the debrief may be read."""
        return self.contest.state == "revealed"


@dataclass(frozen=True, slots=True)
class Joined:
    """A seat that was taken: the secret it is known by, and four words to take it again."""

    token: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Seen:
    """A treatment as the host has it: after an action, or when it was asked for."""

    version: int
    chain: str
    left_ms: int | None
    done: bool
    snapshot: Snapshot
