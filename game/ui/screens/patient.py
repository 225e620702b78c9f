"""The consulting room: the patient's figure, and the same in words."""

from game.ui.elements import Box, Column, Element, Row, Space
from game.ui.screens import figure_paint  # noqa: F401 (registers how a figure is drawn)
from game.ui.screens.figure import Figure, feeling_words, posture_words, strength_of
from game.ui.screens.outlook import Outlook
from game.ui.widgets import Text


def figure(look: Outlook, height_em: int, *, grow: int = 0) -> Figure:
    """Return the figure as the patient sits there now."""
    room, features = look.room, look.features
    return Figure(
        name=words(look),
        head=features.head,
        skin=features.skin,
        hair=features.hair,
        clothing=features.clothing,
        affect=room.affect,
        strength=strength_of(room.intensity),
        posture=room.guardedness,
        height_em=height_em,
        grow=grow,
        key="patient.figure",
    )


def words(look: Outlook) -> str:
    """Return what anybody in the room could see, as a sentence."""
    room = look.room
    feeling = feeling_words(room.affect, room.intensity)
    return f"{look.first_name} looks {feeling}, {posture_words(room.guardedness)}."


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
                            f"Looks {feeling_words(room.affect, room.intensity)}", align="centre", key="patient.feeling"
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
        name="The consulting room",
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
