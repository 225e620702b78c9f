"""Where the shelf of cases and the assets lie, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Prefer the checkout's folder; a wheel carries the same one as `game/data/<name>`."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def scenarios_folder() -> Path:
    """Return the folder that holds one folder per case."""
    return _folder("scenarios")


def assets_folder() -> Path:
    """Return the folder of fonts, pictures and the theme."""
    return _folder("assets")
