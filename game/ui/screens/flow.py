"""Where one screen leads to another: the one module that knows them all."""

from typing import TYPE_CHECKING

from game.ui.screens.between import Between
from game.ui.screens.care import Care
from game.ui.screens.coached import coached
from game.ui.screens.desk import Desk
from game.ui.screens.message import Message
from game.ui.screens.referral import Referral
from game.ui.screens.report import Debrief
from game.ui.screens.session import Session
from game.ui.screens.shelf import Shelf
from game.ui.stack import Push, Reset, Result, Screen, Stay

if TYPE_CHECKING:
    from game.seat import Seat

_SOON_MS = 1
"""After which the lobby of a contest looks up."""


def where(desk: Desk) -> Screen:
    """Return the screen on which the treatment in play stands."""
    look = desk.look
    return Session(desk, look) if look.room.in_session else Between(desk, look)


def debrief(desk: Desk) -> Debrief:
    """Return the debrief of the treatment in play. Raises NotOver while it goes on."""
    look = desk.look
    return Debrief(desk, look.report, look.transcript, look.first_name)


def standing(desk: Desk) -> Screen:
    """Return the screen on which the treatment in play stands: its debrief when it is over; hints where wanted."""
    if (seat := _seat(desk)) is not None:
        from game.ui.screens.lobby import Lobby

        return Lobby(desk, seat)
    return debrief(desk) if desk.look.room.over is not None else coached(desk, where(desk))


def from_title(desk: Desk, place: str) -> Result | Message:
    """Open what the title screen leads to; say why not, if something stands in the way."""
    match place:
        case "shelf":
            return Push(Shelf(desk, mode=desk.mode, bests=_bests(desk)))
        case "continue" if desk.running is not None:
            return Reset(standing(desk), wake_ms=None if _seat(desk) is None else _SOON_MS)
        case "join":
            from game.ui.screens.joining import Joining

            return Push(Joining(desk))
        case "history" if desk.archive is not None:
            from game.ui.screens import past

            return past.opened(desk)
        case "first" if desk.has_first_session:
            return _first_letter(desk)
    return Stay()


def _seat(desk: Desk) -> "Seat | None":
    """Return the seat whose treatment lies on the desk; None where it is the trainee's own."""
    seat: Seat | None = getattr(desk.sitting, "seat", None)
    return seat


def _first_letter(desk: Desk) -> Result | Message:
    """Open the letter that leads to the guided first session, after what its case contains."""
    if not desk.shelf:
        return Push(Shelf(desk))
    letter = Referral.of(desk, desk.shelf[0].case, "guided", is_first=True)
    if isinstance(letter, Message):
        return letter
    return Push(Care.of(letter) if letter.view.warnings else letter)


def _bests(desk: Desk) -> dict[str, int]:
    """Return the most points so far by case, from what has been read of the history."""
    if desk.archive is None or (desk.is_new_here and not desk.log_name):
        return {}
    from game.history import bests

    desk.archive.history.refresh(at_most=1)
    return {case: entry.composite for case, entry in bests(desk.archive.history.entries()).items()}
