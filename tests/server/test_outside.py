"""Calls from the host to other machines: whom it calls is judged after DNS, and what answers is kept short."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from game.server import outside
from game.server.outside import OutsideFailed, may_be_called, see_it_may_be_called
from game.server.refusals import Wrong

LOOPBACK = ("127.0.0.0/8",)
PRIVATE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]


class _Other(BaseHTTPRequestHandler):
    """Answers according to the path it is asked for."""

    asked: list[str]

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        size = {"/large": outside.LARGEST + 1, "/full": outside.LARGEST}.get(self.path, 2)
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("location" if self.path == "/away" else "x-none", "/here")
        self.send_header("content-length", str(size))
        self.end_headers()
        try:
            self.wfile.write(b"x" * size)
        except OSError:
            self.close_connection = True


@pytest.fixture
def other() -> Iterator[Any]:
    """Another machine, which here is this one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Other)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and the addresses they stand for, as long as the test goes."""
    known: dict[str, list[str]] = {}

    def lookup(host: str, port: int, *_more: object, **_kinds: object) -> list[Any]:
        if host not in known:
            raise socket.gaierror("unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(outside.socket, "getaddrinfo", lookup)
    return known


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_not_called(address: str) -> None:
    assert not may_be_called(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_address_of_the_world_is_called(address: str) -> None:
    assert may_be_called(ip_address(address))


def test_a_network_that_was_named_is_called_and_no_other() -> None:
    assert may_be_called(ip_address("192.168.7.9"), ("192.168.7.0/24",))
    assert may_be_called(ip_address("::ffff:192.168.7.9"), ("192.168.7.0/24",))
    assert not may_be_called(ip_address("192.168.8.9"), ("192.168.7.0/24",))


@pytest.mark.parametrize("addresses", [["10.0.0.7"], ["93.184.215.14", "127.0.0.1"]])
def test_a_name_that_stands_for_a_private_address_is_not_called(
    names: dict[str, list[str]], addresses: list[str]
) -> None:
    names["platform.example.org"] = addresses
    with outside.outside() as session, pytest.raises(OutsideFailed, match="inside this network"):
        session.get("https://platform.example.org/keys")


def test_a_name_is_judged_at_every_call_and_the_judged_address_is_the_one_called(
    other: Any, names: dict[str, list[str]]
) -> None:
    url = f"http://lms.school:{other.server_port}"
    names["lms.school"] = ["127.0.0.1"]
    with outside.outside(LOOPBACK) as session:
        assert session.get(f"{url}/one").text == "xx"
    names["lms.school"] = ["10.0.0.7"]
    with outside.outside(LOOPBACK) as session, pytest.raises(OutsideFailed):
        session.get(f"{url}/two")
    assert other.asked == ["/one"]


def test_without_tls_only_networks_that_were_named_are_called(names: dict[str, list[str]]) -> None:
    names["platform.example.org"] = ["93.184.215.14"]
    with outside.outside() as session, pytest.raises(OutsideFailed, match="https"):
        session.get("http://platform.example.org/keys")
    with outside.outside(LOOPBACK) as session, pytest.raises(OutsideFailed, match="inside this network"):
        session.get("http://platform.example.org/keys")


def test_redirects_are_not_followed(other: Any) -> None:
    with outside.outside(LOOPBACK) as session, pytest.raises(OutsideFailed, match="do not follow"):
        session.get(f"http://127.0.0.1:{other.server_port}/away")
    assert other.asked == ["/away"]


def test_answers_are_read_up_to_their_largest_size(other: Any) -> None:
    with outside.outside(LOOPBACK) as session:
        assert len(session.get(f"http://127.0.0.1:{other.server_port}/full").content) == outside.LARGEST
        with pytest.raises(OutsideFailed, match="larger"):
            session.get(f"http://127.0.0.1:{other.server_port}/large")


def test_a_machine_that_is_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.2)
    with socket.socket() as listening, outside.outside(LOOPBACK) as session:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with pytest.raises(OutsideFailed, match="took too long"):
            session.get(f"http://127.0.0.1:{listening.getsockname()[1]}/")


def test_a_machine_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.4)
    over = threading.Event()

    def drip() -> None:
        caller, _address = listening.accept()
        with caller:
            caller.sendall(b"HTTP/1.1 200 OK\r\n")
            while not over.wait(0.02):
                try:
                    caller.sendall(b"x")
                except OSError:
                    break

    with socket.socket() as listening, outside.outside(LOOPBACK) as session:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=drip)
        thread.start()
        try:
            with pytest.raises(OutsideFailed, match="took too long"):
                session.get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        finally:
            over.set()
            thread.join()


def test_a_machine_that_is_not_there_is_said_to_be_so(names: dict[str, list[str]]) -> None:
    names["gone.example.org"] = ["127.0.0.1"]
    with outside.outside(LOOPBACK) as session:
        for url in ("http://gone.example.org:1/", "https://unknown.example.org/"):
            with pytest.raises(OutsideFailed, match="could not be reached"):
                session.get(url)


def test_no_proxy_of_the_environment_is_asked(other: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with outside.outside(LOOPBACK) as session:
        assert session.get(f"http://127.0.0.1:{other.server_port}/").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "platform.example.org",
        "ftp://platform.example.org/",
        "https://",
        "https://[::1]/",
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://user@platform.example.org/",
        "https://platform.example.org:port/",
        "https://platform.example.org/#part",
        "https://platform.example.org;default-src/",
        "https://a\\b/",
        "https://exämple.org/",
        "https://platform.example.org/\n",
        "https://platform.example.org/" + "x" * 2_000,
    ],
)
def test_an_address_that_is_never_called_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(Wrong):
        see_it_may_be_called(url)
