"""The debrief of a class: what its treatments show together, read from stored cards and logs once a contest is over."""

from game.server.debriefing.areas import ChosenRow, chosen_table
from game.server.debriefing.forks import Fork, forks
from game.server.debriefing.inventory import Asked, Inventory, inventory
from game.server.debriefing.sealed import Cue, Truth, truth
from game.server.debriefing.spread import DimensionBar, Spread, spread
from game.server.debriefing.times import PhaseTime, phase_times
from game.server.debriefing.traces import Trace, card_of, trace_of
from game.server.debriefing.walkthrough import Stop, Walkthrough
from game.server.debriefing.whole import Debrief, debrief, tops

__all__ = [
    "Asked",
    "ChosenRow",
    "Cue",
    "Debrief",
    "DimensionBar",
    "Fork",
    "Inventory",
    "PhaseTime",
    "Spread",
    "Stop",
    "Trace",
    "Truth",
    "Walkthrough",
    "card_of",
    "chosen_table",
    "debrief",
    "forks",
    "inventory",
    "phase_times",
    "spread",
    "tops",
    "trace_of",
    "truth",
]
