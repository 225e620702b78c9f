"""A real window and AT-SPI: readers that come and go, where the window is, and a system without any of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from window_atspi import ScreenReader, Seen, dbus_session, skip_without_atspi
from window_driver import Desktop, Program, desktop_in


class Listener:
    """A program on a desktop, and a reader that may not have been switched on yet."""

    def __init__(self, desktop: Desktop, session: dict[str, str]) -> None:
        self.desktop, self.session = desktop, session
        self.program: Program = desktop.start("play", "--seed", "7", "--log", desktop.folder / "log.jsonl", env=session)
        self._reader: ScreenReader | None = None

    @property
    def reader(self) -> ScreenReader:
        if self._reader is None:
            self._reader = ScreenReader(self.session["DBUS_SESSION_BUS_ADDRESS"])
        return self._reader

    def finds(self, name: str, role: str, so: Callable[[Seen], bool] = lambda _: True) -> Seen:
        """Wait until there is something of that name and role that is so, and return it."""
        found: list[Seen] = []

        def there() -> bool:
            found[:] = [
                seen for seen in self.reader.tree() if seen.role == role and seen.name.startswith(name) and so(seen)
            ]
            return bool(found)

        assert self.desktop.patience.until(there), f"no {role} {name!r} in {self.reader.tree()}"
        return found[0]

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    skip_without_atspi()
    with desktop_in(tmp_path) as desktop, dbus_session(desktop.display.name) as session:
        begun = Listener(desktop, session)
        yield begun
        begun.close()


def test_a_reader_may_come_late_go_and_come_again_to_another_screen(listener: Listener) -> None:
    listener.finds("Treat a patient", "push button")
    assert listener.reader.listen(0.1) == []
    listener.reader.switch(on=False)
    assert listener.desktop.patience.until(lambda: listener.reader.tree() == [])
    listener.desktop.hands.press("f1")
    listener.reader.switch(on=True)
    back = listener.finds("Back", "push button")
    listener.reader.click(back)
    listener.finds("Treat a patient", "push button")
    assert listener.program.complaint == ""


def test_the_window_is_known_to_be_active_and_where_it_is(listener: Listener) -> None:
    button = listener.finds("Treat a patient", "push button")
    frame = listener.finds("Sixteen Weeks", "frame", lambda seen: "active" in seen.states)
    assert listener.reader.place(frame) == (0, 0, 1280, 720)
    left, top, wide, high = listener.reader.place(button)
    assert 0 < left < left + wide < 1280
    assert 0 < top < top + high < 720

    listener.program.arrange("windowmove", 30, 20)
    listener.program.arrange("windowsize", 1200, 690)
    wanted = (30, 20, 1200, 690)
    assert listener.desktop.patience.until(lambda: listener.reader.place(frame) == wanted), listener.reader.place(frame)
    listener.program.lose_the_keyboard()
    listener.finds("Sixteen Weeks", "frame", lambda seen: "active" not in seen.states)


def test_without_a_bus_nobody_reads_nothing_is_said_and_the_game_goes_on(tmp_path: Path) -> None:
    with desktop_in(tmp_path) as desktop:
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nothing"}
        program = desktop.start("play", "--log", tmp_path / "log.jsonl", env=nowhere)
        before = desktop.display.frame()
        desktop.hands.press("f1")
        assert desktop.patience.until(lambda: desktop.display.frame() != before)
        assert program.running
        assert program.complaint == ""
