"""A session and the week after it: typed lines become moves and commands until the hour is over."""

from game.text.commands import (
    between,
    doors,
    in_session,
    run_command,
    show_commands,
)
from game.text.desk import Desk
from game.text.remarks import show_remarks
from game.text.saying import browse, say_something
from game.treatment import OpenSession
from game.view import Room
from game.words import _


def talk(desk: Desk) -> None:
    """Go through one session, or what is left of it, until it is closed."""
    commands = in_session(desk)
    desk.console.help = lambda: _help_in_session(desk)
    number = desk.room.session
    waiting: str | None = None
    while (room := desk.room).in_session and room.session == number:
        if waiting is None:
            waiting = desk.ask(f"\n{_now(room)}")
        typed, waiting = waiting, None
        if run_command(desk, commands, typed):
            continue
        if not typed:
            if desk.look.guided:
                waiting = browse(desk)
            else:
                desk.console.say(_hint())
            continue
        waiting = say_something(desk, typed.removeprefix("say "), doors(desk))
    if desk.look.mode == "practice" and not desk.room.in_session:
        _look_back(desk, number)


def wait(desk: Desk) -> None:
    """Let the player look at notes between sessions, and open the next one."""
    commands = between(desk)
    desk.console.help = lambda: _help_between(desk)
    console = desk.console
    room = desk.room
    if room.session:
        console.heading(_("A week passes"))
        left = _("1 session left") if room.remaining == 1 else _("{left} sessions left", left=room.remaining)
        console.say(_("{left}. Look at your notes if you like, then ask {name} in.", left=left, name=desk.first_name))
    while not desk.room.in_session and not desk.room.over:
        number = desk.room.session
        typed = desk.ask("\n" + _("Enter to open session {number}, or a command", number=number + 1))
        if typed.casefold() in ("", "next", "open"):
            console.heading(_("Session {number} of {sessions}", number=number + 1, sessions=desk.room.sessions))
            if desk.act(OpenSession()):
                console.say(desk.sits() if number else f"{_known(desk)}\n{_hint()}", "note")
        elif not run_command(desk, commands, typed):
            console.say(
                _(
                    "{name} is not in the room. Press Enter to begin the session, or type “help”.",
                    name=desk.first_name,
                )
            )


def _known(desk: Desk) -> str:
    """Say whom and what the letter has named."""
    people = [f"{row.name} ({row.relation})" for row in desk.workbook.people]
    names = [*people, *(row.name for row in desk.workbook.events)]
    return _("From the letter you can already ask about: {names}.", names="; ".join(names))


def _now(room: Room) -> str:
    where = _("Session {number} of {sessions}", number=room.session, sessions=room.sessions)
    left = _("1 minute left") if room.minutes_left == 1 else _("{minutes} minutes left", minutes=room.minutes_left)
    return f"{where}, {left}"


def _hint() -> str:
    return _("Type what you want to do and about whom, such as “ask feeling”, “sleep” or “silence”. “help” says more.")


def _look_back(desk: Desk, number: int) -> None:
    """In practice the supervisor speaks at the end of each session: every gap at your words, and what was done."""
    console, remarked = desk.console, desk.look.remarks
    console.heading(_("Supervisor, on session {number}", number=number))
    seen: set[tuple[str, str]] = set()
    for row in remarked:
        gaps = [gap for gap in row.comments if not gap.good and (gap.kind, gap.id) not in seen]
        seen.update((gap.kind, gap.id) for gap in gaps)
        if gaps:
            said = _("Turn {turn}, you: “{words}”", turn=row.turn, words=row.words)
            console.say(said if row.words else _("Turn {turn}:", turn=row.turn), "note")
        show_remarks(console, gaps)
    done = dict.fromkeys(remark.title for row in remarked for remark in row.comments if remark.good)
    if done:
        console.say(_("Done: {what}.", what="; ".join(done)), "good")
    if not remarked:
        console.say(_("Nothing in this session furthered the treatment, and nothing harmed it."))


def _help_in_session(desk: Desk) -> None:
    console = desk.console
    console.heading(_("Help"))
    console.say(
        _(
            "Type a few words for what you want to do: “ask feeling”, “expect” and a name, “sleep”, “silence”. You get "
            "a numbered list; type a number, and the words are said. The list knows nothing of right and wrong."
        )
    )
    if desk.look.guided:
        console.say(_("Enter alone lists everything one can say, by what the manual calls it."))
    console.say(_("At any question, Enter or “back” goes back. These words do something else:"))
    show_commands(desk, in_session(desk))
    console.say(_("To find a move by one of these words, put “say” before it: “say end”."))


def _help_between(desk: Desk) -> None:
    console = desk.console
    console.heading(_("Help"))
    console.say(_("Press Enter to ask {name} in. Until then you can type:", name=desk.first_name))
    show_commands(desk, between(desk))
