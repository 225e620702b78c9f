"""Looking things up in the manual: by words or by section, every row with its source."""

from game.text.console import gone_back
from game.text.desk import Desk
from game.view.handbook import Page, find_pages, pages
from game.words import _


def look_up(desk: Desk, typed: str) -> None:
    """Find pages of the manual by `typed` words and show the one chosen; costs nothing and is not recorded."""
    console = desk.console
    every = tuple(pages(desk.look.book))
    with console.helping(
        _("Type words to look for, such as “sick role” or “silence”, or the number of a section to leaf through it."),
        _("Each page ends with where it comes from, and how far that has been checked."),
    ):
        found = _search(desk, every, typed) if typed else _leaf(desk, every)
        while found is not None:
            chosen = console.choose([page.title for page in found], _("Number, other words, or Enter to go back"))
            if isinstance(chosen, int):
                _show(desk, found[chosen])
            elif gone_back(chosen):
                return
            else:
                found = _search(desk, every, chosen)


def _leaf(desk: Desk, every: tuple[Page, ...]) -> tuple[Page, ...] | None:
    """Let a section be chosen, or words be searched for; None to go back."""
    sections: dict[str, list[Page]] = {}
    for page in every:
        sections.setdefault(page.section, []).append(page)
    rows = [f"{name} ({len(inside)})" for name, inside in sections.items()]
    chosen = desk.console.choose(rows, _("Number of a section, words to look for, or Enter to go back"))
    if isinstance(chosen, int):
        return tuple(list(sections.values())[chosen])
    return None if gone_back(chosen) else _search(desk, every, chosen)


def _search(desk: Desk, every: tuple[Page, ...], typed: str) -> tuple[Page, ...] | None:
    """Return the pages with these words in the title, else in the text; ask again where there is none."""
    found = find_pages(every, typed)
    if found:
        return found
    desk.console.say(_("Nothing in the manual has these words. Try a technique, a task, an area, or an error."))
    return _leaf(desk, every)


def _show(desk: Desk, page: Page) -> None:
    desk.console.heading(page.title)
    for line in page.lines:
        desk.console.say(line)
