"""The guided first session: one hint at a time, each about something on the screen, each done by doing it.

Which hint comes next is read from what has happened in the treatment, so a session gone on with after a pause, or
after a power cut, has its hints where they were.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.ui.elements import Box, Column, Element, Row
from game.ui.screens import palette
from game.ui.screens.desk import Desk
from game.ui.state import UiState
from game.ui.widgets import Badge, Button, Text
from game.words import _, later

NEXT_KEY: Final = "f9"


@dataclass(frozen=True, slots=True)
class Next:
    """Go on to the next hint."""


@dataclass(frozen=True, slots=True)
class NoHints:
    """Show no more hints."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a hint may depend on."""

    desk: Desk
    ui: UiState

    def happened(self, *deeds: str) -> bool:
        """Tell whether any of these has happened in the treatment."""
        return not self.desk.happened.isdisjoint(deeds)

    @property
    def reaching(self) -> bool:
        """Whether something stands in the palette."""
        return bool(self.ui.text(palette.FIELD) or self.ui.text(palette.TARGET))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to do. `targets` are keys of what to use, or their beginnings up to a dot; the first seen is framed."""

    id: str
    title: str
    words: str
    targets: tuple[str, ...]
    is_done: Callable[[Seen], bool] | None
    """None for something only to be read, which `Next` is for."""
    can_begin: Callable[[Seen], bool] = lambda _seen: True
    first: str = ""
    """What to do before it can begin."""


PALETTE: Final = (palette.FIELD,)
LESSONS: Final = (
    Lesson(
        "welcome",
        later("This is the room"),
        later(
            "The patient, what is said, and beside it your workbook. The clock only moves when you speak. "
            "Esc is a pause; nothing is ever lost."
        ),
        ("session.clock",),
        None,
    ),
    Lesson(
        "reach",
        later("Find something to say"),
        later("Type a word or two of what you want to do in the field at the bottom, such as “brings”."),
        PALETTE,
        lambda seen: seen.reaching or seen.happened("said"),
    ),
    Lesson(
        "say",
        later("Say it"),
        later(
            "Enter takes what is marked, Down goes to another row. You see the words first; Enter once more says them."
        ),
        ("palette.way.", "palette.move.", *PALETTE),
        lambda seen: seen.happened("said"),
    ),
    Lesson(
        "pin",
        later("Keep a piece of evidence"),
        later("Below the probabilities, what was told is a card. Open it and move a slider: for an area, or against?"),
        ("evidence.weight.", "evidence.card.", "workbook.evidence"),
        lambda seen: seen.happened("fact_pinned"),
        lambda seen: bool(seen.desk.look.workbook.cards),
        later("Go on asking until something is told that is worth keeping. Open questions bring most."),
    ),
    Lesson(
        "place",
        later("Put somebody on the circle"),
        later("Under Circle, above the rings, stand those who have come up. Press a name; drag it, or use the arrows."),
        ("circle.place.", "circle", "workbook.circle"),
        lambda seen: seen.happened("person_placed"),
        lambda seen: bool(seen.desk.look.workbook.people),
        later("Nobody has come up yet. Ask who matters: type “people”, and choose a question."),
    ),
    Lesson(
        "danger",
        later("Ask about suicide"),
        later(
            "In every first session, directly and calmly. Type “suicide” and ask. No question puts the thought there."
        ),
        ("palette.way.", "palette.move.ask_suicide.", *PALETTE),
        lambda seen: seen.happened("said:ask_suicide", "step_taken"),
    ),
    Lesson(
        "odds",
        later("Say how sure you are"),
        later("Under Evidence, at the top, move a probability. Being unsure early is right; the debrief looks at it."),
        ("evidence.share.", "workbook.evidence"),
        lambda seen: seen.happened("probabilities_set"),
    ),
    Lesson(
        "end",
        later("End the session"),
        later(
            "Talk on for as long as there are minutes, or end it now: End, or F6. Then comes what a supervisor says."
        ),
        ("message.answer0", "session.end", "workbook.more"),
        lambda seen: seen.happened("session_closed"),
    ),
)
_OVER = Lesson(
    "over",
    later("That was a first session"),
    later("The next ones are yours. F1 lists every key, and “What you have played” on the title keeps this treatment."),
    (),
    None,
)


def lesson(seen: Seen) -> Lesson | None:
    """Return the hint that is due: the first whose deed has not been done; None when no hints are wanted any more."""
    if not seen.desk.hints_wanted or seen.desk.look.room.session > 1:
        return None
    if seen.happened("session_closed"):
        return _OVER
    return next((row for row in LESSONS if not _is_done(row, seen)), _OVER)


def _is_done(row: Lesson, seen: Seen) -> bool:
    if row.is_done is None:
        return row.id in seen.desk.noted or seen.happened("said")
    return row.is_done(seen)


def panel(seen: Seen, due: Lesson) -> Element:
    """Return the hint, to stand below the screen."""
    words = due.words if due.can_begin(seen) else due.first
    number = LESSONS.index(due) + 1 if due in LESSONS else len(LESSONS)
    onward = None
    if due.is_done is None and due is not _OVER:
        onward = Button(
            f"{_('Next')}  {NEXT_KEY.upper()}",
            key="coach.next",
            name=_("Next hint"),
            shortcut=NEXT_KEY,
            intent=Next(),
            kind="primary",
        )
    close = _("Close the hints") if due is _OVER else _("Without hints")
    return Box(
        Row(
            [
                Badge(_("{number} of {total}", number=number, total=len(LESSONS)), tone="accent", key="coach.step"),
                Column(
                    [
                        Text(_(due.title), bold=True, key="coach.title"),
                        Text(_(words), role="live", key="coach.words"),
                    ],
                    gap="none",
                    grow=1,
                ),
                onward,
                Button(close, key="coach.close", kind="quiet", intent=NoHints()),
            ],
            align="centre",
            gap="small",
            wrap=False,
        ),
        fill="paper",
        padding="small",
        stripe="accent",
        rounded=False,
        name=_("Hints"),
    )
