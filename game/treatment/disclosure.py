"""How the hidden picture comes out: which fact, field or name a move brings, and in what words."""

from collections.abc import Iterable

from game.case import Event as LifeEvent
from game.case import Fact, Person
from game.manual import Intent, Route
from game.treatment.events import CameUp, FactTold, FieldAnswered, WeekTold
from game.treatment.formulation import AGREES_FROM
from game.treatment.patient import move
from game.treatment.turn import Turn

OPEN = 6_000
"""Openness from which the fuller words are said."""
_SHUT = 1_500
_TIRED = 2_000
_OVERCOME = 8_500
_AMENDED = "formulation:amended"
_FIELD_INTENSITY = 3_000
# Routes on which a fact can come out although nobody and nothing in particular was asked about.
_BROAD: frozenset[Route] = frozenset({"spontaneous", "culture", "timeline", "symptom", "risk"})
_BRINGS_PEOPLE = frozenset({"ask_people", "ask_missing_people", "draw_circle"})
_BRINGS_EVENTS = frozenset({"ask_onset_relationships", "ask_course", "ask_worse_better"})
_BRINGS_DECISIONS = frozenset({"explore_options", "new_role_opportunities", "ask_wished_change"})
_BRINGS_REHEARSALS = frozenset({"explore_options", "plan_small_step", "build_skill", "find_supports"})
_AT_ONCE = 2


def answer(turn: Turn, intent: Intent, target: str | None) -> None:
    """Let the patient answer `intent`: a fact, an inventory field, a name, or just words."""
    concern = _concern(turn, target)
    if _held_back(turn, intent):
        return
    if "spontaneous" in intent.routes and turn.now.untold is not None:
        tell_week(turn)
        return
    fact = _ready_fact(turn, intent.routes, concern, target, intent.field)
    if fact is not None:
        tell(turn, fact)
        _note_field(turn, intent, target)
    elif _has_an_occasion(turn, intent, concern) or not _premature(turn, intent, concern, target):
        _answer_without_fact(turn, intent, target)
    _bring_up(turn, intent, concern)


def _has_an_occasion(turn: Turn, intent: Intent, concern: str | None) -> bool:
    """Tell whether one occasion is asked for and there is one to tell of, so that nothing is held back."""
    return intent.id == "ask_example" and any(
        _now(turn, row.known, row.about, concern) for row in turn.case.rows.incidents
    )


def tell(turn: Turn, fact: Fact) -> None:
    """Let `fact` come out in the patient's words."""
    topic = fact.about[0]
    fuller = turn.now.inner.open_on(topic) >= OPEN and len(fact.words) > 1
    turn.reply(fact.words[1 if fuller else 0], f"fact:{fact.id}", fact.feeling, fact.intensity * 1_000)
    turn.add(FactTold(fact.id))
    come_up(turn, (f"fact:{fact.id}", *fact.introduces))
    move(turn, "told_something", topic if topic in turn.case.links else None)


def come_up(turn: Turn, concerns: Iterable[str]) -> None:
    """Make `concerns` something that can be spoken of."""
    for concern in concerns:
        if concern not in turn.now.knowledge.known and not concern.startswith("symptom:"):
            turn.add(CameUp(concern))


def tell_week(turn: Turn) -> None:
    """Let the patient tell what happened since last time."""
    week = turn.case.weeks[turn.now.untold or ""]
    outcome = week.done if dict(turn.now.life)[week.id] == "done" else week.not_done
    turn.reply(outcome.told[0], f"week:{week.id}", outcome.feeling, 6_000)
    turn.add(WeekTold(week.id))
    come_up(turn, (week.about, *outcome.introduces))


def tell_more_of_week(turn: Turn, concern: str | None) -> bool:
    """Let the patient go into this week's happening when it is touched on; tell whether they did."""
    if turn.now.to_follow_up is None:
        return False
    week = turn.case.weeks[turn.now.to_follow_up]
    outcome = week.done if dict(turn.now.life)[week.id] == "done" else week.not_done
    more = turn.now.knowledge.used.get(f"week:{week.id}", 0)
    if more >= len(outcome.told) or not (concern is None or turn.case.touches(concern, week.about)):
        return False
    turn.reply(outcome.told[more], f"week:{week.id}", outcome.feeling, 6_000)
    return True


