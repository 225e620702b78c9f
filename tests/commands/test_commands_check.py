"""`check` as an educator meets it: lines underlined, what to write instead, data, mending, explanations."""

import json
import re
from pathlib import Path

import pytest
from processes import Run

from game.author.checking.examine import examine
from game.author.checking.meanings import meanings, reasons
from game.author.checking.showing import length_of
from game.case import ADVICE_CODES, CASE_CODES, load_case, severity_of
from game.case.check_fair import chance_of_key, chances, unasked
from game.case.check_minutes import minutes_to_reach
from game.case.check_wording import counted, grade
from game.manual import load_manual
from game.reading import CODES
from game.record import EXEMPLAR_CODES
from game.resources import scenarios_folder

SMALL = (Path(__file__).parents[1] / "cases" / "small.yaml").read_text(encoding="utf-8")
BOOK = load_manual()

# The table of engines that lose such mistakes: what was put in, and the code that must name it with line and column.
SEEDED = {
    "a way to somewhere that is not there": ("hinges_on: [incident:sunday", "hinges_on: [incident:saturday", "SW031"),
    "a speaker nobody knows": ("- who: patient", "- who: sister", "SW025"),
    "a slot that nothing fills": ("We speak on Sundays, by the clock.", "We speak on {day}, by the clock.", "SW224"),
    "an area that does not exist": ("signals: {role_transition: 3}", "signals: {role_transit: 3}", "SW025"),
    "a condition never met": ("    alliance: 5\n    after", "    alliance: 10\n    after", "SW202"),
    "a line never reached": (
        "- It is always at six. I used to have the water on by then.",
        "- It is always at six.\n      - I used to have the water on by then.",
        "SW225",
    ),
    "facts that wait for each other": ("    after: six_oclock", "    after: spare_key", "SW102"),
    "a choice without a way out": ("liveable: true", "liveable: false", "SW106"),
    "markup left open": ("satisfying: He laughs", "satisfying: <b>He laughs", "SW224"),
    "a picture that is not there": ("risk:\n", "pictures: {shed: shed.png}\nrisk:\n", "SW220"),
    "somebody the letter leaves out": ("relation: son\n", "relation: son\n    known: letter\n", "SW228"),
    "a name that fits no sentence": ("name: Words at Easter", "name: My words at Easter", "SW227"),
    "a misspelt name": ("on Thursday. I had asked", "on Thrusday. I had asked", "SW226"),
}  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "small"
    folder.mkdir(exist_ok=True)
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_error_is_caught_with_line_and_column(name: str, tmp_path: Path) -> None:
    old, new, code = SEEDED[name]
    assert SMALL.count(old) >= 1
    path = written(tmp_path, SMALL.replace(old, new, 1))
    found = [each for each in examine((path,), BOOK, spell=True).found if each.code == code]
    assert found
    changed = [
        n for n, (a, b) in enumerate(zip(path.read_text().splitlines(), SMALL.splitlines(), strict=False), 1) if a != b
    ]
    assert min(abs(each.line - changed[0]) for each in found) <= 12
    assert all(each.column >= 1 for each in found)


def test_somebody_nothing_leads_to_is_caught(tmp_path: Path) -> None:
    orphan = SMALL.replace("\n    introduces: person:selma", "").replace("\n      introduces: person:selma", "")
    found = examine((written(tmp_path, orphan),), BOOK).found
    assert [(each.code, each.path) for each in found if each.code == "SW103"] == [("SW103", "people[2].known")]


def test_a_comma_that_ends_a_text_in_braces_is_called_that(tmp_path: Path) -> None:
    broken = SMALL.replace("variants: []\n", "") + "\nvariants:\n  - {id: b, words: {Nora: Helen}, Small, and cold}\n"
    sentences = [str(each) for each in examine((written(tmp_path, broken),), BOOK).found]
    assert any("a text ends at a comma inside { }, so 'and cold'" in sentence for sentence in sentences), sentences


