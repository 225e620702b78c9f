"""The evidence: what was told, what it speaks for in the trainee's judgement, and how likely each area seems."""

from collections.abc import Mapping

from game.manual import AREAS
from game.treatment import Action, PinFact, SetProbabilities
from game.ui.diagrams import ShareBar
from game.ui.elements import Column, Element
from game.ui.paint import share_bar  # noqa: F401 (registers how the bar is drawn)
from game.ui.screens.intents import Pick
from game.ui.screens.parts import small
from game.ui.widgets import Choice, Divider, Slider, Text
from game.view import Workbook
from game.view.workbook import Card
from game.words import _

_MOST = 3


def balanced(shares: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    """Return four shares that add up to 100, one of them `value`, the others in the proportions they had."""
    rest = 100 - value
    others = [share if n != place else 0 for n, share in enumerate(shares)]
    if not sum(others):
        others = [int(n != place) for n in range(len(shares))]
    exact = [rest * share / sum(others) for share in others]
    whole = [int(share) for share in exact]
    by_loss = sorted(range(len(whole)), key=lambda n: (n == place, whole[n] - exact[n], n))
    for n in by_loss[: rest - sum(whole)]:
        whole[n] += 1
    return tuple(value if n == place else share for n, share in enumerate(whole))


def kept_shares(shares: tuple[int, ...]) -> Action:
    """Return the action that keeps the probabilities."""
    grief, dispute, transition, deficits = shares
    return SetProbabilities(grief, dispute, transition, deficits)


def kept_weights(fact: str, weights: Mapping[str, int]) -> list[Action]:
    """Return the actions that pin a card."""
    return [PinFact(fact, area, weights[area]) for area in AREAS if area in weights]


def page(
    workbook: Workbook,
    shares: tuple[int, ...] | None,
    open_card: str,
    weights: Mapping[str, int],
    fresh: tuple[str, ...] = (),
) -> Element:
    """Return the probabilities, then the cards with what they are pinned to."""
    now = shares or workbook.probabilities
    return Column(
        [
            Text(_("How likely does each area seem to you?"), bold=True),
            ShareBar(
                tuple((_short(name), value) for name, value in zip(workbook.area_names, now, strict=True)),
                key="evidence.bar",
                name=_("Probabilities: {shares}", shares=_said(workbook.area_names, now)),
            ),
            *(
                Slider(
                    name,
                    now[n],
                    step=5,
                    unit="%",
                    key=f"evidence.share.{n}",
                    name=_("Probability of {area}", area=name.lower()),
                )
                for n, name in enumerate(workbook.area_names)
            ),
            small(_("Together always 100 %: move one, and the others make room in proportion.")),
            Divider(),
            Text(_("What you have been told"), bold=True),
            *(
                _card(card, workbook, weights, is_open=card.fact == open_card, new=f"fact:{card.fact}" in fresh)
                for card in workbook.cards
            ),
            None
            if workbook.cards
            else small(_("Nothing yet that could be pinned. Cards appear here as things are told.")),
        ],
        gap="small",
    )


def _short(name: str) -> str:
    """Return the letters an area is known by on the bar: "RD" of "Role dispute", "G" of "Grief"."""
    return "".join(word[0] for word in name.split()).upper()


def _said(names: tuple[str, ...], shares: tuple[int, ...]) -> str:
    return ", ".join(f"{name} {share} %" for name, share in zip(names, shares, strict=True))


def _card(card: Card, workbook: Workbook, weights: Mapping[str, int], *, is_open: bool, new: bool) -> Element:
    pinned = _pinned(card, workbook) or _("not pinned")
    session = _("S{number}", number=card.session) if card.session else ""
    head = Choice(
        card.title,
        note=pinned,
        trailing=_("new") if new else session,
        reserve=_("new"),
        name=_("{card}, told in session {number}, {pinned}", card=card.title, number=card.session, pinned=pinned),
        marked=is_open,
        key=f"evidence.card.{card.fact}",
        group="evidence.cards",
        intent=Pick("evidence.card", card.fact),
    )
    if not is_open:
        return head
    sliders = [
        Slider(
            name,
            weights.get(area, card.weights[n]),
            minimum=-_MOST,
            maximum=_MOST,
            key=f"evidence.weight.{area}",
            name=_("How far this speaks for {area}, minus 3 against to 3 for", area=name.lower()),
        )
        for n, (area, name) in enumerate(zip(AREAS, workbook.area_names, strict=True))
    ]
    words = Text(f"“{card.words}”", italic=True) if card.words else None
    return Column([head, words, small(_("Speaks against (−3) or for (3):")), *sliders], gap="small")


def _pinned(card: Card, workbook: Workbook) -> str:
    """Return what a card is pinned to: "grief +2, role dispute −1"."""
    signs = [(name, weight) for name, weight in zip(workbook.area_names, card.weights, strict=True) if weight]
    return ", ".join(f"{name.lower()} {'+' if weight > 0 else '−'}{abs(weight)}" for name, weight in signs)