def ready(turn: Turn, fact: Fact) -> bool:
    """Tell whether nothing but the right move stands between the patient and this fact."""
    return fact.alliance * 1_000 <= turn.now.inner.alliance and _not_too_soon(turn, fact)


def _not_too_soon(turn: Turn, fact: Fact) -> bool:
    told = turn.now.knowledge.told
    return fact.id not in told and all(earlier in told for earlier in fact.after)


def _held_back(turn: Turn, intent: Intent) -> bool:
    inner = turn.now.inner
    if intent.stance == "silent" or not intent.routes:
        return False
    if _overcome(turn) and intent.stance in ("closed", "directive") and intent.does not in ("T04", "T15", "T19"):
        turn.reply_from(("distressed",))
        return True
    if inner.patience < _TIRED:
        turn.reply_from(("tired",))
        return True
    if inner.open_on(inner.topic) < _SHUT and intent.does != "T04":
        turn.reply_from(("closed_off",))
        return True
    return False


def _overcome(turn: Turn) -> bool:
    """Tell whether a feeling leaves no room for an answer."""
    inner = turn.before.inner
    return inner.intensity >= _OVERCOME and inner.affect not in ("calm", "hopeful", "warm")


def _concern(turn: Turn, target: str | None) -> str | None:
    return target if target is not None else turn.before.inner.topic


def _ready_fact(
    turn: Turn, routes: tuple[Route, ...], concern: str | None, target: str | None, field: str | None
) -> Fact | None:
    matching = _matching(turn, routes, concern, target, field)
    return next((fact for fact in matching if ready(turn, fact)), None)


def _matching(
    turn: Turn, routes: tuple[Route, ...], concern: str | None, target: str | None, field: str | None
) -> Iterable[Fact]:
    for fact in turn.case.rows.facts:
        route = next((route for route in routes if route in fact.how), None)
        if route is None or (fact.field is not None and field != fact.field and "inventory" in routes):
            continue
        broad = target is None and any(route in _BROAD and route in fact.how for route in routes)
        if broad or _is_about(turn, fact, concern):
            yield fact


def _is_about(turn: Turn, fact: Fact, concern: str | None) -> bool:
    if concern is None:
        return False
    if concern in fact.about:
        return True
    return any(turn.case.touches(concern, about) for about in fact.about) and not concern.startswith("symptom:")


def _premature(turn: Turn, intent: Intent, concern: str | None, target: str | None) -> bool:
    for fact in _matching(turn, intent.routes, concern, target, intent.field):
        if fact.premature and _not_too_soon(turn, fact):
            used = turn.now.knowledge.used.get(f"premature:{fact.id}", 0)
            if used < len(fact.premature):
                turn.reply(fact.premature[used], f"premature:{fact.id}", fact.feeling, 4_000)
                return True
    return False


def _answer_without_fact(turn: Turn, intent: Intent, target: str | None) -> None:
    kind, _, key = (target or "").partition(":")
    if kind == "person" and (intent.field is not None or intent.id == "explore_person"):
        _answer_about(turn, turn.case.people[key], intent)
    elif kind == "event" and intent.id == "ask_event":
        _answer_event(turn, turn.case.events[key])
    elif intent.id == "ask_fit" and _may_amend(turn):
        turn.reply(turn.case.rows.formulation.amended, _AMENDED)
    elif kind == "symptom":
        lines = turn.case.rows.measure.symptoms.get(key, ())
        _say_next(turn, lines, f"symptom:{key}", ("asked_before",))
    elif not (intent.stance == "open" and tell_more_of_week(turn, _concern(turn, target))):
        turn.reply_from((*_coloured(turn, intent), intent.id, intent.does))


def _coloured(turn: Turn, intent: Intent) -> tuple[str, ...]:
    """What colours an answer that has nothing to tell: something that rankles, once a session, or an empty week."""
    hour = turn.before.hour
    if intent.routes and hour.alliance_low and not hour.strain_shown:
        return ("strained",)
    return ("week_quiet",) if intent.id == "open_session" and hour.number > 1 else ()


