"""Communication analysis, decision analysis and role play, step by step, in the order the trainee chooses."""

from game.case import Decision, Incident, Rehearsal
from game.manual import Procedure, Step
from game.treatment.actions import TakeStep
from game.treatment.disclosure import ready, tell
from game.treatment.events import (
    CameUp,
    ErrorMade,
    MoodShifted,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    StepTaken,
)
from game.treatment.patient import move
from game.treatment.speech import step_words
from game.treatment.state import Running, Treatment
from game.treatment.tasks import note_strategies, note_tasks, on_focus
from game.treatment.turn import IllegalAction, Turn
from game.words import _


def take_step(turn: Turn, action: TakeStep) -> None:
    """Take a step of a talking procedure. Raises IllegalAction for what cannot be said at all."""
    procedure = turn.book.procedures[action.procedure]
    step = next(row for row in procedure.steps if row.id == action.step)
    _make_room(turn, action)
    taken = _taken(turn.now, action)
    in_order = step.later or _is_next(turn, procedure, step, action, taken)
    if turn.now.progress.running is None and not step.later:
        _open(turn, procedure, action)
    apt = _is_apt(turn, step, action)
    words = _therapist_words(turn, step, action, taken.count(step.id))
    turn.add(
        StepTaken(
            procedure.id,
            action.subject,
            step.id,
            action.choice,
            words,
            step.minutes,
            apt=apt,
            in_order=in_order,
        )
    )
    _patient_answers(turn, step, action, taken)
    move(turn, "procedure_step", action.subject)
    if procedure.id == "communication_analysis":
        _tell_fact(turn, action, step)
    note_tasks(turn, procedure.id)
    _close_when_complete(turn, procedure, action)


def steps_left(turn_now: Treatment, procedure: Procedure, exchanges: int) -> tuple[str, ...]:
    """Return the steps not taken yet in the procedure that is open; repeated ones until every exchange is done."""
    running = turn_now.progress.running
    taken = running.steps if running is not None else ()
    return tuple(
        step.id
        for step in procedure.steps
        if not step.later and taken.count(step.id) < (exchanges if step.repeats else 1)
    )


def exchanges_of(turn: Turn, subject: str | None) -> int:
    """Return how many exchanges the subject has to rebuild; 1 where it has none."""
    kind, _, key = (subject or "").partition(":")
    return len(turn.case.incidents[key].exchanges) if kind == "incident" else 1


def _make_room(turn: Turn, action: TakeStep) -> None:
    running = turn.now.progress.running
    if running is not None and (running.procedure, running.subject) != (action.procedure, action.subject):
        turn.add(ProcedureClosed(running.procedure, running.subject, completed=False, in_order=False))


def _open(turn: Turn, procedure: Procedure, action: TakeStep) -> None:
    turn.add(ProcedureOpened(procedure.id, action.subject))
    if turn.now.progress.formulation is None:
        turn.add(ErrorMade("X20"))
    with_whom = _person_of(turn, action.subject)
    if procedure.id == "role_play" and with_whom is not None and turn.case.people[with_whom].unsafe:
        turn.add(RedLineCrossed("unsafe_confrontation"))


def _taken(now: Treatment, action: TakeStep) -> tuple[str, ...]:
    running = now.progress.running
    if running is None or (running.procedure, running.subject) != (action.procedure, action.subject):
        return now.progress.put_down.get((action.procedure, action.subject or ""), ())
    return running.steps


def _is_next(turn: Turn, procedure: Procedure, step: Step, action: TakeStep, taken: tuple[str, ...]) -> bool:
    """A step is in order when every earlier one was taken; rebuilding and asking may go turn by turn together."""
    exchanges = exchanges_of(turn, action.subject)
    for earlier in procedure.steps:
        if earlier.id == step.id:
            break
        wanted = exchanges if earlier.repeats else 1
        if step.repeats and earlier.repeats:
            wanted = taken.count(step.id) + 1
        if not earlier.later and taken.count(earlier.id) < wanted:
            return False
    return taken.count(step.id) < (exchanges if step.repeats else 1)


