"""Calling a host: one method for each thing a seat can ask. httpx is imported when the first call is made."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from game.treatment import Action
from game.view import Report
from game.view.turns import TurnView
from game.wire.snapshot import Misread, Snapshot
from game.wire.standing import Joined, Seen, Standing
from game.words import _

if TYPE_CHECKING:
    import ssl

    import httpx

T = TypeVar("T")
_CONNECT_S, _ANSWER_S = 4.0, 10.0
_LONGEST: Final = 16 * 2**20
_BUSY: Final = (429, 503)
_SERVER_ERROR: Final = 500
_KINDS: Final = frozenset({"refused", "stale", "not_now", "other_body", "not_found", "bad_token", "wrong", "too_large"})
"""What a host refuses by; an answer of any other kind comes from something in between."""


class Offline(Exception):
    """Raised where no host has answered. The message is a sentence."""


class Busy(Offline):
    """Raised where the host asks for a moment's patience, of `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(_("The host has a lot to do just now."))
        self.seconds = seconds


class Stumbled(Offline):
    """Raised where the host answers that something went wrong inside it."""


class HostRefused(Exception):
    """Raised where the host does not do something: nothing has changed. The message is the host's sentence."""

    def __init__(self, kind: str, says: str) -> None:
        super().__init__(says or _("The host does not do this."))
        self.kind = kind