def _may_amend(turn: Turn) -> bool:
    """Tell whether the patient goes along with the formulation and has not yet put in what was missing from it."""
    formulation = turn.now.progress.formulation
    agreed = formulation is not None and (formulation.agreement or 0) >= AGREES_FROM
    return agreed and _AMENDED not in turn.now.knowledge.used


def _answer_about(turn: Turn, person: Person, intent: Intent) -> None:
    if intent.field is None:
        _say_next(turn, person.about, f"about:{person.id}", (intent.id, "explore", intent.does))
        return
    lines = person.inventory.get(intent.field, ())
    if not lines:
        turn.reply_from(("not_applicable",))
        return
    _say_next(turn, lines, f"field:{person.id}:{intent.field}", ("asked_before",), person)
    _note_field(turn, intent, f"person:{person.id}")


def _note_field(turn: Turn, intent: Intent, target: str | None) -> None:
    """A question about a person was answered, be it with the expected words or with something weightier."""
    kind, _, person = (target or "").partition(":")
    if kind == "person" and intent.field is not None and (person, intent.field) not in turn.now.knowledge.answered:
        turn.add(FieldAnswered(person, intent.field))


def _answer_event(turn: Turn, event: LifeEvent) -> None:
    used = turn.now.knowledge.used.get(f"event:{event.id}", 0)
    if used < len(event.told):
        turn.reply(event.told[used], f"event:{event.id}", event.feeling, _FIELD_INTENSITY)
    else:
        turn.reply_from(("asked_before",))


def _say_next(
    turn: Turn, lines: tuple[str, ...], cue: str, otherwise: tuple[str, ...], person: Person | None = None
) -> None:
    used = turn.now.knowledge.used.get(cue, 0)
    if used >= len(lines):
        turn.reply_from(otherwise)
    elif person is not None:
        turn.reply(lines[used], cue, person.feeling, _FIELD_INTENSITY)
    else:
        turn.reply(lines[used], cue)


def _bring_up(turn: Turn, intent: Intent, concern: str | None) -> None:
    """Let names come up that were waiting to be asked for; the patient adds them to what was said."""
    rows = turn.case.rows
    known = turn.now.knowledge.known
    named: list[str] = []
    if intent.id in _BRINGS_PEOPLE:
        waiting = [person for person in rows.people if person.known == "asked" and f"person:{person.id}" not in known]
        if intent.id == "ask_missing_people":
            waiting.sort(key=lambda person: person.died is None and person.rings.now < person.rings.before + 2)
        named = [f"person:{person.id}" for person in waiting[:_AT_ONCE]]
    elif intent.id in _BRINGS_EVENTS:
        hidden = [event for event in rows.events if event.known == "asked" and f"event:{event.id}" not in known]
        named = [f"event:{event.id}" for event in hidden[:_AT_ONCE]]
    if named:
        turn.reply(_naming(turn, named), "names")
        come_up(turn, named)
    if intent.id == "ask_example":
        come_up(
            turn,
            [f"incident:{row.id}" for row in rows.incidents if _now(turn, row.known, row.about, concern)],
        )
    if intent.id in _BRINGS_DECISIONS:
        come_up(
            turn,
            [f"decision:{row.id}" for row in rows.decisions if _now(turn, row.known, row.about, concern)],
        )
    if intent.id in _BRINGS_REHEARSALS:
        come_up(
            turn,
            [f"rehearsal:{row.id}" for row in rows.rehearsals if _now(turn, row.known, row.with_, concern)],
        )


def _now(turn: Turn, known: str, about: str, concern: str | None) -> bool:
    return (
        known == "asked"
        and about in turn.now.knowledge.known
        and (concern is None or turn.case.touches(concern, about))
    )


def _naming(turn: Turn, concerns: list[str]) -> str:
    """Let the patient name people one by one, and events in a breath."""
    if concerns[0].startswith("event:"):
        return "There was " + ", and ".join(turn.case.name_of(concern) for concern in concerns) + "."
    spoken = []
    for concern in concerns:
        person = turn.case.people[concern.partition(":")[2]]
        there = "There was" if person.died is not None else "There's"
        spoken.append(f"{there} {person.name}. {person.relation[:1].upper()}{person.relation[1:]}.")
    return " ".join(spoken)
