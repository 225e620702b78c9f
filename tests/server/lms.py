"""A learning platform for tests: a real HTTP server with its own keys, courses, accounts and a gradebook."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from hosts import PLAIN, Clock, Served
from jwt.algorithms import RSAAlgorithm

from game.server.host import Host
from game.server.lti import platforms
from game.server.lti.platforms import Platform

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
TEACHER, LEARNER = f"{MEMBER}Instructor", f"{MEMBER}Learner"
SCOPES = [f"{AGS}scope/score", f"{AGS}scope/lineitem"]
CLIENT, DEPLOYMENT = "client-7", "deployment-1"
Claims = dict[str, Any]
KEY_ID = "k1"
KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


@dataclass
class Lms:
    """What the platform knows, and what it was asked."""

    url: str
    clock: Clock
    tool: str = ""
    """Where the tool answers, whose keys are asked for when it wants a token."""
    columns: list[dict[str, Any]] = field(default_factory=list)
    scores: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Each score that arrived: its column's address and what was sent."""
    made: int = 0
    """How many columns were made on request."""
    tokens: list[str] = field(default_factory=list)
    fails: list[int] = field(default_factory=list)
    """Statuses with which the next calls of services are refused."""
    per_page: int = 2

    def claims(self, subject: str, role: str, nonce: str, *, link: str = "link-1") -> Claims:
        """Return what the platform says of somebody who opens a link of the course."""
        now = self.clock() // 1_000
        return {
            "iss": self.url,
            "aud": CLIENT,
            "sub": subject,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": f"Real Name of {subject}",
            "email": f"{subject}@example.org",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}target_link_uri": f"{self.tool}/lti/launch",
            f"{CLAIM}resource_link": {"id": link},
            f"{CLAIM}roles": [role],
            f"{CLAIM}context": {"id": "course-1", "title": "Psychotherapy II"},
            f"{AGS}claim/endpoint": {"scope": SCOPES, "lineitems": f"{self.url}/course-1/columns"},
        }

    def opening(self, hint: str) -> str:
        """Return the address at which the tool is opened for somebody."""
        asked = {"iss": self.url, "client_id": CLIENT, "login_hint": hint, "target_link_uri": f"{self.tool}/lti/launch"}
        return f"{self.tool}/lti/login?{urlencode(asked)}"

    def signed(self, claims: Claims, *, key: Any = KEY, kid: str = "k1", alg: str = "RS256") -> str:
        """Return claims as the token that a browser carries over."""
        return jwt.encode(claims, key, algorithm=alg, headers={"kid": kid})


