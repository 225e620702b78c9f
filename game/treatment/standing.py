"""How faithful the treatment has been so far, as the symptom course needs it from week to week.

This is not the score: the score is computed from the log alone, by `game.scoring`. It is the share of the manual's
tasks that were due by now and done, less what errors cost, capped when the focus is wrong.
"""

from functools import lru_cache

from game.case import CaseFile
from game.manual import Book, Task, Windows, task_window
from game.treatment.formulation import area_credit
from game.treatment.state import Treatment, bounded

_PER_ERROR_POINT = 12
_STRATEGIES_WANTED = 4
_STRATEGY_SHARE = 300


def fidelity_so_far(book: Book, case: CaseFile, now: Treatment) -> int:
    """Return 0 to 1000: what was done, at most the manual's cap where the focus is wrong."""
    share = technique_so_far(book, now)
    formulation = now.progress.formulation
    wrong = formulation is not None and not (
        area_credit(case, formulation.area, formulation.about)
        or area_credit(case, formulation.second, formulation.about)
    )
    return min(share, book.rows.course.wrong_focus_cap) if wrong else share


def technique_so_far(book: Book, now: Treatment) -> int:
    """Return 0 to 1000: tasks due and done, strategies used, less errors; on whatever focus."""
    due = [task for task in _called_for(book, now.windows) if task[1] <= now.hour.number]
    weights = sum(task.weight for task, _ in due) or 1
    done = sum(task.weight for task, _ in due if task.id in now.progress.tasks)
    share = 1_000 * done // weights
    if now.phase in ("middle", "termination"):
        used = min(_STRATEGIES_WANTED, len(now.progress.strategies)) * 1_000 // _STRATEGIES_WANTED
        share = (share * (1_000 - _STRATEGY_SHARE) + used * _STRATEGY_SHARE) // 1_000
    cost = sum(book.errors[error].weight * times for error, times in now.progress.errors.items())
    return bounded(share - cost * _PER_ERROR_POINT, 0, 1_000)


@lru_cache(maxsize=64)
def _called_for(book: Book, windows: Windows) -> tuple[tuple[Task, int], ...]:
    """Return the tasks every treatment calls for, with the session by which each is due."""
    return tuple((task, task_window(task, windows)[1]) for task in book.rows.tasks if task.when == "always")
