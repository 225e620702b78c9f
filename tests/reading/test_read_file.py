import os
import sys
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from game.reading import Faults, Limits, read_bytes, read_file, read_file_faults


def refusal(path, limits=None):
    with pytest.raises(Faults) as caught:
        read_file(path, limits or Limits())
    [diagnostic] = caught.value.diagnostics
    return diagnostic


def test_a_file_is_read_and_named_and_knows_its_folder(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("id: clare\nname: Clare\n", encoding="utf-8")
    tree = read_file(path)
    assert tree.value == {"id": "clare", "name": "Clare"}
    assert tree.file == str(path)
    assert tree.folder == tmp_path
    assert read_bytes(path) == path.read_bytes()


def test_the_faults_of_a_file_name_it(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("id: clare\nid: ana\n", encoding="utf-8")
    tree, [fault] = read_file_faults(path)
    assert tree.value == {"id": "clare"}
    assert str(fault).startswith(f"{path}:2:1: id: the key 'id' stands here a second time")


def test_a_missing_file_is_told_as_missing(tmp_path):
    diagnostic = refusal(tmp_path / "nowhere.yaml")
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("SW001", 1, 1)
    assert diagnostic.problem == "there is no such file"


def test_a_folder_is_told_as_a_folder(tmp_path):
    diagnostic = refusal(tmp_path)
    assert (diagnostic.code, diagnostic.problem) == ("SW001", "this is a folder, not a file")


def test_an_impossible_name_is_refused_and_shown_on_one_line():
    diagnostic = refusal(Path("a\0b\n\udcff.yaml"))
    assert diagnostic.code == "SW001"
    assert str(diagnostic).encode().count(b"\n") == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    diagnostic = refusal(path)
    assert (diagnostic.code, diagnostic.problem) == ("SW001", "this is not an ordinary file")


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no device files")
def test_a_device_that_never_ends_is_refused():
    assert refusal(Path("/dev/zero")).code == "SW001"


@pytest.fixture
def nobody_special():
    """Give up the right to read everything, where the tests have it; come back afterwards."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        yield
        return
    os.seteuid(65_534)
    yield
    os.seteuid(0)


@pytest.fixture
def closed(tmp_path):
    """A folder that anybody can get to, and in it a file and a folder that nobody may read."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(0o755)
    (tmp_path / "case.yaml").write_text("id: clare\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "case.yaml", tmp_path / "folder"):
        path.chmod(0)
    yield tmp_path
    (tmp_path / "folder").chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another matter there")
@pytest.mark.parametrize("name", ["case.yaml", "folder/case.yaml"])
def test_a_file_that_must_not_be_read_is_told_as_such(closed, nobody_special, name):
    assert refusal(closed / name).problem == "you are not allowed to read this file"


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "case.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    diagnostic = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert (diagnostic.code, diagnostic.line) == ("SW002", 1)
    assert "100,000,000 bytes, and 1,048,576 are allowed" in diagnostic.problem


def test_a_file_of_exactly_the_allowed_size_is_read(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"id: clare\n")
    assert read_bytes(path, Limits(bytes=10)) == b"id: clare\n"
    assert refusal(path, Limits(bytes=9)).code == "SW002"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a file whose size is unknown")
def test_a_file_that_claims_to_be_empty_is_still_read_within_the_limit():
    assert refusal(Path("/proc/self/status"), Limits(bytes=20)).code == "SW002"
