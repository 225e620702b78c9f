"""`screenshots`: pictures of the eight main screens, from a treatment that the scripted expert plays."""

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.commands.library import Library
from game.commands.manners import CANNOT, FINE, Refused
from game.commands.records import open_case
from game.languages import languages, speak_in
from game.manual import load_manual
from game.play import Playthrough
from game.treatment import Treatment

if TYPE_CHECKING:
    from game.ui.screens.desk import Desk
    from game.ui.theme import Appearance

CASE: Final = "mehdi"
_SEED: Final = 7
_ANIMATION_MS: Final = 60_000
"""Whatever moves has come to rest after so long."""
_STEPS: Final = 3
_MINUTES_LEFT: Final = 24


def run(options: Namespace) -> int:
    """Write the pictures and print where they are. Exit code 2 where pygame cannot draw."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"  # nobody wants windows to fly over the desktop, or needs one
    from game.ui.window import NoDisplay, close_window

    speak_in(_language(options))
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        album = _Album(folder, options.size, _looks(options))
        _tour(album)
    except NoDisplay as error:
        raise Refused(str(error), CANNOT) from None
    finally:
        close_window()
    print("\n".join(map(str, album.made)))
    return FINE


def _looks(options: Namespace) -> "Appearance":
    from game.ui.theme import TEXT_SIZES, THEMES, Appearance

    if options.theme not in THEMES:
        raise Refused(f"There is no theme “{options.theme}”. The themes are {', '.join(THEMES)}.")
    if options.text not in TEXT_SIZES:
        raise Refused(f"Text can be {', '.join(map(str, TEXT_SIZES))} percent large.")
    return Appearance(options.theme, options.text, reduced_motion=True)


def _language(options: Namespace) -> str:
    there = [language.code for language in languages()]
    if options.language not in there:
        raise Refused(f"There is no language “{options.language}”. There are {', '.join(there)}.")
    return str(options.language)


class _Album:
    """A window nobody sees, and the pictures taken in it."""

    def __init__(self, folder: Path, size: "tuple[int, int]", looks: "Appearance") -> None:
        from game.ui.geometry import Size
        from game.ui.screens.title import NAME, Title
        from game.ui.shell import Shell
        from game.ui.window import open_window

        self._folder = folder
        self._now = 0
        self.made: list[Path] = []
        self._shell = Shell(open_window(NAME, Size(*size)), Title(), clock=lambda: self._now, appearance=looks)

    def show(self, name: str, screen: object, *intents: object) -> None:
        """Open a screen, hand it intents (or press what has a key that begins so), let it come to rest, picture it."""
        from game.ui.stack import Reset

        self._shell.apply(Reset(screen))  # type: ignore[arg-type]
        for intent in intents:
            self._shell.deliver(self._intent_of(intent) if isinstance(intent, str) else intent)
        self._now += _ANIMATION_MS
        self._shell.wake()
        self._shell.draw()
        self.made.append(self._folder / f"{len(self.made) + 1}-{name}.png")
        self._shell.screenshot(self.made[-1])

    def _intent_of(self, key: str) -> object:
        return next(widget.intent for widget in self._shell.widgets if widget.key.startswith(key))


def _tour(album: _Album) -> None:
    from game.ui.screens import flow
    from game.ui.screens.desk import Desk
    from game.ui.screens.intents import Open, Show, Work
    from game.ui.screens.referral import Referral
    from game.ui.screens.shelf import Shelf
    from game.ui.screens.title import Title

    book = load_manual()
    case = open_case(CASE, book)
    play = Playthrough.start(book, case, seed=_SEED)
    desk = Desk(book, Library(book), lambda _case, _mode: play, mode=play.mode)
    album.show("title", Title(desk))
    album.show("shelf", Shelf(desk, CASE, play.mode))
    album.show("referral", Referral.of(desk, CASE, play.mode))
    desk.begin(CASE, play.mode)
    expert = _Expert(desk, play)
    expert.plays_until(lambda now: _in(now, 2) and now.hour.minutes_left <= _MINUTES_LEFT)
    album.show("session", flow.where(desk), Show("circle"))
    expert.plays_until(lambda now: _in(now, 3))
    album.show("evidence", flow.where(desk), Show("evidence"))
    parts = ("formulation.area.role_dispute", "formulation.about.")
    album.show("formulation", flow.where(desk), Open("formulation"), *parts)
    expert.plays_until(_analysing)
    running = play.treatment.progress.running
    album.show("procedure", flow.where(desk), *([Work(running.procedure, running.subject)] if running else []))
    expert.plays_until(lambda now: now.over)
    album.show("debrief", flow.debrief(desk))


def _in(now: Treatment, session: int) -> bool:
    return now.hour.open and now.hour.number == session


def _analysing(now: Treatment) -> bool:
    running = now.progress.running
    return running is not None and running.procedure == "communication_analysis" and len(running.steps) >= _STEPS


class _Expert:
    """The expert, who goes on with the treatment on a desk."""

    def __init__(self, desk: "Desk", play: Playthrough) -> None:
        self._desk, self._play = desk, play
        self._chance = Random(_SEED)
        self._therapist = POLICIES["expert"](self._chance)

    def plays_until(self, moment: Callable[[Treatment], bool]) -> None:
        """Play on until the moment has come or the treatment is over."""
        while not self._play.treatment.over and not moment(self._play.treatment):
            sight = Sight(self._play.book, self._play.case, self._play.treatment, self._chance)
            self._desk.act(self._therapist.choose(sight))
