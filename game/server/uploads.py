"""A case that a teacher brings: as YAML, or in a zip with what belongs to it. Data only, and nothing is unpacked.

Importing is the riskiest thing a host does (classroom.md 5): names are allowed or refused, never used as paths; sizes
are counted while reading, whatever the archive claims; and the case itself goes through the reader that every case goes
through.
"""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from game.case import CASE_FILE, CaseFile
from game.server.host import Host
from game.server.refusals import Wrong
from game.words import _

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a case, and of everything in an archive together."""
_MOST_FILES: Final = 24
_SQUEEZED: Final = 100
"""Times a file may be larger than it is in the archive; prose is some three times."""
_CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = 0x1
_ALLOWED: Final = re.compile(
    r"(?:[a-z][a-z0-9_]{0,40}/)?(?:case|exemplar|careless|LICENSE|NOTES|README)(?:\.yaml|\.md|\.txt)?"
)
_ID: Final = re.compile(rb"^id:[ \t]*[\"']?([A-Za-z][A-Za-z0-9_]{0,40})[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
"""A case lies in a folder of its own name; what was brought has only what it says itself."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A case as it was brought: its id, its text and what it says. Read already, so that storing it is quick."""

    name: str
    source: bytes
    case: CaseFile


def brought(host: Host, data: bytes) -> Brought:
    """Return the case in what was uploaded. Raises Wrong for what cannot be one, Faults with every mistake in it."""
    if not data.strip():
        raise Wrong(_("There is nothing in this file."))
    source = _from_zip(data) if data.startswith(b"PK") else data
    if len(source) > LARGEST:
        raise Wrong(_too_large())
    named = _ID.search(source)
    name = named[1].decode() if named else "case"
    return Brought(name, source, host.read_case(name, source))


def _from_zip(data: bytes) -> bytes:
    """Return the one case.yaml of an archive, read where it lies."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            for entry in entries:
                _see_it_is_harmless(entry)
            cases = [entry for entry in entries if entry.filename.rpartition("/")[2] == CASE_FILE]
            if len(entries) > _MOST_FILES or len(cases) != 1:
                raise Wrong(_("An archive holds one case.yaml, and beside it only what belongs to the case."))
            return _read(archive, cases[0])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Wrong(_("This archive is damaged, or of a kind that is not read here.")) from None


def _see_it_is_harmless(entry: zipfile.ZipInfo) -> None:
    if not _ALLOWED.fullmatch(entry.filename):
        raise Wrong(_("There is a file in this archive that does not belong to a case. Leave everything else out."))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or entry.flag_bits & _ENCRYPTED:
        raise Wrong(_("An archive may hold ordinary files only: no links, nothing encrypted."))
    if entry.file_size > LARGEST or entry.file_size > _SQUEEZED * max(1, entry.compress_size):
        raise Wrong(_too_large())


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read an entry no further than it may go, whatever its header says of its length."""
    found = bytearray()
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            found += chunk
            if len(found) > LARGEST:
                raise Wrong(_too_large())
    return bytes(found)


def _too_large() -> str:
    return _("This is larger than any case needs to be.")
