"""Statements made ready: what they read and write is what SQLAlchemy would."""

import traceback
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from noting import held_up, note, noted
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from game.server.refusals import NotNow
from game.server.store import Ready, Store, together
from game.server.tables import contests, seats, teachers, tickets

A_TEACHER = {"id": "anna", "name": "Anna", "login": None, "password": None, "failures": 0, "locked_until": 0, "made": 1}
NEW_TEACHER, NEW_CONTEST, NEW_SEAT, NEW_TICKET = (
    Ready(insert(table)) for table in (teachers, contests, seats, tickets)
)
RENAMED = Ready(update(teachers).where(teachers.c.id == bindparam("who")).values(name=bindparam("name"), failures=3))
BY_NAME = Ready(select(teachers).where(teachers.c.name == bindparam("name")).order_by(teachers.c.id))
GONE = Ready(delete(teachers).where(teachers.c.id == bindparam("who")))
EVERY_SEAT = select(seats, contests.c.secret, contests.c.locked).join(contests, contests.c.id == seats.c.contest)

numbers = st.integers(0, 2**62)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


def a_contest(secret: bytes, locked: bool, version: int) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(column.name for column in contests.c if column.nullable)
    texts = ("title", "state", "settings", "case_id", "case_hash", "manual_hash", "engine", "series")
    counts = {"minutes": 1, "paused_for": 0, "round": 1, "keep_until": 1, "made": 1, "version": version}
    own = {"id": "one", "teacher": "anna", "code": "ABC", "board_key": "key", "secret": secret, "locked": locked}
    return {**empty, **dict.fromkeys(texts, ""), **counts, **own}


def a_seat(name: str, walkthrough: bool, league: int | None) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(column.name for column in seats.c if column.nullable)
    own = {"id": "s", "contest": "one", "name": name, "token_hash": "t", "words_hash": "w", "person": "p"}
    flags = {"walkthrough": walkthrough, "show_name": not walkthrough, "league": league}
    return {**empty, **own, **flags, "state": "seated", "extra": 100, "joined": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40), st.booleans(), numbers, words, st.booleans(), st.none() | st.integers(0, 99))
def test_every_kind_of_value_comes_back_as_sqlalchemy_reads_it(
    store: Store, secret: bytes, locked: bool, version: int, name: str, walkthrough: bool, league: int | None
) -> None:
    contest, seat = a_contest(secret, locked, version), a_seat(name, walkthrough, league)

    def both_ways(connection: Connection) -> None:
        connection.execute(delete(teachers))
        assert NEW_TEACHER.run(connection, **A_TEACHER) == 1
        assert NEW_CONTEST.run(connection, **contest) == 1
        assert NEW_SEAT.run(connection, **seat) == 1
        plainly = connection.execute(EVERY_SEAT).one()
        assert plainly._mapping.items() >= seat.items()
        (readily,) = Ready(EVERY_SEAT).all(connection)
        assert [(type(value), value) for value in readily] == [(type(value), value) for value in plainly]
        assert readily[-2:] == (secret, locked)

    store.write(both_ways).result()


def test_rows_are_changed_counted_and_removed(store: Store) -> None:
    def job(connection: Connection) -> None:
        for number in range(3):
            NEW_TEACHER.run(connection, **{**A_TEACHER, "id": str(number)})
        assert RENAMED.run(connection, who="1", name="Berta") == 1
        assert RENAMED.run(connection, who="nobody", name="Carla") == 0
        assert [row[:2] for row in BY_NAME.all(connection, name="Anna")] == [("0", "Anna"), ("2", "Anna")]
        assert BY_NAME.first(connection, name="Berta") == ("1", "Berta", None, None, 3, 0, 1)
        assert BY_NAME.first(connection, name="Carla") is None
        assert BY_NAME.all(connection, name="Carla") == []
        assert GONE.run(connection, who="1") == 1

    store.write(job).result()
    assert store.read(lambda c: BY_NAME.first(c, name="Berta")) is None
    assert [row[0] for row in store.read(lambda c: BY_NAME.all(c, name="Anna"))] == ["0", "2"]


