"""Every command: what it prints, its exit code, and the sentence where something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from processes import Run

from game.resources import scenarios_folder


def test_help_names_every_command_and_the_text_twin(run: Run) -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for word in (
        "play",
        "resume",
        "check",
        "replay",
        "score",
        "report",
        "audit",
        "diagram",
        "cohort",
        "speed",
        "--text",
    ):
        assert word in shown.stdout


def test_an_unknown_command_is_answered_with_the_nearest(run: Run) -> None:
    shown = run("chek")
    assert shown.returncode == 2
    assert "Did you mean “check”?" in shown.stderr


@pytest.mark.parametrize("words", [(), ("play",), ("play", "ines")])
def test_without_a_display_a_sentence_names_the_text_twin(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words)
    assert shown.returncode == 2
    assert "sixteen-weeks --text" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_an_unknown_case_is_answered_with_the_nearest_before_any_window(run: Run) -> None:
    shown = run("play", "rosalin")
    assert shown.returncode == 1
    assert "Did you mean “rosalind”?" in shown.stderr


def test_check_finds_nothing_to_mend_in_a_case_of_the_shelf(run: Run) -> None:
    shown = run("check", scenarios_folder() / "mehdi" / "case.yaml", "--json")
    assert (shown.returncode, json.loads(shown.stdout)["faults"]) == (0, [])


def test_check_lists_every_fault_with_its_place(run: Run, tmp_path: Path) -> None:
    source = (scenarios_folder() / "ines" / "case.yaml").read_text(encoding="utf-8")
    broken = source.replace("level: 1", "level: 9", 1).replace("language: en", "langage: en", 1)
    case = tmp_path / "ines" / "case.yaml"
    case.parent.mkdir()
    case.write_text(broken, encoding="utf-8")
    shown = run("check", case.parent)
    assert shown.returncode == 1
    assert f"{case}:" in shown.stderr
    assert "SW024" in shown.stderr
    assert "SW020" in shown.stderr
    found = json.loads(run("check", case, "--json").stdout)
    assert {fault["code"] for fault in found["faults"]} >= {"SW020", "SW024"}
    assert all(fault["line"] >= 1 for fault in found["faults"])


def test_check_of_a_file_that_is_not_there(run: Run) -> None:
    shown = run("check", "nowhere")
    assert shown.returncode == 1
    assert "there is no such file" in shown.stderr


def test_check_plays_an_exemplar_and_compares_its_score(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ines"
    folder.mkdir()
    (folder / "case.yaml").write_bytes((scenarios_folder() / "ines" / "case.yaml").read_bytes())
    hours = "".join("  - moves: [{say: open_session}]\n" for _ in range(8))
    head = "format: 1\ncase: ines\nseed: 1\nmode: exam\nlength: 8\nwhy: It does nothing.\n"
    (folder / "exemplar.yaml").write_text(f"{head}score: {{at_least: 80}}\nsessions:\n{hours}", encoding="utf-8")
    shown = run("check", folder)
    assert shown.returncode == 1
    assert "SW131" in shown.stderr
    (folder / "exemplar.yaml").write_text(f"{head}score: {{at_most: 50}}\nsessions:\n{hours}", encoding="utf-8")
    assert run("check", folder).returncode == 0
    one = "  - moves: [{say: open_session}]\n"
    (folder / "exemplar.yaml").write_text(f"{head}score: {{at_most: 50}}\nsessions:\n{one}", encoding="utf-8")
    assert "SW130" in run("check", folder).stderr


def test_score_gives_the_profile_and_the_turns_it_rests_on(run: Run, whole_log: Path) -> None:
    shown = run("score", whole_log, "--json")
    card = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert 60 < card["composite"] <= 100
    assert 1 <= card["adherence"] <= 7
    assert 1 <= card["quality"] <= 5
    assert 0 <= card["focus"] <= 1
    assert 1 <= card["common_factors"] <= 4
    assert card["contamination"] >= 0
    assert card["safety"] is True
    assert set(card["ratings"]) <= set(card["because"])
    assert card["because"]["adherence"]
    assert set(card["earned_by"]) == set(card["lost_at"]) == set(card["because"])
    for name, because in card["because"].items():
        assert set(because) <= {*card["earned_by"][name], *card["lost_at"][name]}
        assert not set(card["earned_by"][name]) & set(card["lost_at"][name])
    turns = {turn for because in card["because"].values() for turn in because}
    assert turns <= set(range(1, 500))
    assert "Composite" in run("score", whole_log).stdout


def test_replay_stops_at_a_turn(run: Run, whole_log: Path) -> None:
    data = json.loads(run("replay", whole_log, "--to", "5", "--json").stdout)
    assert data["turn"] == 5
    assert {line["turn"] for line in data["transcript"]} <= set(range(1, 6))
    assert "After turn 5:" in run("replay", whole_log, "--to", "5").stdout


def test_replay_to_a_turn_that_has_not_been(run: Run, short_log: Path) -> None:
    shown = run("replay", short_log, "--to", "99")
    assert shown.returncode == 1
    assert "there is no turn 99" in shown.stderr


def test_report_is_refused_before_the_end(run: Run, short_log: Path) -> None:
    shown = run("report", short_log)
    assert shown.returncode == 1
    assert "The debrief comes after the last session." in shown.stderr


def test_report_as_text_as_data_and_as_a_page(run: Run, whole_log: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", whole_log, "--html", page).returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "ONE GOAL" in run("report", whole_log).stdout.upper()
    data = json.loads(run("report", whole_log, "--json").stdout)
    assert data["composite"] == json.loads(run("score", whole_log, "--json").stdout)["composite"]


def test_report_as_a_page_and_a_table_at_once(run: Run, whole_log: Path, tmp_path: Path) -> None:
    page, table = tmp_path / "report.html", tmp_path / "report.csv"
    written = run("report", whole_log, "--html", page, "--csv", table)
    assert [line for line in written.stdout.splitlines() if line.startswith("Written: ")] == [
        f"Written: {page.resolve()}",
        f"Written: {table.resolve()}",
    ]
    assert table.read_text(encoding="utf-8-sig").startswith("part,id,name,session,turn,value,of,words,")


def test_report_that_cannot_be_written(run: Run, whole_log: Path, tmp_path: Path) -> None:
    shown = run("report", whole_log, "--html", tmp_path / "no" / "such" / "folder.html")
    assert shown.returncode == 1
    assert "cannot be written" in shown.stderr


def test_audit_of_an_honest_log(run: Run, whole_log: Path) -> None:
    shown = run("audit", whole_log, "--json")
    assert (shown.returncode, json.loads(shown.stdout)["fine"]) == (0, True)


def test_a_tampered_log_is_refused_by_its_line(run: Run, short_log: Path) -> None:
    lines = short_log.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b'"turn":3', b'"turn":4')
    short_log.write_bytes(b"\n".join(lines))
    for command in ("score", "replay", "report", "audit"):
        shown = run(command, short_log)
        assert shown.returncode == 1
        assert "Line 4" in shown.stderr


def test_a_log_whose_last_line_was_cut_off_is_scored_with_a_notice(run: Run, short_log: Path) -> None:
    short_log.write_bytes(short_log.read_bytes()[:-20])
    shown = run("score", short_log, "--json")
    assert shown.returncode == 0
    assert "cut off" in shown.stderr
    assert json.loads(shown.stdout)["case"] == "ines"


@pytest.mark.parametrize("command", ["score", "replay", "report", "audit", "resume"])
def test_a_file_that_is_not_there(run: Run, command: str) -> None:
    shown = run(command, "nowhere.jsonl")
    assert shown.returncode == 1
    assert "nowhere.jsonl cannot be read" in shown.stderr


def test_a_log_of_a_case_that_is_not_on_the_shelf_asks_where_it_is(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    source = (scenarios_folder() / "ines" / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(source.replace("id: ines", "id: elsewhere", 1), encoding="utf-8")
    log = tmp_path / "elsewhere.jsonl"
    assert run("play", folder, "--text", "--mode", "exam", "--log", log, typed="\nend\nyes\n").returncode == 0
    shown = run("score", log)
    assert shown.returncode == 1
    assert "--case PATH" in shown.stderr
    assert run("score", log, "--case", folder).returncode == 0


def test_diagram_prints_the_pathway(run: Run) -> None:
    assert run("diagram").stdout.startswith("stateDiagram-v2")
    milestones = json.loads(run("diagram", "--json").stdout)["milestones"]
    assert "agree_contract" in {row["milestone"] for row in milestones}


def test_cohort_sums_up_treatments(run: Run) -> None:
    shown = run("cohort", "ines", "--policy", "supportive", "--n", "3", "--seed", "2", "--json")
    data = json.loads(shown.stdout)
    assert (shown.returncode, data["policy"], data["n"]) == (0, "supportive", 3)
    assert set(data["composite"]) == {"mean", "sd"}
    assert all(0 <= data[share] <= 1 for share in ("response", "remission", "dropout"))


def test_cohort_gives_the_same_with_more_workers(run: Run) -> None:
    words = ("cohort", "ines", "--policy", "random", "--n", "4", "--realistic", "--json")
    assert run(*words).stdout == run(*words, "--workers", "2").stdout


def test_cohort_compares_with_published_figures(run: Run) -> None:
    shown = run("cohort", "ines", "--realistic", "--table", "--n", "3", "--json")
    rows = json.loads(shown.stdout)["benchmarks"]
    assert [row["id"] for row in rows] == ["response", "remission", "dropout", "end_mean", "alliance_r", "fidelity_r"]
    assert all(row["source"] and row["low"] < row["high"] for row in rows)
    table = run("cohort", "ines", "--realistic", "--table", "--n", "3").stdout
    assert "| Figure" in table


def test_cohort_with_an_unknown_therapist_names_the_others(run: Run) -> None:
    shown = run("cohort", "ines", "--policy", "exprt")
    assert shown.returncode == 1
    assert "Did you mean “expert”?" in shown.stderr
    assert "interrogator" in shown.stderr


def test_a_table_without_realistic_treatments_is_refused(run: Run) -> None:
    shown = run("cohort", "ines", "--table")
    assert shown.returncode == 1
    assert "--realistic" in shown.stderr


@pytest.mark.parametrize("words", [("cohort", "--n", "0"), ("play", "--seed", "-1"), ("play", "--seed", "many")])
def test_numbers_out_of_range_are_refused(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words)
    assert shown.returncode == 2
    assert "is not a whole number" in shown.stderr


def test_output_that_nobody_reads_ends_quietly(run: Run, whole_log: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "game", "replay", str(whole_log)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
