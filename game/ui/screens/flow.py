"""Where one screen leads to another: the one module that knows them all."""

from game.ui.screens.between import Between
from game.ui.screens.desk import Desk
from game.ui.screens.report import Debrief
from game.ui.screens.session import Session
from game.ui.screens.shelf import Shelf
from game.ui.stack import Push, Reset, Result, Screen, Stay


def where(desk: Desk) -> Screen:
    """Return the screen on which the treatment in play stands."""
    look = desk.look
    return Session(desk, look) if look.room.in_session else Between(desk, look)


def debrief(desk: Desk) -> Debrief:
    """Return the debrief of the treatment in play. Raises NotOver while it goes on."""
    look = desk.look
    return Debrief(desk, look.report, look.transcript, look.first_name)


def from_title(desk: Desk, place: str) -> Result:
    """Open what the title screen leads to."""
    match place:
        case "shelf":
            return Push(Shelf(desk, mode=desk.mode))
        case "continue" if desk.running is not None:
            return Reset(debrief(desk) if desk.running.room.over else where(desk))
    return Stay()
