"""Calls from the host to other machines: learning platforms and record stores. Whom it calls, a teacher has typed in.

So that nobody makes the host knock at doors inside its own network (classroom.md 5), every address is judged after
DNS, at the very connection that is made, and the one that was judged is the one that is called. Only networks that
whoever runs the host has named (`serve --reach`) are private and may be called, there also without TLS.
"""

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
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


class _Wires:
    """The connections of one session. A call that takes too long is cut off, however slowly the other side drips."""

    def __init__(self, reach: tuple[str, ...]) -> None:
        self.reach = reach
        self.until = 0.0
        self._held: list[socket.socket] = []

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Cut every connection when the time of the call in the block is over."""
        self.until = time.monotonic() + SECONDS
        timer = threading.Timer(SECONDS, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def hold(self, made: socket.socket) -> None:
        """Keep hold of a connection, also when TLS has taken it over."""
        self._held.append(made.dup())

    def _cut(self) -> None:
        for each in self._held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of all of them."""
        while self._held:
            self._held.pop().close()


class _Guarded(HTTPAdapter):
    """Sends requests over connections that have been judged, and reads answers up to a size and a time."""

    def __init__(self, reach: tuple[str, ...]) -> None:
        self._wires = _Wires(reach)
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        """Make the pools, each of which connects as `_connected` does."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = _pools(self._wires)

    def close(self) -> None:
        """Close every connection."""
        super().close()
        self._wires.close()

    def send(self, request: requests.PreparedRequest, *_ignored: Any, **_more: Any) -> requests.Response:
        """Send a request and read its answer. Raises OutsideFailed."""
        try:
            see_it_may_be_called(request.url or "", self._wires.reach)
        except Wrong as error:
            raise OutsideFailed(str(error), request=request) from None
        with self._wires.limited():
            try:
                answer = super().send(request, stream=True, timeout=(SECONDS, SECONDS), verify=True, proxies={})
            except requests.exceptions.RequestException as error:
                raise OutsideFailed(self._reason(error), request=request) from error
            try:
                if answer.is_redirect:
                    raise OutsideFailed(_("The other side sends us elsewhere, and we do not follow."), request=request)
                answer._content = self._read(answer)
                answer._content_consumed = True
            finally:
                answer.close()
        if time.monotonic() >= self._wires.until:
            # An answer that was cut off can look like a whole one.
            raise OutsideFailed(_("The other side took too long to answer."), request=request)
        return answer

    def _read(self, answer: requests.Response) -> bytes:
        body = bytearray()
        try:
            for piece in answer.iter_content(_PIECE):
                body += piece
                if len(body) > LARGEST:
                    raise OutsideFailed(_("The other side's answer is larger than anything that belongs here."))
        except OutsideFailed:
            raise
        except requests.exceptions.RequestException as error:
            raise OutsideFailed(self._reason(error)) from error
        return bytes(body)

    def _reason(self, error: Exception) -> str:
        if isinstance(error, requests.exceptions.Timeout) or time.monotonic() >= self._wires.until:
            return _("The other side took too long to answer.")
        if _is_not_called(error):
            return _("Addresses inside this network are not called.")
        if isinstance(error, requests.exceptions.SSLError):
            return _("The other side's certificate could not be checked.")
        return _("The other side could not be reached.")


def _is_not_called(error: BaseException | None) -> bool:
    """Tell whether an error of requests was made from ours."""
    seen = set()
    while isinstance(error, BaseException) and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, _NotThere):
            return True
        error = getattr(error, "reason", None) or error.__cause__ or error.__context__
    return False


class _NotThere(NewConnectionError):
    """A name stands for an address that is not called."""


def _pools(wires: _Wires) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, wires)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, wires)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, wires: _Wires) -> socket.socket:
    """Look a name up, judge what it stands for, and connect to exactly that."""
    secure = isinstance(connection, HTTPSConnection)
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, str(error)) from error
    addresses = [ip_address(str(where[0]).partition("%")[0]) for *_kind, where in found]
    if not all(may_be_called(each, wires.reach) and (secure or _is_reached(each, wires.reach)) for each in addresses):
        raise _NotThere(connection, "not called")
    problem: OSError | None = None
    for family, kind, protocol, _name, where in found:
        made = socket.socket(family, kind, protocol)
        made.settimeout(max(0.001, wires.until - time.monotonic()))
        try:
            made.connect(where)
        except OSError as error:
            made.close()
            problem = error
        else:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.settimeout(SECONDS)
            wires.hold(made)
            return made
    raise NewConnectionError(connection, str(problem)) from problem
