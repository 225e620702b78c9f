"""A seat in a contest: it sends what the therapist does to the host, and has the views that come back."""

from game.seat.address import Address, NoAddress, read_address
from game.seat.calling import HostRefused, Offline
from game.seat.keeping import Kept, Ticket, kept_seats
from game.seat.pace import Pace
from game.seat.seat import Seat
from game.seat.sitting import SeatSitting
from game.seat.taking import join, resume

__all__ = [
    "Address",
    "HostRefused",
    "Kept",
    "NoAddress",
    "Offline",
    "Pace",
    "Seat",
    "SeatSitting",
    "Ticket",
    "join",
    "kept_seats",
    "read_address",
    "resume",
]
