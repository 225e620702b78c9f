"""Offering the formulation and agreeing the contract: questions that can be gone back over before anything is said."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from game.manual import AREAS, Area
from game.text.console import Console, gone_back, named
from game.text.desk import Desk
from game.treatment import AgreeContract, OfferFormulation
from game.view import FormulationView
from game.words import _

_MOST_GOALS = 3
_NUMBERS = re.compile(r"[\d\s,]+")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What has been answered so far."""

    area: Area = AREAS[0]
    about: str = ""
    evidence: tuple[str, ...] = ()
    second: Area | None = None

    @property
    def action(self) -> OfferFormulation:
        """What offering it as it stands would be."""
        return OfferFormulation(self.area, self.about, self.evidence, self.second)


_Question = Callable[[Desk, FormulationView, _Draft], _Draft | None]


def formulate(desk: Desk) -> None:
    """Compose a formulation: the area, whom or what it is about, the evidence; then say it."""
    console, view = desk.console, desk.formulation
    if not view.can_offer:
        console.say(_("A formulation cannot be offered at this point."))
        return
    if not view.abouts:
        console.say(_("Nobody and nothing has come up yet that a formulation could be about."))
        return
    console.heading(_("The formulation"))
    console.say(
        _("Answers can be numbers or names; “back” goes to the question before. Nothing is said until the end.")
    )
    with console.helping(
        _("A formulation names the problem area, the person or event it is about, and what it rests on."),
        _("You see your words before they are said. “manual” and the name of an area, back in the room, explains it."),
    ):
        draft = _composed(desk, view)
    if draft is None:
        console.say(_("Nothing was said."))
    else:
        desk.act(draft.action)


def agree(desk: Desk) -> None:
    """Put the contract to the patient, with up to three goals."""
    console, view = desk.console, desk.formulation
    if not view.can_agree:
        console.say(_("A contract rests on a formulation: offer one first, with “formulate”."))
        return
    console.heading(_("The contract"))
    console.say(_("Focus: {focus}.", focus=desk.workbook.focus))
    console.say(
        _("{all} sessions in all, {left} after today. What do you aim for?", all=view.sessions, left=view.remaining)
    )
    suggested = _goals_of(view)
    console.rows(suggested)
    with console.helping(
        _("One to three goals, by number or in your own words: “1; 3; ring Marta on Sunday”."),
        _("The patient may say no to the contract; it takes five minutes either way."),
    ):
        goals = _goals(console, suggested)
    if goals is not None:
        desk.act(AgreeContract(goals))


# ---- the formulation, question by question


def _composed(desk: Desk, view: FormulationView) -> _Draft | None:
    """Ask one question after another, or the one before on “back”; None when gone back from the first."""
    questions: list[_Question] = [_ask_area, _ask_about, _ask_second, _ask_whether]
    if view.evidence:
        questions.insert(2, _ask_evidence)
    draft, place = _Draft(), 0
    while 0 <= place < len(questions):
        answered = questions[place](desk, view, draft)
        if answered is None:
            place -= 1
        else:
            draft, place = answered, place + 1
    return draft if place > 0 else None


def _ask_area(desk: Desk, view: FormulationView, draft: _Draft) -> _Draft | None:
    rows = [f"{row.name}. {row.definition}" for row in view.areas]
    chosen = desk.console.choose_only(rows, _("Which problem area?"), [row.name for row in view.areas])
    return None if chosen is None else replace(draft, area=AREAS[chosen])


def _ask_about(desk: Desk, view: FormulationView, draft: _Draft) -> _Draft | None:
    chosen = desk.console.choose_only([concern.name for concern in view.abouts], _("Whom or what is it about?"))
    return None if chosen is None else replace(draft, about=view.abouts[chosen].ref)


def _ask_evidence(desk: Desk, view: FormulationView, draft: _Draft) -> _Draft | None:
    names = [card.name for card in view.evidence]
    desk.console.rows(names)
    while True:
        typed = desk.console.ask(_("Which cards does it rest on? Numbers or words, with “;” between; Enter for none"))
        if typed.casefold() == "back":
            return None
        found = _several(desk.console, typed, names)
        if found is not None:
            return replace(draft, evidence=tuple(view.evidence[place].ref.partition(":")[2] for place in found))


def _ask_second(desk: Desk, view: FormulationView, draft: _Draft) -> _Draft | None:
    others = [row for row in view.areas if row.id != draft.area]
    names = [row.name for row in others]
    desk.console.rows(names)
    while True:
        typed = desk.console.ask(_("A second area? Number or name, Enter for none, or “back”"))
        if typed.casefold() == "back":
            return None
        if not typed:
            return replace(draft, second=None)
        found = (int(typed) - 1,) if typed.isdecimal() else named(typed, names)
        if len(found) == 1 and 0 <= found[0] < len(others):
            return replace(draft, second=AREAS[view.areas.index(others[found[0]])])
        desk.console.say(_("Type one of these numbers or names, Enter for none, or “back”."))


def _ask_whether(desk: Desk, _view: FormulationView, draft: _Draft) -> _Draft | None:
    desk.console.say(_("What you would say:"), "note")
    desk.console.say(f"“{desk.look.words_of(draft.action)}”", "you", indent=2)
    return draft if desk.console.agrees(_("Say it? It takes six minutes; “no” goes back")) else None


def _several(console: Console, typed: str, names: list[str]) -> tuple[int, ...] | None:
    """Return the places that numbers or words mean, none for an empty line; say what was not understood (None)."""
    parts = typed.replace(",", " ").split() if _NUMBERS.fullmatch(typed) else typed.split(";")
    places: list[int] = []
    for part in filter(None, map(str.strip, parts)):
        found = (int(part) - 1,) if part.isdecimal() else named(part, names)
        if len(found) != 1 or not 0 <= found[0] < len(names):
            console.say(
                _("“{part}” is not one of these.", part=part)
                if not found or part.isdecimal()
                else _("“{part}” could be more than one of these.", part=part)
            )
            return None
        places.append(found[0])
    return tuple(dict.fromkeys(places))


# ---- the contract


def _goals_of(view: FormulationView) -> tuple[str, ...]:
    """Return the manual's goals for the area that was offered."""
    return next((row.goals for row in view.areas if row.id == view.offered), ())


def _goals(console: Console, suggested: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the goals as they are typed, None to go back."""
    prompt = _("Goals: numbers or your own words, with “;” between them; Enter for none; or “back”")
    while not (gone_back(typed := console.ask(prompt)) and typed):
        if not typed and not console.agrees(_("A contract without a goal?")):
            continue
        parts = typed.replace(",", " ").split() if _NUMBERS.fullmatch(typed) else typed.split(";")
        goals = [_goal(part.strip(), suggested) for part in parts if part.strip()]
        if any(goal.isdecimal() for goal in goals):
            console.say(_("The goals to choose from go to {last}.", last=len(suggested)))
        elif len(goals) > _MOST_GOALS:
            console.say(_("At most {most} goals.", most=_MOST_GOALS))
        else:
            return tuple(goals)
    return None


def _goal(part: str, suggested: tuple[str, ...]) -> str:
    if part.isdecimal() and 1 <= int(part) <= len(suggested):
        return suggested[int(part) - 1]
    return part
