"""A case of two thousand lines, read and shaped (`pytest --benchmark-only`), and what importing costs."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from game.reading import Declares, Ident, Length, Range, Refers, read_tree, shape

FIELDS = ("contact", "expectations", "unmet", "wanted")


@dataclass(frozen=True)
class Answer:
    says: Annotated[str, Length(1, 400)]
    alliance: Annotated[int, Range(0, 10)] = 0


@dataclass(frozen=True)
class Person:
    id: Annotated[str, Ident(), Declares("person")]
    name: str
    ring: Annotated[int, Range(0, 4)]
    fields: Mapping[Literal["contact", "expectations", "unmet", "wanted"], Answer]
    signals: Mapping[Annotated[str, Refers("area")], int]
    knows: tuple[Annotated[str, Refers("person")], ...]
    alive: bool
    note: str | None = None


@dataclass(frozen=True)
class Case:
    id: Annotated[str, Ident()]
    people: tuple[Person, ...]


def large_case(people):
    """A case with 22 lines for each person."""
    lines = ["id: large", "people:"]
    for number in range(people):
        lines += [f"  - id: person_{number}", f"    name: Person Number {number}", f"    ring: {number % 5}"]
        lines.append("    fields:")
        for field in FIELDS:
            says = f"About {field} I can tell you something, and something else as well, number {number}."
            lines += [f"      {field}:", f'        says: "{says}"', f"        alliance: {number % 11}"]
        lines += ["    signals: {grief: 2, role_dispute: -1}", f"    knows: [person_0, person_{number}]"]
        lines += ["    alive: true", "    note: >-", "      A note that runs", "      over two lines."]
    return ("\n".join(lines) + "\n").encode()


SOURCE = large_case(90)
KNOWN = {"area": ("grief", "role_dispute")}


def read_and_shape():
    return shape(Case, read_tree(SOURCE, "large.yaml"), KNOWN)


def test_reading_a_case_of_two_thousand_lines(benchmark):
    assert 1_950 <= SOURCE.count(b"\n") <= 2_050
    case = benchmark(read_and_shape)
    assert len(case.people) == 90
    assert case.people[89].fields["unmet"].alliance == 1
    assert case.people[7].note == "A note that runs over two lines."


def test_importing_the_reader_loads_neither_yaml_nor_pydantic():
    program = "import sys, game.reading; print(sorted({'yaml', 'pydantic', 'pygame'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
