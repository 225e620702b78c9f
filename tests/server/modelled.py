"""What a contest should be like, told a second time and as plainly as possible: the model of test_host_lifecycle."""

from dataclasses import dataclass, field
from typing import Any

from game.server import refusals
from game.treatment import Action, EndSession, OpenSession, WriteNote

MINUTE = 60_000
GRACE = 3_000
LEADS = {
    ("draft", "open_lobby"): "lobby",
    ("lobby", "start"): "running",
    ("running", "pause"): "paused",
    ("paused", "resume"): "running",
    ("running", "freeze"): "frozen",
    ("frozen", "thaw"): "running",
    ("running", "close"): "closed",
    ("paused", "close"): "closed",
    ("frozen", "close"): "closed",
    ("closed", "reveal"): "revealed",
}
Refusal = type[refusals.Refused] | None


@dataclass
class ModelRun:
    """One treatment: how far it is, and what was sent for it."""

    id: str
    state: str = "waiting"
    hour: int = 0
    open: bool = False
    sent: dict[str, Action] = field(default_factory=dict)
    by_host: int = 0
    talks: int = 0
    talk_left: int = 0
    talked: int = 0
    reopened_until: int | None = None

    @property
    def version(self) -> int:
        """Number of turns, the host's own included."""
        return len(self.sent) + self.by_host

    def legal(self, action: Action, sessions: int) -> bool:
        """Tell whether the engine takes an action of the three kinds that are sent here."""
        match action:
            case OpenSession():
                return not self.open and self.hour < sessions
            case EndSession():
                return self.open
        return self.open or self.hour < sessions

    def do(self, name: str, action: Action, span: int) -> None:
        """Take an action."""
        self.sent[name] = action
        self.state = "playing"
        if isinstance(action, OpenSession):
            self.open, self.hour = True, self.hour + 1
        elif isinstance(action, EndSession):
            self.close(span)

    def close(self, span: int) -> None:
        """End the hour; the run is done with the last one of the contest."""
        self.open = False
        if self.hour >= span:
            self.state = "done"


@dataclass
class ModelSeat:
    """Somebody's place."""

    id: str
    name: str
    words: str
    token: str | None
    run: ModelRun
    state: str
    team: str | None
    extra: int = 100


@dataclass
class ModelContest:
    """A contest: its state, how long its clock has run, and its seats."""

    id: str
    settings: Any
    minutes: int
    state: str = "draft"
    elapsed: int = 0
    locked: bool = False
    seats: list[ModelSeat] = field(default_factory=list)

    @property
    def runs(self) -> list[ModelRun]:
        """Every treatment once."""
        return list({seat.run.id: seat.run for seat in self.seats}.values())

    def moved(self, trigger: str) -> Refusal:
        """Why a trigger is refused."""
        if (self.state, trigger) not in LEADS:
            return refusals.NotNow
        if trigger == "reveal" and any(run.state == "playing" for run in self.runs):
            return refusals.NotNow
        return None

    def move(self, trigger: str) -> None:
        """Go to the next state; a pause ends every talk."""
        self.state = LEADS[self.state, trigger]
        if trigger == "pause":
            for run in self.runs:
                run.talk_left = 0

    def joined(self, likeness: str | None) -> Refusal:
        """Why nobody, or nobody of this name, can join."""
        late = self.settings.late and self.state in ("running", "paused")
        if self.locked or not (self.state == "lobby" or late) or len(self.seats) >= self.settings.cap:
            return refusals.NotNow
        if likeness == "" or (likeness is not None and likeness in {seat.name.casefold() for seat in self.seats}):
            return refusals.Wrong
        return None

    def may_act(self, seat: ModelSeat, now: int) -> bool:
        """Tell whether what a seat sends now is taken."""
        run = seat.run
        if seat.state != "seated" or run.state == "done":
            return False
        if run.reopened_until is not None and now <= run.reopened_until:
            return True
        if self.state not in ("running", "frozen") or run.state == "void" or run.talk_left > 0:
            return False
        return self.has_time(seat)

    def has_time(self, seat: ModelSeat) -> bool:
        """Tell whether a seat's own clock still runs."""
        return seat.extra == 0 or self.elapsed - seat.run.talked <= self.minutes * MINUTE * seat.extra / 100 + GRACE

    def acted(self, seat: ModelSeat, action: Action, now: int, *, stale: bool) -> Refusal:
        """Why an action is refused."""
        if not self.may_act(seat, now):
            return refusals.NotNow
        if stale:
            return refusals.Stale
        return None if seat.run.legal(action, 8) else refusals.Refused

    def pass_time(self, ms: int, now: int) -> None:
        """Let time go by, and do what it does to a contest."""
        if self.state in ("running", "frozen"):
            self.elapsed += ms
        for run in self.runs:
            spent = min(ms, run.talk_left)
            run.talk_left, run.talked = run.talk_left - spent, run.talked + spent
        self.let_clock_decide(now)

    def let_clock_decide(self, now: int) -> None:
        """Freeze, close and settle, each when it is due."""
        whole = self.minutes * MINUTE
        if self.state == "running" and self.settings.freeze and self.elapsed >= whole * 8 / 10:
            self.state = "frozen"
        going = [seat for seat in self.seats if seat.state == "seated" and seat.run.state == "playing"]
        if self.state in ("running", "frozen") and self.elapsed > whole + GRACE and not any(map(self.has_time, going)):
            self.state = "closed"
        if self.state == "closed":
            for run in self.runs:
                reopened = run.reopened_until is not None and run.reopened_until >= now - GRACE
                if run.state == "playing" and not reopened:
                    run.by_host += run.open
                    run.open, run.state = False, "done"


NOTE = WriteNote("She waits for the bus at six.")
