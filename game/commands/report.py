"""`report`: the debrief of a finished treatment, as text, as data, as a page or as a table."""

import sys
from argparse import Namespace
from pathlib import Path

from game.commands.manners import FINE, Refused, complain, print_json
from game.commands.records import Record, open_record, state_of
from game.commands.spoken import speak_here
from game.record import turns
from game.report import CannotExport, page, report_data, save, sections, table
from game.text import Console
from game.text.debrief import show_section
from game.view import NotOver, Report, report_view, transcript


def run(options: Namespace) -> int:
    """Print the report of a log or exemplar, or write it as an HTML page, as a CSV table, or both."""
    if not (options.json or options.csv):
        speak_here()
    record = open_record(options.log, options.case)
    if record.notice:
        complain(record.notice)
    report = report_of(record)
    if options.html:
        _write(options, options.html, page(report, transcript(record.book, turns(record.log))))
    if options.csv:
        _write(options, options.csv, table(report))
    if options.json:
        print_json(report_data(report))
    elif not options.html and not options.csv:
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


def _write(options: Namespace, path: Path, text: str) -> None:
    """Write a file and say where it lies; with --json only data is printed."""
    try:
        written = save(path, text)
    except CannotExport as error:
        raise Refused(str(error)) from None
    if not options.json:
        print(f"Written: {written}")
