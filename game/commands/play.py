"""`play`: a treatment in the window, or in the terminal with --text."""

from argparse import Namespace
from importlib import import_module


def run(options: Namespace) -> int:
    """Play a new treatment; the frontend that is not wanted is not imported."""
    name = "in_text" if options.text else "in_window"
    return int(import_module(f"game.commands.{name}").play(options))
