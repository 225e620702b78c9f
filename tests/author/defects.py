"""Defects put into real cases by rule: what is changed, and the code and line with which it must be found.

Each rule goes through a case's lines and yields changed texts; it knows the layout of our cases and nothing of how
`check` works. A defect counts as caught when the code is reported on the line named (or on one of them).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final


@dataclass(frozen=True)
class Defect:
    """One changed case: the rule, its text, and what must be found: any of the codes on any of the lines."""

    rule: str
    text: str
    codes: frozenset[str]
    lines: frozenset[int]


Rule = Callable[[list[str]], Iterator[tuple[list[str], str, "int | tuple[int, ...]"]]]
"""From the lines of a case to changed lines, the codes (with spaces between) and the line or lines, from 1."""
RULES: Final[dict[str, tuple[Rule, int]]] = {}
"""Each rule with how often it is used in one case."""


def rule(times: int) -> Callable[[Rule], Rule]:
    def keep(made: Rule) -> Rule:
        RULES[made.__name__] = (made, times)
        return made

    return keep


def defects(text: str) -> Iterator[Defect]:
    """Yield every defect of a case, spread over the places where its rule applies."""
    lines = text.split("\n")
    for name, (made, times) in RULES.items():
        every = list(made(lines))
        stride = max(1, len(every) // times)
        for changed, codes, where in islice(every[::stride], times):
            at = frozenset((where,) if isinstance(where, int) else where)
            yield Defect(name, "\n".join(changed), frozenset(codes.split()), at)


# ---- helpers


def section(lines: list[str], name: str) -> range:
    """The lines (from 0) below a key of the first level."""
    start = lines.index(f"{name}:") if f"{name}:" in lines else len(lines)
    end = next((n for n in range(start + 1, len(lines)) if re.match(r"[a-z]", lines[n])), len(lines))
    return range(start + 1, end)


def put(lines: list[str], at: int, *new: str) -> list[str]:
    return [*lines[:at], *new, *lines[at + 1 :]]


def swapped(lines: list[str], at: int, old: str, new: str) -> list[str]:
    return put(lines, at, re.sub(old, new, lines[at], count=1))


def matching(lines: list[str], pattern: str, within: range | None = None) -> Iterator[int]:
    for number in within or range(len(lines)):
        if number < len(lines) and re.search(pattern, lines[number]):
            yield number


def items(lines: list[str], name: str, indent: int = 2) -> list[range]:
    """The line ranges of the entries of a list of the first level."""
    within = section(lines, name)
    starts = [n for n in within if re.match(rf" {{{indent}}}- ", lines[n])]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], within.stop], strict=True)]


def line_of(lines: list[str], entry: range, key: str) -> int | None:
    return next((n for n in entry if re.match(rf"\s*(?:- )?{key}:", lines[n])), None)


def value(line: str) -> str:
    return line.partition(":")[2].strip()


# ---- form


@rule(4)
def unknown_key(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {2,4}(feeling|intensity|how|card|relation|month|failure): "):
        yield swapped(lines, n, r"([a-z])(\w): ", r"\1\2x: "), "SW020", n + 1


@rule(3)
def missing_key(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for entry in items(lines, "facts"):
        n = line_of(lines, entry, "card")
        if n is not None:
            yield [*lines[:n], *lines[n + 1 :]], "SW021", tuple(range(entry.start + 1, entry.stop + 1))


@rule(3)
def wrong_word(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +(feeling|style|known|who): \w"):
        yield swapped(lines, n, r": (\w+)", r": \1ish"), "SW025", n + 1


@rule(3)
def number_out_of_range(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +(intensity|alliance|openness|mood|month|age): -?\d"):
        yield swapped(lines, n, r": -?\d+", ": 9999"), "SW024", n + 1


@rule(3)
def number_in_words(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +(intensity|alliance|mood|month|onset): -?\d"):
        yield swapped(lines, n, r": -?\d+", ": several"), "SW023", n + 1


@rule(2)
def truth_in_words(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"\b(good|liveable|q1|q2|herring): (true|false)"):
        yield swapped(lines, n, r"(good|liveable|q1|q2|herring): (true|false)", r"\1: maybe"), "SW029", n + 1


@rule(2)
def list_for_text(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +(card|name|result|hope|compared): \S"):
        yield put(lines, n, lines[n].split(":")[0] + ": [one, two]"), "SW022", n + 1


@rule(2)
def empty_text(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +(card|name|hope|compared): \S"):
        yield put(lines, n, lines[n].split(":")[0] + ': ""'), "SW027", n + 1


@rule(2)
def key_twice(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}(card|feeling|relation|month): \S"):
        yield put(lines, n, lines[n], lines[n]), "SW008", n + 2


@rule(2)
def tab_as_indent(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for n in matching(lines, r"^ {4}(card|feeling|relation): \S"):
        yield put(lines, n, "\t" + lines[n].lstrip()), "SW004", (n, n + 1, n + 2)


@rule(2)
def quote_left_open(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for n in matching(lines, r'^ +- "[^"]*"$'):
        yield put(lines, n, lines[n][:-1]), "SW004", (n + 1, n + 2, n + 3)


@rule(2)
def second_colon(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}(card|relation): "):
        yield put(lines, n, lines[n].split(":")[0] + ": One: the other"), "SW004", n + 1


@rule(2)
def anchor_and_alias(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}(card|relation): "):
        yield put(lines, n, lines[n].split(":")[0] + ": *other"), "SW005", n + 1


@rule(2)
def id_with_spaces(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^  - id: \w+$"):
        yield put(lines, n, lines[n] + " of mine"), "SW028", n + 1


@rule(2)
def id_twice(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for name in ("people", "events", "facts", "incidents"):
        entries = items(lines, name)
        for first, second in pairwise(entries):
            yield put(lines, second.start, lines[first.start]), "SW030", second.start + 1


# ---- what names what


@rule(5)
def dangling_about(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +about: (person|event):\w+$"):
        yield swapped(lines, n, r":(\w+)$", ":nobody_of_that_name"), "SW031", n + 1


@rule(3)
def dangling_after(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}after: \w+$"):
        yield put(lines, n, "    after: no_such_fact"), "SW031", n + 1


@rule(2)
def dangling_hinge(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}hinges_on: "):
        yield put(lines, n, "    hinges_on: rehearsal:no_such_thing"), "SW031", n + 1


@rule(2)
def dangling_move(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}cheapest: \w+$"):
        yield put(lines, n, "    cheapest: ask_the_stars"), "SW031", n + 1


@rule(2)
def kind_left_out(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ +about: (person|event):\w+$"):
        yield swapped(lines, n, r"(person|event):", ""), "SW031", n + 1


# ---- gates


@rule(2)
def circle_of_facts(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    entries = items(lines, "facts")
    names = {value(lines[entry.start]): entry for entry in entries}
    for entry in entries:
        n = line_of(lines, entry, "after")
        first = names.get(value(lines[n])) if n is not None else None
        if first is not None and line_of(lines, first, "after") is None:
            own = value(lines[entry.start])
            changed = put(lines, first.start, lines[first.start], f"    after: {own}")
            yield changed, "SW102", (first.start + 2, *range(entry.start + 1, entry.stop + 2))


@rule(2)
def waits_for_itself(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for entry in items(lines, "facts"):
        if line_of(lines, entry, "after") is None:
            own = value(lines[entry.start])
            yield put(lines, entry.start, lines[entry.start], f"    after: {own}"), "SW102", entry.start + 2


@rule(3)
def trust_nobody_can_win(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for entry in items(lines, "facts"):
        n = line_of(lines, entry, "alliance")
        if n is not None:
            yield put(lines, n, "    alliance: 10"), "SW202", n + 1


@rule(2)
def never_introduced(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    told = " ".join(lines[n] for n in matching(lines, r"introduces:"))
    happen = " ".join(lines[n] for name in ("weeks",) for n in section(lines, name) if "about:" in lines[n])
    for kind, name in (("person", "people"), ("event", "events")):
        for entry in items(lines, name):
            own = f"{kind}:{value(lines[entry.start])}"
            n = line_of(lines, entry, "known")
            if own not in told and own not in happen and n is None:
                yield (
                    put(lines, entry.start, lines[entry.start], "    known: later"),
                    "SW103",
                    (
                        entry.start + 1,
                        entry.start + 2,
                    ),
                )


@rule(2)
def incident_of_a_fact_that_is_told_elsewhere(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    spontaneous = next(
        value(lines[entry.start])
        for entry in items(lines, "facts")
        if "communication_analysis" not in " ".join(lines[n] for n in entry)
    )
    for entry in items(lines, "incidents"):
        n = line_of(lines, entry, "facts")
        if n is None:
            changed = put(lines, entry.start, lines[entry.start], f"    facts: {spontaneous}")
            yield changed, "SW115", (entry.start + 1, entry.start + 2)
        elif value(lines[n]):
            yield put(lines, n, f"    facts: {spontaneous}"), "SW115", n + 1


# ---- the key


@rule(2)
def area_named_in_the_letter(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    area = value(lines[next(matching(lines, r"^  area: ", section(lines, "key")))]).replace("_", " ")
    n = next(matching(lines, r"^  letter: ", section(lines, "referral")))
    yield put(lines, n, lines[n], f"    In my view this is a matter of {area}."), "SW111", (n + 1, n + 2)
    n = next(matching(lines, r"^title: "))
    yield put(lines, n, f'title: "A story of {area}"'), "SW111", n + 1


@rule(1)
def key_copied_into_the_letter(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    why = next(matching(lines, r"^  why: ", section(lines, "key")))
    n = next(matching(lines, r"^  letter: ", section(lines, "referral")))
    yield put(lines, n, lines[n], f"    {lines[why + 1].strip()}"), "SW111", (n + 1, n + 2)


@rule(3)
def another_area_in_the_key(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    within = section(lines, "key")
    n = next(matching(lines, r"^  area: ", within))
    for area in ("grief", "role_dispute", "role_transition", "interpersonal_deficits"):
        if area != value(lines[n]):
            places = tuple(range(within.start, within.stop + 1))
            yield put(lines, n, f"  area: {area}"), "SW109 SW108", places


@rule(2)
def suggested_by_the_letter(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    area = value(lines[next(matching(lines, r"^  area: ", section(lines, "key")))])
    within = section(lines, "referral")
    others = [n for n in within if lines[n].strip().startswith("suggests:")]
    kept = [line for n, line in enumerate(lines) if n not in others and not re.match(r"    herring: ", line)]
    kept = [re.sub(r"\bspontaneous\b", "open_question", line) if line.startswith("    how:") else line for line in kept]
    n = next(matching(kept, r"^  letter: "))
    for points in (2, 3):
        yield put(kept, n, f"  suggests: {{{area}: {points}}}", kept[n]), "SW211", (n + 1, n + 2)


@rule(2)
def signals_turned_round(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    within = section(lines, "key")
    area = value(lines[next(matching(lines, r"^  area: ", within))])
    changed = [re.sub(rf"\b{area}: (\d)", rf"{area}: -\1", line) if "signals:" in line else line for line in lines]
    yield changed, "SW109", tuple(range(within.start, within.stop + 1))
    silent = [re.sub(rf", {area}: \d|\b{area}: \d,? ?", "", line) if "signals:" in line else line for line in lines]
    yield silent, "SW109 SW210", tuple(range(within.start, within.stop + 1))


@rule(2)
def herring_that_points_home(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    area = value(lines[next(matching(lines, r"^  area: ", section(lines, "key")))])
    for entry in items(lines, "facts"):
        own = line_of(lines, entry, "signals")
        if own is not None and re.search(rf"\b{area}: [23]", lines[own]) and line_of(lines, entry, "herring") is None:
            yield put(lines, entry.start, lines[entry.start], "    herring: true"), "SW110", entry.start + 2


@rule(1)
def stage_of_no_dispute(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    within = section(lines, "key")
    n = next(matching(lines, r"^  area: ", within))
    stage = next(matching(lines, r"^  stage: ", within), None)
    if stage is None:
        yield put(lines, n, lines[n], "  stage: impasse"), "SW108", n + 2
    else:
        yield [*lines[:stage], *lines[stage + 1 :]], "SW108", (within.start, within.start + 1)


# ---- windows, months, figures


@rule(2)
def impossible_window(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^    between: \[", section(lines, "weeks")):
        for window in ("[15, 3]", "[0, 40]"):
            yield put(lines, n, f"    between: {window}"), "SW107", n + 1


@rule(1)
def phases_with_a_gap(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^  sessions: ", section(lines, "treatment")))
    rest = [line for line in lines if not line.strip().startswith("windows:")]
    windows = "  windows: {initial: [1, 2], middle: [4, 6], termination: [7, 8]}"
    yield put(rest, n, rest[n], windows), "SW101", n + 2


@rule(2)
def illness_yet_to_come(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^  onset: ", section(lines, "measure")))
    yield put(lines, n, "  onset: 3"), "SW114", n + 1
    yield put(lines, n, "  onset: 1"), "SW114", n + 1


@rule(2)
def dead_after_the_first_session(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^    died: -"):
        yield put(lines, n, "    died: 2"), "SW114", n + 1


@rule(1)
def event_before_it_was(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for entry in items(lines, "events"):
        n = line_of(lines, entry, "month")
        if n is not None and line_of(lines, entry, "known") is None and " known: " not in lines[entry.start]:
            yield put(lines, n, "    month: 2"), "SW114", n + 1


@rule(2)
def scale_with_other_scores(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^  items: \[", section(lines, "measure")))
    yield put(lines, n, "  items: [1, 1, 1, 1, 1, 1]"), "SW119", n + 1
    yield put(lines, n, "  items: [2, 2, 4, 2, 1, 2, 1, 0, 0]"), "SW024", n + 1


@rule(2)
def answers_against_the_scale(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    risk = section(lines, "risk")
    q1, q2 = (next(matching(lines, rf"^  {name}: ", risk)) for name in ("q1", "q2"))
    n = next(matching(lines, r"^  items: \[", section(lines, "measure")))
    denied = put(put(swapped(lines, n, r"\d\]", "2]"), q1, "  q1: false"), q2, "  q2: false")
    yield denied, "SW113", (q1 + 1, q2 + 1)
    yield put(swapped(lines, n, r"\d\]", "0]"), q2, "  q2: true"), "SW113", (q1 + 1, q2 + 1)


@rule(1)
def another_age_in_the_letter(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    n = next(matching(lines, r"^  age: \d", section(lines, "patient")))
    letter = next(matching(lines, r"^  letter: ", section(lines, "referral")))
    yield put(lines, n, f"  age: {int(value(lines[n])) + 3}"), "SW223", letter + 1


# ---- words and choices


@rule(2)
def slot_in_a_line(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r'^ {8}- "\w+ \w+ .*"$', section(lines, "people")):
        yield swapped(lines, n, r'"(\w+) (\w+)', r'"\1 {person} \2'), "SW224", n + 1


@rule(2)
def markup_left_open(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r'^ {8}- "\w+ \w+ .*"$', section(lines, "people")):
        yield swapped(lines, n, r'"(\w+) (\w+)', r'"\1 <i>\2'), "SW224", n + 1


@rule(1)
def third_way_of_telling(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r"^ {4}words:$", section(lines, "facts")):
        if all(lines[n + k].startswith("      - ") for k in (1, 2)) and not lines[n + 3].startswith("      "):
            yield put(lines, n + 2, lines[n + 2], '      - "And this nobody will ever hear."'), "SW225", n + 4


@rule(4)
def line_said_twice(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    said = list(matching(lines, r'^ {8}- "?\w+ \w+ \w+ .*[.?!]"?$', section(lines, "people")))
    for first, second in zip(said, said[3:], strict=False):
        yield put(lines, second, lines[first]), "SW104", second + 1


@rule(2)
def two_cards_alike(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    cards = list(matching(lines, r"^    card: ", section(lines, "facts")))
    for first, second in pairwise(cards):
        yield put(lines, second, lines[first]), "SW104", second + 1


@rule(1)
def every_option_lived_with(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for entry in items(lines, "decisions"):
        changed = [
            line.replace("liveable: false", "liveable: true") if n in entry else line for n, line in enumerate(lines)
        ]
        yield changed, "SW221", tuple(range(entry.start + 1, entry.stop + 1))


@rule(1)
def no_option_lived_with(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for entry in items(lines, "decisions"):
        changed = [
            line.replace("liveable: true", "liveable: false") if n in entry else line for n, line in enumerate(lines)
        ]
        yield changed, "SW106", tuple(range(entry.start + 1, entry.stop + 1))


@rule(2)
def every_wording_good(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for entry in items(lines, "incidents"):
        changed = [line.replace("good: false", "good: true") if n in entry else line for n, line in enumerate(lines)]
        yield changed, "SW221", tuple(range(entry.start + 1, entry.stop + 1))


@rule(2)
def step_without_words(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    for name in ("rehearsals", "decisions"):
        for entry in items(lines, name):
            for n in matching(lines, r"^      (choose|purpose|wish|scene): ", entry):
                if n + 1 < len(lines) and re.match(r"      \w+: ", lines[n + 1]):
                    yield [*lines[:n], *lines[n + 1 :]], "SW105", tuple(range(entry.start + 1, entry.stop + 1))


@rule(2)
def step_of_another_procedure(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for name in ("rehearsals", "decisions"):
        for entry in items(lines, name):
            for n in matching(lines, r"^      (purpose|wish): ", entry):
                yield swapped(lines, n, r"(purpose|wish):", "hidden_depths:"), "SW105", n + 1


@rule(1)
def nothing_to_rehearse(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    within = section(lines, "rehearsals")
    rest = [re.sub(r"rehearsal:\w+", "task:M01", line) for line in lines]
    if within.start <= len(lines):
        yield [*rest[: within.start - 1], "rehearsals: []", *rest[within.stop :]], "SW214", within.start


@rule(2)
def hinge_that_comes_too_late(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for entry in items(lines, "weeks"):
        n, window = line_of(lines, entry, "hinges_on"), line_of(lines, entry, "between")
        if n is not None and window is not None and value(lines[n]):
            changed = put(put(lines, n, "    hinges_on: task:E02"), window, "    between: [1, 2]")
            yield changed, "SW215", n + 1


@rule(2)
def advice_that_does_not_work(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for entry in items(lines, "facts"):
        n = line_of(lines, entry, "cheapest")
        if n is not None and "communication_analysis" not in " ".join(lines[k] for k in entry):
            yield put(lines, n, "    cheapest: name_diagnosis"), "SW218", n + 1


@rule(1)
def colour_that_is_none(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    for n in matching(lines, r'^    (skin|hair|clothing): "#', section(lines, "patient")):
        yield swapped(lines, n, r'"#\w+"', "brown"), "SW116 SW027", n + 1


@rule(1)
def picture_that_is_not_there(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^risk:"))
    yield put(lines, n, "pictures: {garden: no_such.png}", lines[n]), "SW220", n + 1


@rule(1)
def picture_of_somebody_else(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^risk:"))
    yield put(lines, n, "pictures: {garden: ../../secret.png}", lines[n]), "SW032", n + 1


@rule(1)
def who_somebody_is_as_a_cause(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    n = next(matching(lines, r"^  why: ", section(lines, "key")))
    yield put(lines, n, lines[n], "    All of it is because they are an immigrant."), "SW216", (n + 1, n + 2)


@rule(1)
def two_areas_the_same(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    within = section(lines, "key")
    area, about = (next(matching(lines, rf"^  {name}: ", within)) for name in ("area", "about"))
    rest = [line for n, line in enumerate(lines) if not (n in within and line.startswith("  acceptable:"))]
    if len(rest) == len(lines):
        second = f"  acceptable: [{{area: {value(lines[area])}, about: '{value(lines[about])}'}}]"
        yield put(lines, about, lines[about], second), "SW108", about + 2


@rule(1)
def variant_of_nobody(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    n = next((n for n, line in enumerate(lines) if line.startswith("variants:")), None)
    one = "  - {id: other_one, words: {Zzyzx: Anna, Qwerty: Berta, Plugh: Carla}}"
    if n is None:
        n = next(matching(lines, r"^risk:"))
        yield put(lines, n, "variants:", one, lines[n]), "SW117", (n + 1, n + 2)
    else:
        yield put(lines, n, lines[n], one), "SW117", n + 2


@rule(1)
def second_case_in_the_file(lines: list[str]) -> Iterator[tuple[list[str], str, tuple[int, ...]]]:
    yield [*lines, "---", "id: another"], "SW010", (len(lines), len(lines) + 1)


@rule(1)
def other_folder(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^id: "))
    yield put(lines, n, "id: somebody_else"), "SW100", n + 1


@rule(1)
def hidden_character(lines: list[str]) -> Iterator[tuple[list[str], str, int]]:
    n = next(matching(lines, r"^    card: ", section(lines, "facts")))
    yield put(lines, n, lines[n] + "\u202e"), "SW012", n + 1
