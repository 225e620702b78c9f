"""A screen reader for tests: a D-Bus session of its own, and a client that knows the window only from AT-SPI."""

import os
import select
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ATSPI = "org.a11y.atspi."
_REGISTRY = f"{_ATSPI}Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_DESKTOP_PROPERTIES = "org.freedesktop.DBus.Properties"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_EVENTS = ("object:announcement", "object:state-changed:focused", "window:activate")
# Numbers of AT-SPI's enumerations: AtspiRole and AtspiStateType.
_ROLES = {
    2: "alert",
    11: "combo box",
    23: "frame",
    27: "image",
    29: "label",
    32: "list item",
    37: "page tab",
    38: "page tab list",
    39: "panel",
    43: "push button",
    51: "slider",
    54: "status bar",
    73: "paragraph",
    75: "application",
    79: "entry",
    83: "heading",
    97: "comment",
    98: "list box",
    103: "level bar",
    115: "timer",
}
_STATES = {1: "active", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused", 23: "selected", 24: "sensitive"}
_LAUNCHER = ("org.a11y.Bus", "/org/a11y/bus")
_PATIENCE_S = 3
_KEY_PRESS, _KEY_RELEASE, _KEY_STRING = 0, 1, 4


def skip_without_atspi() -> None:
    """Skip the test, naming what is missing."""
    if shutil.which("dbus-run-session") is None:
        pytest.skip("dbus-run-session is not installed")
    if not any(Path(launcher).exists() for launcher in _LAUNCHERS):
        pytest.skip("at-spi2-core is not installed")


@contextmanager
def dbus_session(display: str) -> Iterator[dict[str, str]]:
    """A D-Bus session that ends with the block; what is yielded belongs into the environment of its programs."""
    folder = Path(tempfile.mkdtemp(prefix="sixteen-"))  # short, since a socket's name must be
    places = {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "DISPLAY": display}
    tell = 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'
    session = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", tell],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **places},
    )
    assert session.stdin is not None
    assert session.stdout is not None
    try:
        yield {**places, "DBUS_SESSION_BUS_ADDRESS": session.stdout.readline().strip()}
    finally:
        session.stdin.close()
        session.wait(timeout=20)
        session.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Seen:
    """One accessible as AT-SPI shows it."""

    path: str
    role: str
    name: str
    states: frozenset[str]


class Bus:
    """A connection that keeps signals for later and asks many questions at once."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(address)
        self.signals: deque[Message] = deque()

    def ask(self, *questions: Message) -> list[Any]:
        """Send every message before reading a reply; return the bodies in order, None for what is no more.

        None as well for what is not answered in time: a program that has just come to the bus may overhear a question.
        """
        waiting = {next(self._connection.outgoing_serial): place for place in range(len(questions))}
        self._connection.sock.sendall(b"".join(map(Message.serialise, questions, waiting)))
        bodies: list[Any] = [None] * len(questions)
        while waiting:
            try:
                reply = self._connection.receive(timeout=_PATIENCE_S)
            except TimeoutError:
                break
            place = waiting.pop(reply.header.fields.get(HeaderFields.reply_serial, -1), None)
            if place is None:
                self.signals.append(reply)
            elif reply.header.message_type == MessageType.method_return:
                bodies[place] = reply.body
        return bodies

    def place(self, seen: Seen) -> tuple[int, int, int, int]:
        """Return where it is on the desktop: left, top, width and height in pixels."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Component", "GetExtents", "u", 0))
        left, top, wide, high = body[0]
        return left, top, wide, high

    def listen(self, seconds: float) -> None:
        """Take in what comes by itself within so long, and return as soon as there is something."""
        if select.select([self._connection.sock], [], [], seconds)[0]:
            self.signals.append(self._connection.receive(timeout=seconds))

    def close(self) -> None:
        self._connection.close()


def _call(where: tuple[str, str], interface: str, member: str, signature: str | None = None, *body: Any) -> Message:
    name, path = where
    return new_method_call(DBusAddress(path, bus_name=name, interface=interface), member, signature, body)


def _get(where: tuple[str, str], interface: str, name: str) -> Message:
    return _call(where, _DESKTOP_PROPERTIES, "Get", "ss", _ATSPI + interface, name)


