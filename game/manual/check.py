"""Whether the rows of a manual go together: orders, windows, evidence, and the rows the program relies on."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from game.manual.faults import Found
from game.manual.model import Format, Manual, Span, Task
from game.manual.required import IDS, RELIED_ON, STEPS, STRATEGIES
from game.manual.windows import session_of
from game.reading import Diagnostic, Tree

_EVIDENCE_OF: Mapping[str, tuple[str, ...]] = {
    "said": ("intents",),
    "said_all": ("intents",),
    "milestone": ("milestones",),
    "procedure": ("procedures",),
    "any_of": ("intents", "milestones", "procedures"),
}


def faults_of_rows(manual: Manual, tree: Tree, *, adapted: bool = False) -> list[Diagnostic]:
    """Return what does not go together in `manual`, read from `tree`; an adapted one may lack tasks."""
    found = Found(tree)
    _check_required(manual, found, {**IDS, "tasks": RELIED_ON} if adapted else IDS)
    _check_formats(manual, found)
    _check_moments(manual, found)
    _check_tasks(manual, found)
    _check_areas(manual, found)
    _check_evidence(manual, found)
    _check_intents(manual, found)
    _check_procedures(manual, found)
    return found.diagnostics


def _check_required(manual: Manual, found: Found, required: Mapping[str, tuple[str, ...]]) -> None:
    for rows, ids in required.items():
        there = {row.id for row in getattr(manual, rows)}
        _report_missing(found, (rows,), ids, there)
    for place, area in enumerate(manual.areas):
        there = {strategy.id for strategy in area.strategies}
        if there:
            _report_missing(found, ("areas", place, "strategies"), STRATEGIES.get(area.id, ()), there)
    for place, procedure in enumerate(manual.procedures):
        there = {step.id for step in procedure.steps}
        _report_missing(found, ("procedures", place, "steps"), STEPS.get(procedure.id, ()), there)


def _report_missing(found: Found, path: tuple[str | int, ...], ids: Iterable[str], there: set[str]) -> None:
    for name in ids:
        if name not in there:
            problem = f"the row '{name}' is missing, and the program relies on it"
            found.add(path, "SW057", problem, f"add a row with the id '{name}'")


def _check_formats(manual: Manual, found: Found) -> None:
    for place, row in enumerate(manual.formats):
        windows = row.windows
        bounds = (windows.initial, windows.middle, windows.termination)
        unbroken = all(before[1] + 1 == after[0] for before, after in pairwise(bounds))
        forward = all(first <= last for first, last in bounds)
        if not (unbroken and forward and bounds[0][0] == 1 and str(bounds[-1][1]) == row.id):
            problem = f"the windows {_spelt(bounds)} do not fill {row.id} sessions one after the other"
            instead = f"begin with session 1, end with session {row.id}, and let each phase begin after the last"
            found.add(("formats", place, "windows"), "SW055", problem, instead)


def _spelt(bounds: Iterable[Span]) -> str:
    return ", ".join(f"{first} to {last}" for first, last in bounds)


def _check_moments(manual: Manual, found: Found) -> None:
    for place, task in enumerate(manual.tasks):
        _check_window(manual, found, place, task)


def _check_window(manual: Manual, found: Found, place: int, task: Task) -> None:
    for key, moment in (("first", task.first), ("last", task.last)):
        problem, code, instead = _fault_of_moment(manual, moment)
        if problem:
            found.add(("tasks", place, key), code, problem, instead)
            return
    for row in manual.formats:
        first, last = _window(task, row)
        if first > last:
            problem = f"in {row.id} sessions, task '{task.id}' would begin in session {first} and end in {last}"
            found.add(("tasks", place, "last"), "SW053", problem, "let it end when it begins, or later")
            return


def _fault_of_moment(manual: Manual, moment: str) -> tuple[str, str, str]:
    for row in manual.formats:
        try:
            session = session_of(moment, row.windows)
        except ValueError:
            instead = "write a session (3), one from the end (-1), half, or a bound of a phase (middle.start)"
            return f"'{moment}' is no moment of a treatment", "SW051", instead
        if not 1 <= session <= row.windows.sessions:
            problem = f"in {row.id} sessions, '{moment}' would be session {session}"
            return problem, "SW052", f"name a session from 1 to {row.id}"
    return "", "", ""


def _window(task: Task, row: Format) -> tuple[int, int]:
    return session_of(task.first, row.windows), session_of(task.last, row.windows)


def _check_tasks(manual: Manual, found: Found) -> None:
    needs = {task.id: task.needs for task in manual.tasks}
    places = {task.id: place for place, task in enumerate(manual.tasks)}
    for name, circle in _circles(needs):
        problem = f"task '{name}' waits for itself: {circle}"
        found.add(("tasks", places[name], "needs"), "SW050", problem, "take one of these needs out")
    tasks = {task.id: task for task in manual.tasks}
    for task in manual.tasks:
        for number, need in enumerate(task.needs):
            for row in manual.formats:
                if _sound(task, row) and _sound(tasks[need], row) and _too_late(tasks[need], task, row):
                    problem = f"in {row.id} sessions, '{need}' is called for only after '{task.id}' has ended"
                    instead = f"let '{need}' begin earlier or '{task.id}' end later"
                    found.add(("tasks", places[task.id], "needs", number), "SW054", problem, instead)
                    break


def _sound(task: Task, row: Format) -> bool:
    try:
        _window(task, row)
    except ValueError:
        return False
    return True


def _too_late(need: Task, task: Task, row: Format) -> bool:
    return _window(need, row)[0] > _window(task, row)[1]


def _circles(after: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each row that leads back to itself, with the way spelt out; one row for every circle."""
    finished: set[str] = set()
    for start in after:
        trail: list[str] = []
        waiting = [(start, iter(after[start]))] if start not in finished else []
        while waiting:
            name, rest = waiting[-1]
            if len(trail) < len(waiting):
                trail.append(name)
            following = next(rest, None)
            if following is None:
                finished.add(name)
                waiting.pop()
                trail.pop()
            elif following in trail:
                yield following, " → ".join([*trail[trail.index(following) :], following])
            elif following not in finished:
                waiting.append((following, iter(after.get(following, ()))))


