"""The history in the window: every treatment, going on with one, its debrief, skills, taking along and deleting."""

import zipfile

import pytest
from archives import Trained
from ui_layouts import complaints

from game import places
from game.commands import in_window
from game.play import Playthrough
from game.ui.geometry import Size
from game.ui.screens.care import Care
from game.ui.screens.desk import Desk
from game.ui.screens.past import TABS, Past, fetched
from game.ui.screens.referral import Referral
from game.ui.screens.report import Debrief
from game.ui.screens.session import Session
from game.ui.screens.shelf import Shelf
from game.ui.screens.title import Title
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.widgets import Choice, Text

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1366, 768), 150), (Size(3840, 2160), 200)]


@pytest.fixture
def trained(book, cases, tmp_path):
    somebody = Trained(book, cases, tmp_path)
    yield somebody
    somebody.close()


def said(user):
    return [widget.text for widget in user.shell.widgets if isinstance(widget, Text)]


def listed(user):
    rows = [w for w in user.shell.widgets if isinstance(w, Choice) and w.key.startswith("past.log.")]
    return [(row.label, row.trailing) for row in rows]


def at_history(hand, trained, play=None):
    user = hand(Title(trained.desk(play)))
    return user.click("What you have played")


def test_before_anything_was_played_the_history_says_so(hand, trained):
    user = at_history(hand, trained)
    assert any(words.startswith("Nothing yet.") for words in said(user))
    user.click("Skills", "tab")
    assert any("After your first session" in words for words in said(user))
    user.press("escape")
    assert isinstance(user.shell.screen, Title)


def test_every_treatment_is_listed_the_best_marked_and_filters_narrow_the_list(hand, trained):
    trained.played()
    trained.played(policy="supportive")
    trained.played(turns=6)
    user = at_history(hand, trained)
    rows = listed(user)
    assert rows[0] == ("Nora Blum", "session 1 of 8")
    assert sum("your best" in trailing for _, trailing in rows) == 1
    assert "your best" in rows[2][1]
    user.click("Finished", "list_item")
    assert len(listed(user)) == 2
    user.click("Going on", "list_item")
    assert len(listed(user)) == 1


def test_one_patient_at_a_time_can_be_looked_at(hand, trained):
    trained.played(turns=3)
    trained.played("ines", turns=3)
    user = at_history(hand, trained)
    assert len(listed(user)) == 2
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == "past.case.ines"))
    assert [label for label, _ in listed(user)] == ["Ines Duarte"]


def test_an_open_treatment_is_gone_on_with_from_the_history(hand, trained):
    path = trained.played(turns=6)
    trained.played()
    user = at_history(hand, trained)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("Continue", "button")
    assert isinstance(user.shell.screen, Session)
    lines = path.read_bytes().count(b"\n")
    user.type("what brings you").press("enter", "enter")
    assert path.read_bytes().count(b"\n") == lines + 1
    user.press("escape").click("To the title")
    assert user.node("Continue with").name.endswith("session 1")


def test_a_finished_treatment_opens_its_debrief_and_its_file_stays_untouched(hand, trained):
    path = trained.played()
    before = path.read_bytes(), path.stat().st_mtime_ns
    user = at_history(hand, trained)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("See the debrief", "button")
    assert isinstance(user.shell.screen, Debrief)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_treatment_on_the_desk_can_be_opened_and_deleted_too(hand, trained):
    path = trained.played(turns=6)
    desk = trained.desk()
    assert desk.open_log(path.name) is None
    user = hand(Title(desk)).click("What you have played")
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("Continue", "button")
    assert isinstance(user.shell.screen, Session)
    user.press("escape").click("To the title").click("What you have played")
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("Delete …").click("Delete it")
    assert not path.exists()
    assert listed(user) == []
    user.press("escape")
    assert "title.continue" not in {widget.key for widget in user.shell.widgets}


def test_deleting_asks_first(hand, trained):
    path = trained.played(turns=3)
    user = at_history(hand, trained)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("Delete …")
    assert user.focus == "Keep it"
    user.press("enter")
    assert path.exists()


def test_a_treatment_played_in_another_window_is_neither_opened_nor_deleted(hand, trained):
    path = trained.played(turns=3)
    elsewhere = trained.desk()
    assert elsewhere.open_log(path.name) is None
    user = at_history(hand, trained)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    user.click("Continue", "button")
    assert any("another window" in words for words in said(user))
    user.press("enter").click("Delete …").click("Delete it")
    assert "This treatment could not be deleted" in said(user)
    assert path.exists()
    elsewhere.forget()


def test_a_log_that_cannot_be_read_says_why_and_offers_only_to_be_deleted(hand, trained):
    path = trained.played(turns=4)
    path.write_bytes(path.read_bytes().replace(b'"turn":2', b'"turn":9'))
    user = at_history(hand, trained)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"past.log.{path.name}"))
    assert any(words.startswith("Line ") for words in said(user))
    assert {"past.delete"} == {w.key for w in user.shell.widgets if w.key in {"past.open", "past.delete"}}


