"""A private folder for SDL's helpers where the system names none, so that none of them complains on the terminal."""

import os
import stat
import sys
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

NAME = "XDG_RUNTIME_DIR"
_OURS_ALONE = 0o700


def provide(
    environment: MutableMapping[str, str] = os.environ, platform: str = sys.platform, home: Path | None = None
) -> None:
    """Name a folder in `home` (the system's temporary one) that only this user can use; nothing where there is one.

    Needed before pygame is imported: remote shells and containers leave the variable unset, and the libraries for
    Wayland and sound print a line about it whether they are used or not. It is the same folder every time, so that a
    killed program leaves no litter; one that somebody else has put there is not taken.
    """
    if not platform.startswith("linux") or environment.get(NAME):
        return
    folder = (home or Path(tempfile.gettempdir())) / f"sixteen-weeks-{os.getuid()}"
    try:
        folder.mkdir(mode=_OURS_ALONE, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) == _OURS_ALONE:
        environment[NAME] = str(folder)
