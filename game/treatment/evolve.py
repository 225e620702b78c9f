"""Bookkeeping: what a treatment is after an event. Decides nothing and knows neither manual nor case."""

from collections.abc import Iterable
from typing import assert_never

from game.treatment.changed import replace
from game.treatment.events import (
    CameUp,
    ContractAnswered,
    ErrorMade,
    Event,
    EventPlaced,
    ExpectationMissed,
    FactPinned,
    FactTold,
    FieldAnswered,
    FormulationAnswered,
    FormulationOffered,
    LifeHappened,
    MilestonePassed,
    MoodShifted,
    NoteWritten,
    PatientMoved,
    PersonPlaced,
    ProbabilitiesSet,
    ProcedureClosed,
    ProcedureOpened,
    RedLineCrossed,
    Replied,
    RiskAssessed,
    RiskRaised,
    Said,
    ScaleFilled,
    SessionClosed,
    SessionOpened,
    SessionOverran,
    StepTaken,
    StrategyUsed,
    SupervisorAsked,
    TaskDone,
    TreatmentEnded,
    WeekPassed,
    WeekTold,
)
from game.treatment.state import FULL, Formulation, Hour, Progress, Running, Treatment, bounded, counted

SESSION_MINUTES = 50
"""A session holds 45 to 50 minutes (ISIPT)."""
_LOW_ALLIANCE = 1_000


def fold(treatment: Treatment, events: Iterable[Event]) -> Treatment:
    """Return `treatment` after `events`."""
    for event in events:
        treatment = evolve(treatment, event)
    return treatment


def evolve(now: Treatment, event: Event) -> Treatment:  # noqa: C901, PLR0911, PLR0912, PLR0915  (one arm per event)
    """Return the treatment after one event."""
    match event:
        case Said():
            return _said(now, event)
        case Replied():
            return _replied(now, event)
        case PatientMoved():
            return _moved(now, event)
        case SessionOpened():
            return _opened(now, event)
        case SessionClosed():
            return _closed(now)
        case FactTold():
            return _knowing(now, told=(*now.knowledge.told, event.fact))
        case FieldAnswered():
            return _knowing(now, answered=now.knowledge.answered | {(event.person, event.field)})
        case CameUp():
            return _knowing(now, known=now.knowledge.known | {event.concern})
        case ScaleFilled():
            shared = (*now.knowledge.shared, (now.hour.number, event.items))
            return _knowing(now, items=event.items, shared=shared)
        case TaskDone():
            done = {event.task: now.hour.number, **now.progress.tasks}
            hour = replace(now.hour, tasks=now.hour.tasks | {event.task})
            return replace(now, hour=hour, progress=replace(now.progress, tasks=done))
        case StrategyUsed():
            used = {event.strategy: now.hour.number, **now.progress.strategies}
            hour = replace(now.hour, strategies=now.hour.strategies | {event.strategy})
            return replace(now, hour=hour, progress=replace(now.progress, strategies=used))
        case ErrorMade():
            errors = counted(now.progress.errors, event.error)
            return replace(now, progress=replace(now.progress, errors=errors))
        case RedLineCrossed():
            return replace(now, progress=replace(now.progress, red_lines=now.progress.red_lines + 1))
        case MilestonePassed():
            return _passed(now, event)
        case FormulationOffered(area, about, evidence, second):
            offered = Formulation(area, about, evidence, second)
            return replace(now, progress=replace(now.progress, formulation=offered))
        case FormulationAnswered():
            assert now.progress.formulation is not None
            answered = replace(now.progress.formulation, agreement=event.agreement)
            return replace(now, progress=replace(now.progress, formulation=answered))
        case ContractAnswered():
            progress = replace(now.progress, contract=event.agreed, goals=event.goals)
            return replace(now, progress=progress)
        case ProcedureOpened():
            steps = now.progress.put_down.get((event.procedure, event.subject or ""), ())
            running = Running(event.procedure, event.subject, steps)
            return replace(now, progress=replace(now.progress, running=running))
        case StepTaken():
            return _stepped(now, event)
        case ProcedureClosed():
            return replace(now, progress=_put_down(now.progress, event))
        case RiskRaised():
            return replace(now, hour=replace(now.hour, risk_raised=now.hour.risk_raised or event.source))
        case RiskAssessed():
            progress = replace(now.progress, risk_level=event.level, risk_missing=event.missing)
            return replace(now, progress=progress, hour=replace(now.hour, risk_asked=True))
        case LifeHappened():
            return replace(now, life=(*now.life, (event.week, event.outcome)), untold=event.week)
        case MoodShifted():
            shocks = (*now.body.shocks, (event.points, event.weeks))
            return replace(now, body=replace(now.body, shocks=shocks))
        case WeekTold():
            return replace(now, untold=None, to_follow_up=event.week)
        case WeekPassed():
            shocks = tuple((points, left - 1) for points, left in now.body.shocks if left > 1)
            return replace(now, body=replace(now.body, items=event.items, latent=event.latent, shocks=shocks))
        case PersonPlaced():
            rings = {**now.workbook.rings, (event.person, event.when): event.ring}
            return replace(now, workbook=replace(now.workbook, rings=rings))
        case EventPlaced():
            months = {**now.workbook.months, event.event: event.month}
            return replace(now, workbook=replace(now.workbook, months=months))
        case FactPinned():
            pins = {key: weight for key, weight in now.workbook.pins.items() if key != (event.fact, event.area)}
            if event.weight:
                pins[(event.fact, event.area)] = event.weight
            return replace(now, workbook=replace(now.workbook, pins=pins))
        case ProbabilitiesSet():
            return replace(now, workbook=replace(now.workbook, probabilities=event.shares))
        case NoteWritten():
            return replace(now, workbook=replace(now.workbook, notes=(*now.workbook.notes, event.words)))
        case TreatmentEnded():
            return replace(now, phase=event.how, hour=replace(now.hour, open=False))
        case ExpectationMissed() | SessionOverran() | SupervisorAsked():
            return now
    assert_never(event)


