"""What a host does before its first guest: nothing of it is kept, and nothing stops it."""

import pytest
from hosts import Clock, new_contest, the_book
from sqlalchemy import func, select, update

from game.server import tables as t
from game.server.host import Host
from game.server.refusals import NotNow
from game.server.store import Store
from game.server.warming import warm_up
from game.treatment import OpenSession


def unreadable(store: Store) -> None:
    """Make every case in the database one that no version can read."""
    store.write(lambda c: c.execute(update(t.cases).values(source=b"not a case")).rowcount).result()


def test_the_first_look_at_an_empty_host_leaves_it_empty(sqlite_host: Host) -> None:
    warm_up(sqlite_host)
    for table in (t.contests, t.runs, t.turns, t.cases):
        rows = select(func.count()).select_from(table)
        assert sqlite_host.store.read(lambda c, rows=rows: c.execute(rows).scalar()) == 0


def test_cases_that_are_being_played_are_read_before_anybody_comes(sqlite_store: Store, clock: Clock) -> None:
    contest = new_contest(Host(sqlite_store, the_book(), clock), None, "open_lobby")
    seat = contest.join()
    contest.move("start")
    contest.host = Host(sqlite_store, the_book(), clock)
    warm_up(contest.host)
    unreadable(sqlite_store)
    assert seat.act(OpenSession()).sitting.version == 1


def test_a_case_that_cannot_be_read_any_more_keeps_no_host_from_starting(sqlite_store: Store, clock: Clock) -> None:
    contest = new_contest(Host(sqlite_store, the_book(), clock), None, "open_lobby")
    seat = contest.join()
    contest.move("start")
    unreadable(sqlite_store)
    contest.host = Host(sqlite_store, the_book(), clock)
    warm_up(contest.host)
    with pytest.raises(NotNow, match="another version"):
        seat.act(OpenSession())
