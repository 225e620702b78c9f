"""Taking a seat: as somebody new, or again by four words. What it is known by is on this disk before it is played."""

from pathlib import Path

from game.seat.address import Address
from game.seat.calling import Caller
from game.seat.keeping import Kept, Ticket, kept_seat
from game.wire.standing import Joined


def join(folder: Path, address: Address, name: str | None = None) -> tuple[Kept, Ticket]:
    """Take a new seat and keep it in `folder`; without a name, the host draws a pseudonym.

    Raises HostRefused, Offline and CannotSave.
    """
    caller = Caller(address.url)
    try:
        return _kept(folder, address, caller.join(address.code, name), name or "")
    finally:
        caller.close()


def resume(folder: Path, address: Address, words: str) -> tuple[Kept, Ticket]:
    """Take a seat again by its four words, on this or another device; what was not sent from here is still here.

    Raises HostRefused, Offline and CannotSave.
    """
    caller = Caller(address.url)
    try:
        return _kept(folder, address, caller.resume(address.code, words), "")
    finally:
        caller.close()


def _kept(folder: Path, address: Address, joined: Joined, asked: str) -> tuple[Kept, Ticket]:
    seat = joined.standing.seat
    kept = kept_seat(folder, address.url, seat.id)
    before = kept.ticket()
    asked = asked or (before.asked if before is not None else "")
    ticket = Ticket(address.url, address.code, joined.token, seat.id, seat.name, joined.words, asked)
    kept.keep_ticket(ticket)
    return kept, ticket
