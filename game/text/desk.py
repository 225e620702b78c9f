"""The therapist's desk: the treatment in play, what it looks like now, and what a turn brought."""

from collections.abc import Callable

from game.manual import Affect
from game.play import CannotSave, Playthrough
from game.text.console import Console
from game.text.remarks import Remarked, praised, remarked_turns, show_remarks
from game.treatment import Action, IllegalAction, step
from game.treatment.events import Said, StepTaken
from game.view import (
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
    said_before,
    spoken_ways,
    transcript,
    workbook_view,
)
from game.view.counts import Count, counts
from game.words import _

_STRONG, _CLEAR = 6_500, 4_000
_GONE_THROUGH = frozenset({"incident", "decision", "rehearsal"})


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
    def counts(self) -> tuple[Count, ...]:
        """What is counted beside the scale."""
        return counts(self.play.book, self.play.case, self.play.treatment)

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

    def words_of(self, action: Action) -> str:
        """What the therapist would say, word for word, if this were done; else why it cannot be done."""
        try:
            _after, events = step(self.play.book, self.play.case, self.play.treatment, action)
        except IllegalAction as refused:
            return str(refused)
        return next((event.words for event in events if isinstance(event, Said | StepTaken)), "")

    def session_remarks(self) -> tuple[Remarked, ...]:
        """What a supervisor would say about the session that was last, turn by turn."""
        return remarked_turns(self.play.book, self.play.turns)

    # ---- acting

    def act(self, action: Action) -> bool:
        """Do something and show what came of it; tell whether it could be done."""
        before = self.room, self.workbook
        if not self._try(lambda: self.play.act(action)):
            return False
        self.show(transcript(self.play.book, self.play.turns[-1:]))
        self._show_what_is_new(*before)
        if self.play.mode == "guided":
            show_remarks(
                self.console,
                comments(
                    self.play.book,
                    self.play.events_of_last_turn,
                    said_before(self.play.turns, self.play.turns[-1][0]),
                ),
                praised(self.play.book, self.play.turns[:-1]),
            )
        return True

    def note(self, action: Action) -> bool:
        """Write in the workbook; tell whether it could be done."""
        if not self._try(lambda: self.play.act(action)):
            return False
        self.console.say(_("Noted."), "note")
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
                    self.console.said(_("You"), line.words, "you")
                case "patient":
                    self.console.said(f"{self.first_name}{_face(line)}", line.words, "patient")
                case "note":
                    self.console.say(f"-- {line.words}", "note")

    def sits(self) -> str:
        """Say how the patient sits there."""
        now = self.room
        match now.guardedness:
            case "open":
                sits = _("{name} sits at ease with you", name=self.first_name)
            case "wary":
                sits = _("{name} keeps a little distance", name=self.first_name)
            case "closed":
                sits = _("{name} has closed up", name=self.first_name)
        return f"{sits}." if now.affect == "calm" else f"{sits}, {_feels(now.affect, now.intensity)}."

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


def _face(line: Utterance) -> str:
    return "" if line.affect == "calm" else f" ({_feels(line.affect, line.intensity)})"


def _feels(affect: Affect, intensity: int) -> str:
    feeling = _feeling(affect)
    if intensity >= _STRONG:
        return _("very {feeling}", feeling=feeling)
    return feeling if intensity >= _CLEAR else _("a little {feeling}", feeling=feeling)


def _feeling(affect: Affect) -> str:
    words: dict[Affect, str] = {
        "sad": _("sad"),
        "angry": _("angry"),
        "anxious": _("anxious"),
        "guilty": _("guilty"),
        "ashamed": _("ashamed"),
        "numb": _("numb"),
        "lonely": _("lonely"),
        "calm": _("calm"),
        "hopeful": _("hopeful"),
        "warm": _("warm"),
    }
    return words[affect]
