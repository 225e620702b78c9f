"""The pages of one contest on the desk, in the order in which a teacher comes to them."""

from dataclasses import dataclass
from typing import Final

from game.words import _, later


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a contest: where it is below the contest's own address, and what it is called."""

    address: str
    name: str


# Whoever adds a page below /desk/c/{contest} adds its line here.
_TABS: Final = (
    Tab("", later("Contest")),
    Tab("/standings", later("Standings")),
    Tab("/items", later("Items")),
    Tab("/course", later("Courses")),
    Tab("/keeping", later("Keeping")),
    Tab("/exports", later("Exports")),
)  # fmt: skip


def tabs(contest: str) -> list[Tab]:
    """Return the pages of a contest with their whole addresses."""
    return [Tab(f"/desk/c/{contest}{tab.address}", _(tab.name)) for tab in _TABS]
