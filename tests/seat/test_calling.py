"""Calling what is not a host, or not the right one: the token goes nowhere else, and nothing is taken for an answer."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from game.seat import HostRefused, Offline
from game.seat.calling import Busy, Caller, Stumbled


@contextmanager
def answering(status, body=b"", *, context=None, **headers) -> Iterator[tuple[str, list[str]]]:
    """Answer everything in the same way; yield the address, and what was asked for with a token."""
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def standing(url):
    caller = Caller(url, "the-secret")
    try:
        return caller.standing()
    finally:
        caller.close()


@pytest.mark.parametrize(
    ("status", "body", "headers", "raised", "says"),
    [
        (200, b"<html>Log in to the guest network</html>", {}, Offline, "cannot read"),
        (200, b"x" * (17 * 2**20), {}, Offline, "does not answer"),
        (403, b"<html>Blocked</html>", {}, Offline, "Something between here and the host"),
        (404, b'{"error": "no_such_page"}', {}, Offline, "difficulty"),
        (404, b'{"error": "not_found", "says": "There is nothing here."}', {}, HostRefused, "nothing here"),
        (502, b"<html>Bad gateway</html>", {}, Offline, "502"),
        (500, b"{}", {"Content_Type": "application/json"}, Stumbled, "500"),
        (503, b"{}", {"Retry_After": "7"}, Busy, "a lot to do"),
        (429, b"{}", {}, Busy, "a lot to do"),
    ],
)
def test_only_a_host_is_taken_for_one(status, body, headers, raised, says):
    with answering(status, body, **headers) as (url, _asked), pytest.raises(raised, match=says) as caught:
        standing(url)
    assert type(caught.value) is raised
    if raised is Busy:
        assert caught.value.seconds == (7 if headers else 1)


def test_a_host_that_sends_us_elsewhere_is_not_followed():
    with answering(200) as (other, asked), answering(302, Location=other) as (url, _first), pytest.raises(Offline):
        standing(url)
    assert asked == []


def test_nothing_is_sent_to_a_host_whose_certificate_nobody_trusts(tmp_path):
    with (
        answering(200, context=self_signed(tmp_path)) as (url, asked),
        pytest.raises(Offline, match="not trusted, so nothing was sent"),
    ):
        standing(url)
    assert asked == []


def self_signed(folder) -> ssl.SSLContext:
    """A certificate for this machine by nobody in particular."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "all.pem").write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "all.pem")
    return context
