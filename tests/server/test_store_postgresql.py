"""PostgreSQL: several hosts at its locks, and hosts whose connections break."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from databases import Cluster
from noting import held_up, note, noted
from sqlalchemy import Connection, bindparam, func, insert, select, update

from game.server.store import Busy, Job, Ready, Store, Unsettled, open_store, together
from game.server.tables import notices, teachers

PID = select(func.pg_backend_pid())
ASK = Ready(select(notices.c.id))
NOTE = Ready(insert(notices).values(at=1, what="test", reason="", details="", subject=bindparam("subject")))


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_with_tables()


@pytest.fixture
def one(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        opened.write(lambda c: c.execute(insert(teachers), [teacher("a"), teacher("b")])).result()
        yield opened


@pytest.fixture
def other(url: str, one: Store) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


def teacher(name: str) -> dict[str, object]:
    return {"id": name, "name": name, "failures": 0, "made": 1}


def note_readily(connection: Connection) -> None:
    NOTE.run(connection, subject="after all")


def note_together(connection: Connection) -> None:
    together(connection, (ASK, {}), (NOTE, {"subject": "after all"}))


def count_up(connection: Connection, name: str) -> None:
    row = connection.execute(select(teachers).where(teachers.c.id == name).with_for_update()).one()
    connection.execute(update(teachers).where(teachers.c.id == name).values(failures=row.failures + 1))


def counts(connection: Connection) -> list[int]:
    return list(connection.scalars(select(teachers.c.failures).order_by(teachers.c.id)))


@contextmanager
def taken(store: Store, name: str) -> Iterator[threading.Event]:
    """Count up the row of `name` and keep its lock until the event that is yielded is set."""
    locked, let_go = threading.Event(), threading.Event()

    def keep(connection: Connection) -> None:
        count_up(connection, name)
        locked.set()
        let_go.wait()

    answer = store.write(keep)
    locked.wait()
    yield let_go
    answer.result()


def end(pid: int) -> Job:
    """Return a job that ends another connection and waits until it is gone."""

    def job(connection: Connection) -> None:
        connection.execute(select(func.pg_terminate_backend(pid, 10_000))).one()

    return job


def test_hosts_that_count_at_the_same_row_miss_nobody(one: Store, other: Store) -> None:
    answers = [store.write(lambda c: count_up(c, "a")) for _number in range(60) for store in (one, other)]
    assert {answer.result() for answer in answers} == {None}
    assert one.read(counts) == [120, 0]


def test_jobs_that_hold_each_others_rows_are_both_done(one: Store, other: Store) -> None:
    meet = threading.Barrier(2)
    met: set[str] = set()

    def crosswise(first: str, second: str) -> Job:
        def job(connection: Connection) -> None:
            count_up(connection, first)
            if first not in met:
                met.add(first)
                meet.wait()
            count_up(connection, second)

        return job

    answers = [one.write(crosswise("a", "b")), other.write(crosswise("b", "a"))]
    assert [answer.result() for answer in answers] == [None, None]
    assert one.read(counts) == [2, 2]


def test_a_row_that_is_taken_is_tried_again_and_nobody_beside_it_suffers(one: Store, other: Store) -> None:
    tries = []

    def count_when_free(connection: Connection) -> None:
        tries.append(None)
        if len(tries) == 3:
            let_go.set()
        count_up(connection, "a")

    with taken(other, "a") as let_go, held_up(one):
        answers = [one.write(lambda c: count_up(c, "b")), one.write(count_when_free), one.write(note("beside it"))]
    assert [answer.result() for answer in answers] == [None, None, "beside it"]
    assert one.read(counts) == [2, 1]


def test_a_row_that_is_never_let_go_is_told_as_busy(one: Store, other: Store) -> None:
    with taken(other, "a") as let_go:
        with pytest.raises(Busy, match="held up"):
            one.write(lambda c: count_up(c, "a")).result()
        let_go.set()
    assert one.read(counts) == [1, 0]


@pytest.mark.parametrize("go_on", [note("after all"), note_readily, note_together])
def test_a_connection_that_breaks_within_a_job_costs_nothing(one: Store, other: Store, go_on: Job) -> None:
    broken: list[int] = []

    def break_once(connection: Connection) -> object:
        if not broken:
            broken.append(connection.execute(PID).scalar_one())
            other.read(end(broken[0]))
        return go_on(connection)

    with held_up(one):
        answers = [one.write(note("before")), one.write(break_once), one.write(note("after"))]
    assert [answer.exception() for answer in answers] == [None] * 3
    assert one.read(noted) == {"before": 1, "after all": 1, "after": 1}


def test_a_connection_that_breaks_at_the_commit_leaves_it_open(one: Store, other: Store) -> None:
    def break_late(connection: Connection) -> None:
        note("lost")(connection)
        other.read(end(connection.execute(PID).scalar_one()))

    with pytest.raises(Unsettled, match="broke off"):
        one.write(break_late).result()
    assert one.write(note("next")).result() == "next"
    assert one.read(noted) == {"next": 1}


def test_reading_goes_on_after_a_restart(one: Store, other: Store) -> None:
    other.read(end(one.read(lambda connection: connection.execute(PID).scalar_one())))
    assert one.read(noted) == {}


def test_a_database_that_cannot_be_reached_is_told_as_busy_and_nothing_is_lost(
    cluster: Cluster, url: str, one: Store
) -> None:
    name = url.split("/")[3].split("?", maxsplit=1)[0]
    with cluster.as_its_owner() as owner:
        owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        owner.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", (name,))
        answers = [one.write(note("meanwhile")) for _number in range(20)]
        assert all(isinstance(answer.exception(), Busy) for answer in answers)
        owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
    assert one.write(note("again")).result() == "again"
    assert one.read(noted) == {"again": 1}
