"""The screens: each a value that turns views into elements and answers intents. No rules of therapy here."""

from game.ui.screens.opening import open_game

__all__ = ["open_game"]