def _is_apt(turn: Turn, step: Step, action: TakeStep) -> bool:
    kind, _, key = (action.subject or "").partition(":")
    match step.choice:
        case "failure":
            return turn.case.incidents[key].failure == action.choice
        case "better":
            return turn.case.incidents[key].better[int(action.choice or 0)].good
        case "option":
            return next(option.liveable for option in turn.case.decisions[key].options if option.id == action.choice)
    return kind != ""


def _therapist_words(turn: Turn, step: Step, action: TakeStep, times: int) -> str:
    words = step_words(turn.book, turn.case, turn.now, step, action.subject, times)
    _, _, key = (action.subject or "").partition(":")
    match step.choice:
        case "failure":
            return f"{words} {turn.book.failures[action.choice or ''].asked}"
        case "better":
            return f"{words} “{turn.case.incidents[key].better[int(action.choice or 0)].words}”"
        case "option":
            chosen = next(option for option in turn.case.decisions[key].options if option.id == action.choice)
            return f"{words} {chosen.name}?"
    return words


def _patient_answers(turn: Turn, step: Step, action: TakeStep, taken: tuple[str, ...]) -> None:
    kind, _, key = (action.subject or "").partition(":")
    if not step.repeats and step.id in taken:
        turn.reply_from(("asked_before",))
        return
    match kind:
        case "incident":
            _of_incident(turn, turn.case.incidents[key], step, action, taken)
        case "decision":
            turn.reply(_of_decision(turn.case.decisions[key], step, action), f"{action.subject}:{step.id}")
        case "rehearsal":
            turn.reply(_of_rehearsal(turn.case.rehearsals[key], step), f"{action.subject}:{step.id}")


def _of_incident(turn: Turn, incident: Incident, step: Step, action: TakeStep, taken: tuple[str, ...]) -> None:
    cue = f"incident:{incident.id}:{step.id}"
    feeling = turn.case.people[incident.about.partition(":")[2]].feeling
    match step.id:
        case "pick":
            turn.reply(incident.picked, cue, feeling, 4_500)
        case "scene":
            turn.reply(incident.hope, cue)
        case "rebuild":
            exchange = incident.exchanges[taken.count("rebuild")]
            other = turn.case.people[incident.about.partition(":")[2]]
            who = "Me" if exchange.who == "patient" else other.called or other.name
            turn.reply(f"{who}, {exchange.tone}: “{exchange.said}”", cue, feeling, 5_000)
        case "each_turn":
            exchange = incident.exchanges[taken.count("each_turn")]
            turn.reply(f"{exchange.felt} {exchange.intended} {exchange.heard}", cue, feeling, 5_500)
        case "result":
            turn.reply(incident.result, cue, feeling, 5_500)
        case "compare":
            turn.reply(incident.compared, cue)
        case "name_failure":
            right = action.choice == incident.failure
            turn.reply(incident.failure_reply if right else incident.wrong_failure_reply, cue)
        case "alternatives":
            turn.reply(incident.better[int(action.choice or 0)].reply, cue)
        case "rehearse":
            turn.reply(incident.rehearsed, cue, "hopeful", 4_000)
        case _:
            turn.reply(incident.followed_up, cue)


def _of_decision(decision: Decision, step: Step, action: TakeStep) -> str:
    if step.choice == "option":
        chosen = next(option for option in decision.options if option.id == action.choice)
        return f"{decision.lines[step.id]} {chosen.reply}"
    if step.id == "effects":
        return f"{decision.lines[step.id]} " + " ".join(option.consequences for option in decision.options)
    if step.id == "options":
        return f"{decision.lines[step.id]} " + " ".join(f"{option.name}." for option in decision.options)
    return decision.lines[step.id]


def _of_rehearsal(rehearsal: Rehearsal, step: Step) -> str:
    return rehearsal.lines[step.id]


def _tell_fact(turn: Turn, action: TakeStep, step: Step) -> None:
    if step.id not in ("each_turn", "result", "compare"):
        return
    incident = turn.case.incidents[(action.subject or "").partition(":")[2]]
    waiting = (turn.case.facts[name] for name in incident.facts)
    fact = next((fact for fact in waiting if ready(turn, fact)), None)
    if fact is not None:
        tell(turn, fact)


