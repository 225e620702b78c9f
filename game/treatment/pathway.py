"""The pathway through the manual's phases: a `transitions` machine whose rows are the manual's milestones.

Phases are states, milestones are triggers. A milestone's `requires` become `conditions` (not met: it cannot happen),
its `expects` become `before` callbacks (not met: it happens, and what was missing is reported). The machine is a
chart shared by every treatment and holds none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from transitions import Machine

from game.manual import Book, Milestone, Phase
from game.treatment.state import Treatment

Condition = Callable[..., bool | None]

_REQUIREMENTS: Mapping[str, Callable[[Treatment], bool]] = {
    "session_open": lambda treatment: treatment.hour.open,
    "session_closed": lambda treatment: not treatment.hour.open,
    "formulated": lambda treatment: treatment.progress.formulation is not None,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A milestone that can be passed: where it leads, and which expected tasks are missing."""

    milestone: str
    before: Phase
    after: Phase
    unmet: tuple[str, ...]


class _Cursor:
    """Throwaway model: stands in one phase for the length of one question.

    The machine asks a model for nothing but its `state`, so it is never registered with it, which would be slow.
    """

    def __init__(self, phase: Phase) -> None:
        self.state = phase
        self.unmet: tuple[str, ...] = ()


class Pathway:
    """The chart of one manual."""

    def __init__(self, book: Book) -> None:
        self._phases: tuple[Phase, ...] = tuple(row.id for row in book.rows.phases)  # type: ignore[misc]
        self._machine = Machine(
            model=None,
            states=list(self._phases),
            initial="intake",
            auto_transitions=False,
            send_event=True,
        )
        for milestone in book.rows.milestones:
            for before in milestone.from_:
                self._add(milestone, before)
        self._open: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._triggers = {phase: tuple(self._machine.get_triggers(phase)) for phase in self._phases}

    def _add(self, milestone: Milestone, before: Phase) -> None:
        requirements: list[Condition] = [_requiring(name) for name in milestone.requires]
        if milestone.to == "back":
            # One arrow per phase it may return to; the condition picks the one it came from.
            for after in ("initial", "middle", "termination"):
                self._arrow(milestone, before, after, [*requirements, _came_from(after)])
        else:
            self._arrow(milestone, before, before if milestone.to == "same" else milestone.to, requirements)

    def _arrow(self, milestone: Milestone, before: Phase, after: str, conditions: list[Condition]) -> None:
        self._machine.add_transition(
            milestone.id, before, after, conditions=[*conditions], before=[_expecting(milestone)]
        )

    def pass_milestone(self, milestone: str, treatment: Treatment) -> Passage | None:
        """Return the passage `milestone` opens for `treatment`, or None where it cannot happen."""
        if milestone not in self._triggers[treatment.phase]:
            return None
        cursor = _Cursor(treatment.phase)
        passed: bool = self._machine.events[milestone].trigger(cursor, treatment=treatment)
        return Passage(milestone, treatment.phase, cursor.state, cursor.unmet) if passed else None

    def open_milestones(self, treatment: Treatment) -> tuple[str, ...]:
        """Return the milestones that could be passed now, in the manual's order."""
        # Nothing else decides it, and every screen asks: so the machine is asked once for each way of standing.
        standing = (treatment.phase, treatment.back_to, *(holds(treatment) for holds in _REQUIREMENTS.values()))
        found = self._open.get(standing)
        if found is None:
            names = self._triggers[treatment.phase]
            found = tuple(name for name in names if self.pass_milestone(name, treatment) is not None)
            self._open[standing] = found
        return found

    def mermaid(self) -> str:
        """Return the chart as Mermaid text, one arrow per milestone and phase."""
        lines = ["stateDiagram-v2", "    [*] --> intake"]
        for name, event in sorted(self._machine.events.items()):
            for source, arrows in event.transitions.items():
                lines += [f"    {source} --> {arrow.dest}: {name}" for arrow in arrows]
        endings = [phase for phase in self._phases if phase in ("ended", "maintenance", "dropped_out", "referred")]
        return "\n".join([*lines, *(f"    {phase} --> [*]" for phase in endings)])


@lru_cache(maxsize=8)
def pathway_of(book: Book) -> Pathway:
    """Return the chart built from `book`, one per manual."""
    return Pathway(book)


def _requiring(name: str) -> Callable[[Any], bool]:
    requirement = _REQUIREMENTS[name]
    return lambda event: requirement(event.kwargs["treatment"])


def _came_from(phase: str) -> Callable[[Any], bool]:
    return lambda event: bool(event.kwargs["treatment"].back_to == phase)


def _expecting(milestone: Milestone) -> Callable[[Any], None]:
    def note_what_is_missing(event: Any) -> None:
        done = event.kwargs["treatment"].progress.tasks
        event.model.unmet = tuple(task for task in milestone.expects if task not in done)

    return note_what_is_missing
