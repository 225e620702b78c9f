"""The text twin: the whole game in plain lines, from the same views, with the same actions, log and score."""

from game.text.console import Console
from game.text.game import Launch, go_on, play

__all__ = ["Console", "Launch", "go_on", "play"]
