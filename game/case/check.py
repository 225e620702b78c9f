"""What a case means: whether its parts go together, beyond each of them being well formed.

Every check here is cheap. What is certain to be wrong is a fault and keeps a case from loading; what only makes it
unfair, or hard to follow, is advice. How a case really plays takes playing it, and is the bench's to say.
"""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import PurePath
from typing import Final

from game.case.check_choices import check_choices
from game.case.check_fair import check_fair
from game.case.check_key import check_key
from game.case.check_minutes import check_minutes
from game.case.check_reach import check_reach
from game.case.check_wording import check_wording
from game.case.check_work import check_work
from game.case.index import CaseFile
from game.case.lines import spoken_lines
from game.case.portraits import Portrait, is_colour
from game.case.variants import words_of
from game.manual import Book
from game.manual.faults import Found, Steps
from game.reading import Diagnostic, Tree, is_file, nearest

_WEEKS_A_MONTH: Final = 4
_SHORT: Final = 3
"""Words of the shortest line that counts as said before; a bare 'Yes, I do.' may come again."""


def meaning_faults(case: CaseFile, tree: Tree, book: Book) -> tuple[Diagnostic, ...]:
    """Return everything about `case`, read from `tree`, that does not go together (SW100 and up), by place."""
    found = Found(tree)
    _check_folder(case, found)
    _check_portraits(case, found)
    _check_windows(case, found)
    _check_lines(case, found)
    _check_procedures(case, book, found)
    _check_choices(case, found)
    _check_weeks(case, found)
    _check_risk(case, book, found)
    _check_months(case, found)
    _check_variants(case, found)
    check_reach(case, book, found)
    check_key(case, book, found)
    return tuple(sorted(found.diagnostics))


def advice(case: CaseFile, tree: Tree, book: Book) -> tuple[Diagnostic, ...]:
    """Return what makes a sound case unfair or hard to follow (SW200 and up), by place; `book` is the case's own."""
    found = Found(tree)
    check_fair(case, found)
    check_minutes(case, book, found)
    check_work(case, book, found)
    check_choices(case, book, found)
    check_wording(case, found)
    _check_pictures(case, found)
    return tuple(sorted(found.diagnostics))


def _check_pictures(case: CaseFile, found: Found) -> None:
    folder = found.tree.folder
    for name, file in case.rows.pictures.items():
        if folder is not None and not is_file(folder / file):
            found.add(
                ("pictures", name), "SW220", f"there is no file '{file}'", "put it there, or leave the picture out"
            )


def _check_folder(case: CaseFile, found: Found) -> None:
    folder = found.tree.folder
    if folder is None or PurePath(found.tree.file).name != "case.yaml":
        return
    name, own = folder.resolve().name, case.rows.id
    if name != own:
        found.add(("id",), "SW100", f"the id is '{own}' and the folder is '{name}'", "give both the same name")


def _check_portraits(case: CaseFile, found: Found) -> None:
    drawn: list[tuple[Steps, Portrait]] = [(("patient", "portrait"), case.rows.patient.portrait)]
    for number, person in enumerate(case.rows.people):
        if person.portrait is not None:
            drawn.append((("people", number, "portrait"), person.portrait))
    for path, portrait in drawn:
        for part in ("skin", "hair", "clothing"):
            shade: str = getattr(portrait, part)
            if not is_colour(shade):
                problem, instead = f"'{shade}' is not a colour", 'write six digits as in "#c99a76", with the quotes'
                found.add((*path, part), "SW116", problem, instead)


def _check_windows(case: CaseFile, found: Found) -> None:
    windows, sessions = case.rows.treatment.windows, int(case.rows.treatment.sessions)
    if windows is None:
        return
    bounds = (windows.initial, windows.middle, windows.termination)
    unbroken = all(before[1] + 1 == after[0] for before, after in pairwise(bounds))
    forward = all(first <= last for first, last in bounds)
    if not (unbroken and forward and bounds[0][0] == 1 and bounds[-1][1] == sessions):
        spelt = ", ".join(f"{first} to {last}" for first, last in bounds)
        problem = f"the windows {spelt} do not fill {sessions} sessions one after the other"
        instead = f"begin with session 1, end with session {sessions}, and let each phase begin after the last"
        found.add(("treatment", "windows"), "SW101", problem, instead)


