import unicodedata
from itertools import pairwise

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.languages import file_of, languages
from game.resources import assets_folder, scenarios_folder
from game.ui import text
from game.ui.cache import SurfaceCache
from game.ui.coverage import characters
from game.ui.theme import FONTS as TYPEFACES
from game.ui.theme import Appearance, load

FACE = load().face("body")
FONTS = assets_folder() / "fonts"
FILES = sorted((*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")))
MAIN = FONTS / "AtkinsonHyperlegible-Regular.ttf"
anything = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=200)


@given(anything, st.integers(20, 600))
@settings(deadline=None)
def test_wrapping_loses_no_character_and_keeps_their_order(words, wide):
    spans = text.spans(FACE, words, wide)
    assert "\n".join(words[start:end] for start, end in spans).replace("\n", "") == words.replace("\n", "")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(anything, st.integers(40, 600))
@settings(deadline=None)
def test_no_line_is_wider_than_asked_unless_it_is_one_character(words, wide):
    for line in text.wrap(FACE, words, wide):
        assert text.width(FACE, line) <= wide or len(line) == 1


def test_text_that_fits_exactly_is_not_wrapped():
    for words in ("Initial phase", "Larger text", "What do you expect of your brother?"):
        assert text.wrap(FACE, words, text.width(FACE, words)) == (words,)


def test_long_words_are_broken_and_hyphens_are_places_to_break():
    assert len(text.wrap(FACE, "x" * 200, 100)) > 5
    assert text.wrap(FACE, "follow-up", text.width(FACE, "follow-")) == ("follow-", "up")
    assert text.wrap(FACE, "PHQ-9 score", text.width(FACE, "PHQ-9 sc")) == ("PHQ-9", "score")


def test_a_space_that_does_not_break_keeps_two_words_on_one_line():
    narrow = text.width(FACE, "Take back  Ctrl")
    assert text.wrap(FACE, "Take back  Ctrl Z", narrow) == ("Take back  Ctrl", "Z")
    assert text.wrap(FACE, "Take back  Ctrl\xa0Z", narrow) == ("Take back", "Ctrl\xa0Z")


def test_empty_text_and_empty_lines_are_lines():
    assert text.wrap(FACE, "", 100) == ("",)
    assert text.wrap(FACE, "a\n\nb", 100) == ("a", "", "b")


@pytest.mark.parametrize("font", TYPEFACES)
def test_lines_are_at_least_as_high_as_their_glyphs(font):
    for size in (100, 200):
        theme = load(Appearance(text=size, font=font))
        for style in ("caption", "body", "lead", "title", "display"):
            face = theme.face(style)
            assert text.render(face, "Ág", (0, 0, 0)).get_height() <= text.line_height(face, theme)


def test_characters_the_main_font_lacks_come_from_the_other_one():
    assert text.runs("hyperlegible", False, False, "fits ✓ да") == (
        (False, "fits "),
        (True, "✓"),
        (False, " "),
        (True, "да"),
    )
    assert ord("✓") not in characters(MAIN)


@pytest.mark.parametrize("family", TYPEFACES)
def test_german_quotation_marks_are_not_mistaken_for_commas(family):
    face = load(Appearance(text=200, font=family)).face("lead")
    assert [strokes(face, mark) for mark in ",‚„“”"] == [1, 1, 2, 2, 2]


def strokes(face, letter):
    """How many strokes stand side by side in a letter."""
    drawn = pygame.mask.from_surface(text.render(face, letter, (0, 0, 0)))
    wide, high = drawn.get_size()
    inked = [any(drawn.get_at((x, y)) for y in range(high)) for x in range(wide)]
    return sum(now and not before for before, now in pairwise([False, *inked]))


def test_characters_no_font_has_stay_with_the_main_font():
    assert text.runs("hyperlegible", False, False, "漢") == ((False, "漢"),)


@pytest.mark.parametrize("cut", ["Regular", "Bold", "Italic", "BoldItalic"])
@pytest.mark.parametrize("family", ["AtkinsonHyperlegible-{}.ttf", "OpenDyslexic-{}.otf"])
def test_both_typefaces_have_the_letters_of_western_europe(family, cut):
    needed = {ord(c) for c in "ÄÖÜäöüßÀÉÈÊËÎÏÔÙÛÇçñÑÅåØøÆæ„“”‚‘’»«–—…·•€"}
    assert needed <= characters(FONTS / family.format(cut))


@pytest.mark.parametrize("font", TYPEFACES)
def test_names_of_other_alphabets_are_drawn_in_every_typeface(font):
    face = load(Appearance(font=font)).face("body")
    for word in ("Łukasz", "Željko", "Dvořák", "İpek", "Ольга", "Ελένη", "Nguyễn", "Zoë", "Ștefan"):
        assert all(drawable(face, letter) for letter in word), word
    assert not drawable(face, "\U0010fffd")


@pytest.mark.parametrize("font", TYPEFACES)
def test_every_character_of_the_cases_the_manual_and_the_languages_is_drawn(book, font):
    files = (*scenarios_folder().glob("*/*.yaml"), *(file_of(each.code) for each in languages() if each.code != "en"))
    written = set("".join(path.read_text(encoding="utf-8") for path in files)) - {"\n", "\ufeff"}
    written |= set(repr(book.rows)) - {"\n"}
    for bold in (False, True):
        face = load(Appearance(font=font)).face("body", bold=bold)
        assert {letter for letter in written if not drawable(face, letter)} == set()


def drawable(face, letter):
    """Whether one of the two fonts has the letter."""
    [(spare, _)] = text.runs(face.family, face.bold, face.italic, letter)
    return spare or ord(letter) in characters(FONTS / text.font_file(face))


def test_a_mixed_line_is_as_wide_as_its_parts():
    whole = text.width(FACE, "a✓b")
    assert abs(whole - sum(text.width(FACE, c) for c in "a✓b")) <= 1
    assert text.render(FACE, "a✓b", (0, 0, 0)).get_width() >= whole


@pytest.mark.parametrize("font", FILES, ids=lambda path: path.stem)
def test_coverage_agrees_with_what_pygame_draws(font):
    """A character the table lacks is drawn as the same box as one that nothing has."""
    if not pygame.font.get_init():
        pygame.font.init()
    loaded, have = pygame.font.Font(str(font), 20), characters(font)
    missing = pygame.image.tobytes(loaded.render("\U0010fffd", True, (0, 0, 0)), "RGBA")
    for code in (*range(0x21, 0x7F), *range(0xA1, 0x250), *range(0x391, 0x3CA), 0x2713, 0x2192, 0x20AC, 0x4E00):
        if code not in have and not unicodedata.decomposition(chr(code)):  # else drawn from its parts
            drawn = pygame.image.tobytes(loaded.render(chr(code), True, (0, 0, 0)), "RGBA")
            assert drawn == missing, hex(code)
    assert pygame.image.tobytes(loaded.render("A", True, (0, 0, 0)), "RGBA") != missing


def test_a_file_that_is_no_font_is_refused(tmp_path):
    path = tmp_path / "font.ttf"
    path.write_bytes(b"not a font at all")
    with pytest.raises(ValueError, match=r"font\.ttf is not a TrueType font"):
        characters(path)


def test_characters_without_width_are_drawn_as_nothing():
    assert text.render(FACE, "\u00ad", (0, 0, 0)).get_width() == 1
    assert text.render(FACE, "✓\u200b", (0, 0, 0)).get_width() > 1


def test_every_font_is_credited_with_its_licence():
    named = (assets_folder() / "CREDITS.md").read_text(encoding="utf-8")
    for font in FILES:
        assert font.name in named or f"{font.stem.split('-')[0]}" in named, font.name
    for licence in FONTS.glob("*.txt"):
        assert licence.name in named, licence.name


def test_the_caret_is_found_where_it_was_put():
    words = "What do you expect of your brother, and what does he expect of you?"
    for index in range(0, len(words), 3):
        line, x = text.caret_place(FACE, words, 200, index)
        assert text.caret_at(FACE, words, 200, line, x) == index


def test_a_full_cache_forgets_what_was_used_longest_ago():
    cache = SurfaceCache(limit=3 * 10 * 10 * 4)
    made: list[str] = []

    def ask(name: str) -> None:
        cache.get(name, lambda: made.append(name) or pygame.Surface((10, 10), pygame.SRCALPHA))

    for name in ("a", "b", "c", "a", "d", "a", "b"):
        ask(name)
    assert made == ["a", "b", "c", "d", "b"]
    assert cache.bytes <= 3 * 10 * 10 * 4
