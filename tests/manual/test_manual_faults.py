"""What is refused: the real manual with one thing in it changed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from game.manual import MANUAL_CODES, load_manual, load_manual_from, read_manual
from game.manual.load import MANUAL_FILE, REPLIES_FILE
from game.reading import CODES, Diagnostic, Faults

FaultsAfter = Callable[..., tuple[Diagnostic, ...]]

I02_NEEDS = '    first: "1"\n    last: "1"\n    needs: [I01]\n    fulfilled_by: {kind: said, of: [ask_story'
MORE_ABOUT = "      - Tell me more about {about}.\n"
GRIEF_GOALS = (
    "    goals:\n"
    "      - {id: mourn, words: Let the mourning happen,\n"
    '         said: "to grieve, at your own pace and not alone with it"}\n'
    "      - {id: reconnect, words: Find new interests and new ties,\n"
    '         said: "to have people and things in your week again that are worth getting up for"}\n'
)
SMALL_STEP = "  - id: plan_small_step\n    name: Plan one small step with a person\n    does: T07\n"
REASSURE = (
    "  - id: reassure\n    name: Reassure them that things will come right\n    does: X10\n"
    "    stance: directive\n    minutes: 1\n"
)

# What is broken: the code, the path of the fault with rows named by their ids, and what is changed in the text.
BROKEN: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "tasks in a circle": (
        "SW050",
        "tasks[I04].needs",
        [
            (
                "    needs: [I01]\n    fulfilled_by: {kind: said, of: [ask_suicide]}",
                "    needs: [I09]\n    fulfilled_by: {kind: said, of: [ask_suicide]}",
            )
        ],
    ),
    "strategies in a circle": (
        "SW050",
        "areas[grief].strategies[1].after",
        [('the death of the person.", after: [G1]', 'the death of the person.", after: [G6]')],
    ),
    "unknown moment": ("SW051", "tasks[M13].first", [("    first: half\n", "    first: midway\n")]),
    "before the first session": ("SW052", "tasks[E01].first", [('    first: "-4"\n', '    first: "-9"\n')]),
    "after the last session": (
        "SW052",
        "tasks[M13].last",
        [("    last: half+1\n", "    last: termination.end+1\n")],
    ),
    "ends before it begins": (
        "SW053",
        "tasks[M13].last",
        [("    last: half+1\n", "    last: middle.start\n")],
    ),
    "needs what comes later": (
        "SW054",
        "tasks[I02].needs[0]",
        [(I02_NEEDS, I02_NEEDS.replace("[I01]", "[E10]"))],
    ),
    "phases overlap": ("SW055", "formats[0].windows", [("initial: [1, 2], middle", "initial: [1, 3], middle")]),
    "gap between phases": (
        "SW055",
        "formats[1].windows",
        [("middle: [4, 10], termination", "middle: [4, 9], termination")],
    ),
    "phases too short": (
        "SW055",
        "formats[2].windows",
        [("termination: [14, 16]", "termination: [14, 15]")],
    ),
    "error that serves": (
        "SW056",
        "intents[plan_small_step].does",
        [(SMALL_STEP, SMALL_STEP.replace("T07", "X07"))],
    ),
    "row missing": (
        "SW057",
        "errors",
        [("  - {id: X20,", "  - {id: X21,"), ("    does: X20\n", "    does: X21\n")],
    ),
    "strategy missing": (
        "SW057",
        "areas[interpersonal_deficits].strategies",
        [("      - {id: ID5,", "      - {id: ID8,"), ("    strategies: [ID5]\n", "    strategies: [ID8]\n")],
    ),
    "step missing": (
        "SW057",
        "procedures[decision_analysis].steps",
        [("      - id: plan_b\n", "      - id: plan_c\n")],
    ),
    "unknown step of the ladder": (
        "SW058",
        "risk[low].calls_for[3]",
        [("behaviour, protective, event, safety_plan],", "behaviour, comfort, event, safety_plan],")],
    ),
    "unknown slot": ("SW059", "intents[explore].wordings[2]", [(MORE_ABOUT, MORE_ABOUT.replace("about}", "abuot}"))]),
    "open bracket": ("SW059", "intents[explore].wordings[2]", [(MORE_ABOUT, MORE_ABOUT.replace("}", ""))]),
    "slot without its target": (
        "SW060",
        "intents[explore].wordings[2]",
        [(MORE_ABOUT, MORE_ABOUT.replace("about}", "symptom}"))],
    ),
    "slot in a procedure": (
        "SW060",
        "procedures[communication_analysis].steps[0].wordings[1]",
        [("give me the one that stayed with you.", "give me the one with {person}.")],
    ),
    "no two ways to say it without a target": (
        "SW061",
        "intents[explore_options].wordings",
        [("      - What would you like to see happen?\n", "      - What would you like with {about}?\n")],
    ),
    "wording twice": (
        "SW062",
        "intents[explore].wordings[1]",
        [("      - And then?\n", "      - how have things been since we last met?\n")],
    ),
    "area without goals": ("SW063", "areas[grief].goals", [(GRIEF_GOALS, "    goals: []\n")]),
    "evidence of the wrong kind": (
        "SW064",
        "tasks[I01].fulfilled_by.of[0]",
        [("of: [introduce_frame, explain_confid", "of: [role_play, explain_confid")],
    ),
    "evidence of nothing": (
        "SW064",
        "tasks[I04].fulfilled_by",
        [("{kind: said, of: [ask_suicide]}", "{kind: said}")],
    ),
    "strategy of another area": (
        "SW065",
        "areas[role_transition].strategies[5].after[0]",
        [("after: [RT3, RT4, RT5]", "after: [G3, RT4, RT5]")],
    ),
    "step twice": (
        "SW066",
        "procedures[role_play].steps[3].id",
        [("      - id: tone\n", "      - id: first_try\n")],
    ),
    "target of no kind": (
        "SW067",
        "intents[discourage_medication].target",
        [("    red_line: medication\n", "    target: optional\n    red_line: medication\n")],
    ),
}


@pytest.mark.parametrize(("code", "path", "changes"), BROKEN.values(), ids=BROKEN)
def test_a_manual_that_does_not_hold_together_is_refused_at_the_right_place(
    faults_after: FaultsAfter, code: str, path: str, changes: list[tuple[str, str]]
) -> None:
    found = faults_after(*changes)
    assert (code, numbered(path)) in [(fault.code, fault.path) for fault in found], "\n".join(map(str, found))
    for fault in found:
        assert fault.line > 1
        assert fault.problem
        assert fault.instead


def numbered(path: str) -> str:
    """Give `tasks[M13].last` as the diagnostics do, with the place of the row in its list."""
    rows, name, rest = re.fullmatch(r"(\w+)(?:\[([a-zA-Z]\w*)\])?(.*)", path).groups()  # type: ignore[union-attr]
    if name is None:
        return path
    return f"{rows}[{list(getattr(load_manual(), rows)).index(name)}]{rest}"


def test_a_fault_is_placed_where_the_text_was_changed(faults_after: FaultsAfter) -> None:
    lines = MANUAL_FILE.read_text(encoding="utf-8").splitlines()
    (fault,) = faults_after((MORE_ABOUT, MORE_ABOUT.replace("about}", "abuot}")))
    assert lines[fault.line - 1] == MORE_ABOUT.rstrip()
    assert fault.column == lines[fault.line - 1].index("Tell") + 1


def test_an_area_without_strategies_is_refused() -> None:
    """The ids of its strategies are taken out wherever they stand, or they would be refused as dangling."""
    text = MANUAL_FILE.read_text(encoding="utf-8")
    start = text.index("    strategies:\n      - {id: G1,")
    end = text.index("    emphasis:", start)
    without = text[:start] + "    strategies: []\n" + text[end:]
    for number in range(1, 7):
        without = without.replace(f"[G{number}, ", "[").replace(f", G{number}]", "]").replace(f", G{number},", ",")
        without = without.replace(f"strategies: [G{number}]", "strategies: []")
    with pytest.raises(Faults) as caught:
        read_manual(without.encode(), "ipt.yaml")
    assert [(fault.code, fault.path) for fault in caught.value.diagnostics] == [("SW063", "areas[0].strategies")]


def test_all_faults_are_told_at_once(faults_after: FaultsAfter) -> None:
    found = faults_after(
        ("    first: half\n", "    first: midway\n"),
        ("      - id: tone\n", "      - id: first_try\n"),
        (MORE_ABOUT, MORE_ABOUT.replace("about}", "abuot}")),
    )
    assert {"SW051", "SW066", "SW059"} <= {fault.code for fault in found}
    assert list(found) == sorted(found)


def test_a_dangling_id_is_refused_with_what_was_probably_meant(faults_after: FaultsAfter) -> None:
    (fault,) = faults_after(("of: [ask_suicide]}", "of: [ask_suicde]}"))
    assert fault.code == "SW031"
    assert "ask_suicide" in fault.instead


def test_an_unknown_key_is_refused(faults_after: FaultsAfter) -> None:
    found = faults_after((SMALL_STEP, SMALL_STEP + "    colour: red\n"))
    assert [fault.code for fault in found] == ["SW020"]


def test_two_rows_with_one_id_are_refused(faults_after: FaultsAfter) -> None:
    found = faults_after((REASSURE, REASSURE.replace("id: reassure", "id: advise")))
    assert "SW030" in [fault.code for fault in found]


def test_every_code_that_can_be_reported_is_explained_once() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (*MANUAL_FILE.parent.glob("check*.py"), MANUAL_FILE.with_name("adapting.py"))
    )
    for code in MANUAL_CODES:
        assert f'"{code}"' in source, code
    assert not set(MANUAL_CODES) & set(CODES)


def test_a_manual_is_read_from_any_file(tmp_path: Path) -> None:
    copy = tmp_path / "mine.yaml"
    copy.write_bytes(MANUAL_FILE.read_bytes().replace(b'version: "1.0"', b'version: "1.0 ours"'))
    mine = load_manual_from(copy)
    assert mine.rows.version == "1.0 ours"
    assert mine.hash != load_manual_from(MANUAL_FILE, REPLIES_FILE).hash


def test_a_missing_file_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        load_manual_from(tmp_path / "none.yaml")
    assert caught.value.diagnostics[0].code == "SW001"
