"""Links of courses: which contest each opens, and the teacher's choice of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from secrets import token_hex
from typing import Any, Final

from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem
from sqlalchemy import Connection, Row, delete, insert, select, update

from game.server import tables as t
from game.server.conducting import note, owned
from game.server.host import Host
from game.server.lti.launching import LAUNCH, NotLaunched
from game.server.lti.packing import is_sealed, packed, seal, unpacked
from game.server.lti.platforms import Platform, platform_by_id
from game.server.lti.reading import Choosing, GradesGo, Launched
from game.server.refusals import NotNow, Unknown
from game.words import _

TAG: Final = "sixteen-weeks"
FULL_SCORE: Final = 100
_CHOICE: Final = "choice"
_ITEM: Final = "item"
_CHOICE_LASTS: Final = 1_800_000
_OPEN: Final = ("draft", "lobby", "running", "paused", "frozen")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a course that opens a contest. `column` is where its grades go, once that is found or made."""

    id: str
    contest: str
    platform: str
    resource: str
    course: str
    grades: GradesGo | None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a teacher's launch has left open: which contest the link shall open."""

    platform: Platform
    subject: str
    resource: str
    course: str
    grades: GradesGo | None
    choosing: Choosing | None


def link_of(c: Connection, platform: Platform, resource: str) -> Link | None:
    """Return what a link opens, None where nobody has said yet."""
    mine = (t.links.c.platform == platform.id, t.links.c.resource == resource)
    found = c.execute(select(t.links).where(*mine)).one_or_none()
    return None if found is None else _read(found)


def link_by_id(c: Connection, key: str) -> Link | None:
    """Return a link, None where it is gone."""
    found = c.execute(select(t.links).where(t.links.c.id == key)).one_or_none()
    return None if found is None else _read(found)


def links_of(c: Connection, contest: str) -> list[Link]:
    """Return the links that open a contest."""
    rows = select(t.links).where(t.links.c.contest == contest).order_by(t.links.c.id)
    return [_read(row) for row in c.execute(rows)]


def opened(host: Host, c: Connection, launched: Launched) -> Link | None:
    """Return what a launch opens; its course's addresses are noted as they are now.

    A link that was made by choosing a contest carries which one, under our seal, and is tied to it at its first
    launch.
    """
    link = link_of(c, launched.platform, launched.resource)
    if link is None:
        contest = _carried(c, launched)
        return None if contest is None else _tie(host, c, launched.platform, contest, launched)
    now = replace(link, course=launched.course or link.course, grades=launched.grades or link.grades)
    if now != link:
        store(c, now)
    return now


def store(c: Connection, link: Link) -> None:
    """Write down what is known of a link."""
    c.execute(update(t.links).where(t.links.c.id == link.id).values(details=_details(link)))


def untie(host: Host, c: Connection, contest: Row[Any], link: str, by: str) -> None:
    """Have a link open nothing, until a teacher chooses again. Raises Unknown."""
    mine = (t.links.c.id == link, t.links.c.contest == contest.id)
    if c.execute(delete(t.links).where(*mine)).rowcount != 1:
        raise Unknown
    note(host, c, contest.id, by, "link_untied", link)


# -- choosing ----------------------------------------------------------------------------------------------


def to_choose(c: Connection, platform: Platform) -> list[Row[Any]]:
    """Return the contests a link may be tied to: the teacher's own, as long as they are not closed."""
    mine = (t.contests.c.teacher == platform.teacher, t.contests.c.state.in_(_OPEN))
    return list(c.execute(select(t.contests).where(*mine).order_by(t.contests.c.made.desc()).limit(100)))


def choice_words(host: Host, launched: Launched) -> str:
    """Return a launch as words that a form holds until the teacher has chosen; only this host can have written them."""
    held = {
        "platform": launched.platform.id,
        "subject": launched.subject,
        "resource": launched.resource,
        "course": launched.course,
        "grades": asdict(launched.grades) if launched.grades else None,
        "choosing": asdict(launched.choosing) if launched.choosing else None,
        "until": host.clock() + _CHOICE_LASTS,
    }
    words = packed(held)
    return f"{words}.{seal(launched.platform.keys.secret, _CHOICE, words)}"


