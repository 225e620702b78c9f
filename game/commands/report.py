"""`report`: the debrief of a finished treatment, as text, as data, or as a page."""

import sys
from argparse import Namespace
from pathlib import Path

from game.commands.manners import FINE, Refused, complain, print_json
from game.commands.records import Record, open_record, state_of
from game.record import turns
from game.report import page, report_data, sections
from game.text import Console
from game.text.debrief import show_section
from game.view import NotOver, Report, report_view, transcript


def run(options: Namespace) -> int:
    """Print the report of a log or exemplar, or write it as one HTML page."""
    record = open_record(options.log, options.case)
    if record.notice:
        complain(record.notice)
    report = report_of(record)
    if options.html:
        _write(options.html, page(report, transcript(record.book, turns(record.log))))
        if not options.json:
            print(f"Written: {options.html}")
    if options.json:
        print_json(report_data(report))
    elif not options.html:
        console = Console(sys.stdin, sys.stdout)
        for part in sections(report):
            show_section(console, part)
    return FINE


def report_of(record: Record) -> Report:
    """Return the debrief. Raises Refused while the treatment is not over."""
    log = record.log
    try:
        return report_view(record.book, record.case, state_of(record), turns(log), log.header.mode)
    except NotOver as error:
        raise Refused(str(error)) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror or 'the name is not possible'}.") from None
