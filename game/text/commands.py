"""The words a player can type besides what to say: one table for the session, one for the time between sessions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from game.text.comparing import compare
from game.text.desk import Desk
from game.text.focus import agree, formulate
from game.text.lookup import look_up
from game.text.notebook import (
    circle,
    evidence,
    notes,
    odds,
    open_workbook,
    pin,
    plan,
    scores,
    show_focus,
    timeline,
)
from game.text.saying import Door
from game.text.working import LADDER, leave, safety, step_by_step, work
from game.treatment import AskSupervisor, EndSession
from game.view import Utterance
from game.words import _

_UNUSED_WORTH_ASKING = 10
_LINES_READ = 12


@dataclass(frozen=True, slots=True)
class Command:
    """A word to type, what it does, and the deed; `rest` is what stands after the word."""

    word: str
    says: Callable[[], str]
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
        desk.console.say(f"{word}: {command.says()}", indent=2)
    desk.console.say(_("quit: stop here; everything is kept, and you can go on later"), indent=2)


def doors(desk: Desk) -> tuple[Door, ...]:
    """Return what can be opened by typing what one wants to do, besides speaking."""
    found = []
    view = desk.formulation
    if view.can_offer:
        found.append(
            Door(_("Offer the formulation"), _("focus problem area explain"), lambda: formulate(desk)),
        )
    if view.can_agree:
        found.append(Door(_("Agree the contract"), _("goals sessions agreement"), lambda: agree(desk)))
    for row in desk.procedures:
        label = f"{row.name}: {row.subject_name}" if row.subject_name else row.name
        also = _("procedure step by step work through")
        found.append(Door(label, also, _opening(desk, row.procedure, row.subject)))
    found.append(Door(_("End the session"), _("stop close time"), lambda: _end(desk, "")))
    return tuple(found)


def _opening(desk: Desk, procedure: str, subject: str | None) -> Callable[[], None]:
    return lambda: step_by_step(desk, procedure, subject)


def _look(desk: Desk, _rest: str) -> None:
    room, console = desk.room, desk.console
    if room.in_session:
        console.say(
            _(
                "Session {number} of {sessions}, {phase}; {minutes} minutes left.",
                number=room.session,
                sessions=room.sessions,
                phase=room.phase_name,
                minutes=room.minutes_left,
            )
        )
        console.say(desk.sits())
    else:
        console.say(
            _(
                "Between sessions: {number} of {sessions} are over. {phase}.",
                number=room.session,
                sessions=room.sessions,
                phase=room.phase_name,
            )
        )
    show_focus(desk)
    if room.running and room.running != LADDER:
        procedure = desk.look.book.procedures[room.running].name
        console.say(_("Open: {procedure}, {about}.", procedure=procedure, about=desk.name_of(room.running_subject)))


def _who(desk: Desk, _rest: str) -> None:
    for kind, title in (
        ("person", _("People")),
        ("event", _("Events")),
        ("incident", _("Occasions to go through")),
        ("decision", _("Decisions")),
        ("rehearsal", _("To practise")),
    ):
        names = [concern.name for concern in desk.room.concerns if concern.kind == kind]
        if names:
            desk.console.say(f"{title}: {'; '.join(names)}.")


def _read(desk: Desk, rest: str) -> None:
    """Read the last lines, a whole session (`session 2`), or everything (`all`)."""
    word, _space, number = rest.casefold().partition(" ")
    if rest.isdecimal():
        desk.show(desk.transcript[-int(rest) :] if int(rest) else ())
    elif word == "all":
        desk.show(desk.transcript)
    elif word == "session" and number.isdecimal():
        lines = tuple(line for line in desk.transcript if line.session == int(number))
        desk.show(lines)
        if not lines:
            desk.console.say(_("There has been no session {number}.", number=number))
    elif rest:
        desk.console.say(_("Type “read”, “read 30” for so many lines, “read session 2”, or “read all”."))
    else:
        desk.show(desk.transcript[-_LINES_READ:])


def _find(desk: Desk, rest: str) -> None:
    found = [line for line in desk.transcript if rest.casefold() in line.words.casefold()]
    if not rest or not found:
        nobody, what = _("Nobody has said that."), _("Type the words to look for after “find”.")
        desk.console.say(nobody if rest else what)
        return
    _show_places(desk, found[-_LINES_READ:])
    if len(found) > _LINES_READ:
        desk.console.say(_("The last {shown} of {all}; more words find fewer.", shown=_LINES_READ, all=len(found)))


def _show_places(desk: Desk, lines: list[Utterance]) -> None:
    for line in lines:
        desk.console.say(_("Turn {turn}, session {session}:", turn=line.turn, session=line.session), "note")
        desk.show((line,))


def _supervisor(desk: Desk, _rest: str) -> None:
    desk.act(AskSupervisor())


def _undo(desk: Desk, _rest: str) -> None:
    spoken = [line.words for line in desk.transcript if line.turn == desk.look.turn]
    if desk.take_back():
        what = f"“{spoken[0]}”" if spoken else _("what you wrote in the workbook")
        desk.console.say(_("Taken back: {what} What was said last before it:", what=what), "note")
        desk.show(desk.transcript[-2:])


def _rewind(desk: Desk, rest: str) -> None:
    if rest.isdecimal() and desk.rewind(int(rest)):
        desk.console.say(_("Back to before turn {turn}. What was said last:", turn=rest), "note")
        desk.show(desk.transcript[-2:])
    elif not rest.isdecimal():
        desk.console.say(_("Type the number of the turn to go back to after “rewind”. The last ones were:"))
        for line in [line for line in desk.transcript if line.speaker == "therapist"][-_LINES_READ:]:
            desk.console.say(f"{line.turn}: {line.words}", indent=2)


def _end(desk: Desk, _rest: str) -> None:
    left = desk.room.minutes_left
    question = _("{left} minutes are left. End the session?", left=left)
    if left <= _UNUSED_WORTH_ASKING or desk.console.agrees(question):
        desk.act(EndSession())


def _part(part: Callable[[Desk], None]) -> Callable[[Desk, str], None]:
    return lambda desk, _rest: part(desk)


_LOOKING = (
    Command("look", lambda: _("where things stand"), _look),
    Command("who", lambda: _("everybody and everything that has come up"), _who),
    Command("read", lambda: _("what was said last, in a session, or ever"), _read, "[LINES | session NUMBER | all]"),
    Command("find", lambda: _("where something was said"), _find, "WORDS"),
    Command("notes", lambda: _("the workbook"), _part(open_workbook)),
    Command("circle", lambda: _("who is how close, and what was heard of each"), _part(circle)),
    Command("timeline", lambda: _("when things happened"), _part(timeline)),
    Command("evidence", lambda: _("what was told, pinned for or against an area"), _part(evidence)),
    Command("pin", lambda: _("weigh the card that was told last"), _part(pin)),
    Command("odds", lambda: _("how likely each area seems to you"), _part(odds)),
    Command("plan", lambda: _("focus, goals, contract and the time that is left"), _part(plan)),
    Command("note", lambda: _("your own notes"), _part(notes)),
    Command("scores", lambda: _("the symptom scale as it was filled in"), _part(scores)),
    Command("manual", lambda: _("look something up; costs nothing"), look_up, "[WORDS]"),
)
_SUPERVISED = (Command("supervisor", lambda: _("what is missing? (it is recorded)"), _supervisor),)
_BACK = (
    Command("undo", lambda: _("take the last turn back"), _undo),
    Command("rewind", lambda: _("go back to before a turn and try again"), _rewind, "[TURN]"),
    Command("compare", lambda: _("what was gone back on, beside how it goes now"), _part(compare)),
)
_TALKING = (
    Command("formulate", lambda: _("offer a formulation"), _part(formulate)),
    Command("contract", lambda: _("agree on focus, goals and sessions"), _part(agree)),
    Command("work", lambda: _("go through an occasion, a decision or a rehearsal step by step"), _part(work)),
    Command("safety", lambda: _("the steps to take when there is danger"), _part(safety)),
    Command("leave", lambda: _("stop what is being gone through"), _part(leave)),
    Command("end", lambda: _("end the session"), _end),
)


def in_session(desk: Desk) -> Mapping[str, Command]:
    """Return what can be typed while the patient is in the room, by the word."""
    return _by_word(_TALKING, *_always(desk))


def between(desk: Desk) -> Mapping[str, Command]:
    """Return what can be typed between sessions, by the word."""
    return _by_word(*_always(desk))


def _always(desk: Desk) -> tuple[tuple[Command, ...], ...]:
    look = desk.look
    return _LOOKING, _SUPERVISED if look.supervised else (), _BACK if look.can_go_back else (), desk.own_commands


def _by_word(*groups: tuple[Command, ...]) -> Mapping[str, Command]:
    return {command.word: command for group in groups for command in group}
