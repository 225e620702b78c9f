"""`bench`: whether a case can be solved, cannot be guessed, and cannot be got round; and how reliable the score is."""

import os
from argparse import Namespace
from pathlib import Path

from game.author.bench import Bench, bench_case, treatments_of
from game.author.bench_report import as_data, as_lines, as_page, ranking
from game.author.crew import Crew, NoCluster, crew_of
from game.author.reliability import CASES, FEWEST, Reliability, reliability
from game.author.reliability_report import reliability_data, reliability_lines
from game.author.verdict import faults, verdict
from game.case import CaseFile
from game.commands.manners import FAULTS, FINE, Refused, print_json
from game.commands.progress import progress
from game.commands.records import open_case
from game.commands.sound import sound_cases
from game.manual import Book, load_manual
from game.report import CannotExport, save


def run(options: Namespace) -> int:
    """Put one case or the shelf on the bench; exit code 1 if any is not fair, or the score not reliable enough."""
    book = load_manual()
    if options.all and options.case:
        raise Refused("Either one case or --all of them.")
    if not (options.all or options.case or options.reliability):
        raise Refused("Say which case: `sixteen-weeks bench CASE`, or --all for the shelf.")
    most = options.cases if options.reliability else None
    cases = [open_case(options.case, book)] if options.case else sound_cases(book, most)
    try:
        with crew_of(options.workers or os.cpu_count() or 1, options.dask) as crew:
            if options.reliability:
                return _reliability(crew, book, cases, options)
            return _bench(crew, book, cases, options)
    except NoCluster as error:
        raise Refused(str(error)) from None


def _bench(crew: Crew, book: Book, cases: list[CaseFile], options: Namespace) -> int:
    benches: list[Bench] = []
    with progress(sum(treatments_of(case, options.n) for case in cases)) as note:
        benches += (bench_case(crew, book, case, options.n, options.seed, note) for case in cases)
    if options.html:
        _write(options.html, as_page(book, cases, benches), quiet=options.json)
    unfair = [bench for bench in benches if faults(bench)]
    if options.json:
        rows = [as_data(bench) for bench in benches]
        print_json({"fair": not unfair, "cases": rows} if options.all else rows[0])
    elif options.all:
        print("\n".join(ranking(benches)))
        for bench in unfair:
            print(f"\n{bench.case}: {verdict(bench)}")
    elif not options.html:
        print("\n".join(as_lines(book, benches[0], unheard=options.unheard)))
    else:
        print(verdict(benches[0]))
    return FAULTS if unfair else FINE


def _reliability(crew: Crew, book: Book, cases: list[CaseFile], options: Namespace) -> int:
    if len(cases) < 2 or options.learners < FEWEST:
        raise Refused(f"Reliability wants two cases and {FEWEST} learners at least; leave CASE out for the shelf.")
    with progress(options.learners * len(cases)) as note:
        found: Reliability = reliability(crew, book, cases, options.learners, options.seed, note)
    if options.json:
        print_json(reliability_data(found))
    else:
        print("\n".join(reliability_lines(found)))
    return FINE if found.enough(CASES) else FAULTS


def _write(path: Path, text: str, *, quiet: bool) -> None:
    try:
        written = save(path, text)
    except CannotExport as error:
        raise Refused(str(error)) from None
    if not quiet:
        print(f"Written: {written}")
