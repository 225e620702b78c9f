"""Colours by role: every pair that can meet on a screen, measured as WCAG 2 does."""

from itertools import product

import pytest

from game.ui import text
from game.ui.geometry import Size
from game.ui.paint.brush import mix
from game.ui.theme import TEXT_SIZES, THEMES, Appearance, Colour, load, room

TONES = ("text", "muted", "accent", "patient", "therapist", "good", "costly", "warning")
FILLS = ("background", "surface", "raised", "paper", "patient", "therapist")
PRESSABLE = ("hover", "pressed")
"""What stands under the words of buttons, rows, tabs and tokens."""
HUES = ("series_1", "series_2", "series_3", "series_4", "good", "costly", "warning", "muted")


def luminance(colour: Colour) -> float:
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_defined():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out_seven_to_one_on_everything_it_can_stand_on(name):
    theme = load(Appearance(name))
    grounds = (*FILLS, *PRESSABLE)
    pairs = {(tone, fill): contrast(theme.ink(tone), theme.colour(fill)) for tone, fill in product(TONES, grounds)}
    pairs |= {(tone, "selection"): contrast(theme.ink(tone), theme.colour("selection")) for tone in ("text", "muted")}
    for deeper in (0, 20, 40):
        ground = mix(theme.colour("accent"), theme.colour("text"), deeper)
        pairs["on_accent", f"accent {deeper}"] = contrast(theme.colour("on_accent"), ground)
    assert {pair: round(value, 2) for pair, value in pairs.items() if value < 7} == {}


@pytest.mark.parametrize("name", THEMES)
def test_what_is_not_text_but_must_be_seen_stands_out_three_to_one(name):
    theme = load(Appearance(name))
    grounds = ("background", "surface", "raised")
    pairs = {
        (role, fill): contrast(theme.colour(role), theme.colour(fill))
        for role, fill in product(("focus_ring", "outline", "accent"), grounds)
    }
    pairs |= {
        (hue, fill): contrast(theme.hue(hue), theme.colour(fill)) for hue, fill in product(HUES, ("raised", "track"))
    }
    assert {pair: round(value, 2) for pair, value in pairs.items() if value < 3} == {}


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_names_the_same_roles(name):
    assert set(load(Appearance(name)).colours) == set(load().colours)


def test_text_sizes_go_up_and_down_the_scale_and_stop_at_its_ends():
    look = Appearance()
    seen = [look.text]
    while look.larger() != look:
        look = look.larger()
        seen.append(look.text)
    assert tuple(seen) == TEXT_SIZES
    while look.smaller() != look:
        look = look.smaller()
    assert look == Appearance()


def test_body_text_is_twice_as_large_at_two_hundred_percent():
    assert load(Appearance(text=200)).em == 2 * load().em


def test_lines_can_stand_further_apart():
    assert load(Appearance(leading=150)).leading == load().leading * 150 // 100


def test_words_take_about_as_many_ems_in_either_typeface():
    words = "What do you expect of your brother, and what does he expect of you?"
    usual, wide = load(), load(Appearance(font="dyslexic"))
    assert wide.em > usual.em
    ems = [text.width(theme.face("body"), words) / theme.em for theme in (usual, wide)]
    assert ems[1] == pytest.approx(ems[0], rel=0.25)


def test_a_text_size_outside_the_scale_is_held_inside():
    assert load(Appearance(text=900)).em == load(Appearance(text=200)).em
    assert load(Appearance(text=10)).em == load().em


def test_density_changes_device_pixels_and_not_the_layout():
    sharp = load(density=2000)
    assert sharp.em == load().em
    assert sharp.face("body").px == 2 * load().face("body").px


def test_room_is_measured_in_ems():
    assert room(Size(1280, 720), load()) == "wide"
    assert room(Size(1280, 720), load(Appearance(text=150))) == "medium"
    assert room(Size(1280, 720), load(Appearance(text=200))) == "narrow"
