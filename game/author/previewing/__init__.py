"""Seeing a case from behind while it is played: gates, the patient's inside, and where each line stands."""

from game.author.previewing.hidden import inside, why_not
from game.author.previewing.places import place_of
from game.author.previewing.reloading import Reloaded, reloaded

__all__ = ["Reloaded", "inside", "place_of", "reloaded", "why_not"]
