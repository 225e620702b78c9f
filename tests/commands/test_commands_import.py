"""`import`: what others have written down becomes a skeleton; nothing is lost, and what is malformed is named."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processes import Run

from game.author.checking.examine import examine
from game.author.importers import Malformed, imported, records_of
from game.case import case_faults, load_case, severity_of
from game.manual import load_manual

BOOK = load_manual()
# Both written by us in the shape of the public ones.
PSI: dict[str, Any] = {
    "name": "Ruth-Ann O’Neill",
    "id": "7-2",
    "type": ["tangent", "upset"],
    "history": "Moved often as a child. Her mother was seldom at home,\nand a neighbour cooked for her.",
    "helpless_belief": ["I am trapped."],
    "unlovable_belief": [],
    "worthless_belief": ["I am a waste: of time."],
    "intermediate_belief": "If I ask, I am a burden.",
    "intermediate_belief_depression": "There is no point in asking.",
    "coping_strategies": "Stays late at work; says that all is well.",
    "situation": "Her sister rings and asks how she is.",
    "auto_thought": ["She only asks because she has to."],
    "emotion": ["anxious/worried", "sad"],
    "behavior": "Says “fine” and changes the subject.",
    "added_by_somebody": {"rated": 4, "kept": True, "by": [None, "é ü 漢"]},
}
OSCE: dict[str, Any] = {
    "OSCE_Examination": {
        "Objective_for_Doctor": "Take the history of somebody who is tired all the time.",
        "Patient_Actor": {
            "Demographics": "46-year-old male",
            "History": "Tired since the summer. Sleeps badly and has lost interest in his allotment.",
            "Symptoms": {"Primary_Symptom": "Tiredness", "Secondary_Symptoms": ["Early waking", "No appetite"]},
            "Past_Medical_History": "None of note.",
            "Social_History": "Works on the ferries. Divorced in March.",
            "Review_of_Systems": "Otherwise well.",
        },
        "Physical_Examination_Findings": {"Vital_Signs": {"Heart_Rate": "72 bpm", "Temperature": 36.8}},
        "Test_Results": {"Thyroid": {"TSH": "normal"}, "Imaging": {}},
        "Correct_Diagnosis": "Major depressive episode",
    }
}


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value if isinstance(value, str) else json.dumps(value)]


def plain(text: str) -> str:
    return re.sub(r"[\s#]+", "", text)


def written(tmp_path: Path, value: Any) -> Path:
    path = tmp_path / "given.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("record", [PSI, OSCE], ids=["patient_psi", "osce"])
def test_a_record_becomes_a_case_that_plays_and_loses_nothing(record: Any, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    shown = run("import", written(tmp_path, record), "--to", folder)
    assert shown.returncode == 0, shown.stderr
    found = examine((folder,), BOOK).found
    assert [str(each) for each in found if severity_of(each.code) != "hint"] == []
    text = plain((folder / "case.yaml").read_text(encoding="utf-8"))
    assert [leaf for leaf in leaves(record) if plain(leaf) not in text] == []
    fields = re.findall(r"^  (\S+) → ", shown.stdout, re.MULTILINE)
    assert len(fields) == len(leaves(record)) + ("unlovable_belief" in record) + ("OSCE_Examination" in record)


def test_what_has_a_place_is_put_there(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, PSI), "--to", tmp_path / "psi")
    rows = load_case(tmp_path / "psi", BOOK).rows
    assert (rows.patient.name, rows.patient.style) == ("Ruth-Ann O’Neill", "tangential")
    assert rows.notes is not None
    assert "a neighbour cooked for her" in rows.notes
    run("import", written(tmp_path, OSCE), "--to", tmp_path / "osce")
    rows = load_case(tmp_path / "osce", BOOK).rows
    assert (rows.patient.age, rows.patient.pronouns) == (46, "he/him")


def test_a_list_and_lines_of_records_become_a_folder_each(run: Run, tmp_path: Path) -> None:
    data = json.loads(run("import", written(tmp_path, [PSI, PSI]), "--to", tmp_path / "many", "--json").stdout)
    assert [row["id"] for row in data] == ["ruth_ann_oneill", "ruth_ann_oneill_2"]
    for row in data:
        assert case_faults(Path(row["case"]), BOOK)[1] == ()
    lines = tmp_path / "lines.jsonl"
    lines.write_text(f"{json.dumps(OSCE)}\n\n{json.dumps(OSCE)}\n", encoding="utf-8")
    assert run("import", lines, "--to", tmp_path / "lines").returncode == 0
    assert len(list((tmp_path / "lines").glob("*/case.yaml"))) == 2


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    source = written(tmp_path, PSI)
    assert run("import", source, "--to", tmp_path / "psi").returncode == 0
    before = (tmp_path / "psi" / "case.yaml").read_bytes()
    again = run("import", source, "--to", tmp_path / "psi")
    assert again.returncode == 1
    assert "already" in again.stderr
    assert (tmp_path / "psi" / "case.yaml").read_bytes() == before


WITHOUT_HISTORY = {key: value for key, value in PSI.items() if key != "history"}
MALFORMED = {
    "no JSON": ("{", "line 1, column 2"),
    "a text": ('"Ruth"', "the file: is a text, and must be an object"),
    "something else": ('{"name": "Ruth"}', "the file: is neither a cognitive model"),
    "an empty list": ("[]", "there are 0 records"),
    "a field missing": (json.dumps(WITHOUT_HISTORY), "history: is missing; a text is expected"),
    "a field of another kind": (json.dumps({**PSI, "situation": 4}), "situation: is a number, and must be a text"),
    "an empty field": (json.dumps({**PSI, "name": " "}), "name: is empty"),
    "a text for a list": (json.dumps({**PSI, "emotion": "sad"}), "emotion: is a text, and must be a list of texts"),
    "an unknown style": (json.dumps({**PSI, "type": ["plain", "chatty"]}), "type[1]: “chatty” is none of plain"),
    "the second of two": (json.dumps([PSI, {**PSI, "name": None}]), "[1].name: is empty (null), and must be a text"),
    "an object for a record": (json.dumps({"OSCE_Examination": []}), "OSCE_Examination: is a list"),
    "no actor": (
        json.dumps({"OSCE_Examination": {"Objective_for_Doctor": "x", "Correct_Diagnosis": "y"}}),
        "OSCE_Examination.Patient_Actor: is missing",
    ),
    "a field twice": ('{"history": "a", "history": "b"}', "history: stands twice"),
    "no number": ('{"history": NaN}', "NaN is no number"),
    "too deep": ("[" * 100_000, "nested too deeply"),
    "the third line": (f"{json.dumps(OSCE)}\n{json.dumps(OSCE)}\n{{", "line 3, column 2"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused_by_field(name: str) -> None:
    source, sentence = MALFORMED[name]
    with pytest.raises(Malformed) as refused:
        records_of(source.encode())
    assert any(sentence in fault for fault in refused.value.faults), refused.value.faults


def test_everything_that_is_wrong_is_named_at_once_and_nothing_written(run: Run, tmp_path: Path) -> None:
    bad = {**WITHOUT_HISTORY, "intermediate_belief": 3, "emotion": None}
    shown = run("import", written(tmp_path, bad), "--to", tmp_path / "psi")
    assert shown.returncode == 1
    assert [line.split(": ")[1] for line in shown.stderr.splitlines()] == ["history", "intermediate_belief", "emotion"]
    assert not (tmp_path / "psi").exists()


@settings(max_examples=25, deadline=None)
@given(words=st.text(max_size=80), name=st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_words_give_a_case_that_loads(words: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    record = {**PSI, "name": name, "situation": f"x{words}", "coping_strategies": f"y {words}", words: words}
    source = json.dumps(record).encode()
    [read] = records_of(source)
    folder = tmp_path_factory.mktemp("any") / "psi"
    folder.mkdir()
    (folder / "case.yaml").write_text(imported(read, "psi").text, encoding="utf-8", newline="\n")
    assert case_faults(folder, BOOK)[1] == ()
