import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Annotated, Literal

import pytest

from game.reading import (
    Declares,
    Doc,
    Example,
    Faults,
    FilePath,
    Ident,
    Keyed,
    Keys,
    Length,
    OneOrMany,
    Range,
    Refers,
    read_file,
    read_tree,
    read_tree_faults,
    shape,
    shape_faults,
)

Area = Literal["grief", "role_dispute", "role_transition", "deficits"]
PersonId = Annotated[str, Ident(), Declares("person")]


@dataclass(frozen=True)
class Answer:
    says: Annotated[str, Length(1, 40), Doc("What the patient says."), Example("We never talk.")]
    alliance: Annotated[int, Range(0, 10)] = 0


@dataclass(frozen=True)
class Person:
    id: PersonId
    name: str
    ring: Annotated[int, Range(0, 4)] = 1
    alive: bool = True
    fields: Mapping[Literal["contact", "expectations"], Answer] | None = None


@dataclass(frozen=True)
class Fact:
    id: Annotated[str, Ident(), Declares("fact")]
    about: Annotated[str, Refers("person", "incident", prefixed=True), Example("person:clare")]
    signals: Annotated[Mapping[str, int], Keys(Refers("area")), Length(1, 4)]
    after: Annotated[tuple[Annotated[str, Refers("fact")], ...], OneOrMany()] = ()
    if_: Area | None = None


@dataclass(frozen=True)
class Case:
    id: Annotated[str, Ident()]
    people: Annotated[tuple[Person, ...], Keyed("id"), Length(1, 3)]
    facts: tuple[Fact, ...] = ()
    portrait: Annotated[str, FilePath()] | None = None
    key: Area | None = None
    level: Literal[1, 2, 3] = 1
    note: Annotated[str, Length(0, 20)] = "nothing"


KNOWN = {"area": ("grief", "role_dispute")}
GOOD = """\
id: I01
people:
  clare:
    name: ' Clare '
    ring: 0
    alive: false
    fields:
      contact:
        says: >
          Every
          day.
        alliance: 3
  otieno: {name: Otieno}
facts:
  - id: the_call
    about: person:clare
    signals: {grief: 2, role_dispute: -1}
  - id: the_silence
    about: person:otieno
    signals: {grief: 0}
    after: the_call
    if: grief
portrait: faces/clare.svg
key: grief
level: 3
"""


def faults_of(text, cls=Case, known=KNOWN):
    """Everything wrong with a text, each as (line, column, path, code, sentence)."""
    made, faults = shape_faults(cls, read_tree(text.encode(), "case.yaml"), known)
    assert (made is None) == bool(faults)
    return [(each.line, each.column, each.path, each.code, f"{each.problem}; {each.instead}") for each in faults]


def test_a_case_becomes_frozen_values():
    case = shape(Case, read_tree(GOOD.encode(), "case.yaml"), KNOWN)
    clare = Person("clare", "Clare", 0, False, {"contact": Answer("Every day.", 3)})
    assert case == Case(
        id="I01",
        people=(clare, Person("otieno", "Otieno")),
        facts=(
            Fact("the_call", "person:clare", {"grief": 2, "role_dispute": -1}),
            Fact("the_silence", "person:otieno", {"grief": 0}, ("the_call",), "grief"),
        ),
        portrait="faces/clare.svg",
        key="grief",
        level=3,
    )
    with pytest.raises(FrozenInstanceError):
        case.id = "other"


def test_a_key_with_a_default_may_be_left_out_or_left_empty():
    case = shape(Case, read_tree(b"id: a\npeople: {b: {name: B}}\nfacts:\nnote:\nkey:\n", "case.yaml"))
    assert (case.facts, case.note, case.key) == ((), "nothing", None)


def test_a_text_that_may_be_empty_may_be_empty():
    assert shape(Case, read_tree(b"id: a\npeople: {b: {name: B}}\nnote: ''\n", "case.yaml")).note == ""