@contextmanager
def platform(clock: Clock) -> Iterator[Lms]:
    """Run a platform inside the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    lms = Lms(f"http://127.0.0.1:{server.server_port}", clock)
    server.lms = lms  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="lms")
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    @property
    def lms(self) -> Lms:
        return self.server.lms  # type: ignore[attr-defined,no-any-return]

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/keys":
            jwk = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}
            self._answer(200, {"keys": [jwk]})
        elif path == "/course":
            self._page(f'<iframe src="{escape(self.lms.opening(query["hint"][0]))}" width="600" height="600"></iframe>')
        elif path == "/auth":
            self._authenticated({name: values[0] for name, values in query.items()})
        elif path == "/course-1/columns" and self._allowed("lineitem"):
            first, size = int(query.get("from", ["0"])[0]), self.lms.per_page
            more = first + size < len(self.lms.columns)
            link = f'<{self.lms.url}/course-1/columns?from={first + size}>; rel="next"' if more else None
            self._answer(200, self.lms.columns[first : first + size], link)
        elif path not in ("/course-1/columns",):
            self._answer(404, {})

    def _authenticated(self, asked: dict[str, str]) -> None:
        """Send somebody back with what we say of them; the hint is `account role`."""
        subject, role = asked["login_hint"].split()
        token = self.lms.signed(self.lms.claims(subject, role, asked["nonce"]))
        fields = {"state": asked["state"], "id_token": token}
        inputs = "".join(f'<input name="{name}" value="{escape(value)}">' for name, value in fields.items())
        form = f'<form method="post" action="{escape(asked["redirect_uri"])}">{inputs}</form>'
        self._page(f"{form}<script>document.forms[0].submit()</script>")

    def _page(self, main: str) -> None:
        page = f'<!doctype html><html lang="en"><title>Course</title><body>{main}</body></html>'
        self._send(200, page.encode(), {"content-type": "text/html"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        path = urlsplit(self.path).path
        if path == "/token":
            self._token({name: values[0] for name, values in parse_qs(body.decode()).items()})
        elif path == "/course-1/columns" and self._allowed("lineitem"):
            self.lms.made += 1
            column = json.loads(body) | {"id": f"{self.lms.url}/course-1/columns/{len(self.lms.columns)}"}
            self.lms.columns.append(column)
            self._answer(201, column)
        elif path.endswith("/scores") and self._allowed("score"):
            address = f"{self.lms.url}{path.removesuffix('/scores')}"
            if all(column["id"] != address for column in self.lms.columns):
                self._answer(404, {})
                return
            self.lms.scores.append((address, json.loads(body)))
            self._answer(200, {})

    def _token(self, form: dict[str, str]) -> None:
        """Give a token to a tool that proves who it is by its published keys."""
        word, keys = form["client_assertion"], httpx.get(f"{self.lms.tool}/lti/keys", **PLAIN).json()["keys"]
        wanted = jwt.get_unverified_header(word)["kid"]
        key = next(each for each in keys if each["kid"] == wanted)
        said = jwt.decode(word, jwt.PyJWK(key), algorithms=["RS256"], audience=f"{self.lms.url}/token")
        assert said["iss"] == said["sub"] == CLIENT
        self.lms.tokens.append(f"token-{len(self.lms.tokens)}")
        self._answer(200, {"access_token": self.lms.tokens[-1], "expires_in": 3_600, "scope": form["scope"]})

    def _allowed(self, _scope: str) -> bool:
        refused = self.lms.fails.pop(0) if self.lms.fails else 0
        if not refused and self.headers["authorization"] != f"Bearer {self.lms.tokens[-1]}":
            refused = 401
        if refused:
            self._answer(refused, {"error": "no"})
        return not refused

    def _answer(self, status: int, value: object, link: str | None = None) -> None:
        headers = {"content-type": "application/json"} | ({"link": link} if link else {})
        self._send(status, json.dumps(value).encode(), headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"content-length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def registered(host: Host, lms: Lms, teacher: str, *, client: str = CLIENT, staff: str | None = None) -> Platform:
    """Register the platform for a teacher; `staff` is an account the teacher has confirmed."""
    details = platforms.details_from(
        host,
        issuer=lms.url,
        deployments=DEPLOYMENT,
        login_url=f"{lms.url}/auth",
        token_url=f"{lms.url}/token",
        keys_url=f"{lms.url}/keys",
    )
    keys = platforms.new_keys()
    made = host.store.write(lambda c: platforms.register(host, c, teacher, lms.url, client, details, keys)).result()
    if staff is not None:
        host.store.write(lambda c: platforms.confirm_account(host, c, teacher, made, staff)).result()
    return host.store.read(lambda c: platforms.platform_by_id(c, made))


@dataclass
class Browser:
    """Somebody's browser, which opens links of the course."""

    server: Served
    lms: Lms
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.server.client()

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_why: object) -> None:
        self.client.close()

    def begin(self, **changes: str | None) -> dict[str, str]:
        """Begin a launch and return with what we were sent to the platform: state, nonce and so on."""
        asked = {"iss": self.lms.url, "client_id": CLIENT, "login_hint": "7", "lti_message_hint": "m"}
        asked |= {"target_link_uri": f"{self.lms.tool}/lti/launch"}
        sent = {name: value for name, value in (asked | changes).items() if value is not None}
        answer = self.client.get("/lti/login", params=sent)
        assert answer.status_code == 303, answer.text
        to = urlsplit(answer.headers["location"])
        assert f"{to.scheme}://{to.netloc}{to.path}" == f"{self.lms.url}/auth"
        return {name: values[0] for name, values in parse_qs(to.query).items()}

    def finish(self, state: str, token: str, *, window: bool = False) -> httpx.Response:
        """Carry the platform's token over to us; in a window of its own, or inside the course's page."""
        headers = {"sec-fetch-dest": "document" if window else "iframe"}
        return self.client.post("/lti/launch", data={"state": state, "id_token": token}, headers=headers)

    def launch(
        self,
        subject: str,
        role: str = LEARNER,
        *,
        window: bool = False,
        link: str = "link-1",
        change: Callable[[Claims], object] = lambda _claims: None,
    ) -> httpx.Response:
        """Open a link of the course as somebody; `change` may change what the platform says."""
        asked = self.begin()
        claims = self.lms.claims(subject, role, asked["nonce"], link=link)
        change(claims)
        return self.finish(asked["state"], self.lms.signed(claims), window=window)
