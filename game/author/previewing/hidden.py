"""The hidden side in words: how the patient stands, and what keeps each fact back. For authors, never for players."""

from collections.abc import Iterator

from game.case import CaseFile, Fact
from game.case.check_reach import asking
from game.manual import Book
from game.treatment import Event, Say, Treatment
from game.treatment.events import CameUp, FactTold, PatientMoved, Replied

_THOUSAND = 1_000
_A_FEW = 4


def inside(book: Book, case: CaseFile, now: Treatment, last: tuple[Event, ...]) -> Iterator[str]:
    """Yield how the patient stands, what moved them in the last turn, and where their words came from."""
    state = now.inner
    yield (
        f"alliance {_ten(state.alliance)}, openness {_ten(state.open_on(state.topic))}"
        f"{f' on {state.topic}' if state.topic else ''}, hope {_ten(state.hope)}, trust {_ten(state.trust)}, "
        f"patience {_ten(state.patience)}, {state.affect} {_ten(state.intensity)}"
    )
    for event in last:
        match event:
            case PatientMoved():
                amounts = [("alliance", event.alliance), ("openness", event.openness), ("hope", event.hope)]
                moved = ", ".join(f"{name} {amount / _THOUSAND:+.2f}" for name, amount in amounts if amount)
                yield f"{book.responses[event.cause].words}: {moved or 'nothing to speak of'}"
            case Replied():
                yield f"the words come from {event.cue}"
            case FactTold():
                yield f"told: {event.fact}, which speaks {_signals(case.facts[event.fact])}"
            case CameUp():
                yield f"known now: {event.concern}"
            case _:
                continue
    told = [name for name in now.knowledge.told if name in case.facts]
    ready = [fact.id for fact in case.rows.facts if not _kept_back(now, fact)]
    yield f"{len(told)} of {len(case.facts)} facts told; only the right question is missing for: {_listed(ready)}"


def why_not(book: Book, case: CaseFile, now: Treatment, name: str, said: Say | None = None) -> str:
    """Return why a fact has not come out, and what would bring it out; `said` is the move to be judged, if any."""
    fact = case.facts[name]
    if name in now.knowledge.told:
        return f"{name} has been told."
    reasons = list(_kept_back(now, fact))
    if said is not None:
        reasons += _not_asked(book, case, now, fact, said)
    moves = [intent.id for intent in asking(book, fact) if intent.does in book.techniques][:_A_FEW]
    ways = (
        f"What can bring it out: {', '.join(moves) or 'working through its incident'}, about {', '.join(fact.about)}."
    )
    if not reasons:
        return f"{name} is ready; the right question has not been asked. {ways}"
    return f"{name}: {'; '.join(reasons)}. {ways}"


def nearly(book: Book, case: CaseFile, now: Treatment, said: Say) -> Iterator[str]:
    """Yield, for the facts that the last move asked for and that did not come out, what kept them back."""
    for fact in case.rows.facts:
        if fact.id not in now.knowledge.told and not list(_not_asked(book, case, now, fact, said)):
            yield why_not(book, case, now, fact.id)


def _kept_back(now: Treatment, fact: Fact) -> list[str]:
    """Return what stands between the patient and this fact, the question apart."""
    if fact.id in now.knowledge.told:
        return ["it has been told"]
    reasons = []
    if fact.alliance * _THOUSAND > now.inner.alliance:
        reasons.append(f"it needs an alliance of {fact.alliance}, and there is {_ten(now.inner.alliance)}")
    waiting = [earlier for earlier in fact.after if earlier not in now.knowledge.told]
    if waiting:
        reasons.append(f"it waits for {', '.join(waiting)}")
    concerns = [about for about in fact.about if not about.startswith("symptom:")]
    if concerns and not any(about in now.knowledge.known for about in concerns) and len(concerns) == len(fact.about):
        reasons.append(f"nobody has heard of {', '.join(concerns)} yet")
    return reasons


def _not_asked(book: Book, case: CaseFile, now: Treatment, fact: Fact, said: Say) -> Iterator[str]:
    intent = book.intents[said.intent]
    if set(intent.routes).isdisjoint(fact.how):
        yield f"'{said.intent}' asks another way ({', '.join(intent.routes) or 'none'}, not {', '.join(fact.how)})"
    elif fact.field is not None and intent.field != fact.field and "inventory" in intent.routes:
        yield f"it comes with the field '{fact.field}'"
    concern = said.target or now.inner.topic
    spoken_of = concern is not None and (
        concern in fact.about or any(case.touches(concern, about) for about in fact.about)
    )
    if said.target is not None and not spoken_of:
        yield f"it was about {said.target}, not {' or '.join(fact.about)}"


def _signals(fact: Fact) -> str:
    parts = [f"{'for' if points > 0 else 'against'} {area} ({points:+d})" for area, points in fact.signals.items()]
    return " and ".join(parts) or "for no area"


def _ten(amount: int) -> str:
    return f"{amount / _THOUSAND:.1f}"


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
