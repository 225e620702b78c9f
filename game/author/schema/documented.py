"""What every key means: the docstring below the field in the model, else a line of keys.yaml; and an example."""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from game.reading import Doc, Example, Length, read_file, shape


@dataclass(frozen=True, slots=True)
class Row:
    """One line of keys.yaml."""

    example: Annotated[str, Length(1, 300)]
    says: Annotated[str, Length(1, 400)] | None = None


@dataclass(frozen=True, slots=True)
class _Keys:
    keys: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Documented:
    """What a key means, and an example of what is written after it (YAML)."""

    says: str
    example: str


@cache
def table() -> Mapping[str, Row]:
    """Return the lines of keys.yaml by `Class.key`."""
    return shape(_Keys, read_file(Path(__file__).with_name("keys.yaml"))).keys


def documented(cls: type[Any], key: str, markers: tuple[Any, ...] = ()) -> Documented:
    """Return what there is to say about a key of `cls`: at the least its name, where nobody has documented it."""
    row = table().get(f"{cls.__name__}.{key}")
    doc = next((marker.text for marker in markers if isinstance(marker, Doc)), None)
    example = next((marker.text for marker in markers if isinstance(marker, Example)), None)
    says = doc or docstrings(cls).get(key) or (row.says if row is not None else None)
    example = example or (row.example if row is not None else None)
    return Documented(" ".join((says or key.replace("_", " ")).split()), example or "…")


def docstrings(cls: type[Any]) -> Mapping[str, str]:
    """Return the strings that stand below the fields of a dataclass, by key as it is written in a file."""
    assert is_dataclass(cls)
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    names = {each.name for each in fields(cls)}
    for statement, after in zip(tree.body, tree.body[1:], strict=False):
        if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)):
            continue
        is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if statement.target.id in names and is_text and isinstance(after.value.value, str):  # type: ignore[attr-defined]
            found[statement.target.id.removesuffix("_")] = " ".join(after.value.value.split())  # type: ignore[attr-defined]
    return found
