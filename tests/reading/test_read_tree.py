import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from game.reading import Faults, Limits, read_tree, read_tree_faults
from game.reading.source import FORBIDDEN

pytestmark = pytest.mark.usefixtures("either_parser")
anew_each_time = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


def told(source, limits=None):
    """Everything wrong with a file, each as (line, column, path, code, sentence)."""
    source = source.encode() if isinstance(source, str) else source
    _, faults = read_tree_faults(source, "case.yaml", limits or Limits())
    return [(each.line, each.column, each.path, each.code, f"{each.problem}; {each.instead}") for each in faults]


def test_every_scalar_stays_text_and_only_nothing_is_none():
    source = b"a: no\nb: 12:30\nc: 010\nd: 1.10\ne:\nf: ~\ng: null\nh: 'null'\ni: ''\nj: 2024-01-01\n"
    assert read_tree(source, "case.yaml").value == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "1.10",
        "e": None,
        "f": None,
        "g": None,
        "h": "null",
        "i": "",
        "j": "2024-01-01",
    }


def test_block_and_flow_styles_give_the_same_values():
    block = b"people:\n  - id: ana\n    likes:\n      - tea\n      - rain\n"
    flow = b"people: [{id: ana, likes: [tea, rain]}]"
    assert read_tree(block, "a").value == read_tree(flow, "b").value


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated():
    tree = read_tree(b"\xef\xbb\xbfa: 1\r\nb: \xc3\xbc\r\n", "case.yaml")
    assert tree.value == {"a": "1", "b": "ü"}
    assert tree.at("b") == (2, 4)


def test_the_place_of_every_key_and_value_is_known():
    source = "# a comment\npeople:\n  - id: clare\n    fields: {contact: weekly, ünmet: '…'}\n  -  id: otieno\n"
    tree = read_tree(source.encode(), "case.yaml")
    assert tree.at("") == (2, 1)
    assert tree.at_key("people") == (2, 1)
    assert tree.at("people") == (3, 3)
    assert tree.at("people[0]") == (3, 5)
    assert tree.at("people[0].fields.contact") == (4, 23)
    assert tree.at_key("people[0].fields.ünmet") == (4, 31)
    assert tree.at(("people", 0, "fields", "ünmet")) == (4, 38)
    assert tree.at("people[1].id") == (5, 10)


def test_the_place_of_something_that_is_not_there_is_that_of_what_is_around_it():
    tree = read_tree(b"people:\n  - id: clare\n", "case.yaml")
    assert tree.at("people[0].name.first") == (2, 5)
    assert tree.at("people[7]") == (2, 3)
    assert tree.at("weeks") == (1, 1)
    assert tree.at("people.clare") == (2, 3)
    assert tree.at("people[0].id.first") == (2, 9)


def test_a_number_finds_the_nth_entry_of_a_mapping_and_is_shown_by_its_key():
    tree = read_tree(b"people:\n  clare: {age: 3}\n  otieno: {age: 4}\n", "case.yaml")
    assert tree.at("people[1].age") == (3, 17)
    diagnostic = tree.diagnostic("people[1].age", "SW024", "4 is too small", "write 18")
    assert str(diagnostic) == "case.yaml:3:17: people.otieno.age: 4 is too small; write 18 [SW024]"


