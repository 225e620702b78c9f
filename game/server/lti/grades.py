"""Grades for a course, once the contest is revealed: one column per contest, one score per learner, each sent once.

What is to be sent is laid out when a learner comes in, and waits in the outbox for the reveal. The column a course has
made for the link is used; where there is none, one is looked for before it is made, by one process at a time.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Literal

from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from sqlalchemy import Connection, Row, select, update

from game.server import outbox
from game.server import tables as t
from game.server.conducting import note
from game.server.host import Host
from game.server.lti.courses import FULL_SCORE, TAG, Link, link_by_id, store
from game.server.lti.platforms import Platform, platform_by_id
from game.server.lti.services import calling, status_of
from game.server.outbox import MOST_TRIES, Nothing, NotYet, Pointless, Undelivered
from game.words import _

GRADE: Final = "grade"
_COLUMN: Final = "column"
_NEITHER_DONE: Final = ("waiting", "void")


def lay_out(c: Connection, link: Link, seat: str) -> None:
    """Lay out a learner's grade, to be sent after the reveal, where the course takes grades."""
    if link.grades is None:
        return
    body = json.dumps({"link": link.id})
    if link.grades.item is None:
        outbox.put(c, _column_key(link), link.contest, _COLUMN, link.id, body, 0)
    outbox.put(c, _key(GRADE, link.id, seat), link.contest, GRADE, seat, body, 1)


def _column_key(link: Link) -> str:
    """Return the outbox's id of a contest's column in a course, which several links may share."""
    return _key(_COLUMN, link.contest, str(link.grades and link.grades.items))


def _key(*parts: str) -> str:
    return sha256(" ".join(parts).encode()).hexdigest()


# -- the column --------------------------------------------------------------------------------------------


def send_column(host: Host, row: Row[Any]) -> str:
    """Find the contest's column in a course, or make it. Raises as senders do."""
    link, platform, contest = host.store.read(lambda c: _course(c, row))
    if link.grades is None or link.grades.items is None:
        raise Pointless
    wanted = LineItem().set_label(contest.title).set_score_maximum(FULL_SCORE)
    wanted.set_resource_id(contest.id).set_tag(TAG)
    with calling(host, platform, link.grades) as course:
        there = course.find_lineitem_satisfying(
            lambda each: each.get("resourceId") == contest.id and each.get("tag") == TAG
        )
        column = (there or course.create_lineitem(wanted)).get_id()
    if not isinstance(column, str) or not column:
        raise Undelivered(_("The learning platform's answer could not be read."))
    items = link.grades.items
    host.store.write(lambda c: _note_column(host, c, contest.id, items, column)).result()
    return _("The course has a column for this contest.")


def _note_column(host: Host, c: Connection, contest: str, items: str, column: str) -> None:
    """Note where grades go in a course, and let those that have waited for it go."""
    for row in c.execute(select(t.links.c.id).where(t.links.c.contest == contest)).scalars():
        link = link_by_id(c, row)
        if link is not None and link.grades is not None and link.grades.items == items:
            store(c, replace(link, column=column))
    now = host.clock()
    waiting = (t.outbox.c.contest == contest, t.outbox.c.kind == GRADE, t.outbox.c.sent.is_(None), t.outbox.c.due > now)
    c.execute(update(t.outbox).where(*waiting, t.outbox.c.tries == 0).values(due=now))


def _course(c: Connection, row: Row[Any]) -> tuple[Link, Platform, Row[Any]]:
    """Return link, platform and contest of a row. Raises Pointless where the link is gone."""
    link = link_by_id(c, json.loads(row.body)["link"])
    if link is None:
        raise Pointless
    contest = c.execute(select(t.contests).where(t.contests.c.id == row.contest)).one()
    return link, platform_by_id(c, link.platform), contest


# -- the grades --------------------------------------------------------------------------------------------


def send_grade(host: Host, row: Row[Any]) -> str:
    """Send a learner's grade. Raises as senders do."""

    def read(c: Connection) -> tuple[Link, Platform, Any, Row[Any] | None]:
        link, platform, _contest = _course(c, row)
        learner = _learner(c, row.subject)
        if learner is None:
            raise Pointless
        run = c.execute(select(t.runs).where(t.runs.c.id == learner.run)).one_or_none()
        return link, platform, learner, run

    link, platform, learner, run = host.store.read(read)
    if learner.state == "kicked" or run is None or run.state in _NEITHER_DONE or run.composite is None:
        raise Nothing(_("Nothing was played that counts, so there is no grade."))
    if link.grades is None:
        raise Nothing(_("The course takes no grades any more."))
    column = link.grades.item or link.column
    if column is None:
        raise _without_column(host, link)
    try:
        with calling(host, platform, link.grades) as course:
            course.put_grade(_grade(host, learner.subject, run), LineItem({"id": column}))
    except Undelivered as error:
        if status_of(error.__cause__) == 404 and link.grades.item is None:
            host.store.write(lambda c: _look_again(host, c, link)).result()
        raise
    return _("In the course.")


