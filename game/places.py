"""Where treatments are kept on this machine."""

from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path

LOG_SUFFIX = ".jsonl"


def logs_folder() -> Path:
    """Return the folder in which logs are kept unless another place is named; makes it where it is missing."""
    return user_data_path("sixteen-weeks", appauthor=False, ensure_exists=True) / "treatments"


def new_log(case: str) -> Path:
    """Return a file name for the log of a treatment that begins now; there is no such file yet."""
    folder = logs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    began = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    number, path = 1, folder / f"{case}-{began}{LOG_SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{case}-{began}-{number}{LOG_SUFFIX}"
    return path


def kept_logs() -> tuple[Path, ...]:
    """Return the logs in the folder, the one written to last first."""
    folder = logs_folder()
    found = folder.glob(f"*{LOG_SUFFIX}") if folder.is_dir() else ()
    return tuple(sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))
