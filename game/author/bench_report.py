"""What the bench found, as lines for a terminal, as data, and as a page with pictures."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any, Final

from game.author import page, pictures
from game.author.bench import EXPLOITS, LEAST_AUC, MOST_EXPLOITED, THERAPIST_NAMES, Bench
from game.author.figures import correlation, per_mille, percent, table
from game.author.items import WEAK
from game.author.plays import HOUR
from game.author.smells import NAMES, Smell
from game.author.verdict import faults, verdict
from game.case import CaseFile
from game.case.check_fair import LEAST_FROM_ALL, MOST_FROM_LETTER
from game.manual import AREAS, Book

_SHOWN: Final = 12
"""So many smells of a kind are printed; data and page have all."""

Rows = list[tuple[str, ...]]


def as_data(bench: Bench) -> dict[str, Any]:
    """Return everything in natural units: points of 100, shares of 1, correlations, minutes."""
    reading = bench.reading
    return {
        "case": bench.case,
        "title": bench.title,
        "n": bench.n,
        "seed": bench.seed,
        "fair": not faults(bench),
        "verdict": verdict(bench),
        "faults": list(faults(bench)),
        "therapists": [
            {"who": row.who, "mean": round(row.mean, 3), "sd": round(row.sd, 3), "share": round(row.share, 4)}
            for row in bench.standings
        ],
        "order": [{"better": row.better, "worse": row.worse, "auc": round(row.auc, 4)} for row in bench.ranks],
        "margin": round(bench.margin, 4),
        "letter": {
            "unasked": list(reading.unasked),
            "chances": {area: chance / 1_000 for area, chance in reading.letter.items()},
            "guessed": reading.guessed / 1_000,
        },
        "everything": {
            "chances": {area: chance / 1_000 for area, chance in reading.everything.items()},
            "solved": reading.solved / 1_000,
        },
        "learners": bench.learners,
        "facts": [
            {"id": row.id, "told": round(row.mean, 4), "discrimination": _rounded(row.discrimination)}
            for row in bench.facts
        ],
        "path": [{**asdict(step), "chance": step.chance / 1_000} for step in bench.path],
        "solved_in_session": bench.solved,
        "minutes": [round(minutes, 2) for minutes in bench.minutes],
        "lines": bench.lines,
        "unheard": len(bench.unheard),
        "unheard_lines": list(bench.unheard),
        "missed": list(bench.missed),
        "smells": [asdict(smell) for smell in bench.smells],
        "variants": [asdict(row) for row in bench.variants],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def as_lines(book: Book, bench: Bench, *, unheard: bool = False) -> list[str]:
    """Return everything for reading in a terminal; with the lines that nobody heard, if they are asked for."""
    lines = [f"{bench.title} ({bench.case}), {bench.n} treatments by each therapist", "", verdict(bench), ""]
    lines += [*table(_standings(bench)), "", *table(_ranks(bench)), "", *table(_chances(book, bench)), ""]
    lines += [*table(_facts(bench)), "", _path_words(bench), "", _minutes_words(bench)]
    if bench.variants:
        lines += ["", _variant_words(bench)]
    lines += ["", _unheard_words(bench)]
    lines += [f"  “{words}”" for words in bench.unheard] if unheard else []
    for kind, found in groupby(bench.smells, key=lambda smell: smell.kind):
        smells = list(found)
        lines += ["", f"{NAMES[kind]} ({len(smells)})", *(_smell_line(smell) for smell in smells[:_SHOWN])]
        lines += [f"  … and {len(smells) - _SHOWN} more"] if len(smells) > _SHOWN else []
    return lines


def ranking(benches: list[Bench]) -> list[str]:
    """Return the shelf in a table, the case with the most to spare first."""
    return table(_ranked(benches))


def _ranked(benches: list[Bench]) -> Rows:
    rows: Rows = [("Case", "Fair", "Expert", "Least AUC", "Best way round", "Letter", "All facts", "Solved", "Smells")]
    for bench in sorted(benches, key=lambda bench: (len(faults(bench)), -bench.margin)):
        rows.append(
            (
                bench.case,
                "no" if faults(bench) else "yes",
                f"{bench.standing('expert').mean:.1f}",
                f"{min(row.auc for row in bench.ranks):.3f}",
                percent(max(bench.standing(who).share for who in EXPLOITS)),
                per_mille(bench.reading.guessed),
                per_mille(bench.reading.solved),
                f"session {bench.solved}" if bench.solved else "never",
                str(len(bench.smells)),
            )
        )
    return rows


def as_page(book: Book, cases: list[CaseFile], benches: list[Bench]) -> str:
    """Return one page about all of `benches`."""
    title = benches[0].title if len(benches) == 1 else f"The shelf: {len(benches)} cases"
    parts = [page.heading(f"Fairness bench: {title}", 1)]
    parts += [page.rows(_ranked(benches))] if len(benches) > 1 else []
    for case, bench in zip(cases, benches, strict=True):
        parts += _about(book, case, bench)
    return page.page(f"Fairness bench: {title}", parts)


def _about(book: Book, case: CaseFile, bench: Bench) -> Iterator[str]:
    edge = "costly-edge" if faults(bench) else "good-edge"
    yield page.heading(f"{bench.title} ({bench.case})")
    yield f'<div class="card {edge}">{page.paragraph(verdict(bench))}</div>'
    limit = MOST_EXPLOITED * bench.standing("expert").mean
    spread = [(_called(row.who), row.points) for row in bench.standings]
    picture = pictures.spread(spread, limit, f"most for a way round ({limit:.0f})", "Composite by therapist")
    yield page.heading("Separation", 3)
    yield page.figure(picture, f"Composite of {bench.n} treatments by each therapist; the stroke is the mean.")
    yield page.rows(_standings(bench)) + page.rows(_ranks(bench))
    yield page.heading("Guessing and solving", 3)
    reading = bench.reading
    shares = [(book.areas[area].name, reading.letter[area] / 10, reading.everything[area] / 10) for area in AREAS]
    yield page.figure(
        pictures.bars(shares, 100, " %", "Chances of the areas"),
        f"What the letter makes of the areas (thick), and what all facts make of them (thin). The key is "
        f"{book.areas[case.rows.key.area].name.lower()}.",
    )
    sessions = [f"{step.session}" for step in bench.path]
    marks = [name if place == 0 or name != sessions[place - 1] else "" for place, name in enumerate(sessions)]
    points = [(step.chance, mark) for step, mark in zip(bench.path, marks, strict=True)]
    picture = pictures.steps(points, LEAST_FROM_ALL, "decided", "Chance of the key, fact by fact")
    yield page.figure(picture, "How likely the key is after each fact the expert heard; below, the session.")
    yield page.folded("The expert's path", page.rows(_path(case, bench)))
    if bench.missed:
        yield page.paragraph(_path_words(bench).partition("\n")[2])
    yield from _items(bench)
    minutes = [(f"Session {number}", minutes, None) for number, minutes in enumerate(bench.minutes, 1)]
    yield page.heading("Minutes used by the expert", 3)
    yield page.figure(pictures.bars(minutes, HOUR, "", "Minutes by session"), f"Of {HOUR}, on average.")
    if bench.variants:
        yield page.paragraph(_variant_words(bench))
    yield page.heading("Smells", 3)
    yield page.paragraph(_unheard_words(bench))
    if not bench.smells:
        yield page.paragraph("None.")
    for kind, found in groupby(bench.smells, key=lambda smell: smell.kind):
        smells = [("Where", "What"), *((smell.what, smell.sentence) for smell in found)]
        yield page.folded(f"{NAMES[kind]} ({len(smells) - 1})", page.rows(smells))


def _items(bench: Bench) -> Iterator[str]:
    yield page.heading("Facts", 3)
    dots = [(row.mean, row.discrimination, row.name) for row in bench.facts if row.discrimination is not None]
    caption = (
        f"Each fact by how many of {bench.learners} simulated learners were told it (across), and by how that goes "
        "with their composite (up). Below the line it tells strong from weak hardly at all."
    )
    yield page.figure(pictures.scatter(dots, WEAK, "Facts by difficulty and discrimination"), caption)
    yield page.folded("All facts", page.rows(_facts(bench)))


def _standings(bench: Bench) -> Rows:
    rows: Rows = [("Therapist", "Mean", "SD", "Of the expert's", "Allowed")]
    for row in bench.standings:
        allowed = percent(MOST_EXPLOITED) if row.who in EXPLOITS else ""
        rows.append((_called(row.who), f"{row.mean:.1f}", f"{row.sd:.1f}", percent(row.share), allowed))
    return rows


def _ranks(bench: Bench) -> Rows:
    rows: Rows = [("Higher", "Lower", "AUC", f"At least {LEAST_AUC:.2f}")]
    rows += [(_called(row.better), _called(row.worse), f"{row.auc:.3f}", _yes(row.holds)) for row in bench.ranks]
    return rows


def _chances(book: Book, bench: Bench) -> Rows:
    reading = bench.reading
    rows: Rows = [("Area", "From the letter", "From all facts")]
    rows += [
        (book.areas[area].name, per_mille(reading.letter[area]), per_mille(reading.everything[area])) for area in AREAS
    ]
    guessed = f"{per_mille(reading.guessed)} (at most {per_mille(MOST_FROM_LETTER)})"
    rows.append(("The key", guessed, f"{per_mille(reading.solved)} (at least {per_mille(LEAST_FROM_ALL)})"))
    return rows


def _facts(bench: Bench) -> Rows:
    rows: Rows = [("Fact", "Told", "Discrimination", "Card")]
    rows += [(row.id, percent(row.mean), correlation(row.discrimination), row.name) for row in bench.facts]
    return rows


def _path(case: CaseFile, bench: Bench) -> Rows:
    rows: Rows = [("Session", "Turn", "Fact", "Key")]
    rows += [
        (str(step.session), str(step.turn), case.facts[step.fact].card, per_mille(step.chance)) for step in bench.path
    ]
    return rows


def _path_words(bench: Bench) -> str:
    way = " → ".join(f"{step.fact} ({step.session}: {per_mille(step.chance)})" for step in bench.path)
    path = f"The expert's path, with the session and how likely the key was then: {way or 'no fact was told'}."
    if not bench.missed:
        return path
    return (
        f"{path}\nNamed in `why`, and never told to the expert: {', '.join(bench.missed)}. "
        "Ask for less `alliance`, wait for fewer facts (`after`), or open more ways (`how`)."
    )


def _minutes_words(bench: Bench) -> str:
    used = ", ".join(f"{minutes:.0f}" for minutes in bench.minutes)
    return f"Minutes of {HOUR} that the expert used, session by session: {used}."


def _variant_words(bench: Bench) -> str:
    found = ", ".join(f"{row.variant} {THERAPIST_NAMES[row.who]} {row.difference:+.1f}" for row in bench.variants)
    return f"Variants, in points from the case as it is written: {found}."


def _unheard_words(bench: Bench) -> str:
    unheard = len(bench.unheard)
    return f"Of {bench.lines} lines, {unheard} can be said and were heard by none of these therapists and learners."


def _smell_line(smell: Smell) -> str:
    return f"  {smell.what}: {smell.sentence}"


def _called(who: str) -> str:
    return THERAPIST_NAMES[who].removeprefix("the ").capitalize()


def _yes(holds: bool) -> str:
    return "yes" if holds else "NO"
