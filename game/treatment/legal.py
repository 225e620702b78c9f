"""Everything that can be done now, faithful or not."""

from collections.abc import Iterator
from itertools import product

from game.case import CaseFile
from game.manual import Book, Intent
from game.treatment.actions import (
    Action,
    AgreeContract,
    EndSession,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    Say,
    TakeStep,
)
from game.treatment.pathway import pathway_of
from game.treatment.procedures import check_step, choices
from game.treatment.saying import check_saying
from game.treatment.state import Treatment
from game.treatment.turn import IllegalAction, Turn


def legal_actions(book: Book, case: CaseFile, treatment: Treatment) -> tuple[Action, ...]:
    """Return every action that moves the treatment on, each move in its first wording, in the manual's order.

    Workbook notes and questions to the supervisor are always possible and not listed; formulations are listed without
    evidence and contracts without goals, since those can be combined at will.
    """
    if treatment.over:
        return ()
    if not treatment.hour.open:
        return (OpenSession(),)
    turn = Turn(book, case, treatment)
    listed: list[Action] = [*_sayings(turn), *_steps(turn)]
    if treatment.progress.running is not None:
        listed.append(LeaveProcedure())
    if treatment.phase != "risk":
        listed += _formulations(turn)
    return (*listed, EndSession())


def targets_of(turn: Turn, intent: Intent) -> tuple[str | None, ...]:
    """Return what `intent` can be about now; None stands for nothing in particular."""
    known = sorted(turn.now.knowledge.known)
    named = [concern for concern in known if concern.partition(":")[0] in intent.targets]
    if "symptom" in intent.targets:
        named += [f"symptom:{name}" for name in turn.book.symptoms]
    return tuple(named) if intent.target == "required" else (None, *named)


def _sayings(turn: Turn) -> Iterator[Say]:
    open_milestones = set(pathway_of(turn.book).open_milestones(turn.now))
    for intent in turn.book.rows.intents:
        if intent.milestone is not None and intent.milestone not in open_milestones:
            continue
        for target in targets_of(turn, intent):
            action = Say(intent.id, target)
            if _is_legal_saying(turn, action):
                yield action


def _is_legal_saying(turn: Turn, action: Say) -> bool:
    try:
        check_saying(turn, action)
    except IllegalAction:
        return False
    return True


def _steps(turn: Turn) -> Iterator[TakeStep]:
    in_danger = turn.now.phase == "risk"
    for procedure in turn.book.rows.procedures:
        risk = procedure.subject == "risk"
        if in_danger and not risk:
            continue
        known = sorted(turn.now.knowledge.known)
        subjects = [None] if risk else [name for name in known if name.startswith(f"{procedure.subject}:")]
        for subject, step in product(subjects, procedure.steps):
            for choice in choices(turn, step, subject or ""):
                action = TakeStep(procedure.id, step.id, subject, choice)
                if _is_legal_step(turn, action):
                    yield action


def _is_legal_step(turn: Turn, action: TakeStep) -> bool:
    try:
        check_step(turn, action)
    except IllegalAction:
        return False
    return True


def _formulations(turn: Turn) -> Iterator[Action]:
    open_milestones = pathway_of(turn.book).open_milestones(turn.now)
    if "offer_formulation" in open_milestones:
        abouts = [name for name in sorted(turn.now.knowledge.known) if name.startswith(("person:", "event:"))]
        for area, about in product(turn.book.areas, abouts):
            yield OfferFormulation(area, about)  # type: ignore[arg-type]
    if "agree_contract" in open_milestones:
        yield AgreeContract()
