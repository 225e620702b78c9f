"""The settings: every choice takes effect at once, by keyboard alone and by mouse alone, and none stops the game."""

from dataclasses import fields

import pytest
from ui_screens import begun, desk_of, in_session, played_until

from game import words
from game.languages import LanguageFault
from game.ui import system
from game.ui.appearance import FASTEST, SLOWEST
from game.ui.screens.flow import where
from game.ui.screens.keys import Keys
from game.ui.screens.settings import Settings
from game.ui.screens.title import Title
from game.ui.theme import Appearance
from game.ui.widgets import Choice, Slider


@pytest.fixture(autouse=True)
def english():
    yield
    words.speak(words.ENGLISH)


BY_MOUSE = {
    "150 %": Appearance(text=150),
    "OpenDyslexic": Appearance(font="dyslexic"),
    "Wider": Appearance(leading=125),
    "Evening": Appearance("dark"),
    "High contrast": Appearance("high_contrast"),
    "Less motion": Appearance(reduced_motion=True),
    "Words as they are said": Appearance(typewriter=False),
    "Deutsch": Appearance(language="de"),
    "English": Appearance(language="en"),
    "Read aloud": Appearance(read_aloud=True),
}


def see(user, name):
    """Scroll until the row or button can be seen."""
    area = next(widget for widget in user.shell.widgets if widget.key == "settings.page")
    while not user.node(name).bounds.area:
        before = user.shell.ui
        user.wheel(area.rect.centre, 3)
        assert user.shell.ui != before, f"{name} cannot be scrolled to"
    return user


def reach(user, name):
    """Go on with Tab and the arrows until it has the focus."""
    for _ in range(80):
        if user.focus.startswith(name):
            return user
        user.press("down" if user.focus.startswith(("100 %", "Atkinson")) else "tab")
    raise AssertionError(f"{name} cannot be reached")


@pytest.mark.parametrize("name", BY_MOUSE)
def test_everything_can_be_chosen_by_mouse_and_is_kept_at_once(hand, name):
    user = hand(Settings())
    see(user, name).click(name, "list_item")
    assert user.shell.theme.appearance == BY_MOUSE[name]
    assert user.chosen == [BY_MOUSE[name]]


def test_everything_can_be_chosen_by_keyboard_alone(hand):
    user = hand(Settings())
    wanted = [w.key for w in user.shell.widgets if w.intent is not None or (isinstance(w, Slider) and w.enabled)]
    reached = set()
    for _ in range(60):
        reached.add(user.shell.ui.focus)
        user.press("tab")
        for _ in range(5):
            reached.add(user.shell.ui.focus)
            user.press("down")
    assert set(wanted) <= reached


def test_a_choice_made_by_keyboard_counts_like_one_made_by_mouse(hand):
    user = hand(Settings())
    user.press("right", "right", "enter")
    assert user.shell.theme.appearance.text == 150
    assert user.focus.startswith("150 %")


def test_a_second_press_turns_a_switch_off_again(hand):
    user = hand(Settings())
    see(user, "Less motion").click("Less motion").click("Less motion")
    assert [each.reduced_motion for each in user.chosen] == [True, False]


def test_volume_goes_from_none_to_all_by_arrow_keys_and_by_dragging(hand):
    user = hand(Settings())
    slider = next(widget for widget in user.shell.widgets if widget.key == "settings.volume")
    see(user, "Volume")
    for _ in range(99):
        if user.shell.ui.focus == slider.key:
            break
        user.press("tab")
    user.press("right")
    assert user.shell.theme.appearance.volume == 55
    user.press("home")
    assert user.shell.theme.appearance.volume == 0
    user.press("end")
    assert user.shell.theme.appearance.volume == 100
    place = user.node("Volume").bounds
    user.drag((place.right - 12, place.bottom - 8), (place.x - 40, place.bottom - 8))
    assert user.shell.theme.appearance.volume == 0


def test_the_pace_can_be_chosen_while_something_is_read(hand, monkeypatch):
    monkeypatch.setattr("game.ui.screens.settings.engines_here", lambda: (Speaks(),))
    user = hand(Settings(), Appearance(read_aloud=True, pace=FASTEST))
    slider = next(widget for widget in user.shell.widgets if widget.key == "settings.pace")
    assert (slider.minimum, slider.maximum, slider.enabled) == (SLOWEST, FASTEST, True)
    user.shell.restyle(Appearance())
    assert not next(widget for widget in user.shell.widgets if widget.key == "settings.pace").enabled