def _knowing(now: Treatment, **changes: object) -> Treatment:
    return replace(now, knowledge=replace(now.knowledge, **changes))


def _said(now: Treatment, event: Said) -> Treatment:
    hour = replace(
        now.hour,
        said=(*now.hour.said, (event.intent, event.target)),
        minutes_left=max(0, now.hour.minutes_left - event.minutes),
    )
    topic = event.target if event.target and not event.target.startswith("symptom:") else now.inner.topic
    progress = replace(now.progress, intents=counted(now.progress.intents, event.intent))
    return replace(now, hour=hour, progress=progress, inner=replace(now.inner, topic=topic))


def _replied(now: Treatment, event: Replied) -> Treatment:
    inner = replace(now.inner, affect=event.affect, intensity=event.intensity)
    knowledge = replace(now.knowledge, used=counted(now.knowledge.used, event.cue))
    if event.cue in ("strained", "manual:strained"):
        return replace(now, inner=inner, knowledge=knowledge, hour=replace(now.hour, strain_shown=True))
    return replace(now, inner=inner, knowledge=knowledge)


def _moved(now: Treatment, event: PatientMoved) -> Treatment:
    inner = now.inner
    openness = inner.openness
    if event.openness and event.topic is not None:
        openness = {**openness, event.topic: bounded(inner.open_on(event.topic) + event.openness)}
    moved = replace(
        inner,
        alliance=bounded(inner.alliance + event.alliance),
        patience=bounded(inner.patience + event.patience),
        hope=bounded(inner.hope + event.hope),
        trust=bounded(inner.trust + event.trust),
        intensity=bounded(inner.intensity + event.intensity),
        openness=openness,
    )
    hour = replace(
        now.hour,
        causes=counted(now.hour.causes, event.cause),
        alliance_low=(now.hour.alliance_low or event.alliance <= -100) and event.cause != "strain_repaired",
    )
    follow_up = None if event.cause in ("success_credited", "setback_shared", "taken_up") else now.to_follow_up
    return replace(now, inner=moved, hour=hour, to_follow_up=follow_up)


def _opened(now: Treatment, event: SessionOpened) -> Treatment:
    hour = Hour(number=event.number, open=True, minutes_left=SESSION_MINUTES)
    calmer = replace(now.inner, patience=FULL, affect="calm", intensity=2_000, topic=None)
    return replace(now, hour=hour, inner=calmer)


def _closed(now: Treatment) -> Treatment:
    low = now.progress.low_sessions + 1 if now.inner.alliance < _LOW_ALLIANCE else 0
    progress = replace(now.progress, low_sessions=low)
    return replace(now, hour=replace(now.hour, open=False), progress=progress, to_follow_up=None)


def _put_down(progress: Progress, event: ProcedureClosed) -> Progress:
    """A talk that is not finished is taken up where it stopped; the ladder is climbed from the bottom each time."""
    done_with = {event.subject or "risk"} if event.completed else set()
    put_down = {**progress.put_down}
    put_down.pop((event.procedure, event.subject or ""), None)
    if progress.running is not None and event.subject is not None and not event.completed:
        put_down[(event.procedure, event.subject)] = progress.running.steps
    return replace(progress, running=None, completed=progress.completed | done_with, put_down=put_down)


def _passed(now: Treatment, event: MilestonePassed) -> Treatment:
    back_to = event.before if event.after == "risk" else now.back_to
    progress = replace(now.progress, milestones=now.progress.milestones | {event.milestone})
    return replace(now, phase=event.after, back_to=back_to, progress=progress)


def _stepped(now: Treatment, event: StepTaken) -> Treatment:
    hour = replace(
        now.hour,
        minutes_left=max(0, now.hour.minutes_left - event.minutes),
        said=(*now.hour.said, (event.procedure, event.subject)),
    )
    running = now.progress.running
    if running is not None:
        running = replace(running, steps=(*running.steps, event.step))
    progress = replace(now.progress, running=running)
    inner = replace(now.inner, topic=event.subject or now.inner.topic)
    return replace(now, hour=hour, progress=progress, inner=inner)
