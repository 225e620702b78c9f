"""Joining a contest in a terminal or through a pipe."""

from argparse import Namespace

from game.commands.in_text import terminal
from game.commands.manners import CANNOT, FINE, Refused
from game.places import seats_folder
from game.play import CannotSave
from game.seat import Address, HostRefused, Kept, Offline, Seat, Ticket, join, kept_seats, resume
from game.text import Console
from game.text.console import Leave
from game.text.joining import NoSeat, sit_in_contest
from game.words import _


def join_contest(address: Address, options: Namespace) -> int:
    """Take a seat, or take it again, and play."""
    console = terminal()
    try:
        kept, ticket = _taken(console, address, options)
        with Seat(kept, ticket).start() as seat:
            sit_in_contest(console, seat)
    except (HostRefused, Offline, CannotSave, NoSeat) as error:
        raise Refused(str(error), CANNOT) from None
    except Leave:
        console.say(_("Nothing was begun."))
    return FINE


def _taken(console: Console, address: Address, options: Namespace) -> tuple[Kept, Ticket]:
    """Return the seat to play in: by its words, one taken from here before, or a new one."""
    folder = seats_folder()
    if options.words:
        return resume(folder, address, options.words)
    asked = options.name or ""
    before = next((row for row in kept_seats(folder, address.url, address.code) if row[1].asked == asked), None)
    if before is not None and (asked or _goes_on(console, before[1])):
        return before
    return join(folder, address, options.name)


def _goes_on(console: Console, ticket: Ticket) -> bool:
    """Ask whether whoever sits here now is the one who took this seat."""
    console.say(_("A seat in this contest was taken from here: {name}.", name=ticket.name))
    return console.ask(_("Enter if that is you, or “new” for a seat of your own")).casefold() not in ("new", _("new"))