class Speaks:
    """An engine as the settings see it."""

    name = "Some engine"


def test_without_a_speech_engine_a_sentence_says_so(hand, monkeypatch):
    monkeypatch.setattr("game.ui.screens.settings.engines_here", tuple)
    user = hand(Settings())
    assert any("No speech engine was found" in node for node in said(user))
    assert not any(widget.key == "settings.pace" for widget in user.shell.widgets)


def said(user):
    return [getattr(widget, "text", "") for widget in user.shell.widgets]


def test_what_is_chosen_is_marked_in_words_too(hand):
    look = Appearance("dark", 125, reduced_motion=True, font="dyslexic", leading=150, language="en", read_aloud=True)
    user = hand(Settings(), look)
    marked = {w.label: w.trailing for w in user.shell.widgets if isinstance(w, Choice) and w.marked}
    assert marked == {
        "125 %": "now",
        "OpenDyslexic": "now",
        "Widest": "now",
        "Evening": "now",
        "English": "now",
        "Less motion": "on",
        "Words as they are said": "on",
        "Read aloud": "on",
    }


def test_every_setting_can_be_changed_here_or_where_it_belongs(hand):
    user = hand(Settings(), Appearance(read_aloud=True))
    changed = {"volume", "pace"} | {"keys", "favourites"}  # sliders; the page of keys, the palette
    for widget in user.shell.widgets:
        look = getattr(widget.intent, "appearance", user.shell.theme.appearance)
        changed |= {
            f.name for f in fields(look) if getattr(look, f.name) != getattr(Appearance(read_aloud=True), f.name)
        }
    assert changed == {field.name for field in fields(Appearance)}


def test_keys_are_a_page_of_their_own(hand):
    user = hand(Settings())
    see(user, "Show and change keys").click("Show and change keys")
    assert isinstance(user.shell.screen, Keys)


# -- languages -----------------------------------------------------------------------------------------


def test_another_language_is_spoken_at_once_and_on_the_screens_below(hand):
    user = hand(Title())
    user.click("Settings")
    see(user, "Deutsch").click("Deutsch")
    assert any(widget.key == "settings.back" and widget.name == "Zurück" for widget in user.shell.widgets)
    user.press("escape")
    assert isinstance(user.shell.screen, Title)
    assert any(getattr(widget, "label", "") == "Einstellungen" for widget in user.shell.widgets)


def test_a_session_goes_on_in_the_language_chosen_in_its_pause(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 10))
    user = hand(where(desk_of(play)))
    user.press("escape").click("Settings")
    see(user, "Deutsch").click("Deutsch")
    user.press("escape")
    words_now = " ".join(said(user))
    assert f"Sitzung 2 von {play.treatment.sessions}" in words_now
    assert "Session 2" not in words_now
    assert play.treatment.hour.open


def test_a_language_file_that_cannot_be_used_is_said_and_english_goes_on(hand, monkeypatch):
    def refuse(code):
        raise LanguageFault("de.po:7: this is nothing.")

    user = hand(Settings())
    monkeypatch.setattr(system, "speak_in", refuse)
    see(user, "Deutsch").click("Deutsch")
    assert any("de.po:7: this is nothing." in words for words in said(user))
    user.press("escape")
    assert isinstance(user.shell.screen, Settings)
    assert words.language() == "en"


# -- what the system wants -----------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "less"), [("false", True), ("true", False), ("", False)])
def test_less_motion_is_what_the_desktop_wants(monkeypatch, tmp_path, answer, less):
    program = tmp_path / "gsettings"
    program.write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.wants_less_motion("linux") is less


def test_a_desktop_that_cannot_be_asked_wants_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system.wants_less_motion("linux")
    assert not system.wants_less_motion("darwin")


def test_a_desktop_that_does_not_answer_is_not_waited_for(monkeypatch, tmp_path):
    program = tmp_path / "defaults"
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system.wants_less_motion("darwin")


def test_languages_come_from_the_environment_but_where_the_system_keeps_them(window):
    assert system.preferred_languages("linux") == ()
    assert all(isinstance(each, str) for each in system.preferred_languages("darwin"))
