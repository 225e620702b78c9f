"""Files made to hang, crash or swell the reader: each ends with a clear error, and quickly.

Each is read in a process of its own, under a limit of memory and of processor time, since an unbounded
reader could not be stopped from inside.
"""

import itertools
import random
import string
import subprocess
import sys

import pytest

from game.reading import Limits, read_tree_faults

FULL = Limits().bytes


def filled(start, unit, end=b""):
    """A file as large as is allowed, full of `unit`."""
    return start + unit * ((FULL - len(start) - len(end)) // len(unit)) + end


def numbered(template):
    lines = "".join(template.format(number) for number in range(FULL // (len(template) + 3)))
    return lines.encode()[:FULL]


def doubling(template):
    """Anchors each of which repeats the one before nine times: `{0}` its name, `{1}` the earlier one."""
    names = string.ascii_lowercase
    lines = [template.format(name, ", ".join([f"*{before}"] * 9)) for before, name in itertools.pairwise(names)]
    return ("a: &a {x: 1}\n" + "\n".join(lines)).encode()


HOSTILE = {
    "alias bomb": (doubling("{0}: &{0} [{1}]"), "SW005"),
    "merge key bomb": (doubling("{0}: &{0} {{<<: [{1}]}}"), "SW007"),
    "a hundred thousand brackets": (b"a: " + b"[" * 100_000, "SW009"),
    "a hundred thousand braces": (b"a: " + b"{" * 100_000, "SW009"),
    "brackets on lines of their own": (filled(b"a: ", b"[\n"), "SW009"),
    "nested dashes": (filled(b"a:\n ", b"- "), "SW009"),
    "nested question marks": (filled(b"", b"? "), "SW009"),
    "ever deeper keys": (b"\n".join(b" " * depth + b"a:" for depth in range(1400)), "SW009"),
    "one giant text": (filled(b"a: ", b"x"), "SW013"),
    "one giant quoted text": (filled(b'a: "', b"\\x41", b'"'), "SW013"),
    "one giant block text": (filled(b"a: |\n", b" x\n"), "SW013"),
    "one giant key": (filled(b"? ", b"x", b"\n: 1"), "SW013"),
    "one giant tag": (filled(b"a: !", b"x"), "SW006"),
    "one giant anchor": (filled(b"a: &", b"x"), "SW005"),
    "text never closed": (filled(b'a: "', b"x\n"), "SW004"),
    "brackets never closed": (filled(b"a: [\n", b"x\n"), "SW013"),
    "very many keys": (numbered("k{0}:\n"), "SW014"),
    "very many keys on one line": (b"a: {" + numbered("k{0},")[:-9] + b"}", "SW014"),
    "very many items": (filled(b"a: [", b"x,", b"]"), "SW014"),
    "one key very many times": (filled(b"", b"a:\n"), "SW008"),
    "very many documents": (filled(b"a: 1\n", b"---\n"), "SW010"),
    "very many tag directives": (numbered("%TAG !a{0}! x\n"), "SW006"),
    "tag directives for a second document": (b"a: 1\n...\n" + numbered("%TAG !a{0}! x\n")[:-9], "SW010"),
    "nothing but comments": (filled(b"", b"#\n"), "SW010"),
    "nothing but empty lines": (filled(b"", b"\n"), "SW010"),
    "nothing but tabs": (filled(b"", b"\t"), "SW004"),
    "nothing but zeros": (bytes(FULL), "SW003"),
    "zeros in the middle": (filled(b"a: b\n", b"\0"), "SW012"),
    "control characters on very many lines": (filled(b"", b"a\n\x01"), "SW012"),
    "overrides of the direction": (filled(b"a: ", "\u202e".encode()), "SW012"),
    "lone surrogates": (filled(b"a: ", b"\xed\xa0\x80"), "SW003"),
    "random bytes": (random.Random(1).randbytes(FULL), "SW003"),
}

READ_UNDER_LIMITS = """
import resource, sys
from pathlib import Path
import yaml
from game.reading import read_tree_faults
source = Path(sys.argv[1]).read_bytes()
read_tree_faults(b"a: 1", "warm")
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (96 << 20),) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
tree, faults = read_tree_faults(source, "case.yaml")
print(len(faults), *sorted({each.code for each in faults}), sum(len(str(each)) for each in faults))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of a process the way Linux does")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_a_clear_error_in_little_memory(name, tmp_path):
    source, code = HOSTILE[name]
    path = tmp_path / "case.yaml"
    path.write_bytes(source)
    done = subprocess.run(
        [sys.executable, "-c", READ_UNDER_LIMITS, path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    number, *codes, size = done.stdout.split()
    assert code in codes
    assert 0 < int(number) <= 201
    assert int(size) < 100_000


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("name", ["alias bomb", "merge key bomb", "a hundred thousand brackets", "nested dashes"])
def test_bombs_are_refused_with_and_without_libyaml(name):
    source, code = HOSTILE[name]
    _, faults = read_tree_faults(source, "case.yaml")
    assert code in {each.code for each in faults}
