"""Grades that go back to a course: once each, again where they did not arrive, and only what the course may know."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hosts import Clock, Contest, Seat, moves_of, new_contest, new_teacher, served
from lms import AGS, LEARNER, SCOPES, Lms, platform, registered
from sqlalchemy import delete, select, update

from game.server import conducting, outbox
from game.server import tables as t
from game.server.host import Host
from game.server.joining import Joined
from game.server.lti.courses import Link, links_of, store
from game.server.lti.grades import send_again, sent_of, try_connection
from game.server.lti.learners import seat_learner, sit_down
from game.server.lti.packing import seal
from game.server.lti.platforms import Platform
from game.server.lti.reading import GradesGo, Launched, read_launch
from game.server.outbox import Undelivered

REACH = ("127.0.0.0/8",)


@pytest.fixture
def lms(host: Host, clock: Clock) -> Iterator[Lms]:
    """A learning platform that knows our keys, once for each database."""
    host.reach = REACH
    with platform(clock) as running, served(host, ticking=False) as ours:
        running.tool = ours.url
        yield running


class Course:
    """A contest, a course whose link opens it, and learners in both."""

    def __init__(self, host: Host, lms: Lms, **endpoint: Any) -> None:
        self.host, self.lms = host, lms
        self.contest: Contest = new_contest(host, new_teacher(host), "open_lobby", case="ines")
        self.platform: Platform = registered(host, lms, self.contest.teacher)
        self.endpoint = {"scope": SCOPES, "lineitems": f"{lms.url}/course-1/columns"} | endpoint

    def launched(self, subject: str, link: str = "link-1") -> Launched:
        """Return the launch of a learner, as if it had been judged."""
        claims = self.lms.claims(subject, LEARNER, "", link=link)
        claims[f"{AGS}claim/endpoint"] = self.endpoint
        chosen = seal(self.platform.keys.secret, "item", self.contest.id)
        custom = {"contest": self.contest.id, "seal": chosen}
        claims["https://purl.imsglobal.org/spec/lti/claim/custom"] = custom
        return read_launch(claims, self.platform, "learner", REACH)

    def seat(self, subject: str, link: str = "link-1") -> Seat:
        """Seat a learner."""
        seated = self.contest.write(lambda c: seat_learner(self.host, c, self.launched(subject, link)))
        token = self.contest.write(lambda c: sit_down(self.host, c, seated.ticket))
        return Seat(self.contest, Joined(self.contest.id, seated.seat, seated.name, token, "", True))

    def play(self, *subjects: str) -> list[Seat]:
        """Have learners play a little, and reveal the results."""
        seats = [self.seat(subject) for subject in subjects]
        self.contest.move("start")
        for number, seat in enumerate(seats, 1):
            for action in moves_of()[: 4 * number]:
                seat.act(action)
        self.contest.move("close", "reveal")
        return seats

    def deliver(self) -> int:
        """Empty the outbox of everything that is due; return how much was tried."""
        tried = 0
        while more := asyncio.run(outbox.deliver(self.host)):
            tried += more
        return tried

    @property
    def link(self) -> Link:
        """The course's link."""
        return self.contest.read(lambda c: links_of(c, self.contest.id))[0]

    def says(self) -> list[tuple[str, str]]:
        """Return what the desk says of each grade."""
        return [(each.where, each.says) for each in self.contest.read(lambda c: sent_of(c, self.contest.row))]


@pytest.fixture
def course(host: Host, lms: Lms) -> Course:
    """A course."""
    return Course(host, lms)


def users(lms: Lms) -> list[str]:
    """Return whose grades have arrived."""
    return sorted(score["userId"] for _column, score in lms.scores)


def test_each_grade_arrives_once_however_often_the_outbox_is_emptied(course: Course, lms: Lms) -> None:
    course.play("anna", "ben", "carl")
    course.deliver()
    assert course.deliver() == 0
    assert users(lms) == ["anna", "ben", "carl"]
    assert lms.made == 1
    assert course.says() == [("sent", "In the course.")] * 3