def test_all_seeded_errors_are_named_in_one_run(tmp_path: Path) -> None:
    text = SMALL
    for name in ("a speaker nobody knows", "an area that does not exist", "a way to somewhere that is not there"):
        old, new, _ = SEEDED[name]
        text = text.replace(old, new, 1)
    assert {each.code for each in examine((written(tmp_path, text),), BOOK).found} >= {"SW025", "SW031"}


def test_the_words_meant_are_underlined(run: Run, tmp_path: Path) -> None:
    shown = run("check", written(tmp_path, SMALL.replace("style: plain", "style: plane  # as they come")))
    lines = shown.stderr.splitlines()
    place = next(n for n, line in enumerate(lines) if "SW025" in line)
    assert lines[place + 1].endswith("|   style: plane  # as they come")
    assert lines[place + 2].replace("^", "").strip() == "|"
    assert lines[place + 1][lines[place + 2].index("^") :].startswith("plane")
    assert lines[place + 2].count("^") == len("plane")
    assert "did you mean 'plain'?" in lines[place + 3]


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        ("  style: plane  # hm", 10, "plane"),
        ("  - {say: ask, to: person:ruth}", 11, "ask"),
        ("    hinges_on: [a:b, c:d]", 22, "c:d"),
        ('  name: "Nora, Blum"  # her', 9, '"Nora, Blum"'),
        ("  langage: en", 3, "langage"),
        ("  why: >-", 8, ">-"),
    ],
)
def test_the_length_of_what_is_underlined(line: str, column: int, meant: str) -> None:
    assert line[column - 1 : column - 1 + length_of(line, column)] == meant


def test_hints_alone_are_no_failure_and_warnings_are_one_when_asked(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, SMALL)
    assert run("check", path).returncode == 0
    assert run("check", path, "--strict").returncode == 1  # three people are too few for the inventory
    assert "warning[SW214]" in run("check", path).stderr


def test_data_gives_severity_and_the_end_of_the_words(run: Run, tmp_path: Path) -> None:
    data = json.loads(run("check", written(tmp_path, SMALL.replace("style: plain", "style: plane")), "--json").stdout)
    [fault] = data["faults"]
    assert (fault["severity"], fault["meant"]) == ("error", "plain")
    assert fault["end_column"] - fault["column"] == len("plane")
    assert data["error"] == 1


