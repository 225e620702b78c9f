"""How the window was made to look last time: theme, text size, motion."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from game.ui.theme import PLAIN, TEXT_SIZES, THEMES, Appearance


def kept_looks() -> Appearance:
    """Return what was kept; plain looks where nothing was, or what is there cannot be read."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return PLAIN
    return _appearance(found) if isinstance(found, dict) else PLAIN


def keep_looks(appearance: Appearance) -> None:
    """Keep a choice of looks for next time; where it cannot be kept, it lasts until the window closes."""
    path = _file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(appearance)), encoding="utf-8")
    except OSError:
        return


def _appearance(found: dict[str, Any]) -> Appearance:
    theme, text = found.get("theme"), found.get("text")
    return Appearance(
        theme=theme if theme in THEMES else PLAIN.theme,
        text=text if text in TEXT_SIZES else PLAIN.text,
        reduced_motion=found.get("reduced_motion") is True,
    )


def _file() -> Path:
    return user_config_path("sixteen-weeks", appauthor=False) / "window.json"
