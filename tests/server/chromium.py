"""A real Chromium for tests of pages, with eyes for what it says in its console and what runs over the edge."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hosts import Served
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from game.server.host import Host
from game.server.web.who import Cookie, cookie_name

WIDTHS = (320, 1280, 1920)
_PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium, and end it after the block; skipped by name where there is none."""
    if _PROGRAM is None:
        pytest.skip("the program `chromium` is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """One person's browser window."""

    page: Page
    url: str
    said: list[str] = field(default_factory=list)
    """What stood in the console and what scripts failed with: an empty list when all is well."""
    asked: list[str] = field(default_factory=list)
    """Questions that were answered with yes."""

    def open(self, path: str) -> Page:
        """Go to a page of the host."""
        self.page.goto(self.url + path)
        return self.page

    def overflow(self) -> int:
        """Return how many pixels of the page stand over its right edge."""
        over: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return over


@contextmanager
def window(
    browser: Browser,
    server: Served,
    *,
    width: int = 1280,
    height: int = 800,
    scheme: Literal["light", "dark"] = "light",
    cookies: dict[Cookie, str] | None = None,
    scripts: bool = True,
    **settings: Any,
) -> Iterator[Window]:
    """Open a window of its own, with cookies of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts, **settings
    )
    _have(context, server.host, server.url, cookies or {})
    opened = Window(context.new_page(), server.url)

    def yes(dialog: Dialog) -> None:
        opened.asked.append(dialog.message)
        dialog.accept()

    opened.page.on("console", lambda message: opened.said.append(message.text))
    opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.page.on("dialog", yes)
    try:
        yield opened
    finally:
        context.close()


def _have(context: BrowserContext, host: Host, url: str, cookies: dict[Cookie, str]) -> None:
    for name, value in cookies.items():
        context.add_cookies([{"name": cookie_name(host, name), "value": value, "url": url}])