@pytest.mark.parametrize(
    ("source", "line", "column", "path", "code", "fragment"),
    [
        ("a: b\n" * 11, 1, 1, "", "SW002", "55 bytes, and 50 are allowed"),
        (b"\xff\xfea\0", 1, 1, "", "SW003", "saved as UTF-16"),
        (b"\xff\xfe\0\0a\0\0\0", 1, 1, "", "SW003", "saved as UTF-32"),
        (b"a\0:\0 \0b\0", 1, 1, "", "SW003", "UTF-16, or is no text at all"),
        (b"a: x\nb: fa\xe7ade\n", 2, 6, "", "SW003", "byte 11 (value 231), on line 2"),
        (b"a: \xed\xa0\x80", 1, 4, "", "SW003", "not saved as UTF-8"),
        ("a: &x 1\n", 1, 4, "a", "SW005", "'&x' is an anchor"),
        ("a: *x\n", 1, 4, "a", "SW005", "'*x' is an alias"),
        ("a:\n  - *x\n", 2, 5, "a[0]", "SW005", "'*x' is an alias"),
        ("? *x\n: 1\n", 1, 3, "", "SW005", "'*x' is an alias"),
        ("a: !x 1\n", 1, 4, "a", "SW006", "begins with '!'"),
        ("a: !!python/object:os.system [x]\n", 1, 4, "a", "SW006", "tag of YAML"),
        ("%YAML 1.2\n---\na: 1\n", 1, 1, "", "SW006", "begins with '%'"),
        ("a:\n  <<: {b: 1}\n", 2, 3, "a.'<<'", "SW007", "write out the keys"),
        (
            "a:\n  b: 1\n  c: 2\n  b: 3\n",
            4,
            3,
            "a.b",
            "SW008",
            "'b' stands here a second time; the first is on line 2",
        ),
        ("a: [{b: [{c: [[[1]]]}]}]\n", 1, 15, "a[0].b[0].c[0]", "SW009", "more than 6 levels"),
        ("", 1, 1, "", "SW010", "empty"),
        ("# only a comment\n", 1, 1, "", "SW010", "empty"),
        ("---\n", 1, 1, "", "SW010", "empty"),
        ("~\n", 1, 1, "", "SW010", "empty"),
        ("a: 1\n--- # more\nb: 2\n", 2, 1, "", "SW010", "second document"),
        ("a: 1\n...\n# x\nb: 2\n", 4, 1, "", "SW010", "second document"),
        ("a:\n  ? \n  : 1\n", 2, 4, "a.'?'", "SW011", "a key is empty"),
        ("~: 1\n", 1, 1, "'?'", "SW011", "a key is empty"),
        ("a:\n  ? [b, c]\n  : 1\n", 2, 5, "a.'?'", "SW011", "not a list or keys"),
        ("a: {{b: c}: 1}\n", 1, 5, "a.'?'", "SW011", "not a list or keys"),
        ("a: b\n\n\nb: x\0\n", 4, 5, "", "SW012", "U+0000"),
        ("a: x\x85y\n", 1, 5, "", "SW012", "U+0085"),
        ("a: x\u2028y\n", 1, 5, "", "SW012", "U+2028"),
        ("a: ab\u202ecd\n", 1, 6, "", "SW012", "turns the direction of the text round"),
        ("a: ab\u2066cd\n", 1, 6, "", "SW012", "U+2066"),
        ("a: caf\ufffd\n", 1, 7, "", "SW012", "a letter was lost"),
        ("a: x\ufeffy\n", 1, 5, "", "SW012", "U+FEFF"),
        ('a:\n  - "x\\0y"\n', 2, 5, "a[0]", "SW012", "U+0000"),
        ('a: "\\u202e"\n', 1, 4, "a", "SW012", "U+202E"),
        ('a: "\\ud800"\n', 1, 4, "a", "SW012", "stands for no letter"),
        ("a: 12345678901\n", 1, 4, "a", "SW013", "has 11 characters, and 10 are allowed"),
        ("a: [1,2,3,4,5,6,7,8,9,0]\n", 1, 19, "a[7]", "SW014", "more than 10 keys and values"),
        ("- a\n- b\n", 1, 1, "", "SW015", "begins as a list"),
        ("hello\n", 1, 1, "", "SW015", "begins as a text"),
    ],
)
def test_each_mistake_is_told_with_its_place(source, line, column, path, code, fragment):
    limits = Limits(bytes=50, depth=6, text=10, nodes=10)
    [(*place, sentence)] = [each for each in told(source, limits) if each[3] == code]
    assert place == [line, column, path, code]
    assert fragment in sentence


@pytest.mark.parametrize(
    ("source", "line", "column", "fragment"),
    [
        ("a:\n\tb: 1\n", 2, 1, "indented with a tab; use spaces"),
        ("a:\n  b: 1\n\tc: 2\n", 3, 1, "indented with a tab"),
        ('a: 1\nb: "abc\nc: d\n', 2, 4, 'the quotation mark " is opened here and never closed'),
        ("a: 'x\n", 1, 4, "the quotation mark ' is opened here and never closed"),
        ('a: 1\nb: "abc\nc: d\nd: "e"\n', 2, 4, 'the quotation mark " is opened here and not closed before line 4'),
        ("a: 'it's fine'\n", 1, 8, "goes on after its closing quotation mark"),
        ('a: "yes" he said\n', 1, 10, "goes on after its closing quotation mark"),
        ("a: [1, 2\nb: 3\n", 1, 4, "the bracket '[' is opened here and not closed before line 2; add ']'"),
        ("a: {b: 1\nc: 3\n", 1, 4, "the bracket '{' is opened here and not closed before line 2; add '}'"),
        ("a: [1,\n", 2, 1, "the file ends inside brackets"),
        ("a: {b: c: d}\n", 1, 9, "a comma or the closing '}' is missing"),
        ('a: [x, "y" z]\n', 1, 12, "a comma or the closing ']' is missing"),
        ("a: [x]]\n", 1, 7, "this closing bracket has no opening one"),
        ("a: I said: no\n", 1, 10, "a second colon stands on this line, inside a text without quotes"),
        ("a: 1\n  b: 2\n", 2, 4, "the line above ('a: 1') already holds a text"),
        ("a:\n    b: 1\n  c: 2\n", 3, 3, "does not fit the lines above it"),
        (" a: 1\nb: 2\n", 2, 1, "does not fit the lines above it"),
        ("a: 1\nhello world\nb: 2\n", 2, 1, "'hello world' is neither a key with its colon nor a list item"),
        ("a: 1\nb:2\nc: 3\n", 2, 1, "write a space after the colon"),
        ("a: @home\n", 1, 4, "a text without quotes cannot begin with '@'"),
        ("a: 100\nb: %\n", 2, 4, "a text without quotes cannot begin with '%'"),
        ("a: `x`\n", 1, 4, "a text without quotes cannot begin with '`'"),
        ("a: *sighs*\n", 1, 4, "a text without quotes cannot begin with '*'"),
        ("a: & so on\n", 1, 4, "a text without quotes cannot begin with '&'"),
        ("a: , well\n", 1, 4, "a text without quotes cannot begin with ','"),
        ("a: !x!y\n", 1, 4, "a text without quotes cannot begin with '!'"),
        ('a: "C:\\path"\n', 1, 7, "a backslash has a special meaning"),
        ('a: "\\xzz"\n', 1, 5, "a backslash has a special meaning"),
        ("a: - x\n", 1, 4, "a list item cannot stand on the same line as its key"),
        ("a: > some text\n", 1, 4, "after '>' the text must begin on the next line"),
        ("a: |x\n  y\n", 1, 4, "after '|' the text must begin on the next line"),
        ("a:\n  - x\n  b: 1\n", 3, 3, "the list that begins on line 2 is broken off here"),
        ("a:\n  b: 1\n  - x\n", 3, 3, "a list item stands among the keys that begin on line 2"),
    ],
)
def test_a_broken_layout_is_explained_in_plain_words(source, line, column, fragment):
    [(*place, _, code, sentence)] = told(source)
    assert (place, code) == ([line, column], "SW004")
    assert fragment in sentence


