"""From a log back to the treatment, at any turn; and whether the rules would still lead to what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from game.case import CaseFile
from game.manual import Book
from game.record.log import Header, Log, RewindLine, TurnLine
from game.record.reading import LogDamaged
from game.treatment import (
    AskSupervisor,
    Event,
    IllegalAction,
    Treatment,
    after_turn,
    begin,
    step,
    windows_of,
)

_NONSENSE: Final = (AssertionError, LookupError, TypeError, ValueError)
"""What the engine raises on states to which no treatment leads; only a forged log has them."""
_UNCONNECTED: Final = "What it says does not follow from the turns before it."


@dataclass(frozen=True, slots=True)
class Drift:
    """Where deciding again leads elsewhere than the log: its line (from 1), the turn where it is one, and how."""

    line: int
    turn: int | None
    difference: str

    def __str__(self) -> str:
        return f"Line {self.line} of the log: {self.difference}"


def branch(log: Log) -> tuple[TurnLine, ...]:
    """Return the turns that count, in order, without those gone back on: turn n stands at n - 1."""
    return tuple(line for _, line in _numbered(log))


def _numbered(log: Log) -> list[tuple[int, TurnLine]]:
    """Return the turns that count, each with the number of its line in the file."""
    kept: list[tuple[int, TurnLine]] = []
    for number, line in enumerate(log.lines, 2):
        match line:
            case TurnLine():
                kept.append((number, line))
            case RewindLine():
                del kept[line.rewind - 1 :]
    return kept


def turns(log: Log) -> tuple[tuple[int, tuple[Event, ...]], ...]:
    """Return the turns that count as score, report and views take them: number and events."""
    return tuple((line.turn, line.events) for line in branch(log))


def opening(book: Book, case: CaseFile, header: Header) -> Treatment:
    """Return the treatment before the first turn of a log with this header."""
    return begin(book, case, header.seed, header.course, windows_of(book, case, header.sessions))


def replay(book: Book, case: CaseFile, log: Log, to: int | None = None) -> Treatment:
    """Return the treatment after turn `to`, by default the last, from the recorded events alone; 0 is before the first.

    Raises ValueError for a turn the log does not have, and LogDamaged for events that do not follow from one another.
    """
    kept = _numbered(log)
    if to is not None and not 0 <= to <= len(kept):
        message = f"The log has {len(kept)} turns, so there is no turn {to}."
        raise ValueError(message)
    treatment = opening(book, case, log.header)
    for number, line in kept[:to]:
        try:
            treatment = after_turn(treatment, line.events)
        except _NONSENSE:
            raise LogDamaged(number, _UNCONNECTED) from None
    return treatment


def audit(book: Book, case: CaseFile, log: Log) -> tuple[Drift, ...]:
    """Decide every action again, those gone back on included, and return where the log says otherwise.

    A turn is judged both from what the log records before it and from what the rules made of it; it has drifted when
    neither leads to its events. So an edited line is found alone, and a rule that was tuned where it matters.
    """
    found = [Drift(1, None, difference) for difference in _other_versions(book, case, log.header)]
    start = opening(book, case, log.header)
    stands: list[tuple[Treatment, Treatment]] = [(start, start)]
    for number, line in enumerate(log.lines, 2):
        match line:
            case RewindLine():
                del stands[line.rewind :]
            case TurnLine():
                recorded, decided, difference = _judged(book, case, log.header, stands[-1], line)
                if difference is not None:
                    found.append(Drift(number, line.turn, difference))
                stands.append((recorded, decided))
    return tuple(found)


def _other_versions(book: Book, case: CaseFile, header: Header) -> Iterator[str]:
    now = Header.of(book, case, seed=header.seed, mode=header.mode, course=header.course, sessions=header.sessions)
    if header.case != now.case:
        yield f"It was played with the case '{header.case}', and this is '{now.case}'."
    elif header.case_hash != now.case_hash:
        yield f"The case '{now.case}' has been changed since this was played."
    if (header.manual, header.manual_version) != (now.manual, now.manual_version):
        played = f"'{header.manual}' {header.manual_version}"
        yield f"It was played with the manual {played}, and this is '{now.manual}' {now.manual_version}."
    elif header.manual_hash != now.manual_hash:
        yield f"The manual '{now.manual}' {now.manual_version} has been changed since this was played."
    if header.engine != now.engine:
        yield f"It was played with version {header.engine} of the program, and this is {now.engine}."


def _judged(
    book: Book, case: CaseFile, header: Header, before: tuple[Treatment, Treatment], line: TurnLine
) -> tuple[Treatment, Treatment, str | None]:
    """Return the treatment after `line` as recorded and as decided, and the difference where they part here."""
    as_recorded, as_decided = before
    decided, difference = _decided(book, case, as_decided, line)
    try:
        recorded = after_turn(as_recorded, line.events)
    except _NONSENSE:
        return as_recorded, decided or as_decided, difference or _UNCONNECTED
    if header.mode == "exam" and isinstance(line.action, AskSupervisor):
        return recorded, decided or recorded, "An exam has no supervisor to ask."
    if difference is not None and _decided(book, case, as_recorded, line)[1] is None:
        return recorded, recorded, None
    return recorded, decided or recorded, difference


def _decided(book: Book, case: CaseFile, treatment: Treatment, line: TurnLine) -> tuple[Treatment | None, str | None]:
    try:
        after, events = step(book, case, treatment, line.action)
    except IllegalAction as refused:
        return None, f"Turn {line.turn} cannot be done here: {refused}"
    except _NONSENSE:
        return None, f"Turn {line.turn} cannot be decided, since the turns before it make no sense."
    return after, _difference(line.events, events)


def _difference(recorded: tuple[Event, ...], decided: tuple[Event, ...]) -> str | None:
    for number, (was, now) in enumerate(zip(recorded, decided, strict=False), 1):
        if was != now:
            return f"Event {number} is {_described(was, now)}."
    if len(recorded) != len(decided):
        number = min(len(recorded), len(decided)) + 1
        longer = max(recorded, decided, key=len)[number - 1].kind
        where = "only the log has it" if len(recorded) > len(decided) else "the log leaves it out"
        return f"Event {number} is {longer}, and {where}."
    return None


def _described(was: Event, now: Event) -> str:
    if was.kind != now.kind:
        return f"{was.kind} in the log, and the rules lead to {now.kind}"
    name = next(each.name for each in fields(was) if getattr(was, each.name) != getattr(now, each.name))
    return f"{was.kind} with {name} {getattr(was, name)!r}, and the rules lead to {getattr(now, name)!r}"
