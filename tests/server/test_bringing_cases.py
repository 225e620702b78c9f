"""A teacher brings a case: as YAML or in a zip, with every mistake told, and nothing hostile taken in."""

import contextlib
import io
import stat
import struct
import zipfile
from collections.abc import Iterator

import pytest
from browsing import Browser, Page
from hosts import Served, new_teacher, served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelved import SMALL
from sqlalchemy import select

from game.reading import Faults
from game.server import tables as t
from game.server.host import Host
from game.server.refusals import Wrong
from game.server.uploads import LARGEST, brought

CASE = SMALL.read_bytes()


def zipped(*files: tuple[str, bytes], mode: int = stat.S_IFREG | 0o644, flags: int = 0) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    source = bytearray(made.getvalue())
    if flags:
        for at in (6 + source.index(b"PK\x03\x04"), 8 + source.index(b"PK\x01\x02")):
            source[at : at + 2] = struct.pack("<H", flags)
    return bytes(source)


def nested(levels: int) -> bytes:
    return b"id: " + b"[" * levels + b"]" * levels


HARMLESS = {
    "the file itself": CASE,
    "a zip with the case alone": zipped(("case.yaml", CASE)),
    "a zip as a folder is packed": zipped(("small/case.yaml", CASE), ("small/exemplar.yaml", b"case: small\n")),
}
NOT_A_CASE = {
    "nothing": b"",
    "white space": b" \n\t ",
    "a zip slip": zipped(("../case.yaml", CASE)),
    "an absolute name": zipped(("/etc/case.yaml", CASE)),
    "a drive": zipped(("C:\\case.yaml", CASE)),
    "a program beside it": zipped(("case.yaml", CASE), ("run.py", b"print(1)")),
    "two cases": zipped(("one/case.yaml", CASE), ("two/case.yaml", CASE)),
    "no case": zipped(("exemplar.yaml", b"case: small\n")),
    "a link": zipped(("case.yaml", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777),
    "a device": zipped(("case.yaml", b""), mode=stat.S_IFCHR | 0o666),
    "encrypted": zipped(("case.yaml", CASE), flags=1),
    "a bomb": zipped(("case.yaml", b"a" * (LARGEST - 1))),
    "too many files": zipped(*((f"a{number}/README.md", b"") for number in range(30)), ("case.yaml", CASE)),
    "cut in half": zipped(("case.yaml", CASE))[:-40],
    "an archive in name only": b"PK\x03\x04" + b"\0" * 60,
    "too large": CASE + b"# " + b"a" * LARGEST,
}
NOT_YAML = {
    "an alias bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a merge key bomb": b"a: &a {x: 1}\nb: {<<: *a}\n",
    "deep nesting": nested(20_000),
    "a tag that makes an object": b"id: !!python/object/apply:os.system ['true']\n",
    "a key that stands twice": CASE + b"\nid: other\n",
    "bytes that are no text": b"\xff\xfe\x00\x01",
    "control characters": b"id: sm\x07all\n",
}


@pytest.mark.parametrize("what", HARMLESS)
def test_a_case_is_taken_in(sqlite_host: Host, what: str) -> None:
    found = brought(sqlite_host, HARMLESS[what])
    assert (found.name, found.source) == ("small", CASE)


@pytest.mark.parametrize("what", NOT_A_CASE)
def test_what_is_no_case_is_refused_in_a_sentence(sqlite_host: Host, what: str) -> None:
    with pytest.raises(Wrong) as refused:
        brought(sqlite_host, NOT_A_CASE[what])
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("what", NOT_YAML)
def test_hostile_yaml_is_a_mistake_with_its_place(sqlite_host: Host, what: str) -> None:
    with pytest.raises(Faults) as faults:
        brought(sqlite_host, NOT_YAML[what])
    assert all(fault.line >= 1 and fault.problem for fault in faults.value.diagnostics)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 4_000), byte=st.integers(0, 255))
def test_a_damaged_archive_is_refused_or_holds_the_very_case(sqlite_host: Host, at: int, byte: int) -> None:
    source = bytearray(HARMLESS["a zip with the case alone"])
    source[at % len(source)] = byte
    with contextlib.suppress(Wrong, Faults):
        assert brought(sqlite_host, bytes(source)).source == CASE


@pytest.fixture
def desk(sqlite_host: Host) -> Iterator[tuple[Served, Browser]]:
    with served(sqlite_host) as server, Browser(server) as browser:
        browser.enter_as(new_teacher(sqlite_host))
        yield server, browser


def test_a_case_is_brought_used_and_kept_in_the_ledger(desk: tuple[Served, Browser]) -> None:
    server, browser = desk
    page = _brought(browser, CASE)
    assert page.status == 303
    shown = browser.get("/desk/cases")
    assert "small" in shown.words
    assert "Not used yet." in shown.words
    stored = server.host.store.read(lambda c: c.execute(select(t.cases)).one())
    assert stored.name == "own_small"
    assert f"/desk/new?case={stored.id}" in shown.links


def test_every_mistake_is_told_with_its_line_and_nothing_is_kept(desk: tuple[Served, Browser]) -> None:
    server, browser = desk
    page = _brought(browser, CASE.replace(b"level: ", b"levle: ", 1))
    assert page.status == 422
    assert "Line" in page.words
    assert "levle" in page.words
    assert server.host.store.read(lambda c: c.execute(select(t.cases)).first()) is None


def test_another_teacher_neither_sees_nor_deletes_it(desk: tuple[Served, Browser]) -> None:
    server, browser = desk
    _brought(browser, CASE)
    stored = server.host.store.read(lambda c: c.execute(select(t.cases.c.id)).scalar_one())
    with Browser(server) as other:
        other.enter_as(new_teacher(server.host, "Other"))
        page = other.get("/desk/cases")
        assert "small" not in page.words
        token = page.form("/desk/cases").fields["token"]
        assert other.client.post(f"/desk/cases/{stored}/delete", data={"token": token}).status_code == 404
    assert server.host.store.read(lambda c: c.execute(select(t.cases.c.id)).scalar_one()) == stored


def test_an_unused_case_is_deleted(desk: tuple[Served, Browser]) -> None:
    server, browser = desk
    _brought(browser, CASE)
    stored = server.host.store.read(lambda c: c.execute(select(t.cases.c.id)).scalar_one())
    browser.send("/desk/cases", f"/desk/cases/{stored}/delete")
    assert server.host.store.read(lambda c: c.execute(select(t.cases)).first()) is None


def _brought(browser: Browser, source: bytes) -> Page:
    token = browser.get("/desk/cases").form("/desk/cases").fields["token"]
    sent = browser.client.post("/desk/cases", data={"token": token}, files={"case": ("case.yaml", source)})
    return Page(sent)
