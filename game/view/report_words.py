"""What a debrief says in words: the bars and their anchors, the truth, the summary, one goal for next time."""

import re

from game.case import CaseFile
from game.manual import Book
from game.scoring import Scorecard
from game.treatment import Treatment
from game.view.report_rows import Bar, CriterionRow, Truth

_ANCHORS = {
    "adherence": ((6_000, "extensive"), (4_500, "considerable"), (2_800, "some"), (0, "hardly any")),
    "quality": ((4_000, "skilled"), (3_000, "competent: passes"), (2_000, "beginning"), (0, "not yet")),
    "focus": ((800, "right and agreed"), (500, "near"), (200, "doubtful"), (0, "missed")),
    "common_factors": ((3_400, "strong"), (2_500, "good enough"), (1_600, "thin"), (0, "harmful or absent")),
    "structure": ((800, "kept"), (500, "partly kept"), (0, "loose")),
}
_NAMES = {
    "adherence": "Adherence",
    "quality": "Quality",
    "focus": "Focus",
    "common_factors": "Common factors",
    "structure": "Structure and time limit",
}


_NOTHING_WEAK = 800


def bars(book: Book, card: Scorecard) -> tuple[Bar, ...]:
    """Return the five bars of the profile."""
    row = book.rows.composite
    values = {
        "adherence": (card.adherence, 1_000, 7_000, row.adherence),
        "quality": (card.quality, 1_000, 5_000, row.quality),
        "focus": (card.focus, 0, 1_000, row.focus),
        "common_factors": (card.common_factors, 1_000, 4_000, row.common_factors),
        "structure": (card.structure, 0, 1_000, row.structure),
    }
    because = {name: _because(book, card, name) for name in values}
    return tuple(
        Bar(
            id=name,
            name=_NAMES[name],
            value=value,
            low=low,
            high=high,
            anchor=next(words for least, words in _ANCHORS[name] if value >= least),
            points=weight * 1_000 * (value - low) // (high - low),
            because=because[name],
        )
        for name, (value, low, high, weight) in values.items()
    )


def _because(book: Book, card: Scorecard, dimension: str) -> tuple[int, ...]:
    if dimension == "adherence":
        return tuple(sorted({turn for session in card.sessions for turn in session.because}))
    rated = (rating for rating in card.ratings if book.criteria[rating.id].dimension == dimension)
    return tuple(sorted({turn for rating in rated for turn in rating.because}))


def criteria(book: Book, card: Scorecard) -> tuple[CriterionRow, ...]:
    """Return every criterion with its share."""
    rows = ((rating, book.criteria[rating.id]) for rating in card.ratings)
    return tuple(
        CriterionRow(row.id, row.dimension, row.name, row.says, rating.share, rating.because) for rating, row in rows
    )


def truth_of(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> Truth:
    """Return the key, revealed, beside what was offered."""
    key, offered = case.rows.key, now.progress.formulation
    return Truth(
        area=book.areas[key.area].name,
        about=case.name_of(key.about),
        why=_with_cards(case, key.why),
        misleads=_with_cards(case, key.misleads),
        acceptable=tuple(f"{book.areas[row.area].name}: {case.name_of(row.about)}" for row in key.acceptable),
        yours=f"{book.areas[offered.area].name}: {case.name_of(offered.about)}" if offered else None,
        credit=card.focus_credit,
    )


def _with_cards(case: CaseFile, prose: str) -> str:
    """Put the cards for the ids of facts that an author cites in brackets: `(burial, room)`."""

    def cited(found: re.Match[str]) -> str:
        ids = found[1].split(", ")
        return "(" + "; ".join(case.facts[name].card for name in ids) + ")" if set(ids) <= set(case.facts) else found[0]

    return re.sub(r"\(([a-z0-9_, ]+)\)", cited, prose)


def summary(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> str:
    """Say in three sentences why the score is what it is: the best, what cost most, the focus."""
    rated = bars(book, card)
    best = max(rated, key=lambda bar: (bar.value - bar.low) * 1_000 // (bar.high - bar.low))
    weakest = min(rated, key=lambda bar: (bar.value - bar.low) * 1_000 // (bar.high - bar.low))
    truth = truth_of(book, case, now, card)
    if truth.yours is None:
        focus = "You never offered a formulation, so the treatment had no focus."
    elif truth.credit >= 900:
        focus = f"You worked on what this was about: {truth.area.lower()}, {truth.about}."
    elif truth.credit > 0:
        focus = f"You chose {truth.yours}: near, and the key is {truth.area.lower()}, {truth.about}."
    else:
        focus = f"You chose {truth.yours}; it was about {truth.area.lower()}, {truth.about}."
    danger = " A red line was crossed, which caps the score at 40." if card.red_lines else ""
    off = f" Moves that are not IPT cost {card.contamination // 1_000} points." if card.contamination else ""
    ends = f"Strongest: {best.name.lower()} ({best.anchor})."
    if (weakest.value - weakest.low) * 1_000 // (weakest.high - weakest.low) < _NOTHING_WEAK:
        ends += f" Weakest: {weakest.name.lower()} ({weakest.anchor})."
    return f"{focus} {ends}{off}{danger}"


def goal(book: Book, card: Scorecard) -> str:
    """Name one thing for next time: the costliest error if there is one, else the weakest criterion."""
    if card.red_lines:
        line = book.red_lines[card.red_lines[0][0]]
        return f"{line.name}. {line.says}"
    if card.contaminating and card.contaminating[0][1] >= 4:
        error = book.errors[card.contaminating[0][0]]
        return f"{error.name}. Instead, for example: “{error.instead}”"
    weights = sorted(card.ratings, key=lambda rating: (rating.share - 1_000) * rating.weight)
    weakest = weights[0]
    row = book.criteria[weakest.id]
    share = f"{weakest.share // 10} % of what can be had"
    return f"{row.name}: {share} this time. What earns it: {row.says[:1].lower()}{row.says[1:]}"


def disclosure(now: Treatment) -> str:
    """Say what the symptom course rests on in this mode."""
    if now.course == "teaching":
        return (
            "Teaching mode: symptoms follow how faithful the treatment was, far more than research supports. "
            "They are feedback by design; the score does not depend on them."
        )
    return "Realistic mode: symptoms follow published outcomes, with much chance. The score does not depend on them."