def with_lines(**changed):
    """The good case with some top keys changed (or, for None, left out)."""
    lines = {"id": "small", "people": "{clare: {name: Clare}}", **changed}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)


FACT = "[{{id: f1, about: {about}, signals: {signals}, after: {after}}}]"


def with_fact(about="person:clare", signals="{grief: 1}", after="[]"):
    return with_lines(facts=FACT.format(about=about, signals=signals, after=after))


@pytest.mark.parametrize(
    ("text", "line", "column", "path", "code", "fragments"),
    [
        (with_lines(leve="1"), 3, 1, "leve", "SW020", ["'leve'", "did you mean 'level'?", "allowed: id, people"]),
        (with_lines(zzz="1"), 3, 1, "zzz", "SW020", ["allowed: id, people, facts, portrait"]),
        (
            with_lines(people="{clare: {name: C, id: clare}}"),
            2,
            27,
            "people.clare.id",
            "SW020",
            ["allowed: name, ring"],
        ),
        (with_lines(id=None), 1, 1, "", "SW021", ["the key 'id' is missing", "a line that begins with 'id:'"]),
        (with_lines(id=""), 1, 1, "id", "SW021", ["nothing is written here; write a text"]),
        (with_lines(people="{clare: }"), 2, 10, "people.clare", "SW021", ["write keys with values: id, name"]),
        (
            with_lines(people="{clare: {name: C, fields: {contact: {alliance: 1}}}}"),
            2,
            45,
            "people.clare.fields.contact",
            "SW021",
            ["add 'says: We never talk.'"],
        ),
        (with_lines(id="[a]"), 1, 5, "id", "SW022", ["a list stands here; write a text"]),
        (
            with_lines(note="{she said: no}"),
            3,
            7,
            "note",
            "SW022",
            ["a group of keys stands here", "if the colon belongs to the text, put quotes around"],
        ),
        (with_lines(facts="none"), 3, 8, "facts", "SW022", ["the text 'none' stands here; write a list"]),
        (with_lines(people="[a]"), 2, 9, "people", "SW022", ["a list stands here", "each key being the id"]),
        (with_lines(level="[1]"), 3, 8, "level", "SW022", ["write one of the words 1, 2, 3"]),
        (
            with_lines(people="{clare: {name: C, fields: [x]}}"),
            2,
            35,
            "people.clare.fields",
            "SW022",
            ["write keys with values"],
        ),
        (with_fact(signals="{grief: high}"), 3, 56, "facts[0].signals.grief", "SW023", ["a whole number in digits"]),
        (with_fact(signals="{grief: 010}"), 3, 56, "facts[0].signals.grief", "SW023", ["write '10'"]),
        (with_fact(signals="{grief: 1_0}"), 3, 56, "facts[0].signals.grief", "SW023", ["write '10'"]),
        (with_fact(signals="{grief: 2.0}"), 3, 56, "facts[0].signals.grief", "SW023", ["write '2'"]),
        (with_fact(signals="{grief: 2.5}"), 3, 56, "facts[0].signals.grief", "SW023", ["a whole number in digits"]),
        (with_fact(signals="{grief: +2}"), 3, 56, "facts[0].signals.grief", "SW023", ["write '2'"]),
        (with_fact(signals="{grief: -0}"), 3, 56, "facts[0].signals.grief", "SW023", ["write '0'"]),
        (with_fact(signals="{grief: ٣}"), 3, 56, "facts[0].signals.grief", "SW023", ["in digits"]),
        (
            with_fact(signals="{grief: 1" + "0" * 20 + "}"),
            3,
            56,
            "facts[0].signals.grief",
            "SW023",
            ["not a plain whole number"],
        ),
        (
            with_lines(people="{clare: {name: C, ring: 5}}"),
            2,
            33,
            "people.clare.ring",
            "SW024",
            ["5 is too large; write a whole number from 0 to 4"],
        ),
        (with_lines(people="{clare: {name: C, ring: -1}}"), 2, 33, "people.clare.ring", "SW024", ["-1 is too small"]),
        (
            with_lines(key="greif"),
            3,
            6,
            "key",
            "SW025",
            ["'greif' is not an allowed word here; did you mean 'grief'? allowed: 'grief', 'role_dispute'"],
        ),
        (with_lines(level="4"), 3, 8, "level", "SW025", ["allowed: '1', '2', '3'"]),
        (
            with_lines(people="{clare: {name: C, fields: {contct: {says: x}}}}"),
            2,
            36,
            "people.clare.fields.contct",
            "SW025",
            ["did you mean 'contact'?"],
        ),
        (with_lines(people="{}"), 2, 9, "people", "SW026", ["0 entries here; write at least 1"]),
        (
            with_lines(people="{" + ", ".join(f"p{number}: {{name: P}}" for number in range(4)) + "}"),
            2,
            9,
            "people",
            "SW026",
            ["4 entries here; write at most 3"],
        ),
        (with_fact(signals="{}"), 3, 48, "facts[0].signals", "SW026", ["at least 1"]),
        (with_lines(people="{clare: {name: ''}}"), 2, 24, "people.clare.name", "SW027", ["the text is empty"]),
        (with_lines(people="{clare: {name: '  '}}"), 2, 24, "people.clare.name", "SW027", ["the text is empty"]),
        (with_lines(note="x" * 23), 3, 7, "note", "SW027", ["23 characters, more than 20; shorten it by 3"]),
        (with_lines(id="my case"), 1, 5, "id", "SW028", ["'my case' cannot be an id", "'my_case'"]),
        (with_lines(id="7th"), 1, 5, "id", "SW028", ["'id_7th'"]),
        (with_lines(id="ünal"), 1, 5, "id", "SW028", ["write for example 'nal'"]),
        (with_lines(id="a" * 61), 1, 5, "id", "SW028", ["at most 60"]),
        (with_lines(people="{cläre: {name: C}}"), 2, 10, "people.cläre", "SW028", ["'cl_re'"]),
        (with_lines(people="{clare: {name: C, alive: yes}}"), 2, 34, "people.clare.alive", "SW029", ["write 'true'"]),
        (with_lines(people="{clare: {name: C, alive: Off}}"), 2, 34, "people.clare.alive", "SW029", ["write 'false'"]),
        (
            with_lines(people="{clare: {name: C, alive: perhaps}}"),
            2,
            34,
            "people.clare.alive",
            "SW029",
            ["write 'true' or 'false'"],
        ),
        (
            with_fact(about="person:claire"),
            3,
            25,
            "facts[0].about",
            "SW031",
            ["there is no person with the id 'claire'; did you mean 'person:clare'?"],
        ),
        (
            with_fact(about="incident:quarrel"),
            3,
            25,
            "facts[0].about",
            "SW031",
            ["there is no incident at all yet"],
        ),
        (with_fact(about="clare"), 3, 25, "facts[0].about", "SW031", ["did you mean 'person:clare'?"]),
        (with_fact(about="quarrel"), 3, 25, "facts[0].about", "SW031", ["for example 'person:quarrel'"]),
        (
            with_fact(about="fact:f1"),
            3,
            25,
            "facts[0].about",
            "SW031",
            ["'fact' is not a kind of thing that can be named here; allowed: 'person', 'incident'"],
        ),
        (
            with_fact(signals="{greif: 1}"),
            3,
            49,
            "facts[0].signals.greif",
            "SW031",
            ["did you mean 'grief'?", "allowed: 'grief', 'role_dispute'"],
        ),
        (
            with_fact(after="f2"),
            3,
            67,
            "facts[0].after",
            "SW031",
            ["there is no fact with the id 'f2'; allowed: 'f1'"],
        ),
        (with_fact(after="[f1, f2]"), 3, 72, "facts[0].after[1]", "SW031", ["there is no fact with the id 'f2'"]),
        *[
            (with_lines(portrait=f"'{name}'"), 3, 11, "portrait", "SW032", ["inside the folder", "forward slashes"])
            for name in ["../x.png", "/etc/passwd", "C:/x.png", "a\\b.png", "~/x.png", "a/../b", "a//b", "./a", "."]
        ],
    ],
)
def test_each_fault_is_told_with_its_place(text, line, column, path, code, fragments):
    [(*place, sentence)] = faults_of(text)
    assert place == [line, column, path, code]
    for fragment in fragments:
        assert fragment in sentence