class Caller:
    """Calls one host for one seat, or for somebody who has none yet. Safe to use from several threads."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self._token = token
        self._client: httpx.Client | None = None

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()

    # -- a seat

    def join(self, code: str, name: str | None = None) -> Joined:
        """Take a seat. Raises HostRefused and Offline, as everything here does."""
        from game.wire.answers import read_joined

        body = {"code": code} if name is None else {"code": code, "name": name}
        return self._asked("POST", "/api/join", read_joined, body=_json(body))

    def resume(self, code: str, words: str) -> Joined:
        """Take one's seat again by its four words."""
        from game.wire.answers import read_joined

        return self._asked("POST", "/api/resume", read_joined, body=_json({"code": code, "words": words}))

    def standing(self) -> Standing:
        """Ask where the seat stands."""
        from game.wire.answers import read_standing

        return self._asked("GET", "/api/seat", read_standing)

    # -- its treatment

    def view(self, run: str, before: Snapshot | None) -> Seen:
        """Look at the treatment; only what has changed since `before` is sent."""
        from game.wire.answers import read_seen

        have = {} if before is None else before.tags
        asked = [("have", f"{view}:{tag}") for view, tag in have.items()]
        asked.append(("since", str(0 if before is None else before.version)))
        return self._asked("GET", f"/api/runs/{run}/view", lambda body: read_seen(body, before), params=asked)

    def act(self, run: str, client_id: str, expect: int, action: Action, before: Snapshot | None) -> Seen | None:
        """Do an action: as often as this is called with the same `client_id`, it is done once.

        What comes back begins after turn `expect`; where `before` does not go as far, None is returned for it.
        """
        known = before if before is not None and before.version >= expect else None
        have = dict(known.tags) if known is not None else {}
        words = {"client_id": client_id, "expect": expect, "have": have}
        body = b'%s,"action":%s}' % (_json(words)[:-1], _action(action))

        def read(source: bytes) -> Seen | None:
            from game.wire.answers import read_seen

            return None if known is None else read_seen(source, known)

        return self._asked("POST", f"/api/runs/{run}/actions", read, body=body)

    def ways(self, run: str, intent: str, target: str | None) -> tuple[str, ...]:
        """Ask in which ways a move can be put."""
        from game.wire.answers import read_ways

        return self._asked("POST", f"/api/runs/{run}/ways", read_ways, body=_json({"intent": intent, "target": target}))

    def words_of(self, run: str, action: Action) -> str:
        """Ask what the therapist would say."""
        from game.wire.answers import read_words

        return self._asked("POST", f"/api/runs/{run}/preview", read_words, body=b'{"action":%s}' % _action(action))

    def turn(self, run: str, turn: int) -> TurnView:
        """Ask for one turn opened."""
        from game.wire.answers import read_turn

        return self._asked("GET", f"/api/runs/{run}/turns/{turn}", read_turn)

    def report(self, run: str) -> Report:
        """Ask for the debrief."""
        from game.wire.answers import read_report

        return self._asked("GET", f"/api/runs/{run}/report", read_report)

    def talk(self, run: str, *, on: bool) -> None:
        """Begin or end a team's talk."""
        self._asked("POST", f"/api/runs/{run}/consult", bytes, body=_json({"on": on}))

    # -- inside

    def _asked(
        self,
        method: str,
        path: str,
        read: Callable[[bytes], T],
        *,
        body: bytes | None = None,
        params: Sequence[tuple[str, str]] = (),
    ) -> T:
        """Send a request and read the answer; what cannot be read is taken for no answer."""
        status, headers, source = self._sent(method, path, body, params)
        if status in _BUSY:
            raise Busy(_seconds(headers.get("retry-after", "")))
        if status >= _SERVER_ERROR:
            stumbled = status == _SERVER_ERROR and headers.get("content-type", "").startswith("application/json")
            raise (Stumbled if stumbled else Offline)(_("The host has a difficulty ({status}).", status=status))
        try:
            if status in (200, 201):
                return read(source)
            raise _refusal(status, source)
        except Misread as error:
            raise Offline(str(error)) from None

    def _sent(
        self, method: str, path: str, body: bytes | None, params: Sequence[tuple[str, str]]
    ) -> tuple[int, Mapping[str, str], bytes]:
        import httpx

        headers = {"Content-Type": "application/json"} if body is not None else None
        try:
            with self._calling().stream(method, path, content=body, params=tuple(params), headers=headers) as answer:
                return answer.status_code, answer.headers, _whole(answer)
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError) as error:
            # RuntimeError: the seat was left while this was being sent
            raise Offline(_sentence(error, self.url)) from None

    def _calling(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            known = {"Authorization": f"Bearer {self._token}"} if self._token else {}
            self._client = httpx.Client(
                base_url=self.url,
                headers={"Accept": "application/json", **known},
                verify=_trusted(),
                timeout=httpx.Timeout(_ANSWER_S, connect=_CONNECT_S),
                follow_redirects=False,
            )
        return self._client


@lru_cache(maxsize=1)
def _trusted() -> "ssl.SSLContext":
    """Return whom to trust: who is trusted on this computer, such as a school's own authority, and by everybody."""
    import httpx

    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _whole(answer: "httpx.Response") -> bytes:
    """Return the body of an answer that is no longer than anything a host sends."""
    read = bytearray()
    for part in answer.iter_bytes():
        read += part
        if len(read) > _LONGEST:
            raise RuntimeError(f"more than {_LONGEST} bytes")
    return bytes(read)


def _refusal(status: int, source: bytes) -> Exception:
    """Return what to raise: a refusal of the host, or no answer where somebody else has answered for it."""
    from game.wire.answers import read_refusal

    try:
        found = read_refusal(source)
    except Misread:
        return Offline(_("Something between here and the host has answered ({status}).", status=status))
    if found.error not in _KINDS:
        return Offline(found.says or _("The host has a difficulty ({status}).", status=status))
    return HostRefused(found.error, found.says)


def _sentence(error: Exception, url: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return _("The certificate of {url} is not trusted, so nothing was sent to it.", url=url)
    return _("{url} does not answer.", url=url)


def _seconds(header: str) -> float:
    return min(float(header), 60.0) if header.isascii() and header.isdecimal() else 1.0


def _action(action: Action) -> bytes:
    from game.record.schema import ACTION

    return ACTION.dump_json(action)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
