"""One turn in the making: the events so far and the treatment they lead to."""

from collections.abc import Sequence

from game.case import CaseFile
from game.manual import Affect, Book
from game.treatment.events import Event, ExpectationMissed, MilestonePassed, Replied
from game.treatment.evolve import evolve
from game.treatment.pathway import Passage, pathway_of
from game.treatment.state import Treatment, bounded
from game.words import _

_CALM_BELOW = 2_500
_FADES_BY = 1_200
_RESTING = 2_000


class IllegalAction(Exception):
    """Raised for what cannot happen. The message is a sentence for the player."""


class Turn:
    """Collects events and keeps `now` in step with them; lives no longer than one call of `step`."""

    def __init__(self, book: Book, case: CaseFile, treatment: Treatment) -> None:
        self.book = book
        self.case = case
        self.before = treatment
        self.now = treatment
        self.events: list[Event] = []

    def add(self, event: Event) -> None:
        """Let `event` happen."""
        self.events.append(event)
        self.now = evolve(self.now, event)

    def pass_milestone(self, milestone: str) -> None:
        """Fire a trigger of the pathway. Raises IllegalAction where the manual's chart has no such way."""
        passage = self.passage(milestone)
        if milestone not in self.now.progress.milestones:  # what was missing the first time is on record
            for task in passage.unmet:
                self.add(ExpectationMissed(milestone, task))
        self.add(MilestonePassed(milestone, passage.before, passage.after))

    def passage(self, milestone: str) -> Passage:
        """Return where a trigger would lead, without firing it. Raises IllegalAction where there is no such way."""
        passage = pathway_of(self.book).pass_milestone(milestone, self.now)
        if passage is None:
            name = self.book.milestones[milestone].name
            raise IllegalAction(_("“{step}” is not possible at this point of the treatment.", step=name))
        return passage

    def reply(self, words: str, cue: str, affect: Affect | None = None, intensity: int | None = None) -> None:
        """Let the patient speak. Without a feeling of its own, what was felt before fades a little."""
        inner = self.now.inner
        if affect is None or affect == "calm":
            faded = bounded(inner.intensity - _FADES_BY, _RESTING)
            shown: Affect = inner.affect if faded > _CALM_BELOW else "calm"
            self.add(Replied(words, shown, faded, cue))
        else:
            self.add(Replied(words, affect, inner.intensity if intensity is None else intensity, cue))

    def reply_from(self, cues: Sequence[str]) -> None:
        """Let the patient say the next line of the first cue that has one."""
        words, cue = self.next_line(cues)
        self.reply(words, cue)

    def next_line(self, cues: Sequence[str]) -> tuple[str, str]:
        """Return the next line for the first of `cues` with unused words, the case's own before the manual's.

        When all are used, the manual's lines come round again, else the case's. `nothing_more` always has words.
        """
        used = self.now.knowledge.used
        for cue in cues:
            lines = self.case.rows.lines.get(cue, ())
            if used.get(cue, 0) < len(lines):
                return lines[used.get(cue, 0)], cue
        for cue in (*cues, "nothing_more"):
            bank = self._generic(cue)
            if bank:
                key = f"manual:{cue}"
                return bank[used.get(key, 0) % len(bank)], key
        raise LookupError(f"the manual has no replies for {cues}")  # the loader makes sure it has

    def _generic(self, cue: str) -> tuple[str, ...]:
        row = self.book.replies.get(cue)
        if row is None:
            return ()
        own: tuple[str, ...] = getattr(row, self.case.rows.patient.style)
        return (*own, *row.any)
