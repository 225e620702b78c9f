"""`resume`: go on with a treatment from its log, in the window, or in the terminal with --text."""

from argparse import Namespace
from importlib import import_module


def run(options: Namespace) -> int:
    """Go on with a treatment; the frontend that is not wanted is not imported."""
    name = "in_text" if options.text else "in_window"
    return int(import_module(f"game.commands.{name}").resume(options))