def test_all_mistakes_are_told_at_once_with_those_before_a_broken_layout():
    source = "a: &x 1\nb: \x07*x\na: 2\n? [c]\n: [d]\ne: !t f\ng:\n - h: *x\ni: [\n"
    assert [(line, code) for line, _, _, code, _ in told(source)] == [
        (1, "SW005"),
        (2, "SW012"),
        (3, "SW008"),
        (4, "SW011"),
        (6, "SW006"),
        (8, "SW005"),
        (10, "SW004"),
    ]


def test_what_was_not_refused_is_still_there_for_further_checks():
    tree, faults = read_tree_faults(b"a: 1\na: 2\n<<: {z: 1}\nb: [x, y]\n", "case.yaml")
    assert [each.code for each in faults] == ["SW008", "SW007"]
    assert tree.value == {"a": "1", "b": ["x", "y"]}
    with pytest.raises(Faults):
        read_tree(b"a: 1\na: 2\n", "case.yaml")


def test_after_two_hundred_mistakes_the_others_are_only_mentioned():
    diagnostics = told("a: [" + "*x, " * 1000 + "]")
    assert len(diagnostics) == 201
    assert {code for *_, code, _ in diagnostics[:-1]} == {"SW005"}
    assert diagnostics[-1][3] == "SW099"


def test_exactly_the_allowed_size_depth_length_and_number_are_accepted():
    source = b"k: [[abcde]]\n"
    limits = Limits(bytes=len(source), depth=3, text=5, nodes=5)
    assert read_tree(source, "case.yaml", limits).value == {"k": [["abcde"]]}


_letters = st.text(max_size=12).filter(lambda text: not FORBIDDEN.search(text))
_keys = _letters.filter(lambda text: text.strip() and text != "<<")
_values = st.recursive(
    _letters,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=20,
)


@anew_each_time
@given(st.dictionaries(_keys, _values, min_size=1, max_size=5), st.sampled_from([None, False, True]))
def test_what_yaml_writes_with_quotes_reads_back_the_same(value, flow):
    dumped = yaml.safe_dump(
        value, default_style='"', allow_unicode=True, default_flow_style=flow, sort_keys=False, width=10_000
    )
    tree = read_tree(dumped.encode(), "case.yaml", Limits(depth=40))
    assert tree.value == value
    assert list(tree.value) == list(value)


_scraps = st.sampled_from(
    [
        *"abc:-?[]{},#&*!|>'\"%@`~ \n\t\\",
        ": ",
        "- ",
        "\n  ",
        "\n    - ",
        "<<: ",
        "key: value\n",
        "---\n",
        "\ud7ff",
        "é",
    ]
)


@anew_each_time
@given(st.binary(max_size=200) | st.lists(_scraps, max_size=60).map(lambda scraps: "".join(scraps).encode()))
@example(b'a: "\\U00110000"')
@example(b'a: "\\UFFFFFFFF"')
@example(b"%TAG ! tag:x,2000:\n--- !y\na: 1")
@example(b"a: 1\n%\n")
def test_any_bytes_are_read_or_refused_with_a_place_inside_the_file(source):
    tree, faults = read_tree_faults(source, "case.yaml")
    lines = source.decode("utf-8", "replace").replace("\r", "\n").split("\n")
    for each in faults:
        assert 1 <= each.line <= len(lines) + 1
        assert each.column >= 1
        assert "\n" not in str(each)
        assert each.problem
        assert each.instead
    if faults:
        with pytest.raises(Faults):
            read_tree(source, "case.yaml")
    else:
        assert isinstance(tree.value, dict)
