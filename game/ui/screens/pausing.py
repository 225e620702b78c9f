"""The pause: what Escape opens where a treatment is going on, in a session and between two."""

from game.sitting import Outlook, OwnSitting, Saving, Sitting
from game.ui.screens.intents import Open
from game.ui.screens.message import Message
from game.words import _, n_


def pause(look: Outlook, sitting: Sitting | None = None) -> Message:
    """Return where the treatment stands and the ways out; going on has the focus.

    In a contest, where `sitting` is somebody else's to run, the clock of the round goes on meanwhile.
    """
    answers = ((_("To the title"), Open("title")), (_("Settings"), Open("settings")))
    contested = sitting is not None and not isinstance(sitting, OwnSitting)
    words = _contested(sitting.saving) if contested and sitting is not None else _standing(look)
    return Message(_("A pause"), words, answers, stay=_("Go on"))


def _contested(saving: Saving) -> str:
    match saving:
        case "saved":
            return _("All you have done is saved at the host. The clock of the round goes on.")
        case "sending":
            return _("What you did last is being sent. The clock of the round goes on.")
    return _("The host cannot be reached. What you did last is kept here and sent when it answers. Do not close.")


def _standing(look: Outlook) -> str:
    here = look.room
    if here.over is not None:
        return _("The treatment is over, and everything is saved. The debrief can be read at any time.")
    if not here.in_session:
        left = n_("{count} session is left.", "{count} sessions are left.", here.remaining)
        return left + " " + _("Everything is saved; the week goes on when you do.")
    return _(
        "Session {number} of {total}, {minutes} minutes left. Everything is saved; the clock stands still.",
        number=here.session,
        total=here.sessions,
        minutes=here.minutes_left,
    )
