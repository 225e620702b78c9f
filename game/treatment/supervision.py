"""What a supervisor would miss at this moment, from the manual's tasks alone; knows nothing of the case."""

from collections.abc import Iterator

from game.manual import Book, Task, task_window
from game.treatment.state import Treatment


def next_task(book: Book, now: Treatment) -> str | None:
    """Return the id of the first task that is called for, possible and not done; None when nothing is missing."""
    return next((task.id for task in open_tasks(book, now)), None)


def open_tasks(book: Book, now: Treatment) -> Iterator[Task]:
    """Yield the tasks this session calls for that are not done and whose prerequisites are."""
    number = max(1, now.hour.number)
    for task in book.rows.tasks:
        first, last = task_window(task, now.windows)
        done = now.hour.tasks if task.per == "session" else now.progress.tasks
        called = first <= number <= last and _in_circumstance(task, now)
        if called and task.id not in done and all(need in now.progress.tasks for need in task.needs):
            yield task


def _in_circumstance(task: Task, now: Treatment) -> bool:
    match task.when:
        case "weekly_event":
            return now.to_follow_up is not None
        case "response" | "non_response":
            return now.knowledge.items is not None and _responded(now) == (task.when == "response")
        case "drift":
            return now.progress.errors.get("X09", 0) > 0
        case "indicated":
            return False  # a matter of judgement that nobody is reminded of
    return True


def _responded(now: Treatment) -> bool:
    """Response is a drop of half or more from the first shared score (recalled: Kroenke et al. 2001)."""
    shared = now.knowledge.shared
    return 2 * sum(shared[-1][1]) <= sum(shared[0][1])
