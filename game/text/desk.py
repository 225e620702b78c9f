"""The therapist's desk: the treatment in play, what it looks like now, and what a turn brought."""

from collections.abc import Callable

from game.play import CannotSave, Playthrough
from game.text.console import Console
from game.treatment import Action, Event, IllegalAction
from game.view import (
    Comment,
    FormulationView,
    Move,
    ProcedureView,
    Report,
    Room,
    Utterance,
    Workbook,
    comments,
    formulation_view,
    moves,
    procedure_views,
    report_view,
    room,
    spoken_ways,
    transcript,
    workbook_view,
)

_STRONG, _CLEAR = 6_500, 4_000
_SITS = {"open": "sits at ease with you", "wary": "keeps a little distance", "closed": "has closed up"}


class Desk:
    """Shows a treatment through the views and nothing else, and acts on it."""

    def __init__(self, console: Console, play: Playthrough) -> None:
        self.console = console
        self.play = play

    # ---- looking

    @property
    def room(self) -> Room:
        """Where the treatment stands."""
        return room(self.play.book, self.play.case, self.play.treatment)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What can be said now."""
        return moves(self.play.book, self.play.case, self.play.treatment)

    @property
    def workbook(self) -> Workbook:
        """The notebook as it stands."""
        return workbook_view(self.play.book, self.play.case, self.play.treatment, self.play.turns)

    @property
    def formulation(self) -> FormulationView:
        """The parts of a formulation and a contract."""
        return formulation_view(self.play.book, self.play.case, self.play.treatment)

    @property
    def procedures(self) -> tuple[ProcedureView, ...]:
        """What can be worked through step by step."""
        play = self.play
        return procedure_views(play.book, play.case, play.treatment, play.turns, guided=play.mode == "guided")

    @property
    def transcript(self) -> tuple[Utterance, ...]:
        """All that was said so far."""
        return transcript(self.play.book, self.play.turns)

    @property
    def report(self) -> Report:
        """The debrief. Raises NotOver before the end."""
        play = self.play
        return report_view(play.book, play.case, play.treatment, play.turns, play.mode)

    @property
    def first_name(self) -> str:
        """What the patient is called in the transcript."""
        return self.room.patient.split()[0]

    def ways(self, intent: str, target: str | None) -> tuple[str, ...]:
        """The ways in which a move can be put."""
        return spoken_ways(self.play.book, self.play.case, self.play.treatment, intent, target)

    def name_of(self, ref: str | None) -> str:
        """What a concern that has come up is called."""
        return next((concern.name for concern in self.room.concerns if concern.ref == ref), "")

    def session_comments(self) -> tuple[Comment, ...]:
        """What a supervisor would say about the session that was last, gaps first."""
        events: list[Event] = []
        for _, happened in self.play.turns:
            if any(event.kind == "session_opened" for event in happened):
                events.clear()
            events += happened
        return comments(self.play.book, tuple(events))

    # ---- acting

    def act(self, action: Action) -> bool:
        """Do something and show what came of it; tell whether it could be done."""
        before = self.room, self.workbook
        if not self._try(lambda: self.play.act(action)):
            return False
        self.show(transcript(self.play.book, self.play.turns[-1:]))
        self._show_what_is_new(*before)
        if self.play.mode == "guided":
            self.show_comments(comments(self.play.book, self.play.events_of_last_turn))
        return True

    def note(self, action: Action) -> bool:
        """Write in the workbook; tell whether it could be done."""
        if not self._try(lambda: self.play.act(action)):
            return False
        self.console.say("Noted.", "note")
        return True

    def rewind(self, to: int) -> bool:
        """Go back to before turn `to`; tell whether that could be done."""
        return self._try(lambda: self.play.rewind(to))

    def take_back(self) -> bool:
        """Take the last turn back; tell whether that could be done."""
        return self._try(self.play.take_back)

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
                    self.console.said("You", line.words, "you")
                case "patient":
                    self.console.said(f"{self.first_name}{_face(line)}", line.words, "patient")
                case "note":
                    self.console.say(f"-- {line.words}", "note")

    def show_comments(self, remarks: tuple[Comment, ...]) -> None:
        """Print a supervisor's remarks: gaps with what to say instead, then what was done well."""
        for remark in remarks:
            mark = "Well done" if remark.good else "Look at this"
            instead = f" Instead, for example: “{remark.instead}”" if remark.instead else ""
            says = "" if remark.says == remark.title else f" {remark.says}"
            words = f"[{mark}] {remark.title}.{says}{instead} ({remark.reference})"
            self.console.say(words, "good" if remark.good else "costly")

    def sits(self) -> str:
        """Say how the patient sits there."""
        now = self.room
        feeling = "" if now.affect == "calm" else f", {_degree(now.intensity)}{now.affect}"
        return f"{self.first_name} {_SITS[now.guardedness]}{feeling}."

    def _show_what_is_new(self, room_before: Room, notes_before: Workbook) -> None:
        now, notes = self.room, self.workbook
        held = {card.fact for card in notes_before.cards}
        for card in notes.cards:
            if card.fact not in held:
                self.console.say(f"-- A card for your evidence: {card.title}.", "note")
        known = {concern.ref for concern in room_before.concerns}
        new = [concern.name for concern in now.concerns if concern.ref not in known and concern.kind != "fact"]
        if new:
            self.console.say(f"-- You can now speak about: {'; '.join(new)}.", "note")
        if len(notes.scales) > len(notes_before.scales):
            scale = notes.scales[-1]
            self.console.say(f"-- {notes.scale_name}: {scale.total}, {scale.band}.", "note")
        if now.guardedness != room_before.guardedness and now.in_session and room_before.in_session:
            self.console.say(f"-- {self.sits()}", "note")
        if now.in_danger and not room_before.in_danger:
            self.console.say("-- Safety comes first now. Type “safety” for the steps, “leave” to return.", "note")


def _face(line: Utterance) -> str:
    return "" if line.affect == "calm" else f" ({_degree(line.intensity)}{line.affect})"


def _degree(intensity: int) -> str:
    return "very " if intensity >= _STRONG else "" if intensity >= _CLEAR else "a little "
