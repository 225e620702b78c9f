"""`join`: take a seat in a contest, in the window or in the terminal with --text."""

from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from game.commands.manners import CANNOT, Refused
from game.commands.spoken import speak_here

if TYPE_CHECKING:
    from game.seat import Address


def run(options: Namespace) -> int:
    """Join a contest; the frontend that is not wanted is not imported."""
    speak_here()
    address = _address(options)
    if options.text:
        return int(import_module("game.commands.join_in_text").join_contest(address, options))
    return int(import_module("game.commands.in_window").join(options.where, options.name or "", options.words or ""))


def _address(options: Namespace) -> "Address":
    """Return where the contest is. Raises Refused for what is no address."""
    from game.seat import NoAddress, read_address

    try:
        return read_address(options.where)
    except NoAddress as error:
        raise Refused(str(error), CANNOT) from None
