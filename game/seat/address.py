"""Where a contest is: what a teacher writes on the wall, as somebody typed or scanned it."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from game.words import _

PORT: Final = 8016
"""Where a host in a classroom listens unless it was told otherwise."""
_CODE: Final = re.compile(r"[0-9A-Za-z]{8}")
_FILLING: Final = re.compile(r"[\s\-–—_.]")
_NEAR: Final = (".local", ".lan", ".home", ".internal", ".localhost")
_LONGEST: Final = 300


class NoAddress(ValueError):
    """Raised for what is no address of a contest. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    """A contest's code and its host, such as `http://192.168.1.20:8016`."""

    code: str
    url: str


def read_address(typed: str) -> Address:
    """Return what `CODE@HOST`, `CODE@HOST:PORT` or the address behind a QR code means. Raises NoAddress.

    Without `http://` or `https://` before it, a host of this room is called by http, and any other by https.
    """
    words = typed.strip()[:_LONGEST]
    if "@" in words:
        code, _at, host = words.partition("@")
        return Address(read_code(code), _url(host.strip()))
    if "://" in words:
        parts = urlsplit(words)
        code = parts.path.rstrip("/").rpartition("/")[2] or parts.fragment
        return Address(read_code(code), _url(f"{parts.scheme}://{parts.netloc}"))
    raise NoAddress(_("Type the code and the host, as in KR4T-9XWM@192.168.1.20."))


def read_code(typed: str) -> str:
    """Return a contest's code, eight letters and digits, as it was meant. Raises NoAddress."""
    plain = _FILLING.sub("", typed).upper()
    if not _CODE.fullmatch(plain):
        raise NoAddress(_("A code has eight letters and digits, such as KR4T-9XWM."))
    return plain


def _url(host: str) -> str:
    scheme, named, rest = host.partition("://")
    parts = _split(f"//{rest if named else host}")
    name = parts.hostname
    try:
        port = parts.port
    except ValueError:
        raise NoAddress(_("A port is a number from 1 to 65535.")) from None
    if not name or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise NoAddress(_("“{host}” is not the name of a host.", host=host))
    if named and scheme.lower() not in ("http", "https"):
        raise NoAddress(_("A host is called by http or https."))
    scheme = scheme.lower() if named else "http" if _is_near(name) else "https"
    if port is None and not named and scheme == "http":
        port = PORT
    shown = f"[{name}]" if ":" in name else name
    return f"{scheme}://{shown}" if port is None else f"{scheme}://{shown}:{port}"


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise NoAddress(_("“{host}” is not the name of a host.", host=url.removeprefix("//"))) from None


def _is_near(name: str) -> bool:
    """Tell whether a name can only be of this room or building, where nobody has certificates."""
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(_NEAR)
    return found.is_private or found.is_loopback or found.is_link_local
