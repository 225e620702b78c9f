"""xAPI statements after the Virtual Patient profile of MedBiquitous: their verbs, their names, their shape.

The profile exists twice, and verbs are compared letter by letter: where the published JSON-LD has a verb we take its
spelling (`https`), for the others that of the working group's document (classroom.md 2.2).

Everything here is named below one address that is nobody's (`.example`): a case is the same activity at every school,
and a laptop that is called otherwise in every room still repeats its statements word for word.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Literal
from uuid import UUID, uuid5

from sqlalchemy import Row

from game.case import CaseFile

Verb = Literal[
    "initialized",
    "experienced",
    "arrived",
    "responded",
    "ignored",
    "updated",
    "suspended",
    "resumed",
    "terminated",
    "completed",
    "scored",
]
_ADL: Final = "http://adlnet.gov/expapi/verbs/"
VERBS: Final[dict[Verb, str]] = {
    "initialized": f"{_ADL}initialized",
    "experienced": f"{_ADL}experienced",
    "arrived": "http://w3id.org/xapi/medbiq/verbs/arrived",
    "responded": f"{_ADL}responded",
    "ignored": "https://w3id.org/xapi/medbiq/verbs/ignored",
    "updated": "https://w3id.org/xapi/medbiq/verbs/updated",
    "suspended": f"{_ADL}suspended",
    "resumed": f"{_ADL}resumed",
    "terminated": f"{_ADL}terminated",
    "completed": f"{_ADL}completed",
    "scored": f"{_ADL}scored",
}
SIMULATION: Final = "http://adlnet.gov/expapi/activities/simulation"
NODE: Final = "http://activitystrea.ms/schema/1.0/node"
PROFILE: Final = "https://w3id.org/xapi/virtual-patient/v1.0"
VERSION: Final = "1.0.0"
"""Of every statement; what is sent follows xAPI 1.0.3."""
HOME: Final = "https://sixteen-weeks.example"
_NAMESPACE: Final = UUID("6d0f5f1e-3a55-5d2b-9a0e-6b1c52f0a1c6")
_LETTERS: Final = 20
_MINUTE: Final = 60
_HOUR: Final = 3_600

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all statements of one run have in common."""

    run: str
    series: str
    contest: str
    title: str
    case: CaseFile

    @property
    def activity(self) -> str:
        """Name of the case as an activity: another text is another activity."""
        return f"{HOME}/cases/{self.case.rows.id}/{self.case.hash[:16]}"

    @property
    def registration(self) -> str:
        """The attempt."""
        return str(uuid5(_NAMESPACE, self.run))

    def statement_id(self, turn: int, kind: str) -> str:
        """Return the id of a statement, the same whenever it is made again."""
        return str(uuid5(_NAMESPACE, f"{self.run} {turn} {kind}"))

    def agent(self, person: str) -> Statement:
        """Return somebody under a name by which nobody is known elsewhere: not in other courses, not on this host."""
        return _agent(self.series, "p", person)

    def engine(self) -> Statement:
        """Return the program itself."""
        return _agent(self.series, "engine", "")

    def players(self, seats: tuple[Row[Any], ...]) -> tuple[Statement, Statement | None]:
        """Return who plays the run, and the members where it is a team."""
        if len(seats) == 1:
            return self.agent(seats[0].person), None
        members = [self.agent(seat.person) for seat in seats]
        return _agent(self.series, "t", self.run), {"objectType": "Group", "member": members}

    def node(self, kind: str, name: str, words: str) -> Statement:
        """Return a part of the case as an activity."""
        return _activity(f"{self.activity}/{kind}/{name}", NODE, words)

    def whole(self) -> Statement:
        """Return the case as an activity."""
        return _activity(self.activity, SIMULATION, self.case.rows.title)

    def round(self) -> Statement:
        """Return the contest as an activity."""
        return _activity(f"{HOME}/contests/{self.contest}", SIMULATION, self.title)


def made(
    frame: Frame,
    turn: int,
    verb: Verb,
    about: Statement,
    at: int,
    *,
    actor: Statement,
    team: Statement | None = None,
    result: Statement | None = None,
    number: int | None = None,
    thing: str = "",
) -> Statement:
    """Return one statement. `number` and `thing` tell it from others of the same verb in the same turn.

    `at` is server time in milliseconds.
    """
    kind = " ".join([verb, *([] if number is None else [str(number)]), *([thing] if thing else [])])
    context: Statement = {
        "registration": frame.registration,
        "contextActivities": {
            "category": [{"id": PROFILE}],
            "grouping": [frame.round()],
            "parent": [{"id": frame.activity}],
        },
    }
    if team is not None:
        context["team"] = team
    statement: Statement = {
        "id": frame.statement_id(turn, kind),
        "actor": actor,
        "verb": {"id": VERBS[verb], "display": {"en": verb}},
        "object": about,
        "context": context,
        "timestamp": moment(at),
        "version": VERSION,
    }
    if result is not None:
        statement["result"] = result
    return statement


def extension(name: str) -> str:
    """Return the name of an extension of ours."""
    return f"{HOME}/extensions/{name}"


def moment(ms: int) -> str:
    """Return a moment of server time as ISO 8601, in UTC."""
    whole = datetime.fromtimestamp(ms // 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{whole}.{ms % 1_000:03}Z"


def duration(ms: int) -> str:
    """Return a length of time as ISO 8601, in whole seconds."""
    seconds = max(0, ms) // 1_000
    hours, rest = divmod(seconds, _HOUR)
    parts = ((hours, "H"), (rest // _MINUTE, "M"), (rest % _MINUTE, "S"))
    return "PT" + ("".join(f"{amount}{unit}" for amount, unit in parts if amount) or "0S")


def _agent(series: str, kind: str, key: str) -> Statement:
    course = sha256(f"course {series}".encode()).hexdigest()[:_LETTERS]
    name = f"{kind}-{sha256(f'{series} {key}'.encode()).hexdigest()[:_LETTERS]}" if key else kind
    return {"objectType": "Agent", "account": {"homePage": f"{HOME}/courses/{course}", "name": name}}


def _activity(name: str, kind: str, words: str) -> Statement:
    return {"objectType": "Activity", "id": name, "definition": {"type": kind, "name": {"en": words}}}
