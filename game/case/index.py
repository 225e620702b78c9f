"""A case with its rows found by id, and how its concerns hang together."""

from collections.abc import Mapping
from dataclasses import dataclass

from game.case.model import Case, Decision, Event, Fact, Incident, Person, Rehearsal, Week


@dataclass(frozen=True, slots=True, eq=False)
class CaseFile:
    """A checked case, its fingerprint and its rows by id. A concern is written `kind:id`."""

    rows: Case
    hash: str
    """SHA-256 of the file, in hexadecimal."""
    people: Mapping[str, Person]
    events: Mapping[str, Event]
    facts: Mapping[str, Fact]
    incidents: Mapping[str, Incident]
    decisions: Mapping[str, Decision]
    rehearsals: Mapping[str, Rehearsal]
    weeks: Mapping[str, Week]
    links: Mapping[str, frozenset[str]]
    """Each concern with the concerns it touches, itself included."""
    variant: str | None = None
    """Which of the case's variants this is; None for the case as it is written."""

    @classmethod
    def of(cls, case: Case, digest: str, *, variant: str | None = None) -> "CaseFile":
        """Index `case`."""
        return cls(
            rows=case,
            hash=digest,
            people={row.id: row for row in case.people},
            events={row.id: row for row in case.events},
            facts={row.id: row for row in case.facts},
            incidents={row.id: row for row in case.incidents},
            decisions={row.id: row for row in case.decisions},
            rehearsals={row.id: row for row in case.rehearsals},
            weeks={row.id: row for row in case.weeks},
            links=_links(case),
            variant=variant,
        )

    def name_of(self, concern: str) -> str:
        """Return what a therapist would call `kind:id`. Raises KeyError for an unknown one."""
        kind, _, key = concern.partition(":")
        match kind:
            case "person":
                return self.people[key].name
            case "event":
                return self.events[key].name
            case "incident":
                return self.incidents[key].name
            case "decision":
                return self.decisions[key].name
            case "rehearsal":
                return self.rehearsals[key].name
            case "fact":
                return self.facts[key].card
        raise KeyError(concern)

    def has(self, concern: str) -> bool:
        """Tell whether the case declares `kind:id`."""
        return concern in self.links

    def touches(self, concern: str | None, other: str) -> bool:
        """Tell whether speaking of `concern` is speaking of `other`: itself, or linked in the case."""
        return concern is not None and other in self.links.get(concern, ())


def _links(case: Case) -> dict[str, frozenset[str]]:
    touched: dict[str, set[str]] = {f"person:{row.id}": set() for row in case.people}
    for event in case.events:
        touched[f"event:{event.id}"] = set(event.about)
    for fact in case.facts:
        touched[f"fact:{fact.id}"] = set(fact.about)
    for incident in case.incidents:
        touched[f"incident:{incident.id}"] = {incident.about}
    for decision in case.decisions:
        touched[f"decision:{decision.id}"] = {decision.about}
    for rehearsal in case.rehearsals:
        touched[f"rehearsal:{rehearsal.id}"] = {rehearsal.with_}
    return {concern: frozenset({concern, *others}) for concern, others in touched.items()}
