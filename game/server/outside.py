"""Calls from the host to other machines: learning platforms and record stores. Whom it calls, a teacher has typed in.

So that nobody makes the host knock at doors inside its own network (classroom.md 5), every address is judged after
DNS, at the very connection that is made, and the one that was judged is the one that is called. Only networks that
whoever runs the host has named (`serve --reach`) are private and may be called, there also without TLS.
"""

import re
import socket
import time
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from game.server.refusals import Wrong
from game.words import _

Reach = Sequence[str]
"""Networks that may be called although they are private, such as `192.168.0.0/16`."""

SECONDS: Final = 5
LARGEST: Final = 1024 * 1024
_PIECE: Final = 65_536
_LONGEST: Final = 2_000
_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_CARRIES_V4: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("2002::/16"))
"""Networks whose addresses stand for others, which may be private ones."""


class OutsideFailed(requests.exceptions.RequestException):
    """A call was not made, or not answered as it must be. The message is a sentence."""


def outside(reach: Reach = ()) -> requests.Session:
    """Return what makes calls: https alone, no redirects, no proxies, 5 seconds, answers of at most 1 MiB.

    Its calls raise OutsideFailed.
    """
    session = requests.Session()
    session.trust_env = False
    session.headers["User-Agent"] = "sixteen-weeks"
    adapter = _Guarded(tuple(reach))
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def see_it_may_be_called(url: str, reach: Reach = ()) -> None:
    """Raise Wrong, with a sentence, for an address that no call will ever be made to.

    Names are looked up only when they are called, and are judged then.
    """
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise Wrong(_("This address cannot be read."))
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Wrong(_("This address cannot be read.")) from None
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise Wrong(_("This address cannot be read."))
    address = _literal(host)
    if address is None and not _NAME.fullmatch(host):
        raise Wrong(_("This address cannot be read."))
    if address is not None and not may_be_called(address, reach):
        raise Wrong(_("Addresses inside this network are not called."))
    if parts.scheme != "https" and not (parts.scheme == "http" and reach):
        raise Wrong(_("An address begins with https://."))


def may_be_called(address: IPv4Address | IPv6Address, reach: Reach = ()) -> bool:
    """Tell whether calls may go to an address: a public one, or one in a network that was named."""
    plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped else address
    if _is_reached(plain, reach):
        return True
    if isinstance(plain, IPv6Address) and any(plain in network for network in _CARRIES_V4):
        return False
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


def _is_reached(address: IPv4Address | IPv6Address, reach: Reach) -> bool:
    return any(address in ip_network(network) for network in reach)


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


class _Guarded(HTTPAdapter):
    """Sends requests over connections that have been judged, and reads answers up to a size and a time."""

    def __init__(self, reach: tuple[str, ...]) -> None:
        self._reach = reach
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        """Make the pools, each of which connects as `_connected` does."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = _pools(self._reach)

    def send(self, request: requests.PreparedRequest, *_ignored: Any, **_more: Any) -> requests.Response:
        """Send a request and read its answer. Raises OutsideFailed."""
        try:
            see_it_may_be_called(request.url or "", self._reach)
        except Wrong as error:
            raise OutsideFailed(str(error), request=request) from None
        until = time.monotonic() + SECONDS
        try:
            answer = super().send(request, stream=True, timeout=(SECONDS, SECONDS), verify=True, proxies={})
        except requests.exceptions.RequestException as error:
            raise OutsideFailed(_reason(error), request=request) from error
        try:
            if answer.is_redirect:
                raise OutsideFailed(_("The other side sends us elsewhere, and we do not follow."), request=request)
            answer._content = _read(answer, until)
            answer._content_consumed = True
        finally:
            answer.close()
        return answer


def _read(answer: requests.Response, until: float) -> bytes:
    body = bytearray()
    try:
        for piece in answer.iter_content(_PIECE):
            body += piece
            if len(body) > LARGEST:
                raise OutsideFailed(_("The other side's answer is larger than anything that belongs here."))
            if time.monotonic() > until:
                raise OutsideFailed(_("The other side took too long to answer."))
    except requests.exceptions.RequestException as error:
        if isinstance(error, OutsideFailed):
            raise
        raise OutsideFailed(_reason(error)) from error
    return bytes(body)


def _reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.Timeout):
        return _("The other side took too long to answer.")
    inner: BaseException | None = error
    for _depth in range(8):
        if isinstance(inner, _NotThere):
            return _("Addresses inside this network are not called.")
        inner = inner and (getattr(inner, "reason", None) or inner.__cause__ or inner.__context__)
        if not isinstance(inner, BaseException):
            break
    if isinstance(error, requests.exceptions.SSLError):
        return _("The other side's certificate could not be checked.")
    return _("The other side could not be reached.")


class _NotThere(NewConnectionError):
    """A name stands for an address that is not called."""


def _pools(reach: tuple[str, ...]) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, reach)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, reach)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, reach: tuple[str, ...]) -> socket.socket:
    """Look a name up, judge what it stands for, and connect to exactly that."""
    secure = isinstance(connection, HTTPSConnection)
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, str(error)) from error
    addresses = [ip_address(str(where[0]).partition("%")[0]) for *_kind, where in found]
    if not all(may_be_called(each, reach) and (secure or _is_reached(each, reach)) for each in addresses):
        raise _NotThere(connection, "not called")
    problem: OSError | None = None
    for family, kind, protocol, _name, where in found:
        made = socket.socket(family, kind, protocol)
        made.settimeout(SECONDS)
        try:
            made.connect(where)
        except OSError as error:
            made.close()
            problem = error
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
    raise NewConnectionError(connection, str(problem)) from problem
