"""What stands below the palette's list: the words that would be said, letters to press, or what the keys do."""

from collections.abc import Iterable
from string import ascii_lowercase

from game.sitting import Outlook
from game.ui.elements import Column, Element, Row, Scroll
from game.ui.screens.intents import Spell
from game.ui.screens.parts import small
from game.ui.screens.reaching import FIELD, Aiming, Browsing, Stage, Wording, found_doors, found_moves, way_like
from game.ui.state import UiState
from game.ui.widgets import Button
from game.words import _

_PREVIEW_EM = 3


def foot(stage: Stage, look: Outlook, ui: UiState) -> Element:
    """Return what stands below the list: the words that would be said, letters to press, or what the keys do."""
    match stage:
        case Aiming():
            return small(_("Down: into the list · Enter: choose · Esc: another move"))
        case Wording():
            return small(_("Up, down, or its number: another way to put it · Enter: say it · Esc: another move"))
    board = letters(stage, ui)
    if not ui.text(FIELD).strip():
        return board or small(_("Down: into the list · Enter: choose, then see the words before you say them"))
    words = _preview(look, ui)
    shown = Scroll(
        small(words, "text"), key="palette.preview", name=_("What you would say"), min_em=_PREVIEW_EM, steady=True
    )
    return Column([shown, board], gap="tight")


def _preview(look: Outlook, ui: UiState) -> str:
    """Return the words that Enter would put forward."""
    typed = ui.text(FIELD)
    rows = found_moves(look, typed)
    if not rows or (ui.focus == FIELD and found_doors(look, typed)):
        return ""
    keys = [f"palette.move.{row.move.intent}.{row.target or ''}" for row in rows]
    match = rows[keys.index(ui.focus)] if ui.focus in keys else rows[0]
    if match.wants_target:
        return _("You will be asked whom or what it is about.")
    return f"“{look.ways(match.move.intent, match.target)[way_like(look, match, typed)]}”"


def letters(stage: Stage, ui: UiState) -> Element | None:
    """Return letters to press, for who has a mouse, a finger or a gamepad and no keys; None unless the list is open."""
    if not isinstance(stage, Browsing):
        return None
    typed = ui.text(FIELD)
    words: Iterable[tuple[str, str, str]] = (
        *((letter, letter, typed + letter) for letter in ascii_lowercase),
        (_("Space"), _("Space"), f"{typed} "),
        (_("Erase"), _("Erase"), typed[:-1]),
    )
    return Row(
        [
            Button(
                label,
                key=f"palette.letter.{name}",
                kind="quiet",
                group="palette.letters",
                name=name,
                intent=Spell(FIELD, text),
            )
            for label, name, text in words
        ],
        gap="none",
        justify="centre",
    )
