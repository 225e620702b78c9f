"""The bench's verdict in plain words: what makes a case unfair, and what its author could do about it."""

from collections.abc import Iterator

from game.author.bench import (
    EXPLOITS,
    LEAST_AUC,
    MOST_BETWEEN_VARIANTS,
    MOST_EXPLOITED,
    THERAPIST_NAMES,
    Bench,
)
from game.author.figures import per_mille, percent
from game.author.smells import NAMES
from game.case.check_fair import LEAST_FROM_ALL, MOST_FROM_LETTER


def faults(bench: Bench) -> tuple[str, ...]:
    """Return a sentence for everything that makes the case unfair, with its numbers and what could be changed."""
    return (*_order(bench), *_exploits(bench), *_reading(bench), *_variants(bench))


def verdict(bench: Bench) -> str:
    """Return the verdict in one or two sentences."""
    found = faults(bench)
    if found:
        return f"Not fair, for {len(found)} reason{'s' * (len(found) != 1)}: {' '.join(found)}"
    least, most = min(row.auc for row in bench.ranks), max(bench.standing(who).share for who in EXPLOITS)
    solved = f"the expert has it in session {bench.solved}" if bench.solved else "the expert never quite has it"
    return (
        f"Fair: better work scores higher in {percent(least)} of pairs at least, no way round the work earns more "
        f"than {percent(most)} of the expert's score, the letter gives the key away to "
        f"{per_mille(bench.reading.guessed)}, all facts decide it to {per_mille(bench.reading.solved)}, and {solved}."
        f"{_smells(bench)}"
    )


def _order(bench: Bench) -> Iterator[str]:
    for row in bench.ranks:
        if not row.holds:
            yield (
                f"{_name(row.better)} scores higher than {THERAPIST_NAMES[row.worse]} in only {percent(row.auc)} "
                f"of pairs ({percent(LEAST_AUC)} are wanted)."
            )
    if bench.standing("interrogator").mean >= bench.standing("supportive").mean:
        yield "Asking everything of everybody earns as much as listening: gate more facts by the bond (`alliance`)."


def _exploits(bench: Bench) -> Iterator[str]:
    for who in EXPLOITS:
        share = bench.standing(who).share
        if share > MOST_EXPLOITED:
            yield f"{_name(who)} earns {percent(share)} of the expert's score (at most {percent(MOST_EXPLOITED)})."


def _reading(bench: Bench) -> Iterator[str]:
    reading = bench.reading
    if not reading.kept:
        also = f" and what comes out unasked ({', '.join(reading.unasked)})" if reading.unasked else ""
        yield (
            f"The letter{also} gives the key away to {per_mille(reading.guessed)} "
            f"(at most {per_mille(MOST_FROM_LETTER)}): let it lean elsewhere, or let a fact wait for a bond or for "
            "another fact."
        )
    if not reading.decidable:
        yield (
            f"All facts together decide the key to only {per_mille(reading.solved)} "
            f"({per_mille(LEAST_FROM_ALL)} are wanted): add a fact that speaks for it, or weaken what speaks for its "
            "rival."
        )


def _variants(bench: Bench) -> Iterator[str]:
    for row in bench.variants:
        if abs(row.difference) > MOST_BETWEEN_VARIANTS:
            yield (
                f"In the variant “{row.variant}” {THERAPIST_NAMES[row.who]} scores {row.difference:+.1f} points "
                f"(at most {MOST_BETWEEN_VARIANTS:.0f} apart)."
            )


def _smells(bench: Bench) -> str:
    if not bench.smells:
        return ""
    kinds = [smell.kind for smell in bench.smells]
    counted = ", ".join(f"{NAMES[kind].lower()} ({kinds.count(kind)})" for kind in dict.fromkeys(kinds))
    return f" Something smells, and should be looked at: {counted}."


def _name(who: str) -> str:
    name = THERAPIST_NAMES[who]
    return name[:1].upper() + name[1:]
