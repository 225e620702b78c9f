"""What is a trainee's own: to take along in one file, or to delete for good."""

from collections.abc import Sequence

from game.history import Entry
from game.ui.elements import Column, Element, Grid, Row, Space
from game.ui.screens.intents import Open
from game.ui.screens.message import Message
from game.ui.screens.parts import block, small
from game.ui.widgets import Button, Text
from game.words import _, n_


def tab(entries: Sequence[Entry]) -> Element:
    """Return what is kept, how to take it along and how to be rid of it."""
    kept = n_(
        "{count} treatment is kept on this machine.", "{count} treatments are kept on this machine.", len(entries)
    )
    return Column(
        [
            Text(kept),
            Grid(
                [
                    block(
                        _("Take it along"),
                        Text(_("One zip file with every log, a table of treatments and one of skills, your settings.")),
                        small(_("It is put where your documents are. Nothing is sent anywhere.")),
                        _pushed(Button(_("Make the file"), key="data.export", intent=Open("export"))),
                    ),
                    block(
                        _("Delete everything"),
                        Text(_("Every log, this history and your settings. The cases stay.")),
                        small(_("Treatments that you keep in other places with --log are left alone.")),
                        _pushed(Button(_("Delete everything …"), key="data.forget", intent=Open("forget"))),
                    ),
                ],
                min_em=26,
            ),
            small(_("Nothing of this ever leaves this machine by itself: there is no account and no telemetry.")),
        ]
    )


def _pushed(button: Button) -> Element:
    return Row([button, Space(grow=1)])


def question(count: int) -> Message:
    """Return what is asked before everything is deleted."""
    words = n_(
        "{count} treatment, its history and your settings are taken off this machine. Nobody can bring them back.",
        "{count} treatments, their history and your settings are taken off this machine. Nobody can bring them back.",
        count,
    )
    answers = ((_("Delete everything"), Open("forget")),)
    return Message(_("Delete everything of yours?"), words, answers, stay=_("Keep it"), grave=True)
