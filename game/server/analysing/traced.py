"""One run as a teacher reads it: turn by turn with the supervisor's eye, and the score with what it rests on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from game.server.analysing.played import Played
from game.server.rating import span_of
from game.server.rows import settings_of
from game.view import Comment, Report, Utterance, report_view, transcript
from game.view.supervisor import commented


@dataclass(frozen=True, slots=True)
class Step:
    """A turn: what was said in it, what a supervisor says of it, and how many seconds after the one before it came."""

    number: int
    session: int
    lines: tuple[Utterance, ...]
    comments: tuple[Comment, ...]
    after_s: int | None


@dataclass(frozen=True, slots=True)
class Traced:
    """A run as far as one turn of it."""

    run: Played
    steps: tuple[Step, ...]
    """Of the session in which the chosen turn lies, as far as that turn."""
    at: int
    last: int
    sessions: tuple[tuple[int, int], ...]
    """Number of every session, with its first turn."""
    report: Report
    """As it would be if the contest were over now."""


def traced(contest: Row[Any], run: Played, at: int | None = None) -> Traced:
    """Return a run as far as turn `at`, by default the last one; a number out of range is brought into it."""
    sitting, last = run.sitting, run.sitting.version
    at = last if at is None else min(last, max(1, at))
    sessions = tuple(
        (event.number, turn) for turn, events in sitting.turns for event in events if event.kind == "session_opened"
    )
    first = max((turn for _number, turn in sessions if turn <= at), default=1)
    spoken: dict[int, list[Utterance]] = {}
    for line in transcript(sitting.book, sitting.turns):
        spoken.setdefault(line.turn, []).append(line)
    number = max((number for number, turn in sessions if turn <= at), default=0)
    steps = tuple(
        Step(turn, number, tuple(spoken.get(turn, ())), said, _after(run, turn))
        for turn, _events, said in commented(sitting.book, sitting.turns)
        if first <= turn <= at
    )
    settings = settings_of(contest.settings)
    report = report_view(
        sitting.book, sitting.case, sitting.now, sitting.turns, settings.mode, span=span_of(settings, sitting)
    )
    return Traced(run, steps, at, last, sessions, report)


def _after(run: Played, turn: int) -> int | None:
    return None if turn < 2 else max(0, run.times[turn - 1] - run.times[turn - 2]) // 1_000