def _check_lines(case: CaseFile, found: Found) -> None:
    said: dict[str, Steps] = {}
    for path, words in spoken_lines(case.rows):
        plain = " ".join(words.casefold().split())
        if plain.count(" ") + 1 < _SHORT:
            continue
        first = said.setdefault(plain, path)
        if first is not path:
            line = found.tree.at(first)[0]
            found.add(path, "SW104", f"the patient says the same on line {line}", "write it in other words")
    cards: dict[str, int] = {}
    for number, fact in enumerate(case.rows.facts):
        first_number = cards.setdefault(fact.card.casefold(), number)
        if first_number != number:
            problem = f"the fact '{case.rows.facts[first_number].id}' has the same card"
            found.add(("facts", number, "card"), "SW104", problem, "say what sets the two apart")


def _check_procedures(case: CaseFile, book: Book, found: Found) -> None:
    steps = {row.subject: tuple(step.id for step in row.steps) for row in book.rows.procedures}
    for number, decision in enumerate(case.rows.decisions):
        _check_steps(found, ("decisions", number, "lines"), decision.lines, steps["decision"])
    for number, rehearsal in enumerate(case.rows.rehearsals):
        _check_steps(found, ("rehearsals", number, "lines"), rehearsal.lines, steps["rehearsal"])
    _check_steps(found, ("risk", "lines"), case.rows.risk.lines, steps["risk"])


def _check_steps(found: Found, path: Steps, lines: Mapping[str, str], steps: tuple[str, ...]) -> None:
    missing = [step for step in steps if step not in lines]
    for name in lines:
        if name not in steps:
            guess = nearest(name, missing)
            instead = f"did you mean '{guess}'?" if guess else f"the steps are {', '.join(steps)}"
            found.add((*path, name), "SW105", f"the procedure has no step '{name}'", instead)
            missing = [step for step in missing if step != guess]
    if missing:
        problem = f"there are no words for {_listed(missing)}"
        found.add(path, "SW105", problem, f"add a line '{missing[0]}: …' with what the patient says there")


