"""Procedures step by step: communication analysis, decision analysis, role play, and the risk ladder."""

from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import LeaveProcedure, TakeStep
from game.view import ProcedureView
from game.view.procedure import StepRow

LADDER = "risk_ladder"


def work(desk: Desk) -> None:
    """Let the player choose a procedure and its subject, and go through its steps."""
    views = [view for view in desk.procedures if view.procedure != LADDER]
    if not views:
        words = "Nothing has come up yet that could be worked through step by step. Ask for one recent occasion."
        desk.console.say(words)
        return
    chosen = desk.console.choose_only([_title(view) for view in views], "Number, or Enter to go back")
    if chosen is not None:
        step_by_step(desk, views[chosen].procedure, views[chosen].subject)


def safety(desk: Desk) -> None:
    """Go through the steps of the risk ladder."""
    step_by_step(desk, LADDER, None)


def step_by_step(desk: Desk, procedure: str, subject: str | None) -> None:
    """Offer the steps of a procedure until the player goes back, or it or the session is closed."""
    console, was_running = desk.console, False
    while True:
        view = next(v for v in desk.procedures if (v.procedure, v.subject) == (procedure, subject))
        if not desk.room.in_session or (was_running and not view.running):
            return
        was_running = view.running
        console.heading(_title(view))
        steps = [step for step in view.steps if step.possible]
        prompt = "Step, “leave” to stop here, or Enter to go back to talking"
        chosen = console.choose([_label(step) for step in steps], prompt)
        if isinstance(chosen, str):
            if gone_back(chosen):
                return
            if chosen.casefold() == "leave":
                leave(desk)
                return
            console.say("Type the number of a step.")
            continue
        _take(desk, procedure, subject, steps[chosen])


def leave(desk: Desk) -> None:
    """Stop the procedure that is open."""
    desk.act(LeaveProcedure())


def _title(view: ProcedureView) -> str:
    name = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
    return f"{name}{' (open)' if view.running else ' (done)' if view.completed else ''}"


def _label(step: StepRow) -> str:
    minutes = f"{step.minutes} minute{'s' * (step.minutes != 1)}"
    taken = f", taken {step.taken} of {step.times}" if step.times > 1 else ", taken" if step.taken else ""
    says = f" {step.says}" if step.says else ""
    return f"{step.name} ({minutes}{taken}).{says}" if says else f"{step.name} ({minutes}{taken})"


def _take(desk: Desk, procedure: str, subject: str | None, step: StepRow) -> None:
    choice = None
    if step.choices:
        chosen = desk.console.choose_only(
            [choice.words for choice in step.choices], "Which? Number, or Enter to go back"
        )
        if chosen is None:
            return
        choice = step.choices[chosen].id
    desk.act(TakeStep(procedure, step.id, subject, choice))