class ScreenReader:
    """Reads and operates the one window there is, through AT-SPI alone."""

    def __init__(self, session_address: str) -> None:
        self._session = Bus(session_address)
        self.switch(on=True)
        (address,) = self._session.ask(_call(_LAUNCHER, "org.a11y.Bus", "GetAddress"))
        self._bus = Bus(address[0])
        self._registry = (_REGISTRY, "/org/a11y/atspi/registry")
        rules = [MatchRule(type="signal", interface=f"{_ATSPI}Event.{kind}") for kind in ("Object", "Window")]
        self._bus.ask(
            *(message_bus.AddMatch(rule) for rule in rules),
            *(_call(self._registry, _REGISTRY, "RegisterEvent", "s", event) for event in _EVENTS),
        )
        self._app = ""
        self.heard: list[str] = []
        """What was announced, in order."""

    def switch(self, *, on: bool) -> None:
        """Tell every program that somebody reads, or that nobody does any more."""
        enabled = ("org.a11y.Status", "IsEnabled", ("b", on))
        self._session.ask(_call(_LAUNCHER, _DESKTOP_PROPERTIES, "Set", "ssv", *enabled))
        self._app = ""

    def close(self) -> None:
        self._bus.close()
        self._session.close()

    # -- reading -------------------------------------------------------------------------------------------

    def tree(self) -> list[Seen]:
        """Return everything in the window, in reading order; empty while there is none."""
        if not self._app:
            (found,) = self._bus.ask(_call((_REGISTRY, _ROOT), f"{_ATSPI}Accessible", "GetChildren"))
            names = [name for name, _ in found[0]] if found else []
            if not names:
                return []
            self._app = names[-1]
        level = [_ROOT]
        known: dict[str, tuple[Seen, list[str]]] = {}
        while level:
            following = []
            for path, (name, role, states, children) in zip(level, self._ask_all(level), strict=True):
                if None in (name, role, states, children):
                    return []  # gone meanwhile: look again
                inside = [child for _, child in children[0]]
                role_name = _ROLES.get(role[0], str(role[0]))
                known[path] = Seen(path, role_name, name[0][1], _states(states[0])), inside
                following += inside
            level = following
        return list(_walked(known, _ROOT))[1:]

    def _ask_all(self, paths: Iterable[str]) -> list[tuple[Any, ...]]:
        accessible = f"{_ATSPI}Accessible"
        questions: list[Message] = []
        for path in paths:
            where = (self._app, path)
            questions += [
                _get(where, "Accessible", "Name"),
                _call(where, accessible, "GetRole"),
                _call(where, accessible, "GetState"),
                _call(where, accessible, "GetChildren"),
            ]
        bodies = self._bus.ask(*questions)
        return [tuple(bodies[n : n + 4]) for n in range(0, len(bodies), 4)]

    def text(self, seen: Seen) -> str:
        """Return what stands in a field."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Text", "GetText", "ii", 0, -1))
        return str(body[0])

    def number(self, seen: Seen) -> tuple[float, float, float]:
        """Return the value of a slider, its least and its greatest."""
        names = ("CurrentValue", "MinimumValue", "MaximumValue")
        value, least, most = self._bus.ask(*(_get(self._at(seen), "Value", name) for name in names))
        return value[0][1], least[0][1], most[0][1]

    def attributes(self, seen: Seen) -> dict[str, str]:
        """Return what else is said of it, such as its position in a list."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Accessible", "GetAttributes"))
        return dict(body[0])

    def place(self, seen: Seen) -> tuple[int, int, int, int]:
        """Return where it is on the desktop: left, top, width and height in pixels."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Component", "GetExtents", "u", 0))
        left, top, wide, high = body[0]
        return left, top, wide, high

    def listen(self, seconds: float = 0.0) -> list[str]:
        """Return what has been announced so far, waiting so long for more to be said."""
        end = time.monotonic() + seconds
        self._bus.listen(0)
        while (left := end - time.monotonic()) > 0:
            self._bus.listen(left)
        while self._bus.signals:
            signal = self._bus.signals.popleft()
            if signal.header.fields.get(HeaderFields.member) == "Announcement":
                self.heard.append(signal.body[3][1])
        return self.heard

    # -- doing ---------------------------------------------------------------------------------------------

    def click(self, seen: Seen) -> None:
        """Do the one thing that can be done with it."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Action", "DoAction", "i", 0))
        assert body == (True,), f"{seen} cannot be pressed"

    def focus(self, seen: Seen) -> None:
        """Give it the focus."""
        (body,) = self._bus.ask(_call(self._at(seen), f"{_ATSPI}Component", "GrabFocus"))
        assert body == (True,), f"{seen} takes no focus"

    def set(self, seen: Seen, value: float) -> None:
        """Set a slider."""
        words = (f"{_ATSPI}Value", "CurrentValue", ("d", value))
        (body,) = self._bus.ask(_call(self._at(seen), _DESKTOP_PROPERTIES, "Set", "ssv", *words))
        assert body is not None, f"{seen} takes no value"

    def type(self, words: str) -> None:
        """Type where the focus is, with AT-SPI's own keyboard."""
        self._generate(0, words, _KEY_STRING)

    def strike(self, keycode: int, *, down: bool) -> None:
        """Press a key of the keyboard, or let it go."""
        self._generate(keycode, "", _KEY_PRESS if down else _KEY_RELEASE)

    def _generate(self, keycode: int, words: str, kind: int) -> None:
        where = (_REGISTRY, "/org/a11y/atspi/registry/deviceeventcontroller")
        interface = f"{_ATSPI}DeviceEventController"
        (body,) = self._bus.ask(_call(where, interface, "GenerateKeyboardEvent", "isu", keycode, words, kind))
        assert body is not None, f"{words or keycode!r} cannot be typed"

    def _at(self, seen: Seen) -> tuple[str, str]:
        return self._app, seen.path


def _states(words: list[int]) -> frozenset[str]:
    bits = words[0] | words[1] << 32
    return frozenset(name for bit, name in _STATES.items() if bits >> bit & 1)


def _walked(known: dict[str, tuple[Seen, list[str]]], path: str) -> Iterator[Seen]:
    seen, inside = known[path]
    yield seen
    for child in inside:
        yield from _walked(known, child)
