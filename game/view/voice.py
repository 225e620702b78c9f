"""What it was like to sit with you, in the patient's view: where the bond rose and fell, said plainly."""

from collections.abc import Iterable

from game.case import CaseFile
from game.manual import Book
from game.treatment import Event, Treatment
from game.treatment.events import PatientMoved, Said, SessionOpened, StepTaken

Turns = Iterable[tuple[int, tuple[Event, ...]]]


_WORTH_SAYING = -150
"""Alliance (thousandths of 10) that something must have cost to be taken home."""


def patients_voice(book: Book, case: CaseFile, now: Treatment, turns: Turns) -> tuple[str, ...]:
    """Return two to four sentences composed from how the bond moved and at whose words."""
    gains: dict[str, int] = {}
    losses: list[tuple[int, int, str, str]] = []
    session = 0
    for _, events in turns:
        words = next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
        for event in events:
            if isinstance(event, SessionOpened):
                session = event.number
            elif isinstance(event, PatientMoved) and event.alliance > 0:
                gains[event.cause] = gains.get(event.cause, 0) + event.alliance
            elif isinstance(event, PatientMoved) and event.alliance < 0:
                losses.append((event.alliance, session, words, event.cause))
    spoken = [_in_all(case, now)]
    if gains:
        best = max(gains, key=lambda cause: gains[cause])
        spoken.append(f"What helped most: {_lower(book.responses[best].words)}.")
    if losses and min(losses)[0] <= _WORTH_SAYING:
        _, session, words, _ = min(losses)
        spoken.append(f"What I went home with in session {session}: ‘{words}’")
    if now.phase == "dropped_out":
        spoken.append("After that I did not come back.")
    return tuple(spoken)


def _in_all(case: CaseFile, now: Treatment) -> str:
    began, ended = case.rows.patient.alliance * 1_000, now.inner.alliance
    if ended >= 7_000:
        return "I could say things in that room that I had not said anywhere."
    if ended >= began + 1_000:
        return "It took me a while, and then I looked forward to coming."
    if ended >= began - 500:
        return "It was all right. I am not sure you knew me by the end."
    return "I watched what I said, more each week."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
