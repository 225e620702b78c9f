"""What a host does once before anybody waits for it: the cases that are being played, a first action, a first look."""

import gc
from contextlib import suppress

from sqlalchemy import select

from game.case import CaseFile
from game.record import Header, header_line
from game.server import tables as t
from game.server.host import Host
from game.server.refusals import Refused
from game.server.sittings import sitting_of
from game.treatment import OpenSession
from game.wire import snapshot

_WAITED_FOR = ("lobby", "running", "paused", "frozen")


def warm_up(host: Host) -> None:
    """Read the cases of all contests that can be played, and open a session that is kept nowhere.

    Without this the first seat of a contest would wait a tenth of a second longer, and everybody who acts meanwhile.
    """
    cases = [case for source, variant in _being_played(host) if (case := _read(host, source, variant)) is not None]
    if not cases:
        name, file = next(iter(host.on_shelf().items()))
        cases = [host.read_case(name, file.read_bytes())]
    _open_a_session(host, cases[0])
    # All of this stays for good, and need not be looked through whenever memory is tidied.
    gc.collect()
    gc.freeze()


def _being_played(host: Host) -> list[tuple[str, str | None]]:
    found = (
        select(t.contests.c.case_source, t.runs.c.variant)
        .join(t.runs, t.runs.c.contest == t.contests.c.id)
        .where(t.contests.c.state.in_(_WAITED_FOR), t.contests.c.case_source.is_not(None))
        .distinct()
    )
    return [(row.case_source, row.variant) for row in host.store.read(lambda c: c.execute(found).all())]


def _read(host: Host, source: str, variant: str | None) -> CaseFile | None:
    """Return a case; None where this version of the program cannot read it, which its seats are told when they come."""
    with suppress(Refused):
        return host.store.read(lambda c: host.case_in(c, source, variant))
    return None


def _open_a_session(host: Host, case: CaseFile) -> None:
    book = host.adapted_to(case)
    header = Header.of(book, case, seed=1, mode="exam", course="teaching", sessions=16)
    now = sitting_of(book, case, header_line(header)).after(OpenSession())
    snapshot(now.book, now.case, now.now, now.turns, "guided")
