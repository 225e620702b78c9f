"""Procedures: choosing what to work through, and working through it step by step."""

from dataclasses import dataclass, replace

from game.sitting import Outlook
from game.treatment import Action, LeaveProcedure, TakeStep
from game.ui.elements import Box, Column, Element, Row, Scroll, Space, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import patient
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Act, Dismiss, Pick, Show, Turned, Work
from game.ui.screens.message import Message, dialog
from game.ui.screens.parts import capital, heading, page, small
from game.ui.screens.procedure_told import chairs, latest, worked_out
from game.ui.screens.session_scene import HOUR
from game.ui.stack import Pop, Push, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Badge, Button, Choice, Clock, Tab, Text, Widget
from game.view import ProcedureView
from game.view.procedure import StepRow
from game.words import _, n_

_RISK = "risk_ladder"
_CALM_EM = 42


@dataclass(frozen=True)
class Offered:
    """What can be worked through now: one row for each incident, decision or rehearsal known, and the risk ladder."""

    desk: Desk
    look: Outlook

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the list."""
        rows = [_offer(view, first=n == 0) for n, view in enumerate(self.look.procedures)]
        empty = len(rows) <= 1
        body = Column(
            [
                Text(_("Procedures go through one thing slowly, step by step. They need something that has come up.")),
                small(_("Ask for one recent occasion, and there will be something to work through."))
                if empty
                else None,
                Column(rows, gap="hair"),
            ],
            gap="normal",
        )
        tree = page(_("What to work through"), body, key="procedures", back=_("Back"), wide_em=48)
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Open one, or go back to the room."""
        match intent:
            case Back():
                return Pop()
            case Turned():
                return Pop(Turned())
            case Work(procedure, subject):
                return Push(Working(self.desk, self.look, procedure, subject))
        return Stay()


def offered(desk: Desk, look: Outlook) -> Offered:
    """Return the list of what can be worked through."""
    return Offered(desk, look)


def _offer(view: ProcedureView, *, first: bool) -> Element:
    state = _("open") if view.running else _("completed") if view.completed else ""
    calm = _("One calm, direct question after another; then the session goes on")
    return Choice(
        capital(view.subject_name or view.name),
        note=view.name if view.subject_name else calm,
        trailing=state,
        marked=view.running,
        key=f"procedures.{view.procedure}.{view.subject or 'risk'}",
        group="procedures",
        intent=Work(view.procedure, view.subject),
        autofocus=first,
    )


