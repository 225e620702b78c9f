"""Where in a case's file something stands: the line behind what the patient has just said, a fact, a person."""

from game.case import CaseFile
from game.reading import Tree


def place_of(case: CaseFile, tree: Tree, cue: str) -> int:
    """Return the line (from 1) of what a cue or an id names; the first line where the case says nothing of it."""
    kind, _, rest = cue.partition(":")
    name, _, field = rest.partition(":")
    steps = _steps(case, kind, name, field) or _by_id(case, cue)
    return tree.at_key(steps)[0] if steps else 1


def _steps(case: CaseFile, kind: str, name: str, field: str) -> tuple[str | int, ...]:
    rows = case.rows
    match kind:
        case "fact":
            return _in("facts", [row.id for row in rows.facts], name, "words")
        case "premature":
            return _in("facts", [row.id for row in rows.facts], name, "premature")
        case "field":
            return _in("people", [row.id for row in rows.people], name, "inventory", field)
        case "about" | "person":
            return _in("people", [row.id for row in rows.people], name, "about")
        case "event":
            return _in("events", [row.id for row in rows.events], name, "told")
        case "week":
            return _in("weeks", [row.id for row in rows.weeks], name)
        case "symptom":
            return ("measure", "symptoms", name)
        case "formulation":
            return ("formulation", name)
        case "incident" | "decision" | "rehearsal":
            return _in(f"{kind}s", [row.id for row in getattr(rows, f"{kind}s")], name)
    return ("lines", kind) if kind in rows.lines else ()


def _by_id(case: CaseFile, name: str) -> tuple[str | int, ...]:
    rows = case.rows
    for key in ("facts", "people", "events", "incidents", "decisions", "rehearsals", "weeks"):
        ids = [row.id for row in getattr(rows, key)]
        if name in ids:
            return (key, ids.index(name))
    return (name,) if hasattr(rows, name) else ()


def _in(key: str, ids: list[str], name: str, *further: str) -> tuple[str | int, ...]:
    return (key, ids.index(name), *further) if name in ids else ()
