"""Two ways, one after the other: how it went before somebody went back, and how it goes now."""

from game.text.desk import Desk
from game.view.branches import Fork, Way
from game.words import _, decimal


def compare(desk: Desk) -> None:
    """Show the ways that were gone back on, each with the one that counts; the player chooses which."""
    console, found = desk.console, desk.look.forks
    if not found:
        console.say(_("There is no other way to compare with: nothing was gone back on and done otherwise."))
        return
    place: int | None = 0
    if len(found) > 1:
        labels = [_("Turn {turn}, session {session}", turn=fork.turn, session=fork.session) for fork in found]
        place = console.choose_only(labels, _("Which? Number, or Enter to go back"))
    if place is not None:
        _show(desk, found[place])


def _show(desk: Desk, fork: Fork) -> None:
    desk.console.heading(_("Before you went back"))
    _way(desk, fork.then)
    desk.console.heading(_("As it goes now"))
    _way(desk, fork.now)


def _way(desk: Desk, way: Way) -> None:
    console = desk.console
    console.say(
        _("Well done: {number}. To look at again: {others}.", number=len(way.well_done), others=len(way.look_again))
    )
    if way.look_again:
        console.say(_("Look again: {what}.", what="; ".join(dict.fromkeys(way.look_again))), "costly")
    if way.scales:
        shared = (_("session {session}: {total}", session=session, total=total) for session, total in way.scales)
        console.say(_("Symptoms: {line}.", line=", ".join(shared)))
    if way.composite is not None:
        console.say(_("So far {score} of 100.", score=decimal(way.composite / 1_000)))
    desk.show(way.lines)
