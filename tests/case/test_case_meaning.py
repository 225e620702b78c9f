"""What a case means: one fault at a time, with its place and what to write instead."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.case import CASE_CODES, case_faults, load_case, shelf, spoken_lines
from game.manual import MANUAL_CODES, load_manual
from game.reading import CODES, Faults
from game.resources import scenarios_folder

SMALL = (Path(__file__).parent.parent / "cases" / "small.yaml").read_text(encoding="utf-8")
BOOK = load_manual()


def faults(tmp_path: Path, text: str, name: str = "small") -> list[tuple[str, str]]:
    """Put `text` on a shelf; return `path: problem; instead [code]` for what is wrong, and the text it points at."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    _, found = case_faults(folder, BOOK)
    lines = text.splitlines()
    return [(str(each).partition(f":{each.column}: ")[2], lines[each.line - 1][each.column - 1 :]) for each in found]


def put(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the small case"
        text = text.replace(old, new)
    return text


WEEK = "    between: [3, 5]\n"
BROKEN = {
    "a colour that is none": (
        put(("  style: plain\n", "  style: plain\n  portrait:\n    hair: brown\n")),
        ("patient.portrait.hair: 'brown' is not a colour; write six digits as in \"#c99a76\", with the quotes [SW116]"),
        "brown",
    ),
    "a variant of words that are not there": (
        put(("risk:\n", "variants: [{id: b, words: {Nora: Helen, Ruthe: Brenda, Jonas: Piet}}]\nrisk:\n")),
        "variants[0].words.Ruthe: 'Ruthe' stands nowhere in the case; did you mean 'Ruth'? [SW117]",
        "Brenda",
    ),
    "a variant that calls two people the same": (
        put(("risk:\n", "variants: [{id: b, words: {Nora: Helen, Ruth: Selma, Jonas: Piet}}]\nrisk:\n")),
        (
            "variants[0].words.Ruth: the case speaks of 'Selma' already, which would be two things then; choose "
            "another word [SW118]"
        ),
        "Selma",
    ),
    "a score too few": (
        put(("items: [2, 2, 1, 2, 1, 2, 1, 0, 1]", "items: [2, 2, 1, 2, 1, 2, 1, 0]")),
        (
            "measure.items: there are 8 scores, and PHQ-9 has 9 items; write one score for each: interest, mood, "
            "sleep, energy, appetite, worth, concentration, movement, self_harm [SW119]"
        ),
        "[2, 2, 1, 2, 1, 2, 1, 0]",
    ),
    "windows with a gap": (
        put(("  sessions: 8\n", "  sessions: 8\n  windows: {initial: [1, 2], middle: [4, 6], termination: [7, 8]}\n")),
        (
            "treatment.windows: the windows 1 to 2, 4 to 6, 7 to 8 do not fill 8 sessions one after the other; begin "
            "with session 1, end with session 8, and let each phase begin after the last [SW101]"
        ),
        "{initial: [1, 2], middle: [4, 6], termination: [",
    ),
    "windows too long": (
        put(
            ("  sessions: 8\n", "  sessions: 8\n  windows: {initial: [1, 3], middle: [4, 9], termination: [10, 12]}\n")
        ),
        (
            "treatment.windows: the windows 1 to 3, 4 to 9, 10 to 12 do not fill 8 sessions one after the other; "
            "begin with session 1, end with session 8, and let each phase begin after the last [SW101]"
        ),
        "{initial: [1, 3], middle: [4, 9], termination: [",
    ),
    "facts in a circle": (
        put(("    signals: {role_transition: 3}\n", "    signals: {role_transition: 3}\n    after: spare_key\n")),
        (
            "facts[0].after: it waits for itself: six_oclock → spare_key → six_oclock; let one of them come out "
            "first [SW102]"
        ),
        "spare_key",
    ),
    "a fact in no incident": (
        put(
            ("    facts: asked_nothing\n", ""),
            ("    how: communication_analysis\n", "    how: [communication_analysis]\n"),
        ),
        (
            "facts[4].how: it comes out in communication analysis, and no incident brings it out; write "
            "'asked_nothing' under 'facts' of the incident it belongs to [SW103]"
        ),
        "[communication_analysis]",
    ),
    "nothing that asks about it that way": (
        put(
            (
                "    about: person:ruth\n    how: [clarification, inventory]\n",
                "    about: event:easter\n    how: inventory\n",
            )
        ),
        (
            "facts[2].how: no move of the manual on the way 'inventory' can be about 'event:easter'; let it come out "
            "another way, such as 'open_question' [SW103]"
        ),
        "inventory",
    ),
    "about somebody whom only it introduces": (
        put(
            (
                "    about: person:ruth\n    how: [clarification, inventory]\n",
                "    about: person:selma\n    introduces: person:selma\n    how: inventory\n",
            ),
            ("    introduces: person:selma\n    words: I never", "    words: I never"),
            ("      introduces: person:selma\n", ""),
        ),
        (
            "facts[2].about: 'person:selma' does not come up before this has come out; let an earlier fact or a week "
            "introduce it, or write 'known: asked' there [SW103]"
        ),
        "person:selma",
    ),
    "an incident nobody can come to": (
        put(
            (
                "    about: person:jonas\n    facts: asked_nothing\n",
                "    about: person:jonas\n    facts: asked_nothing\n    known: later\n",
            ),
            (
                "    introduces: person:selma\n    words: I never",
                "    introduces: incident:sunday_call\n    words: I never",
            ),
        ),
        (
            "facts[4].about: 'incident:sunday_call' does not come up before this has come out; let an earlier fact or "
            "a week introduce it, or write 'known: asked' there [SW103]"
        ),
        "person:jonas",
    ),
    "a person nothing introduces": (
        put(
            ("    introduces: person:selma\n    words: I never", "    words: I never"),
            ("      introduces: person:selma\n", ""),
        ),
        (
            "people[2].known: nothing ever introduces 'person:selma'; name it under 'introduces' of a fact, or write "
            "'known: asked' [SW103]"
        ),
        "later",
    ),
    "a line given twice": (
        put(
            (
                "      closeness: Close enough to know where it hurts.",
                "      closeness: We speak on Sundays,   by the CLOCK.",
            )
        ),
        "people[0].inventory.closeness[0]: the patient says the same on line 63; write it in other words [SW104]",
        "We speak on Sundays,   by the CLOCK.",
    ),
    "a card given twice": (
        put(("    card: His key still hangs by the door", "    card: The two of them have made it up each time")),
        "facts[3].card: the fact 'mended_before' has the same card; say what sets the two apart [SW104]",
        "The two of them have made it up each time",
    ),
    "a misspelt step": (
        put(("      how_when: On", "      how_and_when: On")),
        ("decisions[0].lines.how_and_when: the procedure has no step 'how_and_when'; did you mean 'how_when'? [SW105]"),
        "On Saturday, with the window open. I shall ring",
    ),
    "a step without words": (
        put(("      swap: Being him, it was not so terrible to be asked.\n", "")),
        (
            "rehearsals[0].lines: there are no words for 'swap'; add a line 'swap: …' with what the patient says "
            "there [SW105]"
        ),
        "purpose: So that I have said it once before I sa",
    ),
    "steps of danger without words": (
        put(
            ("    plan: No plan. I plan displays.\n", ""),
            ("    means: There is nothing at home, only the gas, and that is electric now.\n", ""),
        ),
        (
            "risk.lines: there are no words for 'plan' and 'means'; add a line 'plan: …' with what the patient says "
            "there [SW105]"
        ),
        "wish_dead: Not to wake up. A few times, in the w",
    ),
    "nothing to live with": (
        put(("        liveable: true\n", "        liveable: false\n")),
        (
            "decisions[0].options: there is no option the patient could live with; give one of them 'liveable: true' "
            "[SW106]"
        ),
        "- id: keep",
    ),
    "two options with one id": (
        put(("      - id: let\n", "      - id: keep\n")),
        "decisions[0].options[2].id: two options have the id 'keep'; choose another id [SW106]",
        "keep",
    ),
    "a week that ends before it begins": (
        put((WEEK, "    between: [5, 3]\n")),
        "weeks[0].between: it ends (3) before it begins (5); write [3, 5] [SW107]",
        "[5, 3]",
    ),
    "a week after the end": (
        put((WEEK, "    between: [7, 8]\n")),
        (
            "weeks[0].between: sessions 7 to 8 are not all followed by a week of this treatment; write sessions from "
            "1 to 7 [SW107]"
        ),
        "[7, 8]",
    ),
    "the key's own area as an acceptable one": (
        put(("    - area: role_dispute\n", "    - area: role_transition\n")),
        (
            "key.acceptable[0].area: the acceptable area is the key's own; name another area; other people and events "
            "go under 'also_about' [SW108]"
        ),
        "role_transition",
    ),
    "a stage without a dispute": (
        put(("  also_about: [person:jonas]\n", "  also_about: [person:jonas]\n  stage: impasse\n")),
        "key.stage: only a dispute has a stage, and the area is 'role_transition'; leave 'stage' out [SW108]",
        "impasse",
    ),
    "facts that lead elsewhere": (
        put(
            ("    signals: {role_dispute: -2}\n", "    signals: {role_dispute: 3}\n"),
            ("    signals: {role_transition: 3}\n", "    signals: {role_transition: 1}\n"),
        ),
        (
            "key.area: all facts together give 'role_transition' 4 points and 'role_dispute' 6; add facts that speak "
            "for 'role_transition' or against 'role_dispute' [SW109]"
        ),
        "role_transition",
    ),
    "a herring that outweighs the key": (
        put(
            ("    signals: {role_transition: 3}\n", "    signals: {}\n"),
            ("    signals: {role_dispute: 2}\n", "    signals: {role_dispute: 3}\n"),
        ),
        (
            "facts[1].herring: red herrings give 'role_dispute' 3 points, and the other facts 'role_transition' only "
            "3; add facts that speak for 'role_transition', or weaken its signals [SW110]"
        ),
        "true",
    ),
    "a herring that is none": (
        put(("    signals: {role_transition: 3}\n", "    signals: {role_transition: 3}\n    herring: true\n")),
        (
            "facts[0].herring: it does not point away from the key's area 'role_transition'; leave 'herring' out, or "
            "let its signals point elsewhere [SW110]"
        ),
        "true",
    ),
    "a letter that names the area": (
        put(("every visit\n    since.", "every visit\n    since. I think of a role transition.")),
        (
            "referral.letter: it says 'role transition', which is the key's area; describe what the writer saw, and "
            "leave the area to be found [SW111]"
        ),
        ">-",
    ),
    "a teaser copied from the key": (
        put(
            (
                "teaser: Nora runs a lending library",
                "teaser: What she misses is being needed at six in the evening. Nora runs a library",
            )
        ),
        (
            "teaser: it says 'what she misses is being needed at six', as the key does; leave out what only the key "
            "should say [SW111]"
        ),
        "What she misses is being needed at six in the ev",
    ),
    "a letter that names somebody unknown": (
        put(("She and her sister Ruth", "She has a son, Jonas. She and her sister Ruth")),
        (
            "people[1]: the letter names Jonas, who is not known from it; add 'known: letter', or leave the name out "
            "of the letter [SW112]"
        ),
        "id: jonas",
    ),
    "a letter that speaks of something unknown": (
        put(("    month: -2\n    known: letter\n", "    month: -2\n")),
        (
            "events[1]: the letter speaks of 'Words at Easter', which is not known from it; add 'known: letter', or "
            "leave it out of the letter [SW112]"
        ),
        "id: easter",
    ),
    "danger on the scale and none in the answers": (
        put(("  q1: true\n", "  q1: false\n")),
        (
            "risk.q1: item 9 of the scale is 1, yet the patient answers no to the first two questions; write 'q1: "
            "true', or 0 as the item [SW113]"
        ),
        "false",
    ),
    "danger in the answers and none on the scale": (
        put(("1, 2, 1, 0, 1]", "1, 2, 1, 0, 0]"), ("  q2: false\n", "  q2: true\n")),
        (
            "risk.q2: the patient has thoughts of suicide, yet item 9 of the scale is 0; write 'q2: false', or 1 to 3 "
            "as the item [SW113]"
        ),
        "true",
    ),
    "an illness to come": (
        put(("  onset: -5\n", "  onset: 2\n")),
        (
            "measure.onset: the illness begins after the first session; count months back: -4 is four months before "
            "[SW114]"
        ),
        "2",
    ),
    "a death to come": (
        put(("    name: Ruth\n", "    name: Ruth\n    died: 2\n")),
        "people[0].died: Ruth dies after the first session; write 0 or a month before, such as -14 [SW114]",
        "2",
    ),
    "an event told before it happens": (
        put(("    month: -2\n", "    month: 1\n")),
        (
            "events[1].month: it lies in month 1, after the first session, and can be told of before; write 0 or "
            "less, or 'known: later' and let a week introduce it [SW114]"
        ),
        "1",
    ),
    "an illness before its cause": (
        put(("  onset: -5\n", "  onset: -30\n")),
        (
            "key.about: the illness begins in month -30, before what the key is about (month -5); move one of the "
            "two: the area is the one near the onset [SW114]"
        ),
        "event:moved_out",
    ),
    "a fact put into an incident": (
        put(("    facts: asked_nothing\n", "    facts: [asked_nothing, spare_key]\n")),
        (
            "incidents[0].facts[1]: the fact 'spare_key' does not come out in communication analysis; add "
            "'communication_analysis' to its 'how', or leave it out here [SW115]"
        ),
        "spare_key]",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_of_meaning_is_named_with_its_place(name: str, tmp_path: Path) -> None:
    text, message, pointed_at = BROKEN[name]
    ((found, there),) = faults(tmp_path, text)
    assert found == message
    assert there.startswith(pointed_at)


def test_a_field_or_a_way_that_no_move_serves_is_named(tmp_path: Path) -> None:
    """The manual has moves for all of them; an adaptation may take some away."""
    few = tuple(intent for intent in BOOK.rows.intents if intent.field != "conflict" and "affect" not in intent.routes)
    poorer = replace(BOOK, rows=replace(BOOK.rows, intents=few))
    path = tmp_path / "small.yaml"
    path.write_text(put(("    how: [clarification, inventory]\n", "    how: inventory\n")), encoding="utf-8")
    assert [f"{each.path}: {each.problem}" for each in case_faults(path, poorer)[1]] == [
        "facts[2].field: no move of the manual asks for the field 'conflict'",
        "facts[3].how: no move of the manual asks for 'affect'",
    ]


def test_the_folder_has_the_name_of_the_case(tmp_path: Path) -> None:
    assert faults(tmp_path, SMALL, name="nora") == [
        ("id: the id is 'small' and the folder is 'nora'; give both the same name [SW100]", "small")
    ]


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = put((WEEK, "    between: [5, 3]\n"), ("  onset: -5\n", "  onset: 2\n"), ("  q1: true\n", "  q1: false\n"))
    assert [found[-6:-1] for found, _ in faults(tmp_path, text)] == ["SW114", "SW107", "SW113"]


def test_a_case_is_there_beside_its_faults_of_meaning(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(put((WEEK, "    between: [5, 3]\n"), ("id: small", f"id: {tmp_path.name[:60]}")), encoding="utf-8")
    case, found = case_faults(path, BOOK)
    assert case is not None
    assert [each.code for each in found] == ["SW107"]
    with pytest.raises(Faults):
        load_case(path, BOOK)


def test_a_part_the_portraits_do_not_have_is_refused_with_the_one_meant(tmp_path: Path) -> None:
    text = put(("  style: plain\n", "  style: plain\n  portrait: {head: gray_bunn}\n"))
    ((found, pointed_at),) = faults(tmp_path, text)
    assert found.startswith("patient.portrait.head: 'gray_bunn' is not an allowed word here; did you mean 'gray_bun'?")
    assert pointed_at == "gray_bunn}"


def test_faults_of_shape_come_before_what_cannot_be_judged_yet(tmp_path: Path) -> None:
    text = put((WEEK, "    between: [5, 3]\n"), ("title: The spare key", "titel: The spare key"))
    ((found, _),) = faults(tmp_path, text)
    assert found.startswith("titel: the key 'titel' is not known here; did you mean 'title'?")


def test_the_small_case_is_clean(tmp_path: Path) -> None:
    assert faults(tmp_path, SMALL) == []


@pytest.mark.parametrize("folder", shelf(), ids=lambda folder: folder.name)
def test_a_case_of_the_shelf_is_clean(folder: Path) -> None:
    assert case_faults(folder, BOOK)[1] == ()


def test_a_case_is_found_by_id_by_folder_and_by_file() -> None:
    folder = shelf()[0]
    by_id, by_folder, by_file = (load_case(each, BOOK) for each in (folder.name, folder, folder / "case.yaml"))
    assert by_id.hash == by_folder.hash == by_file.hash
    assert by_id.rows == by_file.rows


def test_a_case_that_is_nowhere_is_a_fault() -> None:
    _, (found,) = case_faults("nobody", BOOK)
    assert found.code == "SW001"
    assert found.problem == "there is no such file"


def test_the_shelf_holds_folders_with_a_case_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b", "a", "empty"):
        (tmp_path / name).mkdir()
    for name in ("b", "a"):
        (tmp_path / name / "case.yaml").write_text("not even read")
    (tmp_path / "README.md").write_text("about cases")
    assert shelf(tmp_path) == (tmp_path / "a", tmp_path / "b")
    assert shelf(tmp_path / "nowhere") == ()
    assert all(folder.parent == scenarios_folder() for folder in shelf())


def test_every_line_of_the_small_case_is_found_once(tmp_path: Path) -> None:
    case = load_case(Path(__file__).parent.parent / "cases" / "small.yaml", BOOK)
    lines = list(spoken_lines(case.rows))
    assert len({path for path, _ in lines}) == len(lines)
    said = {words for _, words in lines}
    for words in (
        "Grey. It lifts a little when the school bell goes.",
        "The hooks? They are just hooks.",
        "Far away from my own mouth.",
        "I should go on dusting a museum.",
        "I sounded like the school office.",
        "Ruth has sent a form. I did not know there were forms.",
        "There is nothing to think of, since I would not.",
        "Sometimes I think nobody would notice until the books were overdue.",
        "Only that I was glad for him as well. Put that in.",
        "When I say wonderful twice in one day.",
        "Hello. I brought the letter, in case you had mislaid yours.",
    ):
        assert words in said
    assert "His key still hangs by the door" not in said


def test_codes_are_the_case_s_own_and_all_in_use() -> None:
    assert not CASE_CODES.keys() & {*CODES, *MANUAL_CODES}
    used = {message[-6:-1] for _, message, _ in BROKEN.values()} | {"SW100"}
    assert used == CASE_CODES.keys()
