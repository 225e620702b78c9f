"""A log file that is being written: locked for one writer, every line on the disk before it counts."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

from game.record.log import LARGEST_LOG, LONGEST_LINE
from game.words import _

_BINARY: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class CannotSave(Exception):
    """Raised where a log cannot be written. The message is a sentence for the player; nothing has changed."""


class LogFile:
    """An open log. What `append` returns from is on the disk; what it raises for is not in the file."""

    def __init__(self, path: Path, handle: int, size: int) -> None:
        self.path = path
        self._handle = handle
        self._size = size
        self._torn = False
        """A failed write may have left half a line behind `_size`."""

    @classmethod
    def create(cls, path: Path, header: bytes) -> "LogFile":
        """Begin a new log with its first line. Raises CannotSave, also where the file exists already."""
        handle = _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL)
        file = cls(path, handle, 0)
        try:
            _lock(path, handle)
            file.append(header)
            _sync_folder(path.parent)
        except CannotSave:
            file.close()
            path.unlink(missing_ok=True)  # ours, and empty: O_EXCL made sure of the first
            raise
        return file

    @classmethod
    def reopen(cls, path: Path) -> "tuple[LogFile, bytes]":
        """Open a log to go on with it; return it and what it holds. Raises CannotSave."""
        handle = _opened(path, os.O_RDWR | os.O_APPEND)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise CannotSave(_("{path} is not an ordinary file, so it is no log.", path=path))
            _lock(path, handle)
            source = _read(handle)
        except CannotSave:
            os.close(handle)
            raise
        except OSError as error:
            os.close(handle)
            raise CannotSave(_sentence(path, error)) from error
        return cls(path, handle, len(source)), source

    def append(self, line: bytes) -> None:
        """Write `line` and see it onto the disk. Raises CannotSave, and leaves the file as it was."""
        if len(line) > LONGEST_LINE or self._size + len(line) > LARGEST_LOG:
            raise CannotSave(_("This is too long to be kept in the log."))
        try:
            self._see_it_is_ours()
            self._torn = True
            _write_all(self._handle, line)
            _sync(self._handle)
        except OSError as error:
            self._mend()
            raise CannotSave(_sentence(self.path, error)) from error
        self._size += len(line)
        self._torn = False

    def cut(self, size: int) -> None:
        """Keep only the first `size` bytes. Raises CannotSave."""
        try:
            os.ftruncate(self._handle, size)
            _sync(self._handle)
        except OSError as error:
            raise CannotSave(_sentence(self.path, error)) from error
        self._size = size

    def close(self) -> None:
        """Let go of the file and its lock; closing twice does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _see_it_is_ours(self) -> None:
        if self._handle < 0:
            raise CannotSave(_("The log has been closed."))
        if self._torn:
            os.ftruncate(self._handle, self._size)
        status = os.fstat(self._handle)
        if status.st_nlink == 0:
            raise CannotSave(_("The log {path} has been deleted while it was being played.", path=self.path))
        if status.st_size != self._size:
            raise CannotSave(_("Another program has changed the log {path} while it was being played.", path=self.path))

    def _mend(self) -> None:
        """Take back half a line; where even that fails, the next append tries again before it writes."""
        try:
            os.ftruncate(self._handle, self._size)
            self._torn = False
        except OSError:
            self._torn = True


def _opened(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags | _BINARY, 0o644)
    except FileExistsError:
        raise CannotSave(_("There is a file {path} already, and it is never written over.", path=path)) from None
    except (OSError, ValueError) as error:
        raise CannotSave(_sentence(path, error)) from error


def _read(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read(LARGEST_LOG + 1)


def _write_all(handle: int, line: bytes) -> None:
    rest = memoryview(line)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sentence(path: Path, error: OSError | ValueError) -> str:
    """Say for a player why a file cannot be written."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("The disk is full: the log {path} could not be written. Make room and try again.", path=path)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("The log {path} cannot be written: it, or its folder, is read-only. Choose another place.", path=path)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return _("The log {path} cannot be opened: there is no such file or folder.", path=path)
    if number == errno.EISDIR:
        return _("The log {path} cannot be opened: it is a folder.", path=path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else _("the name is not possible")
    return _("The log {path} cannot be written ({reason}).", path=path, reason=reason)


if sys.platform == "win32":
    import msvcrt

    _BEYOND: Final = 0x7FFF_0000
    """Locked bytes cannot be read by others on Windows, so the byte that is locked lies behind every log."""

    def _lock(path: Path, handle: int) -> None:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise CannotSave(_in_use(path)) from None
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

    def _sync(handle: int) -> None:
        os.fsync(handle)

    def _sync_folder(folder: Path) -> None:
        """Windows writes a new name to the disk with the file."""

else:
    import fcntl

    _FULL_SYNC: Final[int | None] = getattr(fcntl, "F_FULLFSYNC", None)
    """macOS: fsync alone leaves data in the drive's own memory."""

    def _lock(path: Path, handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotSave(_in_use(path)) from None
        except OSError as error:
            sentence = _(
                "The log {path} lies where files cannot be locked. Choose a folder on this machine.", path=path
            )
            raise CannotSave(sentence) from error

    def _sync(handle: int) -> None:
        if _FULL_SYNC is None:
            os.fsync(handle)
        else:
            fcntl.fcntl(handle, _FULL_SYNC)

    def _sync_folder(folder: Path) -> None:
        """Make a new file's name survive a power cut as well; some file systems cannot, and need not."""
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            return
        try:
            os.fsync(handle)
        except OSError:
            return
        finally:
            os.close(handle)


def _in_use(path: Path) -> str:
    return _(
        "The log {path} is being played in another window. Close that one first, or choose another log.", path=path
    )
