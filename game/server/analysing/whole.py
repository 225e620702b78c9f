"""Everything that is found out about a contest from its runs, worked out once for every version of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from game.author.plays import Play, play_of
from game.server.analysing.fairness import Fairness, fairness
from game.server.analysing.flags import Flag, flags
from game.server.analysing.played import Played, played
from game.server.host import Host
from game.server.rating import span_of
from game.server.rows import settings_of


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the runs of a contest show together."""

    runs: int
    flags: tuple[Flag, ...]
    fairness: Fairness
    plays: tuple[Play, ...]
    """The runs in the numbers that item analysis works with."""


def analysis(host: Host, c: Connection, contest: Row[Any]) -> Analysis:
    """Return the analysis of a contest; some 30 ms a run when it is new, so call it in a reader's thread."""
    return host.analyses.get((contest.id, contest.version), lambda: _made(host, c, contest))


def _made(host: Host, c: Connection, contest: Row[Any]) -> Analysis:
    runs = played(host, c, contest)
    return Analysis(len(runs), flags(runs), fairness(runs), tuple(_play(contest, run) for run in runs))


def _play(contest: Row[Any], run: Played) -> Play:
    at = run.sitting
    span = span_of(settings_of(contest.settings), at)
    return play_of(at.book, at.case, at.now.windows, at.turns, who=run.name, seed=at.header.seed, span=span)
