"""Keys that a player has changed: the model, its faults, and the page on which they are changed."""

import re
from pathlib import Path

import pygame
import pytest
from ui_demo import SessionDemo

from game.commands import looks
from game.ui import app, keymap
from game.ui.app import Loop
from game.ui.appearance import PLAIN, Appearance
from game.ui.keymap import COMMANDS, faults, normal, with_key
from game.ui.screens.keys import Keys
from game.ui.screens.title import Title
from game.ui.shell import Shell
from game.ui.state import Key, Typed
from game.ui.widgets import Choice

EVERY = [command for _title, commands in COMMANDS for command in commands]


@pytest.fixture(autouse=True)
def usual_keys():
    """Labels show the usual keys again."""
    yield
    keymap.use(())


def test_every_command_has_a_key_of_its_own():
    assert len({command.id for command in EVERY}) == len({command.key for command in EVERY}) == len(EVERY)
    assert [command.key for command in EVERY if normal(command.key) != command.key] == []


def test_every_key_that_a_screen_names_belongs_to_a_command():
    sources = [path.read_text(encoding="utf-8") for path in Path(keymap.__file__).parent.rglob("*.py")]
    named = {key for source in sources for key in re.findall(r'"((?:ctrl\+|alt\+)?[a-z]|f\d+|ctrl\+\w+)"', source)}
    named = {key for key in named if key.startswith(("ctrl+", "alt+")) or re.fullmatch(r"f\d+", key)}
    known = {command.key for command in EVERY}
    assert named <= known | {"ctrl+a", "ctrl+e"}  # selects; an example in a docstring


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("f5", "f5"),
        ("Ctrl+K", "ctrl+k"),
        ("shift + ctrl + k", "ctrl+shift+k"),
        ("ctrl+tab", "ctrl+tab"),
        ("tab", None),
        ("k", None),
        ("shift+k", None),
        ("enter", None),
        ("escape", None),
        ("ctrl+c", None),
        ("ctrl+ctrl+k", None),
        ("super+k", None),
        ("", None),
    ],
)
def test_a_key_is_read_as_written_and_one_that_always_does_the_same_is_refused(written, key):
    assert normal(written) == key


FAULTS = [
    ((("serch", "f9"),), "There is no command “serch” for a key. Did you mean “search”?"),
    ((("xyzzy", "f9"),), "There is no command “xyzzy” for a key."),
    ((("search", "q"),), "“q” cannot be the key of “search”; write one like “f5” or “ctrl+g”."),
    ((("search", "f10"), ("help", "f10")), "“f10” is given to both “search” and “help”."),
    ((("search", "f1"),), "“f1” was the key of “help”, which now has none."),
]


@pytest.mark.parametrize(("pairs", "told"), FAULTS)
def test_a_fault_in_the_settings_is_told_in_a_sentence_and_the_rest_holds(pairs, told):
    assert faults((*pairs, ("end", "f12"))) == (told,)
    assert keymap.keymap((*pairs, ("end", "f12"))).of("end") == "f12"


def test_a_key_without_changes_means_itself_and_a_changed_one_what_it_was_given():
    worn = keymap.keymap((("search", "f10"),))
    assert worn.meant(Key("f10")) == Key("f", ctrl=True)
    assert worn.meant(Key("f", ctrl=True)) is None
    assert worn.meant(Key("a", ctrl=True)) == Key("a", ctrl=True)
    assert worn.meant(Typed("f")) == Typed("f")
    assert (worn.shown("ctrl+f"), worn.shown("f2"), worn.shown("ctrl+plus")) == ("F10", "F2", "Ctrl +")


def test_a_key_that_is_taken_changes_places():
    pairs = with_key((), "search", "f1")
    assert dict(pairs) == {"search": "f1", "help": "ctrl+f"}
    assert faults(pairs) == ()
    assert with_key(with_key((), "search", "f10"), "search", "ctrl+f") == ()


# -- in the window -------------------------------------------------------------------------------------


def pressed(loop, key, mod=0):
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=key, mod=mod, unicode=""))
    loop.turn(at_most_ms=0)


def test_the_running_window_follows_the_changed_keys(window):
    pygame.event.clear()
    looks = Appearance(keys=(("help", "f7"), ("formulation", "ctrl+g")))
    shell = Shell(window, SessionDemo(), clock=app.milliseconds, appearance=looks, on_help=Keys)
    loop = Loop(shell)
    pressed(loop, pygame.K_F1)
    assert isinstance(shell.screen, SessionDemo)
    pressed(loop, pygame.K_F7)
    assert isinstance(shell.screen, Keys)
    pressed(loop, pygame.K_F7)
    pressed(loop, pygame.K_ESCAPE)
    assert isinstance(shell.screen, SessionDemo)
    pressed(loop, pygame.K_g, pygame.KMOD_LCTRL)
    assert not isinstance(shell.screen, SessionDemo)


def rows(user):
    return {w.key: w.trailing for w in user.shell.widgets if isinstance(w, Choice)}


def test_another_key_is_given_by_pressing_it(hand):
    user = hand(Keys()).click("search everything that was said", "list_item")
    user.press("f10")
    assert user.chosen[-1].keys == (("search", "f10"),)
    assert rows(user)["keys.search"] == "F10"


def test_another_key_is_given_by_the_mouse_and_all_are_put_back(hand):
    user = hand(Keys()).click("search everything that was said", "list_item")
    user.click("F1, now: this page")
    assert dict(user.chosen[-1].keys) == {"search": "f1", "help": "ctrl+f"}
    user.click("All keys as at the beginning")
    assert user.chosen[-1].keys == ()


def test_escape_leaves_the_key_as_it_is_and_then_the_page(hand):
    user = hand(Keys()).click("formulation", "list_item").press("escape")
    assert (user.shell.screen, user.chosen) == (Keys(), [])
    user.press("escape")
    assert not user.shell.running


def test_the_page_shows_every_command_with_its_key(hand):
    user = hand(Keys(), Appearance(keys=(("end", "f12"),)))
    assert {f"keys.{command.id}" for command in EVERY} <= rows(user).keys()
    assert rows(user)["keys.end"] == "F12"


def test_the_title_opens_the_page_by_its_key_before_anything_is_loaded(window):
    pygame.event.clear()
    shell = Shell(window, Title(), clock=app.milliseconds, appearance=PLAIN, on_help=Keys)
    pressed(Loop(shell), pygame.K_F1)
    assert isinstance(shell.screen, Keys)


def test_faults_in_the_file_of_settings_are_told_at_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "_file", lambda: tmp_path / "window.json")
    looks.keep_looks(Appearance(keys=(("search", "q"), ("end", "f12"))))
    kept, trouble = looks.looks_and_trouble()
    assert keymap.keymap(kept.keys).of("end") == "f12"
    assert "window.json something is wrong with the keys: “q” cannot be the key of “search”" in trouble
