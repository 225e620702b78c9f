"""The schema in a real editor's hands: completion, hover and errors in our cases, from a YAML language server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import Server, command

from game.author.schema import json_schema
from game.case import shelf
from game.manual import load_manual

pytestmark = pytest.mark.skipif(
    command() is None, reason="needs node, and yaml-language-server on the path or named by YAML_LANGUAGE_SERVER"
)
FIRST = ("ines", "mehdi", "rosalind", "owen")
SMALL = Path(__file__).parents[1] / "cases" / "small.yaml"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("editor")
    (home / "case.schema.json").write_text(json.dumps(json_schema(load_manual())), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    start = command()
    assert start is not None
    with Server(start, home) as server:
        yield server


def opened(server: Server, home: Path, name: str, text: str) -> tuple[Path, list[str]]:
    path = home / f"{name}.yaml"
    path.write_text(f"# yaml-language-server: $schema=case.schema.json\n{text}", encoding="utf-8")
    return path, [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in server.open(path)]


@pytest.mark.parametrize("name", FIRST)
def test_nothing_is_underlined_in_a_case_of_the_shelf(name: str, server: Server, home: Path) -> None:
    folder = next(folder for folder in shelf() if folder.name == name)
    assert opened(server, home, name, (folder / "case.yaml").read_text(encoding="utf-8"))[1] == []


def test_mistakes_are_underlined_where_they_are(server: Server, home: Path) -> None:
    text = SMALL.read_text(encoding="utf-8")
    for good, bad in (("style: plain", "style: plane"), ("language: en", "langage: en"), ("level: 1", "level: 9")):
        text = text.replace(good, bad, 1)
    places = {words.split(":")[0] for words in opened(server, home, "broken", text)[1]}
    lines = text.splitlines()
    for bad in ("style: plane", "langage: en", "level: 9"):
        assert str(next(n for n, line in enumerate(lines, 2) if bad in line)) in places


def test_hovering_over_a_key_tells_what_it_means(server: Server, home: Path) -> None:
    path, _ = opened(server, home, "hover", SMALL.read_text(encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, words in (("    premature:", "alliance is not there yet"), ("  occupation:", "What they do")):
        line = next(n for n, text in enumerate(lines) if text.startswith(key))
        shown = server.at("hover", path, line, len(key) - 3)
        assert words in json.dumps(shown["contents"]).replace("\\\\", "")


def test_keys_and_words_are_completed(server: Server, home: Path) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("  style: plain\n", "  style: \n", 1)
    path, _ = opened(server, home, "complete", text)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines.index("  style: ")
    words = {item["label"] for item in server.at("completion", path, line, len("  style: "))["items"]}
    assert {"plain", "reserved", "pleasing"} <= words
    moves = text.replace("    cheapest: ask_course", "    cheapest: ", 1)
    path, _ = opened(server, home, "moves", moves)
    line = path.read_text(encoding="utf-8").splitlines().index("    cheapest: ")
    offered = {item["label"] for item in server.at("completion", path, line, len("    cheapest: "))["items"]}
    assert {"ask_course", "ask_feeling"} <= offered


def test_a_key_that_is_missing_is_offered(server: Server, home: Path) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("  occupation: school librarian\n", "  \n", 1)
    path, _ = opened(server, home, "missing", text)
    line = path.read_text(encoding="utf-8").splitlines().index("  ")
    assert "occupation" in {item["label"] for item in server.at("completion", path, line, 2)["items"]}
