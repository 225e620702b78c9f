"""What a debrief says in words: the truth, the summary, one goal for next time."""

import re

from game.case import CaseFile
from game.manual import Book
from game.scoring import Scorecard
from game.treatment import Treatment
from game.view.report_profile import bars
from game.view.report_rows import Bar, Truth
from game.words import _

_NOTHING_WEAK = 800


def truth_of(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> Truth:
    """Return the key, revealed, beside what was offered."""
    key, offered = case.rows.key, now.progress.formulation
    return Truth(
        area=book.areas[key.area].name,
        about=case.name_of(key.about),
        why=with_cards(case, key.why),
        misleads=with_cards(case, key.misleads),
        acceptable=tuple(f"{book.areas[row.area].name}: {case.name_of(row.about)}" for row in key.acceptable),
        yours=f"{book.areas[offered.area].name}: {case.name_of(offered.about)}" if offered else None,
        credit=card.focus_credit,
    )


def with_cards(case: CaseFile, prose: str) -> str:
    """Put the cards for the ids of facts that an author cites in brackets: `(burial, room)`."""

    def cited(found: re.Match[str]) -> str:
        ids = found[1].split(", ")
        return "(" + "; ".join(case.facts[name].card for name in ids) + ")" if set(ids) <= set(case.facts) else found[0]

    return re.sub(r"\(([a-z0-9_, ]+)\)", cited, prose)


def summary(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> str:
    """Say in a few sentences why the score is what it is: the focus, the best, the weakest, what cost most."""
    rated = bars(book, card)
    best, weakest = max(rated, key=_reached), min(rated, key=_reached)
    said = [_of_focus(truth_of(book, case, now, card))] if "focus" in dict(card.weights) else []
    said.append(_("Strongest: {bar} ({anchor}).", bar=best.name, anchor=best.anchor))
    if _reached(weakest) < _NOTHING_WEAK:
        said.append(_("Weakest: {bar} ({anchor}).", bar=weakest.name, anchor=weakest.anchor))
    if card.contamination:
        said.append(_("Moves that are not IPT cost {points} points.", points=card.contamination // 1_000))
    if card.red_lines:
        cap = book.rows.composite.safety_cap
        said.append(_("A red line was crossed, which caps the score at {cap}.", cap=cap))
    return " ".join(said)


def _reached(bar: Bar) -> int:
    """Return how much of a bar's scale was reached, in thousandths."""
    return (bar.value - bar.low) * 1_000 // (bar.high - bar.low)


def _of_focus(truth: Truth) -> str:
    area, about, yours = truth.area, truth.about, truth.yours
    if yours is None:
        return _("You never offered a formulation, so the treatment had no focus.")
    if truth.credit >= 900:
        return _("You worked on what this was about: {area}, {about}.", area=area, about=about)
    if truth.credit > 0:
        return _("You chose {yours}: near, and the key is {area}, {about}.", yours=yours, area=area, about=about)
    return _("You chose {yours}; it was about {area}, {about}.", yours=yours, area=area, about=about)


def goal(book: Book, card: Scorecard) -> str:
    """Name one thing for next time: the costliest error if there is one, else the weakest criterion."""
    if card.red_lines:
        line = book.red_lines[card.red_lines[0][0]]
        return f"{line.name}. {line.says}"
    if card.contaminating and card.contaminating[0][1] >= 4:
        error = book.errors[card.contaminating[0][0]]
        return _("{error}. Instead, for example: “{instead}”", error=error.name, instead=error.instead)
    weakest = min(card.ratings, key=lambda rating: (rating.share - 1_000) * rating.weight)
    row = book.criteria[weakest.id]
    return _(
        "{criterion}: you earned {share} % of its points. What earns them: {earns}",
        criterion=row.name,
        share=weakest.share // 10,
        earns=row.says,
    )


def disclosure(now: Treatment) -> str:
    """Say what the symptom course rests on in this mode."""
    if now.course == "teaching":
        return _(
            "Teaching mode: symptoms follow how faithful the treatment was, far more than research supports. "
            "They are feedback by design; the score does not depend on them."
        )
    return _("Realistic mode: symptoms follow published outcomes, with much chance. The score does not depend on them.")
