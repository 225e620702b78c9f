"""Procedures: choosing what to work through, and working through it step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.treatment import Action, LeaveProcedure, TakeStep
from game.ui.elements import Box, Column, Element, Row, Scroll, Space, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import patient
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Act, Dismiss, Pick, Show, Turned, Work
from game.ui.screens.message import Message, dialog
from game.ui.screens.outlook import Outlook
from game.ui.screens.parts import heading, page, small
from game.ui.screens.session_scene import HOUR
from game.ui.stack import Pop, Push, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Badge, Button, Choice, Clock, Tab, Text, Widget
from game.view import ProcedureView
from game.view.procedure import StepRow

_RISK = "risk_ladder"


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
                Text("Procedures go through one thing slowly, step by step. They need something that has come up."),
                small("Ask for one recent occasion, and there will be something to work through.") if empty else None,
                Column(rows, gap="hair"),
            ],
            gap="normal",
        )
        return place(page("What to work through", body, key="procedures", wide_em=48), size, theme, ui)

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
    state = "open" if view.running else "completed" if view.completed else ""
    return Choice(
        view.subject_name or view.name,
        note=view.name if view.subject_name else "One calm, direct question after another; then the session goes on",
        trailing=state,
        marked=view.running,
        key=f"procedures.{view.procedure}.{view.subject or 'risk'}",
        group="procedures",
        intent=Work(view.procedure, view.subject),
        autofocus=first,
    )


@dataclass(frozen=True)
class Working:
    """One procedure on one subject: what was rebuilt so far, and the steps that can be taken."""

    desk: Desk
    look: Outlook
    procedure: str
    subject: str | None
    step: str = ""
    """The step that waits for a choice."""
    whole: bool = False
    """In a narrow window: all that was said instead of the steps."""
    message: Message | None = None

    @property
    def view(self) -> ProcedureView:
        """What the trainee sees of it."""
        sought = (self.procedure, self.subject)
        return next(view for view in self.look.procedures if (view.procedure, view.subject) == sought)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the strip of what was said beside the steps, or above them in a narrow window."""
        view = self.view
        narrow = room(size, theme) == "narrow"
        told = _told(view, self.look, calm=view.procedure == _RISK, grow=0 if narrow else 5)
        steps = Box(
            Column([self._steps(view)], gap="small"),
            padding="normal",
            shadow=True,
            grow=0 if narrow else 4,
            name="Steps",
        )
        if narrow:
            middle: Element = self._one(told, steps, view)
        else:
            right = Scroll(Column([steps]), key="working.steps", grow=4)
            middle = Row([told, right], grow=1, wrap=False)
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
        return Stay(replace(self, look=look, step=""), forget=("working.told",))

    def _top(self, view: ProcedureView, *, narrow: bool) -> Element:
        left = self.look.room.minutes_left
        extras: list[Element] = [Clock(minutes=left, total=HOUR, key="working.clock")]
        if view.running:
            extras.append(Button("Leave it", key="working.leave", intent=Act(LeaveProcedure())))
        elif view.completed:
            extras.insert(0, Badge("Completed", tone="good"))
        title = "Safety first" if view.procedure == _RISK else view.name
        about = None if narrow or view.subject_name is None else Text(view.subject_name, tone="muted")
        return heading(title, [*([about] if about else []), *extras], back="To the room", key="working")

    def _one(self, told: Element, steps: Element, view: ProcedureView) -> Element:
        """Return the steps below the last words, or all that was said, on tabs."""
        tabs = [
            Tab("Steps", selected=not self.whole, key="working.tab.steps", intent=Show("steps")),
            Tab("What was said", selected=self.whole, key="working.tab.said", intent=Show("said")),
        ]
        last = Column(_strip(view.told[-1:], self.look.first_name), gap="hair") if view.told else None
        page = told if self.whole else Column([last, steps], gap="small")
        return Column([Tabs(tabs, key="working.tabs"), Scroll(page, key="working.page", grow=1)], gap="small", grow=1)

    def _steps(self, view: ProcedureView) -> Element:
        waiting = next((row for row in view.steps if row.id == self.step), None)
        if waiting is not None:
            return _choices(waiting)
        note = "In the manual's order." if self.look.guided else "In alphabetical order: the order to go in is yours."
        return Column(
            [
                Text("Steps", style="lead", bold=True, role="heading"),
                small(note),
                *(_step(row) for row in view.steps),
            ],
            gap="hair",
        )


def _step(row: StepRow) -> Element:
    done = "done" if row.times == 1 else f"{row.taken} of {row.times}"
    state = f"{done} · {row.minutes} min" if row.taken else f"{row.minutes} min"
    return Choice(
        f"{row.name} …" if row.choices else row.name,
        note=row.says or "",
        trailing=state,
        enabled=row.possible,
        name=f"{row.name}, {state}{'' if row.possible else ', not possible now'}",
        key=f"working.step.{row.id}",
        group="working.steps",
        intent=Pick("step", row.id),
        autofocus=True,
    )


def _choices(row: StepRow) -> Element:
    return Column(
        [
            Text(row.name, style="lead", bold=True, role="heading"),
            small("Choose one."),
            *(
                Choice(
                    choice.words,
                    key=f"working.choice.{choice.id}",
                    group="working.choices",
                    intent=Pick("choice", choice.id),
                )
                for choice in row.choices
            ),
            Row(
                [
                    Space(grow=1),
                    Button(
                        "Another step  Esc", name="Another step", key="working.another", kind="quiet", intent=Back()
                    ),
                ]
            ),
        ],
        gap="hair",
    )


def _told(view: ProcedureView, look: Outlook, *, calm: bool, grow: int) -> Element:
    """Return what has been said so far as a strip, one exchange below the other, the newest in sight."""
    lines = _strip(view.told, look.first_name)
    if not lines:
        opening = look.book.phases["risk"].purpose if calm else "Nothing has been gone through yet. Take a first step."
        lines = [Text(opening, tone="muted", align="start")]
    strip = Column(lines, gap="small", padding="tight")
    return Box(
        Column(
            [
                patient.strip(look),
                strip if not grow else Scroll(strip, key="working.told", name="What was said", stick=True, grow=1),
            ],
            gap="small",
        ),
        fill="paper",
        padding="normal",
        shadow=True,
        grow=grow,
        name="What was said",
    )


def _strip(told: Sequence[tuple[str, str]], patient_name: str) -> list[Element]:
    shown: list[Element] = []
    last = ""
    for name, words in told:
        if name != last:
            shown.append(small(name, "accent"))
        shown.append(Text(words, role="patient_line", speaker=patient_name))
        last = name
    return shown
