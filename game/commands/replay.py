"""`replay`: what was said and done, up to any turn, as whoever played it saw it."""

import sys
from argparse import Namespace
from dataclasses import asdict

from game.commands.manners import FINE, complain, print_json
from game.commands.records import open_record, state_of
from game.record import turns
from game.text import Console
from game.view import room, transcript


def run(options: Namespace) -> int:
    """Print the conversation and where the treatment stands after turn `--to`, by default the last."""
    record = open_record(options.log, options.case)
    if record.notice:
        complain(record.notice)
    book, case, log = record.book, record.case, record.log
    now = state_of(record, options.to)
    said = transcript(book, turns(log)[: options.to])
    seen = room(book, case, now)
    if options.json:
        print_json({"case": seen.case, "turn": now.turn, "room": asdict(seen), "transcript": [asdict(u) for u in said]})
        return FINE
    console = Console(sys.stdin, sys.stdout)
    speakers = {"patient": seen.patient.split()[0], "therapist": "You", "note": "--"}
    styles = {"patient": "patient", "therapist": "you", "note": "note"}
    for line in said:
        console.said(f"{line.turn:>4}  {speakers[line.speaker]}", line.words, styles[line.speaker])
    console.say(f"\nAfter turn {now.turn}: {seen.phase_name}, session {seen.session} of {seen.sessions}.")
    return FINE
