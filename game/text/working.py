"""Procedures step by step: communication analysis, decision analysis, role play, and the risk ladder."""

from game.text.console import gone_back, named
from game.text.desk import Desk
from game.treatment import LeaveProcedure, TakeStep
from game.view import ProcedureView
from game.view.procedure import StepRow
from game.words import _

LADDER = "risk_ladder"


def work(desk: Desk) -> None:
    """Let the player choose a procedure and its subject, and go through its steps."""
    views = [view for view in desk.procedures if view.procedure != LADDER]
    if not views:
        desk.console.say(
            _("Nothing has come up yet that could be worked through step by step. Ask for one recent occasion.")
        )
        return
    with desk.console.helping(
        _("An occasion is gone through word by word, a decision option by option, a rehearsal as a role play.")
    ):
        chosen = desk.console.choose_only([_title(view) for view in views], _("Number or name, or Enter to go back"))
    if chosen is not None:
        step_by_step(desk, views[chosen].procedure, views[chosen].subject)


def safety(desk: Desk) -> None:
    """Go through the steps of the risk ladder."""
    step_by_step(desk, LADDER, None)


def step_by_step(desk: Desk, procedure: str, subject: str | None) -> None:
    """Offer the steps of a procedure until the player goes back, or it or the session is closed.

    Every step keeps its number from beginning to end; what has been done is marked.
    """
    with desk.console.helping(
        _("Type the number of a step, or its name. The numbers stay; what is done is marked."),
        _("“leave” stops it here; Enter alone goes back to talking and leaves it open, to go on with later."),
    ):
        _go_through(desk, procedure, subject)


def _go_through(desk: Desk, procedure: str, subject: str | None) -> None:
    console, was_running, at_length = desk.console, False, True
    _recall(desk, _found(desk, procedure, subject))
    while True:
        view = _found(desk, procedure, subject)
        if not desk.room.in_session or (was_running and not view.running):
            return
        was_running = view.running
        console.heading(_title(view))
        rows = [_label(step, at_length=at_length) for step in view.steps]
        at_length = False
        typed = console.choose(rows, _("Step, “leave” to stop here, or Enter to go back to talking"))
        if isinstance(typed, int):
            _take(desk, view, typed)
        elif gone_back(typed):
            return
        elif typed.casefold() == "leave":
            leave(desk)
            return
        elif len(found := named(typed, [step.name for step in view.steps])) == 1:
            _take(desk, view, found[0])
        else:
            console.not_one(rows, found)


def leave(desk: Desk) -> None:
    """Stop the procedure that is open."""
    desk.act(LeaveProcedure())


def _found(desk: Desk, procedure: str, subject: str | None) -> ProcedureView:
    return next(view for view in desk.procedures if (view.procedure, view.subject) == (procedure, subject))


def _recall(desk: Desk, view: ProcedureView) -> None:
    """Say again what was said in it before it was put down, so that it can be gone on with."""
    if not view.told or view.completed:
        return
    desk.console.heading(_("So far"))
    last = ""
    for step, words in view.told:
        if step != last:
            desk.console.say(f"{step}:", "note")
        desk.console.said(desk.first_name, words, "patient")
        last = step


def _title(view: ProcedureView) -> str:
    name = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
    if view.running:
        return _("{name} (open)", name=name)
    return _("{name} (done)", name=name) if view.completed else name


def _label(step: StepRow, *, at_length: bool) -> str:
    """Return a step's row; what the manual says of it only where there is something to say, and room to say it."""
    row = f"{step.name} ({_state(step)})"
    return f"{row}. {step.says}" if step.says and at_length else row


def _state(step: StepRow) -> str:
    minutes = _("{minutes} minute", minutes=1) if step.minutes == 1 else _("{minutes} minutes", minutes=step.minutes)
    if step.times > 1 and step.taken:
        done = _("done {taken} of {times}", taken=step.taken, times=step.times)
        return f"{minutes}, {done}" if step.possible else done
    if step.taken:
        return f"{minutes}, {_('done')}" if step.possible else _("done")
    return minutes if step.possible else _("only when the rest is done")


def _take(desk: Desk, view: ProcedureView, place: int) -> None:
    step, choice = view.steps[place], None
    if not step.possible:
        desk.console.say(_("{step}: {state}.", step=step.name, state=_state(step)))
        return
    if step.choices:
        chosen = desk.console.choose_only(
            [choice.words for choice in step.choices], _("Which? Number or words, or Enter to go back")
        )
        if chosen is None:
            return
        choice = step.choices[chosen].id
    desk.act(TakeStep(view.procedure, step.id, view.subject, choice))
