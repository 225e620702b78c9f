"""`serve`: be the host of contests. Prints where teacher and class go, and runs until it is stopped."""

import ipaddress
import os
import socket
from argparse import Namespace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from game.commands.manners import CANNOT, FINE, Refused
from game.commands.spoken import speak_here
from game.manual import load_manual
from game.words import _

if TYPE_CHECKING:
    from game.server.exports.record_store import RecordStore
    from game.server.host import Host
    from game.server.store import Store

_KEEP_ALIVE: Final = 75
"""Seconds; longer than anybody thinks about a sentence (classroom.md 3.5)."""
_EVERYBODY: Final = ("0.0.0.0", "::")  # noqa: S104  (a host in a classroom is there to be reached)
_PORTS: Final = range(1, 65_536)
_ELSEWHERE: Final = ("10.255.255.255", 9)
"""An address to which nothing is sent: asking for the way there tells which of our own addresses others can reach."""


def run(options: Namespace) -> int:
    """Serve until interrupted. Exit code 2 where it cannot: libraries missing, port or database in use."""
    speak_here()
    if options.port not in _PORTS:
        raise Refused("A port is a number from 1 to 65535.", CANNOT)
    with opened_store(options.db) as store:
        _serve(store, options)
    return FINE


def opened_store(url: str | None, *, to_read: bool = False) -> "Store":
    """Open the host's database, `to_read` beside a host that serves it. Raises Refused where that cannot be."""
    try:
        from game.server.store import CannotOpen, StoreInUse, open_store
    except ModuleNotFoundError as error:
        raise Refused(
            f"The host needs more libraries ({error.name} is missing). Install them with: "
            "python -m pip install 'sixteen-weeks[host]', or '.[host]' in a checkout.",
            CANNOT,
        ) from None
    try:
        return open_store(url, to_read=to_read)
    except (CannotOpen, StoreInUse) as error:
        raise Refused(str(error), CANNOT) from None


def _serve(store: "Store", options: Namespace) -> None:
    import uvicorn

    from game.server.app import create_app
    from game.server.entering import FIRST_LINK, first_teacher, ticket
    from game.server.host import Host
    from game.server.serving import StoppingServer
    from game.server.warming import warm_up

    reach = _reach(options.reach or [])
    records = _record_store(options.lrs, reach)
    listening = _listening(options.listen or _EVERYBODY[0], options.port)
    public = _public(options)
    host = Host(store, load_manual(), public_url=public, reach=reach, record_store=records)
    app = create_app(host)
    warm_up(host)
    app.openapi()  # works out all routes, which FastAPI would do when the first page is asked for
    link = store.write(lambda c: ticket(host, c, FIRST_LINK, first_teacher(host, c))).result()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=5,
        server_header=False,
        proxy_headers=False,
    )
    print(_("Sixteen Weeks is the host of contests. Your desk, by a link that works once:"))
    print(f"  {public}/enter#{link}")
    print(_("The class joins at:"))
    print(f"  {public}")
    print(_("Stop with Ctrl C; nothing is lost."), flush=True)
    with listening:
        StoppingServer(config).run(sockets=[listening])


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise Refused(f"Port {port} cannot be had ({reason}). Choose another with --port.", CANNOT) from None
    return listening


def _public(options: Namespace) -> str:
    if options.public_url is None:
        host = own_address() if options.listen in (None, *_EVERYBODY) else options.listen
        return f"http://[{host}]:{options.port}" if ":" in host else f"http://{host}:{options.port}"
    parts = urlsplit(options.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise Refused("--public-url is an address such as https://contest.example.org, without a path.", CANNOT)
    return f"{parts.scheme}://{parts.netloc}"


def _reach(networks: list[str]) -> tuple[str, ...]:
    for network in networks:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise Refused("--reach is a network such as 10.0.0.0/8 or 192.168.1.20/32.", CANNOT) from None
    return tuple(networks)


def _record_store(url: str | None, reach: tuple[str, ...]) -> "RecordStore | None":
    from game.server.exports.record_store import KEY, record_store
    from game.server.refusals import Refused as NotPossible

    if url is None:
        return None
    try:
        return record_store(url, os.environ.get(KEY, ""), reach)
    except NotPossible as error:
        raise Refused(f"--lrs: {error}", CANNOT) from None


def own_address() -> str:
    """Return the address by which other machines of the room reach this one; 127.0.0.1 without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
            found = str(asking.getsockname()[0])
        except OSError:
            return "127.0.0.1"
    return found if not ipaddress.ip_address(found).is_unspecified else "127.0.0.1"


def host_for(store: "Store") -> "Host":
    """Return a host that answers no requests: for commands that look after contests."""
    from game.server.host import Host

    return Host(store, load_manual())
