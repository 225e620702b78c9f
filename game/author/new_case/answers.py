"""What is asked before a case is written, and what an answer must be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from game.manual import AREAS, Style


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the answer's key (also the option on the command line), the words, and the answer taken if none."""

    key: str
    words: str
    usual: str
    among: tuple[str, ...] = ()


Answers = Mapping[str, str]

QUESTIONS: Final = (
    Question("id", "A short name for the folder, in small letters", "nora"),
    Question("name", "The patient's full name", "Nora Blum"),
    Question("age", "Age in years", "52"),
    Question("pronouns", "Pronouns", "she/her"),
    Question("occupation", "Occupation", "school librarian"),
    Question("style", "How they talk", "plain", get_args(Style)),
    Question("sessions", "Number of sessions", "8", ("8", "12", "16")),
    Question("area", "The problem area that is to be found", "role_transition", AREAS),
    Question("subject", "First name of the person it is about, or who belongs to the change", "Jonas"),
    Question("rival", "First name of somebody who leads away from it", "Ruth"),
    Question("friend", "First name of a friend who has been neglected", "Selma"),
)
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NAME: Final = re.compile(r"[^\W\d_][\w .'’-]{0,59}")
_YOUNGEST, _OLDEST = 12, 100


def refusal(question: Question, answer: str) -> str | None:
    """Return why an answer cannot be taken, as a sentence; None where it can."""
    if question.among:
        return None if answer in question.among else f"Choose one of {', '.join(question.among)}."
    match question.key:
        case "id":
            return None if _ID.fullmatch(answer) else "Small letters, digits and _, beginning with a letter."
        case "age":
            sound = answer.isascii() and answer.isdigit() and _YOUNGEST <= int(answer) <= _OLDEST
            return None if sound else f"A whole number from {_YOUNGEST} to {_OLDEST}."
        case "name" | "subject" | "rival" | "friend":
            return None if _NAME.fullmatch(answer) else "A name: letters, spaces, hyphens, at most 60."
    return None if 0 < len(answer) <= 60 and answer.isprintable() else "A few words, at most 60 characters."


def conflict(answers: Answers) -> str | None:
    """Return what does not go together in the answers; None when they do."""
    first = answers["name"].split()[0]
    names = [first, answers["subject"], answers["rival"], answers["friend"]]
    if len({name.casefold() for name in names}) < len(names):
        return "The patient, the other two and the friend need four different first names."
    return None