def _close_when_complete(turn: Turn, procedure: Procedure, action: TakeStep) -> None:
    running = turn.now.progress.running
    if running is None or steps_left(turn.now, procedure, exchanges_of(turn, action.subject)):
        return
    turn.add(ProcedureClosed(procedure.id, action.subject, completed=True, in_order=_went_in_order(procedure, running)))
    move(turn, "worked_through", action.subject)
    concern = action.subject
    serving = [name for name, (_, strategy) in turn.book.strategies.items() if procedure.id in strategy.by]
    note_strategies(turn, serving, concern)
    note_tasks(turn, procedure.id)
    if procedure.id == "communication_analysis" and _opens_impasse(turn, action.subject):
        turn.add(MoodShifted(2, 2, "impasse_opened"))
    for waiting in _made_known(turn, action.subject):
        turn.add(CameUp(waiting))


def _went_in_order(procedure: Procedure, running: Running) -> bool:
    order = {step.id: place for place, step in enumerate(procedure.steps)}
    turn_by_turn = [step.id for step in procedure.steps if step.repeats]
    # Beginning again where a talk was left, one may well set the scene once more.
    steps = [
        name for place, name in enumerate(running.steps) if name in turn_by_turn or name not in running.steps[:place]
    ]
    places = [order[name] for name in steps if name not in turn_by_turn]
    if places != sorted(places):
        return False
    rebuilt = [place for place, name in enumerate(steps) if name in turn_by_turn]
    return not rebuilt or rebuilt == list(range(rebuilt[0], rebuilt[0] + len(rebuilt)))


def _opens_impasse(turn: Turn, subject: str | None) -> bool:
    key = turn.case.rows.key
    return key.stage == "impasse" and turn.case.touches(subject, key.about) and on_focus(turn, subject)


def _made_known(turn: Turn, subject: str | None) -> list[str]:
    """What an incident worked through makes it natural to decide or practise next."""
    person = _person_of(turn, subject)
    if subject is None or person is None or not subject.startswith("incident:"):
        return []
    rows = turn.case.rows
    waiting = [f"rehearsal:{row.id}" for row in rows.rehearsals if row.with_ == f"person:{person}"]
    waiting += [f"decision:{row.id}" for row in rows.decisions if row.about == f"person:{person}"]
    return [concern for concern in waiting if concern not in turn.now.knowledge.known]


def _person_of(turn: Turn, subject: str | None) -> str | None:
    linked = turn.case.links.get(subject or "", frozenset())
    return next((other.partition(":")[2] for other in sorted(linked) if other.startswith("person:")), None)


def check_step(turn: Turn, action: TakeStep) -> None:
    """Raise IllegalAction, with a sentence for the player, for a step that cannot be taken."""
    procedure = turn.book.procedures.get(action.procedure)
    step = next((row for row in procedure.steps if row.id == action.step), None) if procedure else None
    if procedure is None or step is None:
        raise IllegalAction(_("The manual has no such step."))
    if procedure.subject == "risk":
        if action.subject is not None:
            raise IllegalAction(_("The risk ladder is about the patient, not about somebody or something else."))
        return
    subject = action.subject or ""
    if not subject.startswith(f"{procedure.subject}:") or subject not in turn.now.knowledge.known:
        raise IllegalAction(
            _("There is nothing yet that {procedure} could be done on.", procedure=procedure.name.lower())
        )
    if step.later and subject not in turn.now.progress.completed:
        raise IllegalAction(_("That step belongs to a later session, once the rest has been done."))
    if step.repeats and _taken(turn.now, action).count(step.id) >= exchanges_of(turn, subject):
        raise IllegalAction(_("Every exchange has been gone through."))
    if action.choice not in choices(turn, step, subject):
        raise IllegalAction(_("That is not one of the choices here."))


def choices(turn: Turn, step: Step, subject: str) -> tuple[str | None, ...]:
    """Return what can be chosen at this step; (None,) where nothing is to be chosen."""
    key = subject.partition(":")[2]
    match step.choice:
        case "failure":
            return tuple(turn.book.failures)
        case "better":
            return tuple(str(number) for number in range(len(turn.case.incidents[key].better)))
        case "option":
            return tuple(option.id for option in turn.case.decisions[key].options)
    return (None,)