def test_many_logs_are_read_a_few_at_a_time_while_the_window_listens(hand, trained):
    for _ in range(7):
        trained.played(turns=2)
    user = at_history(hand, trained)
    assert len(listed(user)) == 4
    assert "Reading 3 logs …" in said(user)
    user.now += 1
    user.shell.wake()
    assert len(listed(user)) == 7
    assert user.shell.wait_ms() is None


def test_everything_is_taken_along_in_one_file(hand, trained):
    path = trained.played(turns=3)
    user = at_history(hand, trained).click("Your data", "tab").click("Make the file")
    (where,) = [words for words in said(user) if words.endswith(".zip")]
    with zipfile.ZipFile(where) as zipped:
        assert zipped.read(f"treatments/{path.name}") == path.read_bytes()
        assert "settings/window.json" in zipped.namelist()
    user.press("enter").click("Make the file")
    assert "Nothing was written" in said(user)


def test_everything_is_deleted_after_a_question(hand, trained):
    trained.played(turns=3)
    user = at_history(hand, trained).click("Your data", "tab").click("Delete everything …")
    assert user.focus == "Keep it"
    assert trained.logs.exists()
    user.click("Delete everything", "button")
    assert isinstance(user.shell.screen, Title)
    assert "Everything is deleted" in said(user)
    assert not trained.logs.parent.exists()
    assert not trained.settings.exists()
    user.press("enter").click("Treat a patient")
    assert isinstance(user.shell.screen, Shelf)


def test_a_personal_best_stands_on_the_shelf(hand, trained):
    trained.played()
    user = hand(Title(trained.desk())).click("Treat a patient")
    best = trained.archives[0].history.entries()[0].composite // 1_000
    assert user.node(f"your best: {best} of 100")


def test_the_skill_map_names_one_thing_to_practise_next(hand, trained):
    for _ in range(2):
        trained.played(policy="interrogator")
    user = at_history(hand, trained).click("Skills", "tab")
    words = said(user)
    assert "One thing for your next treatment" in words
    avoided = {skill.name for skill in user.shell.screen.skills if skill.standing == "avoided"}
    assert avoided & set(words)


@pytest.mark.parametrize("theme", ["light", "high_contrast"])
def test_every_page_of_the_history_is_whole_in_every_room(trained, theme):
    trained.played()
    trained.played(policy="interrogator")
    broken = trained.played(turns=4)
    broken.write_bytes(broken.read_bytes()[:-9] + b"x\n")
    past = fetched(Past(trained.desk()))
    screens = [Past(past.desk, past.entries, past.skills, tab=tab) for tab, _ in TABS]
    screens += [Past(past.desk, past.entries, past.skills, log=entry.log) for entry in past.entries]
    screens += [Past(past.desk, tab=tab) for tab, _ in TABS]
    for screen in screens:
        for size, text in ROOMS:
            look, ui = load(Appearance(theme, text)), UiState()
            assert not complaints(screen.scene(size, look, ui), size, look, ui), (screen.tab, size, text)


# -- before a case -------------------------------------------------------------------------------------


def test_what_a_case_contains_must_be_accepted_before_its_letter(book, cases, hand):
    desk = Desk(book, [cases["rosalind"]], lambda case, mode: Playthrough.start(book, case, seed=1, mode=mode))
    user = hand(Title(desk)).press("enter", "enter")
    assert isinstance(user.shell.screen, Care)
    words = " ".join(said(user))
    assert all(warning in words for warning in desk.shelf[0].warnings)
    assert desk.book.rows.notice in words
    assert "You can stop at any time" in words
    user.click("Choose another patient")
    assert isinstance(user.shell.screen, Shelf)
    user.press("enter", "enter")
    assert isinstance(user.shell.screen, Referral)
    user.press("escape")
    assert isinstance(user.shell.screen, Shelf)


def test_an_emergency_number_of_ones_own_stands_where_it_is_needed(book, cases, hand, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    line = in_window._HelpLine()
    desk = Desk(book, [cases["rosalind"]], lambda *_: pytest.fail("begun"), help_line=line)
    user = hand(Title(desk)).press("enter", "enter")
    assert any("your local emergency number" in words for words in said(user))
    user.click("Your emergency number").type("112").press("enter")
    assert "If you are in danger yourself, ring 112 now." in said(user)
    assert user.focus == "I have read this. To the letter"
    assert line.read() == "112"
    assert [path.name for path in places.settings_files()] == ["emergency-number.txt"]


def test_an_emergency_number_that_cannot_be_kept_is_used_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert places.help_line() == ""
    assert not places.keep_help_line("112")
