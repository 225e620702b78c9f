"""What may happen once happens once, however many try: fifty at a time, and on PostgreSQL through two hosts."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hosts import TO_RUNNING, Clock, Contest, Seat, client_id, new_contest, new_teacher, the_book
from modelled import NOTE
from sqlalchemy import Connection, Table, func, select

from game.server import conducting, entering, joining, keeping, places, playing, rounds
from game.server import tables as t
from game.server.host import Host
from game.server.refusals import NoTicket, NotNow, OtherBody, Refused, Stale, Unknown, Wrong
from game.server.store import Busy, open_store
from game.treatment import Action, OpenSession, WriteNote

MANY = 50
Job = Callable[[Host, Connection], Any]


@pytest.fixture
def hosts(new_database: Callable[[], str], database: str, clock: Clock) -> Iterator[list[Host]]:
    """The hosts of one database: SQLite takes one, PostgreSQL as many as like, each with a memory of its own."""
    url = new_database()
    with ExitStack() as stack:
        yield [
            Host(stack.enter_context(open_store(url)), the_book(), clock)
            for _number in range({"sqlite": 1, "postgresql": 2}[database])
        ]


def all_at_once(hosts: list[Host], jobs: list[Job]) -> list[Any]:
    """Do jobs at the same moment, each in a thread, shared among the hosts; return what each came to."""
    found: list[Any] = [None] * len(jobs)
    gate = threading.Barrier(len(jobs))

    def work(place: int, job: Job) -> None:
        host = hosts[place % len(hosts)]
        gate.wait()
        found[place] = Busy()
        # Whoever is told that there is too much to do asks again.
        while isinstance(found[place], Busy):
            try:
                found[place] = host.store.write(lambda c: job(host, c)).result()
            except Exception as problem:
                found[place] = problem

    threads = [threading.Thread(target=work, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def kinds(found: list[Any]) -> Counter[str]:
    """Count outcomes: `done`, or the name of what was raised."""
    return Counter(type(each).__name__ if isinstance(each, Exception) else "done" for each in found)


def sending(seat: Seat, name: str | None = None, action: Action = NOTE, expect: int = 0) -> Job:
    """Return the job of one action."""
    run, named = seat.row.run, name or client_id()

    def job(host: Host, c: Connection) -> Any:
        at = host.clock()
        return playing.act(host, c, seat.token, run, client_id=named, expect=expect, action=action, at=at)

    return job


def deed(contest: Contest, what: Callable[..., Any], *values: Any, **named: Any) -> Job:
    """Return the job of something a teacher does."""

    def job(host: Host, c: Connection) -> Any:
        return what(host, c, conducting.owned(c, contest.teacher, contest.id, lock=True), *values, **named)

    return job


def number_of(of: Contest, table: Table, /, **same: Any) -> int:
    """Count rows."""
    rows = select(func.count()).select_from(table).where(*(table.c[name] == value for name, value in same.items()))
    return of.read(lambda c: c.execute(rows).scalar_one())


def test_an_action_that_is_sent_fifty_times_is_done_once(hosts: list[Host]) -> None:
    seat = new_contest(hosts[0], None, *TO_RUNNING).join()
    found = all_at_once(hosts, [sending(seat, "the-same-id")] * MANY)
    assert kinds(found) == {"done": MANY}
    assert Counter(each.again for each in found) == {False: 1, True: MANY - 1}
    assert len({(each.sitting.version, each.chain) for each in found}) == 1
    assert number_of(seat.contest, t.turns, run=seat.row.run) == seat.run.version == 1


def test_of_fifty_actions_that_saw_the_same_state_one_is_done(hosts: list[Host]) -> None:
    seat = new_contest(hosts[0], None, *TO_RUNNING).join()
    found = all_at_once(hosts, [sending(seat) for _number in range(MANY)])
    assert kinds(found) == {"done": 1, Stale.__name__: MANY - 1}
    assert {each.version for each in found if isinstance(each, Stale)} == {1}
    assert number_of(seat.contest, t.turns, run=seat.row.run) == seat.run.version == 1


def test_of_fifty_different_actions_under_one_id_one_is_done(hosts: list[Host]) -> None:
    seat = new_contest(hosts[0], None, *TO_RUNNING).join()
    found = all_at_once(hosts, [sending(seat, "the-same-id", WriteNote(f"Note {number}.")) for number in range(MANY)])
    assert kinds(found) == {"done": 1, OtherBody.__name__: MANY - 1}
    assert seat.run.version == 1


def test_fifty_who_want_the_last_seat_find_one(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, "open_lobby", cap=3)
    contest.join()
    contest.join()
    code = contest.row.code
    found = all_at_once(hosts, [lambda host, c: joining.join(host, c, code)] * MANY)
    assert kinds(found) == {"done": 1, NotNow.__name__: MANY - 1}
    assert number_of(contest, t.seats, contest=contest.id) == number_of(contest, t.runs, contest=contest.id) == 3


@pytest.mark.parametrize("names", [["Anna"], ["Anna", "ANNA", "Аnna"]])
def test_fifty_who_want_one_name_or_one_that_looks_like_it_are_one(hosts: list[Host], names: list[str]) -> None:
    contest = new_contest(hosts[0], None, "open_lobby", names="own")
    code = contest.row.code

    def joining_as(name: str) -> Job:
        return lambda host, c: joining.join(host, c, code, name)

    jobs = [joining_as(names[number % len(names)]) for number in range(MANY)]
    assert kinds(all_at_once(hosts, jobs)) == {"done": 1, Wrong.__name__: MANY - 1}


def test_fifty_newcomers_in_two_teams_share_two_treatments(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, "open_lobby", teams=2)
    code = contest.row.code
    found = all_at_once(hosts, [lambda host, c: joining.join(host, c, code)] * MANY)
    assert kinds(found) == {"done": MANY}
    assert number_of(contest, t.runs, contest=contest.id) == 2
    teams = contest.read(lambda c: c.execute(select(t.seats.c.team)).scalars().all())
    assert sorted(Counter(teams).values()) == [MANY // 2, MANY // 2]


def test_a_link_that_works_once_lets_one_in(hosts: list[Host]) -> None:
    teacher = new_teacher(hosts[0])
    link = hosts[0].store.write(lambda c: entering.ticket(hosts[0], c, entering.FIRST_LINK, teacher)).result()
    found = all_at_once(hosts, [lambda host, c: entering.use_ticket(host, c, link, entering.FIRST_LINK)] * MANY)
    assert kinds(found) == {"done": 1, NoTicket.__name__: MANY - 1}


def test_four_words_typed_on_fifty_devices_leave_one_that_is_known(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING)
    seat, code = contest.join(), contest.row.code
    found = all_at_once(hosts, [lambda host, c: joining.resume(host, c, code, seat.joined.words)] * MANY)
    assert kinds(found) == {"done": MANY}
    known = 0
    for token in [seat.token, *(each.token for each in found)]:
        try:
            contest.read(lambda c, token=token: places.place_of(c, token))
            known += 1
        except NoTicket:
            continue
    assert known == 1


@pytest.mark.parametrize(
    ("before", "trigger"),
    [
        ((), "open_lobby"),
        (("open_lobby",), "start"),
        (TO_RUNNING, "pause"),
        (TO_RUNNING, "freeze"),
        (TO_RUNNING, "close"),
        ((*TO_RUNNING, "close"), "reveal"),
    ],
)
def test_a_contest_takes_each_step_once(hosts: list[Host], before: Any, trigger: Any) -> None:
    contest = new_contest(hosts[0], None, *before)
    found = all_at_once(hosts, [deed(contest, conducting.move, trigger, contest.teacher)] * MANY)
    assert kinds(found) == {"done": 1, NotNow.__name__: MANY - 1}
    assert number_of(contest, t.notices, contest=contest.id, what=trigger) == 1


def test_a_round_is_followed_by_one(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING)
    contest.join()
    contest.move("close")
    row = contest.row

    def job(host: Host, c: Connection) -> str:
        return rounds.next_round(host, c, row.teacher, row.id, title="Again", case=row.case_source, minutes=10)

    assert kinds(all_at_once(hosts, [job] * MANY)) == {"done": 1, NotNow.__name__: MANY - 1}
    assert number_of(contest, t.contests, series=row.series) == 2
    assert number_of(contest, t.seats) == 2


def test_a_team_that_asks_fifty_times_stops_its_clock_once(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING, teams=1, consults=3)
    seat, now = contest.join(), hosts[0].clock()
    run = seat.row.run
    found = all_at_once(hosts, [lambda _host, c: playing.consult(c, seat.token, run, on=True, at=now)] * MANY)
    assert kinds(found) == {"done": MANY}
    assert seat.run.consults == 1


def test_an_hour_that_is_left_open_is_closed_once(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING)
    seat = contest.join()
    seat.act(OpenSession())
    contest.deed(conducting.move, "close", contest.teacher)
    assert kinds(all_at_once(hosts, [lambda host, c: rounds.pass_time(host, c, contest.id)] * MANY)) == {"done": MANY}
    assert (seat.run.state, seat.run.version) == ("done", 2)


def test_variants_are_given_equally_often_to_those_who_come_at_once(hosts: list[Host]) -> None:
    case = next(name for name in ("ines", *hosts[0].on_shelf()) if _has_variants(hosts[0], name))
    contest = new_contest(hosts[0], None, "open_lobby", case=case)
    code = contest.row.code
    assert kinds(all_at_once(hosts, [lambda host, c: joining.join(host, c, code)] * MANY)) == {"done": MANY}
    given = Counter(contest.read(lambda c: c.execute(select(t.runs.c.variant)).scalars().all()))
    assert len(given) > 1
    assert max(given.values()) - min(given.values()) <= 1


def _has_variants(host: Host, name: str) -> bool:
    return bool(host.read_case(name, host.on_shelf()[name].read_bytes()).rows.variants)


def test_what_was_done_before_the_close_counts_and_nothing_after_it(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING)
    seats = [contest.join() for _number in range(12)]
    jobs = [sending(seat, action=OpenSession()) for seat in seats]
    jobs.insert(6, deed(contest, conducting.move, "close", contest.teacher))
    found = all_at_once(hosts, jobs)
    assert set(kinds(found)) <= {"done", NotNow.__name__}
    contest.pass_time()
    for seat, outcome in zip(seats, [*found[:6], *found[7:]], strict=True):
        done = not isinstance(outcome, Exception)
        assert seat.run.version == (2 if done else 0)
        assert seat.run.state == ("done" if done else "waiting")


def test_nothing_stays_of_a_contest_that_is_deleted_while_everybody_is_busy_in_it(hosts: list[Host]) -> None:
    contest = new_contest(hosts[0], None, *TO_RUNNING)
    code, seats = contest.row.code, [contest.join() for _number in range(8)]
    jobs: list[Job] = [sending(seat, expect=0) for seat in seats * 3]
    jobs += [lambda host, c: joining.join(host, c, code)] * 20
    jobs.insert(20, lambda _host, c: keeping.remove(c, conducting.owned(c, contest.teacher, contest.id, lock=True)))
    found = all_at_once(hosts, jobs)
    assert found[20] is None
    assert {type(each) for each in found if isinstance(each, Exception)} <= {Unknown, NoTicket, Stale}
    for table in (t.contests, t.seats, t.runs, t.turns):
        assert number_of(contest, table) == 0
    with pytest.raises(Refused):
        contest.write(lambda c: joining.join(hosts[0], c, code))
