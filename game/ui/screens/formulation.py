"""Composing the formulation: which area, about whom or what, on which evidence; then offering it."""

from dataclasses import dataclass, replace
from typing import cast

from game.manual import Area
from game.treatment import OfferFormulation
from game.ui.elements import Box, Column, Element, Grid, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Act, Dismiss, Pick, Turned
from game.ui.screens.message import Message
from game.ui.screens.parts import block, page, small
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Choice, Text, Widget
from game.view import FormulationView

_NONE = "none"


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
        parts = Column([self._areas(), self._abouts(), self._cards(), self._seconds()], gap="normal")
        if room(size, theme) == "wide":
            body: Element = Row(
                [Column([parts], grow=5), Column([self._preview()], grow=3)], wrap=False, align="start", gap="normal"
            )
        else:
            body = Column([parts, self._preview()])
        tree = page(
            "The formulation",
            body,
            key="formulation",
            back="To the room",
            footer=self._offer(),
            message=self.message,
            wide_em=84,
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
                return Stay(replace(self, area=area, second="" if self.second == area else self.second))
            case Pick("formulation.about", about):
                return Stay(replace(self, about=about))
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

    # -- parts -----------------------------------------------------------------------------------------

    def _areas(self) -> Element:
        return block(
            "1  Which problem area?",
            Grid(
                [
                    Choice(
                        area.name,
                        note=area.definition,
                        marked=area.id == self.area,
                        trailing="chosen" if area.id == self.area else "",
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
                concern.name,
                trailing="chosen" if concern.ref == self.about else concern.kind,
                marked=concern.ref == self.about,
                key=f"formulation.about.{concern.ref}",
                group="formulation.about",
                intent=Pick("formulation.about", concern.ref),
            )
            for concern in self.view.abouts
        ]
        empty = small("Nobody and nothing has come up yet that it could be about.")
        return block("2  About whom, or what?", Grid(rows, min_em=18, gap="hair") if rows else empty)

    def _cards(self) -> Element:
        rows = [
            Choice(
                card.name,
                trailing="included" if card.ref in self.evidence else "",
                marked=card.ref in self.evidence,
                key=f"formulation.evidence.{card.ref}",
                group="formulation.evidence",
                intent=Pick("formulation.evidence", card.ref),
            )
            for card in self.view.evidence
        ]
        empty = small("Nothing has been told yet that it could rest on.")
        return block("3  Resting on what you were told", Grid(rows, min_em=22, gap="hair") if rows else empty)

    def _seconds(self) -> Element:
        areas = [(_NONE, "None"), *((area.id, area.name) for area in self.view.areas if area.id != self.area)]
        chosen = self.second or _NONE
        rows = [
            Choice(
                name,
                trailing="chosen" if value == chosen else "",
                marked=value == chosen,
                key=f"formulation.second.{value}",
                name=f"Second area: {name}{', chosen' if value == chosen else ''}",
                group="formulation.second",
                intent=Pick("formulation.second", value),
            )
            for value, name in areas
        ]
        return block("4  A second area, if there is one", Grid(rows, min_em=15, gap="hair"))

    # -- what it makes ---------------------------------------------------------------------------------

    def _preview(self) -> Element:
        action = self._action()
        ready = action is not None
        words = "Choose an area and whom or what it is about, and your words appear here."
        if action is not None:
            words = self.desk.look.words_of(action)
        return Box(
            Column(
                [
                    Text("What you would say", style="lead", bold=True, role="heading"),
                    Text(words, role="therapist_line" if ready else "plain", tone="text" if ready else "muted"),
                ],
                gap="small",
            ),
            fill="paper",
            padding="wide",
            shadow=True,
            name="What you would say",
        )

    def _offer(self) -> Element:
        action = self._action()
        return Row(
            [
                Text("Takes six minutes, and asks the patient whether it fits.", tone="muted", style="caption"),
                Space(grow=1),
                Button(
                    "Offer it",
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
