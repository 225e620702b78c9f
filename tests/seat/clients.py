"""Text twins that sit in contests: each looks at the screen and types what somebody would type."""

import io
import threading
from collections.abc import Callable
from random import Random

from typist import Screen, lines_for

from game.seat import Seat
from game.sitting import Outlook
from game.text import Console
from game.text.joining import SeatDesk, sit_in_contest
from game.treatment import Action, EndSession, OpenSession, Say, WriteNote

Chooses = Callable[[Outlook], Action]
_LEFT_OVER = 8
"""Minutes with which a session is ended."""
_LONG_ENOUGH_S = 240


def anything(luck: int, turns: int = 30) -> Chooses:
    """Return somebody who says anything at all about anybody, writes things down now and then, and ends sessions early.

    A session is over after so many `turns` of the treatment.
    """
    chance = Random(luck)

    def choose(look: Outlook) -> Action:
        if not look.room.in_session:
            return OpenSession()
        if look.room.minutes_left <= _LEFT_OVER or look.turn >= turns:
            return EndSession()
        if chance.random() < 0.2:
            return WriteNote(f"a thought after turn {look.turn}")
        move = chance.choice(look.moves)
        target = chance.choice(move.targets) if move.needs_target else None
        return Say(move.intent, target)

    return choose


class SeatTypist(io.StringIO):
    """Types what `choose` does for as long as the seat may act, then the lines of `after`, and then nothing more."""

    def __init__(self, seat: Seat, choose: Chooses, screen: Screen, after: tuple[str, ...]) -> None:
        super().__init__()
        self._seat = seat
        self._choose = choose
        self._screen = screen
        self._after = list(after)
        self._waiting: list[str] = []
        self._last: tuple[int, Action] | None = None
        self._desk: SeatDesk | None = None
        self.done: list[Action] = []
        """What was done, as far as the seat has seen it done."""

    def readline(self, _size: int | None = -1, /) -> str:
        if not self._waiting:
            self._waiting = self._next()
        return f"{self._waiting.pop(0)}\n" if self._waiting else ""

    def see_what_was_done(self) -> None:
        if self._last is not None and self._seat.snapshot is not None:
            before, action = self._last
            self.done += [action] if self._seat.snapshot.version > before else []
            self._last = None

    def _next(self) -> list[str]:
        self.see_what_was_done()
        standing = self._seat.standing
        if standing is None or not standing.may_act:
            return [self._after.pop(0)] if self._after else []
        desk = self._desk = self._desk or SeatDesk(Console(self, Screen()), self._seat)
        action = self._choose(desk.look)
        self._last = (desk.look.turn, action)
        return lines_for(action, desk)


class TextTwin:
    """A player in a terminal of their own, from the lobby on."""

    def __init__(self, seat: Seat, choose: Chooses, after: tuple[str, ...] = ()) -> None:
        self.seat = seat
        self.screen = Screen()
        self.typist = SeatTypist(seat, choose, self.screen, after)
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._sit)
        self._thread.start()

    def _sit(self) -> None:
        try:
            sit_in_contest(Console(self.typist, self.screen, 96), self.seat)
        except BaseException as error:
            self._failed = error

    def shown(self) -> str:
        return self.screen.getvalue()

    def left(self) -> str:
        """Wait until they have left, and return all that was on their screen."""
        self._thread.join(_LONG_ENOUGH_S)
        if self._thread.is_alive() or self._failed is not None:
            raise AssertionError(self.shown()[-3_000:]) from self._failed
        self.typist.see_what_was_done()
        return self.shown()