def test_lists_are_no_numbers_and_no_truths():
    told = faults_of(with_lines(people="{clare: {name: C, ring: [1], alive: [true]}}"))
    assert [(path, code, sentence) for _, _, path, code, sentence in told] == [
        ("people.clare.ring", "SW022", "a list stands here; write a whole number from 0 to 4"),
        ("people.clare.alive", "SW022", "a list stands here; write 'true' or 'false'"),
    ]


def test_a_text_may_have_to_have_some_length():
    @dataclass(frozen=True)
    class Letter:
        words: Annotated[str, Length(10, 400)]

    [fault] = shape_faults(Letter, read_tree(b"words: Help.", "letter.yaml"))[1]
    assert (fault.code, fault.problem) == ("SW027", "the text has 5 characters, fewer than 10")


def test_what_a_class_works_out_for_itself_is_no_key():
    @dataclass(frozen=True)
    class Pair:
        one: int
        double: int = field(init=False)

        def __post_init__(self):
            object.__setattr__(self, "double", 2 * self.one)

    assert shape(Pair, read_tree(b"one: 2", "pair.yaml")).double == 4
    [fault] = shape_faults(Pair, read_tree(b"one: 2\ndouble: 5", "pair.yaml"))[1]
    assert (fault.code, fault.path) == ("SW020", "double")