def choice_of(host: Host, c: Connection, words: str) -> Choice:
    """Return the launch that a form has held. Raises NotLaunched for one that was not written here, or is too old."""
    plain, _dot, mark = words.rpartition(".")
    held = unpacked(plain) or {}
    try:
        platform = platform_by_id(c, str(held.get("platform", "")))
    except Unknown:
        raise NotLaunched("a platform that is gone") from None
    if not is_sealed(platform.keys.secret, _CHOICE, plain, mark) or held["until"] < host.clock():
        raise NotLaunched("a choice that is not ours")
    grades, choosing = held["grades"], held["choosing"]
    return Choice(
        platform,
        held["subject"],
        held["resource"],
        held["course"],
        _grades(grades),
        Choosing(**choosing) if choosing else None,
    )


def choose(host: Host, c: Connection, choice: Choice, contest_id: str) -> Row[Any]:
    """Tie a link to one of the teacher's contests. Raises Unknown, NotLaunched, and NotNow for a link that is tied."""
    contest = _chosen(c, choice, contest_id)
    there = link_of(c, choice.platform, choice.resource)
    if there is not None and there.contest != contest.id:
        raise NotNow(_("This link opens another contest already. Untie it there first."))
    if there is None:
        _tie(host, c, choice.platform, contest, choice)
    return contest


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the platform when a contest was chosen for a new link."""

    to: str
    token: str
    title: str


def answer_of(host: Host, c: Connection, choice: Choice, contest_id: str) -> Answer:
    """Return the new link for a course: its title, our address, and which contest it opens. Raises as `choose`."""
    contest = _chosen(c, choice, contest_id)
    asked = choice.choosing
    if asked is None:
        raise NotLaunched("nothing was asked for")
    mark = seal(choice.platform.keys.secret, _ITEM, contest.id)
    column = LineItem().set_label(contest.title).set_score_maximum(FULL_SCORE)
    link = DeepLinkResource().set_title(contest.title).set_url(host.public_url + LAUNCH)
    link.set_custom_params({"contest": contest.id, "seal": mark})
    link.set_lineitem(column.set_resource_id(contest.id).set_tag(TAG))
    settings: Any = {"deep_link_return_url": asked.to, "data": asked.data}
    made = _Response(choice.platform.registration(), asked.deployment, settings)
    return Answer(asked.to, made.get_response_jwt([link]), contest.title)


class _Response(DeepLink):
    def get_message_jwt(self, resources: Sequence[DeepLinkResource]) -> dict[str, object]:
        """Return what is said; `data` comes back only where it was sent."""
        said = super().get_message_jwt(resources)
        return {claim: value for claim, value in said.items() if value is not None}


def _chosen(c: Connection, choice: Choice, contest_id: str) -> Row[Any]:
    """Return the contest. The account has to be the teacher's still, and the contest open."""
    if choice.subject not in choice.platform.staff:
        raise NotLaunched("an account that is nobody's")
    contest = owned(c, choice.platform.teacher, contest_id, lock=True)
    if contest.state not in _OPEN:
        raise NotNow(_("This contest is closed."))
    return contest


def _carried(c: Connection, launched: Launched) -> Row[Any] | None:
    contest, mark = launched.custom.get("contest", ""), launched.custom.get("seal", "")
    if not is_sealed(launched.platform.keys.secret, _ITEM, contest, mark):
        return None
    try:
        return owned(c, launched.platform.teacher, contest)
    except Unknown:
        return None


def _tie(host: Host, c: Connection, platform: Platform, contest: Row[Any], said: Launched | Choice) -> Link:
    link = Link(token_hex(16), contest.id, platform.id, said.resource, said.course, said.grades)
    values = {"id": link.id, "contest": contest.id, "platform": platform.id, "resource": link.resource}
    c.execute(insert(t.links).values(**values, details=_details(link)))
    note(host, c, contest.id, platform.teacher, "link_tied", link.id)
    return link


def _details(link: Link) -> str:
    grades = asdict(link.grades) if link.grades else None
    return json.dumps({"course": link.course, "grades": grades, "column": link.column})


def _read(row: Row[Any]) -> Link:
    told = json.loads(row.details)
    grades = _grades(told["grades"])
    return Link(row.id, row.contest, row.platform, row.resource, told["course"], grades, told["column"])


def _grades(told: Mapping[str, Any] | None) -> GradesGo | None:
    return None if told is None else GradesGo(tuple(told["scopes"]), told["items"], told["item"])
