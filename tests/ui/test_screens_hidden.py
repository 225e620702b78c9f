"""No screen before the debrief shows what the trainee cannot know: it is the same for a case hollowed out of that."""

from dataclasses import replace

import pytest
from hidden import hollowed
from ui_screens import CASES, after_session, begun, desk_of, in_session, played_until, screens_of, working

from game.ui.geometry import Size
from game.ui.state import UiState
from game.ui.theme import load


def scenes(desk, look):
    """Every scene of a moment, as it would be with `look` for the desk's own."""
    desk.sitting._look = look
    return {
        name: screen.scene(Size(1280, 720), load(), UiState(texts=texts)) for name, screen, texts in screens_of(desk)
    }


@pytest.mark.parametrize("moment", [in_session(1, 25), in_session(3, 5), after_session(4), working])
@pytest.mark.parametrize("case", CASES)
def test_no_scene_changes_when_what_is_hidden_changes(book, cases, case, moment):
    play = played_until(begun(book, cases[case], "guided"), "expert", moment)
    desk = desk_of(play)
    seen = desk.look
    hollow = replace(seen, _case=hollowed(cases[case], play.treatment))
    as_it_is, as_hollow = scenes(desk, seen), scenes(desk, hollow)
    assert as_it_is.keys() == as_hollow.keys()
    for name, widgets in as_it_is.items():
        assert widgets == as_hollow[name], name
