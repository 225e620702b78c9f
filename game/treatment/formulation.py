"""Offering the formulation, agreeing the contract: what the patient makes of them."""

from game.case import CaseFile
from game.manual import Area
from game.treatment.actions import AgreeContract, OfferFormulation
from game.treatment.events import ContractAnswered, ErrorMade, FormulationAnswered, FormulationOffered, Said
from game.treatment.patient import move
from game.treatment.state import Treatment, bounded
from game.treatment.tasks import note_strategies, note_tasks
from game.treatment.turn import IllegalAction, Turn
from game.words import _

FORMULATION_MINUTES = 6
CONTRACT_MINUTES = 5
AGREES_FROM = 450
"""Agreement (thousandths) from which the patient says yes to a contract."""
_MOST_GOALS = 3
_LONGEST_GOAL = 200


def area_credit(case: CaseFile, area: Area | None, about: str | None) -> int:
    """Return what a focus earns by the key, in thousandths: 1000 best, 0 wrong; half when about the wrong one."""
    key = case.rows.key
    if area == key.area:
        return 1000 if about == key.about or about in key.also_about else 500
    earned = [row.credit if row.about == about else row.credit // 2 for row in key.acceptable if row.area == area]
    return max(earned, default=0)


def check_formulation(turn: Turn, action: OfferFormulation) -> None:
    """Raise IllegalAction for a formulation that cannot be spoken."""
    if action.about not in turn.now.knowledge.known or action.about.partition(":")[0] not in (
        "person",
        "event",
    ):
        raise IllegalAction(_("A formulation is about a person or an event that has come up."))
    untold = [fact for fact in action.evidence if fact not in turn.now.knowledge.told]
    if untold:
        raise IllegalAction(_("A formulation can only rest on what the patient has told."))
    if len(set(action.evidence)) < len(action.evidence):
        raise IllegalAction(_("Each piece of evidence counts once."))
    if action.second == action.area:
        raise IllegalAction(_("The second area must be another one."))


def offer(turn: Turn, action: OfferFormulation) -> None:
    """Speak the formulation and hear the patient's answer."""
    turn.add(Said("offer_formulation", action.about, _spoken(turn, action), FORMULATION_MINUTES, "directive"))
    if "I12" not in turn.now.progress.tasks:
        turn.add(ErrorMade("X20"))
    turn.pass_milestone("offer_formulation")
    turn.add(FormulationOffered(action.area, action.about, action.evidence, action.second))
    credit = max(
        area_credit(turn.case, action.area, action.about),
        area_credit(turn.case, action.second, action.about) * 4 // 5,
    )
    premature = "I12" not in turn.now.progress.tasks or "I06" not in turn.now.progress.tasks
    agreement = _agreement(turn.now, credit, len(action.evidence), premature=premature)
    turn.add(FormulationAnswered(agreement))
    _answer(turn, credit, premature=premature)
    move(turn, "formulation_fits" if agreement >= AGREES_FROM else "formulation_misses")
    # To say it is to link the onset to the area, on the symptoms gone through before: the first two strategies.
    if "I03" in turn.now.progress.tasks:
        note_strategies(turn, turn.book.intents["fill_scale"].strategies, action.about)
    note_strategies(turn, turn.book.intents["link_onset_to_area"].strategies, action.about)
    note_tasks(turn, "offer_formulation")


def agree(turn: Turn, action: AgreeContract) -> None:
    """Put the contract to the patient. Without agreement the phase does not change."""
    formulation = turn.now.progress.formulation
    if formulation is None:
        raise IllegalAction(_("There is no formulation yet on which a contract could rest."))
    turn.passage("agree_contract")  # also where the patient would refuse and nothing would move
    if len(action.goals) > _MOST_GOALS:
        raise IllegalAction(_("At most three goals."))
    if any(not 0 < len(goal.strip()) <= _LONGEST_GOAL for goal in action.goals):
        raise IllegalAction(_("A goal has 1 to 200 characters."))
    turn.add(Said("agree_contract", formulation.about, _contract_words(turn, action), CONTRACT_MINUTES, "directive"))
    agreed = (formulation.agreement or 0) + turn.now.inner.trust // 100 >= AGREES_FROM
    if agreed:
        turn.pass_milestone("agree_contract")
    turn.add(ContractAnswered(agreed, action.goals))
    turn.reply_from(("contract_yes",) if agreed else ("contract_no",))
    if agreed:
        move(turn, "contract_agreed")
        note_tasks(turn, "agree_contract")


def _agreement(now: Treatment, credit: int, evidence: int, *, premature: bool) -> int:
    """Fit first, then the bond, then how much of the patient's own story is in it. Thousandths."""
    fit = 200 + credit * 4 // 10
    bond = now.inner.alliance // 40
    own_words = min(evidence, 4) * 40
    too_soon = 250 if premature else 0
    return bounded(fit + bond + own_words - too_soon, 0, 1000)


def _answer(turn: Turn, credit: int, *, premature: bool) -> None:
    words = turn.case.rows.formulation
    bank, name = (
        (words.premature, "premature")
        if premature
        else (words.best, "best")
        if credit >= 900
        else (words.acceptable, "acceptable")
        if credit > 0
        else (words.wrong, "wrong")
    )
    used = turn.now.knowledge.used.get(f"formulation:{name}", 0)
    turn.reply(bank[used % len(bank)], f"formulation:{name}")


def _spoken(turn: Turn, action: OfferFormulation) -> str:
    area = turn.book.areas[action.area]
    told = [f"“{turn.case.facts[fact].card}”" for fact in action.evidence]
    parts = [
        "You have a depression: an illness, not a failing.",
        f"From what you have told me, I think it is bound up with {turn.case.name_of(action.about)}.",
        f"As I see it, this is about {area.spoken}.",
    ]
    if told:
        parts.append("I am putting together what you have told me: " + ", ".join(told) + ".")
    if action.second is not None:
        parts.append(f"And it is also about {turn.book.areas[action.second].spoken}.")
    return " ".join([*parts, "Does that fit?"])


def _contract_words(turn: Turn, action: AgreeContract) -> str:
    formulation = turn.now.progress.formulation
    assert formulation is not None
    about = turn.case.name_of(formulation.about)
    goals = f" What we aim for: {'; '.join(action.goals)}." if action.goals else ""
    return (
        f"So we work on this: you and {about}.{goals} We meet {turn.now.sessions} times in all, "
        f"and {turn.now.remaining} are left after today. You bring what happens in between. Can you agree to that?"
    )
