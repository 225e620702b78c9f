"""What a launch tells, once it is believed: who comes, from which course, and what that course takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from game.server.lti.platforms import Platform
from game.server.outside import Reach, see_it_may_be_called
from game.server.refusals import Wrong
from game.server.words import LONGEST, clean_name

_CLAIM: Final = "https://purl.imsglobal.org/spec/lti/claim/"
_GRADES: Final = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_DEEP: Final = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
_SCOPE: Final = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCORE, ITEM, READ_ITEM = _SCOPE + "score", _SCOPE + "lineitem", _SCOPE + "lineitem.readonly"
_LONGEST: Final = 255
_LONGEST_DATA: Final = 8_000
Role = Literal["teacher", "learner", "other"]


@dataclass(frozen=True, slots=True)
class GradesGo:
    """Where a course takes grades: `item` is the link's own column, where the platform has made one."""

    scopes: tuple[str, ...]
    items: str | None
    item: str | None


@dataclass(frozen=True, slots=True)
class Choosing:
    """A teacher chooses, inside the platform, what a new link shall open; the answer goes to `to`."""

    to: str
    data: Any
    deployment: str


@dataclass(frozen=True, slots=True)
class Launched:
    """A launch that counts."""

    platform: Platform
    subject: str
    name: str | None
    role: Role
    resource: str
    """The link's own id; empty while it is being made."""
    course: str
    """What the course is called there; may be empty."""
    grades: GradesGo | None
    custom: Mapping[str, str]
    choosing: Choosing | None

    @property
    def is_confirmed(self) -> bool:
        """Whether this account is one of which the platform's teacher has said that it is theirs."""
        return self.role == "teacher" and self.subject in self.platform.staff


def read_launch(told: Mapping[str, Any], platform: Platform, role: Role, reach: Reach) -> Launched:
    """Return what a validated token tells. Raises KeyError, TypeError, ValueError and Wrong where it tells nonsense."""
    deep = told[f"{_CLAIM}message_type"] == "LtiDeepLinkingRequest"
    if not deep and told[f"{_CLAIM}message_type"] != "LtiResourceLinkRequest":
        raise ValueError("a message that opens nothing")
    link = told.get(f"{_CLAIM}resource_link") or {}
    custom = told.get(f"{_CLAIM}custom") or {}
    return Launched(
        platform=platform,
        subject=_plain(told["sub"]),
        name=_name(told.get("name")),
        role=role,
        resource="" if deep else _plain(link["id"]),
        course=str((told.get(f"{_CLAIM}context") or {}).get("title", ""))[:80],
        grades=_grades(told.get(_GRADES), reach),
        custom={str(key): str(value) for key, value in custom.items()},
        choosing=_choosing(told, reach) if deep else None,
    )


def _plain(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or not value.isprintable():
        raise ValueError("an id that cannot be read")
    return value


def _name(value: object) -> str | None:
    try:
        return clean_name(value.strip()[:LONGEST]) if isinstance(value, str) else None
    except ValueError:
        return None


def _grades(said: object, reach: Reach) -> GradesGo | None:
    if not isinstance(said, Mapping):
        return None
    scopes = tuple(each for each in said.get("scope", ()) if each in (SCORE, ITEM, READ_ITEM))
    items, item = _address(said.get("lineitems"), reach), _address(said.get("lineitem"), reach)
    takes = SCORE in scopes and (item is not None or (items is not None and ITEM in scopes))
    return GradesGo(scopes, items, item) if takes else None


def _address(value: object, reach: Reach) -> str | None:
    try:
        see_it_may_be_called(str(value), reach)
    except Wrong:
        return None
    return str(value)


def _choosing(told: Mapping[str, Any], reach: Reach) -> Choosing:
    settings = told[_DEEP]
    to, data = settings["deep_link_return_url"], settings.get("data")
    see_it_may_be_called(to, reach)
    if len(str(data)) > _LONGEST_DATA:
        raise ValueError("more data than goes back")
    return Choosing(to, data, told[f"{_CLAIM}deployment_id"])
