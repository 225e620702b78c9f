"""Logs that nobody played: any actions and events at all, in any order, with turns gone back on."""

from dataclasses import replace

from hypothesis import strategies as st

from game.record import Header, Log, RewindLine, TurnLine
from game.treatment import Action, Event

HEADER = Header(
    case="small",
    case_hash="c" * 64,
    manual="ipt",
    manual_version="1",
    manual_hash="m" * 64,
    engine="0.1.0",
    seed=7,
    mode="practice",
    course="teaching",
    sessions=8,
)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Draw a log that is well formed and most probably nonsense."""
    lines: list[TurnLine | RewindLine] = []
    turn = 0
    for _ in range(draw(st.integers(0, 12))):
        if turn and draw(st.integers(0, 4)) == 0:
            turn = draw(st.integers(1, turn)) - 1
            lines.append(RewindLine(turn + 1))
        else:
            turn += 1
            events = draw(st.lists(st.from_type(Event), max_size=4))
            lines.append(TurnLine(turn, draw(st.from_type(Action)), tuple(events)))
    return Log(replace(HEADER, seed=draw(st.integers()), case=draw(st.text())), tuple(lines))
