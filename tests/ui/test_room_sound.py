"""Sounds: what is heard when, that they are soft and start late, and that no device is no trouble."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pygame
import pytest
from ui_screens import begun, desk_of, in_session, played_until

from game.case import load_case
from game.manual import load_manual
from game.ui import synthesis
from game.ui.appearance import Appearance
from game.ui.screens.session import Session
from game.ui.screens.title import Title
from game.ui.sound import QUIET, Heard, Sound, cues, has_device, heard

BOOK = load_manual()


@dataclass(frozen=True)
class Room:
    session: int
    minutes_left: int
    in_session: bool = True


@dataclass(frozen=True)
class Look:
    room: Room


@dataclass(frozen=True)
class Pane:
    tab: str = "circle"


@dataclass(frozen=True)
class Shown:
    """A screen of a treatment, as far as it can be heard."""

    look: Look
    pane: Pane = Pane()


def shown(session: int, left: int, *, tab: str = "circle", is_open: bool = True) -> Shown:
    return Shown(Look(Room(session, left, is_open)), Pane(tab))


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")


def test_a_session_is_heard_and_a_title_is_not() -> None:
    desk = desk_of(played_until(begun(BOOK, load_case("ines", BOOK)), "expert", in_session(1, 10)))
    room = desk.look.room
    assert heard(Session(desk, desk.look)) == Heard(1, room.minutes_left, "circle")
    assert heard(Title()) == QUIET


@pytest.mark.parametrize(
    ("before", "now", "sounds"),
    [
        (Heard(1, 50, "circle"), Heard(1, 50, "plan"), ("page",)),
        (Heard(1, 9, "circle"), Heard(1, 5, "circle"), ("five_minutes",)),
        (Heard(1, 5, "circle"), Heard(1, 2, "circle"), ()),
        (Heard(1, 6, "circle"), Heard(0, 0, "circle"), ("session_end",)),
        (Heard(1, 6, "circle"), QUIET, ()),
        (Heard(0, 0, "plan"), Heard(2, 50, "circle"), ("page",)),
        (Heard(1, 4, "circle"), Heard(2, 3, "circle"), ()),
        (QUIET, Heard(1, 4, "circle"), ()),
    ],
)
def test_what_sounds_follows_from_two_screens(before: Heard, now: Heard, sounds: tuple[str, ...]) -> None:
    assert cues(before, now) == sounds


@pytest.mark.parametrize("name", synthesis.MADE)
def test_a_sound_is_whole_soft_at_its_ends_and_the_same_every_time(name: str) -> None:
    made = synthesis.MADE[name]()
    assert made == synthesis.MADE[name]()
    assert 20_000 < max(map(abs, made)) <= 32_767
    if name != "tone":
        assert max(abs(made[0]), abs(made[-1])) < 1_000
        assert 0.2 < len(made) / synthesis.RATE < 3


def test_the_tone_of_the_room_goes_round_without_a_click() -> None:
    made = synthesis.room_tone()
    steps = [abs(one - other) for one, other in pairwise(made)]
    assert abs(made[-1] - made[0]) <= max(steps)


def test_silence_opens_no_device(device: None) -> None:
    player = Sound()
    for screen in (shown(1, 50), shown(1, 4), shown(1, 0, is_open=False)):
        player.follow(screen, 0)
    player.close()
    assert pygame.mixer.get_init() is None


def test_a_whole_hour_is_heard_and_the_device_is_given_back(device: None) -> None:
    player = Sound()
    player.follow(shown(1, 50), 60)
    player.follow(shown(1, 4, tab="plan"), 60)
    player.follow(shown(1, 0, tab="plan", is_open=False), 60)
    player.close()
    assert pygame.mixer.get_init() is None


def test_a_device_that_cannot_be_opened_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "there is none of this name")
    player = Sound()
    for left in (50, 4):
        player.follow(shown(1, left), 100)
    player.close()
    assert pygame.mixer.get_init() is None


def test_no_device_is_asked_for_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    folder = tmp_path / "run"
    (folder / "pulse").mkdir(parents=True)
    here = {"XDG_RUNTIME_DIR": str(folder)}
    assert not has_device(here, tmp_path / "snd")
    assert not has_device({}, tmp_path / "snd")
    (folder / "pulse" / "native").touch()
    assert has_device(here, tmp_path / "snd")
    (tmp_path / "snd").mkdir()
    (tmp_path / "snd" / "pcmC0D0p").touch()
    assert has_device({}, tmp_path / "snd")


def test_one_key_takes_the_sound_away_and_brings_it_back() -> None:
    loud = Appearance(volume=70)
    assert loud.sounded().volume == 0
    assert loud.sounded().sounded().volume == Appearance().volume > 0
