"""Where the system names no runtime folder, one is made: private, the same every time, and never somebody else's."""

import os
import stat
import sys

import pytest

from game.ui.runtime_folder import NAME, provide

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has runtime folders")


def test_a_folder_of_ones_own_is_made_and_taken_again(tmp_path):
    first, again = {}, {}
    provide(first, "linux", tmp_path)
    provide(again, "linux", tmp_path)
    assert first == again
    (folder,) = tmp_path.iterdir()
    assert first[NAME] == str(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_one_that_is_named_stays_and_other_systems_need_none(tmp_path):
    named, elsewhere = {NAME: "/run/user/1"}, {}
    provide(named, "linux", tmp_path)
    provide(elsewhere, "win32", tmp_path)
    assert (named, elsewhere) == ({NAME: "/run/user/1"}, {})
    assert not list(tmp_path.iterdir())


def test_a_folder_that_others_can_use_or_a_link_is_not_taken(tmp_path):
    open_to_all, linked, found = tmp_path / "a", tmp_path / "b", {}
    name = f"sixteen-weeks-{os.getuid()}"
    (open_to_all / name).mkdir(parents=True)
    (open_to_all / name).chmod(0o777)
    linked.mkdir()
    (linked / name).symlink_to(tmp_path)
    provide(found, "linux", open_to_all)
    provide(found, "linux", linked)
    provide(found, "linux", tmp_path / "missing")
    assert found == {}
