"""Ways from the debrief to the conversation: a turn is named by the words spoken in it."""

from collections.abc import Iterable, Mapping, Sequence

from game.ui.elements import Column, Element
from game.ui.screens.intents import GoTo
from game.ui.screens.parts import small
from game.ui.widgets import Button, Choice, Tone
from game.view import Utterance
from game.words import _, n_

_MOST_LINKS = 6
_LONGEST = 64


def links(turns: Sequence[int], said: Mapping[int, str], key: str) -> Element:
    """Return ways to the turns something rests on, named as `names_of` has them; the others were notes."""
    spoken = [turn for turn in turns if turn in said]
    rows = [
        Choice(
            said[turn],
            trailing=_("go there"),
            name=_("Go to turn {turn}: {words}", turn=turn, words=said[turn]),
            key=f"{key}.{turn}",
            group=key,
            intent=GoTo(turn),
        )
        for turn in spoken[:_MOST_LINKS]
    ]
    more = len(spoken) - len(rows)
    noted = len(turns) - len(spoken)
    parts = [
        *rows,
        small(_("and {number} more", number=more)) if more else None,
        small(n_("{count} note in your workbook", "{count} notes in your workbook", noted)) if noted else None,
    ]
    return Column(parts if turns else [small(_("No single turn to point to."))], gap="hair")


def both_sides(earned: Sequence[int], lost: Sequence[int], said: Mapping[int, str], key: str) -> Element:
    """Return the turns that earned a rating and those that cost it, each under its own heading."""
    parts: list[Element] = []
    rows: tuple[tuple[str, Tone, Sequence[int], str], ...] = (
        (_("△ Lost at"), "costly", lost, "lost"),
        (_("✓ Earned by"), "good", earned, "earned"),
    )
    for words, tone, turns, name in rows:
        if turns:
            parts.append(Column([small(words, tone), links(turns, said, f"{key}.{name}")], gap="hair"))
    return Column(parts or [small(_("No single turn to point to."))], gap="tight")


def go_there(turn: int, key: str) -> Button:
    """Return the button that shows the conversation at a turn."""
    return Button(
        _("Go there"), key=f"{key}.{turn}", kind="quiet", intent=GoTo(turn), name=_("Go to turn {turn}", turn=turn)
    )


def names_of(spoken: Iterable[Utterance]) -> dict[int, str]:
    """Return by turn what it is called: the trainee's own words, quoted, else what was noted there."""
    names: dict[int, str] = {}
    for line in spoken:
        if line.speaker == "therapist":
            names[line.turn] = f"“{_short(line.words)}”"
        elif line.speaker == "note":
            names.setdefault(line.turn, line.words)
    return names


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
