"""The words in which pages speak of a contest's state, of seats and of their time."""

from typing import Final

from game.server.lifecycle import State
from game.words import _, later, n_

_STATES: Final[dict[State, str]] = {
    "draft": later("Draft"),
    "lobby": later("Lobby open"),
    "running": later("Running"),
    "paused": later("Paused"),
    "frozen": later("Running, board frozen"),
    "closed": later("Closed"),
    "revealed": later("Revealed"),
}
_TONES: Final[dict[State, str]] = {"running": "good", "frozen": "good", "paused": "warning", "lobby": "warning"}
_MODES: Final = {
    "exam": later("Exam: no supervisor, no remarks"),
    "practice": later("Practice: a supervisor can be asked"),
    "guided": later("Guided: remarks come by themselves"),
}
_EXTRA: Final = {
    100: later("Usual time"),
    125: later("A quarter more"),
    150: later("Half as much again"),
    200: later("Twice the time"),
    0: later("No limit"),
}
_RUNS: Final = {
    "waiting": later("Not begun"),
    "playing": later("In treatment"),
    "done": later("Through"),
    "void": later("Does not count"),
}
_DEEDS: Final = {
    "created": later("Made"),
    "open_lobby": later("Lobby opened"),
    "start": later("Started"),
    "pause": later("Paused"),
    "resume": later("Gone on"),
    "freeze": later("Board frozen"),
    "thaw": later("Board thawed"),
    "close": later("Closed"),
    "reveal": later("Revealed"),
    "extended": later("More minutes for everybody"),
    "locked": later("Nobody new let in"),
    "unlocked": later("People let in again"),
    "let_in": later("Let in"),
    "sent_away": later("Sent away"),
    "held": later("Held at the door"),
    "renamed": later("Renamed"),
    "extra_time": later("Time of one seat changed"),
    "reopened": later("Treatment reopened"),
    "keeping": later("Time of keeping changed"),
    "link_tied": later("Tied to a course"),
    "link_untied": later("Untied from a course"),
    "grades_sent_again": later("Grades sent again"),
    "statements_sent": later("Statements sent"),
    "left": later("Left, and forgotten"),
}
MODES: Final = tuple(_MODES.items())
EXTRA: Final = tuple(_EXTRA.items())


def state(name: State) -> str:
    """Return a contest's state in words."""
    return _(_STATES[name])


def tone(name: State) -> str:
    """Return the class of a state's badge; the words beside it say the same."""
    return _TONES.get(name, "")


def run_state(name: str) -> str:
    """Return a run's state in words."""
    return _(_RUNS[name])


def mode(name: str) -> str:
    """Return a mode in words."""
    return _(_MODES[name])


def deed(name: str) -> str:
    """Return what was done, in words; a deed that is new here as it is called."""
    return _(_DEEDS[name]) if name in _DEEDS else name.replace("_", " ")


def extra(per_cent: int) -> str:
    """Return a seat's time in words."""
    return _(_EXTRA[per_cent])


def span(sessions: int | None) -> str:
    """Return in words how much of a treatment a contest covers."""
    if sessions is None:
        return _("The whole treatment")
    return n_("The first session", "The first {count} sessions", sessions)


def ago(then: int | None, now: int) -> str:
    """Return how long ago a seat was heard of."""
    if then is None:
        return _("never")
    minutes = (now - then) // 60_000
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return n_("{count} minute ago", "{count} minutes ago", minutes)
    return n_("{count} hour ago", "{count} hours ago", minutes // 60)
