"""`schema`: what editors and the guide are told about every key."""

import json
from dataclasses import fields
from pathlib import Path

from processes import Run

from game.author.schema.documented import docstrings, table
from game.author.schema.reference import groups
from game.case import Case


def test_every_key_is_documented_with_an_example_and_nothing_else_is() -> None:
    keys = {f"{cls.__name__}.{each.name.removesuffix('_')}": cls for cls in groups(Case) for each in fields(cls)}
    assert set(keys) - set(table()) == set()
    assert set(table()) - set(keys) == set()
    said = {name for name, cls in keys.items() if name.split(".")[1] in docstrings(cls)}
    assert {name for name in keys if name not in said and table()[name].says is None} == set()
    assert {name for name in said if table()[name].says is not None} == set(), "said twice"


def test_the_schema_describes_every_key_and_refuses_others(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    whole = [schema, *schema["definitions"].values()]
    assert len(whole) == len(groups(Case))
    for group in whole:
        assert group["additionalProperties"] is False
        for key, value in group["properties"].items():
            assert value["description"], key
            assert value["examples"], key
    assert set(schema["required"]) >= {"id", "key", "facts", "referral"}
    assert "ask_course" in schema["definitions"]["Fact"]["properties"]["cheapest"]["enum"]
    assert schema["definitions"]["Fact"]["properties"]["intensity"]["maximum"] == 10


def test_it_is_written_to_a_file_with_the_line_an_editor_needs(run: Run, tmp_path: Path) -> None:
    shown = run("schema", "--out", tmp_path / "case.schema.json")
    assert "# yaml-language-server: $schema=case.schema.json" in shown.stdout
    assert json.loads((tmp_path / "case.schema.json").read_text(encoding="utf-8"))["title"]
