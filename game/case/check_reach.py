"""Whether everything in a case can come up at all: facts, and the people and events they speak of."""

from collections.abc import Iterator, Sequence

from game.case.index import CaseFile
from game.case.model import Decision, Event, Fact, Incident, Person, Rehearsal
from game.manual import Book, Intent
from game.manual.faults import Found, Steps


def check_reach(case: CaseFile, book: Book, found: Found) -> None:
    """Report circles among facts (SW102), what can never come up (SW103), and misplaced facts of incidents (SW115)."""
    circled = _check_circles(case, found)
    known, told = reachable(case, book)
    by_facts = {concern for fact in case.rows.facts for concern in fact.introduces}
    never = {concern for _, concern in _later(case)} - by_facts - known
    for path, concern in _later(case):
        if concern in never:
            problem = f"nothing ever introduces '{concern}'"
            instead = "name it under 'introduces' of a fact, or write 'known: asked'"
            found.add((*path, "known"), "SW103", problem, instead)
    for number, fact in enumerate(case.rows.facts):
        if fact.id not in told and fact.id not in circled and told.issuperset(fact.after):
            reason = _why_untold(case, book, fact, known, never)
            if reason is not None:
                key, problem, instead = reason
                found.add(("facts", number, key), "SW103", problem, instead)
    _check_incidents(case, found)


def _later(case: CaseFile) -> Iterator[tuple[Steps, str]]:
    """Yield the place and name of everything that is not known or asked for, and waits to be introduced."""
    rows = case.rows
    lists: tuple[tuple[str, str, Sequence[Person | Event | Incident | Decision | Rehearsal]], ...] = (
        ("people", "person", rows.people),
        ("events", "event", rows.events),
        ("incidents", "incident", rows.incidents),
        ("decisions", "decision", rows.decisions),
        ("rehearsals", "rehearsal", rows.rehearsals),
    )
    for key, kind, things in lists:
        for number, row in enumerate(things):
            if row.known == "later":
                yield (key, number), f"{kind}:{row.id}"


def _check_circles(case: CaseFile, found: Found) -> set[str]:
    """Report each circle once, at its first fact; return the facts in any of them."""
    circled: set[str] = set()
    for number, fact in enumerate(case.rows.facts):
        circle = _circle_from(case, fact)
        if circle and fact.id not in circled:
            circled.update(circle)
            problem = f"it waits for itself: {' → '.join((*circle, fact.id))}"
            found.add(("facts", number, "after"), "SW102", problem, "let one of them come out first")
    return circled


def _circle_from(case: CaseFile, start: Fact) -> tuple[str, ...]:
    """Return the way from `start` through what it waits for back to itself; empty when there is none."""
    ways: list[tuple[str, ...]] = [(start.id,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for earlier in case.facts[way[-1]].after:
            if earlier == start.id:
                return way
            if earlier not in seen:
                seen.add(earlier)
                ways.append((*way, earlier))
    return ()


def reachable(case: CaseFile, book: Book) -> tuple[set[str], set[str]]:
    """Return the concerns that can become known and the facts that can be told, given time and trust enough."""
    rows = case.rows
    known = {f"person:{row.id}" for row in rows.people if row.known != "later"}
    known |= {f"event:{row.id}" for row in rows.events if row.known != "later"}
    for week in rows.weeks:
        known |= {week.about, *week.done.introduces, *week.not_done.introduces}
    told: set[str] = set()
    size = -1
    while size != len(known) + len(told):
        size = len(known) + len(told)
        known |= set(_asked_for(case, known))
        for fact in rows.facts:
            if fact.id not in told and told.issuperset(fact.after) and _comes_out(case, book, fact, known):
                told.add(fact.id)
                known |= {f"fact:{fact.id}", *fact.introduces}
    return known, told


def _asked_for(case: CaseFile, known: set[str]) -> Iterator[str]:
    """Yield incidents, decisions and rehearsals that come up once whom they are about is known."""
    rows = case.rows
    for incident in rows.incidents:
        if incident.known == "asked" and incident.about in known:
            yield f"incident:{incident.id}"
    worked_through = {row.about for row in rows.incidents if f"incident:{row.id}" in known}
    for decision in rows.decisions:
        if decision.about in worked_through or (decision.known == "asked" and decision.about in known):
            yield f"decision:{decision.id}"
    for rehearsal in rows.rehearsals:
        if rehearsal.with_ in worked_through or (rehearsal.known == "asked" and rehearsal.with_ in known):
            yield f"rehearsal:{rehearsal.id}"


def _comes_out(case: CaseFile, book: Book, fact: Fact, known: set[str]) -> bool:
    in_incident = any(fact.id in row.facts and f"incident:{row.id}" in known for row in case.rows.incidents)
    ways = list(asking(book, fact))
    if in_incident or any(_can_be_about(case, intent, fact, known) for intent in ways):
        return True
    return bool(set(fact.about) & set(fact.introduces)) and any(each.target != "required" for each in ways)


def asking(book: Book, fact: Fact) -> Iterator[Intent]:
    """Yield the moves of the manual that can bring this fact out."""
    for intent in book.rows.intents:
        wrong_field = fact.field is not None and intent.field != fact.field and "inventory" in intent.routes
        if not wrong_field and not set(intent.routes).isdisjoint(fact.how):
            yield intent


def _can_be_about(case: CaseFile, intent: Intent, fact: Fact, known: set[str]) -> bool:
    if any(about.startswith("symptom:") for about in fact.about) and "symptom" in intent.targets:
        return True
    spoken_of = (
        concern for concern in known if concern in fact.about or any(case.touches(concern, x) for x in fact.about)
    )
    # A move that needs no target takes up whatever was being spoken of.
    return any(intent.target != "required" or concern.partition(":")[0] in intent.targets for concern in spoken_of)


def _why_untold(
    case: CaseFile, book: Book, fact: Fact, known: set[str], never: set[str]
) -> tuple[str, str, str] | None:
    """Return the key to point at, what is wrong and what to write instead; None where it is said elsewhere already."""
    incidents = [f"incident:{row.id}" for row in case.rows.incidents if fact.id in row.facts]
    if "communication_analysis" in fact.how and not incidents:
        problem = "it comes out in communication analysis, and no incident brings it out"
        return "how", problem, f"write '{fact.id}' under 'facts' of the incident it belongs to"
    if not incidents and not any(asking(book, fact)):
        key, what = ("field", f"the field '{fact.field}'") if fact.field else ("how", f"'{fact.how[0]}'")
        return key, f"no move of the manual asks for {what}", "let it come out another way, such as 'open_question'"
    waits_for = [name for name in (*incidents, *fact.about) if name not in known and not name.startswith("symptom:")]
    if never.intersection(waits_for):
        return None
    if waits_for:
        problem = f"'{waits_for[0]}' does not come up before this has come out"
        return "about", problem, "let an earlier fact or a week introduce it, or write 'known: asked' there"
    problem = f"no move of the manual on the way '{fact.how[0]}' can be about '{fact.about[0]}'"
    return "how", problem, "let it come out another way, such as 'open_question'"


def _check_incidents(case: CaseFile, found: Found) -> None:
    for number, incident in enumerate(case.rows.incidents):
        for place, name in enumerate(incident.facts):
            if "communication_analysis" not in case.facts[name].how:
                problem = f"the fact '{name}' does not come out in communication analysis"
                instead = "add 'communication_analysis' to its 'how', or leave it out here"
                found.add(("incidents", number, "facts", place), "SW115", problem, instead)
