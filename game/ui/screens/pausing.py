"""The pause: what Escape opens where a treatment is going on, in a session and between two."""

from game.sitting import Outlook
from game.ui.screens.intents import Open
from game.ui.screens.message import Message
from game.words import _, n_


def pause(look: Outlook) -> Message:
    """Return where the treatment stands and the ways out; going on has the focus."""
    answers = ((_("To the title"), Open("title")), (_("Settings"), Open("settings")))
    return Message(_("A pause"), _standing(look), answers, stay=_("Go on"))


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
