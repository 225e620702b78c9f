"""What a page of the browser's room rests on: a seat, its treatment as far as it is saved, whether it may go on."""

from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, update

from game.server import tables as t
from game.server.host import Host
from game.server.places import Place, is_consulting, left_ms, place_of, see_it_may_act
from game.server.rating import is_done, span_of
from game.server.refusals import NotNow
from game.server.sittings import Sitting
from game.server.visibility import may_see
from game.server.web.live import seen
from game.server.web.play_words import came_up
from game.sitting import Outlook, OwnOutlook
from game.treatment.events import CameUp, FactTold, ScaleFilled
from game.view import Utterance
from game.words import _

_SEEN_EVERY: Final = 10_000
"""Milliseconds after which being here is noted again."""
_LINES: Final = 14
"""Lines of the conversation that the room shows; the transcript has all."""


@dataclass(frozen=True)
class Seen:
    """A seat's treatment at the moment a page was made."""

    place: Place
    sitting: Sitting
    now: int
    """Server time."""
    client_id: str = field(default_factory=lambda: token_hex(16))
    """Names whatever is done from this page, once."""

    @cached_property
    def look(self) -> Outlook:
        """What a player may see of it."""
        is_at = self.sitting
        return OwnOutlook(is_at.book, self.place.settings.mode, is_at.case, is_at.now, is_at.turns)

    @property
    def run(self) -> str:
        """The run's id."""
        assert self.place.run is not None
        return str(self.place.run.id)

    @property
    def version(self) -> int:
        """Number of turns that are saved."""
        return self.sitting.version

    # -- may it go on -----------------------------------------------------------------------------------

    @cached_property
    def waits(self) -> str:
        """Why nothing can be done just now, in a sentence; empty where something can."""
        try:
            see_it_may_act(self.place, self.now)
        except NotNow as why:
            return str(why)
        return ""

    @property
    def may_act(self) -> bool:
        """Whether something can be done now."""
        return not self.waits

    @property
    def is_over(self) -> bool:
        """Whether this run has come to its end."""
        return self.place.run is not None and self.place.run.state in ("done", "void")

    @property
    def revealed(self) -> bool:
        """Whether the debrief can be read."""
        return may_see(self.place.viewer, "own_report", self.place.contest.state, self.place.settings)

    @property
    def left_ms(self) -> int | None:
        """Milliseconds left of the round; None without a limit, and when there is nothing left to do in it."""
        goes_on = self.may_act or self.place.contest.state in ("running", "paused", "frozen")
        return left_ms(self.place, self.now) if goes_on and not self.is_over else None

    @property
    def span(self) -> int:
        """How many sessions the contest covers."""
        return span_of(self.place.settings, self.sitting)

    @property
    def covered(self) -> bool:
        """Whether every session that the contest covers has been held."""
        return is_done(self.place.settings, self.sitting)

    @property
    def frozen(self) -> bool:
        """Whether the boards stand still while the seats go on."""
        return bool(self.place.contest.state == "frozen")

    @property
    def digest(self) -> str:
        """What tells this moment from the next: when it changes, the page looks again."""
        return seen(news_of(self.place))

    # -- a team's talk ----------------------------------------------------------------------------------

    @property
    def talking(self) -> bool:
        """Whether the team's clock stands still."""
        return self.place.run is not None and is_consulting(self.place.run, self.place.settings, self.now)

    @property
    def talks_left(self) -> int:
        """How often the team may still stop its clock."""
        if self.place.seat.team is None or self.place.run is None:
            return 0
        return max(0, self.place.settings.consults - int(self.place.run.consults))

    # -- what was said ----------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[Utterance, ...]:
        """What was said last, in the session that is open or was last."""
        said = [line for line in self.look.transcript if line.session == self.look.room.session]
        return tuple(said[-_LINES:])

    @cached_property
    def news(self) -> tuple[str, ...]:
        """What the last turn brought besides words, in sentences."""
        if not self.sitting.turns:
            return ()
        events, book = self.sitting.turns[-1][1], self.look.workbook
        told = {event.fact for event in events if isinstance(event, FactTold)}
        says = [
            _("A new card among your evidence: {card}.", card=card.title) for card in book.cards if card.fact in told
        ]
        says += came_up(self.look, [event.concern for event in events if isinstance(event, CameUp)])
        if book.scales and any(isinstance(event, ScaleFilled) for event in events):
            scale = book.scales[-1]
            says.append(_("{scale}: {total}, {band}.", scale=book.scale_name, total=scale.total, band=scale.band))
        return tuple(says)


def seen_by(host: Host, c: Connection, token: str) -> Seen | None:
    """Return what a seat sees in the newest round of its series; None where that has not begun, or not for them.

    Raises NoTicket.
    """
    place, now = place_of(c, token), host.clock()
    if (
        place.run is None
        or place.seat.state != "seated"
        or not may_see(place.viewer, "own_run", place.contest.state, place.settings)
    ):
        return None
    return Seen(place, host.sitting(c, place.run, place.contest.case_source), now)


def news_of(place: Place) -> list[object]:
    """Return what a page of the room shows, as far as it can change by itself."""
    contest, run = place.contest, place.run
    own = [run.version, run.state, run.consults, run.consult_since, run.reopened_until] if run else []
    clock = [contest.state, contest.minutes, contest.began, contest.paused_for, contest.paused_since]
    return [*clock, place.seat.state, place.seat.extra, *own]


def wants_noting(seen: Seen) -> bool:
    """Tell whether it is time to note again that this seat is here."""
    last = seen.place.seat.seen
    return last is None or seen.now - int(last) > _SEEN_EVERY


def note_seen(c: Connection, seat: Any, now: int) -> None:
    """Note that a seat is here."""
    c.execute(update(t.seats).where(t.seats.c.id == seat).values(seen=now))
