"""`bench`, `items` and what `cohort` plays without a case, as people run them."""

import csv
import io
import json
from pathlib import Path
from random import Random

import pytest
from processes import Run

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import load_case, shelf
from game.commands.progress import progress
from game.manual import Book, load_manual
from game.play import Playthrough
from game.reading import Faults

SMALL = Path(__file__).parents[1] / "cases" / "small.yaml"


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of real logs: six treatments of Nora and five of Ines, in folders of their own; and one not finished."""
    folder = tmp_path_factory.mktemp("treatments")
    book = load_manual()
    for case, people in (
        ("ines", "expert cbt supportive random competent"),
        ("small", "expert wrong_focus cbt expert"),
    ):
        loaded = load_case(SMALL if case == "small" else case, book)
        (folder / case).mkdir()
        for seed, who in enumerate(people.split()):
            chance = Random(seed)
            therapist = POLICIES[who](chance)
            with Playthrough.start(book, loaded, seed=seed, path=folder / case / f"{seed}-{who}.jsonl") as play:
                while not play.treatment.over:
                    play.act(therapist.choose(Sight(play.book, loaded, play.treatment, chance)))
    return folder


def test_a_fair_case_comes_off_the_bench_with_a_verdict(run: Run) -> None:
    shown = run("bench", SMALL, "--n", "1", "--workers", "1")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\nFair: better work scores higher" in shown.stdout
    assert "Cognitive therapist" in shown.stdout


def test_the_bench_gives_the_same_with_more_workers(run: Run, tmp_path: Path) -> None:
    words = ("bench", SMALL, "--n", "1", "--json")
    alone, together = run(*words, "--workers", "1"), run(*words, "--workers", "2")
    assert alone.returncode == 0
    assert alone.stdout == together.stdout
    assert json.loads(alone.stdout)["fair"] is True


def test_a_page_with_pictures_is_written(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "bench.html"
    shown = run("bench", SMALL, "--n", "1", "--workers", "1", "--html", page)
    assert shown.returncode == 0
    assert f"Written: {page}" in shown.stdout
    assert page.read_text(encoding="utf-8").count("<svg") == 5


def test_an_unfair_case_ends_with_1_and_the_reason(run: Run, tmp_path: Path) -> None:
    source = SMALL.read_text(encoding="utf-8").replace(
        "\nreferral:\n", "\nreferral:\n  suggests: {role_transition: 3}\n"
    )
    assert "suggests" in source
    folder = tmp_path / "loud"
    folder.mkdir()
    (folder / "case.yaml").write_text(source.replace("id: small", "id: loud", 1), encoding="utf-8")
    shown = run("bench", folder, "--n", "1", "--workers", "1")
    assert shown.returncode == 1
    assert "gives the key away" in shown.stdout + shown.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say which case"),
        (("ines", "--all"), "Either one case or --all"),
        (("ines", "--reliability"), "two cases"),
        (("rosalin",), "Did you mean “rosalind”?"),
    ],
)
def test_what_the_bench_cannot_do_is_said_in_a_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    shown = run("bench", *words)
    assert shown.returncode == 1
    assert sentence in shown.stderr
    assert "Traceback" not in shown.stderr


def test_reliability_is_told_in_a_table(run: Run) -> None:
    shown = run("bench", "--reliability", "--learners", "8", "--cases", "2", "--workers", "1")
    assert "Learners of every skill" in shown.stdout
    assert "If skill correlates 0.5 from case to case" in shown.stdout


def test_items_groups_logs_by_case(run: Run, logs: Path) -> None:
    shown = run("items", logs / "ines", logs / "small", "--case", SMALL)
    assert shown.returncode == 1  # Ines's logs are not of the case that was named
    alone = run("items", logs / "ines")
    assert alone.returncode == 0
    assert "5 treatments" in alone.stdout
    assert "once; pinned for it" not in alone.stdout


def test_items_of_several_cases_as_data_table_and_page(run: Run, logs: Path, tmp_path: Path) -> None:
    (logs / "small" / "case.yaml").write_bytes(SMALL.read_bytes())
    sheet, page = tmp_path / "items.csv", tmp_path / "items.html"
    shown = run("items", logs, "--json", "--csv", sheet, "--html", page)
    assert shown.returncode == 0
    cases = {row["case"]: row for row in json.loads(shown.stdout)["cases"]}
    assert {name: row["treatments"] for name, row in cases.items()} == {"ines": 5, "small": 4}
    assert [(row["times"]) for row in cases["small"]["wrong"]] == [1]
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["case"] for row in rows} == {"ines", "small"}
    assert {row["kind"] for row in rows} == {"fact", "task", "criterion"}
    assert page.read_text(encoding="utf-8").count("<svg") == 3  # four treatments of Nora are too few


def test_logs_that_cannot_be_used_are_named_and_the_others_counted(run: Run, logs: Path, short_log: Path) -> None:
    broken = short_log.with_name("broken.jsonl")
    broken.write_text("{}\n", encoding="utf-8")
    shown = run("items", logs / "ines", short_log, broken, short_log.with_name("none.jsonl"))
    assert shown.returncode == 1
    assert f"{short_log}: the treatment is not over" in shown.stderr
    assert str(broken) in shown.stderr
    assert "none.jsonl" in shown.stderr
    assert "5 treatments" in shown.stdout
    only = run("items", short_log)
    assert only.returncode == 1
    assert "There is no finished treatment" in only.stderr


class Terminal(io.StringIO):
    """A stream somebody watches."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_for_who_watches_and_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    watched, piped = Terminal(), io.StringIO()
    for stream in (watched, piped):
        monkeypatch.setattr("sys.stderr", stream)
        with progress(10) as note:
            note(4)
            note(8)  # more than had been thought
    assert "/10" in watched.getvalue()
    assert "treatments" in watched.getvalue()
    assert piped.getvalue() == ""


def test_a_realistic_cohort_of_the_shelf_leaves_adaptations_out(run: Run) -> None:
    """The published figures are for depression in adults."""
    book = load_manual()
    adapted = {path.name for path in shelf() if _adaptation(path, book) not in (None, "none")}
    plain = {path.name for path in shelf() if _adaptation(path, book) == "none"}
    words = ("cohort", "--policy", "random", "--n", "1", "--json")
    realistic, teaching = (json.loads(run(*words, *more).stdout)["cases"] for more in (["--realistic"], []))
    assert set(realistic) == plain
    assert set(teaching) == plain | adapted


def _adaptation(folder: Path, book: Book) -> str | None:
    try:
        return load_case(folder, book).rows.adaptation
    except Faults:
        return None
