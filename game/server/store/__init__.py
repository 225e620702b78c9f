"""Where a host keeps everything: one SQLite file, or PostgreSQL for several processes.

`open_store` opens either, brought up to date. What is written goes through a queue in which jobs wait for each other,
so that many of them share one commit; what is read is read beside it.
"""

from game.server.store.channel import Channel
from game.server.store.engines import CannotOpen, Kind, StoreInUse
from game.server.store.ready import Answer, Ready, together
from game.server.store.store import Store, open_store
from game.server.store.writer import Busy, Job, Unsettled

__all__ = [
    "Answer",
    "Busy",
    "CannotOpen",
    "Channel",
    "Job",
    "Kind",
    "Ready",
    "Store",
    "StoreInUse",
    "Unsettled",
    "open_store",
    "together",
]
