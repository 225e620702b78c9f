"""The consulting room: the patient's figure, and the same in words."""

from game.sitting import Outlook
from game.ui.elements import Box, Column, Element, Row, Space
from game.ui.screens import figure_paint  # noqa: F401 (registers how a figure is drawn)
from game.ui.screens.appearance import likeness, outside_of
from game.ui.screens.expression import can_blink, expression_named
from game.ui.screens.figure import Figure, posture_words
from game.ui.widgets import Text
from game.view.appearance import feeling_words, strength_of
from game.words import _

HOUR = 50
"""Minutes of a session."""


def figure(look: Outlook, height_em: int, *, grow: int = 0) -> Figure:
    """Return the figure as the patient sits there now."""
    room = look.room
    expression = expression_named(room.affect, strength_of(room.intensity), room.guardedness)
    return Figure(
        name=words(look),
        person=likeness(look),
        expression=expression,
        blinks=can_blink(expression),
        posture=room.guardedness,
        outside=outside_of(look),
        week=max(1, room.session),
        weeks=room.sessions,
        minutes=min(HOUR, HOUR - room.minutes_left),
        length=HOUR,
        height_em=height_em,
        grow=grow,
        key="patient.figure",
    )


def words(look: Outlook) -> str:
    """Return what anybody in the room could see, as a sentence."""
    room = look.room
    feeling, posture = feeling_words(room.affect, room.intensity), posture_words(room.guardedness)
    return _(
        "{name} looks {feeling}, {posture}.",
        name=look.first_name,
        feeling=feeling,
        posture=posture,
    )


def panel(look: Outlook, *, grow: int = 0, tools: Element | None = None) -> Element:
    """Return the patient's side of the room."""
    room = look.room
    posture = posture_words(room.guardedness)
    return Box(
        Column(
            [
                figure(look, 8, grow=1),
                Column(
                    [
                        Text(room.patient, style="lead", bold=True, align="centre"),
                        Text(
                            _("Looks {feeling}", feeling=feeling_words(room.affect, room.intensity)),
                            align="centre",
                            key="patient.feeling",
                        ),
                        Text(posture[:1].upper() + posture[1:], style="caption", tone="muted", align="centre"),
                    ],
                    gap="hair",
                ),
                tools or Space(size="tight"),
            ],
            gap="small",
        ),
        padding="small",
        shadow=True,
        name=_("The consulting room"),
        grow=grow,
    )


def strip(look: Outlook) -> Element:
    """Return the patient in one line, for a narrow window."""
    return Row(
        [figure(look, 5), Column([Text(words(look), style="caption")], grow=1)],
        gap="small",
        align="centre",
        wrap=False,
    )
