"""How pages are made: Jinja templates that escape everything, with the program's own words and colours."""

import hashlib
import time
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from game.resources import assets_folder
from game.server.api.asking import host_of
from game.server.codes import shown
from game.server.web import said
from game.server.web.tabs import tabs
from game.server.web.who import FIELD, form_token, set_cookie
from game.view.appearance import bearing_words, face_words
from game.words import _, decimal, language, n_, p_

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
_NO_STORE: Final = {"Cache-Control": "no-store"}
_THEMES: Final = (
    ("light", ":root"),
    ("dark", "@media (prefers-color-scheme: dark) { :root"),
    ("high_contrast", "@media (prefers-contrast: more) { :root"),
)


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page. Templates know `form_token` (a hidden field for every form), `teacher` (or None) and `path`.

    `request` goes through `who.teacher_of` or `who.maybe_teacher` first where the page has forms of a teacher.
    """
    token, is_new = form_token(request)
    hidden = Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)
    teacher = getattr(request.state, "teacher", None)
    html = (
        _environment()
        .get_template(template)
        .render(form_token=hidden, teacher=teacher, path=request.url.path, **values)
    )
    made = HTMLResponse(html, status_code=status, headers=_NO_STORE)
    if is_new and str(hidden) in html:
        set_cookie(made, host_of(request), "form", token)
    return made


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": _, "n_": n_, "p_": p_, "h_": h_, "language": language, "static": static, "tabs": tabs}
    made.filters |= {"clock": clock, "when": when, "points": points, "code": shown}
    made.filters |= {"state": said.state, "tone": said.tone, "run_state": said.run_state, "mode": said.mode}
    made.filters |= {"face": face_words, "bearing": bearing_words}
    made.filters |= {"extra": said.extra, "span": said.span, "ago": said.ago, "deed": said.deed}
    return made


def h_(english: str, **slots: object) -> Markup:
    """Return words with markup in their slots, `h_("Good morning, {name}.", name=markup)`; plain slots are escaped."""
    return escape(_(english)).format(**slots)


@lru_cache(maxsize=256)
def static(name: str) -> str:
    """Return the address of a file in `static`, which changes with the file."""
    content = theme_css().encode() if name == "theme.css" else (STATIC / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:8]}"


@lru_cache(maxsize=1)
def theme_css() -> str:
    """Return the window's own colours as variables: light, dark and of high contrast, as the reader's system has it."""
    theme = tomllib.loads((assets_folder() / "theme.toml").read_text("utf-8"))
    blocks = []
    for name, opening in _THEMES:
        rows = " ".join(f"--{key.replace('_', '-')}: {value};" for key, value in theme[name].items())
        blocks.append(f"{opening} {{ {rows} }}" + (" }" if opening.startswith("@") else ""))
    return "\n".join(blocks) + "\n"


# -- how values are written ----------------------------------------------------------------------------


def clock(ms: int) -> str:
    """Return a length of time as on a clock: `7:05`, `1:02:30`, or in days where it is longer than two."""
    seconds = max(0, ms) // 1_000
    hours, rest = divmod(seconds, 3_600)
    if hours >= 48:
        return n_("{count} day", "{count} days", hours // 24)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def when(ms: int) -> str:
    """Return a moment in the time of the host's own place: `2026-11-23 10:05`."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(ms / 1_000))


def points(thousandths: int) -> str:
    """Return a score of 0 to 100 with one decimal place."""
    return decimal(thousandths / 1_000)
