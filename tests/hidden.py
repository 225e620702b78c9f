"""What must not be seen: a case hollowed out of everything that has not come up, and every sentence not yet spoken."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from game.case import CaseFile, Decision, Event, Fact, Incident, Person, Rehearsal
from game.manual import AREAS
from game.treatment import Treatment

SECRET = "This must not be seen."
LONG = 24
"""Characters from which a sentence is too particular to turn up by accident."""


def hollowed(case: CaseFile, now: Treatment) -> CaseFile:
    """Return `case` with everything made unrecognisable that a player cannot know yet.

    A view that is the same for both cannot have read what is hidden.
    """
    rows, known = case.rows, now.knowledge.known
    hollow = replace(
        rows,
        notes=None,
        level=rows.level,
        patient=replace(rows.patient, alliance=0, openness=0, trust=0, style=_other_style(rows.patient.style)),
        measure=replace(rows.measure, items=(0,) * len(rows.measure.items), onset=-700, symptoms={}),
        key=replace(
            rows.key,
            area=next(area for area in AREAS if area != rows.key.area),
            about=f"person:{rows.people[0].id}",
            why=SECRET,
            misleads=SECRET,
            stage=None,
            acceptable=(),
            also_about=(),
        ),
        people=tuple(_person(row, f"person:{row.id}" in known) for row in rows.people),
        events=tuple(_event(row, f"event:{row.id}" in known) for row in rows.events),
        facts=tuple(_fact(row, row.id in now.knowledge.told) for row in rows.facts),
        incidents=tuple(_incident(row, f"incident:{row.id}" in known, now.knowledge.used) for row in rows.incidents),
        decisions=tuple(_decision(row, f"decision:{row.id}" in known, now.knowledge.used) for row in rows.decisions),
        rehearsals=tuple(_rehearsal(row, f"rehearsal:{row.id}" in known) for row in rows.rehearsals),
        weeks=(),
        risk=replace(rows.risk, q1=not rows.risk.q1, asked=(SECRET,), lines={}, hint=None, violence=()),
        formulation=replace(
            rows.formulation, best=(SECRET,), acceptable=(SECRET,), wrong=(SECRET,), premature=(SECRET,), amended=SECRET
        ),
        ending=replace(rows.ending, raised=SECRET, sadness=SECRET, **dict.fromkeys(_ENDINGS, (SECRET,))),
        lines={},
    )
    return CaseFile.of(hollow, SECRET)


_ENDINGS = ("feelings", "gains", "helped", "remains", "warning_signs", "future", "goodbye")


def _other_style(style: str) -> Any:
    return "verbose" if style != "verbose" else "plain"


def _person(row: Person, known: bool) -> Person:
    name, relation = (row.name, row.relation) if known else (SECRET, SECRET)
    rings = replace(row.rings, before=4, now=0, wished=4)
    died = row.died if known else -1
    return replace(
        row, name=name, relation=relation, rings=rings, inventory={}, about=(), feeling="numb", unsafe=not row.unsafe,
        died=died,
    )  # fmt: skip


def _event(row: Event, known: bool) -> Event:
    return replace(row, name=row.name if known else SECRET, month=-719, told=(SECRET,), about=(), feeling="numb")


def _fact(row: Fact, told: bool) -> Fact:
    return replace(
        row, card=row.card if told else SECRET, words=(SECRET,), signals={}, premature=(SECRET,), herring=False,
        cheapest=None, after=(), introduces=(), feeling="numb", how=("culture",),
    )  # fmt: skip


def _incident(row: Incident, known: bool, used: Any) -> Incident:
    """Of an exchange, what was said stays once it was rebuilt, and what lay behind it once that was asked for."""
    behind = used.get(f"incident:{row.id}:each_turn", 0)
    rebuilt = used.get(f"incident:{row.id}:rebuild", 0)
    exchanges = tuple(
        replace(
            each,
            **({} if place < rebuilt else {"said": SECRET, "tone": SECRET}),
            **({} if place < behind else {"intended": SECRET, "heard": SECRET, "felt": SECRET}),
        )
        for place, each in enumerate(row.exchanges)
    )
    better = tuple(
        replace(each, words=each.words if known else SECRET, good=not each.good, reply=SECRET) for each in row.better
    )
    return replace(
        row, name=row.name if known else SECRET, picked=SECRET, hope=SECRET, exchanges=exchanges, result=SECRET,
        compared=SECRET, failure="", failure_reply=SECRET, wrong_failure_reply=SECRET, better=better, rehearsed=SECRET,
        followed_up=SECRET, facts=(),
    )  # fmt: skip


def _decision(row: Decision, known: bool, used: Any) -> Decision:
    weighed = f"decision:{row.id}:effects" in used
    options = tuple(
        replace(
            each,
            name=each.name if known else SECRET,
            consequences=each.consequences if weighed else SECRET,
            liveable=not each.liveable,
            reply=SECRET,
        )
        for each in row.options
    )
    return replace(row, name=row.name if known else SECRET, options=options, lines={})


def _rehearsal(row: Rehearsal, known: bool) -> Rehearsal:
    return replace(row, name=row.name if known else SECRET, lines={})


def unspoken(case: CaseFile, now: Treatment) -> Iterator[str]:
    """Yield every long sentence of the case that has not been spoken yet and is not on the table to choose from."""
    for words in _unspoken(case, now):
        if len(words) >= LONG:
            yield words


def _unspoken(case: CaseFile, now: Treatment) -> Iterator[str]:
    rows, knowledge = case.rows, now.knowledge
    used = knowledge.used
    yield from (rows.key.why, rows.key.misleads)
    if rows.notes:
        yield rows.notes
    for fact in rows.facts:
        if fact.id not in knowledge.told:
            yield from (fact.card, *fact.words)
            yield from fact.premature[used.get(f"premature:{fact.id}", 0) :]
    for person in rows.people:
        yield from person.about[used.get(f"about:{person.id}", 0) :]
        for field, lines in person.inventory.items():
            yield from lines[used.get(f"field:{person.id}:{field}", 0) :]
    for event in rows.events:
        yield from event.told[used.get(f"event:{event.id}", 0) :]
    for symptom, lines in rows.measure.symptoms.items():
        yield from lines[used.get(f"symptom:{symptom}", 0) :]
    happened = dict(now.life)
    for week in rows.weeks:
        for name, outcome in (("done", week.done), ("not_done", week.not_done)):
            spoken = used.get(f"week:{week.id}", 0) if happened.get(week.id) == name else 0
            yield from outcome.told[spoken:]
    for incident in rows.incidents:
        yield from _unspoken_of_incident(incident, used)
    for decision in rows.decisions:
        if f"decision:{decision.id}:effects" not in used:
            yield from (option.consequences for option in decision.options)
        if f"decision:{decision.id}:choose" not in used:
            yield from (option.reply for option in decision.options)
        yield from (words for step, words in decision.lines.items() if f"decision:{decision.id}:{step}" not in used)
    for rehearsal in rows.rehearsals:
        yield from (words for step, words in rehearsal.lines.items() if f"rehearsal:{rehearsal.id}:{step}" not in used)
    yield from rows.risk.asked[used.get("risk", 0) :]
    if rows.risk.hint and "risk_hint" not in used:
        yield rows.risk.hint
    yield from (words for step, words in rows.risk.lines.items() if f"risk:{step}" not in used)
    for cue, lines in rows.lines.items():
        yield from lines[used.get(cue, 0) :]


def _unspoken_of_incident(incident: Incident, used: Any) -> Iterator[str]:
    cue = f"incident:{incident.id}"
    for step, words in (
        ("pick", incident.picked),
        ("scene", incident.hope),
        ("result", incident.result),
        ("compare", incident.compared),
        ("rehearse", incident.rehearsed),
        ("follow_up", incident.followed_up),
    ):
        if f"{cue}:{step}" not in used:
            yield words
    if f"{cue}:name_failure" not in used:
        yield from (incident.failure_reply, incident.wrong_failure_reply)
    if f"{cue}:alternatives" not in used:
        yield from (better.reply for better in incident.better)
    for exchange in incident.exchanges[used.get(f"{cue}:rebuild", 0) :]:
        yield exchange.said
    for exchange in incident.exchanges[used.get(f"{cue}:each_turn", 0) :]:
        yield from (exchange.intended, exchange.heard, exchange.felt)
