"""Jobs that write in groups, and jobs that read: the same on both databases."""

import asyncio
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from noting import held_up, note, noted
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from game.server.refusals import NotNow, Refused
from game.server.store import Busy, Job, Store, open_store
from game.server.tables import notices, tickets

A_GROUP = 12


def refuse(_connection: Connection) -> None:
    raise NotNow("The round is over.")


def write_then_refuse(connection: Connection) -> None:
    note("half done")(connection)
    raise NotNow("The round is over after all.")


def write_then_stumble(connection: Connection) -> None:
    note("half done")(connection)
    raise ZeroDivisionError


def break_a_rule(connection: Connection) -> None:
    connection.execute(insert(notices), {"at": 1, "what": "test", "contest": "there is none"})


def ticket(number: str) -> Job:
    def job(connection: Connection) -> str:
        connection.execute(insert(tickets), {"token_hash": number, "kind": "test", "expires": 1})
        return number

    return job


def test_what_was_acknowledged_can_be_read_at_once(store: Store) -> None:
    assert store.write(note("a")).result() == "a"
    assert store.read(noted) == {"a": 1}


def test_jobs_that_wait_together_share_one_commit(store: Store) -> None:
    def look_beside(connection: Connection) -> int:
        note("in a group")(connection)
        return store.read(noted).total()

    with held_up(store):
        answers = [store.write(look_beside) for _number in range(A_GROUP)]
    assert [answer.result() for answer in answers] == [0] * A_GROUP
    assert store.read(noted).total() == A_GROUP


def test_jobs_of_one_caller_see_what_the_last_one_did(store: Store) -> None:
    for number in range(20):
        assert store.write(lambda connection: noted(connection).total()).result() == number
        store.write(note(str(number))).result()


def test_whoever_awaits_gets_the_answer_in_their_own_loop(store: Store) -> None:
    async def all_at_once() -> list[str]:
        return await asyncio.gather(*(store.written(note(str(number))) for number in range(100)))

    assert asyncio.run(all_at_once()) == [str(number) for number in range(100)]
    assert store.read(noted) == Counter(str(number) for number in range(100))


def test_a_refusal_reaches_its_caller_and_the_others_go_on(store: Store) -> None:
    with held_up(store):
        before, refused, after = store.write(note("before")), store.write(refuse), store.write(note("after"))
    with pytest.raises(NotNow, match=r"The round is over\."):
        refused.result()
    assert (before.result(), after.result()) == ("before", "after")
    assert store.read(noted) == {"before": 1, "after": 1}


@pytest.mark.parametrize(
    ("job", "problem"),
    [(write_then_refuse, Refused), (write_then_stumble, ZeroDivisionError), (break_a_rule, IntegrityError)],
)
def test_a_job_that_fails_late_leaves_nothing_and_takes_nobody_along(
    store: Store, job: Job, problem: type[Exception]
) -> None:
    with held_up(store):
        before, failed, after = store.write(note("before")), store.write(job), store.write(note("after"))
    with pytest.raises(problem):
        failed.result()
    assert (before.result(), after.result()) == ("before", "after")
    assert store.read(noted) == {"before": 1, "after": 1}


def test_a_character_that_postgresql_does_not_take_costs_nobody_else_their_turn(store: Store) -> None:
    with held_up(store):
        answers = [store.write(note("\0" if number == 5 else str(number))) for number in range(A_GROUP)]
    kept = {str(number): 1 for number in range(A_GROUP) if number != 5}
    if store.kind == "postgresql":
        with pytest.raises(DBAPIError):
            answers[5].result()
        assert store.read(noted) == kept
    else:
        assert answers[5].result() == "\0"
        assert store.read(noted) == {**kept, "\0": 1}