def _without_column(host: Host, link: Link) -> Exception:
    """Return why a grade has no place to go yet: the column has not been found, or never will be."""
    key = _column_key(link)
    row = host.store.read(lambda c: c.execute(select(t.outbox).where(t.outbox.c.id == key)).one_or_none())
    if row is None or row.tries >= MOST_TRIES:
        return Undelivered(_("The course has no column for this contest."), again=False)
    return NotYet(_("Waiting for the course's column."), max(row.due, host.clock()) + 1_000)


def _grade(host: Host, subject: str, run: Row[Any]) -> Grade:
    now = datetime.fromtimestamp(host.clock() / 1_000, UTC).isoformat(timespec="milliseconds")
    made = Grade().set_user_id(subject).set_timestamp(now)
    made.set_score_given(run.composite / 1_000).set_score_maximum(FULL_SCORE)
    # Anything less, and some platforms show nothing.
    return made.set_activity_progress("Completed").set_grading_progress("FullyGraded")


def _learner(c: Connection, seat: str) -> Any:
    """Return state, run and account of a seat, None where it is not known whose it is."""
    rows = select(t.seats.c.state, t.seats.c.run, t.identities.c.subject).join(
        t.identities, t.identities.c.key == t.seats.c.identity
    )
    return c.execute(rows.where(t.seats.c.id == seat, t.identities.c.subject.is_not(None))).one_or_none()


def _look_again(host: Host, c: Connection, link: Link) -> None:
    """Somebody has removed our column: have it looked for, and made, once more."""
    store(c, replace(link, column=None))
    key = _column_key(link)
    c.execute(update(t.outbox).where(t.outbox.c.id == key).values(sent=None, tries=0, due=host.clock()))


outbox.SENDERS[_COLUMN] = send_column
outbox.SENDERS[GRADE] = send_grade


# -- what the desk shows -----------------------------------------------------------------------------------

Where = Literal["waits", "sent", "tried", "failed"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one learner's grade. `at` is when it was sent, or is tried again."""

    name: str
    who: str | None
    course: str
    where: Where
    at: int | None
    says: str


def sent_of(c: Connection, contest: Row[Any]) -> list[Sent]:
    """Return what became of each grade of a contest, by the learners' pseudonyms."""
    rows = (
        select(t.outbox, t.seats.c.name, t.identities.c.name.label("who"))
        .join(t.seats, t.seats.c.id == t.outbox.c.subject)
        .join(t.identities, t.identities.c.key == t.seats.c.identity)
        .where(t.outbox.c.contest == contest.id, t.outbox.c.kind == GRADE)
        .order_by(t.seats.c.name)
    )
    found = []
    for row in c.execute(rows):
        link = link_by_id(c, json.loads(row.body)["link"])
        where, at = _where(contest, row)
        found.append(Sent(row.name, row.who, link.course if link else "", where, at, row.says))
    return found


def _where(contest: Row[Any], row: Row[Any]) -> tuple[Where, int | None]:
    if row.sent is not None:
        return "sent", row.sent
    if row.tries >= MOST_TRIES:
        return "failed", None
    return ("waits", None) if contest.state != "revealed" or not row.tries else ("tried", row.due)


def send_again(host: Host, c: Connection, contest: Row[Any], by: str) -> int:
    """Have all grades of a contest sent once more, over what somebody may have changed in the course; noted."""
    for kind in (_COLUMN, GRADE):
        count = outbox.again(c, contest.id, kind, host.clock())
    note(host, c, contest.id, by, "grades_sent_again", details={"grades": count})
    return count


def try_connection(host: Host, link: Link, platform: Platform) -> str:
    """Ask a course for its columns, as a trial, and return a sentence. Raises Undelivered."""
    if link.grades is None:
        return _("The course takes no grades, so there is nothing to connect to.")
    with calling(host, platform, link.grades, anew=True) as course:
        if link.grades.items and course.can_read_lineitem():
            course.get_lineitems_page()
    return _("The course can be reached and takes grades.")
