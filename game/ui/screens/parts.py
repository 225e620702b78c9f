"""What several screens are put together from: the page with its heading, paragraphs, labelled blocks, key hints."""

from collections.abc import Sequence
from typing import Literal

from game.ui.elements import Box, Column, Element, Gap, Row, Scroll, Space
from game.ui.keymap import shown
from game.ui.screens.message import Message, dialog
from game.ui.state import Back
from game.ui.widgets import Badge, Button, Text, Tone
from game.words import _

_STAYS = "\xa0"
"""A space at which no line breaks."""
READING_EM = 44
"""Widest a column of running words gets."""
Kind = Literal["primary", "secondary", "quiet", "danger"]


def page(
    title: str,
    body: Element,
    *,
    key: str,
    extras: Sequence[Element] = (),
    above: Element | None = None,
    footer: Element | None = None,
    message: Message | None = None,
    back: str = "",
    wide_em: int = 66,
    gap: Gap = "normal",
) -> Column:
    """Return a whole screen: a heading with the way back, a body that scrolls, what stays in sight above and below."""
    return Column(
        [
            heading(title, extras, back=back or _("Back"), key=key, wide_em=wide_em),
            None if above is None else Column([above], max_em=wide_em),
            Scroll(Column([body], max_em=wide_em, padding="tight"), key=f"{key}.page", name=title, grow=1, min_em=8),
            None if footer is None else Column([footer], max_em=wide_em),
            dialog(message),
        ],
        padding="normal",
        gap=gap,
    )


def heading(title: str, extras: Sequence[Element] = (), *, back: str, key: str, wide_em: int = 0) -> Element:
    """Return the line at the top of a screen."""
    return Row(
        [
            Button(f"‹ {back}", key=f"{key}.back", kind="quiet", intent=Back(), name=back),
            Text(title, style="title", role="heading"),
            Space(grow=1),
            *extras,
        ],
        align="centre",
        max_em=wide_em,
    )


def paragraphs(words: str, tone: Tone = "text") -> Column:
    """Return words as paragraphs, one for each line."""
    return Column([Text(line.strip(), tone=tone) for line in words.split("\n") if line.strip()], gap="normal")


def block(
    title: str, *children: Element | None, key: str = "", fill: Literal["surface", "raised", "paper"] = "surface"
) -> Box:
    """Return a titled block on a background of its own."""
    return Box(
        Column([Text(title, style="lead", bold=True, role="heading", key=key), *children], gap="small"),
        fill=fill,
        padding="wide",
        shadow=True,
    )


def small(words: str, tone: Tone = "muted", *, italic: bool = False) -> Text:
    """Return words in the small type."""
    return Text(words, style="caption", tone=tone, italic=italic)


def badges(words: Sequence[str], tone: Tone = "muted") -> Row:
    """Return a line of small labels."""
    return Row([Badge(word, tone=tone) for word in words], gap="tight")


def keyed(
    label: str, key: str, shortcut: str, intent: object, *, kind: Kind = "secondary", enabled: bool = True
) -> Button:
    """Return a button that shows its key beside its label; the parts of the key stay on one line."""
    words = f"{label}  {shown(shortcut).replace(' ', _STAYS)}"
    return Button(words, key=key, name=label, shortcut=shortcut, intent=intent, kind=kind, enabled=enabled)


def capital(words: str) -> str:
    """Return words with a capital first letter, as a title has it: "the move to Leeds" becomes "The move to Leeds"."""
    return words[:1].upper() + words[1:]


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 session", "3 sessions"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
