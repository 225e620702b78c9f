"""A page on paper for everybody: the report of a run over the sessions of its contest, with what was said."""

from typing import Any

from sqlalchemy import Connection, Row

from game.report import page
from game.server.exports.results import called
from game.server.host import Host
from game.server.rating import span_of
from game.server.rows import settings_of
from game.view import report_view, transcript
from game.words import _


def handout(host: Host, c: Connection, contest: Row[Any], run: Row[Any], seats: tuple[Row[Any], ...]) -> str:
    """Return the page of a run, as HTML that needs nothing else and prints well.

    Whoever asks has seen to it that it may be shown. Raises NotNow where the case cannot be read any more, and
    LogDamaged.
    """
    settings = settings_of(contest.settings)
    sitting = host.sitting(c, run, contest.case_source)
    span = span_of(settings, sitting)
    report = report_view(sitting.book, sitting.case, sitting.now, sitting.turns, settings.mode, span=span)
    about = _(
        "{contest}, round {number}: {name}",
        contest=contest.title,
        number=contest.round,
        name=called(settings, seats),
    )
    return page(report, transcript(sitting.book, sitting.turns), about=about)
