"""Every line a patient can say, with its place in the case."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from game.case.model import Case, Incident, Risk

Steps: TypeAlias = tuple[str | int, ...]
Spoken: TypeAlias = tuple[Steps, str]

_OF_INCIDENT = (
    "picked", "hope", "result", "compared", "failure_reply", "wrong_failure_reply", "rehearsed", "followed_up",
)  # fmt: skip
_OF_EXCHANGE = ("said", "intended", "heard", "felt")
_OF_FORMULATION = ("best", "acceptable", "wrong", "premature", "amended")
_OF_ENDING = (
    "raised", "feelings", "sadness", "gains", "helped", "remains", "warning_signs", "future", "goodbye",
)  # fmt: skip


def spoken_lines(case: Case) -> Iterator[Spoken]:
    """Yield the path and the words of every line, in the order of the model."""
    yield from _by_key(("measure", "symptoms"), case.measure.symptoms)
    for number, person in enumerate(case.people):
        yield from _each(("people", number, "about"), person.about)
        for field, lines in person.inventory.items():
            yield from _each(("people", number, "inventory", field), lines)
    for number, event in enumerate(case.events):
        yield from _each(("events", number, "told"), event.told)
    for number, fact in enumerate(case.facts):
        yield from _each(("facts", number, "words"), fact.words)
        yield from _each(("facts", number, "premature"), fact.premature)
    for number, incident in enumerate(case.incidents):
        yield from _of_incident(("incidents", number), incident)
    for number, decision in enumerate(case.decisions):
        for place, option in enumerate(decision.options):
            yield ("decisions", number, "options", place, "consequences"), option.consequences
            yield ("decisions", number, "options", place, "reply"), option.reply
        yield from _one_by_key(("decisions", number, "lines"), decision.lines)
    for number, rehearsal in enumerate(case.rehearsals):
        yield from _one_by_key(("rehearsals", number, "lines"), rehearsal.lines)
    for number, week in enumerate(case.weeks):
        yield from _each(("weeks", number, "done", "told"), week.done.told)
        yield from _each(("weeks", number, "not_done", "told"), week.not_done.told)
    yield from _of_risk(case.risk)
    yield from _of_fields(("formulation",), case.formulation, _OF_FORMULATION)
    yield from _of_fields(("ending",), case.ending, _OF_ENDING)
    yield from _by_key(("lines",), case.lines)


def _of_incident(path: Steps, incident: Incident) -> Iterator[Spoken]:
    yield from _of_fields(path, incident, _OF_INCIDENT)
    for number, exchange in enumerate(incident.exchanges):
        yield from _of_fields((*path, "exchanges", number), exchange, _OF_EXCHANGE)
    for number, better in enumerate(incident.better):
        yield from _of_fields((*path, "better", number), better, ("words", "reply"))


def _of_risk(risk: Risk) -> Iterator[Spoken]:
    yield from _each(("risk", "asked"), risk.asked)
    yield from _one_by_key(("risk", "lines"), risk.lines)
    if risk.hint is not None:
        yield ("risk", "hint"), risk.hint
    yield from _each(("risk", "violence"), risk.violence)


def _of_fields(path: Steps, thing: object, names: tuple[str, ...]) -> Iterator[Spoken]:
    for name in names:
        lines: str | tuple[str, ...] = getattr(thing, name)
        if isinstance(lines, str):
            yield (*path, name), lines
        else:
            yield from _each((*path, name), lines)


def _each(path: Steps, lines: tuple[str, ...]) -> Iterator[Spoken]:
    for number, line in enumerate(lines):
        yield (*path, number), line


def _by_key(path: Steps, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Spoken]:
    for key, lines in groups.items():
        yield from _each((*path, key), lines)


def _one_by_key(path: Steps, lines: Mapping[str, str]) -> Iterator[Spoken]:
    for key, line in lines.items():
        yield (*path, key), line
