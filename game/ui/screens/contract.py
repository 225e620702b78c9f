"""The contract: up to three goals, the sessions that are left, and the patient's agreement."""

from dataclasses import dataclass, replace

from game.treatment import AgreeContract
from game.ui.elements import Column, Element, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Act, Dismiss, Pick, Turned
from game.ui.screens.message import Message
from game.ui.screens.parts import block, page, small
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, Submitted, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, Text, TextField, Widget
from game.view import FormulationView
from game.words import _, n_

FIELD = "contract.own"
MOST_GOALS = 3
_LONGEST = 120


@dataclass(frozen=True)
class Contract:
    """The goals chosen so far; `own` are in the trainee's words."""

    desk: Desk
    view: FormulationView
    goals: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the goals to choose from and what is agreed on."""
        view = self.view
        area = next((row for row in view.areas if row.id == view.offered), None)
        about = next((row.name for row in view.abouts if row.ref == view.about), "")
        focus = f"{area.name}: {about}" if area is not None else _("No formulation has been offered yet.")
        body = Column(
            [
                block(_("What we work on"), Text(focus)),
                self._goals(area.goals if area is not None else ()),
                block(
                    _("How long"),
                    Text(
                        _(
                            "{sessions} in all, once a week; {left} left after today.",
                            sessions=n_("{count} session", "{count} sessions", view.sessions),
                            left=view.remaining,
                        )
                    ),
                    small(_("The number does not change. That it ends is part of the treatment.")),
                ),
            ],
            gap="normal",
        )
        tree = page(
            _("The contract"),
            body,
            key="contract",
            back=_("To the room"),
            footer=self._ask(),
            message=self.message,
            wide_em=52,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Choose goals; ask for agreement."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Pick("contract.goal", goal):
                return Stay(self._toggled(goal))
            case Submitted("contract.own", words) if words.strip():
                goal = words.strip()[:_LONGEST]
                own = self.own if goal in self.own else (*self.own, goal)
                return Stay(replace(self, own=own)._toggled(goal, on=True), texts={FIELD: ""})
            case Act(AgreeContract() as agree):
                return self._do(agree)
        return Stay()

    def _toggled(self, goal: str, *, on: bool = False) -> "Contract":
        kept = tuple(chosen for chosen in self.goals if chosen != goal)
        if goal in self.goals and not on:
            return replace(self, goals=kept)
        return replace(self, goals=(*kept, goal) if len(kept) < MOST_GOALS else self.goals)

    def _do(self, agree: AgreeContract) -> Result:
        trouble = self.desk.act(agree)
        if trouble is not None:
            return Stay(replace(self, message=trouble))
        if not self.desk.look.room.in_session:
            from game.ui.screens import flow

            return Reset(flow.where(self.desk))
        return Pop(Turned())

    def _goals(self, suggested: tuple[str, ...]) -> Element:
        full = len(self.goals) >= MOST_GOALS
        rows = [
            Choice(
                goal,
                trailing=_("chosen") if goal in self.goals else "",
                reserve=_("chosen"),
                marked=goal in self.goals,
                enabled=goal in self.goals or not full,
                key=f"contract.goal.{number}",
                group="contract.goals",
                intent=Pick("contract.goal", goal),
                autofocus=number == 0,
            )
            for number, goal in enumerate((*suggested, *self.own))
        ]
        return block(
            _("Goals, one to three"),
            Column(rows, gap="hair"),
            TextField(_("A goal in your own words"), _("What should be different…"), key=FIELD, limit=_LONGEST),
            small(
                _(
                    "{count} of {most} chosen. Enter keeps a goal of your own.",
                    count=len(self.goals),
                    most=MOST_GOALS,
                )
            ),
        )

    def _ask(self) -> Element:
        return Row(
            [
                Text(_("Takes five minutes. The patient may say no."), tone="muted", style="caption"),
                Space(grow=1),
                Button(
                    _("Ask for agreement"),
                    key="contract.agree",
                    kind="primary",
                    intent=Act(AgreeContract(self.goals)),
                    enabled=self.view.can_agree,
                ),
            ],
            align="centre",
        )
