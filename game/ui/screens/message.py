"""A sentence the trainee must see before going on: a refusal, a fault, a question before something final."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.ui.elements import Column, Modal, Row
from game.ui.screens.intents import Dismiss
from game.ui.widgets import Button, Text
from game.words import _


@dataclass(frozen=True, slots=True)
class Message:
    """A title, a few words, and what can be answered besides "go on as before"."""

    title: str
    words: str
    answers: tuple[tuple[str, object], ...] = ()
    """Label of the button and the intent it hands over."""
    stay: str = ""
    """Label of the button that changes nothing; "All right" when empty."""
    grave: bool = False
    """Whether the first answer cannot be undone."""


def dialog(message: Message | None) -> Modal | None:
    """Return the message as a dialog, or nothing. What changes nothing has the focus."""
    if message is None:
        return None
    return Modal(
        Column([*_paragraphs(message.words), _buttons(message)], gap="wide"),
        title=message.title,
    )


def _buttons(message: Message) -> Row:
    answers = [
        Button(
            label,
            key=f"message.answer{number}",
            kind="danger" if message.grave and number == 0 else "secondary",
            intent=intent,
        )
        for number, (label, intent) in enumerate(message.answers)
    ]
    stay = Button(message.stay or _("All right"), key="message.stay", kind="primary", intent=Dismiss(), autofocus=True)
    return Row([*answers, stay], justify="end", gap="small")


def _paragraphs(words: str) -> Sequence[Text]:
    return [Text(paragraph) for paragraph in words.split("\n") if paragraph]


def refusal(error: Exception) -> Message:
    """Return the message for something that cannot be done, in the words of the error."""
    return Message(_("That cannot be done just now"), str(error))


def not_saved(error: Exception) -> Message:
    """Return the message for a turn that could not be written, and so has not happened."""
    return Message(_("This turn could not be saved"), f"{error}\n{_('Nothing has changed. You can try again.')}")
