"""The README keeps its promises: its treatment plays, its commands exist, its links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

from game.cli import COMMANDS, main

README = Path(__file__).parents[1] / "README.md"
WORDS = README.read_text(encoding="utf-8")


def test_the_treatment_in_the_readme_plays_as_it_says() -> None:
    result = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_it_opens_with_one_command_to_play_and_one_to_test() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", WORDS, re.DOTALL)[:2]
    assert blocks[0].endswith("&& .venv/bin/sixteen-weeks")
    assert blocks[1].endswith("&& .venv/bin/python -m pytest")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_described(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    usage = capsys.readouterr().out
    (row,) = re.findall(rf"^\| `sixteen-weeks {command} ?([^`]*)` ", WORDS, re.MULTILINE)
    options = set(re.findall(r"--[a-z]+", usage)) - {"--help", "--json", "--case"}
    assert options == set(re.findall(r"--[a-z]+", row))


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", WORDS):
        assert (README.parent / target).exists(), target
