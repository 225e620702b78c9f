"""A trainee's own history: treatments, personal bests, skills; read from the logs, kept in SQLite, all of it theirs."""

from game.history.archive import Archive, Places
from game.history.entry import Entry, Tried
from game.history.keeper import History, bests
from game.history.own_data import CannotExport, forget
from game.history.skills import BOXES, LOOKED_AT, WELL, Skill, Standing, skill_map

__all__ = [
    "BOXES",
    "LOOKED_AT",
    "WELL",
    "Archive",
    "CannotExport",
    "Entry",
    "History",
    "Places",
    "Skill",
    "Standing",
    "Tried",
    "bests",
    "forget",
    "skill_map",
]