def test_sarif_names_rules_levels_and_regions(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.replace("style: plain", "style: plane"))
    log = json.loads(run("check", path, "--sarif").stdout)
    [played] = log["runs"]
    result = next(row for row in played["results"] if row["ruleId"] == "SW025")
    assert log["version"] == "2.1.0"
    assert played["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "SW025"
    assert result["level"] == "error"
    [place] = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == path.as_uri()
    assert place["physicalLocation"]["region"]["startLine"] == 16


SLIPS = (
    ("style: plain", "style: plane"),
    ("teaser:", "teasr:"),
    ("about: event:moved_out\n  why", "about: event:moved_ot\n  why"),
    ("herring: true", "herring: yes"),
    ("onset: -5", "onset: -5.0"),
    ("card: The worst hour is six in the evening, since he left", "card: The worst hour: six in the evening"),
    ("  alliance: 5\n", "  alliance:5\n"),
    ("    relation: neighbour", "\trelation: neighbour"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[1].split("\n")[0].strip())
def test_a_slip_is_mended_and_nothing_else_is_touched(slip: tuple[str, str], run: Run, tmp_path: Path) -> None:
    good, bad = slip
    path = written(tmp_path, SMALL.replace(good, bad, 1).replace("\n", "\r\n"))
    before = path.read_bytes().decode().split("\r\n")
    shown = run("check", path, "--fix")
    after = path.read_bytes().decode().split("\r\n")
    assert shown.returncode == 0, shown.stderr
    assert "mended" in shown.stdout
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_several_slips_are_mended_at_once(run: Run, tmp_path: Path) -> None:
    text = SMALL
    for good, bad in SLIPS:
        text = text.replace(good, bad, 1)
    path = written(tmp_path, text)
    assert run("check", path, "--fix").returncode == 0
    assert sum(a != b for a, b in zip(path.read_text().splitlines(), SMALL.splitlines(), strict=True)) <= 3


def test_what_could_mean_two_things_is_left_to_a_person(run: Run, tmp_path: Path) -> None:
    text = SMALL.replace("style: plain", "style: pleain")  # plain, or pleasing
    path = written(tmp_path, text)
    assert run("check", path, "--fix").returncode == 1
    assert path.read_text(encoding="utf-8") == text


def test_every_code_that_check_reports_is_explained() -> None:
    reported = {*CODES, *CASE_CODES, *EXEMPLAR_CODES, *ADVICE_CODES, "SW130", "SW131"}
    assert reported - set(reasons()) == set()
    assert set(reasons()) <= set(meanings())
    assert all(row.wrong != row.right for row in reasons().values())


def test_a_rule_with_a_number_tells_the_number(run: Run) -> None:
    assert "82 %" in run("check", "--explain", "SW210").stdout
    assert "40 %" in run("check", "--explain", "sw211").stdout
    assert "four of the eight fields" in run("check", "--explain", "SW214").stdout
    unknown = run("check", "--explain", "SW2")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert len(run("check", "--explain", "all").stdout.splitlines()) == len(meanings())


@pytest.mark.parametrize("name", ["ines", "mehdi", "rosalind", "owen"])
def test_the_numbers_behind_a_case_of_the_shelf(name: str) -> None:
    case = load_case(name, BOOK)
    everything = chances(case, case.rows.facts)
    assert chance_of_key(case, everything) >= 820
    assert chances(case, unasked(case))[case.rows.key.area] <= 400
    minutes = minutes_to_reach(case, BOOK)
    assert set(minutes) == set(case.facts)
    assert max(minutes.values()) <= int(case.rows.treatment.sessions) * 50


def test_a_fact_that_waits_longer_takes_more_minutes(tmp_path: Path) -> None:
    case = load_case(written(tmp_path, SMALL), BOOK)
    trusting = load_case(
        written(tmp_path, SMALL.replace("    alliance: 5\n    after", "    alliance: 8\n    after")), BOOK
    )
    assert minutes_to_reach(trusting, BOOK)["spare_key"] > minutes_to_reach(case, BOOK)["spare_key"]
    assert minutes_to_reach(case, BOOK)["spare_key"] > minutes_to_reach(case, BOOK)["six_oclock"]


def test_codes_are_written_as_promised() -> None:
    assert all(re.fullmatch(r"SW\d{3}", code) for code in meanings())


def test_reading_age_rises_with_longer_words_and_sentences() -> None:
    plain, hard = "He made tea. She drank it by the door.", "Administrative responsibilities accumulated considerably."
    long = "and ".join(["He made the tea by the door "] * 12)
    assert counted(plain) == (9, 2, 9)
    assert counted(hard)[2] >= 18
    assert grade(*counted(plain)) < 2 < grade(*counted(long)) < grade(*counted(hard))


def test_a_line_nobody_could_say_in_one_breath_is_a_hint(tmp_path: Path) -> None:
    breathless = " ".join(["considerable responsibilities accumulate"] * 16)
    text = SMALL.replace("She counts aloud.", f"{breathless}.", 1)
    found = [each for each in examine((written(tmp_path, text),), BOOK).found if each.code == "SW217"]
    assert [each.path for each in found] == ["people[0].inventory.unsatisfying[0]"]
    assert severity_of("SW217") == "hint"


def test_a_slip_in_an_exemplar_is_mended_too(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ines"
    folder.mkdir()
    for name in ("case.yaml", "careless.yaml"):
        (folder / name).write_bytes((scenarios_folder() / "ines" / name).read_bytes())
    good = (scenarios_folder() / "ines" / "exemplar.yaml").read_text(encoding="utf-8")
    exemplar = folder / "exemplar.yaml"
    exemplar.write_text(good.replace("say: introduce_frame", "say: introduse_frame", 1), encoding="utf-8")
    assert "SW031" in run("check", folder).stderr
    assert run("check", folder, "--fix").returncode == 0
    assert exemplar.read_text(encoding="utf-8") == good
