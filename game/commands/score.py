"""`score`: the profile and the composite of a treatment, and the turns they rest on."""

from argparse import Namespace
from typing import Any

from game.commands.manners import FINE, complain, print_json
from game.commands.records import Record, open_record, state_of
from game.record import turns
from game.scoring import Rating, Scorecard, score

_THOUSANDTHS = 1_000


def run(options: Namespace) -> int:
    """Print the scorecard of a log or exemplar."""
    record = open_record(options.log, options.case)
    if record.notice:
        complain(record.notice)
    card = scorecard_of(record)
    if options.json:
        print_json(as_data(record, card))
    else:
        print("\n".join(as_lines(record, card)))
    return FINE


def scorecard_of(record: Record) -> Scorecard:
    """Return the scorecard of a treatment, finished or not."""
    log = record.log
    now = state_of(record)
    realistic = log.header.course == "realistic"
    return score(record.book, record.case, now.windows, turns(log), realistic=realistic)


def as_data(record: Record, card: Scorecard) -> dict[str, Any]:
    """Return the scorecard in natural units: composite 0 to 100, adherence 1 to 7, and so on."""
    header = record.log.header
    because = {rating.id: list(rating.because) for rating in card.ratings}
    because["adherence"] = sorted({turn for session in card.sessions for turn in session.because})
    because |= {error: list(found) for error, _, found in card.contaminating}
    because |= {line: list(found) for line, found in card.red_lines}
    earned_by, lost_at = _sides(card)
    return {
        "case": header.case,
        "mode": header.mode,
        "course": header.course,
        "seed": header.seed,
        "ended": card.ended,
        "composite": card.composite / _THOUSANDTHS,
        "adherence": card.adherence / _THOUSANDTHS,
        "quality": card.quality / _THOUSANDTHS,
        "focus": card.focus / _THOUSANDTHS,
        "common_factors": card.common_factors / _THOUSANDTHS,
        "structure": card.structure / _THOUSANDTHS,
        "contamination": card.contamination / _THOUSANDTHS,
        "safety": card.safety,
        "harmful": card.harmful,
        "passed": card.passed,
        "ratings": {rating.id: rating.share / _THOUSANDTHS for rating in card.ratings},
        "sessions": [
            {
                "number": session.number,
                "phase": session.phase,
                "adherence": session.adherence / _THOUSANDTHS,
                "called_for": list(session.called_for),
                "done": list(session.done),
                "errors": list(session.errors),
                "failed": session.failed,
                "because": list(session.because),
                "lost_at": list(session.lost),
            }
            for session in card.sessions
        ],
        "contaminating": {error: points for error, points, _ in card.contaminating},
        "red_lines": [line for line, _ in card.red_lines],
        "because": because,
        "earned_by": earned_by,
        "lost_at": lost_at,
    }


def _sides(card: Scorecard) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return, by the names that `because` has, the turns that earned and the turns that cost."""
    earned = {rating.id: list(rating.earned) for rating in card.ratings}
    lost = {rating.id: list(rating.lost) for rating in card.ratings}
    earned["adherence"] = sorted({turn for session in card.sessions for turn in session.because})
    lost["adherence"] = sorted({turn for session in card.sessions for turn in session.lost} - set(earned["adherence"]))
    for name, cited in (*((error, found) for error, _points, found in card.contaminating), *card.red_lines):
        earned[name], lost[name] = [], list(cited)
    return earned, lost


def as_lines(record: Record, card: Scorecard) -> list[str]:
    """Return the scorecard for reading."""
    book = record.book
    lines = [
        f"Composite        {_one(card.composite)} of 100{'' if card.ended else ' (the treatment is not over)'}",
        f"Adherence        {_one(card.adherence)} (1 to 7)",
        f"Quality          {_one(card.quality)} (1 to 5; 3 passes)",
        f"Focus            {card.focus / _THOUSANDTHS:.2f} (0 to 1)",
        f"Common factors   {_one(card.common_factors)} (1 to 4)",
        f"Structure        {card.structure / _THOUSANDTHS:.2f} (0 to 1)",
        f"Contamination    -{_one(card.contamination)} points",
        f"Safety           {'kept' if card.safety else 'failed'}",
        "",
        "What the ratings rest on (share, name, turns that earned it and turns that cost it):",
    ]
    for rating in card.ratings:
        name = book.criteria[rating.id].name
        lines.append(f"  {rating.share / _THOUSANDTHS:.2f}  {name}: {_both(rating)}")
    for error, points, because in card.contaminating:
        lines.append(f"  -{points}    {book.errors[error].name}: {_turns(because)}")
    for line, because in card.red_lines:
        lines.append(f"  red line: {book.red_lines[line].name}: {_turns(because)}")
    return lines


def _one(thousandths: int) -> str:
    return f"{thousandths / _THOUSANDTHS:.1f}"


def _both(rating: Rating) -> str:
    sides = (("earned by", rating.earned), ("lost at", rating.lost))
    return "; ".join(f"{words} {_turns(turns)}" for words, turns in sides if turns) or "no turn"


def _turns(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:12]))
    return f"turns {shown}{'…' if len(numbers) > 12 else ''}" if numbers else "nothing"
