"""Before the first session: the title, the shelf, the mode, the letter."""

from collections.abc import Sequence
from typing import Final

from game.case import CaseFile
from game.manual import Book
from game.record import Mode
from game.text.console import Console
from game.view import referral_view, shelf_row

_MODES: Final[tuple[tuple[Mode, str], ...]] = (
    ("guided", "guided: every move is listed, a supervisor comments each turn, and turns can be taken back"),
    ("practice", "practice: you find your own words, the supervisor speaks after each session, and you can go back"),
    ("exam", "exam: no comments and no going back; the debrief comes at the end"),
)


def greet(console: Console, book: Book) -> None:
    """Say what this is."""
    console.heading("Sixteen Weeks")
    console.say("You are the therapist. Your patient is depressed; what it is about, you will have to find out.")
    console.say(book.rows.notice, "note")
    console.say("Type “help” at any time, “quit” to stop; everything is kept.")


def choose_patient(console: Console, cases: Sequence[CaseFile]) -> CaseFile:
    """Let the player choose from the shelf. Raises Leave."""
    console.help = lambda: console.say("Type the number of the patient you want to treat.")
    console.heading("Who is waiting")
    ordered = sorted(cases, key=lambda case: (case.rows.level, case.rows.patient.name))
    rows = []
    for row in map(shelf_row, ordered):
        warnings = f" (Contains: {', '.join(row.warnings)}.)" if row.warnings else ""
        rows.append(
            f"{row.patient}, {row.age}, {row.occupation}. {row.teaser} "
            f"Level {row.level}, {row.sessions} sessions.{warnings}"
        )
    while (chosen := console.choose_only(rows, "Whom do you treat? Number")) is None:
        console.say("Type the number of a patient, or “quit”.")
    return ordered[chosen]


def choose_mode(console: Console) -> Mode:
    """Let the player choose how much help there is; guided for an empty line. Raises Leave."""
    console.help = lambda: console.say("Guided is the one to begin with. The mode is kept with the treatment.")
    console.heading("How do you want to play?")
    while True:
        chosen = console.choose([words for _, words in _MODES], "Number, or Enter for guided")
        if isinstance(chosen, int):
            return _MODES[chosen][0]
        if not chosen:
            return _MODES[0][0]
        console.say("Type 1, 2 or 3.")


def show_letter(console: Console, book: Book, case: CaseFile, sessions: int) -> None:
    """Show the referral letter."""
    letter = referral_view(book, case, sessions)
    console.heading(f"Referral: {letter.patient}")
    console.say(f"{letter.patient}, {letter.age} ({letter.pronouns}), {letter.occupation}. From {letter.sender}.")
    if letter.warnings:
        console.say(f"Contains: {', '.join(letter.warnings)}.", "note")
    console.say()
    console.say(letter.letter)
    console.say()
    console.say(f"{letter.sessions} sessions, fifty minutes each, once a week.")
