"""A browser without JavaScript for tests: follows no redirect by itself, keeps cookies, fills in forms as they are."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from hosts import Served

from game.server import entering
from game.server.host import Host
from game.server.web.who import Cookie, cookie_name


@dataclass
class Form:
    """A form of a page: where it goes, and what stands in its fields."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


def _is_sent(field: dict[str, str]) -> bool:
    return field.get("type") not in ("checkbox", "radio") or "checked" in field


class Page(HTMLParser):
    """What a page holds, as far as tests ask."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.answer = answer
        self.status = answer.status_code
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._select: str | None = None
        self._open = False
        self.feed(answer.text)

    @property
    def words(self) -> str:
        """The text of the page, with single spaces."""
        return " ".join(" ".join(self._words).split())

    def form(self, action: str) -> Form:
        """Return the form that goes to an address."""
        found = [form for form in self.forms if form.action == action]
        assert found, f"no form goes to {action}: {[form.action for form in self.forms]}"
        return found[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(at.get("action", ""), at.get("method", "get").lower()))
            self._open = True
        elif tag == "a" and "href" in at:
            self.links.append(at["href"])
        elif tag == "select" and self._open:
            self._select = at["name"]
        elif tag == "option" and self._select and ("selected" in at or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = at["value"]
        elif tag == "input" and self._open and "name" in at and _is_sent(at):
            self.forms[-1].fields[at["name"]] = at.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)


class Browser:
    """Somebody at a browser."""

    def __init__(self, server: Served) -> None:
        self.client = server.client()
        self.server = server

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def get(self, path: str) -> Page:
        """Open a page."""
        return Page(self.client.get(path))

    def send(self, at: str, action: str, **changes: Any) -> Page:
        """Open the page `at`, fill in its form that goes to `action`, and send it; None empties a field."""
        form = self.get(at).form(action)
        assert form.method == "post"
        sent = {name: value for name, value in (form.fields | changes).items() if value is not None}
        return Page(self.client.post(action, data=sent))

    def enter_as(self, teacher: str) -> entering.Entered:
        """Be logged in as a teacher from now on."""
        host: Host = self.server.host
        entered = host.store.write(lambda c: entering.enter(host, c, teacher)).result()
        self.keep("login", entered.token)
        return entered

    def keep(self, name: Cookie, value: str) -> None:
        """Have a cookie as if the host had set it."""
        domain = self.client.base_url.host
        self.client.cookies.set(cookie_name(self.server.host, name), value, domain, "/")

    def cookie(self, name: Cookie) -> str | None:
        """Return the value of a cookie."""
        return self.client.cookies.get(cookie_name(self.server.host, name))