def test_what_may_happen_once_happens_once_however_many_try(store: Store) -> None:
    answers = []

    def try_it() -> None:
        answers.extend(store.write(ticket("only one")) for _number in range(5))

    threads = [threading.Thread(target=try_it) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(type(answer.exception()) for answer in answers) == {type(None): 1, IntegrityError: 49}
    assert store.read(lambda connection: connection.scalar(select(func.count()).select_from(tickets))) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kinds=st.lists(st.sampled_from(["good", "good", "refuse", "late", "stumble", "rule"]), max_size=40))
def test_whatever_comes_together_exactly_the_good_jobs_are_kept(sqlite_store: Store, kinds: list[str]) -> None:
    bad: dict[str, Job] = {
        "refuse": refuse,
        "late": write_then_refuse,
        "stumble": write_then_stumble,
        "rule": break_a_rule,
    }
    store, before = sqlite_store, sqlite_store.read(noted)
    with held_up(store):
        answers = [store.write(bad.get(kind, note(str(number)))) for number, kind in enumerate(kinds)]
    good = [str(number) for number, kind in enumerate(kinds) if kind == "good"]
    assert [answer.result() for answer in answers if answer.exception() is None] == good
    assert store.read(noted) - before == Counter(good)


def test_a_queue_that_is_full_says_so_and_loses_nothing_it_took(store: Store) -> None:
    answers: list[Future[str]] = []
    with held_up(store), pytest.raises(Busy, match="more to do than it can take"):
        answers.extend(store.write(note("took it")) for _for_ever in count())
    assert {answer.result() for answer in answers} == {"took it"}
    assert store.read(noted) == {"took it": len(answers)}


def test_closing_waits_for_what_is_queued_and_takes_no_more(store: Store) -> None:
    with held_up(store):
        answers = [store.write(note(str(number))) for number in range(A_GROUP)]
        closing = threading.Thread(target=store.close)
        closing.start()
        with pytest.raises(Busy, match="closing"):
            all(store.write(note("perhaps")).cancel() for _until_it_closes in count())
    closing.join()
    assert [answer.result(timeout=0) for answer in answers] == [str(number) for number in range(A_GROUP)]
    store.close()


def test_who_stops_waiting_does_not_take_the_job_back(new_database: Callable[[], str]) -> None:
    url = new_database()

    async def leave_early(store: Store) -> None:
        with held_up(store):
            waiting = asyncio.create_task(store.written(note("left early")))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting

    with open_store(url) as store:
        asyncio.run(leave_early(store))
    with open_store(url) as store:
        assert store.read(noted) == {"left early": 1}


def test_an_answer_for_a_loop_that_is_gone_stops_nobody(new_database: Callable[[], str]) -> None:
    url = new_database()

    async def ask_and_leave(store: Store) -> None:
        asyncio.create_task(store.written(note("gone"))).add_done_callback(lambda task: task.cancelled())
        await asyncio.sleep(0)

    with open_store(url) as store:
        with held_up(store):
            asyncio.run(ask_and_leave(store))
        assert store.write(note("still here")).result() == "still here"
    with open_store(url) as store:
        assert store.read(noted) == {"gone": 1, "still here": 1}


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        store.read(note("sneaked in"))
    assert store.read(noted) == {}


def test_a_read_sees_one_moment(store: Store) -> None:
    def look_twice(connection: Connection) -> tuple[int, int]:
        first = noted(connection).total()
        store.write(note("meanwhile")).result()
        return first, noted(connection).total()

    assert store.read(look_twice) == (0, 0)
    assert store.read(noted) == {"meanwhile": 1}


def test_a_long_read_is_done_in_another_thread(store: Store) -> None:
    async def ask() -> str:
        return await store.asked(lambda _connection: threading.current_thread().name)

    assert asyncio.run(ask()).startswith("reader")


def test_errors_do_not_say_what_somebody_typed(store: Store) -> None:
    store.write(ticket("Nora's secret")).result()
    problem = store.write(ticket("Nora's secret")).exception()
    assert isinstance(problem, IntegrityError)
    assert "Nora" not in "".join(traceback.format_exception(problem))
