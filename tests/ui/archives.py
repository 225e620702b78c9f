"""Desks with an archive behind them: a folder of treatments played by scripted therapists."""

from datetime import date
from pathlib import Path
from random import Random

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.history import Archive, Places
from game.play import Playthrough
from game.ui.screens.desk import FIRST, Desk


class Trained:
    """A trainee with a folder of treatments, and the places where everything of theirs lies."""

    def __init__(self, book, cases, folder: Path) -> None:
        self.book, self.cases, self.folder = book, cases, folder
        self.logs = folder / "data" / "treatments"
        self.settings = folder / "config" / "window.json"
        self.settings.parent.mkdir()
        self.settings.write_text("{}", encoding="utf-8")
        self.logs.mkdir(parents=True)
        self.archives: list[Archive] = []
        self._number = 0

    def played(self, case="small", policy="expert", turns=10_000, mode="practice") -> Path:
        """Play a treatment so far by a scripted therapist; each is younger than those before."""
        self._number += 1
        path = self.logs / f"{case}-2026-11-{self._number:02}-200000.jsonl"
        chance = Random(self._number)
        therapist = POLICIES[policy](chance)
        with Playthrough.start(self.book, self.cases[case], seed=self._number, mode=mode, path=path) as play:
            while not play.treatment.over and len(play.turns) < turns:
                play.act(therapist.choose(Sight(self.book, self.cases[case], play.treatment, chance)))
        return path

    def archive(self) -> Archive:
        by_id = {case.rows.id: case for case in self.cases.values()}
        places = Places(
            logs=self.logs,
            database=self.logs.parent / "history.db",
            everything=(self.logs.parent, self.settings.parent),
            settings=lambda: (self.settings,),
            export_to=lambda day: self.folder / f"export-{date.isoformat(day)}.zip",
        )
        self.archives.append(Archive(places, self.book, by_id.get))
        return self.archives[-1]

    def desk(self, play: Playthrough | None = None, *, is_new_here: bool = False) -> Desk:
        """A desk as the game lays it, with the small case alone on the shelf."""
        return Desk(
            self.book,
            [self.cases["small"]],
            lambda case, mode: Playthrough.start(
                self.book, case, seed=1, mode=mode, path=self.logs / f"{case.rows.id}-2026-11-20-100000.jsonl"
            ),
            play,
            first=lambda case: Playthrough.start(
                self.book,
                case,
                seed=1,
                mode="guided",
                path=self.logs / f"{FIRST}{case.rows.id}-2026-11-20-110000.jsonl",
            ),
            open_archive=self.archive,
            is_new_here=is_new_here,
        )

    def close(self) -> None:
        for archive in self.archives:
            archive.close()
