"""A session and the week after it: typed lines become moves and commands until the hour is over."""

from game.text.commands import (
    BETWEEN,
    BETWEEN_OF_EXAM,
    IN_SESSION,
    IN_SESSION_OF_EXAM,
    doors,
    run_command,
    show_commands,
)
from game.text.desk import Desk
from game.text.saying import say_something
from game.treatment import OpenSession

_HINT = "Type what you want to do and about whom, such as “ask feeling”, “sleep” or “silence”. “help” says more."


def talk(desk: Desk) -> None:
    """Go through one session, or what is left of it, until it is closed."""
    commands = IN_SESSION_OF_EXAM if desk.play.mode == "exam" else IN_SESSION
    desk.console.help = lambda: _help_in_session(desk)
    number = desk.room.session
    waiting: str | None = None
    while (room := desk.room).in_session and room.session == number:
        if waiting is None:
            minutes = f"{room.minutes_left} minute{'s' * (room.minutes_left != 1)} left"
            waiting = desk.console.ask(f"\nSession {room.session} of {room.sessions}, {minutes}")
        typed, waiting = waiting, None
        if run_command(desk, commands, typed):
            continue
        if not typed and desk.play.mode != "guided":
            desk.console.say(_HINT)
            continue
        waiting = say_something(desk, typed.removeprefix("say "), doors(desk))
    if desk.play.mode == "practice" and not desk.room.in_session:
        _look_back(desk, number)


def wait(desk: Desk) -> None:
    """Let the player look at notes between sessions, and open the next one."""
    commands = BETWEEN_OF_EXAM if desk.play.mode == "exam" else BETWEEN
    desk.console.help = lambda: _help_between(desk)
    console = desk.console
    room = desk.room
    if room.session:
        left = f"{room.remaining} session{'s' * (room.remaining != 1)} left"
        console.heading("A week passes")
        console.say(f"{left}. Look at your notes if you like, then ask {desk.first_name} in.")
    while not desk.room.in_session and not desk.room.over:
        number = desk.room.session
        typed = console.ask(f"\nEnter to open session {number + 1}, or a command")
        if typed.casefold() in ("", "next", "open"):
            console.heading(f"Session {number + 1} of {desk.room.sessions}")
            if desk.act(OpenSession()):
                console.say(_HINT if number == 0 else desk.sits(), "note")
        elif not run_command(desk, commands, typed):
            console.say(f"{desk.first_name} is not in the room. Press Enter to begin the session, or type “help”.")


def _look_back(desk: Desk, number: int) -> None:
    """In practice the supervisor speaks at the end of each session: every gap, and by name what was done."""
    remarks = desk.session_comments()
    desk.console.heading(f"Supervisor, on session {number}")
    gaps = {remark.title: remark for remark in remarks if not remark.good}
    desk.show_comments(tuple(gaps.values()))
    done = dict.fromkeys(remark.title for remark in remarks if remark.good)
    if done:
        desk.console.say(f"Done: {'; '.join(done)}.", "good")
    if not remarks:
        desk.console.say("Nothing in this session furthered the treatment, and nothing harmed it.")


def _help_in_session(desk: Desk) -> None:
    console = desk.console
    console.heading("Help")
    console.say(
        "Type a few words for what you want to do: “ask feeling”, “expect” and a name, “sleep”, “silence”. You get a "
        "numbered list; type a number, and the words are said. The list knows nothing of right and wrong."
    )
    if desk.play.mode == "guided":
        console.say("Enter alone lists everything one can say.")
    console.say("At any question, Enter or “back” goes back. These words do something else:")
    show_commands(desk, IN_SESSION_OF_EXAM if desk.play.mode == "exam" else IN_SESSION)
    console.say("To find a move by one of these words, put “say” before it: “say end”.")


def _help_between(desk: Desk) -> None:
    console = desk.console
    console.heading("Help")
    console.say(f"Press Enter to ask {desk.first_name} in. Until then you can type:")
    show_commands(desk, BETWEEN_OF_EXAM if desk.play.mode == "exam" else BETWEEN)
