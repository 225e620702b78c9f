import pickle

import pytest

from game.reading import CODES, Diagnostic, Faults, nearest
from game.reading.diagnostics import Ledger, listing, quoted


def _diagnostic(line=3, column=5, path="people[1].name", code="SW021"):
    return Diagnostic("case.yaml", line, column, path, code, "the name is missing", "add 'name: Ana'")


def test_a_diagnostic_reads_as_place_path_problem_remedy_and_code():
    assert str(_diagnostic()) == ("case.yaml:3:5: people[1].name: the name is missing; add 'name: Ana' [SW021]")


def test_a_diagnostic_about_the_whole_file_leaves_the_path_out():
    assert str(_diagnostic(path="")) == "case.yaml:3:5: the name is missing; add 'name: Ana' [SW021]"


def test_faults_list_every_diagnostic_in_the_order_of_lines_and_columns():
    faults = Faults([_diagnostic(10, 1), _diagnostic(2, 9), _diagnostic(2, 4)])
    assert [(each.line, each.column) for each in faults.diagnostics] == [(2, 4), (2, 9), (10, 1)]
    assert str(faults).splitlines() == [str(each) for each in faults.diagnostics]


def test_faults_survive_the_way_to_another_process():
    faults = Faults([_diagnostic(10, 1), _diagnostic(2, 9)])
    assert pickle.loads(pickle.dumps(faults)).diagnostics == faults.diagnostics


def test_every_code_has_one_sentence():
    for code, meaning in CODES.items():
        assert code.startswith("SW0")
        assert len(code) == 5
        assert meaning.endswith(".")
        assert "\n" not in meaning


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("greif", "grief"),
        ("Role Dispute", "role_dispute"),
        ("role-dispute", "role_dispute"),
        ("contcat", "contact"),
        ("xyzzy", None),
        ("", None),
        ("grief" * 100, None),
    ],
)
def test_nearest_finds_what_was_meant_or_nothing(word, meant):
    assert nearest(word, ["grief", "role_dispute", "contact"]) == meant


def test_nearest_among_very_many_words_still_finds_one_with_the_same_first_letter():
    allowed = [f"{letter}_{number}" for letter in "abcdefghij" for number in range(100)]
    assert nearest("j_0 1", [*allowed, "j_unmistakable"]) in allowed
    assert nearest("j_unmistakeable", [*allowed, "j_unmistakable"]) == "j_unmistakable"


def test_a_ledger_keeps_so_many_and_says_that_there_were_more():
    ledger = Ledger("case.yaml", limit=3)
    for line in (5, 4, 3, 9, 8):
        ledger.add((line, 1), "", "SW020", "a problem", "a remedy")
    diagnostics = ledger.diagnostics()
    assert [each.line for each in diagnostics] == [3, 4, 5, 9]
    assert [each.code for each in diagnostics] == ["SW020", "SW020", "SW020", "SW099"]
    assert "more than 3" in diagnostics[-1].problem


def test_a_ledger_that_is_just_full_does_not_speak_of_more():
    ledger = Ledger("case.yaml", limit=1)
    ledger.add((1, 1), "", "SW020", "a problem", "a remedy")
    assert ledger.full
    assert not ledger.overflown
    assert [each.code for each in ledger.diagnostics()] == ["SW020"]


def test_long_and_broken_texts_are_quoted_on_one_short_line():
    assert quoted("two\n  lines") == "'two lines'"
    assert len(quoted("x" * 1000)) == 62


def test_a_listing_names_a_dozen_words_and_counts_the_others():
    assert listing(["a", "b"]) == "'a', 'b'"
    assert listing(map(str, range(15))).endswith("'11' and 3 more")