def test_words_that_are_not_allowed_are_not_guessed_at_without_end():
    @dataclass(frozen=True)
    class Words:
        areas: tuple[Area, ...]

    _, faults = shape_faults(Words, read_tree(f"areas: [{'greif, ' * 3000}]".encode(), "words.yaml"))
    assert len(faults) == 201
    assert faults[-1].code == "SW099"


def test_an_id_given_twice_is_told_at_the_second_with_the_line_of_the_first():
    fact = "  - id: f1\n    about: person:clare\n    signals: {grief: 1}\n"
    [(line, column, path, code, sentence)] = faults_of(f"{with_lines()}facts:\n{fact}{fact}")
    assert (line, column, path, code) == (7, 9, "facts[1].id", "SW030")
    assert "'f1' is already given to the fact on line 4" in sentence


def test_things_of_different_kinds_may_share_an_id():
    text = with_lines(facts="[{id: clare, about: 'person:clare', signals: {grief: 1}}]")
    assert faults_of(text) == []


def test_every_fault_is_told_at_once_in_the_order_of_the_file():
    text = """\
id: 1st
people:
  clare: {name: Clare, ring: 9}
  otieno: {nmae: Otieno, alive: no}
facts:
  - {id: f1, about: person:ana, signals: {gref: x}}
  - just a text
  - {}
level: 7
"""
    assert [(line, code) for line, _, _, code, _ in faults_of(text)] == [
        (1, "SW028"),
        (3, "SW024"),
        (4, "SW020"),
        (4, "SW029"),
        (6, "SW031"),
        (6, "SW031"),
        (6, "SW023"),
        (7, "SW022"),
        (8, "SW021"),
        (8, "SW021"),
        (8, "SW021"),
        (9, "SW025"),
    ]


def test_a_misspelt_required_key_is_one_mistake_and_not_two():
    assert [code for *_, code, _ in faults_of(with_lines(people="{clare: {nmae: Clare}}"))] == ["SW020"]


