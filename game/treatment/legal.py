"""Everything that can be done now, faithful or not."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
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
from game.treatment.saying import fits_danger, may_speak_of_death
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
    milestones = pathway_of(book).open_milestones(treatment)
    in_danger = treatment.phase == "risk"
    scale, known = turn.case.rows.measure.scale, treatment.knowledge.known
    living = frozenset(concern for concern in known if not may_speak_of_death(case, concern))
    sayings = _sayings(book, scale, known, living, milestones, in_danger=in_danger)
    listed: list[Action] = [*sayings, *_steps(turn)]
    if treatment.progress.running is not None:
        listed.append(LeaveProcedure())
    if not in_danger:
        listed += _formulations(turn, milestones)
    return (*listed, EndSession())


@lru_cache(maxsize=32)
def _sayings(
    book: Book,
    scale: str,
    come_up: frozenset[str],
    living: frozenset[str],
    milestones: tuple[str, ...],
    *,
    in_danger: bool,
) -> tuple[Say, ...]:
    """List everything that can be said, which hangs on these alone and is a thousand moves long."""
    by_kind = _by_kind(book, scale, come_up)
    return tuple(
        Say(intent.id, target)
        for intent in book.rows.intents
        if (intent.milestone is None or intent.milestone in milestones) and (fits_danger(intent) or not in_danger)
        for target in _targets_of(intent, by_kind)
        if not (intent.only_dead and target in living)
    )


def _targets_of(intent: Intent, by_kind: Mapping[str, list[str]]) -> Iterator[str | None]:
    """Yield what `intent` can be about; None stands for nothing in particular."""
    if intent.target != "required":
        yield None
    for kind in intent.targets:
        yield from by_kind.get(kind, ())


def _by_kind(book: Book, scale: str, come_up: frozenset[str]) -> Mapping[str, list[str]]:
    kinds = {"symptom": [f"symptom:{item.id}" for item in book.measures[scale].items]}
    for concern in sorted(come_up):
        kinds.setdefault(concern.partition(":")[0], []).append(concern)
    return kinds


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


def _formulations(turn: Turn, milestones: tuple[str, ...]) -> Iterator[Action]:
    if "offer_formulation" in milestones:
        abouts = [name for name in sorted(turn.now.knowledge.known) if name.startswith(("person:", "event:"))]
        for area, about in product(turn.book.areas, abouts):
            yield OfferFormulation(area, about)  # type: ignore[arg-type]
    if "agree_contract" in milestones:
        yield AgreeContract()
