"""Who may see what of a contest, and when: the one function that every page, answer, stream and export asks.

Freezing stops values, not only tables: what moves after the freeze is shown to the teacher alone until the reveal
(classroom.md 1.3, rules 1 and 2).
"""

from typing import Final, Literal

from game.server.lifecycle import State
from game.server.rows import Settings, Viewer

Thing = Literal[
    "lobby",  # title, code, state, time left, how many are here
    "progress",  # how many have begun, are in which phase, are done
    "standings",  # ranks and scores as they are now
    "frozen_board",  # progress and standings as they stood when the board froze
    "own_run",  # what a seat sees of its own treatment
    "own_score",
    "own_report",
    "truth",  # problem area, cues, missed items: everything sealed
    "secret",  # the secret from which seeds and variants were drawn
    "walkthrough",  # the best run, with its player's consent
    "traces",  # single runs, turn by turn
    "names",  # who somebody is
    "flags",
    "settings",
    "statements",  # what goes to a learning record store
]

_ALWAYS: Final[frozenset[Thing]] = frozenset({"lobby"})
_TEACHERS: Final[frozenset[Thing]] = frozenset(
    {"progress", "standings", "frozen_board", "traces", "names", "flags", "settings"}
)
_BOARD: Final[tuple[State, ...]] = ("running", "paused")
_FROZEN: Final[tuple[State, ...]] = ("frozen", "closed")
_BEGUN: Final[tuple[State, ...]] = ("running", "paused", "frozen", "closed", "revealed")
_AFTER_REVEAL: Final[frozenset[Thing]] = frozenset(
    {"progress", "standings", "frozen_board", "truth", "secret", "walkthrough"}
)


def may_see(viewer: Viewer, thing: Thing, state: State, settings: Settings) -> bool:
    """Tell whether `viewer` may see `thing` of a contest in `state`; what is one's own means the viewer's own run."""
    if thing in _ALWAYS or (viewer.role == "teacher" and thing in _TEACHERS):
        return True
    if state == "revealed":
        return _after_reveal(viewer, thing)
    match thing:
        case "progress":
            return viewer.role in ("seat", "projector") and state in _BOARD
        case "standings":
            return viewer.role in ("seat", "projector") and settings.live_board and state in _BOARD
        case "frozen_board":
            return viewer.role in ("seat", "projector") and state in _FROZEN
        case "own_run":
            return viewer.role == "seat" and state in _BEGUN
        case "own_score":
            return viewer.role == "seat" and viewer.done and settings.show_own_score and state in _BEGUN
    return False


def _after_reveal(viewer: Viewer, thing: Thing) -> bool:
    if thing == "statements":
        return viewer.role == "teacher"
    if thing in ("own_run", "own_score", "own_report"):
        return viewer.role == "seat" and viewer.run is not None
    return thing in _AFTER_REVEAL and viewer.role != "anyone"
