"""Composing the formulation: which area, about whom or what, on which evidence; then offering it."""

from dataclasses import dataclass, replace
from typing import cast

from game.manual import Area
from game.treatment import OfferFormulation
from game.ui.elements import Box, Column, Element, Grid, Row, Scroll, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Act, Dismiss, Pick, Turned
from game.ui.screens.message import Message, dialog
from game.ui.screens.parts import block, capital, heading, small
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Choice, Text, Widget
from game.view import FormulationView
from game.words import _

_NONE = "none"
_WIDE_EM = 84


@dataclass(frozen=True)
class Formulation:
    """The parts chosen so far. Nothing is spoken before it is offered."""

    desk: Desk
    view: FormulationView
    area: str = ""
    about: str = ""
    evidence: tuple[str, ...] = ()
    second: str = ""
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the parts to choose from, and what would be said."""
        parts = Scroll(
            Column([self._areas(), self._abouts(), self._cards(), self._seconds()], gap="normal", padding="tight"),
            key="formulation.parts",
            name=_("Parts of the formulation"),
            grow=5,
            min_em=9,
        )
        preview = Scroll(self._preview(), key="formulation.preview", name=_("What you would say"), grow=3, min_em=6)
        beside = room(size, theme) == "wide"
        # What would be said stays in sight while its parts are being chosen.
        body: Element = (
            Row([parts, preview], wrap=False, gap="normal", grow=1, max_em=_WIDE_EM)
            if beside
            else Column([parts, preview], gap="small", grow=1, max_em=_WIDE_EM)
        )
        tree = Column(
            [
                heading(_("The formulation"), back=_("To the room"), key="formulation", wide_em=_WIDE_EM),
                body,
                Column([self._offer()], max_em=_WIDE_EM),
                dialog(self.message),
            ],
            padding="normal",
            gap="normal" if beside else "small",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Choose parts; offer what they make."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Pick("formulation.area", area):
                chosen = replace(self, area=area, second="" if self.second == area else self.second)
                return Stay(chosen, focus="" if self.about else self._first_about())
            case Pick("formulation.about", about):
                return Stay(replace(self, about=about), focus="" if self.evidence else self._first_card())
            case Pick("formulation.evidence", ref):
                kept = tuple(card for card in self.evidence if card != ref)
                return Stay(replace(self, evidence=kept if ref in self.evidence else (*self.evidence, ref)))
            case Pick("formulation.second", second):
                return Stay(replace(self, second="" if second == _NONE else second))
            case Act(OfferFormulation() as offer):
                return self._do(offer)
        return Stay()

    def _do(self, offer: OfferFormulation) -> Result:
        trouble = self.desk.act(offer)
        if trouble is not None:
            return Stay(replace(self, message=trouble))
        if not self.desk.look.room.in_session:
            from game.ui.screens import flow

            return Reset(flow.where(self.desk))
        return Pop(Turned())

    def _first_about(self) -> str:
        return f"formulation.about.{self.view.abouts[0].ref}" if self.view.abouts else ""

    def _first_card(self) -> str:
        return f"formulation.evidence.{self.view.evidence[0].ref}" if self.view.evidence else ""

    # -- parts -----------------------------------------------------------------------------------------

    def _areas(self) -> Element:
        return block(
            _("1  Which problem area?"),
            Grid(
                [
                    Choice(
                        area.name,
                        note=area.definition,
                        marked=area.id == self.area,
                        trailing=_("chosen") if area.id == self.area else "",
                        reserve=_("chosen"),
                        key=f"formulation.area.{area.id}",
                        group="formulation.area",
                        intent=Pick("formulation.area", area.id),
                        autofocus=number == 0,
                    )
                    for number, area in enumerate(self.view.areas)
                ],
                min_em=20,
                gap="small",
            ),
        )

    def _abouts(self) -> Element:
        rows = [
            Choice(
                capital(concern.name),
                trailing=_("chosen") if concern.ref == self.about else _kind(concern.kind),
                reserve=max((_("chosen"), _("person"), _("event")), key=len),
                marked=concern.ref == self.about,
                key=f"formulation.about.{concern.ref}",
                group="formulation.about",
                intent=Pick("formulation.about", concern.ref),
            )
            for concern in self.view.abouts
        ]
        empty = small(_("Nobody and nothing has come up yet that it could be about."))
        return block(_("2  About whom, or what?"), Grid(rows, min_em=18, gap="hair") if rows else empty)

    def _cards(self) -> Element:
        rows = [
            Choice(
                card.name,
                trailing=_("included") if card.ref in self.evidence else "",
                reserve=_("included"),
                marked=card.ref in self.evidence,
                key=f"formulation.evidence.{card.ref}",
                group="formulation.evidence",
                intent=Pick("formulation.evidence", card.ref),
            )
            for card in self.view.evidence
        ]
        empty = small(_("Nothing has been told yet that it could rest on."))
        return block(_("3  Resting on what you were told"), Grid(rows, min_em=22, gap="hair") if rows else empty)

    def _seconds(self) -> Element:
        areas = [(_NONE, _("None")), *((area.id, area.name) for area in self.view.areas)]
        chosen = self.second or _NONE
        rows = [
            Choice(
                name,
                trailing=_("chosen") if value == chosen else "",
                reserve=_("chosen"),
                marked=value == chosen,
                enabled=value != self.area,
                key=f"formulation.second.{value}",
                name=_("Second area: {name}, chosen", name=name)
                if value == chosen
                else _("Second area: {name}", name=name),
                group="formulation.second",
                intent=Pick("formulation.second", value),
            )
            for value, name in areas
        ]
        return block(_("4  A second area, if there is one"), Grid(rows, min_em=15, gap="hair"))

    # -- what it makes ---------------------------------------------------------------------------------

    def _preview(self) -> Element:
        action = self._action()
        ready = action is not None
        words = _("Choose an area and whom or what it is about, and your words appear here.")
        if action is not None:
            words = self.desk.look.words_of(action)
        return Box(
            Column(
                [
                    Text(_("What you would say"), style="lead", bold=True, role="heading"),
                    Text(words, role="live" if not ready else "therapist_line", tone="text" if ready else "muted"),
                ],
                gap="small",
            ),
            fill="paper",
            padding="normal",
            name=_("Your words"),
        )

    def _offer(self) -> Element:
        action = self._action()
        return Row(
            [
                Text(_("Takes six minutes, and asks the patient whether it fits."), tone="muted", style="caption"),
                Space(grow=1),
                Button(
                    _("Offer it"),
                    key="formulation.offer",
                    kind="primary",
                    intent=Act(action),
                    enabled=action is not None and self.view.can_offer,
                ),
            ],
            align="centre",
        )

    def _action(self) -> OfferFormulation | None:
        if not (self.area and self.about):
            return None
        evidence = tuple(ref.partition(":")[2] for ref in self.evidence)
        second = cast("Area", self.second) if self.second else None
        return OfferFormulation(cast("Area", self.area), self.about, evidence, second)


def _kind(kind: str) -> str:
    return {"person": _("person"), "event": _("event")}.get(kind, kind)
