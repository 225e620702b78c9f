"""Putting a report into a file: whole or not at all, and where it cannot be, a sentence that says why."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_documents_path

from game.words import _


class CannotExport(Exception):
    """Raised where a report cannot be written. The message is a sentence for the player; no file has changed."""


def save(path: Path, text: str) -> Path:
    """Write `text` to `path` in place of what was there, and return where it lies in full. Raises CannotExport."""
    try:
        path = path.expanduser().resolve()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not path.is_file():
            path.write_bytes(text.encode())  # a pipe or a terminal takes the words as they come
        else:
            _replace(path, text.encode())
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotExport(_sentence(path, error)) from error
    return path


def _replace(path: Path, source: bytes) -> None:
    """Write beside the place and move it there, so that a full disk never leaves half a page."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(source)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _sentence(path: Path, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("The disk is full: {path} could not be written. Make room and try again.", path=path)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("{path} cannot be written: the folder is read-only. Choose another place.", path=path)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return _("{path} cannot be written: there is no such folder.", path=path)
    if number == errno.EISDIR:
        return _("{path} cannot be written: it is a folder.", path=path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else _("the name is not possible")
    return _("{path} cannot be written ({reason}).", path=path, reason=reason)


def new_file(stem: str, suffix: str) -> Path:
    """Return a name for a report where people look for documents; there is no such file yet."""
    documents = user_documents_path()
    folder = documents if documents.is_dir() else Path.home()
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
