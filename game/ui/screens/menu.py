"""The visible menu of the guided mode: every move, grouped by the technique the manual counts it to."""

from collections.abc import Sequence
from functools import lru_cache

from game.sitting import Outlook
from game.ui.elements import Column, Element
from game.ui.screens.intents import Pick, Reach
from game.ui.screens.parts import small
from game.ui.widgets import Choice
from game.view import Move
from game.words import _, later, n_

OTHER = later("Other things one could say")


@lru_cache(maxsize=16)
def groups(look: Outlook) -> tuple[tuple[str, tuple[Move, ...]], ...]:
    """Return the moves by technique, in the manual's order, and last those the manual counts to none."""
    found: dict[str, list[Move]] = {technique.name: [] for technique in look.book.rows.techniques}
    found[OTHER] = []
    for move in look.moves:
        technique = look.book.techniques.get(look.book.intents[move.intent].does)
        found[technique.name if technique is not None else OTHER].append(move)
    return tuple((name, tuple(moves)) for name, moves in found.items() if moves)


def page(look: Outlook, opened: str) -> Element:
    """Return the groups, the open one with its moves."""
    return Column(
        [
            small(_("Every move, by what the manual calls it. Or type below.")),
            *(element for name, moves in groups(look) for element in _group(name, moves, is_open=name == opened)),
        ],
        gap="hair",
    )


def _group(name: str, moves: Sequence[Move], *, is_open: bool) -> list[Element]:
    head: Element = Choice(
        _(name) if name == OTHER else name,
        trailing=n_("{count} move", "{count} moves", len(moves)),
        marked=is_open,
        key=f"menu.group.{name}",
        group="menu.groups",
        intent=Pick("menu.group", name),
    )
    if not is_open:
        return [head]
    rows = [
        Choice(
            f"{move.name}: …" if move.needs_target else move.name,
            trailing=_("{minutes} min", minutes=move.minutes),
            name=f"{move.name}, {n_('{count} minute', '{count} minutes', move.minutes)}",
            key=f"menu.move.{move.intent}",
            group="menu.moves",
            intent=Reach(move.intent, None),
        )
        for move in moves
    ]
    return [head, Column(rows, gap="hair", padding="small")]
