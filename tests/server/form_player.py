"""Somebody who treats a patient through forms and links alone: what a page does not offer cannot be sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
from hosts import Clock, Seat, Served

from game.server.web.who import cookie_name
from game.treatment import (
    Action,
    AgreeContract,
    AskSupervisor,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    WriteNote,
)

Values = Mapping[str, str | tuple[str, ...]]
_TYPED = ("text", "search", "number")


@dataclass
class Field:
    """One field of a form: what is in it, and what can be chosen."""

    kind: str
    chosen: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class PlayForm:
    """A form as it stands on a page."""

    method: str
    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled(self, values: Values) -> list[tuple[str, str]]:
        """Return what is sent with these fields changed; what is not there to be chosen or typed is a mistake."""
        sent = {name: list(each.chosen) for name, each in self.fields.items()}
        for name, value in values.items():
            assert name in self.fields, f"{name} is not in the form: {sorted(self.fields)}"
            wanted = [value] if isinstance(value, str) else list(value)
            here = self.fields[name]
            missing = [each for each in wanted if each not in here.offered]
            typed = here.kind in (*_TYPED, "textarea") or "typed" in here.offered
            assert typed or not missing, f"{missing} cannot be chosen for {name}: {here.offered}"
            sent[name] = wanted
        return [(name, value) for name, row in sent.items() for value in row]


class PlayPage(HTMLParser):
    """A page: its forms, its links and its words."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.status, self.url, self.source = answer.status_code, str(answer.url), answer.text
        self.forms: list[PlayForm] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.to_fill_in: list[str] = []
        """Ids of fields that somebody fills in; whether each has a label is for the tests to ask."""
        self._texts: list[str] = []
        self._select: Field | None = None
        self._textarea: Field | None = None
        self._inside = False
        self.feed(answer.text)

    @property
    def words(self) -> str:
        """All that stands on the page, with single spaces."""
        return " ".join(" ".join(self._texts).split())

    def form(self, fits: Callable[[PlayForm], bool]) -> PlayForm:
        """Return the first form that fits."""
        found = [form for form in self.forms if fits(form)]
        assert found, f"no such form on {self.url}: {self.words}"
        return found[0]

    def deed(self, kind: str, **hidden: str) -> PlayForm:
        """Return the form that does something of this kind, with these values in it already."""

        def fits(form: PlayForm) -> bool:
            wanted = {"kind": kind, **hidden}
            return all(name in form.fields and form.fields[name].chosen == [value] for name, value in wanted.items())

        return self.form(fits)

    def link(self, path: str, **query: str) -> str:
        """Return the link to an address with these values in its query."""
        for link in self.links:
            parts = urlsplit(link)
            asked = parse_qs(parts.query)
            if parts.path == path and all(asked.get(name) == [value] for name, value in query.items()):
                return link
        raise AssertionError(f"no link to {path} {query} on {self.url}: {self.links}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if "id" in at:
            self.ids.append(at["id"])
        if tag == "label":
            self.labelled.append(at["for"])
        elif tag in ("input", "select", "textarea") and at.get("type") != "hidden":
            self.to_fill_in.append(at["id"])
        if tag == "form":
            self.forms.append(PlayForm(at.get("method", "get"), at["action"]))
            self._inside = True
        elif tag == "a":
            self.links.append(at["href"])
        elif tag == "input" and self._inside and "name" in at:
            self._input(at)
        elif tag == "select" and self._inside:
            self._select = self._field(at["name"], "select")
        elif tag == "option" and self._select is not None:
            self._select.offered.append(at["value"])
            if "selected" in at or len(self._select.offered) == 1:
                self._select.chosen = [at["value"]]
        elif tag == "textarea":
            self._textarea = self._field(at["name"], "textarea")
            self._textarea.chosen = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.chosen = [data]
        self._texts.append(data)

    def _field(self, name: str, kind: str) -> Field:
        return self.forms[-1].fields.setdefault(name, Field(kind))

    def _input(self, at: dict[str, str]) -> None:
        kind, value = at.get("type", "text"), at.get("value", "")
        here = self._field(at["name"], kind)
        here.offered.append("typed" if kind in _TYPED else value)
        if kind in ("hidden", *_TYPED) or "checked" in at:
            here.chosen.append(value)


class FormPlayer:
    """A seat at a browser without JavaScript."""

    def __init__(self, server: Served, seat: Seat) -> None:
        self.client = server.client(follow_redirects=True)
        self.client.cookies.set(cookie_name(server.host, "seat"), seat.token, self.client.base_url.host, "/")
        self.clock = server.host.clock if isinstance(server.host.clock, Clock) else None
        self.sent: list[tuple[str, list[tuple[str, str]]]] = []

    def __enter__(self) -> "FormPlayer":
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close()

    def get(self, address: str = "/play") -> PlayPage:
        """Open a page."""
        self._breathe()
        return PlayPage(self.client.get(address))

    def follow(self, page: PlayPage, path: str, **query: str) -> PlayPage:
        """Go where a link of a page leads."""
        return self.get(page.link(path, **query))

    def send(self, form: PlayForm, **values: str | tuple[str, ...]) -> PlayPage:
        """Fill in a form and send it."""
        self._breathe()
        filled = form.filled(values)
        if form.method == "get":
            return PlayPage(self.client.get(urlsplit(form.action).path, params=httpx.QueryParams(filled)))
        self.sent.append((form.action, filled))
        return self.post(form.action, filled)

    def post(self, address: str, fields: list[tuple[str, str]]) -> PlayPage:
        """Send what is to be sent, form or no form."""
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        return PlayPage(self.client.post(address, data=data))

    def _breathe(self) -> None:
        if self.clock is not None:
            self.clock.wait(ms=250)

    # -- the moves, as somebody finds them ----------------------------------------------------------------

    def act(self, action: Action, name: str = "") -> PlayPage:
        """Do something from the room on, going through the pages that lead to it; `name` is what a move is called."""
        room = self.get()
        match action:
            case OpenSession() | AskSupervisor() | LeaveProcedure():
                return self.send(room.deed(action.kind))
            case EndSession():
                page = room if any("end_session" in f.fields["kind"].chosen for f in room.forms if "kind" in f.fields) \
                    else self.follow(room, "/play/end")  # fmt: skip
                return self.send(page.deed("end_session"))
            case Say():
                return self._say(room, action, name)
            case TakeStep(procedure, step, subject, choice):
                query = {"procedure": procedure} | ({"subject": subject} if subject else {})
                page = self.follow(room, "/play/work", **query)
                form = page.deed("take_step", procedure=procedure, step=step)
                return self.send(form, **({"choice": choice} if choice is not None else {}))
            case OfferFormulation(area, about, evidence, second):
                page = self.follow(room, "/play/formulate")
                form = page.form(lambda form: "area" in form.fields and form.method == "get")
                cards = {"evidence": evidence} if "evidence" in form.fields else {}
                page = self.send(form, area=area, about=about, second=second or "", **cards)
                return self.send(page.deed("offer_formulation", area=area, about=about))
            case AgreeContract(goals):
                form = self.follow(room, "/play/contract").deed("agree_contract")
                return self.send(form, goal=goals, **({} if goals else {"without": "yes"}))
        return self._note(self.follow(room, "/play/workbook"), action)

    def _say(self, room: PlayPage, action: Say, name: str) -> PlayPage:
        found = self.send(room.form(lambda form: "find" in form.fields), find=name)
        if any(f"intent={action.intent}" in link for link in found.links):
            page = self.get(next(link for link in found.links if f"intent={action.intent}&" in f"{link}&"))
        else:
            return self.send(found.deed("say", intent=action.intent, variant=str(action.variant)))
        aiming = [form for form in page.forms if form.method == "get" and "target" in form.fields]
        if action.target is not None and not aiming:
            page = self.get(page.link("/play/say", about="yes"))
            aiming = [form for form in page.forms if form.method == "get" and "target" in form.fields]
        if aiming:
            page = self.send(aiming[0], target=action.target or "")
        return self.send(page.deed("say", intent=action.intent), variant=str(action.variant))

    def _note(self, page: PlayPage, action: Action) -> PlayPage:
        match action:
            case PlacePerson(person, when, ring):
                return self.send(page.deed("place_person", person=person), when=when, ring=str(ring))
            case PlaceEvent(event, month):
                return self.send(page.deed("place_event", event=event), month=str(month))
            case PinFact(fact, area, weight):
                return self.send(page.deed("pin_fact", fact=fact), area=area, weight=str(weight))
            case SetProbabilities():
                areas = ("grief", "role_dispute", "role_transition", "interpersonal_deficits")
                return self.send(page.deed("set_probabilities"), **{area: str(getattr(action, area)) for area in areas})
            case WriteNote(words):
                return self.send(page.deed("write_note"), words=words)
        raise AssertionError(f"nobody has shown how to do {action}")


def same_site(page: PlayPage) -> bool:
    """Tell whether every link and every form of a page stays with the host."""
    places = [*page.links, *(form.action for form in page.forms)]
    return all(urlsplit(urljoin(page.url, place)).netloc == urlsplit(page.url).netloc for place in places)
