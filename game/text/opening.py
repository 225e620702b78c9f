"""Before the first session: the title, the shelf, the mode, the letter."""

from collections.abc import Sequence

from game.case import CaseFile
from game.manual import Book
from game.record import Mode
from game.text.console import Console
from game.view import ReferralView, shelf_row
from game.words import _


def greet(console: Console, book: Book) -> None:
    """Say what this is."""
    console.heading("Sixteen Weeks")
    console.say(_("You are the therapist. Your patient is depressed; what it is about, you will have to find out."))
    console.say(book.rows.notice, "note")
    console.say(_("Type “help” at any time, “quit” to stop; everything is kept."))


def choose_patient(console: Console, cases: Sequence[CaseFile]) -> CaseFile:
    """Let the player choose from the shelf. Raises Leave."""
    console.help = lambda: console.say(_("Type the number of the patient you want to treat, or the name."))
    console.heading(_("Who is waiting"))
    ordered = sorted(cases, key=lambda case: (case.rows.level, case.rows.patient.name))
    rows = [_shelved(case) for case in ordered]
    names = [case.rows.patient.name for case in ordered]
    while (chosen := console.choose_only(rows, _("Whom do you treat? Number or name"), names)) is None:
        console.say(_("Type the number of a patient, or “quit”."))
    return ordered[chosen]


def _shelved(case: CaseFile) -> str:
    row = shelf_row(case)
    about = _(
        "{name}, {age}, {occupation}. {teaser} Level {level}, {sessions} sessions.",
        name=row.patient,
        age=row.age,
        occupation=row.occupation,
        teaser=row.teaser,
        level=row.level,
        sessions=row.sessions,
    )
    return f"{about} ({_contains(row.warnings)})" if row.warnings else about


def _contains(warnings: Sequence[str]) -> str:
    return _("Contains: {what}.", what=", ".join(warnings))


def choose_mode(console: Console) -> Mode:
    """Let the player choose how much help there is; guided for an empty line. Raises Leave."""
    console.help = lambda: console.say(_("Guided is the one to begin with. The mode is kept with the treatment."))
    console.heading(_("How do you want to play?"))
    modes: dict[Mode, str] = {
        "guided": _("guided: every move is listed, a supervisor comments each turn, and turns can be taken back"),
        "practice": _(
            "practice: you find your own words, the supervisor speaks after each session, and you can go back"
        ),
        "exam": _("exam: no comments and no going back; the debrief comes at the end"),
    }
    chosen = console.choose_only(list(modes.values()), _("Number, or Enter for guided"), list(modes))
    return "guided" if chosen is None else list(modes)[chosen]


def show_letter(console: Console, letter: ReferralView) -> None:
    """Show the referral letter."""
    console.heading(_("Referral: {patient}", patient=letter.patient))
    console.say(
        _(
            "{name}, {age} ({pronouns}), {occupation}. From {sender}.",
            name=letter.patient,
            age=letter.age,
            pronouns=letter.pronouns,
            occupation=letter.occupation,
            sender=letter.sender,
        )
    )
    if letter.warnings:
        console.say(_contains(letter.warnings), "note")
    console.say()
    console.say(letter.letter)
    console.say()
    console.say(_("{sessions} sessions, fifty minutes each, once a week.", sessions=letter.sessions))
