"""`history`: what was played on this machine, and one's own data: to take along, or to be rid of."""

from argparse import Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path

from game.commands.in_window import archive_of
from game.commands.library import Library
from game.commands.manners import FAULTS, FINE, Refused, complain, print_json
from game.history import Archive, CannotExport, Entry, Skill
from game.manual import load_manual

_SURE = "delete"


def run(options: Namespace) -> int:
    """Print treatments and skills, write them into one file, or delete everything after a question."""
    book = load_manual()
    archive = archive_of(Library(book), book)
    try:
        if options.delete_all:
            return _delete_all(archive)
        if options.export is not None:
            return _export(archive, options.export)
        archive.history.refresh()
        entries, skills = archive.history.entries(), archive.history.skills(date.today())
    finally:
        archive.close()
    if options.json:
        print_json({"treatments": [asdict(entry) for entry in entries], "skills": [asdict(skill) for skill in skills]})
    else:
        print("\n".join([*map(_line, entries), "", *_map(skills)] if entries else ["Nothing has been played here."]))
    return FINE


def _line(entry: Entry) -> str:
    if entry.over:
        standing = f"{entry.composite // 1_000} of 100"
    else:
        standing = entry.trouble or f"session {entry.session} of {entry.sessions}"
    return f"{entry.played.replace('T', ' ')}  {entry.patient}, {entry.mode}: {standing}  ({entry.log})"


def _map(skills: tuple[Skill, ...]) -> list[str]:
    lines = []
    for title, chosen in (
        ("Due for practice again", [skill for skill in skills if skill.due]),
        ("What you avoid", [skill for skill in skills if skill.standing == "avoided"]),
        ("What you do well", [skill for skill in skills if skill.standing == "well"]),
        ("What is growing", [skill for skill in skills if skill.standing == "growing"]),
    ):
        names = ", ".join(f"{skill.name} ({skill.done} of {skill.called})" for skill in chosen)
        lines.append(f"{title}: {names or 'nothing'}.")
    return lines


def _export(archive: Archive, to: Path) -> int:
    try:
        print(archive.export(date.today(), to))
    except CannotExport as error:
        raise Refused(str(error)) from None
    return FINE


def _delete_all(archive: Archive) -> int:
    print(f"Every log, the history and your settings will be gone for good. Type {_SURE} to go on.")
    try:
        answer = input("> ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != _SURE:
        print("Nothing was deleted.")
        return FINE
    left = archive.forget()
    if left:
        complain("Something is left in: " + ", ".join(map(str, left)))
        return FAULTS
    print("Everything of yours is deleted.")
    return FINE
