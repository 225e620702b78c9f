"""A seat in a contest: the lobby, the treatment while the round lasts, and the debrief when it is revealed."""

from collections.abc import Callable
from contextlib import suppress

from game.play import CannotSave
from game.seat import Seat, SeatSitting
from game.seat.telling import covers, time_left, where
from game.text.commands import Command
from game.text.console import Console, Leave
from game.text.debrief import debrief
from game.text.desk import Desk
from game.text.opening import show_letter
from game.text.session import talk, wait
from game.treatment import IllegalAction
from game.words import _

_GLANCE_S = 0.5
_PATIENCE_S = 5.0
_LAST_LINES = 6


class RoundOver(Exception):
    """Raised when nothing more can be done in this round."""


class NoSeat(Exception):
    """Raised when the seat cannot go on. The message is a sentence."""


def sit_in_contest(console: Console, seat: Seat) -> None:
    """Go through a contest, and through the rounds after it, until the player leaves. Raises NoSeat."""
    try:
        _welcome(console, seat)
        while True:
            _play_round(console, seat)
            console.ask(_("Enter to wait for another round, or “quit”"))
            round_ = _round(seat)
            _wait_until(console, seat, lambda round_=round_: _round(seat) != round_)  # type: ignore[misc]
    except (Leave, KeyboardInterrupt):
        console.say()
        console.say(_("Your seat is kept. Take it again, here or anywhere, by your four words:"))
        address = f"{seat.ticket.code}@{seat.ticket.url}"
        console.exactly(f'sixteen-weeks join {address} --text --words "{seat.ticket.words}"')


def _welcome(console: Console, seat: Seat) -> None:
    console.say(_("Calling {host} …", host=seat.ticket.url), "note")
    _wait_until(console, seat, lambda: seat.standing is not None)
    standing = seat.standing
    assert standing is not None
    console.heading(standing.contest.title)
    console.say(_("You are {name}.", name=standing.seat.name))
    console.say(covers(standing))
    if standing.seat.team:
        console.say(_("You treat your patient together with {team}.", team=standing.seat.team))
    console.say(_("Your four words, to take this seat again on any device: {words}", words=seat.ticket.words))
    console.say(_("Write them down. “quit” leaves; what you have done is kept on the host."), "note")


def _play_round(console: Console, seat: Seat) -> None:
    """Wait for the round to begin, play it, and show its debrief."""
    _wait_until(console, seat, lambda: seat.snapshot is not None)
    desk = SeatDesk(console, seat)
    desk.begin()
    while seat.report is None and not desk.own.is_past:
        with suppress(RoundOver):
            while not desk.is_over:
                (talk if desk.room.in_session else wait)(desk)
        console.heading(_("The round is over"))
        # A teacher may give more time, or open a run again.
        _wait_until(console, seat, lambda: seat.report is not None or desk.own.is_past or not desk.is_over)
    if not desk.own.is_past:
        debrief(desk)
    desk.own.close()


def _round(seat: Seat) -> str:
    return "" if seat.standing is None else seat.standing.contest.code


def _wait_until(console: Console, seat: Seat, so: Callable[[], bool]) -> None:
    """Wait until something is so, saying what becomes different meanwhile. Raises NoSeat."""
    told = ""
    while True:
        for words in seat.news():
            console.say(f"-- {words}", "note")
        if seat.gone:
            raise NoSeat(seat.gone)
        if seat.is_closed:
            raise Leave
        if so():
            return
        standing = seat.standing
        if standing is not None and (here := where(standing, seat.left_ms)) != told:
            told = here
            console.say(told)
        seat.wait(so, _GLANCE_S)


class SeatDesk(Desk):
    """A desk whose treatment is on the host: between two deeds it says how the contest goes."""

    def __init__(self, console: Console, seat: Seat) -> None:
        self.own = SeatSitting(seat, _PATIENCE_S)
        super().__init__(console, self.own)
        self.seat = seat
        if seat.standing is not None and seat.standing.seat.team:
            self.own_commands = (Command("talk", lambda: _("stop the clock to talk with your team, or go on"), _talk),)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done in this round, as things are now."""
        standing = self.seat.standing
        if self.own.is_past or self.room.over or standing is None or standing.is_over:
            return True
        return standing.contest.state != "paused" and self.seat.left_ms == 0

    def begin(self) -> None:
        """Show where the treatment stands: the letter, or what was said last."""
        show_letter(self.console, self.look.referral)
        if self.transcript:
            self.console.say(_("What was said last:"), "note")
            self.show(self.transcript[-_LAST_LINES:])

    def ask(self, prompt: str) -> str:
        """Say how the contest goes, and return the line that is typed. Raises Leave, RoundOver and NoSeat."""
        self._see_it_goes_on()
        before = self.look.turn
        offline = _("no connection") if self.seat.saving == "offline" else ""
        typed = self.console.ask(", ".join(filter(None, (prompt, time_left(self.seat.left_ms), offline))))
        self._see_it_goes_on()
        if self.look.turn > before:
            self.show(tuple(line for line in self.transcript if line.turn > before))
        return typed

    def _see_it_goes_on(self) -> None:
        """Wait while the contest is paused. Raises RoundOver when it does not go on."""
        _wait_until(self.console, self.seat, self._goes_on)
        if self.is_over:
            raise RoundOver

    def _goes_on(self) -> bool:
        standing = self.seat.standing
        return standing is None or standing.contest.state != "paused" or self.own.is_past


def _talk(desk: Desk, _rest: str) -> None:
    """Begin or end a talk with the team."""
    assert isinstance(desk, SeatDesk)
    seat = desk.seat
    talking = seat.standing is not None and seat.standing.run is not None and seat.standing.run.talking
    try:
        seat.talk(on=not talking)
    except (IllegalAction, CannotSave) as refused:
        desk.console.say(str(refused))
