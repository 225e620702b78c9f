"""A seat in a contest while it does not play: before the start, when it is done, and when the results are there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.seat import Seat, SeatSitting
from game.seat.telling import covers, time_left, where
from game.ui.elements import Column, Element, Row
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open
from game.ui.screens.message import Message
from game.ui.screens.parts import block, page, small
from game.ui.screens.title import Title
from game.ui.stack import Reset, Result, Stay
from game.ui.state import Back, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Badge, Button, Text, Tone, Widget
from game.words import _

if TYPE_CHECKING:
    from game.sitting import Saving

_SOON_MS = 300


def _leave() -> Message:
    return Message(
        _("Leave the contest?"),
        _("Your seat is kept. Your four words, or this machine, bring you back to it."),
        ((_("Leave"), Open("title")),),
        stay=_("Stay"),
    )


@dataclass(frozen=True)
class Lobby:
    """Where a seat waits. It looks up by itself, and goes to the patient when the contest begins."""

    desk: Desk
    seat: Seat
    message: Message | None = None
    heard: tuple[str, ...] = ()
    """What was said last, newest first."""

    @classmethod
    def of(cls, desk: Desk, seat: Seat) -> "tuple[Lobby, int]":
        """Return the lobby of a seat and how soon it wants to look up."""
        return cls(desk, seat), _SOON_MS

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the page: who one is here, what is waited for, and the words that bring one back."""
        standing = self.seat.standing
        title = standing.contest.title if standing is not None else _("A contest")
        tree = page(
            title,
            Column([*self._state(), self._words()], gap="wide"),
            key="lobby",
            extras=[Badge(saving_words(self.seat.saving), tone=saving_tone(self.seat.saving))],
            message=self.message,
            wide_em=44,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Look up, go on to the treatment or the debrief, or leave after a question."""
        match intent:
            case Wake():
                return self._looked_up()
            case Back():
                return Stay(replace(self, message=None if self.message else _leave()), wake_ms=_SOON_MS)
            case Dismiss():
                return Stay(replace(self, message=None), wake_ms=_SOON_MS)
            case Open("title") if self.message is not None:
                self.seat.close()
                return Reset(Title(self.desk))
            case Open("report") if self.seat.report is not None:
                return self._debrief()
        return Stay(wake_ms=_SOON_MS)

    def _looked_up(self) -> Result:
        seat, standing = self.seat, self.seat.standing
        if seat.gone:
            seat.close()
            return Reset(Title(self.desk, Message(_("This seat cannot go on"), seat.gone)))
        heard = (*reversed(seat.news()), *self.heard)[:3]
        if standing is not None and seat.snapshot is not None and standing.may_act and not standing.is_over:
            return begun(self.desk, seat)
        return Stay(replace(self, heard=heard), wake_ms=_SOON_MS)

    def _debrief(self) -> Result:
        from game.ui.screens import flow

        seated(self.desk, self.seat)
        return Reset(flow.debrief(self.desk))

    def _state(self) -> Sequence[Element]:
        standing = self.seat.standing
        if standing is None:
            return [Text(self.seat.trouble or _("Asking the host …"), role="live")]
        goes_on = standing.contest.state in ("running", "paused", "frozen")
        told = [
            Text(_("You are in {team}.", team=standing.seat.team)) if standing.seat.team else None,
            Text(covers(standing), tone="muted"),
            Text(where(standing), style="lead", role="live", key="lobby.state"),
            Text(time_left(self.seat.left_ms), tone="muted") if goes_on else None,
            Text(self.seat.trouble, tone="warning", role="live") if self.seat.trouble else None,
            *(small(words) for words in self.heard),
        ]
        name = Row([Text(_("You are called"), tone="muted"), Text(standing.seat.name, style="title")], align="centre")
        return [name, *(each for each in told if each is not None), self._onward()]

    def _onward(self) -> Element:
        if self.seat.report is None:
            return small(_("The screen goes on by itself when there is something to do."))
        return Button(_("See your debrief"), key="lobby.report", kind="primary", intent=Open("report"), autofocus=True)

    def _words(self) -> Element:
        return block(
            _("Your four words"),
            Text(self.seat.ticket.words, style="title", key="lobby.words"),
            small(_("Write them down. With them and the code you take this seat again, on any machine.")),
        )


def begun(desk: Desk, seat: Seat) -> Result:
    """Go to the treatment of a seat that may play: to the letter, where it has not begun."""
    from game.ui.screens import flow
    from game.ui.screens.contest_watch import watch
    from game.ui.screens.contested import Contested
    from game.ui.screens.referral import Referral

    seated(desk, seat)
    watch(seat)
    here = desk.look.room
    screen = flow.where(desk) if here.session or here.in_session else Referral.of_running(desk)
    return Reset(Contested(screen, desk, seat, 0 if seat.snapshot is None else seat.snapshot.version))


def seated(desk: Desk, seat: Seat) -> None:
    """Put the treatment of a seat on the desk, unless it lies there."""
    sitting = desk.sitting
    if not isinstance(sitting, SeatSitting) or sitting.seat is not seat or sitting.is_past:
        desk.sit_down(SeatSitting(seat))


def saving_words(saving: "Saving") -> str:
    """Return how far what was done is safe, in a word or two."""
    match saving:
        case "saved":
            return _("Saved")
        case "sending":
            return _("Sending …")
    return _("Offline: do not close")


def saving_tone(saving: "Saving") -> Tone:
    """Return the tone that goes with it."""
    return "good" if saving == "saved" else "muted" if saving == "sending" else "warning"