def _listed(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _check_choices(case: CaseFile, found: Found) -> None:
    for number, decision in enumerate(case.rows.decisions):
        if not any(option.liveable for option in decision.options):
            problem = "there is no option the patient could live with"
            found.add(("decisions", number, "options"), "SW106", problem, "give one of them 'liveable: true'")
        ids = [option.id for option in decision.options]
        for place, name in enumerate(ids):
            if name in ids[:place]:
                problem = f"two options have the id '{name}'"
                found.add(("decisions", number, "options", place, "id"), "SW106", problem, "choose another id")
    for number, incident in enumerate(case.rows.incidents):
        if not any(better.good for better in incident.better):
            problem = "no wording is a good one"
            found.add(("incidents", number, "better"), "SW106", problem, "give one of them 'good: true'")


def _check_weeks(case: CaseFile, found: Found) -> None:
    last_week = int(case.rows.treatment.sessions) - 1
    for number, week in enumerate(case.rows.weeks):
        first, last = week.between
        path: Steps = ("weeks", number, "between")
        if first > last:
            found.add(path, "SW107", f"it ends ({last}) before it begins ({first})", f"write [{last}, {first}]")
        elif first < 1 or last > last_week:
            problem = f"sessions {first} to {last} are not all followed by a week of this treatment"
            found.add(path, "SW107", problem, f"write sessions from 1 to {last_week}")


def _check_risk(case: CaseFile, book: Book, found: Found) -> None:
    measure, risk = case.rows.measure, case.rows.risk
    items = [item.id for item in book.measures[measure.scale].items]
    place = items.index(book.measures[measure.scale].risk_item)
    for name in book.trackers:
        if name not in measure.also:
            problem = f"'{name}' is counted in this adaptation, and the case does not say where it stands"
            found.add(("measure",), "SW119", problem, f"add 'also: {{{name}: 12}}' with the count on first meeting")
    if len(measure.items) != len(items):
        problem = f"there are {len(measure.items)} scores, and {measure.scale} has {len(items)} items"
        found.add(("measure", "items"), "SW119", problem, f"write one score for each: {', '.join(items)}")
        return
    score = measure.items[place]
    if score > 0 and not (risk.q1 or risk.q2):
        problem = f"item {place + 1} of the scale is {score}, yet the patient answers no to the first two questions"
        found.add(("risk", "q1"), "SW113", problem, "write 'q1: true', or 0 as the item")
    if score == 0 and risk.q2:
        problem = f"the patient has thoughts of suicide, yet item {place + 1} of the scale is 0"
        found.add(("risk", "q2"), "SW113", problem, "write 'q2: false', or 1 to 3 as the item")


def _check_months(case: CaseFile, found: Found) -> None:
    rows = case.rows
    if rows.measure.onset > 0:
        problem = "the illness begins after the first session"
        found.add(("measure", "onset"), "SW114", problem, "count months back: -4 is four months before")
    for number, person in enumerate(rows.people):
        if person.died is not None and person.died > 0:
            problem = f"{person.name} dies after the first session"
            found.add(("people", number, "died"), "SW114", problem, "write 0 or a month before, such as -14")
    in_weeks = {
        concern for week in rows.weeks for concern in (*week.done.introduces, *week.not_done.introduces, week.about)
    }
    in_facts = {concern for fact in rows.facts for concern in fact.introduces}
    during = range(1, int(rows.treatment.sessions) // _WEEKS_A_MONTH + 1)
    for number, event in enumerate(rows.events):
        early = event.known != "later" or (f"event:{event.id}" in in_facts and f"event:{event.id}" not in in_weeks)
        if event.month in during and early:
            problem = f"it lies in month {event.month}, after the first session, and can be told of before"
            instead = "write 0 or less, or 'known: later' and let a week introduce it"
            found.add(("events", number, "month"), "SW114", problem, instead)
    _check_onset(case, found)


def _check_variants(case: CaseFile, found: Found) -> None:
    if not case.rows.variants:
        return
    whole = "\n".join(words_of(case.rows))
    for number, variant in enumerate(case.rows.variants):
        left, there = whole, set[str]()
        for old in sorted(variant.words, key=len, reverse=True):  # a full name goes before a first name
            left, found_it = _taken_out(old, left)
            there |= {old} if found_it else set()
        for old, new in variant.words.items():
            path: Steps = ("variants", number, "words", old)
            if old not in there:
                guess = nearest(old, whole.split())
                instead = f"did you mean '{guess}'?" if guess else "write it as it stands in the case, or leave it out"
                within = next((longer for longer in there if guess == old and old in longer), None)
                problem = f"'{old}' stands nowhere in the case" + (
                    f" but in '{within}', which has a line" if within else ""
                )
                found.add(path, "SW117", problem, "leave it out" if within else instead)
            if _taken_out(new, left)[1]:
                problem = f"the case speaks of '{new}' already, which would be two things then"
                found.add(path, "SW118", problem, "choose another word")


def _taken_out(word: str, text: str) -> tuple[str, bool]:
    """Return `text` with every `word` that stands by itself taken out, and whether there was one.

    The same as a pattern with word boundaries would do, and a good deal faster on the words of a whole case.
    """
    kept, start, place = [], 0, text.find(word)
    while place >= 0:
        end = place + len(word)
        before, after = text[place - 1 : place], text[end : end + 1]
        if not (_in_word(before) or _in_word(after)):
            kept.append(text[start:place])
            start = end
        place = text.find(word, end)
    return "\n".join([*kept, text[start:]]), bool(kept)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _check_onset(case: CaseFile, found: Found) -> None:
    """A problem area hangs together with the onset: what the key is about does not come after it."""
    key, onset = case.rows.key, case.rows.measure.onset
    kind, _, name = key.about.partition(":")
    when = case.events[name].month if kind == "event" else case.people[name].died
    if key.area == "interpersonal_deficits" or when is None or when <= onset + 1:
        return
    problem = f"the illness begins in month {onset}, before what the key is about (month {when})"
    instead = "move one of the two: the area is the one near the onset"
    found.add(("key", "about"), "SW114", problem, instead)
