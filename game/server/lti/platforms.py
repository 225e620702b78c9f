"""Learning platforms that a teacher has registered: who they are, where they are called, and the keys for each."""

import json
from dataclasses import asdict, dataclass, replace
from secrets import token_hex
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.registration import Registration
from sqlalchemy import Connection, Row, delete, insert, select, update

from game.server import tables as t
from game.server.conducting import note
from game.server.host import Host
from game.server.outside import see_it_may_be_called
from game.server.refusals import Unknown, Wrong
from game.words import _

_LONGEST: Final = 255
_MOST_DEPLOYMENTS: Final = 20
_BITS: Final = 2_048


@dataclass(frozen=True, slots=True)
class Keys:
    """A pair of RSA keys, as PEM, and a secret for what only this host has to know again."""

    private: str
    public: str
    secret: str


def new_keys() -> Keys:
    """Make keys. Takes a fraction of a second, so it is never done inside a job of the store."""
    made = rsa.generate_private_key(public_exponent=65_537, key_size=_BITS)
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Keys(private.decode(), public.decode(), token_hex(32))


@dataclass(frozen=True, slots=True)
class Details:
    """What a teacher says of a platform: addresses as its administrator shows them."""

    deployments: tuple[str, ...]
    login_url: str
    """Where a browser is sent to show who it is."""
    token_url: str
    keys_url: str
    """Where the platform publishes its keys."""
    pages: str
    """Origin of the course's pages, which may show ours inside them."""
    audience: str = ""
    """Whom a request for a token names; the token's address where this is empty."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that is registered."""

    id: str
    teacher: str
    issuer: str
    client: str
    details: Details
    keys: Keys
    staff: tuple[str, ...] = ()
    """Accounts of the platform of which the teacher has said that they are theirs."""

    def registration(self) -> Registration:
        """Return the platform as the library knows it."""
        known = Registration().set_issuer(self.issuer).set_client_id(self.client)
        known.set_auth_login_url(self.details.login_url).set_auth_token_url(self.details.token_url)
        known.set_key_set_url(self.details.keys_url)
        known.set_tool_private_key(self.keys.private).set_tool_public_key(self.keys.public)
        return known.set_auth_audience(self.details.audience) if self.details.audience else known


def details_from(
    host: Host,
    *,
    issuer: str,
    deployments: str,
    login_url: str,
    token_url: str,
    keys_url: str,
    pages: str = "",
    audience: str = "",
) -> Details:
    """Return what was typed into a form, each address judged. Raises Wrong with a sentence."""
    for url in (login_url, token_url, keys_url, pages or issuer):
        see_it_may_be_called(url, host.reach)
    ids = tuple(dict.fromkeys(deployments.split()))
    if not ids or len(ids) > _MOST_DEPLOYMENTS or any(not _is_plain(each) for each in ids):
        raise Wrong(_("A platform has from 1 to {most} deployment ids.", most=_MOST_DEPLOYMENTS))
    if audience and not _is_plain(audience):
        raise Wrong(_("The audience cannot be read."))
    parts = urlsplit(pages or issuer)
    return Details(ids, login_url, token_url, keys_url, f"{parts.scheme}://{parts.netloc}", audience)


def register(host: Host, c: Connection, teacher: str, issuer: str, client: str, details: Details, keys: Keys) -> str:
    """Register a platform for a teacher and return its id. Raises Wrong where it is registered already."""
    if not _is_plain(issuer) or not _is_plain(client):
        raise Wrong(_("A platform has an issuer and a client id of at most {most} characters.", most=_LONGEST))
    if platform_of(c, issuer, client) is not None:
        raise Wrong(_("This platform is registered with this client id already."))
    platform = Platform(token_hex(16), teacher, issuer, client, details, keys)
    values = {"id": platform.id, "teacher": teacher, "issuer": issuer, "client": client}
    c.execute(insert(t.platforms).values(**values, details=_stored(platform)))
    note(host, c, None, teacher, "platform_registered", platform.id, details={"issuer": issuer})
    return platform.id


def platform_of(c: Connection, issuer: str, client: str | None) -> Platform | None:
    """Return the platform of an issuer and a client id; without one, that issuer's only platform."""
    rows = select(t.platforms).where(t.platforms.c.issuer == issuer)
    if client:
        rows = rows.where(t.platforms.c.client == client)
    found = c.execute(rows.limit(2)).all()
    return _read(found[0]) if len(found) == 1 else None


def platform_by_id(c: Connection, key: str) -> Platform:
    """Return a platform. Raises Unknown."""
    found = c.execute(select(t.platforms).where(t.platforms.c.id == key)).one_or_none()
    if found is None:
        raise Unknown
    return _read(found)


def owned_platform(c: Connection, teacher: str, key: str) -> Platform:
    """Return a platform of this teacher. Raises Unknown for one that is not there, or is somebody else's."""
    found = platform_by_id(c, key)
    if found.teacher != teacher:
        raise Unknown
    return found


def platforms_of(c: Connection, teacher: str) -> list[Platform]:
    """Return a teacher's platforms."""
    rows = select(t.platforms).where(t.platforms.c.teacher == teacher).order_by(t.platforms.c.issuer, t.platforms.c.id)
    return [_read(row) for row in c.execute(rows)]


def remove_platform(host: Host, c: Connection, teacher: str, key: str) -> None:
    """Forget a platform, its links, and who its learners are; their seats stay under their pseudonyms."""
    platform = owned_platform(c, teacher, key)
    c.execute(delete(t.links).where(t.links.c.platform == platform.id))
    people = select(t.identities.c.key).where(t.identities.c.issuer == platform.id)
    c.execute(update(t.seats).where(t.seats.c.identity.in_(people)).values(identity=None))
    c.execute(delete(t.identities).where(t.identities.c.issuer == platform.id))
    c.execute(delete(t.platforms).where(t.platforms.c.id == platform.id))
    note(host, c, None, teacher, "platform_removed", platform.id, details={"issuer": platform.issuer})


def confirm_account(host: Host, c: Connection, teacher: str, key: str, subject: str) -> None:
    """Note that an account of a platform is this teacher's."""
    c.execute(select(t.platforms.c.id).where(t.platforms.c.id == key).with_for_update())
    platform = owned_platform(c, teacher, key)
    if subject in platform.staff:
        return
    known = replace(platform, staff=(*platform.staff, subject))
    c.execute(update(t.platforms).where(t.platforms.c.id == key).values(details=_stored(known)))
    note(host, c, None, teacher, "account_confirmed", key)


def public_keys(c: Connection) -> list[dict[str, str]]:
    """Return the public keys of all platforms, as a platform asks for them (a JWK each)."""
    rows = c.execute(select(t.platforms).order_by(t.platforms.c.id))
    return [dict(Registration.get_jwk(_read(row).keys.public)) for row in rows]


def _is_plain(words: str) -> bool:
    return 0 < len(words) <= _LONGEST and words.isprintable() and words == words.strip()


def _stored(platform: Platform) -> str:
    return json.dumps(
        {"details": asdict(platform.details), "keys": asdict(platform.keys), "staff": platform.staff},
        separators=(",", ":"),
    )


def _read(row: Row[Any]) -> Platform:
    stored = json.loads(row.details)
    told = stored["details"]
    details = Details(**{**told, "deployments": tuple(told["deployments"])})
    return Platform(
        row.id,
        row.teacher,
        row.issuer,
        row.client,
        details,
        Keys(**stored["keys"]),
        tuple(stored["staff"]),
    )
