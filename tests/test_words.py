"""The game's own words: said in another language, counted as it counts, and complete in every language file."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordlist import all_words, as_entry, misfilled, missing_in, said_in, stale_in

from game import words
from game.languages import LanguageFault, catalogue, catalogue_of, file_of, languages, read, speak_in, wanted
from game.words import ENGLISH, Catalogue, _, day, decimal, n_, p_, speak

OTHERS = [each.code for each in languages() if each.code != "en"]
HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: {}\\n"\n\n'


@pytest.fixture(autouse=True)
def english():
    """Whatever a test speaks, the next one begins in English."""
    yield
    speak(ENGLISH)


@pytest.fixture
def file(tmp_path):
    """Write a language file and return it."""

    def write(text: str) -> Path:
        path = tmp_path / "xx.po"
        path.write_text(text, encoding="utf-8")
        return path

    return write


# -- saying it -----------------------------------------------------------------------------------------


def test_english_is_said_as_it_is_written():
    assert _("Session {number} of {total}", number=3, total=16) == "Session 3 of 16"
    assert n_("{count} minute left", "{count} minutes left", 1) == "1 minute left"
    assert n_("{count} minute left", "{count} minutes left", 0) == "0 minutes left"
    assert p_("on a button", "End") == "End"


def test_another_language_is_said_where_it_has_words_and_english_where_it_has_none():
    speak(Catalogue("de", {"Session {number} of {total}": "Sitzung {number} von {total}"}))
    assert _("Session {number} of {total}", number=3, total=16) == "Sitzung 3 von 16"
    assert _("Continue") == "Continue"


def test_one_english_word_can_be_two_in_another_language():
    speak(Catalogue("de", {"End": "Ende", words.in_context("on a button", "End"): "Beenden"}))
    assert (_("End"), p_("on a button", "End")) == ("Ende", "Beenden")


def test_braces_without_a_slot_are_only_braces():
    assert _("{not a slot") == "{not a slot"


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    assert decimal(3.14159, 2) == "3.14"
    assert day(date(2026, 3, 1)) == "1 March 2026"
    speak_in("de")
    assert decimal(3.14159, 2) == "3,14"
    assert day(date(2026, 3, 1)) == "1. März 2026"


def test_what_was_remembered_in_one_language_is_forgotten_in_the_next():
    @words.holds_words
    @lru_cache
    def said() -> str:
        return _("Continue")

    assert said() == "Continue"
    speak(Catalogue("de", {"Continue": "Weiter"}))
    assert said() == "Weiter"


# -- which language ------------------------------------------------------------------------------------


def test_the_language_chosen_comes_before_the_variable_and_that_before_the_system(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "SIXTEEN_WEEKS_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert wanted() == "de"
    assert wanted(preferred=["en-GB", "de"]) == "en"
    monkeypatch.setenv("LC_ALL", "C")
    assert wanted() == "en"
    monkeypatch.setenv("SIXTEEN_WEEKS_LANGUAGE", "de")
    assert wanted() == "de"
    assert wanted("en") == "en"


def test_a_language_there_is_no_file_for_gives_way_to_the_next_one(monkeypatch):
    monkeypatch.setenv("SIXTEEN_WEEKS_LANGUAGE", "../../etc/passwd")
    monkeypatch.setenv("LC_ALL", "tlh_QX@klingon")
    assert wanted("xx", preferred=["de-CH"]) == "de"
    assert wanted("xx") == "en"


def test_every_language_says_what_it_is_called():
    assert languages()[0].name == "English"
    assert ("de", "Deutsch") in [(each.code, each.name) for each in languages()]


def test_a_language_without_a_file_is_refused_and_english_goes_on():
    speak_in("de")
    with pytest.raises(LanguageFault, match=r"xx\.po cannot be read"):
        speak_in("xx")
    assert words.language() == "en"


# -- reading a file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_file_is_read_as_the_library_of_translators_reads_it(code):
    theirs = polib.pofile(str(file_of(code)))
    ours = read(file_of(code))[1:]
    assert [(e.context, e.english, e.plural) for e in ours] == [
        (e.msgctxt, e.msgid, e.msgid_plural or None) for e in theirs
    ]
    assert [e.said for e in ours] == [
        tuple(e.msgstr_plural.values()) if e.msgid_plural else (e.msgstr,) for e in theirs
    ]


_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=90)


@given(st.lists(st.tuples(_text, _text, st.none() | _text, st.booleans()), max_size=5, unique_by=lambda e: e[0]))
def test_what_that_library_writes_is_read(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("languages") / "xx.po"
    written = polib.POFile(wrapwidth=40)
    written.metadata = {"Language": "xx"}
    for english, said, context, fuzzy in entries:
        written.append(polib.POEntry(msgid=english, msgstr=said, msgctxt=context, flags=["fuzzy"] if fuzzy else []))
    written.save(str(path))
    found = [(e.english, e.said, e.context) for e in read(path)[1:]]
    assert found == [(english, (said,), context) for english, said, context, fuzzy in entries if not fuzzy]


def test_entries_need_no_empty_line_between_them_and_old_ones_are_left_out(file):
    path = file(
        'msgid "a"\nmsgstr "A"\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n#~ msgid "c"\n#~ msgstr "C"\nmsgid "d"\nmsgstr "D"'
    )
    assert [(e.english, e.said) for e in read(path)] == [("a", ("A",)), ("d", ("D",))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("msgid broken", "xx.po:1: this is neither"),
        ('msgid "a"\nmsgstr "A"\nnonsense', "xx.po:3: this is neither"),
        ('"words of nobody"', "xx.po:1: this is neither"),
        ('\nmsgid "a"\n', "xx.po:2: this entry lacks"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(file, text, sentence):
    with pytest.raises(LanguageFault, match=sentence):
        read(file(text))


def test_a_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / "xx.po").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LanguageFault, match=r"xx\.po is not UTF-8 text"):
        read(tmp_path / "xx.po")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [("Sitzung {nummer}", "has no {nummer}"), ("Sitzung", "{number} of “Session {number}” is missing")],
)
def test_slots_that_do_not_fit_are_named_before_anything_is_said(file, said, sentence):
    path = file(f'msgid "Session {{number}}"\nmsgstr "{said}"\n')
    with pytest.raises(LanguageFault, match=rf"xx\.po:1: .*{sentence}"):
        catalogue_of("xx", read(path), path.name)


def test_a_language_counts_by_its_own_rule(file):
    polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    entry = 'msgid "{count} week"\nmsgid_plural "{count} weeks"\n'
    forms = 'msgstr[0] "{count} tydzień"\nmsgstr[1] "{count} tygodnie"\nmsgstr[2] "{count} tygodni"\n'
    path = file(HEADER.format(polish) + entry + forms)
    speak(catalogue_of("pl", read(path), path.name))
    said = [n_("{count} week", "{count} weeks", count) for count in (1, 2, 5, 22)]
    assert said == ["1 tydzień", "2 tygodnie", "5 tygodni", "22 tygodnie"]


def test_a_rule_of_the_plural_that_is_none_is_named(file):
    path = file(HEADER.format("nplurals=2; plural=import os;"))
    with pytest.raises(LanguageFault, match="“import os”"):
        catalogue_of("xx", read(path), path.name)


# -- all of them ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_word_and_none_that_nobody_says(code):
    entries = read(file_of(code))
    assert [f"{word.where}: {word.english}" for word in missing_in(entries)] == []
    assert [f"line {entry.line}: {entry.english}" for entry in stale_in(entries)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_can_be_spoken_whole(code):
    assert catalogue(code).code == code


def test_every_slot_that_is_written_is_filled():
    assert misfilled() == []


def test_words_put_together_before_they_are_translated_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr("wordlist.GAME", tmp_path / "game")
    path = tmp_path / "module.py"
    path.write_text('_(f"Session {number}")', encoding="utf-8")
    with pytest.raises(ValueError, match=r"module\.py:1: words must be a literal"):
        list(said_in(path))


def test_words_are_found_wherever_they_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr("wordlist.GAME", tmp_path / "game")
    path = tmp_path / "module.py"
    path.write_text(
        'A = later("one"), words._("two"), _("three " "and more {x}", x=1), n_("{count} a", "{count} b", 2)\n'
        'B = p_("place", "four"), _(variable), other("five")\n',
        encoding="utf-8",
    )
    found = {(word.english, word.plural, word.context) for word in said_in(path)}
    assert found == {
        ("one", None, None),
        ("two", None, None),
        ("three and more {x}", None, None),
        ("{count} a", "{count} b", None),
        ("four", None, "place"),
    }


def test_words_are_found_in_the_templates_of_pages(tmp_path, monkeypatch):
    monkeypatch.setattr("wordlist.GAME", tmp_path / "game")
    path = tmp_path / "page.html"
    path.write_text(
        '<p>{{ _("one") }} {% if x %}{{ h_("two {name}", name=x) }}{% endif %}\n'
        '{{ n_("{count} a", "{count} b", x) if y else p_("place", "four") }} {{ other("five") }} {{ _(x) }}</p>',
        encoding="utf-8",
    )
    found = {(word.english, word.plural, word.context, word.slots) for word in said_in(path)}
    assert found == {
        ("one", None, None, frozenset()),
        ("two {name}", None, None, frozenset({"name"})),
        ("{count} a", "{count} b", None, frozenset({"count"})),
        ("four", None, "place", frozenset()),
    }
    path.write_text('{{ _("one " ~ two) }}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.html:1: words must be a literal"):
        list(said_in(path))


def test_an_entry_made_for_a_translator_is_read_back(file):
    made = list(all_words().values())
    path = file("\n\n".join(map(as_entry, made)))
    assert [(e.english, e.plural, e.context) for e in read(path)] == [(w.english, w.plural, w.context) for w in made]