def test_several_go_together_in_their_order(store: Store) -> None:
    def job(connection: Connection) -> None:
        none, added, one, renamed, changed, gone = together(
            connection,
            (BY_NAME, {"name": "Anna"}),
            (NEW_TEACHER, A_TEACHER),
            (BY_NAME, {"name": "Anna"}),
            (RENAMED, {"who": "anna", "name": "Berta"}),
            (BY_NAME, {"name": "Berta"}),
            (GONE, {"who": "anna"}),
        )
        assert (none.rows, one.rows) == ([], [("anna", "Anna", None, None, 0, 0, 1)])
        assert changed.rows == [("anna", "Berta", None, None, 3, 0, 1)]
        assert (added.count, renamed.count, gone.count) == (1, 1, 1)
        assert noted(connection) == {}

    store.write(job).result()


def test_when_one_of_several_fails_none_is_kept(store: Store) -> None:
    def job(connection: Connection) -> None:
        together(connection, (NEW_TEACHER, A_TEACHER), (NEW_TEACHER, A_TEACHER), (BY_NAME, {"name": "Anna"}))

    with held_up(store):
        before, failed, after = store.write(note("before")), store.write(job), store.write(note("after"))
    assert isinstance(failed.exception(), IntegrityError)
    assert (before.result(), after.result()) == ("before", "after")
    assert store.read(lambda c: BY_NAME.first(c, name="Anna")) is None


def test_a_locked_row_is_read_on_both(store: Store) -> None:
    locked = Ready(select(teachers.c.name).where(teachers.c.id == bindparam("who")).with_for_update())
    store.write(lambda c: NEW_TEACHER.run(c, **A_TEACHER)).result()
    assert store.write(lambda c: locked.first(c, who="anna")).result() == ("Anna",)


def test_a_value_that_is_missing_is_an_error(store: Store) -> None:
    with pytest.raises(Exception, match="name"):
        store.write(lambda c: RENAMED.run(c, who="anna")).result()


def test_a_list_of_values_cannot_be_made_ready(store: Store) -> None:
    several = Ready(select(teachers).where(teachers.c.id.in_(["anna", "berta"])))
    with pytest.raises(ValueError, match="list of values"):
        store.read(several.all)


def test_an_error_is_sqlalchemys_and_does_not_say_what_was_typed(store: Store) -> None:
    secret = {"token_hash": "Nora's secret", "kind": "test", "subject": None, "expires": 1, "used": None}
    store.write(lambda c: NEW_TICKET.run(c, **secret)).result()
    with held_up(store):
        before, again, after = (
            store.write(note("before")),
            store.write(lambda c: NEW_TICKET.run(c, **secret)),
            store.write(note("after")),
        )
    problem = again.exception()
    assert isinstance(problem, IntegrityError)
    assert "Nora" not in "".join(traceback.format_exception(problem))
    assert (before.result(), after.result()) == ("before", "after")
    assert store.read(noted) == {"before": 1, "after": 1}


def test_a_refusal_after_a_ready_statement_wrote_leaves_nothing(store: Store) -> None:
    def write_then_refuse(connection: Connection) -> None:
        NEW_TEACHER.run(connection, **A_TEACHER)
        raise NotNow("The round is over after all.")

    with held_up(store):
        before, refused = store.write(note("before")), store.write(write_then_refuse)
    with pytest.raises(NotNow):
        refused.result()
    assert before.result() == "before"
    assert store.read(lambda c: c.execute(select(func.count()).select_from(teachers)).scalar_one()) == 0


def test_a_refusal_after_a_ready_question_takes_nobody_along(store: Store) -> None:
    ran = []

    def ask_then_refuse(connection: Connection) -> None:
        ran.append(BY_NAME.first(connection, name="Anna"))
        raise NotNow("The round is over.")

    with held_up(store):
        before, refused = store.write(note("before")), store.write(ask_then_refuse)
    with pytest.raises(NotNow):
        refused.result()
    assert before.result() == "before"
    # Once: the group it was in has been kept.
    assert ran == [None]
