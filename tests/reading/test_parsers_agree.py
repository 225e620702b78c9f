"""libyaml and PyYAML's own parser must give the same tree, value by value and place by place."""

import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.reading import read_tree_faults

pytestmark = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")


def read_without_libyaml(source):
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "cyaml")
        patch.setitem(sys.modules, "yaml.cyaml", None)
        return read_tree_faults(source, "case.yaml")


def places(tree):
    """Every path of a tree with its value and the places of its key and value."""
    found, waiting = [], [()]
    while waiting:
        steps = waiting.pop()
        value = tree.value
        for step in steps:
            value = value[step]
        found.append((steps, value, tree.at_key(steps), tree.at(steps)))
        if isinstance(value, dict):
            waiting += [(*steps, key) for key in value]
        elif isinstance(value, list):
            waiting += [(*steps, number) for number in range(len(value))]
    return found


_words = st.sampled_from(["ana", "no", "12:30", "'it''s'", '"a\\tb"', "", "~", "two words", "x: y", "*a", "&b c", "!d"])
_pads = st.sampled_from(["", "  ", "    "])
_lines = st.builds(
    lambda pad, lead, key, word: f"{pad}{lead}{key}{word}\n",
    _pads,
    st.sampled_from(["", "- ", "# ", "? "]),
    st.sampled_from(["", "a: ", "b:", "c: ", "d: [", "e: {f: ", "]", "}", "g: >\n      ", "<<: "]),
    _words,
)


@settings(deadline=None, max_examples=300)
@given(st.lists(_lines, max_size=12).map("".join))
def test_whatever_both_can_read_they_read_alike(source):
    tree, faults = read_tree_faults(source.encode(), "case.yaml")
    pure_tree, pure_faults = read_without_libyaml(source.encode())
    if tree and pure_tree:
        assert faults == pure_faults
        assert places(tree) == places(pure_tree)
    else:  # they differ in a few broken layouts, and then only in what they say about the layout
        assert _codes_before_the_layout_broke(faults) == _codes_before_the_layout_broke(pure_faults)


def _codes_before_the_layout_broke(faults):
    return [each.code for each in faults if each.code != "SW004"]
