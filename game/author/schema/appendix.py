"""The manual's words that an author may use: moves, ways, cues, steps, failures, strategies, tasks; as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, get_args

from game.manual import Book, Evidence, Intent, Route

WAYS: Final[Mapping[Route, str]] = {
    "spontaneous": "The patient is let begin, and begins with this.",
    "open_question": "A wide question that leaves the patient to say where to go.",
    "inventory": "A question about one person, or about who there is.",
    "timeline": "A question about when, before and after.",
    "clarification": "A second look at what was said: vague, contradictory or in passing.",
    "affect": "Staying with a feeling, or making room for one.",
    "communication_analysis": (
        "Working through an incident that names the fact under `facts`: it comes out at the steps `each_turn`, "
        "`result` or `compare`, and no move opens it."
    ),
    "symptom": "A question about the illness.",
    "risk": "A question about danger.",
    "culture": "A question about what those they come from would say.",
}
"""What each value of `how` stands for. The moves are the manual's own."""

CUES: Final[Mapping[str, str]] = {
    "greeting_first": "Coming in for the first session.",
    "greeting": "Coming in for each later session: one line a session, so one fewer than there are sessions is enough.",
    "week_quiet": "Asked how things have been (`open_session`), from the second session on, with nothing to tell.",
    "session_over": "The session is closed.",
    "overran": "The session is closed after its time.",
    "drop_out": "They stay away for good.",
    "referred": "They are referred on, and the treatment ends.",
    "silence": "Nothing asks for it: write under `wait_in_silence`, `just_nod` or `leave_it_to_them` instead.",
    "closed_off": "Asked about something they are closed about: openness on it is below 1.5.",
    "strained": "Asked while something rankles between you; once a session.",
    "tired": "Asked when too much has been asked.",
    "distressed": "A closed question or a lead when a feeling leaves no room for an answer.",
    "asked_before": "Asked again when there is nothing to add.",
    "nothing_more": "Anything for which there are no other words.",
    "not_applicable": "Asked about a field that the person has no line for.",
    "contract_yes": "The contract is put to them, and they agree.",
    "contract_no": "The contract is put to them, and they do not agree.",
    "procedure_stopped": "An incident, a decision or a rehearsal is left before its end.",
    "risk_left": "Back from the questions about danger to the session.",
}
"""When each cue is said that is neither a move nor a technique nor a mistake."""


def appendix(book: Book) -> str:
    """Return the tables for the end of the guide, generated from `book`; a blank line stands at the end of each."""
    parts = (_ways, _moves, _cues, _steps, _failures, _strategies, _tasks)
    return "\n".join(line for part in parts for line in (*part(book), ""))


def _table(title: str, says: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = tuple(head)
    yield from (f"#### {title}", "", says, "", _row(heads), "|" + "---|" * len(heads))
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _ways(book: Book) -> Iterator[str]:
    says = "What may stand under `how`, and the moves that open it."
    rows = (
        (f"`{way}`", WAYS[way], _codes(row.id for row in book.intents.values() if way in row.routes))
        for way in get_args(Route)
    )
    yield from _table("Ways (`how`)", says, ("way", "what it is", "moves that open it"), rows)


def _moves(book: Book) -> Iterator[str]:
    says = (
        "May stand under `lines`, after `cheapest` and, in an exemplar, after `say`. Those that count as a mistake (X) "
        "are for a trainee to avoid; the patient answers them too."
    )
    rows = ((f"`{row.id}`", row.name, _about(row), f"`{row.does}`") for row in book.intents.values())
    yield from _table("Moves", says, ("move", "what the therapist does", "about", "counts as"), rows)


def _about(row: Intent) -> str:
    kinds = " or ".join(row.targets)
    return f"{kinds}, if any" if kinds and row.target == "optional" else kinds


def _cues(book: Book) -> Iterator[str]:
    says = "May stand under `lines` beside moves. A technique or a mistake is said where the move has no words left."
    rows = [(f"`{name}`", CUES[name]) for name in book.replies if name in CUES]
    counted = [(row.id, row.name) for row in book.techniques.values()] + [
        (row.id, row.name) for row in book.errors.values()
    ]
    rows += [(f"`{code}`", f"A move that counts as: {name}.") for code, name in counted]
    yield from _table("Cues", says, ("cue", "when it is said"), rows)


def _steps(book: Book) -> Iterator[str]:
    says = (
        "`decision_analysis` and `role_play` have a line for each step under `lines` of the decision or rehearsal, "
        "`risk_ladder` under `lines` of `risk`; an incident has keys of its own."
    )
    rows = (
        (f"`{procedure.id}`", f"`{step.id}`", step.name, "yes" if step.later else "")
        for procedure in book.procedures.values()
        for step in procedure.steps
    )
    yield from _table("Steps", says, ("procedure", "step", "what is done", "in a later session"), rows)


def _failures(book: Book) -> Iterator[str]:
    rows = ((f"`{row.id}`", row.name, row.says) for row in book.failures.values())
    says = "May stand after `failure` in an incident."
    yield from _table("Failures of communication", says, ("failure", "name", "what it is"), rows)


def _strategies(book: Book) -> Iterator[str]:
    says = (
        "May stand under `hinges_on`, as `strategy:G4`. Done when one of these was used after a formulation was "
        "offered, in the area that was offered, on whom or what it is about."
    )
    rows = (
        (
            f"`{name}`",
            book.areas[area].name,
            row.name,
            _codes([each.id for each in book.intents.values() if name in each.strategies] + list(row.by)),
        )
        for name, (area, row) in book.strategies.items()
    )
    yield from _table("Strategies", says, ("strategy", "area", "what it is", "done by"), rows)


def _tasks(book: Book) -> Iterator[str]:
    says = "May stand under `hinges_on`, as `task:I12`."
    rows = ((f"`{row.id}`", row.name, _evidence(row.fulfilled_by)) for row in book.tasks.values())
    yield from _table("Tasks", says, ("task", "what it is", "done by"), rows)


def _evidence(shown: Evidence) -> str:
    of = _codes(dict.fromkeys(shown.of))
    match shown.kind:
        case "said":
            return f"{'one' if shown.times == 1 else shown.times} of: {of}"
        case "said_all":
            return f"all of: {of}"
        case "inventory":
            return f"{shown.times} people with {shown.fields} fields answered each, of the eight without `knows`"
        case "procedure":
            return f"{shown.times} step{'s' * (shown.times > 1)} of: {of}"
        case "strategies":
            return f"{shown.times} of the area's strategies in one session"
    return f"one of: {of}" + (f" (of a procedure, {shown.times} steps)" if shown.times > 1 else "")