def _check_areas(manual: Manual, found: Found) -> None:
    for place, area in enumerate(manual.areas):
        path = ("areas", place)
        for key, rows in (("strategies", area.strategies), ("goals", area.goals)):
            if not rows:
                found.add((*path, key), "SW063", f"the area '{area.id}' has no {key}", "write at least one")
        own = {strategy.id: strategy.after for strategy in area.strategies}
        numbers = {name: number for number, name in enumerate(own)}
        for name, circle in _circles(own):
            problem = f"strategy '{name}' waits for itself: {circle}"
            found.add((*path, "strategies", numbers[name], "after"), "SW050", problem, "take one of these out")
        for number, strategy in enumerate(area.strategies):
            for step, other in enumerate(strategy.after):
                if other not in own:
                    problem = f"'{strategy.id}' waits for '{other}', which belongs to another area"
                    instead = f"name a strategy of '{area.id}'"
                    found.add((*path, "strategies", number, "after", step), "SW065", problem, instead)


def _check_evidence(manual: Manual, found: Found) -> None:
    rows = {name: {row.id for row in getattr(manual, name)} for name in _EVIDENCE_OF["any_of"]}
    for place, task in enumerate(manual.tasks):
        evidence = task.fulfilled_by
        kinds = _EVIDENCE_OF.get(evidence.kind, ())
        path = ("tasks", place, "fulfilled_by", "of")
        if kinds and not evidence.of:
            found.add(path[:-1], "SW064", f"'{evidence.kind}' names nothing", "list what counts under 'of'")
        for number, name in enumerate(evidence.of):
            if not any(name in rows[kind] for kind in kinds):
                problem = f"'{evidence.kind}' cannot be shown by '{name}'"
                instead = f"name {' or '.join(kinds)}" if kinds else "leave 'of' out"
                found.add((*path, number), "SW064", problem, instead)


def _check_intents(manual: Manual, found: Found) -> None:
    errors = {error.id for error in manual.errors}
    for place, intent in enumerate(manual.intents):
        if intent.does in errors and (intent.serves or intent.strategies):
            problem = f"'{intent.id}' is an error ({intent.does}) and is said to serve the treatment"
            instead = "leave out 'serves' and 'strategies', or let it be a technique"
            found.add(("intents", place, "does"), "SW056", problem, instead)
        if (intent.target == "none") != (not intent.targets):
            problem = f"'{intent.id}' has the target '{intent.target}' and names {len(intent.targets)} kinds of it"
            instead = "name the kinds under 'targets', or let 'target' be none"
            found.add(("intents", place, "target"), "SW067", problem, instead)


def _check_procedures(manual: Manual, found: Found) -> None:
    ladder: set[str] = set()
    for place, procedure in enumerate(manual.procedures):
        names: set[str] = set()
        for number, step in enumerate(procedure.steps):
            if step.id in names:
                problem = f"the step '{step.id}' stands twice in '{procedure.id}'"
                found.add(("procedures", place, "steps", number, "id"), "SW066", problem, "choose another id")
            names.add(step.id)
        if procedure.subject == "risk":
            ladder |= names
    for place, row in enumerate(manual.risk):
        for number, name in enumerate(row.calls_for):
            if name not in ladder:
                problem = f"the level '{row.id}' calls for '{name}', and the ladder has no such step"
                instead = f"allowed: {', '.join(sorted(ladder))}"
                found.add(("risk", place, "calls_for", number), "SW058", problem, instead)
