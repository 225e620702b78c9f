"""The text game from the title to the debrief."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.case import CaseFile
from game.manual import Book
from game.play import Playthrough
from game.record import Mode, Sessions
from game.sitting import OwnSitting
from game.text.console import Console, Leave
from game.text.debrief import debrief
from game.text.desk import Desk
from game.text.opening import choose_mode, choose_patient, greet, show_letter
from game.text.session import talk, wait
from game.treatment import Course
from game.words import _

_LAST_LINES = 6


@dataclass(frozen=True, slots=True)
class Launch:
    """What was decided before the game began; what is None is asked for, or the case's own."""

    seed: int
    case: CaseFile | None = None
    mode: Mode | None = None
    sessions: Sessions | None = None
    course: Course = "teaching"


def play(
    console: Console, book: Book, cases: Sequence[CaseFile], launch: Launch, log_for: Callable[[str], Path | None]
) -> None:
    """Play a treatment. `log_for` names the file for a case's log. Raises CannotSave where none can be begun."""
    try:
        greet(console, book)
        case = launch.case or choose_patient(console, cases)
        mode = launch.mode or choose_mode(console)
    except Leave:
        console.say(_("Nothing was begun."))
        return
    with Playthrough.start(
        book,
        case,
        seed=launch.seed,
        mode=mode,
        course=launch.course,
        sessions=launch.sessions,
        path=log_for(case.rows.id),
    ) as begun:
        desk = Desk(console, OwnSitting(begun))
        show_letter(console, desk.look.referral)
        _go_through(desk)


def go_on(console: Console, begun: Playthrough) -> None:
    """Go on with a treatment from its log."""
    desk = Desk(console, OwnSitting(begun))
    room = desk.room
    where = _(
        "{patient}, session {number} of {sessions}", patient=room.patient, number=room.session, sessions=room.sessions
    )
    console.heading(where if room.session else room.patient)
    if begun.notice:
        console.say(begun.notice, "note")
    if room.session:
        console.say(_("What was said last:"), "note")
        desk.show(desk.transcript[-_LAST_LINES:])
    else:
        show_letter(console, desk.look.referral)
    _go_through(desk)


def _go_through(desk: Desk) -> None:
    try:
        while not (room := desk.room).over:
            (talk if room.in_session else wait)(desk)
        debrief(desk)
    except (Leave, KeyboardInterrupt):
        _say_where_it_is(desk)
        return
    _say_where_it_is(desk)


def _say_where_it_is(desk: Desk) -> None:
    path = desk.sitting.path
    if path is None:
        return
    console, name = desk.console, shlex.quote(str(path))
    console.say()
    again, onward = _("Your treatment is kept. Read the report again:"), _("Your treatment is kept. Go on with it:")
    console.say(again if desk.room.over else onward)
    console.exactly(f"sixteen-weeks report {name}" if desk.room.over else f"sixteen-weeks resume {name} --text")
