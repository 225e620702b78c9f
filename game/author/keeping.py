"""How a scripted therapist keeps its notes and takes the steps of a procedure, from what it sees."""

from game.author.sight import Sight
from game.manual import AREAS
from game.treatment import Action, LeaveProcedure, PinFact, PlacePerson, SetProbabilities, TakeStep

_MOST_POINTS = 10
_GOOD_PART = 24
_YOUNG = 4


def believed(sight: Sight) -> tuple[int, ...]:
    """Return per cents for the four areas: each point that an area lies behind the best halves its odds."""
    totals = sight.totals()
    best = max(totals.values())
    weights = [2 ** max(0, _MOST_POINTS - (best - totals[area])) for area in AREAS]
    shares = [100 * weight // sum(weights) for weight in weights]
    shares[weights.index(max(weights))] += 100 - sum(shares)
    return tuple(shares)


def next_note(sight: Sight, done: set[str], wanted: tuple[int, ...]) -> Action | None:
    """Return the next note to make: pins at once, beliefs and circle between sessions; None when all is noted."""
    for fact in sight.told:
        for area, points in fact.points.items():
            if points and (fact.fact, area) not in sight.pins:
                return PinFact(fact.fact, area, points)
    if sight.room.in_session:
        return None
    if wanted != sight.probabilities and sight.told:
        return SetProbabilities(wanted[0], wanted[1], wanted[2], wanted[3])
    for concern in sight.of_kind("person"):
        if f"placed:{concern.ref}" not in done:
            done.add(f"placed:{concern.ref}")
            return PlacePerson(concern.ref.partition(":")[2], "now", 2)
    return None


def minutes_wanted(sight: Sight, procedure: str, subject: str) -> int:
    """Return the minutes that should be left before a procedure is begun or taken up: all it takes, or a good part."""
    times = sight.exchanges(subject) if subject.startswith("incident:") else 1
    taken = sight.put_down(procedure, subject)
    steps = (step for step in sight.book.procedures[procedure].steps if not step.later)
    left = sum(step.minutes * max(0, (times if step.repeats else 1) - taken.count(step.id)) for step in steps)
    return min(_GOOD_PART, left)


def take_up(sight: Sight, procedure: str, subject: str) -> TakeStep:
    """Return the step with which a procedure begins, or goes on where it was put down."""
    return _following(sight, procedure, subject, sight.put_down(procedure, subject)) or TakeStep(
        procedure, sight.book.procedures[procedure].steps[0].id, subject
    )


def next_step(sight: Sight) -> Action:
    """Return the next step of the open procedure in the manual's order; choices are guessed."""
    room = sight.room
    following = _following(sight, room.running or "", room.running_subject or "", sight.steps_taken)
    return following or LeaveProcedure()


def _following(sight: Sight, procedure: str, subject: str, taken: tuple[str, ...]) -> TakeStep | None:
    times = sight.exchanges(subject) if subject.startswith("incident:") else 1
    for step in sight.book.procedures[procedure].steps:
        if step.id == "rebuild" and taken.count("rebuild") > taken.count("each_turn"):
            continue
        if not step.later and taken.count(step.id) < (times if step.repeats else 1):
            return TakeStep(procedure, step.id, subject or None, _choice(sight, step.choice, subject))
    return None


def _choice(sight: Sight, kind: str, subject: str) -> str | None:
    match kind:
        case "failure":
            return sight.chance.choice(sorted(sight.book.failures))
        case "better":
            return str(sight.chance.randrange(sight.wordings(subject)))
        case "option":
            return sight.chance.choice(sight.options(subject))
    return None


def week_told(sight: Sight) -> bool:
    """Tell whether the week has just been told: the session was opened with it, and is young."""
    return bool(sight.said_today) and sight.said_today[0][0] == "open_session" and len(sight.said_today) <= _YOUNG


def enough(sight: Sight) -> bool:
    """Tell whether the inventory suffices for a choice: three people with four fields each (task I12)."""
    people = {person for person, _ in sight.answered}
    return sum(sum(who == person for who, _ in sight.answered) >= 4 for person in people) >= 3


def nearest(sight: Sight, first_known: tuple[str, ...]) -> list[str]:
    """Return people: those begun with, then those of the letter and the dead, then by how often they were spoken of."""
    people = [concern.ref for concern in sight.of_kind("person")]
    dead = {concern.ref for concern in sight.of_kind("person") if concern.dead}
    begun = {f"person:{person}" for person, _ in sight.answered}
    mentions = [ref for fact in sight.told for ref in fact.about]
    central = {*first_known, *dead}
    return sorted(people, key=lambda ref: (ref not in begun, ref not in central, -mentions.count(ref)))
