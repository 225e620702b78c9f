"""Full disks, folders without rights, windows that shrink and lose the focus: said in a sentence, and nothing lost."""

import os
import shutil
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

import pygame
import pytest
from archives import Trained

from game.commands import in_window
from game.commands.library import Library
from game.commands.treatments import is_over
from game.history import CannotExport
from game.play import Playthrough
from game.record import read_log
from game.ui.app import Loop
from game.ui.geometry import Size
from game.ui.screens.flow import standing
from game.ui.screens.opening import ready
from game.ui.screens.past import Past
from game.ui.screens.referral import Referral
from game.ui.screens.session import Session
from game.ui.screens.shelf import Shelf
from game.ui.screens.title import Title
from game.ui.widgets import Text

resource = pytest.importorskip("resource", reason="Windows has no limits of this kind")


@pytest.fixture
def trained(book, cases, tmp_path):
    somebody = Trained(book, cases, tmp_path)
    yield somebody
    somebody.close()


@contextmanager
def disk_with(room: int) -> Iterator[None]:
    """A disk on which no file can become larger than `room` bytes; the system says so as it does of a full one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def said(user):
    return [widget.text for widget in user.shell.widgets if isinstance(widget, Text)]


def spoken(user):
    return [line.words for line in user.shell.screen.look.transcript if line.speaker == "therapist"]


def at_session(hand, trained):
    """Somebody in the first session, and the log that is written."""
    desk = trained.desk()
    assert desk.begin("small", "practice") is None
    from game.treatment import OpenSession

    assert desk.act(OpenSession()) is None
    (log,) = trained.logs.iterdir()
    return hand(standing(desk)), log


# -- disks ---------------------------------------------------------------------------------------------


def test_on_a_full_disk_a_turn_has_not_happened_and_is_said_again_when_there_is_room(hand, trained):
    user, log = at_session(hand, trained)
    before = log.read_bytes()
    user.type("what brings you").press("enter")
    with disk_with(len(before) + 60):
        user.press("enter")
    assert any("The disk is full" in words for words in said(user))
    assert spoken(user) == []
    assert log.read_bytes() == before
    user.press("enter", "enter")
    assert len(spoken(user)) == 1
    assert read_log(log).notice is None


def test_a_treatment_that_cannot_be_begun_on_a_full_disk_leaves_nothing_behind(hand, trained):
    desk = trained.desk()
    user = hand(Referral.of(desk, "small", "guided"))
    with disk_with(10):
        user.press("enter")
    assert any("The disk is full" in words for words in said(user))
    assert not list(trained.logs.iterdir())
    user.press("enter", "enter")
    assert isinstance(user.shell.screen, Session)


def test_a_log_that_is_deleted_under_the_window_is_told_of(hand, trained):
    user, log = at_session(hand, trained)
    log.unlink()
    user.type("what brings you").press("enter", "enter")
    assert any("has been deleted while it was being played" in words for words in said(user))
    assert spoken(user) == []


def test_a_place_where_nothing_can_be_kept_is_told_of_and_the_window_stays(book, hand, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    options = Namespace(seed=1, sessions=None, realistic=False, log=None, mode=None)
    title = Title()
    user = hand(title)
    user.shell.apply(ready(title, lambda: in_window._desk(options, None)))
    user.click("Treat a patient")
    assert isinstance(user.shell.screen, Shelf)
    user.press("enter", "enter", "enter")
    assert any(words.startswith("There is no place to keep the treatment") for words in said(user))
    user.press("enter", "escape", "escape")
    user.click("What you have played")
    assert isinstance(user.shell.screen, Past)
    assert not user.shell.screen.desk.archive.history.kept
    user.shell.screen.desk.archive.close()


def test_an_export_that_does_not_fit_on_the_disk_leaves_no_half_file(trained):
    trained.played(turns=30)
    archive = trained.archive()
    archive.history.refresh()
    target = trained.desk().today
    with disk_with(2_000), pytest.raises(CannotExport, match="could not be written"):
        archive.export(target)
    assert not list(trained.folder.glob("*.zip"))


def test_a_history_that_no_longer_fits_on_the_disk_is_read_from_the_logs(trained):
    trained.played(turns=3)
    archive = trained.archive()
    archive.history.refresh()
    trained.played(turns=3)
    room = archive._places.database.stat().st_size
    with disk_with(room // 2):
        archive.history.refresh()
    assert len(archive.history.entries()) == 2


# -- the shelf -----------------------------------------------------------------------------------------


def test_covers_come_from_the_cache_and_an_edited_case_is_read_anew(book, tmp_path):
    from game.case import shelf

    folder = tmp_path / "shelf" / "ines"
    folder.mkdir(parents=True)
    shutil.copy(next(path for path in shelf() if path.name == "ines") / "case.yaml", folder)
    cache = tmp_path / "cache" / "shelf.json"
    first = Library(book, (folder,), cache)
    assert [row.case for row in first.rows] == ["ines"]
    again = Library(book, (folder,), cache)
    assert again.rows == first.rows
    assert again._read == {}
    case = folder / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("level: 1", "level: 2"), encoding="utf-8")
    edited = Library(book, (folder,), cache)
    assert [row.level for row in edited.rows] == [2]


@pytest.mark.parametrize("kept", ["", "[1]", '{"format": "old", "rows": {}}', '{"rows": 3}', "\0\0"])
def test_a_cache_that_cannot_be_read_is_made_anew(book, tmp_path, kept):
    cache = tmp_path / "shelf.json"
    cache.write_text(kept, encoding="utf-8")
    rows = Library(book, None, cache).rows
    assert len(rows) >= 4
    assert Library(book, None, cache).rows == rows


def test_a_case_with_faults_is_not_on_the_shelf_and_the_others_are(book, hand, tmp_path):
    good, bad = tmp_path / "ines", tmp_path / "bad"
    from game.case import shelf
    from game.ui.screens.desk import Desk

    shutil.copytree(next(path for path in shelf() if path.name == "ines"), good)
    bad.mkdir()
    (bad / "case.yaml").write_text("id: bad\n", encoding="utf-8")
    library = Library(book, (bad, good), tmp_path / "cache.json")
    user = hand(Title(Desk(book, library, lambda case, mode: Playthrough.start(book, case, seed=1, mode=mode))))
    user.click("Treat a patient")
    assert user.shell.screen.chosen.case == "ines"
    assert any("bad" in words and "faults" in words for words in said(user))


# -- where to go on ------------------------------------------------------------------------------------


def test_the_last_open_treatment_is_gone_on_with_even_after_a_finished_one(book, trained, cases):
    running = trained.played("ines", turns=5)
    finished = trained.played("ines")
    os.utime(running, (1_000_000, 1_000_000))
    assert is_over(finished)
    assert not is_over(running)
    begun, notice = in_window._last_open(Library(book), book, (finished, running))
    assert (begun.path, notice) == (running, "")
    begun.close()


def test_a_treatment_gone_back_on_from_its_end_is_open_again(trained, book, cases):
    path = trained.played("ines")
    with Playthrough.resume(book, cases["ines"], path) as play:
        play.take_back()
    assert not is_over(path)


def test_a_log_that_cannot_be_gone_on_with_is_told_of_once_and_an_older_one_offered(book, trained):
    good = trained.played("ines", turns=5)
    broken = trained.played("ines", turns=5)
    broken.write_bytes(broken.read_bytes().replace(b'"turn":2', b'"turn":7'))
    begun, notice = in_window._last_open(Library(book), book, (broken, good))
    assert begun.path == good
    assert "Line " in notice
    begun.close()


# -- the window ----------------------------------------------------------------------------------------


def test_resizing_keeps_what_is_typed_and_where_one_is(hand, trained):
    user, log = at_session(hand, trained)
    user.type("what brings you")
    before = log.read_bytes()
    for size in (Size(1920, 1080), Size(640, 480), Size(320, 240), Size(1280, 720)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        Loop(user.shell).take([pygame.event.Event(pygame.VIDEORESIZE, w=size.w, h=size.h, size=tuple(size))])
        user.shell.draw()
        assert user.shell.window.surface.get_size() == size
        assert user.shell.ui.text("palette.field") == "what brings you"
    assert isinstance(user.shell.screen, Session)
    assert log.read_bytes() == before


def test_minimised_out_of_focus_and_back_nothing_has_moved(hand, trained):
    user, log = at_session(hand, trained)
    user.type("what brings you")
    before, shown = log.read_bytes(), user.shell.widgets
    loop = Loop(user.shell)
    for kind in (
        pygame.WINDOWFOCUSLOST,
        pygame.WINDOWLEAVE,
        pygame.WINDOWMINIMIZED,
        pygame.WINDOWHIDDEN,
        pygame.WINDOWSHOWN,
        pygame.WINDOWRESTORED,
        pygame.WINDOWEXPOSED,
        pygame.WINDOWFOCUSGAINED,
    ):
        loop.take([pygame.event.Event(kind)])
        user.shell.draw()
    assert user.shell.widgets == shown
    assert log.read_bytes() == before
    user.press("enter", "enter")
    assert len(spoken(user)) == 1
