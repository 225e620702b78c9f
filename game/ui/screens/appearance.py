"""What the room looks like at one moment of a treatment: the patient, the people told of, and what is outside."""

from collections.abc import Callable

from game.case import Portrait
from game.sitting import Outlook
from game.ui.likeness import Likeness
from game.ui.screens.outside import Outside, outside
from game.view.appearance import PATIENT


def likeness(look: Outlook) -> Likeness:
    """Return what the patient looks like."""
    return drawn_as(look.portrait_of(PATIENT))


def likenesses(look: Outlook) -> Callable[[str], Likeness]:
    """Return what tells what a person who has come up looks like, by `person:id` or the id alone."""
    return lambda ref: drawn_as(look.portrait_of(ref))


def outside_of(look: Outlook) -> Outside:
    """Return what the window shows at this session."""
    return outside(look.first_month, look.weather, max(1, look.room.session))


def drawn_as(portrait: Portrait) -> Likeness:
    """Return a portrait of a case as what is drawn."""
    return Likeness(
        portrait.head,
        portrait.accessory,
        portrait.facial_hair,
        portrait.skin,
        portrait.hair,
        portrait.clothing,
        portrait.lined,
    )
