"""`cohort`: many treatments by a scripted therapist, and how they compare with published outcomes."""

from argparse import Namespace
from difflib import get_close_matches
from typing import Any

from game.author.benchmarks import Comparison, compare
from game.author.cohort import Outcome, Summary, cohort, summarise
from game.author.policies import POLICIES
from game.case import CaseFile
from game.commands.manners import FINE, Refused, print_json
from game.commands.records import open_case
from game.commands.sound import sound_cases
from game.manual import Book, load_manual
from game.treatment import Course

_MIXED = "mixed"


def run(options: Namespace) -> int:
    """Play `--n` treatments, shared evenly among the cases, and print what became of them."""
    policy = _policy(options)
    book = load_manual()
    cases = [open_case(options.case, book)] if options.case else _shelf(book, options)
    course: Course = "realistic" if options.realistic else "teaching"
    outcomes = _play(book, cases, policy, course, options)
    summary = summarise(policy, outcomes)
    names = [case.rows.id for case in cases]
    if options.json:
        comparisons = compare(summary) if options.table else ()
        print_json(_as_data(names, course, options.seed, summary, comparisons))
    elif options.table:
        print("\n".join(_as_table(names, summary, compare(summary))))
    else:
        print("\n".join(_as_lines(names, course, summary)))
    return FINE


def _shelf(book: Book, options: Namespace) -> list[CaseFile]:
    """Return the cases to be played; published outcomes are for depression in adults, so adaptations are left out."""
    cases = sound_cases(book)
    return [case for case in cases if case.rows.adaptation == "none"] if options.realistic else cases


def _policy(options: Namespace) -> str:
    if options.table and not options.realistic:
        raise Refused("Published outcomes can only be compared with realistic treatments: add --realistic.")
    allowed = f"The therapists are {', '.join(POLICIES)}."
    if options.policy is None:
        if options.table:
            return _MIXED
        raise Refused(f"Say which therapist plays: --policy NAME. {allowed}")
    name = str(options.policy)
    if name not in POLICIES:
        near = get_close_matches(name, POLICIES, n=1)
        guess = f" Did you mean “{near[0]}”?" if near else ""
        raise Refused(f"There is no therapist “{name}”.{guess} {allowed}")
    return name


def _play(book: Book, cases: list[CaseFile], policy: str, course: Course, options: Namespace) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for place, case in enumerate(cases):
        share = options.n // len(cases) + (place < options.n % len(cases))
        outcomes += cohort(book, case, policy, share, options.seed, course, options.workers)
    return outcomes


def _as_data(
    cases: list[str], course: Course, seed: int, summary: Summary, comparisons: tuple[Comparison, ...]
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "policy": summary.policy,
        "cases": cases,
        "course": course,
        "seed": seed,
        "n": summary.n,
        "composite": {"mean": round(summary.composite_mean, 3), "sd": round(summary.composite_sd, 3)},
        "response": summary.response,
        "remission": summary.remission,
        "dropout": summary.dropout,
        "start_mean": round(summary.start_mean, 3),
        "end_mean": round(summary.end_mean, 3),
        "alliance_r": summary.alliance_r,
        "fidelity_r": summary.fidelity_r,
    }
    if comparisons:
        data["benchmarks"] = [
            {
                "id": row.benchmark.id,
                "found": row.found,
                "published": row.benchmark.published,
                "low": row.benchmark.low,
                "high": row.benchmark.high,
                "inside": row.inside,
                "source": row.benchmark.source,
            }
            for row in comparisons
        ]
    return data


def _as_lines(cases: list[str], course: Course, summary: Summary) -> list[str]:
    return [
        f"{summary.n} treatments by the {summary.policy} therapist ({', '.join(cases)}; {course} mode)",
        f"Composite   {summary.composite_mean:.1f} (SD {summary.composite_sd:.1f})",
        f"Response    {summary.response:.1%}",
        f"Remission   {summary.remission:.1%}",
        f"Drop-out    {summary.dropout:.1%}",
        f"Scale       {summary.start_mean:.1f} at first, {summary.end_mean:.1f} at the end",
        f"With change alliance correlates {_number(summary.alliance_r)}, fidelity {_number(summary.fidelity_r)}",
    ]


def _as_table(cases: list[str], summary: Summary, comparisons: tuple[Comparison, ...]) -> list[str]:
    """Return the comparison as a Markdown table, which reads as well in a terminal."""
    rows = [("Figure", "Here", "Published", "Interval", "Inside")]
    for row in comparisons:
        share = row.benchmark.id in ("response", "remission", "dropout")
        low, high = _number(row.benchmark.low, share=share), _number(row.benchmark.high, share=share)
        verdict = "too few" if row.inside is None else "yes" if row.inside else "no"
        here = _number(row.found, share=share)
        rows.append((row.benchmark.name, here, row.benchmark.published, f"{low} to {high}", verdict))
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    lines = [
        "| " + " | ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    head = f"{summary.n} realistic treatments by the {summary.policy} therapist ({', '.join(cases)})"
    return [head, "", *lines, "", *(f"{row.benchmark.name}: {row.benchmark.source}" for row in comparisons)]


def _number(value: float | None, *, share: bool = False) -> str:
    if value is None:
        return "-"
    if share:
        return f"{value:.1%}".replace("%", " %")
    return f"{value:.1f}" if value > 1 else f"{value:.3f}".replace("0.", ".", 1)
