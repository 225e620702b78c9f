"""The words a player can type besides what to say: one table for the session, one for the time between sessions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from game.text.desk import Desk
from game.text.focus import agree, formulate
from game.text.lookup import look_up
from game.text.notebook import PARTS, open_workbook
from game.text.saying import Door
from game.text.working import LADDER, leave, safety, step_by_step, work
from game.treatment import AskSupervisor, EndSession

_UNUSED_WORTH_ASKING = 10
_LINES_READ = 12


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type, what it does, and the deed; `rest` is what stands after the word."""

    word: str
    says: str
    run: Callable[[Desk, str], None]
    takes: str = ""
    """What may follow the word, as shown in the help; nothing may where this is empty."""


def run_command(desk: Desk, commands: Mapping[str, Command], typed: str) -> bool:
    """Do what `typed` says if it is a command here; tell whether it was."""
    word, _, rest = typed.partition(" ")
    command = commands.get(word.casefold())
    if command is None or (rest and not command.takes):
        return False
    command.run(desk, rest.strip())
    return True


def show_commands(desk: Desk, commands: Mapping[str, Command]) -> None:
    """Print what can be typed."""
    for command in commands.values():
        word = f"{command.word} {command.takes}".strip()
        desk.console.say(f"{word}: {command.says}", indent=2)
    desk.console.say("quit: stop here; everything is kept, and you can go on later", indent=2)


def doors(desk: Desk) -> tuple[Door, ...]:
    """Return what can be opened by typing what one wants to do, besides speaking."""
    found = []
    view = desk.formulation
    if view.can_offer:
        found.append(Door("Offer the formulation", "focus problem area explain", lambda: formulate(desk)))
    if view.can_agree:
        found.append(Door("Agree the contract", "goals sessions agreement", lambda: agree(desk)))
    for row in desk.procedures:
        label = f"{row.name}: {row.subject_name}" if row.subject_name else row.name
        found.append(Door(label, "procedure step by step work through", _opening(desk, row.procedure, row.subject)))
    found.append(Door("End the session", "stop close time", lambda: _end(desk, "")))
    return tuple(found)


def _opening(desk: Desk, procedure: str, subject: str | None) -> Callable[[], None]:
    return lambda: step_by_step(desk, procedure, subject)


def _look(desk: Desk, _: str) -> None:
    room, console = desk.room, desk.console
    if room.in_session:
        console.say(f"Session {room.session} of {room.sessions}, {room.phase_name}; {room.minutes_left} minutes left.")
        console.say(desk.sits())
    else:
        console.say(f"Between sessions: {room.session} of {room.sessions} are over. {room.phase_name}.")
    notes = desk.workbook
    console.say(f"Focus: {notes.focus or 'none offered yet'}{', agreed' if room.contract else ''}.")
    if notes.goals:
        console.say(f"Goals: {'; '.join(notes.goals)}.")
    if room.running and room.running != LADDER:
        console.say(f"Open: {desk.play.book.procedures[room.running].name}, {desk.name_of(room.running_subject)}.")


def _who(desk: Desk, _: str) -> None:
    for kind, title in (
        ("person", "People"),
        ("event", "Events"),
        ("incident", "Occasions to go through"),
        ("decision", "Decisions"),
        ("rehearsal", "To practise"),
    ):
        names = [concern.name for concern in desk.room.concerns if concern.kind == kind]
        if names:
            desk.console.say(f"{title}: {'; '.join(names)}.")


def _read(desk: Desk, rest: str) -> None:
    number = int(rest) if rest.isdecimal() else _LINES_READ
    desk.show(desk.transcript[-number:] if number else ())


def _find(desk: Desk, rest: str) -> None:
    found = [line for line in desk.transcript if rest.casefold() in line.words.casefold()]
    if not rest or not found:
        desk.console.say("Nobody has said that." if rest else "Type the words to look for after “find”.")
    for line in found[-_LINES_READ:]:
        desk.console.say(f"Turn {line.turn}, session {line.session}:", "note")
        desk.show((line,))


def _supervisor(desk: Desk, _: str) -> None:
    desk.act(AskSupervisor())


def _undo(desk: Desk, _: str) -> None:
    spoken = [line.words for line in desk.transcript if line.turn == len(desk.play.turns)]
    if desk.take_back():
        what = f"“{spoken[0]}”" if spoken else "what you wrote in the workbook"
        desk.console.say(f"Taken back: {what} What was said last before it:", "note")
        desk.show(desk.transcript[-2:])


def _rewind(desk: Desk, rest: str) -> None:
    if rest.isdecimal() and desk.rewind(int(rest)):
        desk.console.say(f"Back to before turn {rest}. What was said last:", "note")
        desk.show(desk.transcript[-2:])
    elif not rest.isdecimal():
        desk.console.say("Type the number of the turn to go back to after “rewind”. The last ones were:")
        for line in [line for line in desk.transcript if line.speaker == "therapist"][-_LINES_READ:]:
            desk.console.say(f"{line.turn}: {line.words}", indent=2)


def _end(desk: Desk, _: str) -> None:
    left = desk.room.minutes_left
    if left <= _UNUSED_WORTH_ASKING or desk.console.agrees(f"{left} minutes are left. End the session?"):
        desk.act(EndSession())


def _part(part: Callable[[Desk], None]) -> Callable[[Desk, str], None]:
    return lambda desk, _: part(desk)


_LOOKING = (
    Command("look", "where things stand", _look),
    Command("who", "everybody and everything that has come up", _who),
    Command("read", "what was said last", _read, "[LINES]"),
    Command("find", "where something was said", _find, "WORDS"),
    Command("notes", "the workbook", _part(open_workbook)),
    *(Command(word, f"the workbook's {word}", _part(part)) for word, part in PARTS.items()),
    Command("manual", "look something up; costs nothing", look_up, "[WORDS]"),
)
_SUPERVISED = (Command("supervisor", "what is missing? (it is recorded)", _supervisor),)
_BACK = (
    Command("undo", "take the last turn back", _undo),
    Command("rewind", "go back to before a turn and try again", _rewind, "[TURN]"),
)
_TALKING = (
    Command("formulate", "offer a formulation", _part(formulate)),
    Command("contract", "agree on focus, goals and sessions", _part(agree)),
    Command("work", "go through an occasion, a decision or a rehearsal step by step", _part(work)),
    Command("safety", "the steps to take when there is danger", _part(safety)),
    Command("leave", "stop what is being gone through", _part(leave)),
    Command("end", "end the session", _end),
)


def _by_word(*groups: tuple[Command, ...]) -> Mapping[str, Command]:
    return MappingProxyType({command.word: command for group in groups for command in group})


IN_SESSION: Final = _by_word(_TALKING, _LOOKING, _SUPERVISED, _BACK)
BETWEEN: Final = _by_word(_LOOKING, _SUPERVISED, _BACK)
IN_SESSION_OF_EXAM: Final = _by_word(_TALKING, _LOOKING)
BETWEEN_OF_EXAM: Final = _by_word(_LOOKING)