def test_two_processes_at_once_send_each_grade_once_and_make_one_column(
    course: Course, lms: Lms, clock: Clock, host: Host
) -> None:
    course.play(*(f"learner-{number}" for number in range(6)))
    begin = threading.Barrier(4)

    def process() -> None:
        begin.wait()
        own = replace(host)
        while asyncio.run(outbox.deliver(own)):
            pass

    threads = [threading.Thread(target=process) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    clock.wait(minutes=3)
    course.deliver()
    assert users(lms) == sorted(f"learner-{number}" for number in range(6))
    assert lms.made == 1


def test_a_column_that_is_there_is_found_on_any_page_and_none_is_made(course: Course, lms: Lms) -> None:
    column = {"scoreMaximum": 100, "label": "x"}
    for number, named in enumerate(
        [("other", "sixteen-weeks"), (course.contest.id, "other"), ("x", "y"), (course.contest.id, "sixteen-weeks")]
    ):
        where = {"id": f"{lms.url}/course-1/columns/{number}", "resourceId": named[0], "tag": named[1]}
        lms.columns.append(column | where)
    course.play("anna")
    course.deliver()
    assert lms.made == 0
    assert [address for address, _score in lms.scores] == [f"{lms.url}/course-1/columns/3"]


def test_two_links_of_one_course_share_a_column(course: Course, lms: Lms) -> None:
    course.seat("dora", link="link-2")
    course.play("anna")
    course.deliver()
    assert lms.made == 1
    assert users(lms) == ["anna"], "who has not played has no grade"


def test_a_course_that_takes_no_grades_gets_none(host: Host, lms: Lms) -> None:
    course = Course(host, lms, scope=[f"{AGS}scope/lineitem"])
    course.play("anna")
    assert course.deliver() == 0
    assert course.says() == []
    assert course.contest.read(lambda c: c.execute(select(t.outbox)).all()) == []


def test_a_platform_that_is_away_is_tried_again_ever_later_and_then_no_more(
    course: Course, lms: Lms, clock: Clock
) -> None:
    course.play("anna")
    lms.fails += [503] * outbox.MOST_TRIES
    for _try in range(outbox.MOST_TRIES):
        assert course.says()[0][0] in ("tried", "waits")
        course.deliver()
        clock.wait(minutes=125)
    course.deliver()
    assert (lms.scores, lms.made, lms.fails) == ([], 0, [])
    assert course.says() == [("failed", "The course has no column for this contest.")]


@pytest.fixture
def own_column(host: Host, lms: Lms) -> Course:
    """A course that has made a column for the link."""
    own = f"{lms.url}/course-1/columns/0"
    lms.columns.append({"id": own, "scoreMaximum": 100, "label": "the link's"})
    return Course(host, lms, lineitem=own)


def test_the_column_the_course_has_made_for_the_link_is_used(own_column: Course, lms: Lms) -> None:
    own_column.play("anna")
    own_column.deliver()
    assert lms.made == 0
    assert [address for address, _score in lms.scores] == [lms.columns[0]["id"]]


def test_a_pause_grows_with_each_try(own_column: Course, lms: Lms, clock: Clock) -> None:
    own_column.play("anna")
    for pause in outbox.PAUSES:
        lms.fails += [503]
        assert own_column.deliver() == 1
        clock.wait(ms=pause - 1)
        assert own_column.deliver() == 0
        assert own_column.says() == [("tried", "The learning platform refused it (status 503).")]
        clock.wait(ms=1)
    assert own_column.deliver() == 1
    assert users(lms) == ["anna"]


def test_a_refusal_that_will_not_pass_is_not_tried_again(own_column: Course, lms: Lms, clock: Clock) -> None:
    own_column.play("anna", "ben")
    lms.fails += [403]
    own_column.deliver()
    clock.wait(minutes=10_000)
    assert own_column.deliver() == 0
    assert len(lms.scores) == 1, "the other's arrives"
    assert sorted(own_column.says()) == [
        ("failed", "The learning platform refused it (status 403)."),
        ("sent", "In the course."),
    ]


def test_a_token_that_has_expired_is_asked_for_anew(course: Course, lms: Lms, clock: Clock) -> None:
    course.play("anna", "ben")
    lms.fails += [0, 0, 401]
    course.deliver()
    clock.wait(minutes=1)
    course.deliver()
    assert users(lms) == ["anna", "ben"]
    assert len(lms.tokens) == 2


def test_a_column_that_somebody_has_removed_is_made_anew(course: Course, lms: Lms, clock: Clock) -> None:
    course.play("anna")
    course.deliver()
    lms.columns.clear()
    lms.scores.clear()
    course.contest.write(
        lambda c: (
            c.execute(update(t.outbox).where(t.outbox.c.kind == "grade").values(sent=None, tries=0, due=0)).rowcount
        )
    )
    course.deliver()
    clock.wait(minutes=1)
    course.deliver()
    assert (lms.made, users(lms)) == (2, ["anna"])


def test_grades_are_sent_again_when_the_teacher_wants_it_and_it_is_noted(course: Course, lms: Lms) -> None:
    course.play("anna", "ben")
    course.deliver()
    course.contest.deed(send_again, course.contest.teacher)
    course.deliver()
    assert users(lms) == ["anna", "anna", "ben", "ben"]
    assert lms.made == 1
    noted = select(t.notices.c.what).where(t.notices.c.contest == course.contest.id)
    assert "grades_sent_again" in course.contest.read(lambda c: c.execute(noted).scalars().all())


def test_whoever_was_forgotten_or_sent_out_gets_no_grade(course: Course, lms: Lms) -> None:
    seats = [course.seat(subject) for subject in ("anna", "ben", "carl")]
    course.contest.move("start")
    for seat in seats:
        for action in moves_of()[:4]:
            seat.act(action)
    course.contest.deed(conducting.set_seat, seats[1].joined.seat, "kicked", course.contest.teacher)
    gone = seats[2].row.identity
    course.contest.write(
        lambda c: c.execute(update(t.seats).where(t.seats.c.identity == gone).values(identity=None)).rowcount
    )
    course.contest.write(lambda c: c.execute(delete(t.identities).where(t.identities.c.key == gone)).rowcount)
    course.contest.move("close", "reveal")
    course.deliver()
    assert users(lms) == ["anna"]
    about = course.contest.read(lambda c: c.execute(select(t.outbox.c.subject)).scalars().all())
    assert seats[2].joined.seat not in about, "nothing stays of who was forgotten"


def test_a_course_is_told_account_and_score_and_nothing_else(course: Course, lms: Lms) -> None:
    [seat] = course.play("anna")
    course.deliver()
    [(_column, score)] = lms.scores
    assert set(score) == {
        "userId", "scoreGiven", "scoreMaximum", "timestamp", "activityProgress", "gradingProgress",
    }  # fmt: skip
    told = json.dumps([lms.columns, lms.scores])
    for hidden in (seat.joined.name, seat.joined.seat, seat.run.id):
        assert hidden not in told


def test_the_members_of_a_team_each_get_its_score(host: Host, lms: Lms) -> None:
    course = Course(host, lms)
    settings = json.loads(course.contest.row.settings) | {"teams": 1}
    change = update(t.contests).where(t.contests.c.id == course.contest.id).values(settings=json.dumps(settings))
    course.contest.write(lambda c: c.execute(change).rowcount)
    seats = [course.seat(subject) for subject in ("anna", "ben")]
    course.contest.move("start")
    for action in moves_of()[:6]:
        seats[0].act(action)
    course.contest.move("close", "reveal")
    course.deliver()
    assert users(lms) == ["anna", "ben"]
    assert len({score["scoreGiven"] for _column, score in lms.scores}) == 1


def test_a_connection_is_tried_without_leaving_anything_behind(course: Course, lms: Lms) -> None:
    course.seat("anna")
    assert "takes grades" in try_connection(course.host, course.link, course.platform)
    lms.fails += [500]
    with pytest.raises(Undelivered, match="500"):
        try_connection(course.host, course.link, course.platform)
    assert (lms.columns, lms.scores, len(lms.tokens)) == ([], [], 2)


def test_a_platform_without_an_end_of_pages_is_left(course: Course, lms: Lms) -> None:
    lms.per_page = 0
    lms.columns.append({"id": f"{lms.url}/x", "scoreMaximum": 1, "label": "x"})
    course.play("anna")
    course.deliver()
    row = course.contest.read(lambda c: c.execute(select(t.outbox).where(t.outbox.c.kind == "column")).one())
    assert (row.sent, row.says) == (None, "The other side took too long to answer.")
    assert lms.made == 0


def test_a_column_at_an_address_that_is_not_called_gets_nothing(course: Course, lms: Lms) -> None:
    course.seat("anna")
    grades = GradesGo(tuple(SCOPES), None, "https://10.0.0.7/column")
    course.contest.write(lambda c: store(c, replace(course.link, grades=grades)))
    course.contest.move("start")
    course.contest.move("close", "reveal")
    assert course.launched("anna").grades is not None
    course.endpoint["lineitem"] = "https://10.0.0.7/column"
    course.endpoint["lineitems"] = "https://10.0.0.7/columns"
    assert course.launched("anna").grades is None, "and such an address is not even kept"
