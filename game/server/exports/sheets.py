"""The tables of a contest: one for research and teaching, and two as learning platforms import grades.

The platforms know their people by numbers of their own. Where a seat came by LTI its person's number goes into the
table; else the name that was typed is there for the teacher to match.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from game.server import tables as t
from game.server.exports.cells import Amount, Cell, table
from game.server.exports.results import TEACHER, Result, true_area
from game.server.host import Host
from game.server.rows import settings_of
from game.server.visibility import may_see
from game.words import _, n_

RESULTS: Final = (
    "contest",
    "round",
    "case",
    "mode",
    "id",
    "name",
    "seats",
    "state",
    "completed",
    "sessions",
    "sessions_of_contest",
    "turns",
    "score",
    "adherence",
    "quality",
    "common_factors",
    "structure",
    "contamination",
    "safe",
    "passed",
    "inventory_coverage",
    "chosen_area",
    "chosen_second_area",
    "focus",
    "true_area",
    "variant",
    "chain",
    "damage",
)
"""Columns of the table of results, a row for each run. Scores are of 100, ratings on their own scales."""
_SCALES: Final = ("adherence", "quality", "common_factors", "structure", "contamination")
_POINTS: Final = 100


def results_sheet(host: Host, c: Connection, contest: Row[Any], results: Iterable[Result]) -> str:
    """Return a row for each run. What tells the truth about the patient is empty before the reveal."""
    settings = settings_of(contest.settings)
    revealed = may_see(TEACHER, "truth", contest.state, settings)
    rows = (_result(contest, settings.mode, settings.span, row, revealed, host, c) for row in results)
    return table(RESULTS, rows)


def _result(
    contest: Row[Any], mode: str, span: int | None, row: Result, revealed: bool, host: Host, c: Connection
) -> list[Cell]:
    run, card = row.run, row.card or {}
    first, second = row.chosen or (None, None)
    found: dict[str, Cell] = {
        "contest": contest.code,
        "round": contest.round,
        "case": contest.case_id,
        "mode": mode,
        "id": run.id,
        "name": row.name,
        "seats": len(row.seats),
        "state": run.state,
        "completed": _yes(row.finished),
        "sessions": row.sessions,
        "sessions_of_contest": span,
        "turns": run.version,
        "score": _amount(run.composite),
        **{name: _amount(card.get(name)) for name in _SCALES},
        "safe": _yes(card.get("safety")),
        "passed": _yes(card.get("passed")),
        "inventory_coverage": _amount(run.coverage),
        "chosen_area": first,
        "chosen_second_area": second,
        "chain": run.chain,
        "damage": row.damage,
    }
    if revealed:
        found |= {"focus": _focus(card), "true_area": true_area(host, c, contest, run)}
        found["variant"] = run.variant
    return [found.get(name) for name in RESULTS]


def _focus(card: Mapping[str, Any]) -> Amount | None:
    """Return the rating of the focus; nothing where the contest ended before there could be one."""
    rated = any(name == "focus" for name, _points in card.get("weights", ()))
    return _amount(card.get("focus")) if rated else None


def canvas_sheet(c: Connection, contest: Row[Any], results: Iterable[Result]) -> str:
    """Return a row for each person, in the columns by which Canvas imports grades.

    Canvas finds a student by its own number or, where that is empty, by the name.
    """
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", _column(contest))
    points: tuple[Cell, ...] = ("    Points Possible", None, None, None, None, _POINTS)
    rows = [(_name(seat, who), None, None, None, None, score) for seat, who, score in _people(c, results)]
    return table(head, [points, *rows], for_excel=False)


def moodle_sheet(c: Connection, contest: Row[Any], results: Iterable[Result]) -> str:
    """Return a row for each person, for Moodle's import: map `User ID` to its user id, the grade to its grade item."""
    head = ("User ID", "Full name", _column(contest), "Feedback comments")
    rows = [
        (who.subject if who is not None else None, _name(seat, who), score, _said(row))
        for row in results
        for seat, who, score in _people(c, [row])
    ]
    return table(head, rows, for_excel=False)


def _people(c: Connection, results: Iterable[Result]) -> Iterable[tuple[Row[Any], Row[Any] | None, Amount | None]]:
    """Yield every seat that counts with whose it is, as far as anybody said, and its grade."""
    for row in results:
        for seat in row.seats:
            if seat.state == "seated" and row.run.state != "void":
                who = select(t.identities).where(t.identities.c.key == seat.identity)
                yield seat, c.execute(who).one_or_none(), _amount(row.run.composite)


def _column(contest: Row[Any]) -> str:
    # Not a number in brackets at the end: Canvas would take it for the number of one of its assignments.
    return _("{title}, round {number}", title=contest.title, number=contest.round)


def _name(seat: Row[Any], who: Row[Any] | None) -> str:
    return str(who.name if who is not None and who.name else seat.name)


def _said(row: Result) -> str:
    held = n_("{count} session held", "{count} sessions held", row.sessions)
    return _("{held}, finished", held=held) if row.finished else _("{held}, not finished", held=held)


def _amount(thousandths: int | None) -> Amount | None:
    return None if thousandths is None else Amount(thousandths)


def _yes(holds: bool | None) -> str | None:
    return None if holds is None else "yes" if holds else "no"
