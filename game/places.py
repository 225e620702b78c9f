"""Where things are kept on this machine: treatments, their history, settings, and what can be made again."""

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path, user_documents_path

LOG_SUFFIX = ".jsonl"
_NAME = "sixteen-weeks"
_LONGEST_NUMBER = 80


def logs_folder() -> Path:
    """Return the folder in which logs are kept unless another place is named; it need not be there yet."""
    return user_data_path(_NAME, appauthor=False) / "treatments"


def history_file() -> Path:
    """Return the database of the history; it need not be there yet."""
    return user_data_path(_NAME, appauthor=False) / "history.db"


def seats_folder() -> Path:
    """Return the folder in which seats in contests are kept; it need not be there yet."""
    return user_data_path(_NAME, appauthor=False) / "seats"


def settings_folder() -> Path:
    """Return the folder of settings; it need not be there yet."""
    return user_config_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """Return the folder of what can be made again at any time; it need not be there yet."""
    return user_cache_path(_NAME, appauthor=False)


def own_folders() -> tuple[Path, ...]:
    """Return every folder in which the game keeps anything of its player."""
    return user_data_path(_NAME, appauthor=False), settings_folder(), cache_folder()


def help_line() -> str:
    """Return the number to ring in an emergency, as this player has noted it; empty when they have not."""
    try:
        return _help_file().read_text(encoding="utf-8").strip()[:_LONGEST_NUMBER]
    except (OSError, ValueError):
        return ""


def keep_help_line(number: str) -> bool:
    """Note the number to ring in an emergency, or nothing; False where it cannot be kept."""
    try:
        settings_folder().mkdir(parents=True, exist_ok=True)
        _help_file().write_text(number.strip()[:_LONGEST_NUMBER] + "\n", encoding="utf-8")
    except OSError:
        return False
    return True


def settings_files() -> tuple[Path, ...]:
    """Return the files of settings that there are."""
    folder = settings_folder()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file())) if folder.is_dir() else ()


def export_file(today: date) -> Path:
    """Return a name for a file to take everything along, where people look for documents; there is none such yet."""
    documents = user_documents_path()
    folder = documents if documents.is_dir() else Path.home()
    return _unused(folder, f"{_NAME}-{today.isoformat()}", ".zip")


def new_log(name: str) -> Path:
    """Return a file for the log of a treatment that begins now; there is no such file yet. May raise OSError."""
    folder = logs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    began = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    return _unused(folder, f"{name}-{began}", LOG_SUFFIX)


def kept_logs() -> tuple[Path, ...]:
    """Return the logs in the folder, the one written to last first; a file in which nothing was begun is none."""
    found: list[tuple[int, Path]] = []
    with suppress(OSError):
        for path in logs_folder().glob(f"*{LOG_SUFFIX}"):
            with suppress(OSError):
                status = path.stat()
                if status.st_size:
                    found.append((status.st_mtime_ns, path))
    return tuple(path for _, path in sorted(found, reverse=True))


def _help_file() -> Path:
    return settings_folder() / "emergency-number.txt"


def _unused(folder: Path, stem: str, suffix: str) -> Path:
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
