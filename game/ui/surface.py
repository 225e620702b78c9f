"""Which kind of window surface SDL uses: settled through the environment, before pygame is imported."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

OVERRIDE = "SIXTEEN_WEEKS_SURFACE"
_HINT = "SDL_FRAMEBUFFER_ACCELERATION"
_RENDER_NODES = Path("/dev/dri")


def choose(environment: MutableMapping[str, str] = os.environ, render_nodes: Path = _RENDER_NODES) -> None:
    """Set SDL's hint for a plain surface where that is faster; a hint the user has set stays.

    `SIXTEEN_WEEKS_SURFACE=plain` or `accelerated` decides by hand. Raises `ValueError` for any other word.
    """
    environment.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    wanted = environment.get(OVERRIDE, "")
    if wanted not in {"", "plain", "accelerated"}:
        raise ValueError(f"{OVERRIDE} is {wanted!r}; it can be 'plain' or 'accelerated'")
    if wanted:
        environment[_HINT] = "0" if wanted == "plain" else "1"
    elif _is_software_x11(environment, render_nodes):
        environment.setdefault(_HINT, "0")


def _is_software_x11(environment: MutableMapping[str, str], render_nodes: Path) -> bool:
    """X11 whose OpenGL is drawn by the processor, where SDL would upload the whole window for every line.

    Wayland needs OpenGL, so a session that has both counts as X11 only as long as SDL 2 prefers it.
    """
    if not sys.platform.startswith("linux") or environment.get("SDL_VIDEODRIVER", "x11") != "x11":
        return False
    display = environment.get("DISPLAY", "")
    if not display:
        return False
    remote = not display.startswith((":", "unix:"))
    forced = environment.get("LIBGL_ALWAYS_SOFTWARE", "") not in {"", "0"}
    return remote or forced or not any(render_nodes.glob("renderD*"))