@dataclass(frozen=True)
class Working:
    """One procedure on one subject: what was worked out so far, and the steps that can be taken."""

    desk: Desk
    look: Outlook
    procedure: str
    subject: str | None
    step: str = ""
    """The step that waits for a choice."""
    whole: bool = False
    """Where only one thing is in sight: all that was said instead of the steps."""
    message: Message | None = None

    @property
    def view(self) -> ProcedureView:
        """What the trainee sees of it."""
        sought = (self.procedure, self.subject)
        return next(view for view in self.look.procedures if (view.procedure, view.subject) == sought)

    @property
    def calm(self) -> bool:
        """Whether this is about the patient's safety: one thing at a time, and no hurry."""
        return self.procedure == _RISK

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return what was worked out beside the steps; one above the other where it is calm or narrow."""
        view = self.view
        narrow = room(size, theme) == "narrow"
        if narrow or self.calm:
            middle: Element = self._one(view)
        else:
            told = self._told(view, grow=5)
            right = Scroll(Column([self._boxed_steps(view)]), key="working.steps", grow=4)
            middle = Row([told, right], grow=1, wrap=False)
        if self.calm:
            middle = Column([middle], max_em=_CALM_EM, grow=1)
        tree = Column([self._top(view, narrow=narrow), middle, dialog(self.message)], padding="normal", gap="normal")
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Take a step, choose at one, or go back to the room with the procedure left open or put down."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back() if self.message is not None:
                return Stay(replace(self, message=None))
            case Back() if self.step:
                return Stay(replace(self, step=""))
            case Back():
                return Pop(Turned())
            case Show(tab):
                return Stay(replace(self, whole=tab == "said"))
            case Pick("step", step):
                return self._step(step)
            case Pick("choice", choice):
                return self._do(TakeStep(self.procedure, self.step, self.subject, choice))
            case Act(LeaveProcedure() as leaving):
                return self._do(leaving)
        return Stay()

    def _step(self, step: str) -> Result:
        row = next(row for row in self.view.steps if row.id == step)
        if row.choices:
            return Stay(replace(self, step=step), focus=f"working.choice.{row.choices[0].id}")
        return self._do(TakeStep(self.procedure, step, self.subject))

    def _do(self, action: Action) -> Result:
        trouble = self.desk.act(action)
        look = self.desk.look
        if trouble is not None:
            return Stay(replace(self, look=look, message=trouble))
        if not look.room.in_session:
            from game.ui.screens import flow

            return Reset(flow.where(self.desk))
        if isinstance(action, LeaveProcedure):
            return Pop(Turned())
        here = replace(self, look=look, step="")
        return Stay(here, forget=("working.told",), focus=here._next(action))

    def _next(self, action: Action) -> str:
        """Return the key of the next step not taken yet: the focus goes on rather than stay on what is done."""
        steps = self.view.steps
        place = next((n for n, row in enumerate(steps) if isinstance(action, TakeStep) and row.id == action.step), 0)
        further = [row for row in (*steps[place + 1 :], *steps[:place]) if row.possible and row.taken < row.times]
        return f"working.step.{further[0].id}" if further else ""

    # -- parts -----------------------------------------------------------------------------------------

    def _top(self, view: ProcedureView, *, narrow: bool) -> Element:
        left = self.look.room.minutes_left
        extras: list[Element] = []
        if not narrow and view.subject_name is not None:
            extras.append(Text(view.subject_name, tone="muted"))
        if view.completed:
            extras.append(Badge(_("Completed"), tone="good"))
        extras.append(
            small(n_("{count} minute left", "{count} minutes left", left))
            if self.calm
            else Clock(minutes=left, total=HOUR, key="working.clock")
        )
        if view.running:
            extras.append(Button(_("Leave it"), key="working.leave", intent=Act(LeaveProcedure())))
        title = _("Safety first") if self.calm else view.name
        return heading(title, extras, back=_("To the room"), key="working")

    def _one(self, view: ProcedureView) -> Element:
        """Return the steps below the last words, or all that was said, on tabs."""
        tabs = [
            Tab(_("Steps"), selected=not self.whole, key="working.tab.steps", intent=Show("steps")),
            Tab(_("What was said"), selected=self.whole, key="working.tab.said", intent=Show("said")),
        ]
        if self.whole:
            shown: Element = self._told(view)
        else:
            last = latest(view, self.look) if view.lines else []
            face = patient.strip(self.look) if self.calm else None
            purpose = Text(self._opening(), tone="muted") if self.calm and not last else None
            parts = [face, chairs(view, self.look), purpose, Column(last, gap="hair"), self._boxed_steps(view)]
            shown = Column(parts, gap="small")
        return Column([Tabs(tabs, key="working.tabs"), Scroll(shown, key="working.page", grow=1)], gap="small", grow=1)

    def _boxed_steps(self, view: ProcedureView) -> Element:
        waiting = next((row for row in view.steps if row.id == self.step), None)
        steps = _choices(waiting) if waiting is not None else self._steps(view)
        return Box(steps, padding="wide" if self.calm else "normal", shadow=True, name=_("Steps"))

    def _steps(self, view: ProcedureView) -> Element:
        if self.calm:
            title, note = _("What you can ask or do"), _("In plain words, one at a time. There is no hurry.")
        else:
            title = _("Steps")
            note = _("In the manual's order.") if self.look.guided else ""
            note = note or _("In alphabetical order: the order to go in is yours.")
        head: list[Element] = [Text(title, style="lead", bold=True, role="heading"), small(note)]
        rows = [_step(row, calm=self.calm) for row in view.steps]
        return Column([*head, *rows], gap="tight" if self.calm else "hair")

    def _told(self, view: ProcedureView, *, grow: int = 0) -> Element:
        """Return what was worked out so far, the newest in sight."""
        lines = worked_out(view, self.look) if view.lines else [Text(self._opening(), tone="muted", align="start")]
        strip = Column(lines, gap="small", padding="tight")
        said = Scroll(strip, key="working.told", name=_("What was said"), stick=True, grow=1) if grow else strip
        return Box(
            Column([patient.strip(self.look), chairs(view, self.look), said], gap="small"),
            fill="paper",
            padding="normal",
            shadow=True,
            grow=grow,
            name=_("What was said"),
        )

    def _opening(self) -> str:
        if self.calm:
            return self.look.book.phases["risk"].purpose
        return _("Nothing has been gone through yet. Take a first step.")


def _step(row: StepRow, *, calm: bool) -> Element:
    minutes = _("{minutes} min", minutes=row.minutes)
    done = _("done") if row.times == 1 else _("{taken} of {times}", taken=row.taken, times=row.times)
    state = f"{done} · {minutes}" if row.taken else minutes
    name = f"{row.name}, {state}"
    shown = (_("✓ asked") if row.taken else "") if calm else state
    return Choice(
        f"{row.name} …" if row.choices else row.name,
        note=row.says or "",
        trailing=shown,
        enabled=row.possible,
        name=name if row.possible else _("{step}, not possible now", step=name),
        key=f"working.step.{row.id}",
        group="working.steps",
        intent=Pick("step", row.id),
        autofocus=True,
    )


def _choices(row: StepRow) -> Element:
    another = Button(
        _("Another step") + f"  {_('Esc')}", name=_("Another step"), key="working.another", kind="quiet", intent=Back()
    )
    return Column(
        [
            Text(row.name, style="lead", bold=True, role="heading"),
            small(_("Choose one.")),
            *(
                Choice(
                    choice.words,
                    key=f"working.choice.{choice.id}",
                    group="working.choices",
                    intent=Pick("choice", choice.id),
                )
                for choice in row.choices
            ),
            Row([Space(grow=1), another]),
        ],
        gap="hair",
    )
