"""A learning record store for tests: it takes batches whole or not at all, and knows statements by their ids."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from game.server.exports.record_store import RecordStore, record_store

LOOPBACK = ("127.0.0.0/8",)


class StandIn:
    """What the store has, what it was asked, and what it answers instead of taking something (`answers`)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.statements: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answers: list[int] = []
        self.lose_answers = False

    @property
    def ours(self) -> RecordStore:
        """The store as a host is told of it."""
        return record_store(f"{self.url}/xapi", "key:secret", LOOPBACK)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Answer on a port of its own inside the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            store.asked.append(("POST", self.path, dict(self.headers)))
            if self.headers["Authorization"] != "Basic " + b64encode(b"key:secret").decode():
                return self.say(401)
            if store.answers:
                return self.say(store.answers.pop(0))
            batch = {each["id"]: each for each in json.loads(body)}
            if store.statements.keys() & batch.keys():
                return self.say(409)
            store.statements |= batch
            if store.lose_answers:
                store.lose_answers = False
                self.close_connection = True
                return self.connection.close()
            return self.say(200, json.dumps(list(batch)).encode())

        def do_GET(self) -> None:
            store.asked.append(("GET", self.path, dict(self.headers)))
            (wanted,) = parse_qs(urlsplit(self.path).query)["statementId"]
            self.say(200 if wanted in store.statements else 404)

        def say(self, status: int, body: bytes = b"") -> None:
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", f"{store.url}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        store = StandIn(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()
