"""Offering the formulation and agreeing the contract."""

from game.manual import AREAS
from game.text.console import gone_back
from game.text.desk import Desk
from game.treatment import AgreeContract, OfferFormulation
from game.view import FormulationView

_MOST_GOALS = 3


def formulate(desk: Desk) -> None:
    """Compose a formulation: the area, whom or what it is about, the evidence; then say it."""
    console, view = desk.console, desk.formulation
    if not view.can_offer:
        console.say("A formulation cannot be offered at this point.")
        return
    console.heading("The formulation")
    area = console.choose_only([f"{row.name}. {row.definition}" for row in view.areas], "Which problem area?")
    if area is None:
        return
    about = console.choose_only([concern.name for concern in view.abouts], "Whom or what is it about?")
    if about is None:
        return
    evidence = _several(desk, [card.name for card in view.evidence], "Which cards does it rest on? Numbers, or Enter")
    if evidence is None:
        return
    others = [row for row in view.areas if row is not view.areas[area]]
    second = console.choose([row.name for row in others], "A second area? Number, Enter for none, or “back”")
    if isinstance(second, str) and second:
        if not gone_back(second):
            console.say("That is no number, so nothing was said.")
        return
    desk.act(
        OfferFormulation(
            area=AREAS[area],
            about=view.abouts[about].ref,
            evidence=tuple(view.evidence[place].ref.partition(":")[2] for place in evidence),
            second=None if isinstance(second, str) else AREAS[view.areas.index(others[second])],
        )
    )


def agree(desk: Desk) -> None:
    """Put the contract to the patient, with up to three goals."""
    console, view = desk.console, desk.formulation
    if not view.can_agree:
        console.say("A contract rests on a formulation: offer one first, with “formulate”.")
        return
    console.heading("The contract")
    console.say(f"{view.sessions} sessions in all, {view.remaining} after today. What do you aim for?")
    suggested = _goals_of(view)
    console.rows(suggested)
    typed = console.ask("Goals: numbers or your own words, with “;” between them; Enter for none; or “back”")
    if typed.casefold() == "back":
        return
    goals = [_goal(part.strip(), suggested) for part in typed.split(";") if part.strip()]
    if len(goals) > _MOST_GOALS:
        console.say(f"At most {_MOST_GOALS} goals. Nothing was said.")
        return
    desk.act(AgreeContract(tuple(goals)))


def _goals_of(view: FormulationView) -> tuple[str, ...]:
    """Return the manual's goals for the area that was offered."""
    return next((row.goals for row in view.areas if row.id == view.offered), ())


def _goal(part: str, suggested: tuple[str, ...]) -> str:
    if part.isdecimal() and 1 <= int(part) <= len(suggested):
        return suggested[int(part) - 1]
    return part


def _several(desk: Desk, rows: list[str], prompt: str) -> tuple[int, ...] | None:
    """Return the places of several rows, none for an empty line; None to go back."""
    if not rows:
        return ()
    desk.console.rows(rows)
    while True:
        typed = desk.console.ask(prompt).replace(",", " ")
        if typed.casefold() == "back":
            return None
        parts = typed.split()
        if all(part.isdecimal() and 1 <= int(part) <= len(rows) for part in parts):
            return tuple(dict.fromkeys(int(part) - 1 for part in parts))
        desk.console.say(f"Type numbers from 1 to {len(rows)} with spaces between them, or “back”.")
