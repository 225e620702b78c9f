"""Joining a contest: the code and the host as they stand on the wall, a name, or the four words of a seat one has."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from game.play import CannotSave
from game.ui.elements import Column, Element, Row
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Show
from game.ui.screens.message import Message
from game.ui.screens.parts import page, small
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, Submitted, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Button, Text, TextField, Widget
from game.words import _

if TYPE_CHECKING:
    from game.seat import Address, Seat

_SOON_MS = 100
_ADDRESS, _NAME, _WORDS = "join.address", "join.name", "join.words"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is to be tried: hand-over from the button, which knows no texts, to the screen, which asked for them."""

    address: str
    name: str
    words: str


@dataclass(frozen=True)
class Joining:
    """The page to join from. `found` is on its way while the host is being asked."""

    desk: Desk
    address: str = ""
    name: str = ""
    words: str = ""
    again: bool = False
    """Whether a seat one has already is to be taken, by its four words."""
    found: "Future[Seat] | None" = None
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the page; its button carries what was typed."""
        typed = Typed(ui.text(_ADDRESS, self.address), ui.text(_NAME, self.name), ui.text(_WORDS, self.words))
        tree = page(_("Join a contest"), self._body(typed), key="join", message=self.message, wide_em=40)
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Ask the host for a seat, wait for its answer, and go to the lobby with it."""
        match intent:
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Dismiss():
                return Stay(replace(self, message=None), focus=_ADDRESS)
            case Show(tab):
                return Stay(replace(self, again=tab == "again"))
            case Typed() if self.found is None:
                return self._tried(intent)
            case Submitted():
                return Stay(focus="join.go")
            case Wake() if self.found is not None:
                return self._arrived(self.found)
        return Stay()

    def _tried(self, typed: Typed) -> Result:
        from game.seat import NoAddress, read_address

        try:
            address = read_address(typed.address)
        except NoAddress as error:
            return Stay(replace(self, message=Message(_("This is no address of a contest"), str(error))))
        folder = self.desk.seats_folder
        assert folder is not None  # without one, nobody is led here
        if self.again and typed.words.strip():
            taking = _resumed(folder, address, typed.words)
        elif self.again:
            taking = _kept(folder, address)
        else:
            taking = _joined(folder, address, typed.name.strip() or None)
        return Stay(replace(self, address=typed.address, found=_in_the_background(taking)), wake_ms=_SOON_MS)

    def _arrived(self, found: "Future[Seat]") -> Result:
        from game.seat import HostRefused, Offline
        from game.ui.screens.lobby import Lobby

        if not found.done():
            return Stay(wake_ms=_SOON_MS)
        try:
            seat = found.result()
        except (HostRefused, Offline, CannotSave, _NoSeat) as error:
            return Stay(replace(self, found=None, message=Message(_("You could not join"), str(error))))
        return Reset(*Lobby.of(self.desk, seat))

    def _body(self, typed: Typed) -> Element:
        says = _("Your teacher shows a code and an address, such as KR4T-9XWM@192.168.1.20:8016. Type both as one.")
        asking = self.found is not None
        return Column(
            [
                Text(says, tone="muted"),
                TextField(
                    _("Code and host"),
                    key=_ADDRESS,
                    initial=self.address,
                    limit=200,
                    autofocus=True,
                    enabled=not asking,
                ),
                *(self._coming_back() if self.again else self._new_here()),
                Row(
                    [
                        Button(
                            _("Asking the host …") if asking else _("Take my seat") if self.again else _("Join"),
                            key="join.go",
                            kind="primary",
                            intent=typed,
                            enabled=not asking,
                        ),
                        Button(
                            _("I am new here") if self.again else _("I have a seat already"),
                            key="join.turn",
                            kind="quiet",
                            intent=Show("new" if self.again else "again"),
                            enabled=not asking,
                        ),
                    ],
                    gap="small",
                ),
            ],
            gap="wide",
        )

    def _new_here(self) -> list[Element]:
        return [
            TextField(_("Name, if you may choose one"), key=_NAME, initial=self.name, limit=24),
            small(_("Without one you get a name that tells nobody who you are. Do not write your real name.")),
        ]

    def _coming_back(self) -> list[Element]:
        return [
            TextField(_("Your four words"), key=_WORDS, initial=self.words, limit=60),
            small(_("On the machine on which you joined, leave them out: your seat is kept there.")),
        ]


class _NoSeat(Exception):
    """There is no seat of this contest on this machine; the message says what to do."""


def _joined(folder: Path, address: "Address", name: str | None) -> "Callable[[], Seat]":
    from game.seat import Seat, join

    return lambda: Seat(*join(folder, address, name)).start()


def _resumed(folder: Path, address: "Address", words: str) -> "Callable[[], Seat]":
    from game.seat import Seat, resume

    return lambda: Seat(*resume(folder, address, words)).start()


def _kept(folder: Path, address: "Address") -> "Callable[[], Seat]":
    from game.seat import Seat, kept_seats

    def taken() -> Seat:
        found = kept_seats(folder, address.url, address.code)
        if not found:
            raise _NoSeat(_("No seat in this contest is kept on this machine. Type your four words."))
        return Seat(*found[0]).start()

    return taken


def _in_the_background(taking: "Callable[[], Seat]") -> "Future[Seat]":
    """Ask without holding up the window."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="joining")
    future = pool.submit(taking)
    pool.shutdown(wait=False)
    return future
