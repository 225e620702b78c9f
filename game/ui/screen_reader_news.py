"""Which lines of a conversation are read out by themselves: those that have just been said, each of them once."""

from collections.abc import Sequence

from game.ui.accessibility import Node

_GREETING = 3
"""A conversation that begins is read out up to so many lines; a longer one was opened to be read back."""


class News:
    """Remembers what could be read on each screen, so that coming back to a screen does not say it all again."""

    def __init__(self) -> None:
        self._shown: dict[str, list[str]] = {}
        self._elsewhere: dict[str, set[str]] = {}
        """What was to be read on other screens since a screen was shown last."""
        self._ever: set[str] = set()

    def only(self, nodes: Sequence[Node], screen: str, *, quiet: bool) -> list[Node]:
        """Return the nodes with those lines live that are new on this screen; none of them when `quiet`."""
        places = [n for n, node in enumerate(nodes) if node.live == "polite" and node.role == "paragraph"]
        said = [nodes[n].name for n in places]
        fresh = set() if quiet else self._fresh(said, screen)
        if said:
            self._remember(said, screen)
        silent = {place for n, place in enumerate(places) if n not in fresh}
        return [node._replace(live="") if n in silent else node for n, node in enumerate(nodes)]

    def _fresh(self, said: list[str], screen: str) -> set[int]:
        """Return which of the lines are new: those after what was there before."""
        before = self._shown.get(screen)
        if before is None:
            heard = [n for n, words in enumerate(said) if words in self._ever]
            start = heard[-1] + 1 if heard else _beginning(said)
        else:
            start = _after(before, said)
        known = self._elsewhere.get(screen, set())
        return {n for n in range(start, len(said)) if said[n] not in known}

    def _remember(self, said: list[str], screen: str) -> None:
        self._shown[screen] = said
        self._elsewhere[screen] = set()
        for other, heard in self._elsewhere.items():
            if other != screen:
                heard.update(said)
        self._ever.update(said)


def _after(before: list[str], said: list[str]) -> int:
    """Return where in `said` the lines that were there before end; earlier ones may have come in front of them."""
    if said == before[: len(said)]:
        return len(said)
    for start in range(len(said) - len(before), -1, -1):
        if said[start : start + len(before)] == before:
            return start + len(before)
    return _beginning(said)


def _beginning(said: list[str]) -> int:
    return 0 if len(said) <= _GREETING else len(said)
