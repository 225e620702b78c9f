"""Word of changes: to pages of the same process, and on PostgreSQL to those of others."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from databases import Cluster
from sqlalchemy import insert, text, update

from game.server.live import Bus, progress_of
from game.server.store import Store, open_store
from game.server.tables import contests, teachers

NEVER = 60.0


@pytest.fixture
def bus(store: Store) -> Iterator[Bus]:
    made = Bus(store)
    yield made
    made.close()


@pytest.fixture
def two(cluster: Cluster) -> Iterator[tuple[Store, Store]]:
    """Two hosts at one database."""
    url = cluster.new_with_tables()
    with open_store(url) as one, open_store(url) as other:
        yield one, other


async def listening(bus: Bus, contest: str) -> AsyncIterator[bool]:
    """Listen, and go on when it is certain that one does."""
    changes = bus.changes(contest, still_here=NEVER)
    assert await anext(changes) is True
    return changes


def test_who_listens_is_woken_at_once_and_after_a_change(bus: Bus) -> None:
    async def listen() -> None:
        changes = await listening(bus, "one")
        bus.changed("one")
        assert await anext(changes) is True
        await changes.aclose()

    asyncio.run(listen())


def test_everybody_who_listens_is_woken_in_their_own_loop(bus: Bus) -> None:
    ready = threading.Barrier(4)

    def page(woken: list[bool]) -> None:
        async def listen() -> None:
            changes = await listening(bus, "one")
            ready.wait()
            woken.append(await anext(changes))
            await changes.aclose()

        asyncio.run(listen())

    woken: list[bool] = []
    pages = [threading.Thread(target=page, args=(woken,)) for _number in range(3)]
    for thread in pages:
        thread.start()
    ready.wait()
    bus.changed("one")
    for thread in pages:
        thread.join()
    assert woken == [True] * 3


def test_another_contest_wakes_nobody(bus: Bus) -> None:
    async def listen() -> None:
        changes = await listening(bus, "one")
        other = await listening(bus, "two")
        waiting = asyncio.ensure_future(anext(changes))
        bus.changed("two")
        assert await anext(other) is True
        assert not waiting.done()
        bus.changed("one")
        assert await waiting is True
        await changes.aclose()
        await other.aclose()

    asyncio.run(listen())


def test_who_listens_to_two_names_is_woken_once_for_both_and_for_each(bus: Bus) -> None:
    async def listen() -> None:
        changes = bus.changes("contest", "run", still_here=NEVER)
        assert await anext(changes) is True
        for names in (("contest", "run"), ("run",), ("contest",)):
            bus.changed(*names)
            assert await anext(changes) is True
        more = asyncio.ensure_future(anext(changes))
        bus.changed(progress_of("contest"))
        await listening(bus, "another")
        assert not more.done()
        bus.changed("run")
        assert await more is True
        await changes.aclose()

    asyncio.run(listen())


def test_many_changes_close_together_are_few_words(two: tuple[Store, Store]) -> None:
    here, there = Bus(two[0]), two[1].channel()
    assert there is not None
    words: list[str] = []
    while not words:
        here.changed("begin")
        words = there.receive(0.3)
    for _number in range(10_000):
        here.changed("one")
    here.changed("end")
    while not any("end" in word.split() for word in words):
        words += there.receive(NEVER)
    assert 1 <= sum("one" in word.split() for word in words) < 1_000
    there.close()
    here.close()


def test_very_many_names_are_told_in_several_words(two: tuple[Store, Store]) -> None:
    here, there = Bus(two[0]), Bus(two[1])
    names = [f"{number:032x}" for number in range(1_000)]

    async def listen() -> None:
        changes = there.changes("last", still_here=NEVER)
        assert await anext(changes) is True
        heard = asyncio.ensure_future(anext(changes))
        while not heard.done():
            here.changed(*names, "last")
            await asyncio.wait([heard], timeout=0.3)
        assert await heard is True
        await changes.aclose()

    asyncio.run(listen())
    here.close()
    there.close()


def test_a_listener_is_told_that_there_is_nothing_to_tell(bus: Bus) -> None:
    async def listen() -> list[bool]:
        found = []
        async for changed in bus.changes("one", still_here=0.01):
            found.append(changed)
            if len(found) == 3:
                break
        return found

    assert asyncio.run(listen()) == [True, False, False]


def test_closing_ends_every_listening(store: Store) -> None:
    bus = Bus(store)

    async def listen() -> list[bool]:
        changes = await listening(bus, "one")
        closing = threading.Thread(target=bus.close)
        closing.start()
        rest = [changed async for changed in changes]
        closing.join()
        return rest + [changed async for changed in bus.changes("too late")]

    assert asyncio.run(listen()) == [True]
    bus.close()


def test_other_hosts_hear_of_a_change(two: tuple[Store, Store]) -> None:
    here, there = Bus(two[0]), Bus(two[1])

    async def listen() -> None:
        changes = await listening(there, "one")
        await told_until_heard(here, changes)
        await changes.aclose()

    asyncio.run(listen())
    here.close()
    there.close()


def test_what_nobody_said_is_found_by_looking(two: tuple[Store, Store]) -> None:
    here, there = two
    contest = {"id": "one", "teacher": "anna", "code": "ABC", "board_key": "key", "secret": b"", "minutes": 45}
    texts = ("title", "state", "settings", "case_id", "case_hash", "manual_hash", "engine", "series")
    here.write(lambda c: c.execute(insert(teachers), {"id": "anna", "name": "Anna", "made": 1})).result()
    here.write(
        lambda c: c.execute(insert(contests), {**contest, **dict.fromkeys(texts, ""), "keep_until": 1, "made": 1})
    ).result()
    bus = Bus(there, look_every=0.1)

    async def listen() -> None:
        changes = await listening(bus, "one")
        # What its first look finds is news to it.
        assert await anext(changes) is True
        here.write(lambda c: c.execute(update(contests).values(version=contests.c.version + 1))).result()
        assert await anext(changes) is True
        await changes.aclose()

    asyncio.run(listen())
    bus.close()


def test_a_host_whose_connections_broke_hears_again(two: tuple[Store, Store]) -> None:
    here, there = Bus(two[0]), Bus(two[1])
    everybody = text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    async def listen() -> None:
        changes = await listening(there, "one")
        await told_until_heard(here, changes)
        two[0].read(lambda connection: connection.execute(everybody).all())
        await told_until_heard(here, changes)
        await changes.aclose()

    asyncio.run(listen())
    here.close()
    there.close()


async def told_until_heard(bus: Bus, changes: AsyncIterator[bool]) -> None:
    """Say it again until it arrives: a host that is only just beginning to listen, or again, may miss a word."""
    heard = asyncio.ensure_future(anext(changes))
    while not heard.done():
        bus.changed("one")
        await asyncio.wait([heard], timeout=0.3)
    assert await heard is True