def test_shape_raises_all_faults():
    with pytest.raises(Faults) as caught:
        shape(Case, read_tree(b"id: 1st\nlevel: 9\n", "case.yaml"))
    assert [each.code for each in caught.value.diagnostics] == ["SW021", "SW028", "SW025"]


def test_what_reading_refused_is_not_complained_about_again():
    tree, read = read_tree_faults(with_lines(note="*n", level="*l", facts="[*x]", key="!t grief").encode(), "c")
    assert [each.code for each in read] == ["SW005", "SW005", "SW005", "SW006"]
    assert shape_faults(Case, tree, KNOWN) == (None, ())


def test_after_two_hundred_faults_the_others_are_only_mentioned():
    text = with_lines(facts="[" + "[]," * 5000 + "]")
    faults = faults_of(text)
    assert len(faults) == 201
    assert faults[-1][3] == "SW099"


def test_thousands_of_unknown_ids_among_thousands_of_things_end_soon():
    facts = "".join(
        f"  - {{id: f{number}, about: person:clare, signals: {{grief: 1}}, after: g{number}}}\n"
        for number in range(2500)
    )
    faults = faults_of(f"{with_lines()}facts:\n{facts}")
    assert len(faults) == 201
    assert {code for *_, code, _ in faults} == {"SW031", "SW099"}
    assert all(len(sentence) < 600 for *_, sentence in faults)


@pytest.mark.skipif(sys.platform == "win32", reason="links need special rights there")
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path):
    home = tmp_path / "case"
    home.mkdir()
    (tmp_path / "secret.svg").touch()
    (home / "inside.svg").touch()
    (home / "out.svg").symlink_to(tmp_path / "secret.svg")
    (home / "in.svg").symlink_to(home / "inside.svg")
    (home / "circle.svg").symlink_to(home / "circle.svg")
    path = home / "case.yaml"

    def codes(name):
        path.write_text(with_lines(portrait=name), encoding="utf-8")
        return [each.code for each in shape_faults(Case, read_file(path))[1]]

    assert codes("inside.svg") == codes("in.svg") == codes("circle.svg") == codes("not_there.svg") == []
    assert codes("out.svg") == ["SW032"]


def test_a_class_may_contain_itself():
    tree = read_tree(b"name: a\nparts:\n  - {name: b, parts: [{name: c}]}\n  - name: 'd'\n", "parts.yaml")
    assert shape(Part, tree) == Part("a", (Part("b", (Part("c"),)), Part("d")))
    [fault] = shape_faults(Part, read_tree(b"name: a\nparts: [{name: b, parts: [{nome: c}]}]", "p"))[1]
    assert fault.path == "parts[0].parts[0].nome"


@dataclass(frozen=True)
class Part:
    name: str
    parts: "tuple[Part, ...]" = ()


def test_an_annotation_that_no_file_can_hold_is_the_programmers_mistake():
    @dataclass(frozen=True)
    class Odd:
        weight: float

    with pytest.raises(TypeError, match="float"):
        shape(Odd, read_tree(b"weight: 1.5", "odd.yaml"))


def test_keyed_needs_the_field_it_names():
    @dataclass(frozen=True)
    class Odd:
        people: Annotated[tuple[Person, ...], Keyed("code")]

    with pytest.raises(TypeError, match="code"):
        shape(Odd, read_tree(b"people: {}", "odd.yaml"))


def test_keys_may_declare_what_other_values_refer_to():
    @dataclass(frozen=True)
    class Topics:
        topics: Annotated[Mapping[str, str], Keys(Ident(), Declares("topic"))]
        first: Annotated[str, Refers("topic")]

    good = read_tree(b"topics: {work: Work, home: Home}\nfirst: home\n", "topics.yaml")
    assert shape(Topics, good) == Topics({"work": "Work", "home": "Home"}, "home")
    [fault] = shape_faults(Topics, read_tree(b"topics: {work: Work}\nfirst: wrok\n", "topics.yaml"))[1]
    assert (fault.line, fault.code) == (2, "SW031")
    assert "did you mean 'work'?" in fault.instead
