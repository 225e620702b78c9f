"""The therapist's desk: the treatment in play, what it looks like now, and what a turn brought."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play import CannotSave
from game.sitting import Outlook, Sitting
from game.text.console import Console
from game.text.remarks import show_remarks
from game.treatment import Action, IllegalAction
from game.view import FormulationView, Move, ProcedureView, Room, Utterance, Workbook
from game.view.appearance import bearing_words, face_words
from game.words import _

if TYPE_CHECKING:
    from game.text.commands import Command

_PATIENCE_S = 1.0
_GONE_THROUGH = frozenset({"incident", "decision", "rehearsal"})


class Desk:
    """Shows a treatment through the views and nothing else, and acts on it."""

    def __init__(self, console: Console, sitting: Sitting) -> None:
        self.console = console
        self.sitting = sitting
        self.own_commands: tuple[Command, ...] = ()
        """What can be typed here besides the usual."""

    # ---- looking

    @property
    def look(self) -> Outlook:
        """What can be seen of the treatment now."""
        return self.sitting.look

    @property
    def room(self) -> Room:
        """Where the treatment stands."""
        return self.look.room

    @property
    def moves(self) -> tuple[Move, ...]:
        """What can be said now."""
        return self.look.moves

    @property
    def workbook(self) -> Workbook:
        """The notebook as it stands."""
        return self.look.workbook

    @property
    def formulation(self) -> FormulationView:
        """The parts of a formulation and a contract."""
        return self.look.formulation

    @property
    def procedures(self) -> tuple[ProcedureView, ...]:
        """What can be worked through step by step."""
        return self.look.procedures

    @property
    def transcript(self) -> tuple[Utterance, ...]:
        """All that was said so far."""
        return self.look.transcript

    @property
    def first_name(self) -> str:
        """What the patient is called in the transcript."""
        return self.room.patient.split()[0]

    def name_of(self, ref: str | None) -> str:
        """What a concern that has come up is called."""
        return next((concern.name for concern in self.room.concerns if concern.ref == ref), "")

    # ---- listening

    def ask(self, prompt: str) -> str:
        """Say what has come up by itself, and return the line that is typed. Raises Leave."""
        self.tell_news()
        return self.console.ask(prompt)

    def tell_news(self) -> None:
        """Say what has come up by itself since the last time."""
        for words in self.sitting.news():
            self._announce(words)

    # ---- acting

    def act(self, action: Action) -> bool:
        """Do something and show what came of it; tell whether it could be done."""
        before = self.look
        if not self._do(action):
            return False
        now = self.look
        self.show(tuple(line for line in now.transcript if line.turn > before.turn))
        self._show_what_is_new(before.room, before.workbook)
        if now.guided:
            made = [comment for remark in now.remarks if remark.turn == now.turn for comment in remark.comments]
            show_remarks(self.console, made, now.praised)
        return True

    def note(self, action: Action) -> bool:
        """Write in the workbook; tell whether it could be done."""
        if not self._do(action):
            return False
        self.console.say(_("Noted."), "note")
        return True

    def rewind(self, to: int) -> bool:
        """Go back to before turn `to`; tell whether that could be done."""
        return self._try(lambda: self.sitting.rewind(to))

    def take_back(self) -> bool:
        """Take the last turn back; tell whether that could be done."""
        return self._try(self.sitting.take_back)

    def _do(self, action: Action) -> bool:
        """Do something and wait until it is safe, saying so where that takes long; tell whether it was done."""
        return self._try(lambda: self.sitting.act(action)) and self._try(self._wait_until_it_is_safe)

    def _wait_until_it_is_safe(self) -> None:
        told = ""
        while not self.sitting.settle(_PATIENCE_S):
            if self.sitting.saving not in (told, "saved"):
                told = self.sitting.saving
                self._announce(_not_yet(offline=told == "offline"))
        if told:
            self._announce(_("It is saved."))

    def _try(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except (IllegalAction, CannotSave) as refused:
            self.console.say(str(refused))
            return False
        return True

    # ---- showing

    def show(self, lines: tuple[Utterance, ...]) -> None:
        """Print lines of the transcript."""
        for line in lines:
            match line.speaker:
                case "therapist":
                    self.console.said(_("You"), line.words, "you")
                case "patient":
                    self.console.said(f"{self.first_name}{_face(line)}", line.words, "patient")
                case "note":
                    self.console.say(f"-- {line.words}", "note")

    def sits(self) -> str:
        """Say how the patient sits there."""
        return bearing_words(self.room, self.first_name)

    def _show_what_is_new(self, room_before: Room, notes_before: Workbook) -> None:
        now, notes, note = self.room, self.workbook, self._announce
        held = {card.fact for card in notes_before.cards}
        for card in notes.cards:
            if card.fact not in held:
                note(_("A new card among your evidence: {card}. “pin” weighs it.", card=card.title))
        known = {concern.ref for concern in room_before.concerns}
        new = [concern for concern in now.concerns if concern.ref not in known and concern.kind != "fact"]
        spoken_of = [concern.name for concern in new if concern.kind in ("person", "event")]
        if spoken_of:
            note(_("New, and you can now ask about it: {names}.", names="; ".join(spoken_of)))
        for concern in new:
            if concern.kind in _GONE_THROUGH:
                note(_("New, and you can go through it with “work”: {name}.", name=concern.name))
        if len(notes.scales) > len(notes_before.scales):
            scale = notes.scales[-1]
            note(_("{scale}: {total}, {band}.", scale=notes.scale_name, total=scale.total, band=scale.band))
        if now.guardedness != room_before.guardedness and now.in_session and room_before.in_session:
            note(self.sits())
        if now.in_danger and not room_before.in_danger:
            note(_("Safety comes first now. Type “safety” for the steps, “leave” to return."))

    def _announce(self, words: str) -> None:
        self.console.say(f"-- {words}", "note")


def _not_yet(*, offline: bool) -> str:
    if offline:
        return _("No connection. What you did is kept here and is sent as soon as there is one. Ctrl-C stops.")
    return _("Sending …")


def _face(line: Utterance) -> str:
    return f" ({words})" if (words := face_words(line)) else ""
