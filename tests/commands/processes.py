"""What the tests of commands share: running one, and leaving a log to run it on."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import load_case
from game.manual import load_manual
from game.play import Playthrough

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def play_to(path: Path, turns: int) -> None:
    """Leave the log of an expert's treatment of Ines, so many turns long at most."""
    book = load_manual()
    chance = Random(11)
    therapist = POLICIES["expert"](chance)
    with Playthrough.start(book, load_case("ines", book), seed=11, sessions=8, path=path) as play:
        while not play.treatment.over and len(play.turns) < turns:
            play.act(therapist.choose(Sight(book, play.case, play.treatment, chance)))
